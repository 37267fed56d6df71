//! Text as lookups compare it: the one normalization behind every comparison of an author's words with known ones. It knows no word.
//!
//! All three forms ignore case, the compatibility forms of Unicode (NFKC), the shape of quotation marks, the kind and number of dashes in a
//! row, and the amount of white space. They differ in one thing each:
//!
//! | form | for | what else doesn't count |
//! |---|---|---|
//! | [`normalize`] | labels, words of sentences, text in queries, where `Co-decision` has one word and `stop.*` ends in a full stop | nothing |
//! | [`normalize_name`] | headings and titles | punctuation at the end; `&` is `and` |
//! | [`normalize_key`] | fields, statuses, directives, ids | whether words are joined by white space, `-` or `_` |
//!
//! [`spelled_length`] says how much of a longer text spells a normalized word, for lookups that need the offset behind it.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{prefix_to, suffix_from};

/// The text in lower case and in the Unicode form NFKC, with `'` and `"` as quotation marks, one `-` for each run of dashes, and words joined by
/// single spaces.
#[must_use]
pub fn normalize(text: &str) -> Cow<'_, str> {
    if is_normalized(text) {
        return Cow::Borrowed(text);
    }
    let mut normalized = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            let last = normalized.as_bytes().last().copied();
            match byte {
                b' ' | b'\t'..=b'\r' => {
                    if last.is_some_and(|last| last != b' ') {
                        normalized.push(' ');
                    }
                }
                b'-' if last == Some(b'-') => {}
                byte => normalized.push(byte.to_ascii_lowercase().into()),
            }
        }
    } else {
        // A letter in lower case may have a composed form where the capital has none: `T` with a diaeresis.
        text.nfkc().flat_map(folded).nfkc().for_each(|c| push(&mut normalized, c));
    }
    normalized.truncate(normalized.trim_end().len());
    Cow::Owned(normalized)
}

/// A name without the punctuation at its end, and with `and` for `&`; else as [`normalize`].
#[must_use]
pub fn normalize_name(name: &str) -> Cow<'_, str> {
    let normalized = normalize(name);
    let spelled = if normalized.contains('&') {
        let parted = normalized.replace('&', " and ");
        Cow::Owned(parted.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        normalized
    };
    let end = spelled.trim_end_matches(['.', ':', ';', ',', '!', '?', ' ']).len();
    match spelled {
        Cow::Borrowed(name) => Cow::Borrowed(prefix_to(name, end)),
        Cow::Owned(mut name) => {
            name.truncate(end);
            Cow::Owned(name)
        }
    }
}

/// A key with one `-` between its words, whatever white space, `-` or `_` is between them; else as [`normalize`].
pub(crate) fn normalize_key(key: &str) -> Cow<'_, str> {
    let normalized = normalize(key);
    if !normalized.contains([' ', '_']) && !normalized.starts_with('-') && !normalized.ends_with('-') {
        return normalized;
    }
    let words = normalized.split([' ', '-', '_']).filter(|word| !word.is_empty());
    Cow::Owned(words.collect::<Vec<_>>().join("-"))
}

/// How many bytes of a text spell a normalized word, if the text begins with it; whether a word ends there is for the caller to say.
pub(crate) fn spelled_length(text: &str, word: &str) -> Option<usize> {
    // Most words differ in their first letter.
    if let (Some(a), Some(b)) = (text.as_bytes().first(), word.as_bytes().first())
        && a.is_ascii_alphabetic()
        && b.is_ascii_alphabetic()
        && !a.eq_ignore_ascii_case(b)
    {
        return None;
    }
    if word.is_ascii()
        && let Some(start) = text.as_bytes().get(..word.len()).filter(|start| start.is_ascii())
    {
        let is_it = start.eq_ignore_ascii_case(word.as_bytes());
        return (is_it && !suffix_from(text, word.len()).starts_with(is_combining_mark)).then_some(word.len());
    }
    let mut rest = text;
    let mut wanted = word.nfkd();
    let mut expected = wanted.next();
    while expected.is_some() {
        let c = rest.chars().next()?;
        rest = suffix_from(rest, c.len_utf8());
        // What is composed in one text is decomposed in both.
        for part in std::iter::once(c).nfkd().flat_map(folded) {
            if expected != Some(part) {
                return None;
            }
            expected = wanted.next();
        }
    }
    (!rest.starts_with(is_combining_mark)).then(|| text.len() - rest.len())
}

/// Whether a text is what [`normalize`] makes of it, as far as that is quick to say.
fn is_normalized(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !byte.is_ascii() || byte.is_ascii_uppercase() || byte.is_ascii_control() {
            return false;
        }
        if byte == before && matches!(byte, b' ' | b'-') {
            return false;
        }
        before = byte;
    }
    text.is_empty() || before != b' '
}

fn push(normalized: &mut String, c: char) {
    if c.is_whitespace() {
        if !normalized.is_empty() && !normalized.ends_with(' ') {
            normalized.push(' ');
        }
        return;
    }
    for c in folded(c) {
        if c != '-' || !normalized.ends_with('-') {
            normalized.push(c);
        }
    }
}

/// A character in lower case, with one form of quotation marks and dashes. A sigma is the same at the end of a word.
fn folded(c: char) -> impl Iterator<Item = char> {
    let one = match c {
        '\u{2018}'..='\u{201b}' => '\'',
        '\u{201c}'..='\u{201f}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        'ς' => 'σ',
        c => c,
    };
    one.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_does_not_count() {
        for (text, expected) in [
            ("Trade‑offs", "trade-offs"),
            ("a -- b", "a - b"),
            ("a – b", "a - b"),
            ("“Quoted” ‘it’", "\"quoted\" 'it'"),
            ("  Two\n\twords\u{a0}", "two words"),
            ("Ｓｔａｔｕｓ：", "status:"),
            ("Größe", "größe"),
            ("Gro\u{308}ße", "größe"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
            ("ﬁle №2", "file no2"),
            ("", ""),
        ] {
            assert_eq!(normalize(text), expected, "{text}");
        }
        for (name, expected) in
            [("Metrics:", "metrics"), ("R&D", "r and d"), ("Why?…", "why"), ("Non-Goals", "non-goals")]
        {
            assert_eq!(normalize_name(name), expected, "{name}");
        }
        for (key, expected) in
            [("in_review", "in-review"), ("In  Review", "in-review"), ("-a__b- ", "a-b"), ("id", "id")]
        {
            assert_eq!(normalize_key(key), expected, "{key}");
        }
    }

    #[test]
    fn a_word_is_spelled() {
        for (text, word, expected) in [
            ("Because of", "because", Some(7)),
            ("becaus", "because", None),
            ("Größe 3", "größe", Some(7)),
            ("Gro\u{308}ße 3", "größe", Some(8)),
            ("accepte\u{301}", "accepte", None),
            ("Don’t", "don't", Some(7)),
            ("x", "", Some(0)),
        ] {
            assert_eq!(spelled_length(text, word), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn normalizing_twice_changes_nothing(text in "[ -~‑–—“’…ÄßΣσς①ﬁ½\u{308}\u{a0}Ａ]{0,12}") {
            for form in [normalize, normalize_name, normalize_key] {
                let once = form(&text).into_owned();
                prop_assert_eq!(form(&once), once.as_str());
            }
        }

        #[test]
        fn a_normalized_word_is_spelled_by_what_it_comes_from(text in "[A-Za-zÄßΣ’–Ａ]{1,8}") {
            let word = normalize(&text).into_owned();
            prop_assume!(!text.contains("–"));
            prop_assert_eq!(spelled_length(&text, &word), Some(text.len()));
        }
    }
}
