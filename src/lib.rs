//! The rules of `mdbook-design-docs`, an mdBook preprocessor for living collections of design documents.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod directive;
pub mod document;
pub mod edit;
pub mod finding;
pub mod host;
pub mod index;
pub mod nearest;
pub mod register;
pub mod settings;
pub mod span;
pub mod status;
pub mod template;
pub mod markdown;
