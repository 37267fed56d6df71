//! What a status value says: a status, with the rest of its text; or that it says none.

use crate::span::suffix_from;
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
pub(super) const TO_COME: [&str; 9] =
    ["tbd", "tba", "tbc", "todo", "to do", "to be determined", "to be decided", "xxx", "fixme"];

/// Reads the plain words of a value.
#[must_use]
pub fn read(words: &str, statuses: &Statuses) -> StatusValue {
    let start = words.len()
        - words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '{' | '[' | '<' | '?')).len();
    let value = suffix_from(words, start).trim_end();
    if value.is_empty() {
        return StatusValue::Empty;
    }
    let is_to_come = TO_COME.iter().any(|word| {
        let parted = value.split_at_checked(word.len());
        parted.is_some_and(|(start, rest)| start.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphanumeric))
    });
    if value.starts_with(['{', '[', '<', '?']) || is_to_come || offers_several(value, statuses) {
        return StatusValue::Placeholder;
    }
    match statuses.leading(value) {
        // `Accepted?` asks for the status; a question further on is about something else.
        Some((_, length))
            if suffix_from(value, length).trim_matches(|c: char| c.is_whitespace() || c == ')') == "?" =>
        {
            StatusValue::Placeholder
        }
        None if value.ends_with('?') => StatusValue::Placeholder,
        Some((status, length)) => StatusValue::Known(status.clone(), start + length),
        None => StatusValue::Unknown,
    }
}

/// Whether a placeholder is all that a value says, as `{draft | accepted}`, `TBD` and `Accepted?` are.
#[must_use]
pub fn is_prompt_alone(words: &str, statuses: &Statuses) -> bool {
    let value = words.trim();
    let is_enclosed = [('{', '}'), ('[', ']'), ('<', '>')]
        .into_iter()
        .any(|(open, close)| value.starts_with(open) && value.find(close) == Some(value.len() - 1));
    let bare = value.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_status = statuses.leading(bare).is_some_and(|(_, length)| length == bare.len());
    is_enclosed
        || is_status
        || TO_COME.iter().any(|word| bare.eq_ignore_ascii_case(word))
        || !value.contains(char::is_alphanumeric)
        || offers_several(value, statuses)
}

/// `draft | accepted | rejected`: a choice that nobody made. `Accepted / Implemented` says one phase, and is none.
fn offers_several(value: &str, statuses: &Statuses) -> bool {
    ['|', '/'].into_iter().filter(|&mark| value.contains(mark)).any(|mark| {
        let named = value
            .split(mark)
            .map(str::trim)
            .map(|part| statuses.leading(part).filter(|(_, length)| *length == part.len()).map(|(status, _)| status));
        let named: Option<Vec<_>> = named.collect();
        named.is_some_and(|named| {
            let is_of_one_phase = named.iter().all(|status| status.phase() == named[0].phase());
            named.len() > 1 && (mark == '|' || !is_of_one_phase)
        })
    })
}

/// The status of another phase that the words behind a status say: `Final Draft`, `Draft → Accepted`.
#[must_use]
pub fn contradicts<'s>(status: &Status, rest: &str, statuses: &'s Statuses) -> Option<&'s Status> {
    let rest = rest.trim();
    let behind_arrow = ["→", "->", "=>"].iter().filter_map(|arrow| Some(rest.rsplit_once(arrow)?.1.trim())).next();
    let other = match behind_arrow {
        Some(last) => statuses.leading(last)?.0,
        None => statuses.leading(rest).filter(|(_, length)| *length == rest.len())?.0,
    };
    (other.phase() != status.phase()).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions() {
        let statuses = Statuses::default();
        for (words, expected) in [
            ("Final Draft", Some("draft")),
            ("Active discussion", Some("in-review")),
            ("Draft → Accepted (2026-01-02)", Some("accepted")),
            ("Proposed -> rejected", Some("rejected")),
            ("Draft → In review", None),
            ("Accepted in review meeting", None),
            ("Superseded by draft.md", None),
            ("Accepted (implemented)", None),
            ("Accepted", None),
        ] {
            let StatusValue::Known(status, length) = read(words, &statuses) else { panic!("{words} is a status") };
            let other = contradicts(&status, &words[length..], &statuses);
            assert_eq!(other.map(Status::id), expected, "{words}");
        }
    }

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
            ("Accepted and merged/released in v2", "accepted+8"),
            ("Implemented (web/stable channel)", "implemented+11"),
            ("Accepted / Implemented", "accepted+8"),
            ("Accepted (2026-01-02). Open: who pays?", "accepted+8"),
            ("Accepted?", "placeholder"),
            ("Draft | Draft 2", "draft+5"),
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
