//! Refuses to add a status to a document that may say one in a form that isn't read: the two would contradict each other.

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::metadata::Field;
use crate::markdown::BlockKind;
use crate::text::Span;

use super::EditRefusal;

/// That no line where a document says its status names the field, but one whose value is missing.
pub(super) fn refuse(document: &Document<'_>) -> Result<(), EditRefusal> {
    let text = document.parsed.text;
    // What begins like front matter and is none is refused where the field is added.
    if document.front_matter.is_none() && ["---", "+++"].iter().any(|mark| text.starts_with(mark)) {
        return Ok(());
    }
    let found = status_spans(document).into_iter().find_map(|place| {
        let mut start = place.start;
        let mut lines = place.of(text).split_inclusive('\n').peekable();
        std::iter::from_fn(|| {
            let line = lines.next()?;
            let span = Span::new(start, start + line.len());
            start = span.end;
            Some((span, lines.peek().copied().unwrap_or_default()))
        })
        .find(|&(span, next)| is_unread(document, span, next))
    });
    found.map_or(Ok(()), |(span, _)| Err(EditRefusal::Unread(span.trimmed(text))))
}

/// Where a document says its status: above its sections, and in the heading and the first block of each section of the first two levels.
fn status_spans(document: &Document<'_>) -> Vec<Span> {
    let Document { parsed, outline, .. } = document;
    let sections = outline.sections.iter().filter(|section| section.level <= 2);
    let first = sections.clone().next().map_or(parsed.text.len(), |section| section.span.start);
    let above = Span::new(document.start().min(first), first);
    let of_sections = sections.map(|section| {
        let block = parsed.blocks_in(section.own).next();
        Span::new(section.span.start, block.map_or(section.own.start, |block| block.span.end))
    });
    std::iter::once(above).chain(of_sections).collect()
}

/// Whether a line names the status and no field was read from it, or one without a value that the next line may be.
fn is_unread(document: &Document<'_>, line: Span, next: &str) -> bool {
    let Document { parsed, metadata, .. } = document;
    let text = line.of(parsed.text);
    let block = parsed.block_around(line.trimmed(parsed.text));
    if block.is_some_and(|block| block.kind == BlockKind::Code) {
        return false;
    }
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let label = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if FieldName::spelled(label) != Some(FieldName::Status) {
        return false;
    }
    let value = words.strip_prefix(label).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let is_heading = text.trim_start().starts_with('#');
    let is_label =
        words.strip_prefix(label).is_some_and(|rest| rest.trim_start_matches(['*', '_', ' ']).starts_with([':', '：']));
    let fields = || metadata.fields.iter().filter(|field| field.name == Some(FieldName::Status));
    let is_read = fields().any(|field| line.start <= field.span.start && field.span.start <= line.end);
    // A form that has its value below its label, in one block.
    let is_read_below = fields()
        .any(|field| field.span.start >= line.end && block.is_some_and(|block| block.span.contains(field.span)));
    let next = next.trim();
    // A definition begins with a colon; another field, the next row of a table and a heading are no values.
    let is_other = next.contains([':', '：']) && !next.starts_with(':') || next.starts_with(['#', '|']);
    let may_be_value = next.contains(char::is_alphanumeric) && !is_other;
    match (value.is_empty(), is_heading) {
        (true, true) => has_unread_text(document, line),
        (true, false) => may_be_value && !is_read_below,
        // `Status quo` and `## Status codes` are about something else.
        (false, _) => is_label && !is_read,
    }
}

/// Whether the section with a heading says something that no status was read from. A comment says nothing.
fn has_unread_text(document: &Document<'_>, heading: Span) -> bool {
    let Document { parsed, metadata, outline, .. } = document;
    let Some(section) = outline.sections.iter().find(|section| heading.contains(Span::at(section.span.start))) else {
        return false;
    };
    let says_something = |source: &str| !source.trim().is_empty() && !source.trim_start().starts_with("<!--");
    let is_status = |field: &Field| field.name == Some(FieldName::Status) && section.own.contains(field.span);
    parsed.blocks_in(section.own).any(|block| says_something(block.span.of(parsed.text)))
        && !metadata.fields.iter().any(is_status)
}

#[cfg(test)]
mod tests {
    use crate::edit::tests::{ok, revised};

    #[test]
    fn no_second_status_is_added() {
        for text in [
            "# A\n\n**Status:**\nProposed\n",
            "# A\n\n- Status:\n  - Proposed\n",
            "# A\n\nStatus:\n- [ ] Draft\n- [x] Proposed\n",
            "# A\n\n## Status: Proposed\n",
            "# A\n\n## Meta\n\n- Status: Proposed\n",
            "# A\n\nStatus\n: Proposed\n",
            "# A\n\n## Status\n\n<div>Proposed</div>\n",
            "# A\n\n## Status\n\n> - [ ] Draft\n> - [x] Proposed\n",
            "# A\n\n## Status\n\n| Draft | Proposed |\n|---|---|\n| | x |\n",
        ] {
            let refusal = revised(text, "accepted").map_or_else(|refusal| refusal.to_string(), |text| panic!("{text}"));
            assert!(refusal.contains("a status may be written here"), "{text}: {refusal}");
        }
    }

    #[test]
    fn an_empty_field_is_filled_in() {
        ok(&[
            ("# A\n\nStatus:\n\nText.\n", "accepted", "# A\n\nStatus: Accepted\n\nText.\n"),
            (
                "# Status pages\n\n## Status codes\n\nText.\n",
                "accepted",
                "# Status pages\n\nStatus: Accepted\n\n## Status codes\n\nText.\n",
            ),
            ("# A\n\nStatus quo is bad.\n", "accepted", "# A\n\nStatus: Accepted\n\nStatus quo is bad.\n"),
        ]);
    }
}
