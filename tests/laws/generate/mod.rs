//! Generators of what the laws are held over. `cargo test` draws from them at random; the programs in `fuzz/` let a fuzzer draw.

mod anchors;
mod books;
mod cuts;
mod documents;
mod requests;
mod sentences;
mod templates;
mod words;

pub use anchors::anchors;
pub use books::{directives, formatted, relations};
pub use cuts::cuts;
pub use documents::{any_text, fragments, front_matters};
pub use requests::hosts;
pub use sentences::sentences;
pub use templates::templates;
pub use words::NASTY;
