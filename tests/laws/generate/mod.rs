//! Generators of what the laws are held over. `cargo test` draws from them at random; the programs in `fuzz/` let a fuzzer draw.

mod anchors;
mod books;
mod documents;
mod requests;
mod templates;
mod words;

pub use anchors::anchors;
pub use books::{directives, formatted, relations};
pub use documents::{any_text, fragments, front_matters};
pub use requests::hosts;
pub use templates::templates;
pub use words::NASTY;
