//! `Status: X` in a paragraph, a field or several in each line.

use crate::document::field::FieldName;
use crate::document::line::{self, Labelled};
use crate::markdown::pulldown_cmark::Event;
use crate::text::Span;

use crate::document::metadata::{Field, FieldValue, Form, Metadata};

impl Metadata {
    /// Reads lines of inline text; whether each of them is a field and nothing else.
    pub(in crate::document::metadata) fn read_lines(
        &mut self,
        inline: &[(Event<'_>, Span)],
        source: &str,
        form: Form,
    ) -> bool {
        let mut is_whole = true;
        for line in inline.split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak)) {
            let found = line::read_labelled(line, source);
            if found.is_empty() && line.first() == inline.first() {
                // A paragraph that begins as prose is prose.
                return false;
            }
            is_whole &= !found.is_empty() && is_balanced(line);
            for labelled in found {
                // A label alone belongs to what follows.
                is_whole &= labelled.is_whole && !labelled.value.is_empty();
                self.add(labelled, form);
            }
        }
        is_whole
    }

    pub(in crate::document::metadata) fn add(&mut self, labelled: Labelled, form: Form) {
        let span = if labelled.value.is_empty() { labelled.label_span } else { labelled.value };
        self.fields.push(Field {
            name: FieldName::spelled(&labelled.label),
            label: labelled.label,
            value: FieldValue::Markdown(labelled.value, labelled.shown),
            span,
            form,
        });
    }
}

/// Whether all that opens in a line closes in it.
fn is_balanced(line: &[(Event<'_>, Span)]) -> bool {
    let count = |is: fn(&Event<'_>) -> bool| line.iter().filter(|(event, _)| is(event)).count();
    let starts = count(|event| matches!(event, Event::Start(_)));
    starts == count(|event| matches!(event, Event::End(_)))
        && line
            .iter()
            .find(|(event, _)| matches!(event, Event::Start(_) | Event::End(_)))
            .is_none_or(|(event, _)| matches!(event, Event::Start(_)))
}
