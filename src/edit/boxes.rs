//! A status in a list of boxes: the tick moves, and the words stay.

use crate::document::Document;
use crate::document::metadata::{Field, Form};
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{BlockKind, Inline};
use crate::status::{Status, Statuses};
use crate::text::Span;

use super::{Change, EditRefusal};

/// A box, and the status beside it.
struct StatusBox<'s> {
    /// The letter between the brackets.
    mark: Span,
    is_ticked: bool,
    status: &'s Status,
}

/// The boxes that change, if the field is a list of them; `None` if it isn't.
pub(super) fn tick(
    document: &Document<'_>,
    statuses: &Statuses,
    field: &Field,
    new: &Status,
) -> Option<Result<Vec<Change>, EditRefusal>> {
    let boxes = boxes(document, statuses, field).filter(|boxes| !boxes.is_empty())?;
    let Some(chosen) = boxes.iter().position(|one| one.status == new) else {
        return Some(Err(EditRefusal::NoBox(field.span, new.label().to_owned())));
    };
    let wrong = boxes.iter().enumerate().filter(|(place, one)| one.is_ticked != (*place == chosen));
    Some(Ok(wrong.map(|(_, one)| (one.mark, if one.is_ticked { " " } else { "x" }.to_owned())).collect()))
}

fn boxes<'s>(document: &Document<'_>, statuses: &'s Statuses, field: &Field) -> Option<Vec<StatusBox<'s>>> {
    let parsed = &document.parsed;
    let is_list = |kind: BlockKind| kind == BlockKind::List && field.form == Form::Section;
    let block = parsed.block_around(field.span).filter(|block| is_list(block.kind))?;
    let mut boxes = Vec::new();
    let mut rest = parsed.events_of(block);
    while let Some(at) = rest.iter().position(|(event, _)| matches!(event, Event::TaskListMarker(_))) {
        let (Event::TaskListMarker(is_ticked), span) = &rest[at] else { break };
        rest = &rest[at + 1..];
        let ends = |event: &Event<'_>| {
            matches!(
                event,
                Event::TaskListMarker(_) | Event::End(TagEnd::Item | TagEnd::Paragraph) | Event::Start(Tag::List(_))
            )
        };
        let end = rest.iter().position(|(event, _)| ends(event)).unwrap_or(rest.len());
        let words = Inline::from_events(&rest[..end]);
        let Some((status, _)) = statuses.leading(words.live().plain().trim_start()) else { continue };
        let mark = span.start + span.of(parsed.text).find('[')? + 1;
        boxes.push(StatusBox { mark: Span::new(mark, mark + 1), is_ticked: *is_ticked, status });
    }
    Some(boxes)
}

#[cfg(test)]
mod tests {
    use crate::edit::tests::{ok, revised};

    #[test]
    fn ticks_move() {
        let list = "# A\n\n## Status\n\n- [ ] Draft\n- [x] In review\n- [ ] Accepted\n\n## Context\n";
        ok(&[
            (list, "accepted", "# A\n\n## Status\n\n- [ ] Draft\n- [ ] In review\n- [x] Accepted\n\n## Context\n"),
            (list, "in-review", list),
            // None is ticked, or several are.
            (
                "# A\n\n## Status\n\n* [ ] Draft\n* [ ] **Accepted** (2026)\n",
                "accepted",
                "# A\n\n## Status\n\n* [ ] Draft\n* [x] **Accepted** (2026)\n",
            ),
            (
                "# A\n\n## Status\n\n- [X] Draft\n- [X] Accepted\n",
                "accepted",
                "# A\n\n## Status\n\n- [ ] Draft\n- [X] Accepted\n",
            ),
            // What else is ticked stays, and loose lists are lists.
            (
                "# A\n\n## Status\n\n- [x] Draft\n\n- [ ] Accepted\n\n- [x] Announced\n",
                "accepted",
                "# A\n\n## Status\n\n- [ ] Draft\n\n- [x] Accepted\n\n- [x] Announced\n",
            ),
            (
                "# A\r\n\r\n## Status\r\n\r\n- [x] Accepted\r\n- [ ] Superseded\r\n",
                "superseded by",
                "# A\r\n\r\n## Status\r\n\r\n- [ ] Accepted\r\n- [x] Superseded\r\n\r\nSuperseded by [2. New](new.md)\r\n",
            ),
        ]);
        let refusal = revised(list, "rejected").expect_err("the list has no such item").to_string();
        assert!(refusal.contains("no item for \"Rejected\""), "{refusal}");
    }
}
