//! What is filled into pages: the index, and the style and script.

pub mod index;
