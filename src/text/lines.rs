//! Line ends.

use super::prefix_to;

/// The line end that a text uses first.
pub(crate) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(place) if prefix_to(text, place).ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
