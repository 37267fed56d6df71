//! `status: X` in front matter.

use crate::diagnostic::InputProblem;
use crate::document::field::{FieldName, label_of_key};
use crate::document::front_matter::{FrontMatter, FrontMatterEntry, FrontMatterValue};
use crate::document::status_choice;
use crate::markdown::Inline;
use crate::status::Statuses;
use crate::text::Span;

use super::{Field, FieldValue, Form, Metadata};

impl Metadata {
    /// Reads the fields that the tool knows.
    pub(super) fn read_front_matter(&mut self, front_matter: &FrontMatter, statuses: &Statuses) {
        for entry in &front_matter.fields {
            let Some(name) = FieldName::spelled(&entry.key) else { continue };
            let values = match &entry.value {
                FrontMatterValue::Text(text) => vec![text.clone()],
                FrontMatterValue::List(items) => items.iter().map(|(item, _)| item.clone()).collect(),
                FrontMatterValue::Empty | FrontMatterValue::Other => Vec::new(),
            };
            self.problems.extend(unusable(name, entry, statuses));
            if name != FieldName::Status && values.is_empty() {
                continue;
            }
            let span = entry.place();
            self.fields.push(Field {
                name: Some(name),
                label: label_of_key(&entry.key),
                value: FieldValue::Plain(values),
                span,
                form: Form::FrontMatter,
            });
        }
    }
}

/// What is wrong with a value that can't be used as it is written.
fn unusable(name: FieldName, entry: &FrontMatterEntry, statuses: &Statuses) -> Option<InputProblem> {
    let key = &entry.key;
    let (message, help) = match &entry.value {
        FrontMatterValue::Other => (
            format!("the value of `{key}` holds a map, or a list in a list, so it isn't shown"),
            "write one value, or a list of values",
        ),
        // Several statuses are a conflict or a prompt.
        FrontMatterValue::List(items)
            if name == FieldName::Status && items.len() > 1 && !is_of_statuses(items, statuses) =>
        {
            (
                format!("`{key}` holds {} values, and only the first counts", items.len()),
                "write the one status that holds",
            )
        }
        _ => return None,
    };
    Some(InputProblem { span: entry.place(), message, help: help.into() })
}

fn is_of_statuses(items: &[(String, Span)], statuses: &Statuses) -> bool {
    let words: Vec<&str> = items.iter().map(|(item, _)| item.as_str()).collect();
    status_choice::parse_status_choice(&Inline::text(&words.join(", ")), statuses).is_some()
}
