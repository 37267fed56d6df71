//! A whole book as mdBook would load it.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;
use mdbook_summary::parse_summary;
use semver::Version;
use serde_json::Value;

use super::chapter_file::{ChapterFile, Loading};
use super::config;
use super::error::BookError;
use super::read;
use super::setting_span;
use crate::host::HostContext;
use crate::includes;
use crate::read::Chapter;
use crate::settings;
use crate::text::Span;

/// The folder of a book: the one with its book.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(PathBuf);

/// A book's settings, chapters and files.
#[derive(Debug)]
pub struct BookOnDisk {
    /// What mdBook would say of it, for the `html` renderer.
    pub context: HostContext,
    /// The text of book.toml; empty if there is none.
    pub book_toml: String,
    /// The text of SUMMARY.md.
    pub summary: String,
    /// All chapters, in the order of the book.
    pub chapters: Vec<ChapterFile>,
}

impl Folder {
    /// The folder itself, if it holds a book.
    #[must_use]
    pub fn at(path: &Path) -> Option<Self> {
        let is_book = path.join("book.toml").is_file() || path.join("src/SUMMARY.md").is_file();
        is_book.then(|| Self(path.to_owned()))
    }

    /// The nearest folder, from this one upwards, that holds a book.
    ///
    /// # Errors
    /// [`BookError::NoBook`].
    pub fn around(path: &Path) -> Result<Self, BookError> {
        let real = path.canonicalize().map_err(|why| BookError::unreadable(path, &why))?;
        let folder = nearest(&real).ok_or_else(|| BookError::NoBook { from: path.to_owned() })?;
        let above = real.ancestors().position(|above| above == folder).unwrap_or_default();
        // Messages name files as the caller would: `../src/a.md`, and not a path from the root.
        let shown = (0..above).fold(path.to_owned(), |shown, _| shown.join(".."));
        Ok(Self(shown))
    }

