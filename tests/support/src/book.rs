//! Books built by the real hosts, for tests that judge by the pages.

use std::fs;
use std::path::Path;

use tempfile::{NamedTempFile, TempDir};
use toml::{Table, Value};

use crate::host::Host;
use crate::program::{program, quoted};
use crate::repository;
use crate::server::Server;
use crate::site::{self, Site};

/// A book's files in a folder of their own, gone when dropped.
pub struct BookFolder {
    folder: TempDir,
}

impl BookFolder {
    /// Writes `files`, each a path relative to the book's root and its text. book.toml may be left out.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let book = Self { folder: TempDir::new().expect("a temporary folder") };
        for (path, text) in files {
            let path = book.root().join(path);
            fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        book
    }

    /// A copy of the book in `folder`, so that nothing is built there.
    pub fn copy_of(folder: &Path) -> Self {
        let book = Self::new(&[]);
        for (path, bytes) in site::files_in(folder) {
            let path = book.root().join(path);
            fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        book
    }

    /// Saves a file as careful editors do: written beside the book's sources, then renamed, so that nobody reads half of it.
    pub fn save(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = NamedTempFile::new_in(self.root()).expect("a file");
        fs::write(file.path(), bytes).expect("it can be written");
        file.persist(self.root().join(path)).expect("it can be renamed");
    }

    /// Where book.toml stands, absolute.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Sets the command of `[preprocessor.design-docs]`, as a shell splits it.
    pub fn set_command(&self, command: &str) {
        let mut settings = self.settings();
        let design_docs = table_in(table_in(&mut settings, "preprocessor"), "design-docs");
        design_docs.insert("command".to_owned(), Value::from(command));
        self.write_settings(&settings);
    }

    /// Sets the command of `[preprocessor.design-docs]`, or removes the whole table.
    fn set_program(&self, program: Option<&str>) {
        match program {
            Some(program) => self.set_command(&quoted(program)),
            None => {
                let mut settings = self.settings();
                table_in(&mut settings, "preprocessor").remove("design-docs");
                self.write_settings(&settings);
            }
        }
    }

    fn settings(&self) -> Table {
        let text = fs::read_to_string(self.root().join("book.toml")).unwrap_or_default();
        text.parse().expect("book.toml is TOML")
    }

    fn write_settings(&self, settings: &Table) {
        fs::write(self.root().join("book.toml"), settings.to_string()).expect("a file");
    }
}

fn table_in<'t>(table: &'t mut Table, key: &str) -> &'t mut Table {
    let value = table.entry(key).or_insert_with(|| Table::new().into());
    value.as_table_mut().expect("a table in book.toml")
}

/// Builds a book of `files` with this program as its preprocessor.
pub fn build(host: Host, files: &[(&str, &str)]) -> Site {
    build_with(host, files, Some(program()))
}

/// Builds a book of `files` as if this program didn't exist.
pub fn build_without(host: Host, files: &[(&str, &str)]) -> Site {
    build_with(host, files, None)
}

/// Serves a book with this program as its preprocessor.
pub fn serve(host: Host, book: &BookFolder) -> Server {
    book.set_program(Some(program()));
    Server::start(host, book.root())
}

/// Builds this repository's example book with this program as its preprocessor.
pub fn build_example_book(host: Host) -> Site {
    let folder = repository().join("example-book");
    build_in(host, BookFolder::copy_of(&folder), Some(program()))
}

fn build_with(host: Host, files: &[(&str, &str)], program: Option<&str>) -> Site {
    build_in(host, BookFolder::new(files), program)
}

fn build_in(host: Host, book: BookFolder, program: Option<&str>) -> Site {
    book.set_program(program);
    build_as_set(host, book)
}

/// Builds a book with the command that its book.toml names.
pub fn build_as_set(host: Host, book: BookFolder) -> Site {
    host.build(book.root()).unwrap_or_else(|error| panic!("{host:?} can't build the book: {error}"));
    Site::of(book)
}
