//! The book that a command works on: which folder, which of its files, as which mdBook reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::settings::settings;
use crate::diagnostic::Severity;
use crate::output;
use crate::path;
use crate::read::{Context, RenderOptions, Templates, template_files};
use crate::settings::{Collection, Settings};
use crate::status::Status;
use crate::suggestions::closest_match;
use crate::workspace::{self, BookError, BookOnDisk, ChapterFile, Folder, Replacement, WriteError};
use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum};
use semver::Version;

/// The arguments of every command that reads a book.
#[derive(Debug, Args)]
pub(super) struct BookArguments {
    /// The book's folder, then files and folders in it, if not all of it is meant; without a book, the one around the current folder
    #[arg(value_name = "BOOK|PATH")]
    paths: Vec<PathBuf>,
    /// The generation of mdBook that builds the book: they differ in Markdown and in the ids of headings
    #[arg(long, value_name = "VERSION", value_enum, default_value_t = Generation::V05)]
    mdbook: Generation,
}

/// A generation of mdBook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Generation {
    /// mdBook 0.4
    #[value(name = "0.4")]
    V04,
    /// mdBook 0.5
    #[value(name = "0.5")]
    V05,
}

impl Generation {
    /// The version that stands for it.
    fn version(self) -> Version {
        match self {
            Self::V04 => Version::new(0, 4, 52),
            Self::V05 => Version::new(0, 5, 4),
        }
    }
}

/// A book that is ready to be worked on.
pub(super) struct OpenedBook {
    /// Its chapters and files.
    pub disk: BookOnDisk,
    /// What it wants of the tool.
    pub settings: Settings,
    /// The templates that its settings and documents name.
    pub templates: Templates,
    /// The files and folders that were given; none if all is meant. Their real paths.
    narrowed_to: Vec<PathBuf>,
}

impl BookArguments {
    /// The arguments that name these paths.
    pub(super) fn new(paths: Vec<PathBuf>, mdbook: Generation) -> Self {
        Self { paths, mdbook }
    }

    /// Loads the book and reads its settings; says which paths name nothing in it.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub(super) fn open(&self) -> Result<OpenedBook> {
        let book = self.load()?;
        let (folder, paths) = self.parts()?;
        for (path, real) in paths.iter().zip(&book.narrowed_to) {
            let is_settings = real.is_file() && *real == self::real(&book.disk.book_toml_file());
            if !is_settings && !book.disk.chapters.iter().any(|chapter| book.is_in(chapter, real)) {
                let (path, root) = (path::display_path(path), path::display_path(folder.path()));
                writeln!(io::stderr(), "note: {path} is no chapter of the book in {root}")?;
            }
        }
        Ok(book)
    }

    /// Loads the book and reads its settings.
    ///
    /// # Errors
    /// What keeps the book from being read or its settings from being used.
    pub(super) fn load(&self) -> Result<OpenedBook> {
        let (folder, paths) = self.parts()?;
        let narrowed_to = paths
            .iter()
            .map(|path| path.canonicalize().map_err(|why| BookError::unreadable(path, &why)))
            .collect::<Result<_, _>>()?;
        load(&folder, self.mdbook, narrowed_to)
    }

    /// The book's folder, and what it is narrowed to. A first path that holds a book is the book.
    fn parts(&self) -> Result<(Folder, &[PathBuf]), BookError> {
        if let [first, rest @ ..] = self.paths.as_slice() {
            if let Some(folder) = Folder::at(first) {
                return Ok((folder, rest));
            }
            // `check some/book/src/a.md` from outside of any book.
            return Folder::around(Path::new("."))
                .or_else(|_| Folder::around_file(first))
                .map(|folder| (folder, self.paths.as_slice()));
        }
        Ok((Folder::around(Path::new("."))?, &[]))
    }
}

/// All of a book: the one in that folder, or else around the current one.
///
/// # Errors
/// What keeps the book from being read or its settings from being used.
pub(super) fn open(folder: Option<&Path>, mdbook: Generation) -> Result<OpenedBook> {
    let folder = match folder {
        Some(path) => Folder::at(path).ok_or_else(|| BookError::NoBook { from: path.to_owned() })?,
        None => Folder::around(Path::new("."))?,
    };
    load(&folder, mdbook, Vec::new())
}

fn load(folder: &Folder, mdbook: Generation, narrowed_to: Vec<PathBuf>) -> Result<OpenedBook> {
    let disk = BookOnDisk::load(folder, mdbook.version())?;
    let settings = settings(&disk.context, &path::display_path(&disk.book_toml_file()))?;
    let files = workspace::templates(folder.path(), template_files(&disk.chapters(), &settings));
    let templates = Templates::new(files);
    templates.check(&settings)?;
    Ok(OpenedBook { disk, settings, templates, narrowed_to })
}

