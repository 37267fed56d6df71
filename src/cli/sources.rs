//! A book's files as reports name and quote them.

use std::path::Path;

use crate::diagnostic::Location;
use crate::output::{Source, Sources};
use crate::path;

use super::book::OpenedBook;

/// The files of a book, named as the caller would.
pub(super) struct ShownInBook<'b>(pub &'b OpenedBook);

impl Sources for ShownInBook<'_> {
    fn source(&self, place: &Location) -> Source<'_> {
        let source = InBook(self.0).source(place);
        Source { path: self.0.display_path_in_root(&source.path), ..source }
    }
}

/// The files of a book, named from its root, so that a name doesn't depend on where it is checked.
pub(super) struct InBook<'b>(pub &'b OpenedBook);

impl Sources for InBook<'_> {
    fn source(&self, place: &Location) -> Source<'_> {
        self.source(place)
    }
}

impl<'b> InBook<'b> {
    fn source(&self, place: &Location) -> Source<'b> {
        let book = &self.0.disk;
        let in_src = |path: &str| path::display_path(&Path::new(book.context.src()).join(path));
        match place {
            Location::Chapter(chapter) => {
                let chapter = &book.chapters[*chapter];
                let path = chapter.file().unwrap_or("SUMMARY.md");
                Source {
                    path: in_src(path),
                    text: Some(chapter.text.as_str().into()),
                    has_byte_order_mark: chapter.has_byte_order_mark,
                }
            }
            Location::File(path) => Source { path: in_src(path), text: None, has_byte_order_mark: false },
            Location::Setting { .. } => Source {
                path: "book.toml".to_owned(),
                text: Some(book.book_toml.as_str().into()),
                has_byte_order_mark: false,
            },
        }
    }
}
