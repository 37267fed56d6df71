//! A text in; sections, metadata and decisions out, each with its place. A document is data: whatever is wrong with it becomes
//! findings, never an error. Reading knows nothing of books, hosts or pages.

pub mod decision;
pub mod field;
pub mod front_matter;
mod line;
pub mod metadata;
pub mod outline;
pub mod sections;
mod statement;
pub mod status_value;
