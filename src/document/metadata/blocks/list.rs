//! `- Status: X` in a list.

use crate::document::events::{end_of_first, is_inline};
use crate::document::line;
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::text::Span;

use crate::document::metadata::{Form, Metadata};

impl Metadata {
    /// Whether each item is one paragraph that is one field, which may go on over several lines.
    pub(in crate::document::metadata) fn read_list(
        &mut self,
        events: &[(Event<'_>, Span)],
        source: &str,
        form: Form,
    ) -> bool {
        let mut is_whole = true;
        let mut rest = &events[1..events.len() - 1];
        while let Some(end) = end_of_first(rest) {
            let item = &rest[1..end];
            rest = &rest[end + 1..];
            let inline = match item {
                [(Event::Start(Tag::Paragraph), _), inside @ .., (Event::End(TagEnd::Paragraph), _)] => inside,
                inside => inside,
            };
            let is_flat =
                inline.iter().all(|(event, _)| is_inline(event) && !matches!(event, Event::TaskListMarker(_)));
            let first_lines = inline.split(|(event, _)| !is_inline(event)).next().unwrap_or_default();
            let found = line::read_labelled(first_lines, source);
            is_whole &= is_flat && !found.is_empty() && found.iter().all(|labelled| labelled.is_whole);
            found.into_iter().for_each(|labelled| self.add(labelled, form));
        }
        is_whole
    }
}