    /// The nearest folder, from that of a file or folder upwards, that holds a book.
    ///
    /// # Errors
    /// [`BookError::NoBook`], and that there is no such file.
    pub fn around_file(path: &Path) -> Result<Self, BookError> {
        // It is shown, and joined with what a book writes with `/`: on Windows not as `\\?\C:\…`.
        let real = dunce::canonicalize(path).map_err(|why| BookError::unreadable(path, &why))?;
        nearest(&real).map(|folder| Self(folder.to_owned())).ok_or_else(|| BookError::NoBook { from: path.to_owned() })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// The nearest folder, from this one upwards, that holds a book. One above it with a book.toml may have its chapters in another place.
fn nearest(path: &Path) -> Option<&Path> {
    let with_settings = path.ancestors().find(|folder| folder.join("book.toml").is_file());
    with_settings.or_else(|| path.ancestors().find(|folder| Folder::at(folder).is_some()))
}

impl BookOnDisk {
    /// Loads a book as that version of mdBook would, the environment's overrides included. It writes nothing: a chapter whose file is
    /// missing has the text that mdBook would create.
    ///
    /// # Errors
    /// All that keeps the book from being read.
    pub fn load(folder: &Folder, version: Version) -> Result<Self, BookError> {
        let root = folder.path();
        let path = root.join("book.toml");
        let book_toml = match read::text(&path) {
            Ok(text) => text,
            Err(why) if why.kind() == io::ErrorKind::NotFound => String::new(),
            Err(why) => return Err(BookError::unreadable(&path, &why)),
        };
        let mut context =
            HostContext { root: root.to_owned(), renderer: "html".to_owned(), version, config: Value::Null };
        context.config = config::parse_config(&book_toml, variables(), context.protocol())
            .map_err(|why| BookError::Config { path: path.clone(), why: Box::new(why) })?;
        if let Some((key, found, expected)) = config::wrong_type(&context.config) {
            return Err(BookError::WrongType { path, key, found, expected });
        }
        let src = root.join(context.src());
        let path = src.join("SUMMARY.md");
        let summary = read::text(&path).map_err(|why| BookError::unreadable(&path, &why))?;
        let parsed = parse_summary(&summary).map_err(|why| BookError::Summary { path, why: format!("{why:#}") })?;
        let mut loading = Loading::new(src, &context.config);
        for items in [&parsed.prefix_chapters, &parsed.numbered_chapters, &parsed.suffix_chapters] {
            loading.read_chapters(items);
        }
        let (chapters, mut errors) = loading.finish();
        match errors.len() {
            0 => Ok(Self { context, book_toml, summary, chapters }),
            1 => Err(errors.remove(0)),
            _ => Err(BookError::Several(errors)),
        }
    }

    /// Its chapters as the rules see them.
    #[must_use]
    pub fn chapters(&self) -> Vec<Chapter<'_>> {
        let chapters = self.chapters.iter().map(|chapter| Chapter {
            name: &chapter.name,
            path: chapter.path.as_deref(),
            file: chapter.file().filter(|_| chapter.is_on_disk),
            content: &chapter.text,
        });
        chapters.collect()
    }

    /// Where its book.toml is, or would be.
    #[must_use]
    pub fn book_toml_file(&self) -> PathBuf {
        self.context.root.join("book.toml")
    }

    /// The folder of the chapters.
    #[must_use]
    pub fn src(&self) -> PathBuf {
        self.context.root.join(self.context.src())
    }

    /// The Markdown files below `src` but for SUMMARY.md, sorted, relative to it and with `/`, those in linked folders too. What git ignores and what is hidden
    /// is left out.
    #[must_use]
    pub fn markdown_files(&self) -> Vec<String> {
        let src = self.src();
        let real_src = src.canonicalize().unwrap_or_else(|_| src.clone());
        let mut walk = WalkBuilder::new(&src);
        // A link to a folder around this one leads back here, and through all that is beside it.
        walk.follow_links(true).filter_entry(move |entry| {
            let leads_back = || entry.path().canonicalize().is_ok_and(|real| real_src.starts_with(real));
            !entry.path_is_symlink() || entry.depth() == 0 || !leads_back()
        });
        let files = walk.sort_by_file_path(Path::cmp).build().filter_map(Result::ok);
        files
            .filter(|entry| entry.path().is_file())
            .filter_map(|entry| with_slashes(entry.path().strip_prefix(&src).ok()?))
            .filter(|path| is_markdown(path) && path != "SUMMARY.md")
            .collect()
    }

    /// The texts of the Markdown files below `src` that are no chapters, by their paths; a file once, whatever links lead to it. What can't be read is left out.
    #[must_use]
    pub fn files_beside_chapters(&self) -> BTreeMap<String, String> {
        let src = self.src();
        let mut known: BTreeSet<PathBuf> = self
            .chapters
            .iter()
            .flat_map(|chapter| self.files_of(chapter))
            .filter_map(|file| file.canonicalize().ok())
            .collect();
        // A file's own place comes before a link to it.
        let is_link = |path: &String| {
            let real = src.canonicalize().ok().zip(src.join(path).canonicalize().ok());
            real.is_some_and(|(src, file)| file != src.join(path))
        };
        let mut files = self.markdown_files();
        files.sort_by_cached_key(is_link);
        let others = files.into_iter().filter_map(|path| {
            let file = src.join(&path);
            let is_new = file.canonicalize().is_ok_and(|real| known.insert(real));
            let text = read::bytes(&file).ok().filter(|_| is_new)?;
            Some((path, String::from_utf8_lossy(&text).into_owned()))
        });
        others.collect()
    }

    /// The texts that may be part of pages though they are no chapters: Markdown files below `src`, and what is included, wherever it is.
    /// What can't be read is left out.
    #[must_use]
    pub fn texts_beside_chapters(&self) -> Vec<String> {
        let src = self.src();
        let mut known: BTreeSet<PathBuf> = BTreeSet::new();
        let mut waiting = Vec::new();
        for chapter in &self.chapters {
            let Some(file) = self.file_of(chapter) else { continue };
            waiting.extend(included(&file, &chapter.text));
            known.extend(file.canonicalize());
        }
        waiting.extend(self.markdown_files().into_iter().map(|path| src.join(path)));
        let mut texts = Vec::new();
        while let Some(file) = waiting.pop() {
            let Ok(text) = read::bytes(&file) else { continue };
            if file.canonicalize().is_ok_and(|real| known.insert(real)) {
                let text = String::from_utf8_lossy(&text).into_owned();
                waiting.extend(included(&file, &text));
                texts.push(text);
            }
        }
        texts
    }

    /// Where book.toml sets `key` of this preprocessor to `value`, or has it among the items; else the table of the settings, or the file's
    /// first line, since the environment can set it too.
    #[must_use]
    pub fn span_of_setting(&self, key: &str, value: &str) -> Span {
        let table = settings::table_name(&self.context.config);
        table.and_then(|table| setting_span::span_of_setting(&self.book_toml, table, key, value)).unwrap_or(Span::at(0))
    }

    /// Where the file is that a chapter's text comes from.
    #[must_use]
    pub fn file_of(&self, chapter: &ChapterFile) -> Option<PathBuf> {
        Some(self.src().join(chapter.file()?))
    }

    /// The files that are a chapter: the one that SUMMARY.md names, and the one that its text comes from.
    pub fn files_of(&self, chapter: &ChapterFile) -> impl Iterator<Item = PathBuf> + use<> {
        let src = self.src();
        let files = [chapter.path.clone(), chapter.included.clone()];
        files.into_iter().flatten().map(move |file| src.join(file))
    }
}

/// The files that a file includes.
fn included(file: &Path, text: &str) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    includes::files(text).map(|included| folder.join(included.path)).collect()
}

