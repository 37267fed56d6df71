//! Stage 4: plans and the catalog in, pages out. It parses nothing.

mod fill;
pub mod index;
mod related;

pub use fill::render_page;
