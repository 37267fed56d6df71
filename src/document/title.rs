//! A document's name inside its title.

use crate::template::{HeadingName, TitlePattern};
use crate::text::{Span, normalize_name, prefix_to, suffix_from};

/// How a title is made of the pattern's words and a name. Offsets are bytes of the title's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TitleParts {
    /// Where the name starts, behind a number.
    pub name_start: usize,
    /// Where the name ends.
    pub name_end: usize,
    /// What is to be done with the title.
    pub form: TitleForm,
}

/// What a title looks like beside its pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleForm {
    /// It has the pattern's words where they belong.
    Follows,
    /// It has them elsewhere, or parted by a dash or a colon, or brackets around the name: it can take the pattern.
    CanFollow,
    /// It is another title, and stays.
    Other,
}

const DASHES: [char; 6] = ['-', '–', '—', ':', '|', ' '];

impl TitleParts {
    /// Parts the words of a title.
    pub(crate) fn parse(title: &str, pattern: &TitlePattern) -> Self {
        let number = HeadingName::start_behind_mark(title);
        let (start, end, form) = words_off(title, number, pattern);
        let name = Span::new(start, end).of(title);
        match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            Some(inner) if !inner.trim().is_empty() && !inner.contains(['[', ']']) => {
                Self { name_start: start + 1, name_end: end - 1, form: TitleForm::CanFollow }
            }
            _ => Self { name_start: start, name_end: end, form },
        }
    }
}

/// The title without the pattern's words.
fn words_off(title: &str, number: usize, pattern: &TitlePattern) -> (usize, usize, TitleForm) {
    let trimmed = title.trim_end().len();
    let whole = (number, trimmed, TitleForm::Other);
    let TitlePattern { before, behind, .. } = pattern;
    if before.is_empty() && behind.is_empty() {
        return (number, trimmed, TitleForm::Follows);
    }
    let body = Span::new(number, trimmed).of(title);
    // As the pattern has it: its words before and behind.
    if let Some(rest) = strip_start(body, before)
        && let Some(name) = strip_end(rest, behind)
        && !name.trim_matches(DASHES).is_empty()
    {
        let start = trimmed - rest.len();
        let name_end = start + name.trim_end_matches(DASHES).len();
        let is_parted = name.trim_end().ends_with(['-', '–', '—', ':', '|']) && !behind.is_empty();
        let lead = name.len() - name.trim_start().len();
        return (start + lead, name_end, if is_parted { TitleForm::CanFollow } else { TitleForm::Follows });
    }
    // `Design Document: X`
    if before.is_empty()
        && let Some(rest) = strip_start(body, behind)
        && rest.trim_start().starts_with([':', '-', '–', '—'])
        && !rest.trim_matches(DASHES).is_empty()
    {
        let name = rest.trim_start_matches(DASHES);
        return (trimmed - name.len(), trimmed, TitleForm::CanFollow);
    }
    whole
}

/// The text behind those words, in any case.
fn strip_start<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let head = text.get(..words.len())?;
    let rest = suffix_from(text, words.len());
    (normalize_name(head) == normalize_name(words) && (words.is_empty() || !rest.starts_with(char::is_alphanumeric)))
        .then_some(rest)
}

/// The text before those words, in any case.
fn strip_end<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let cut = text.len().checked_sub(words.len())?;
    let tail = text.get(cut..)?;
    let rest = prefix_to(text, cut);
    (normalize_name(tail) == normalize_name(words) && (words.is_empty() || !rest.ends_with(char::is_alphanumeric)))
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_forms() {
        let pattern = TitlePattern::new("", "Design Document");
        for (title, name, form) in [
            ("Ledger Design Document", "Ledger", TitleForm::Follows),
            ("12. Ledger design document", "Ledger", TitleForm::Follows),
            ("[Ledger] Design Document", "Ledger", TitleForm::CanFollow),
            ("Design Document: Ledger", "Ledger", TitleForm::CanFollow),
            ("Design Document — Ledger", "Ledger", TitleForm::CanFollow),
            ("Ledger – Design Document", "Ledger", TitleForm::CanFollow),
            ("Ledger: Design Document", "Ledger", TitleForm::CanFollow),
            ("Ledger Design", "Ledger Design", TitleForm::Other),
            ("[Ledger]", "Ledger", TitleForm::CanFollow),
            ("[a] b [c]", "[a] b [c]", TitleForm::Other),
            ("Design Document", "Design Document", TitleForm::Other),
            ("Redesign Document", "Redesign Document", TitleForm::Other),
            ("7. Ledger", "Ledger", TitleForm::Other),
            ("Größe Design Document", "Größe", TitleForm::Follows),
        ] {
            let parts = TitleParts::parse(title, &pattern);
            assert_eq!((Span::new(parts.name_start, parts.name_end).of(title), parts.form), (name, form), "{title}");
        }
        let parts = TitleParts::parse("[X]", &TitlePattern::default());
        assert_eq!(parts.form, TitleForm::CanFollow);
    }
}
