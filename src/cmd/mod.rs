//! One file a command: what each reads, and its exit code. What several have in common stands in `book`, `listed`, `revision`, `sources` and
//! `standard_output`; `new_file` finds the place of what `new` makes.

pub mod assets;
pub mod book;
pub mod check;
pub mod completions;
pub mod explain;
pub mod export;
pub mod fmt;
pub mod init;
pub mod list;
pub mod listed;
pub mod man;
pub mod new;
mod new_file;
pub mod preprocess;
pub mod revision;
pub mod sources;
mod standard_output;
pub mod status;
pub mod supersede;
pub mod supports;
