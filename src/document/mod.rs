//! The text of a document in, what it says out: each part with its span.

pub mod front_matter;
