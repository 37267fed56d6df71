//! The rules of `mdbook-design-docs`, an mdBook preprocessor for living collections of design documents.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod book;
pub mod directive;
pub mod document;
pub mod edit;
pub mod finding;
pub mod header;
pub mod host;
pub mod index;
pub mod markdown;
pub mod nearest;
pub mod normalise;
pub mod page;
pub mod plan;
pub mod register;
pub mod report;
pub mod settings;
pub mod span;
pub mod status;
pub mod template;
pub mod workspace;
