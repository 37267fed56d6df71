//! What a status value says: a status, with the rest of its text; or that it says none.

use crate::markdown::Inline;
use crate::status::{SUPERSEDED, Status, Statuses};
use crate::text::{Span, suffix_from};

use super::placeholder::{is_to_come_alone, split_to_come};
use super::relation;
use super::status_choice::{self, StatusChoice};

/// A status as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusValue {
    /// A status out of the book's list.
    Known {
        /// The status.
        status: Status,
        /// The bytes of the value that name it. What follows is a date, a qualifier, a link, prose.
        span: Span,
        /// A status that contradicts it, if the value says one.
        other: Option<Status>,
    },
    /// Words that no status starts with.
    Unknown,
    /// A template's prompt, or a word that says that there is none yet.
    Placeholder,
    /// Nothing.
    Empty,
}

/// Reads a value. Of a list of statuses the one counts that is marked.
pub(crate) fn parse_status_value(shown: &Inline, statuses: &Statuses) -> StatusValue {
    match status_choice::parse_status_choice(shown, statuses) {
        Some(StatusChoice::One(status, span)) => StatusValue::Known { status: status.clone(), span, other: None },
        Some(StatusChoice::Two(status, span, other)) => {
            StatusValue::Known { status: status.clone(), span, other: Some(other.clone()) }
        }
        Some(StatusChoice::Open) => StatusValue::Placeholder,
        None => read_words(shown.plain(), statuses),
    }
}

/// Reads the words of a value that is no list of statuses.
fn read_words(words: &str, statuses: &Statuses) -> StatusValue {
    let start = words.len()
        - words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '{' | '[' | '<' | '?')).len();
    let value = suffix_from(words, start).trim_end();
    if value.is_empty() {
        return StatusValue::Empty;
    }
    // `[accepted]`
    if let Some(inside) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        && let Some((status, length)) = statuses.leading(inside).filter(|(_, length)| *length == inside.len())
    {
        let span = Span::new(start + 1, start + 1 + length);
        return StatusValue::Known { status: status.clone(), span, other: None };
    }
    if value.starts_with(['{', '[', '<', '?']) || split_to_come(value).is_some() {
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
        Some((status, length)) if status.id() == SUPERSEDED && relation::is_limited(suffix_from(value, length)) => {
            StatusValue::Unknown
        }
        Some((status, length)) => {
            let other = contradicts(status, suffix_from(value, length), statuses).cloned();
            StatusValue::Known { status: status.clone(), span: Span::new(start, start + length), other }
        }
        None => StatusValue::Unknown,
    }
}

/// Whether a placeholder is all that a value says, as `{draft | accepted}`, `TBD` and `Accepted?` are.
pub(crate) fn is_prompt_alone(shown: &Inline, statuses: &Statuses) -> bool {
    let value = shown.plain().trim();
    let is_enclosed = [('{', '}'), ('[', ']'), ('<', '>')]
        .into_iter()
        .any(|(open, close)| value.starts_with(open) && value.find(close) == Some(value.len() - 1));
    let bare = value.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_status = statuses.leading(bare).is_some_and(|(_, length)| length == bare.len());
    is_enclosed
        || is_status
        || is_to_come_alone(bare)
        || !value.contains(char::is_alphanumeric)
        || status_choice::parse_status_choice(shown, statuses) == Some(StatusChoice::Open)
}

/// The status of another phase that the words behind a status say: `Final Draft`, `Draft → Accepted`.
fn contradicts<'s>(status: &Status, rest: &str, statuses: &'s Statuses) -> Option<&'s Status> {
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

    /// The rest is still in force, and nothing says in which status.
    #[test]
    fn what_is_superseded_in_part_is_not_superseded() {
        let statuses = Statuses::default();
        for (words, is_superseded) in [
            ("Superseded by B", true),
            ("Superseded", true),
            ("Superseded (2026-01-02) by B", true),
            ("Superseded by Part two", true),
            ("Superseded in part by B", false),
            ("Superseded in part", false),
            ("Superseded (partially) by B", false),
            ("Superseded by B in part", false),
            ("Superseded by B (partially)", false),
            ("Superseded by B, reinstated by C", false),
        ] {
            let read = parse_status_value(&Inline::text(words), &statuses);
            assert_eq!(matches!(read, StatusValue::Known { .. }), is_superseded, "{words}");
        }
    }

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
            let StatusValue::Known { other, .. } = parse_status_value(&Inline::text(words), &statuses) else {
                panic!("{words} is a status")
            };
            assert_eq!(other.as_ref().map(Status::id), expected, "{words}");
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
            ("Accepted(2026-01-02)", "accepted+8"),
            ("Accepted-2026-01-02", "accepted+8"),
            ("Accepted（2026-01-02）", "accepted+8"),
            ("Proposed!", "proposed+8"),
            ("Accepted，2026", "accepted+8"),
            ("[accepted]", "accepted+9"),
            ("[accepted by whom]", "placeholder"),
            ("☐ Draft ☑ Accepted", "accepted+22"),
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
            let found = match parse_status_value(&Inline::text(words), &statuses) {
                StatusValue::Known { status, span, .. } => format!("{}+{}", status.id(), span.end),
                StatusValue::Unknown => "unknown".to_owned(),
                StatusValue::Placeholder => "placeholder".to_owned(),
                StatusValue::Empty => "empty".to_owned(),
            };
            assert_eq!(found, expected, "{words}");
        }
    }
}
