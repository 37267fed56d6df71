//! What stands directly above a heading, shows nothing, and belongs to it: a place to link to, or a comment.

use crate::document::Document;
use crate::document::sections::Matching;
use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Block, BlockKind, tags};
use crate::text::Span;

use super::order::is_in_header;
use super::placeholders;

/// Where a section starts, with what goes along with its heading: places to link to, and a comment without a blank line in
/// between.
#[must_use]
pub fn start(document: &Document<'_>, matching: &Matching<'_>, section: usize) -> usize {
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
        let is_place = is_place(parsed.events_of(block), block);
        if block.in_raw_html || is_metadata || !(is_place || is_comment(parsed.text, block)) {
            break;
        }
        let gap = Span::new(block.span.trimmed(parsed.text).end, start);
        if is_place || gap.of(parsed.text).matches('\n').count() <= 1 {
            start = block.span.start;
        }
    }
    // Prompts may end with a comment: it is left out as a whole, where it stands.
    let is_guidance =
        section > 0 && start < heading && placeholders::is_unfilled_prompt(document, matching, section - 1);
    if is_guidance { heading } else { start }
}

/// Whether a block is nothing but places to link to: `<a id="x"></a>`.
#[must_use]
pub fn is_place(events: &[(Event<'_>, Span)], block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Html | BlockKind::Paragraph) {
        return false;
    }
    let mut has_id = false;
    events[1..events.len() - 1].iter().all(|(event, _)| match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            has_id |= tags(html).any(|tag| tag.attribute("id").or(tag.attribute("name")).is_some());
            tags(html).all(|tag| PLACES.contains(&&*tag.name) && tag.attribute("href").is_none())
                && html.split('>').map(str::trim).all(|rest| rest.is_empty() || rest.starts_with('<'))
        }
        Event::Text(text) => text.trim().is_empty(),
        Event::SoftBreak => true,
        _ => false,
    }) && has_id
}

/// Elements that show nothing if they are empty.
const PLACES: [&str; 4] = ["a", "span", "div", "p"];

/// Whether a block is one comment.
fn is_comment(text: &str, block: &Block) -> bool {
    let comment = block.span.of(text).trim();
    block.kind == BlockKind::Html
        && comment.starts_with("<!--")
        && comment.find("-->").is_some_and(|end| end + 3 == comment.len())
}
