//! The chapters of a book, and which of them are documents.

use std::borrow::Cow;

use crate::document::file_name::{FileName, Series};
use crate::path::BookPath;
use crate::settings::{Collection, Settings};

use super::ChapterText;

/// A chapter as the rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Chapter<'a> {
    /// Its name in SUMMARY.md.
    pub name: &'a str,
    /// Its path relative to `src`; a draft has none.
    pub path: Option<&'a str>,
    /// The file that its text came from, relative to `src`; pages that other preprocessors made have none.
    pub file: Option<&'a str>,
    /// What holds its text.
    pub content: &'a dyn ChapterText,
}

impl<'a> Chapter<'a> {
    /// Its text; `None` if it can't be decoded, and has to stay as it is.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'a, str>> {
        self.content.text()
    }
}

/// A chapter that a collection's globs name.
#[derive(Debug, Clone, Copy)]
pub struct DocumentChapter<'c> {
    /// Its place in the book.
    pub index: usize,
    /// Its path relative to `src`.
    pub path: &'c str,
    /// Its name in SUMMARY.md.
    pub chapter_name: &'c str,
    /// The collection that it belongs to.
    pub collection: &'c Collection,
    /// Whether other files beside it leave no doubt that its name begins with an id.
    pub is_in_series: bool,
}

/// The chapters that the globs name.
pub fn document_chapters<'c>(
    chapters: &'c [Chapter<'c>],
    settings: &'c Settings,
) -> impl Iterator<Item = DocumentChapter<'c>> {
    let named = chapters.iter().enumerate().filter_map(|(index, chapter)| {
        let (path, chapter_name) = (chapter.path?, chapter.name);
        Some(DocumentChapter {
            index,
            path,
            chapter_name,
            collection: settings.collection_of(path)?,
            is_in_series: false,
        })
    });
    let named: Vec<_> = named.collect();
    let paths: Vec<_> = named.iter().map(|named| BookPath::of_chapter(named.path)).collect();
    let series = Series::from_paths(paths.iter().map(BookPath::as_str));
    named.into_iter().map(move |named| DocumentChapter {
        is_in_series: series.has(&FileName::parse(BookPath::of_chapter(named.path).as_str())),
        ..named
    })
}
