//! Text that can't steer a terminal, a log or a line-based format, whatever authors wrote.

use std::borrow::Cow;

/// Words in one line: they can't start a line of their own, steer the terminal, or turn the rest of the line around.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns_text(c) { ' ' } else { c }).collect()
}

/// Several lines that can't steer the terminal.
#[must_use]
pub fn lines(text: &str) -> String {
    text.split('\n').map(one_line).collect::<Vec<_>>().join("\n")
}

/// A source text in which no control character of two bytes (U+0080 to U+009F) is left, all other characters at the same offsets.
///
/// Those of one byte are for the renderer of the text to show.
#[must_use]
pub fn without_c1(text: &str) -> Cow<'_, str> {
    let is_c1 = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if text.contains(is_c1) { Cow::Owned(text.replace(is_c1, "\u{b7}")) } else { Cow::Borrowed(text) }
}

/// Whether a character changes the direction of what follows it.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
    fn offsets_stay() {
        let text = "a\u{9b}31m\u{85}b";
        let shown = without_c1(text);
        assert_eq!(shown, "a\u{b7}31m\u{b7}b");
        assert_eq!(shown.len(), text.len());
    }
}
