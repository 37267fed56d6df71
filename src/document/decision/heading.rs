//! What the headings under Design Decisions say: whether they are decisions, their numbers, and where the area starts.

use crate::markdown::Parsed;
use crate::template::{HeadingName, Slot, emoji_length};
use crate::text::{normalize, prefix_to, spelled_length, suffix_from};

use super::super::label::Label;
use super::super::outline::{Outline, Section};

/// The numbered subsections of a heading that says nothing itself: `### Backend` above `#### 1. Store` and `#### 2. Queue`.
pub(super) fn group<'o>(parsed: &Parsed<'_>, outline: &'o Outline, place: usize) -> Vec<(usize, &'o Section)> {
    let section = &outline.sections[place];
    let below: Vec<_> = outline.children(Some(place)).collect();
    let is_numbered = |section: &Section| {
        let words = &parsed.headings[section.heading].text;
        words.starts_with(|c: char| c.is_ascii_digit()) && area_start(words) > 0
    };
    let is_group =
        section.own.of(parsed.text).trim().is_empty() && below.iter().all(|(_, section)| is_numbered(section));
    if is_group { below } else { Vec::new() }
}

/// What people write beside the decisions, under headings without a number.
const BESIDE: [&str; 30] = [
    "open questions",
    "open issues",
    "questions",
    "summary",
    "overview",
    "introduction",
    "context",
    "background",
    "out of scope",
    "notes",
    "references",
    "next steps",
    "follow-up",
    "assumptions",
    "constraints",
    "principles",
    "design principles",
    "guiding principles",
    "considerations",
    "key considerations",
    "decision summary",
    "summary of decisions",
    "goals",
    "non-goals",
    "scope",
    "glossary",
    "terminology",
    "definitions",
    "limitations",
    "future work",
];

/// Whether a heading under Design Decisions is one: not the template's own example, and not `### Alternatives considered`.
pub(super) fn is_decision(parsed: &Parsed<'_>, section: &Section, slot: &Slot) -> bool {
    let heading = &parsed.headings[section.heading];
    let name = area_start(&heading.text);
    let words = suffix_from(&heading.text, name).trim();
    let is_label = name == 0 && Label::spelled(words).is_some_and(|label| label != Label::Choice);
    let is_beside = name == 0 && BESIDE.contains(&&*normalize(words));
    let is_example =
        words.starts_with('[') && words.ends_with(']') && slot.prompts.are_all_of(section.own.of(parsed.text));
    !is_label && !is_beside && !is_example
}

/// Where in a decision heading's words its number starts: behind emoji, if a number follows them.
pub(crate) fn number_start(words: &str) -> usize {
    let lead = emoji_length(words);
    if behind_number(suffix_from(words, lead)) > 0 { lead } else { 0 }
}

/// Where in a decision heading's words the area starts: behind `2. `, `2) `, `(2) `, `#2 `, `Decision 2: `, `Decision: `, and behind emoji before a
/// number. A number that goes on, such as `4.1`, numbers the whole document and is no part of the area either.
pub(crate) fn area_start(words: &str) -> usize {
    let lead = number_start(words);
    lead + behind_number(suffix_from(words, lead))
}

fn behind_number(words: &str) -> usize {
    // `(2) X`, `#2 X`
    let in_marks = [("(", ")"), ("#", "")].into_iter().find_map(|(open, close)| {
        let rest = words.strip_prefix(open)?;
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let area = behind.strip_prefix(close)?.trim_start_matches([':', '.', ')']);
        (behind.len() < rest.len() && area.starts_with(' ') && !area.trim().is_empty())
            .then(|| words.len() - area.trim_start().len())
    });
    if let Some(start) = in_marks {
        return start;
    }
    for word in ["decision", "d", "dd-", "dd"] {
        let Some(length) = spelled_length(words, word) else { continue };
        let rest = suffix_from(words, length).trim_start().trim_start_matches('#');
        let behind_number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let has_number = behind_number.len() < rest.len();
        let marked = behind_number.trim_start();
        let behind_mark = marked.trim_start_matches([':', '.', ')', '-', '–', '—']);
        let has_mark = behind_mark.len() < marked.len() && (behind_mark.starts_with(' ') || behind_mark.is_empty());
        if has_mark && (has_number || word == "decision") && !behind_mark.trim().is_empty() {
            return words.len() - behind_mark.trim_start().len();
        }
    }
    let mut start = HeadingName::start_behind_mark(words);
    // `5.) X`
    let rest = suffix_from(words, start);
    start += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ')').len();
    start
}

/// The number that an author gave to a decision in its heading's words: 2 in `2. X`, `Decision 2: X` and `4.2 X`.
pub(crate) fn written_number(words: &str) -> Option<u32> {
    let number = prefix_to(words, area_start(words)).trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    suffix_from(number, number.len() - digits).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas() {
        for (words, area) in [
            ("1. Storage", "Storage"),
            ("2) Storage", "Storage"),
            ("Decision 2: Storage", "Storage"),
            ("Decision 2 - Storage", "Storage"),
            ("Decision: Storage", "Storage"),
            ("D3: Storage", "Storage"),
            ("5.) Storage", "Storage"),
            ("7 – Storage", "Storage"),
            ("4.1 Storage", "Storage"),
            ("2 Phase Commit", "2 Phase Commit"),
            ("Decision Making", "Decision Making"),
            ("Data model", "Data model"),
            ("3.", "3."),
            ("(1) Storage", "Storage"),
            ("#2 Storage", "Storage"),
            ("#2: Storage", "Storage"),
            ("(a) Storage", "(a) Storage"),
            ("#storage", "#storage"),
            ("\u{1f5c4}\u{fe0f} 1. Storage", "Storage"),
            ("4\u{fe0f}\u{20e3} Storage", "Storage"),
            ("\u{1f5c4}\u{fe0f} Storage", "\u{1f5c4}\u{fe0f} Storage"),
        ] {
            assert_eq!(suffix_from(words, area_start(words)), area, "{words}");
        }
    }
}