/// The environment, without what isn't Unicode: mdBook could not read it either.
fn variables() -> impl Iterator<Item = (String, String)> {
    env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// A relative path with `/` between its parts.
fn with_slashes(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    parts.map(|parts| parts.join("/"))
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_book_around_a_file_is_named_as_people_name_folders() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("src/designs/a.md");
        fs::create_dir_all(folder.path().join("src/designs")).expect("folders");
        fs::write(folder.path().join("src/SUMMARY.md"), "# Summary\n\n- [A](designs/a.md)\n").expect("a file");
        fs::write(&file, "# A\n").expect("a file");
        let book = Folder::around_file(&file).expect("there is a book");
        assert!(!book.path().to_string_lossy().starts_with(r"\\?\"), "{}", book.path().display());
        let book = BookOnDisk::load(&book, Version::new(0, 5, 4)).expect("it can be read");
        assert_eq!(book.chapters[0].path.as_deref(), Some("designs/a.md"));
    }

    #[cfg(unix)]
    #[test]
    fn linked_folders_are_looked_into_and_end() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (src, docs) = (folder.path().join("book/src"), folder.path().join("docs"));
        fs::create_dir_all(&src).expect("folders");
        fs::create_dir_all(docs.join("old")).expect("folders");
        for (file, text) in [(src.join("SUMMARY.md"), "# Summary\n\n- [A](a.md)\n"), (src.join("a.md"), "# A\n")] {
            fs::write(file, text).expect("a file");
        }
        fs::write(docs.join("old/b.md"), "# B\n").expect("a file");
        symlink(&docs, src.join("designs")).expect("a link");
        symlink(&docs, src.join("again")).expect("a link");
        symlink(&docs, docs.join("old/loop")).expect("a link");
        symlink(folder.path(), src.join("around")).expect("a link");
        symlink(src.join("a.md"), src.join("b.md")).expect("a link");
        let book = Folder::around_file(&src.join("a.md")).expect("there is a book");
        let book = BookOnDisk::load(&book, Version::new(0, 5, 4)).expect("it can be read");
        assert_eq!(book.markdown_files(), ["a.md", "again/old/b.md", "b.md", "designs/old/b.md"]);
        assert_eq!(book.files_beside_chapters().into_keys().collect::<Vec<_>>(), ["again/old/b.md"]);
    }
}
