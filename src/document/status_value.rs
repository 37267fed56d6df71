//! What a status value says: a status, with the rest of its text; or that it says none.

use crate::status::{Status, Statuses};

/// A status as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusValue {
    /// A status out of the book's list, and the byte of the value at which the rest begins: a date, a qualifier, a link, prose.
    Known(Status, usize),
    /// Words that no status starts with.
    Unknown,
    /// A template's prompt, or a word that says that there is none yet.
    Placeholder,
    /// Nothing.
    Empty,
}

/// Words that stand for a value that is still to come.
pub(super) const TO_COME: [&str; 8] =
    ["tbd", "tba", "todo", "to do", "to be determined", "to be decided", "xxx", "fixme"];

/// Reads the plain words of a value.
#[must_use]
pub fn read(words: &str, statuses: &Statuses) -> StatusValue {
    let start = words.len()
        - words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '{' | '[' | '<' | '?')).len();
    let value = words[start..].trim_end();
    if value.is_empty() {
        return StatusValue::Empty;
    }
    let is_to_come = TO_COME.iter().any(|word| {
        let parted = value.split_at_checked(word.len());
        parted.is_some_and(|(start, rest)| start.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphanumeric))
    });
    if value.starts_with(['{', '[', '<', '?']) || is_to_come || offers_several(value, statuses) || value.ends_with('?')
    {
        return StatusValue::Placeholder;
    }
    match statuses.leading(value) {
        Some((status, length)) => StatusValue::Known(status.clone(), start + length),
        None => StatusValue::Unknown,
    }
}

/// `draft | accepted | rejected`: a choice that nobody made.
fn offers_several(value: &str, statuses: &Statuses) -> bool {
    ['|', '/'].into_iter().filter(|&mark| value.contains(mark)).any(|mark| {
        let mut parts = value.split(mark).map(|part| statuses.leading(part.trim()).is_some());
        parts.next() == Some(true) && parts.next() == Some(true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let statuses = Statuses::default();
        for (words, expected) in [
            ("Accepted (2026-06-07). Fully implemented", "accepted+8"),
            (" ✅ accepted", "accepted+13"),
            ("“Draft”", "draft+8"),
            ("superseded by ADR-0012", "superseded+10"),
            ("Implemented/Verified", "implemented+11"),
            ("draft | accepted", "placeholder"),
            ("DRAFT / ACTIVE / DEPRECATED", "placeholder"),
            ("{draft}", "placeholder"),
            ("TBD (ask Ann)", "placeholder"),
            ("What is the status?", "placeholder"),
            ("Todos", "unknown"),
            ("Moved", "unknown"),
            (" — ", "empty"),
        ] {
            let found = match read(words, &statuses) {
                StatusValue::Known(status, rest) => format!("{}+{rest}", status.id()),
                StatusValue::Unknown => "unknown".to_owned(),
                StatusValue::Placeholder => "placeholder".to_owned(),
                StatusValue::Empty => "empty".to_owned(),
            };
            assert_eq!(found, expected, "{words}");
        }
    }
}
