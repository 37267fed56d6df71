//! `<!-- status: accepted -->`, a field that no page shows.

use crate::document::field::FieldName;
use crate::text::Span;

use crate::document::metadata::{Field, FieldValue, Form, Metadata};

impl Metadata {
    /// Reads the status lines of a block of HTML that is one comment.
    pub(in crate::document::metadata) fn read_comment(&mut self, block: Span, source: &str) {
        let trimmed = block.trimmed(source);
        let Some(inside) = trimmed.of(source).strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) else {
            return;
        };
        let mut start = trimmed.start + "<!--".len();
        for line in inside.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trimmed(source);
            start += line.len();
            let Some((label, value)) = span.of(source).split_once(':') else { continue };
            if FieldName::spelled(label) == Some(FieldName::Status) {
                let value_span = Span::new(span.end - value.len(), span.end).trimmed(source);
                let value = FieldValue::Plain(vec![value_span.of(source).to_owned()]);
                self.fields.push(Field {
                    name: Some(FieldName::Status),
                    label: label.trim().to_owned(),
                    value,
                    span: value_span,
                    form: Form::Comment,
                });
            }
        }
    }
}
