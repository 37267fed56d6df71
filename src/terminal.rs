//! Text that can't steer a terminal, a log or a line-based format, whatever authors wrote.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Words in one line: they can't start a line of their own, steer the terminal, or turn the rest of the line around.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// Several lines that can't steer the terminal.
#[must_use]
pub fn lines(text: &str) -> String {
    text.split('\n').map(one_line).collect::<Vec<_>>().join("\n")
}

/// JSON in which what steers is escaped: such characters stand in its strings alone, and JSON asks for the escapes of a few only.
#[must_use]
pub fn json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if steers(c) && c != '\n' {
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// A line of a diff in which what steers is a picture of itself. Tabs and carriage returns are part of what changes, and stay.
#[must_use]
pub fn diff_line(line: &str) -> String {
    let picture = |c: char| match c {
        '\t' | '\r' => c,
        '\u{7f}' => '\u{2421}',
        c if c < ' ' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        c if steers(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    line.chars().map(picture).collect()
}

/// A source text in which no control character of two bytes (U+0080 to U+009F) and no separator of lines is left, all other characters at the
/// same offsets.
///
/// Control characters of one byte, and what changes directions, are for the renderer of the text to show.
#[must_use]
pub fn source_lines(text: &str) -> Cow<'_, str> {
    let is_c1 = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    let is_separator = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(|c| is_c1(c) || is_separator(c)) {
        Cow::Owned(text.replace(is_c1, "\u{b7}").replace(is_separator, "\u{2424}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character does more than to be seen: a control character, one that ends a line or a paragraph, or one that changes the direction of
/// what follows it.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers() {
        assert_eq!(one_line("a\nb\u{1b}[1m\u{9b}\u{202e}"), "a b [1m  ");
        assert_eq!(lines("a\nb\r\u{1b}c"), "a\nb  c");
    }

    #[test]
    fn json_says_the_same() {
        let text = "a\u{9b}31m\u{202e}\u{2028}\u{7f}\u{1b}\nb";
        let written = json(&serde_json::to_string_pretty(&[text]).expect("a list"));
        assert!(!written.contains(|c: char| steers(c) && c != '\n'), "{written}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).expect("JSON"), [text]);
    }

    #[test]
    fn a_line_of_a_diff_shows_what_steers() {
        assert_eq!(diff_line("a\tb\u{1b}[1m\u{9b}\u{7f}\u{202e}\r"), "a\tb␛[1m\u{fffd}␡\u{fffd}\r");
    }

    #[test]
    fn offsets_stay() {
        let text = "a\u{9b}31m\u{85}b\u{2028}c";
        let shown = source_lines(text);
        assert_eq!(shown, "a\u{b7}31m\u{b7}b\u{2424}c");
        assert_eq!(shown.len(), text.len());
    }
}
