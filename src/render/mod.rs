//! What is filled into pages: the index, and the style and script.

pub mod assets;
pub mod index;
