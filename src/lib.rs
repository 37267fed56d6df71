//! The rules of `mdbook-design-docs`, an mdBook preprocessor for living collections of design documents.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod document;
pub mod edit;
pub mod finding;
pub mod host;
pub mod settings;
pub mod span;
pub mod status;
