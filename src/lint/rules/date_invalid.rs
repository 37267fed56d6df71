//! `date-invalid`: a field for a day that says none, or says it so that it can't be sorted.

use crate::diagnostic::Diagnostic;
use crate::document::date::{DateValue, month};
use crate::document::field::FieldName;
use crate::document::metadata::{Field, FieldValue};
use crate::lint::DocumentFacts;
use crate::text::Span;

rule! {
    /// A field for a day says none, or one that doesn't sort.
    "date-invalid", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    let is_date = |field: &&Field| {
        matches!(field.name, Some(FieldName::Date | FieldName::Created | FieldName::Updated | FieldName::ReviewBy))
    };
    let dates = document.metadata.fields.iter().filter(is_date);
    dates.filter_map(|field| of_field(field, document.parsed.text)).collect()
}

fn of_field(field: &Field, text: &str) -> Option<Diagnostic> {
    if matches!(&field.value, FieldValue::Plain(values) if values.len() != 1) {
        return None;
    }
    let words = field.words();
    let value = words.trim();
    if value.is_empty() {
        return None;
    }
    let diagnostic = |message: String, help: String| Diagnostic::new(RULE, field.span, message).with_help(help);
    match DateValue::parse(value) {
        DateValue::Sorts(_) => None,
        DateValue::NoSuchDay => {
            Some(diagnostic(format!("the calendar has no day \"{value}\""), "write the day as `YYYY-MM-DD`".to_owned()))
        }
        DateValue::NoDate => {
            let help = match month(value) {
                Some(month) => format!("write it as `{month}`"),
                None => "write the day as `YYYY-MM-DD`".to_owned(),
            };
            Some(diagnostic(format!("\"{value}\" is not a date"), help))
        }
        found @ (DateValue::OtherForm(date) | DateValue::OtherFormAndMore(date)) => {
            let help = if found == DateValue::OtherForm(date) { "write it as" } else { "write the day as" };
            let diagnostic =
                diagnostic(format!("\"{value}\" doesn't sort among other dates"), format!("{help} `{date}`"));
            let place = written(field.span, text, value).filter(|_| found == DateValue::OtherForm(date));
            Some(match place {
                Some(place) => diagnostic.with_fix(place, date.to_string()),
                None => diagnostic,
            })
        }
    }
}

/// Where a value stands in the source as it is, perhaps in quotation marks.
fn written(span: Span, text: &str, value: &str) -> Option<Span> {
    let source = span.of(text);
    let inside = ['"', '\'']
        .iter()
        .any(|&mark| source.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) == Some(value));
    if source == value { Some(span) } else { inside.then(|| Span::new(span.start + 1, span.end - 1)) }
}
