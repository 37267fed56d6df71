//! `> Status: X` in a block quote.

use crate::document::events::end_of_first;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::text::Span;

use crate::document::metadata::{Form, Metadata};

impl Metadata {
    /// Whether all that it says are fields.
    pub(in crate::document::metadata) fn read_quote(&mut self, events: &[(Event<'_>, Span)], source: &str) -> bool {
        let mut is_whole = matches!(events[0].0, Event::Start(Tag::BlockQuote(None)));
        let mut rest = &events[1..events.len() - 1];
        while let Some(end) = end_of_first(rest) {
            is_whole &= match &rest[0].0 {
                Event::Start(Tag::Paragraph) => self.read_lines(&rest[1..end], source, Form::Quote),
                Event::Start(Tag::List(_)) => self.read_list(&rest[..=end], source, Form::Quote),
                _ => false,
            };
            rest = &rest[end + 1..];
        }
        is_whole
    }
}
