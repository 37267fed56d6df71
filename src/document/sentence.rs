//! The sentences that a choice is made of: where the first one ends, what stands in quotation marks, and what follows `because`. It must not know
//! which statement says the choice.

use crate::markdown::Inline;
use crate::text::{normalize, prefix_to, spelled_length, suffix_from};

/// Words with a full stop that ends no sentence, normalized.
const ABBREVIATIONS: [&str; 18] = [
    "approx", "bzw", "ca", "cf", "dr", "e.g", "eg", "fig", "i.e", "ie", "incl", "mr", "ms", "resp", "st", "v", "vs",
    "z.b",
];

/// Words with a full stop that ends no sentence before a number, normalized: `No. 7`, but `No. We wait.`
const BEFORE_NUMBERS: [&str; 5] = ["ch", "no", "nr", "sec", "sect"];

/// Whether the full stop after a word belongs to the word; `behind` is what follows the full stop.
pub(super) fn is_abbreviation(word: &str, behind: &str) -> bool {
    let is_number = || behind.trim_start().trim_start_matches('#').starts_with(|c: char| c.is_ascii_digit());
    is_one_of(word, &ABBREVIATIONS) || is_one_of(word, &BEFORE_NUMBERS) && is_number()
}

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
    let Some(mark) = suffix_from(outside, end).chars().next().filter(|c| matches!(c, '?' | '？' | '؟')) else {
        return end;
    };
    let answer = end + mark.len_utf8();
    sentence_end(suffix_from(words, answer), suffix_from(outside, answer)).map_or(words.len(), |end| answer + end)
}

/// Where a word `because` stands, in words whose code is blanked.
fn because(plain: &str) -> Option<usize> {
    plain.match_indices(['b', 'B']).map(|(at, _)| at).find(|&at| {
        let word = suffix_from(plain, at);
        spelled_length(word, BECAUSE).is_some_and(|length| {
            prefix_to(plain, at).ends_with(char::is_whitespace)
                && !suffix_from(word, length).starts_with(char::is_alphanumeric)
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

/// Where the first sentence ends: before its full stop, or after what closes behind it, such as a quotation mark. `outside` is `words` with the
/// code blanked.
pub(super) fn sentence_end(words: &str, outside: &str) -> Option<usize> {
    outside.char_indices().find_map(|(at, c)| {
        let is_full_width = matches!(c, '。' | '！' | '？');
        if !is_full_width && !matches!(c, '.' | '!' | '?' | '؟' | '۔' | '।') {
            return None;
        }
        let stop = at + c.len_utf8();
        let behind = after_closing(suffix_from(outside, stop));
        let closed = outside.len() - behind.len();
        let end = if closed == stop { at } else { closed };
        // Nothing parts sentences in Chinese and Japanese.
        if is_full_width {
            return Some(end);
        }
        let next = behind.trim_start();
        let starts_sentence = next.len() < behind.len()
            && suffix_from(words, words.len() - next.len()).trim_start_matches(opens).starts_with(begins_sentence);
        if !starts_sentence {
            return None;
        }
        let before = prefix_to(outside, at).rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        // `B.` and `U.S.`
        let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
        let is_initial = before.split('.').all(is_letter);
        (c != '.' || !is_initial && !is_abbreviation(before, behind)).then_some(end)
    })
}

/// What follows the marks that a text after a full stop begins with. French has a space before `»`; where none follows it, it opens.
fn after_closing(text: &str) -> &str {
    let behind = text.trim_start_matches(closes);
    let french = behind.trim_start().strip_prefix(['»', '›']);
    french.filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)).unwrap_or(behind)
}

/// Whether a character opens what another closes, or may do so: `«` opens in French and closes in Danish.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '「' | '『' | '【' | '〈' | '《' | '¿' | '¡') || is_quotation_mark(c)
}

/// Whether a character closes what another opened, or may do so.
fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '）' | '」' | '』' | '】' | '〉' | '》') || is_quotation_mark(c)
}

/// The characters with Unicode's property Quotation_Mark that are written in rows of letters.
fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '\u{2018}'..='\u{201f}' | '‹' | '›')
}

/// Whether a sentence may begin with a character: a capital, or a letter of a script without capitals.
fn begins_sentence(c: char) -> bool {
    c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()
}

/// Whether a word is one of those, which are normalized.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.contains(&&*normalize(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each sentence ends at the `|`: after what closes behind its full stop, else before the full stop.
    #[test]
    fn sentences_end_with_what_closes_them() {
        for marked in [
            "Use bulbs|. It is dark",
            "Use bulbs, as Kim said: \u{201c}Drop the lamp.\u{201d}| The reason is smoke",
            "Use bulbs, as Kim said: \"Drop the lamp.\"| The reason is smoke",
            "Use bulbs (\u{201c}at home!\u{201d})| It says why",
            "Use bulbs (at home.)| It says why",
            "Lampen nehmen, „ohne Öl.“| Öl riecht",
            "Prendre « des lampes. »| Elles durent",
            "Prendre «\u{a0}des lampes\u{202f}!\u{202f}»| Elles durent",
            "Tag »pærer.«| De holder",
            "Tag pærer|. »De holder«",
            "It\u{2019}s ‘bulbs.’| That is all",
            "Use bulbs|. \u{201c}Lamps\u{201d} smoke",
            "Use bulbs|. (Lamps smoke)",
            "¿Usar bombillas|? ¡Sí",
            "電球を使う|。ランプは煙る",
            "「電球を使う。」|と言った",
            "电灯（在家！）|它亮",
            "سنستخدم المصابيح|؟ نعم",
            "سنستخدم «المصابيح.»| الدخان مضر",
            "हम बल्ब लेते हैं|। धुआँ नहीं",
            "Use 电灯|. It is dark",
            "Use v1.2 of it",
            "Use e.g. Bulbs",
            "Use \u{201c}bulbs.\u{201d}",
            "\u{201d}.\u{201d}",
            "",
        ] {
            let words = marked.replace('|', "");
            assert_eq!(sentence_end(&words, &words), marked.find('|'), "{marked}");
        }
    }

    #[test]
    fn a_cut_keeps_what_is_closed_and_an_answer() {
        for (words, expected) in [
            (
                "Use bulbs, as Kim said: \u{201c}Drop the lamp.\u{201d} The reason is smoke.",
                "Use bulbs, as Kim said: \u{201c}Drop the lamp.\u{201d}",
            ),
            ("Use bulbs (\u{201c}at home!\u{201d}) It says why.", "Use bulbs (\u{201c}at home!\u{201d})"),
            ("A cache? Not yet. It is fast", "A cache? Not yet"),
            ("キャッシュ？まだ。速い", "キャッシュ？まだ"),
            ("مخزن؟ ليس بعد. إنه سريع", "مخزن؟ ليس بعد"),
        ] {
            assert_eq!(cut(&Inline::text(words)).plain(), expected);
        }
    }

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
