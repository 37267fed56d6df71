//! The sentences that a choice is made of: where the first one ends, what stands in quotation marks, and what follows `because`. It must not know
//! which statement says the choice.

use crate::markdown::Inline;
use crate::span::{prefix_to, suffix_from};

/// Words with a full stop that ends no sentence.
const ABBREVIATIONS: [&str; 15] =
    ["e.g", "i.e", "eg", "ie", "vs", "cf", "approx", "dr", "mr", "ms", "st", "fig", "z.b", "bzw", "ca"];

/// The first sentence up to ` because`, without the punctuation that it ends with.
pub(super) fn cut(words: &Inline) -> Inline {
    let words = &words.live();
    let plain = words.plain_without_code();
    let end = because(&plain).unwrap_or(plain.len()).min(answered_end(words.plain(), &plain));
    let shown = prefix_to(&plain, end).trim_end().trim_end_matches([':', ',', ';', '.', '。', '：', ' ', '—', '–']);
    // An ellipsis is no full stop.
    let length = if prefix_to(&plain, end).trim_end().ends_with("..") {
        prefix_to(&plain, end).trim_end().len()
    } else {
        shown.len()
    };
    words.slice(0, length).tidied()
}

/// Where the first sentence ends; a question's answer belongs to it: `A cache? Not yet`.
fn answered_end(words: &str, outside: &str) -> usize {
    let Some(end) = sentence_end(words, outside) else { return words.len() };
    if !suffix_from(outside, end).starts_with('?') {
        return end;
    }
    let answer = end + 1;
    sentence_end(suffix_from(words, answer), suffix_from(outside, answer)).map_or(words.len(), |end| answer + end)
}

/// Where a word `because` stands, in words whose code is blanked.
fn because(plain: &str) -> Option<usize> {
    plain.match_indices(['b', 'B']).map(|(at, _)| at).find(|&at| {
        let word = suffix_from(plain, at).split_at_checked(BECAUSE.len());
        word.is_some_and(|(word, behind)| {
            word.eq_ignore_ascii_case(BECAUSE)
                && prefix_to(plain, at).ends_with(char::is_whitespace)
                && !behind.starts_with(char::is_alphanumeric)
        })
    })
}

const BECAUSE: &str = "because";

/// Whether a choice says that reasons follow.
pub(super) fn is_reasoned(words: &Inline) -> bool {
    because(&words.live().plain_without_code()).is_some()
}

/// What a choice says behind `because`, if that is more than a colon.
pub(super) fn reason(words: &Inline) -> Option<Inline> {
    let words = words.live();
    let start = because(&words.plain_without_code())? + BECAUSE.len();
    let reason = words.slice(start, usize::MAX).tidied();
    reason.plain().contains(char::is_alphanumeric).then_some(reason)
}

/// The words in the quotation marks that a choice begins with, and what follows them, as MADR writes it: `"X", because …`.
pub(super) fn quoted(words: &Inline) -> Option<(Inline, Inline)> {
    const MARKS: [(char, char); 6] = [
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\u{201e}', '\u{201c}'),
        ('\'', '\''),
        ('\u{2018}', '\u{2019}'),
        ('\u{ab}', '\u{bb}'),
    ];
    let plain = words.plain();
    let start = plain.len() - plain.trim_start().len();
    let first = suffix_from(plain, start).chars().next()?;
    let (_, close) = MARKS.into_iter().find(|(open, _)| *open == first)?;
    let inside = start + first.len_utf8();
    let ends = |behind: &str| {
        behind.is_empty() || behind.starts_with([',', '.', ';', ':']) || behind.starts_with(char::is_whitespace)
    };
    let end = suffix_from(plain, inside)
        .match_indices(close)
        .map(|(at, _)| inside + at)
        .find(|&at| ends(suffix_from(plain, at + close.len_utf8())))?;
    let inner = words.slice(inside, end).tidied();
    (!inner.is_blank()).then(|| (inner, words.slice(end + close.len_utf8(), usize::MAX)))
}

/// Where the first sentence ends: before the full stop that a capital follows. `outside` is `words` with the code blanked.
pub(super) fn sentence_end(words: &str, outside: &str) -> Option<usize> {
    outside.char_indices().find_map(|(at, c)| {
        if c == '。' {
            return Some(at);
        }
        if !matches!(c, '.' | '!' | '?') {
            return None;
        }
        let behind = suffix_from(outside, at + 1).trim_start_matches(['"', '”', '’', ')', '\'']);
        let next = behind.trim_start();
        let next_at = words.len() - next.len();
        let starts_sentence =
            next.len() < behind.len() && suffix_from(words, next_at).starts_with(|c: char| c.is_uppercase());
        if !starts_sentence {
            return None;
        }
        let before = prefix_to(outside, at).rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        // `B.` and `U.S.`
        let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
        let is_initial = before.split('.').all(is_letter);
        (c != '.' || !is_initial && !is_one_of(before, &ABBREVIATIONS))
            .then_some(at + (behind.as_ptr() as usize - suffix_from(outside, at + 1).as_ptr() as usize))
    })
}

/// Whether a word is one of those, in any case.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_choices() {
        for (words, expected) in [
            ("\"Use x\", because y", Some(("Use x", ", because y"))),
            ("\u{201c}Neutral, because \u{2026}\u{201d}, because", Some(("Neutral, because \u{2026}", ", because"))),
            ("'Section \"A\" as \"B, because\"', because z", Some(("Section \"A\" as \"B, because\"", ", because z"))),
            ("'It's x' is kept", Some(("It's x", " is kept"))),
            ("\"a\"b", None),
            ("\"\" x", None),
            ("Use \"x\"", None),
            ("", None),
        ] {
            let found = quoted(&Inline::text(words));
            let found = found.as_ref().map(|(inner, rest)| (inner.plain(), rest.plain()));
            assert_eq!(found, expected, "{words}");
        }
    }
}
