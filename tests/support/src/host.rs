//! The two generations of mdBook that books are built with.

use std::path::Path;

/// One of the two generations of mdBook, each as a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    Mdbook04,
    Mdbook05,
}

impl Host {
    pub const ALL: [Self; 2] = [Self::Mdbook04, Self::Mdbook05];

    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mdbook04 => "mdBook 0.4",
            Self::Mdbook05 => "mdBook 0.5",
        }
    }

    /// Builds the book in `root`, an absolute path, as `mdbook build` does.
    pub fn build(self, root: &Path) -> Result<(), String> {
        match self {
            Self::Mdbook04 => mdbook_04::MDBook::load(root).and_then(|book| book.build()).map_err(|e| format!("{e:#}")),
            Self::Mdbook05 => {
                mdbook_driver::MDBook::load(root).and_then(|book| book.build()).map_err(|e| format!("{e:#}"))
            }
        }
    }
}
