//! One file a command: what each reads, and its exit code.

pub mod book;
pub mod fmt;
pub mod explain;
pub mod preprocess;
pub mod supports;
