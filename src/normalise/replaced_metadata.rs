//! Which blocks of metadata the header stands for.

use crate::document::Document;
use crate::document::metadata::{FieldValue, MetadataBlock};
use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Block, BlockKind, has_balanced_html, may_hold_directive, raw_ids, tags};
use crate::text::Span;

/// Whether a block of metadata is nothing but that: the header can't define a link's label or resolve a directive, HTML that a value leaves open
/// or closes would change the page around the header, and a place to link to, in it or directly above it, stays where it is.
pub(super) fn header_can_replace(block: &MetadataBlock, document: &Document<'_>) -> bool {
    let parsed = &document.parsed;
    let above = parsed.blocks.partition_point(|other| other.span.start < block.span.start).checked_sub(1);
    let above = above.map(|above| &parsed.blocks[above]);
    if block.heading.is_some() && above.is_some_and(|above| is_anchor_alone(parsed.events_of(above), above)) {
        return false;
    }
    let has_definition = parsed.definitions.values().any(|(definition, ..)| block.span.contains(*definition));
    let fields = &document.metadata.fields[block.fields.0..block.fields.1];
    let mut values = fields.iter().filter_map(|field| match field.value {
        FieldValue::Markdown(span, _) => Some(span),
        FieldValue::Plain(_) => None,
    });
    !has_definition
        && values.all(|value| has_balanced_html(parsed, value))
        && raw_ids(parsed, block.span).is_empty()
        && !may_hold_directive(block.span.of(parsed.text))
}

/// Whether a section is a `## Status` that the header stands for.
pub(super) fn is_in_header(document: &Document<'_>, section: usize) -> bool {
    let heading = Some(document.outline.sections[section].heading);
    let mut blocks = document.metadata.blocks.iter();
    blocks.any(|block| block.heading == heading && header_can_replace(block, document))
}

/// Whether a block is nothing but places to link to: `<a id="x"></a>`.
pub(super) fn is_anchor_alone(events: &[(Event<'_>, Span)], block: &Block) -> bool {
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
