//! A file's name out of a title.

/// The words of a title in lower case, joined by `-`: letters and digits of any script stay, all else parts words. `None` if nothing stays.
pub(crate) fn slug(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    // Marks such as Devanagari's vowel signs belong to their letters.
    let parts_words = |c: char| !c.is_alphanumeric() && (c.is_ascii() || c.is_whitespace() || is_punctuation(c));
    let words: Vec<&str> = lower.split(parts_words).filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

/// Whether a character outside of ASCII is punctuation or a symbol: those of general use and of East Asia.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe30}'..='\u{fe4f}')
        || matches!(c, '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_stay() {
        assert_eq!(slug("Größe & Ärger: Teil 2").as_deref(), Some("größe-ärger-teil-2"));
        assert_eq!(slug("設計 文書").as_deref(), Some("設計-文書"));
        assert_eq!(slug("?!"), None);
    }
}
