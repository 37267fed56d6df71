//! What stands directly above a heading, shows nothing, and belongs to it: a place to link to, or a comment.

use crate::document::Document;
use crate::document::sections::Matching;
use crate::document::unfilled_prompt::is_unfilled_prompt;
use crate::markdown::{Block, BlockKind};
use crate::text::Span;

use super::replaced_metadata::{is_anchor_alone, is_in_header};

/// Where a section starts, with what goes along with its heading: places to link to, and a comment without a blank line in
/// between.
pub(super) fn start(document: &Document<'_>, matching: &Matching<'_>, section: usize) -> usize {
    let parsed = &document.parsed;
    let heading = parsed.headings[document.outline.sections[section].heading].span.start;
    if is_in_header(document, section) {
        return heading;
    }
    let above = parsed.blocks.partition_point(|block| block.span.start < heading);
    let mut start = heading;
    for block in parsed.blocks[..above].iter().rev() {
        // What the header stands for isn't shown where it stood.
        let is_metadata = document.metadata.holds(block.span);
        let is_anchor = is_anchor_alone(parsed.events_of(block), block);
        if block.in_raw_html || is_metadata || !(is_anchor || is_comment(parsed.text, block)) {
            break;
        }
        let gap = Span::new(block.span.trimmed(parsed.text).end, start);
        if is_anchor || gap.of(parsed.text).matches('\n').count() <= 1 {
            start = block.span.start;
        }
    }
    // Prompts may end with a comment: it is left out as a whole, where it stands.
    let is_guidance = section > 0 && start < heading && is_unfilled_prompt(document, matching, section - 1);
    if is_guidance { heading } else { start }
}

/// Whether a block is one comment.
fn is_comment(text: &str, block: &Block) -> bool {
    let comment = block.span.of(text).trim();
    block.kind == BlockKind::Html
        && comment.starts_with("<!--")
        && comment.find("-->").is_some_and(|end| end + 3 == comment.len())
}
