//! The chapters of a book on disk, each with its text as the preprocessor sees it.

use std::io;
use std::path::{Component, Path, PathBuf};

use mdbook_summary::{Link, SummaryItem};
use serde_json::Value;

use super::error::BookError;
use super::read;
use crate::includes;
use crate::settings;

/// A chapter of SUMMARY.md with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterFile {
    /// Its name in SUMMARY.md.
    pub name: String,
    /// Its path relative to `src`; a draft has none.
    pub path: Option<String>,
    /// The file that its text comes from, relative to `src`, if the whole chapter is one that it includes, and the preprocessor sees that.
    pub included: Option<String>,
    /// Its text without a byte order mark, as mdBook hands it on.
    pub text: String,
    /// Whether the file begins with a byte order mark.
    pub has_byte_order_mark: bool,
    /// Whether there is a file; mdBook makes one for a chapter that has none.
    pub is_on_disk: bool,
}

impl ChapterFile {
    /// The file that its text comes from, relative to `src`; a draft has none.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.included.as_deref().or(self.path.as_deref())
    }

    fn set_text(&mut self, text: String) {
        let without = text.strip_prefix(BYTE_ORDER_MARK);
        self.has_byte_order_mark = without.is_some();
        self.text = without.map(str::to_owned).unwrap_or(text);
    }

    /// The bytes of its file.
    #[must_use]
    pub fn bytes_with(&self, text: &str) -> Vec<u8> {
        let mark = if self.has_byte_order_mark { BYTE_ORDER_MARK } else { "" };
        [mark, text].concat().into_bytes()
    }
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The chapters that were read so far, and what went wrong.
pub(super) struct Loading {
    src: PathBuf,
    creates_missing: bool,
    /// Whether includes are resolved.
    includes: bool,
    chapters: Vec<ChapterFile>,
    errors: Vec<BookError>,
}

impl Loading {
    /// Nothing read yet, from the folder of the chapters.
    pub(super) fn new(src: PathBuf, config: &Value) -> Self {
        let creates_missing = config["build"]["create-missing"].as_bool() != Some(false);
        Self { src, creates_missing, includes: includes_come_first(config), chapters: Vec::new(), errors: Vec::new() }
    }

    /// The chapters in the order in which they were read, and what kept others from it.
    pub(super) fn finish(self) -> (Vec<ChapterFile>, Vec<BookError>) {
        (self.chapters, self.errors)
    }

    /// Reads the files of these chapters and those below them.
    pub(super) fn read_chapters(&mut self, items: &[SummaryItem]) {
        for item in items {
            let SummaryItem::Link(link) = item else { continue };
            match self.chapter(link) {
                Ok(chapter) => self.chapters.push(chapter),
                Err(error) => self.errors.push(error),
            }
            self.read_chapters(&link.nested_items);
        }
    }

    fn chapter(&self, link: &Link) -> Result<ChapterFile, BookError> {
        let mut chapter = ChapterFile {
            name: link.name.clone(),
            path: None,
            included: None,
            text: String::new(),
            has_byte_order_mark: false,
            is_on_disk: false,
        };
        let Some(location) = &link.location else { return Ok(chapter) };
        let file = self.src.join(location);
        let path = file.strip_prefix(&self.src).unwrap_or(location);
        chapter.path = Some(path.to_string_lossy().into_owned());
        match read::text(&file) {
            Ok(text) => {
                chapter.is_on_disk = true;
                chapter.set_text(text);
                if self.includes {
                    self.include(&mut chapter);
                }
            }
            // What mdBook writes into the file that it creates.
            Err(why) if why.kind() == io::ErrorKind::NotFound && self.creates_missing => {
                chapter.text = format!("# {}\n", link.name);
            }
            Err(why) => return Err(BookError::unreadable(&file, &why)),
        }
        Ok(chapter)
    }
}

/// How deep mdBook follows includes.
const MOST_INCLUDES: usize = 10;

impl Loading {
    /// Takes the text of the file that is all of a chapter. What can't be read stays an include, as mdBook leaves it.
    fn include(&self, chapter: &mut ChapterFile) {
        for _ in 0..MOST_INCLUDES {
            let Some(included) = includes::whole(&chapter.text) else { return };
            let folder = chapter.file().and_then(|file| Path::new(file).parent()).unwrap_or(Path::new(""));
            let path = folder.join(included);
            let Ok(text) = read::text(&self.src.join(&path)) else { return };
            chapter.included = Some(without_dots(&path).to_string_lossy().into_owned());
            chapter.set_text(text);
        }
    }
}

/// A relative path without the folders that `..` leaves again.
fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut short, part| {
        let leaves =
            part == Component::ParentDir && matches!(short.components().next_back(), Some(Component::Normal(_)));
        if !leaves || !short.pop() {
            short.push(part);
        }
        short
    })
}

/// Whether mdBook resolves includes before this preprocessor runs.
fn includes_come_first(config: &Value) -> bool {
    let names = |list: &Value, name: &str| list.as_array().is_some_and(|names| names.iter().any(|other| other == name));
    let (ours, links) = (settings::table_name(config), &config["preprocessor"]["links"]);
    let runs = config["build"]["use-default-preprocessors"].as_bool() != Some(false) || !links.is_null();
    ours.is_some_and(|ours| names(&config["preprocessor"][ours]["after"], "links") || names(&links["before"], ours))
        && runs
}

#[cfg(test)]
mod tests {
    use std::fs;

    use semver::Version;

    use super::super::{BookOnDisk, Folder};

    #[test]
    fn a_chapter_that_is_an_include_has_the_text_that_the_preprocessor_sees() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("it is in a folder")).expect("folders");
            fs::write(file, text).expect("a file");
        };
        write("src/SUMMARY.md", "# Summary\n\n- [A](designs/a.md)\n- [B](designs/b.md)\n- [C](designs/c.md)\n");
        write("src/designs/a.md", "\n{{#include ../../docs/a.md}}\n");
        write("docs/a.md", "{{ #include b.md }}");
        write("docs/b.md", "# A\n");
        write("src/designs/b.md", "{{#include b.md}}\n");
        write("src/designs/c.md", "# C\n\n{{#include a.md}}\n");
        let table = "[preprocessor.design-docs]\n";
        for (book_toml, expected) in [
            (format!("{table}after = ['links']"), true),
            (format!("{table}[preprocessor.links]\nbefore = ['design-docs']"), true),
            (format!("{table}before = ['links']"), false),
            (format!("{table}after = ['links']\n[build]\nuse-default-preprocessors = false"), false),
        ] {
            write("book.toml", &book_toml);
            let book = BookOnDisk::load(&Folder::at(folder.path()).expect("a book"), Version::new(0, 5, 4));
            let book = book.expect("it can be read");
            let chapter = &book.chapters[0];
            assert_eq!(chapter.text == "# A\n", expected, "{book_toml}");
            assert_eq!(chapter.file() == Some("../docs/b.md"), expected, "{book_toml}");
            assert_eq!(chapter.path.as_deref(), Some("designs/a.md"));
            assert_eq!(book.chapters[1].text, "{{#include b.md}}\n");
            assert!(book.chapters[2].text.starts_with("# C"));
        }
    }
}
