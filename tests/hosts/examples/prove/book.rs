//! A book to be proven, copied so that nothing is written where it stands: once without the preprocessor and once with it.

use std::path::{Path, PathBuf};

use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::template::Template;
use tempfile::TempDir;

use crate::book_toml::BookToml;
use crate::documents;
use crate::folder::{copy, path_text, write, write_summary};
use crate::recording;

/// How the book is to be built, beside what its own settings say.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Globs instead of the book's own.
    pub docs: Vec<String>,
    /// A template instead of the book's own.
    pub template: Option<String>,
    /// Whether the level-2 sections of documents are turned round first.
    pub reverse_sections: bool,
    /// Whether each document gets a template of its own headings, the last one first.
    pub own_templates: bool,
}

/// The paths of the two programs that the host runs.
pub struct Programs {
    /// This one, which records.
    pub own: String,
    pub preprocessor: String,
}

impl Programs {
    /// Has cargo build the preprocessor.
    pub fn built() -> Result<Self, String> {
        // Before cargo may put a newer one in its place.
        let own = std::env::current_exe().map_err(|error| format!("this program can't be found: {error}"))?;
        Ok(Self { own: path_text(&own), preprocessor: support::program::build(&["--example", "prove"])? })
    }
}

/// Built with the preprocessor or without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Without,
    With,
}

/// The two copies, gone when dropped.
pub struct Book {
    folder: TempDir,
    pub settings: Settings,
    /// What had to be left out of the copies.
    pub notes: Vec<String>,
    /// The templates of single documents.
    pub templates: Vec<Template>,
}

impl Book {
    /// Copies the book in `folder`: with book.toml, with SUMMARY.md alone, or a bare folder of Markdown.
    pub fn copy_of(folder: &Path, wish: &Wish, programs: &Programs) -> Result<Self, String> {
        let temporary = TempDir::new().map_err(|error| format!("there is no temporary folder: {error}"))?;
        let toml = BookToml::read(folder, wish)?;
        let settings = toml.settings()?;
        let mut book = Self { folder: temporary, settings, notes: toml.notes.clone(), templates: Vec::new() };
        let is_whole = folder.join("book.toml").is_file() || folder.join(&toml.src).join("SUMMARY.md").is_file();
        for side in [Side::Without, Side::With] {
            let (root, command) = (book.root(side), (side == Side::With).then(|| book.command(programs)));
            let src = root.join(&toml.src);
            copy(folder, if is_whole { &root } else { &src }, &folder.join(&toml.build_dir))
                .map_err(|error| format!("the book can't be copied: {error}"))?;
            if !src.join("SUMMARY.md").is_file() {
                let left_out = write_summary(&src)?;
                book.notes.extend(left_out.into_iter().filter(|_| side == Side::With));
            }
            write(&root.join("book.toml"), &toml.text(command, &book.pages(side))?)?;
            book.templates = documents::prepare(&root, &toml.src, &book.settings, side, wish)?;
        }
        Ok(book)
    }

    /// Where a copy's book.toml stands.
    pub fn root(&self, side: Side) -> PathBuf {
        self.folder.path().join(if side == Side::With { "with" } else { "without" })
    }

    /// Where the host puts a copy's pages.
    pub fn pages(&self, side: Side) -> PathBuf {
        self.folder.path().join(if side == Side::With { "pages-with" } else { "pages-without" })
    }

    /// Where the host's question and the answer are kept.
    pub fn recording(&self) -> PathBuf {
        self.folder.path().join("recording")
    }

    /// This program in the preprocessor's place.
    fn command(&self, programs: &Programs) -> String {
        let words = [&programs.own, recording::FLAG, &programs.preprocessor, &path_text(&self.recording())];
        words.map(support::program::quoted).join(" ")
    }
}
