//! Why a book can't be read from disk.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::path::display_path;

/// What keeps a book from being loaded. Each sentence names the file and says what was expected.
#[derive(Debug, Error)]
pub enum BookError {
    /// No folder at or above this one holds a book.
    #[error("there is no book at {} or above it; expected a folder with a book.toml or a src/SUMMARY.md", display_path(.from))]
    NoBook {
        /// Where it was looked for.
        from: PathBuf,
    },
    /// A file that the book needs can't be read.
    #[error("{} can't be read: {why}", display_path(.path))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// book.toml is no TOML.
    #[error("{} is not valid TOML: {}", display_path(.path), .why.to_string().trim_end())]
    Config {
        /// The file.
        path: PathBuf,
        /// What the TOML parser says.
        why: Box<toml::de::Error>,
    },
    /// A setting of mdBook's own has a type that mdBook doesn't take.
    #[error("{}: {key} is {found}; expected {expected}", display_path(.path))]
    WrongType {
        /// The book.toml; the environment can set it too.
        path: PathBuf,
        /// The setting, for example `book.src`.
        key: &'static str,
        /// What it is, for example `5`.
        found: String,
        /// What belongs there, for example `a string`.
        expected: &'static str,
    },
    /// SUMMARY.md is none that mdBook reads.
    #[error("mdBook can't read {}: {why}", display_path(.path))]
    Summary {
        /// The file.
        path: PathBuf,
        /// What mdBook says.
        why: String,
    },
    /// Several of these, in the order of the book.
    #[error("{}", .0.iter().map(Self::to_string).collect::<Vec<_>>().join("\nerror: "))]
    Several(Vec<Self>),
}

impl BookError {
    /// The error that a file can't be read.
    #[must_use]
    pub fn unreadable(path: &Path, why: &io::Error) -> Self {
        let why = match why.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
            _ => why.to_string(),
        };
        Self::Unreadable { path: path.to_owned(), why }
    }
}
