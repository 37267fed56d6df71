//! Text as bytes: spans, edits at spans, lines; and words as lookups compare them. It knows nothing of Markdown.

mod edits;
mod lines;
mod normalize;
mod span;

pub(crate) use edits::Edits;
pub(crate) use lines::line_end;
pub use normalize::{normalize, normalize_name};
pub(crate) use normalize::{normalize_key, spelled_length};
pub use span::{Span, line_and_column};
pub(crate) use span::{prefix_to, split, suffix_from};
