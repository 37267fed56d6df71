//! Words that stand for a value: those that say that it is still to come, and those that say that there is none.

use crate::text::{normalize, spelled_length, split};

/// Words for a value that is still to come, normalized.
const TO_COME: [&str; 9] = ["tbd", "tba", "tbc", "todo", "to do", "to be determined", "to be decided", "xxx", "fixme"];

/// Words for no value, normalized.
const NONE: [&str; 5] = ["none", "n/a", "na", "no", "null"];

/// A text's first words and what follows them, if those words stand for a value that is still to come: `TBD (ask Ann)`.
pub(super) fn split_to_come(text: &str) -> Option<(&str, &str)> {
    TO_COME.iter().find_map(|word| {
        let (start, rest) = split(text, spelled_length(text, word)?);
        (!rest.starts_with(char::is_alphanumeric)).then_some((start, rest))
    })
}

/// Whether a text is nothing but words for a value that is still to come.
pub(super) fn is_to_come_alone(text: &str) -> bool {
    TO_COME.contains(&&*normalize(text))
}

/// Whether a text says that there is no value, or none yet: `None`, `n/a`, `TBD`, `—`.
#[must_use]
pub fn says_none(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || NONE.contains(&&*normalize(text)) || is_to_come_alone(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_no_value() {
        for (text, expected) in [
            ("None", true),
            (" n/a ", true),
            ("TBD", true),
            ("To be  decided", true),
            ("—", true),
            ("", true),
            ("None of the others", false),
            ("TBD (ask Ann)", false),
            ("ADR-7", false),
        ] {
            assert_eq!(says_none(text), expected, "{text}");
        }
        assert_eq!(split_to_come("TBD (ask Ann)"), Some(("TBD", " (ask Ann)")));
        assert_eq!(split_to_come("Todos"), None);
    }
}
