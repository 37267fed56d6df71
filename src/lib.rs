//! The rules of `mdbook-design-docs`, an mdBook preprocessor for living collections of design documents. The program beside it is
//! thin: arguments, streams and exit codes.
//!
//! Imports go downward in this map, and never up or in a circle; `tests/house.rs` holds the code against it. What stands below
//! the edge does no input or output, reads no clock and prints nothing.
//!
//! | floor | module | what it is |
//! |---|---|---|
//! | edge | [`report`] | findings, lists, exports and explanations as text, for people and for programs |
//! | edge | [`workspace`] | a book on disk: the only code that reads and writes files |
//! | edge | [`host`] | the host's JSON of both generations: a view over its bytes, and the answer |
//! | rules | [`book`] | chapters and settings in, changes and findings out |
//! | rules | [`rules`] | what an author should know beside that: one rule a file |
//! | rules | [`normalise`] | a document's plan, and the proof that it loses nothing |
//! | rules | [`header`] | the header below a title |
//! | rules | [`index`] | the tables of decisions and documents |
//! | rules | [`directive`] | `{{#decisions …}}` and its like: what they ask for |
//! | rules | [`page`] | badges, stubs, style: what the tool writes beside the author's text |
//! | rules | [`relations`] | which documents supersede, amend and depend on which |
//! | rules | [`revise`] | a document with another status, or one relation more |
//! | rules | [`register`] | all documents and decisions |
//! | reading | [`settings`] | raw settings to valid ones |
//! | reading | [`document`] | a text's sections, metadata, status and decisions |
//! | reading | [`summary`] | SUMMARY.md with one more chapter |
//! | reading | [`includes`] | the files that mdBook's directives name |
//! | reading | [`template`] | a template's sections |
//! | reading | [`markdown`] | the only door to mdBook's parser: blocks, headings, ids |
//! | values | [`assets`] | the style and the script of pages |
//! | values | [`nearest`] | "did you mean" |
//! | values | [`collection`] | what a set of documents is called |
//! | values | [`path`] | paths of chapters, and as messages show them |
//! | values | [`slug`] | a file's name out of a title |
//! | values | [`plan`] | a text rebuilt from slices of itself |
//! | values | [`finding`] | what was found, with its code and severity |
//! | values | [`edit`] | replacements in a text |
//! | values | [`status`] | the closed list of statuses |
//! | values | [`fault`] | internal errors as values |
//! | values | [`terminal`] | text that can't steer a terminal |
//! | values | [`words`] | closed lists of words |
//! | values | [`span`] | a place in a text |
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![deny(clippy::string_slice)]

pub mod assets;
pub mod book;
pub mod collection;
pub mod directive;
pub mod document;
pub mod edit;
pub mod fault;
pub mod finding;
pub mod header;
pub mod host;
pub mod includes;
pub mod index;
pub mod markdown;
pub mod nearest;
pub mod normalise;
pub mod page;
pub mod path;
pub mod plan;
pub mod register;
pub mod relations;
pub mod report;
pub mod revise;
pub mod rules;
pub mod settings;
pub mod slug;
pub mod span;
pub mod status;
pub mod summary;
pub mod template;
pub mod terminal;
pub mod words;
pub mod workspace;
