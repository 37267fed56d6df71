//! The rules of `mdbook-design-docs`, an mdBook preprocessor for living collections of design documents. The program beside it is
//! one call of [`cli::run`].
//!
//! Imports go downward in this map, and never up or in a circle; `tests/house.rs` holds the code against it. What stands below
//! the edge does no input or output, reads no clock and prints nothing.
//!
//! | floor | module | what it is |
//! |---|---|---|
//! | edge | [`cli`] | the program: one file a command |
//! | edge | [`workspace`] | a book on disk: the only code that reads and writes files |
//! | edge | [`output`] | diagnostics, lists, exports and explanations as text, for people and for programs |
//! | edge | [`host`] | the host's JSON of both versions: a view over its bytes, and the answer |
//! | stages | [`book`] | the stages in a row, for a build, a check, a format |
//! | stages | [`edit`] | a document with another status, or one relation more |
//! | 4 | [`render`] | plans and the catalog in, pages out |
//! | 3 | [`lint`] | what an author should know: one rule a file |
//! | 2 | [`catalog`] | all documents, decisions and relations of a book |
//! | 1 | [`normalise`] | a document's plan, and the proof that it loses nothing |
//! | 1 | [`page`] | a page as typed segments, and how each is written |
//! | 1 | [`read`] | a chapter's text in, the document that it is out |
//! | 1 | [`directive`] | `{{#decisions …}}` and its like: what they ask for |
//! | reading | [`settings`] | raw settings to valid ones |
//! | reading | [`document`] | a text's sections, metadata, status and decisions |
//! | reading | `summary` | SUMMARY.md with one more chapter |
//! | reading | `includes` | the files that mdBook's directives name |
//! | reading | [`template`] | a template's sections |
//! | reading | [`markdown`] | the only door to mdBook's parser: blocks, headings, anchors |
//! | values | `suggestions` | "did you mean" |
//! | values | [`collection`] | what a set of documents is called |
//! | values | [`path`] | paths of chapters, and as messages show them |
//! | values | `slug` | a file's name out of a title |
//! | values | [`diagnostic`] | what is reported, with its rule and severity |
//! | values | [`status`] | the closed list of statuses |
//! | values | [`fault`] | internal errors as values |
//! | values | [`terminal`] | text that can't steer a terminal |
//! | values | [`words`] | closed lists of words |
//! | values | [`text`] | spans, edits and line ends of a text |
#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]
#![deny(clippy::string_slice)]

pub mod book;
pub mod catalog;
pub mod cli;
pub mod collection;
pub mod diagnostic;
pub mod directive;
pub mod document;
pub mod edit;
pub mod fault;
pub mod host;
pub(crate) mod includes;
pub mod lint;
pub mod markdown;
pub mod normalise;
pub mod output;
pub mod page;
pub mod path;
pub mod read;
pub mod render;
pub mod settings;
pub(crate) mod slug;
pub mod status;
pub(crate) mod suggestions;
pub(crate) mod summary;
pub mod template;
pub mod terminal;
pub mod text;
pub mod words;
pub mod workspace;