/// The status that a caller names, by any word for it.
///
/// # Errors
/// That the collection has none of that name.
pub(super) fn status_named<'c>(collection: &'c Collection, name: &str) -> Result<&'c Status> {
    let (id, statuses) = (&collection.name.id, &collection.statuses);
    let word = name.trim();
    if let Some((status, _)) = statuses.leading(word).filter(|(_, length)| *length == word.len()) {
        return Ok(status);
    }
    let ids: Vec<&str> = statuses.iter().map(Status::id).collect();
    Err(match closest_match(name, ids.iter().copied()) {
        Some(near) => anyhow!("\"{name}\" is not a status of the collection `{id}`; did you mean `{near}`?"),
        None => anyhow!("\"{name}\" is not a status of the collection `{id}`; expected one of {}", ids.join(", ")),
    })
}

impl OpenedBook {
    /// The place of the chapter whose file is that one; of several that are one file, the one of that name.
    pub(super) fn chapter_at(&self, file: &Path) -> Option<usize> {
        let asked = real(file);
        let name = |path: &Path| path.file_name().map(OsStr::to_owned);
        let files = self.disk.chapters.iter().enumerate().filter(|(_, chapter)| chapter.is_on_disk);
        let files = files.flat_map(|(place, chapter)| self.disk.files_of(chapter).map(move |file| (place, file)));
        let mut same = files.filter(|(_, other)| real(other) == asked).collect::<Vec<_>>();
        same.sort_by_key(|(_, other)| name(other) != name(file));
        same.first().map(|(place, _)| *place)
    }

    /// What another text would change in a chapter's file, as a diff.
    pub(super) fn diff(&self, place: usize, text: &str) -> String {
        let chapter = &self.disk.chapters[place];
        let file = |text: &str| String::from_utf8_lossy(&chapter.bytes_with(text)).into_owned();
        output::unified(&self.display_chapter(place), Some(&file(&chapter.text)), &file(text))
    }

    /// Prepares to write another text of a chapter; `None` if it has no file.
    ///
    /// # Errors
    /// As [`Replacement::prepare`].
    pub(super) fn prepare(&self, place: usize, text: &str) -> Result<Option<Replacement>, WriteError> {
        let chapter = &self.disk.chapters[place];
        let Some(file) = self.disk.file_of(chapter) else { return Ok(None) };
        Replacement::prepare(file, chapter.bytes_with(&chapter.text), &chapter.bytes_with(text)).map(Some)
    }

    /// A chapter's file as the caller would name it.
    pub(super) fn display_chapter(&self, place: usize) -> String {
        self.display_path(self.disk.chapters[place].file().unwrap_or_default())
    }

    /// How its pages are written.
    pub(super) fn options(&self) -> RenderOptions<'_> {
        RenderOptions {
            html: true,
            labels: &self.settings.labels,
            assets: self.settings.assets,
            dialect: self.disk.context.dialect(),
        }
    }

    /// What all stages borrow.
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            settings: &self.settings,
            templates: &self.templates,
            options: self.options(),
            least: Severity::Note,
            today: None,
        }
    }

    /// The texts of the Markdown files in `src` that are neither chapters nor templates, by their paths.
    pub(super) fn files_beside_chapters(&self) -> BTreeMap<String, String> {
        let root = &self.disk.context.root;
        let templates = template_files(&self.disk.chapters(), &self.settings);
        let templates: BTreeSet<PathBuf> = templates.iter().map(|name| real(&root.join(name))).collect();
        let mut files = self.disk.files_beside_chapters();
        files.retain(|path, _| !templates.contains(&real(&self.disk.src().join(path))));
        files
    }

    /// Whether a chapter is among those that were asked for.
    pub(super) fn is_asked_for(&self, chapter: &ChapterFile) -> bool {
        self.narrowed_to.is_empty() || self.narrowed_to.iter().any(|asked| self.is_in(chapter, asked))
    }

    /// Whether a chapter's file is that one, or in that folder.
    fn is_in(&self, chapter: &ChapterFile, asked: &Path) -> bool {
        self.disk.files_of(chapter).any(|file| real(&file).starts_with(asked))
    }

    /// Whether a file is among those that were asked for.
    pub(super) fn is_file_asked_for(&self, file: &Path) -> bool {
        self.narrowed_to.is_empty() || self.narrowed_to.iter().any(|asked| real(file).starts_with(asked))
    }

    /// Whether all of the book is asked for.
    pub(super) fn is_whole(&self) -> bool {
        self.narrowed_to.is_empty()
    }

    /// A chapter's file as the caller would name it. `path` is relative to `src`.
    pub(super) fn display_path(&self, path: &str) -> String {
        self.display_path_in_root(&format!("{}/{path}", self.disk.context.src()))
    }

    /// A file of the book as the caller would name it. `path` is relative to the book's root.
    pub(super) fn display_path_in_root(&self, path: &str) -> String {
        let root = &self.disk.context.root;
        let here = env::current_dir().ok().map(|here| real(&here));
        let below = here.and_then(|here| real(root).join(path).strip_prefix(here).ok().map(Path::to_owned));
        path::display_path(&below.unwrap_or_else(|| root.join(path)))
    }
}

/// A path without links and dots, as far as there is a file.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
