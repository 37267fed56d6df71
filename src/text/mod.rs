//! Text as bytes: spans, edits at spans, lines. It knows nothing of Markdown.

mod edits;
mod lines;
mod span;

pub use edits::Edits;
pub use lines::line_end;
pub use span::{Span, line_and_column, prefix_to, split, suffix_from};
