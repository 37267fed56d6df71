//! `![Accepted](…/status-accepted-green)`, a status as a picture.

use crate::document::events::end_of_first;
use crate::document::field::FieldName;
use crate::document::status_value::{self, StatusValue};
use crate::markdown::Inline;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::status::Statuses;
use crate::text::{Span, suffix_from};

use crate::document::metadata::{Field, FieldValue, Form, Metadata};

impl Metadata {
    /// The address of the badge, if the paragraph is that badge alone.
    pub(in crate::document::metadata) fn read_badge(
        &mut self,
        events: &[(Event<'_>, Span)],
        statuses: &Statuses,
    ) -> Option<String> {
        let inside = &events[1..events.len() - 1];
        let mut alone = None;
        let mut rest = inside;
        while let Some((event, span)) = rest.first() {
            if let Event::Start(Tag::Image { dest_url, .. }) = event
                && let Some(end) = end_of_first(rest)
            {
                let alt = Inline::from_events(&rest[1..end]);
                let is_status = |words: &String| match status_value::parse_status_value(&Inline::text(words), statuses)
                {
                    StatusValue::Known { span, .. } => suffix_from(words, span.end).trim().is_empty(),
                    _ => false,
                };
                // Any other picture, such as `status-flow.png`, is the author's.
                if let Some(words) = badge_words(alt.plain(), dest_url).filter(is_status) {
                    let is_alone = rest.len() == inside.len() && end + 1 == rest.len();
                    alone = is_alone.then(|| dest_url.to_string());
                    let shown = Inline::text(&words);
                    let value = FieldValue::Markdown(Span::at(span.end), shown);
                    self.fields.push(Field {
                        name: Some(FieldName::Status),
                        label: "Status".to_owned(),
                        value,
                        span: *span,
                        form: Form::Badge,
                    });
                }
            }
            rest = &rest[1..];
        }
        alone
    }
}

/// The words of a badge's status, if it is a status badge.
fn badge_words(alt: &str, url: &str) -> Option<String> {
    let address = url.rsplit('/').next().unwrap_or(url);
    let from_url = address.to_lowercase().strip_prefix("status-").map(|_| {
        let rest = suffix_from(address, "status-".len());
        let message = rest.rsplit_once('-').map_or(rest, |(message, _)| message);
        message.replace("%20", " ").replace('_', " ").replace("--", "-")
    });
    let (label, value) = alt.split_once(':').unwrap_or((alt, ""));
    let from_alt = (FieldName::spelled(label) == Some(FieldName::Status)).then(|| value.trim().to_owned());
    match (from_alt.filter(|value| !value.is_empty()), from_url) {
        (Some(value), _) => Some(value),
        (None, Some(message)) => Some(if alt.trim().is_empty() || FieldName::spelled(label).is_some() {
            message
        } else {
            alt.trim().to_owned()
        }),
        (None, None) => None,
    }
}
