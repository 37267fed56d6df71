//! A book on disk: the only code that reads and writes files. A build reads templates and writes nothing.

mod book_on_disk;
mod chapter_file;
mod config;
mod error;
mod read;
mod setting_span;
mod template_files;
mod write;

pub use book_on_disk::{BookOnDisk, Folder};
pub use chapter_file::ChapterFile;
pub use config::parse_config as config_with_overrides;
pub use error::BookError;
pub use read::book_toml;
pub use setting_span::span_of_problem;
pub use template_files::templates;
pub use write::{Replacement, WriteError, create, replace, write_together};
