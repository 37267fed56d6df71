//! What may be printed.

/// Panics if a text can steer a terminal or turn around what follows it.
pub fn steers_nothing(text: &str) {
    let turns = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!text.contains(|c: char| c.is_control() && c != '\n' || turns(c)), "{text:?}");
}
