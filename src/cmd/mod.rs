//! One file a command: what each reads, and its exit code.

pub mod book;
pub mod check;
pub mod explain;
pub mod fmt;
pub mod preprocess;
pub mod supports;
