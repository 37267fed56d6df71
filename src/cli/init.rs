//! `init`: the preprocessor in book.toml, and a page of decisions in SUMMARY.md.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::document::Document;
use crate::document::template_file::is_named_template;
use crate::lint;
use crate::markdown::escape;
use crate::path::{self, BookPath};
use crate::settings::{DocumentGlobs, Settings};
use crate::status::Statuses;
use crate::summary::with_page;
use crate::template::Template;
use crate::text::line_end;
use crate::text::suffix_from;
use crate::workspace::{BookOnDisk, Folder};
use crate::{output, workspace};
use anstream::AutoStream;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use semver::Version;
use toml_edit::{Array, DocumentMut, Item, Table, value};

/// The arguments of `init`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct InitArguments {
    /// The book's folder; without one, the book around the current folder
    book: Option<PathBuf>,
    /// Write nothing; show what would change
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs init --dry-run
      See what would change.
  mdbook-design-docs init handbook
      Add the preprocessor to that book, and list a page of decisions.

A second run changes nothing.";

/// A file that is to be written.
struct FileChange {
    /// From the book's root.
    path: String,
    /// `None` for a new file.
    before: Option<String>,
    after: String,
}

/// Adds the preprocessor to a book.
///
/// # Errors
/// What keeps the book from being read or changed. Nothing is written then, but for the files that are named.
pub(super) fn run(arguments: &InitArguments) -> Result<ExitCode> {
    let folder = match &arguments.book {
        Some(path) => {
            Folder::at(path).with_context(|| format!("{} is no book: it has no book.toml", path::display_path(path)))?
        }
        None => Folder::around(Path::new("."))?,
    };
    let book = BookOnDisk::load(&folder, Version::new(0, 5, 4))?;
    let found = folders(&book);
    let mut changes = Vec::new();
    let mut said = Vec::new();
    let with_us = with_preprocessor(&book, &found, &mut said)?;
    let settings = Settings::from_config(&toml::from_str(&with_us)?, lint::NAMES)?;
    if with_us != book.book_toml {
        let before = folder.path().join("book.toml").is_file().then(|| book.book_toml.clone());
        changes.push(FileChange { path: "book.toml".to_owned(), before, after: with_us });
    }
    if let Some(index) = &settings.index {
        changes.extend(index_page(&book, index, &settings.index_title)?);
    }
    let mut stdout = AutoStream::auto(io::stdout().lock());
    if !arguments.dry_run {
        for FileChange { path, before, after } in &changes {
            let file = folder.path().join(path);
            match before {
                Some(before) => workspace::replace(&file, before.as_bytes(), after.as_bytes())?,
                None => workspace::create(&file, after)?,
            }
        }
    }
    // Nothing is printed before all is written: who reads it may close the pipe.
    for FileChange { path, before, after } in &changes {
        if arguments.dry_run {
            write!(stdout, "{}", output::unified(path, before.as_deref(), after))?;
        } else {
            writeln!(stdout, "{path}")?;
        }
    }
    let mut stderr = io::stderr().lock();
    for sentence in said {
        writeln!(stderr, "note: {sentence}")?;
    }
    match (changes.is_empty(), arguments.dry_run) {
        (true, _) => writeln!(stderr, "nothing to do: the book has it all")?,
        (false, true) => writeln!(stderr, "nothing is written: this is what `init` would do")?,
        (false, false) => {
            writeln!(stderr, "next: `mdbook build`; and `mdbook-design-docs check`, `mdbook-design-docs list`")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a folder of chapters holds.
#[derive(Debug, Default)]
struct Holding {
    /// Chapters with sections.
    chapters: usize,
    /// Those of them that follow a template of design documents.
    documents: usize,
    /// How many others follow each template of decision records and RFCs.
    records: BTreeMap<&'static str, usize>,
}

impl Holding {
    /// The template that at least half of the chapters follow, if they are records.
    fn template(&self) -> Option<&'static str> {
        let (name, count) = self.records.iter().max_by_key(|(_, count)| **count)?;
        (2 * count >= self.chapters && *count > self.documents).then_some(name)
    }
}

/// Whether a folder is called as people call those of their decision records and proposals.
fn is_of_records(folder: &str) -> bool {
    let last = path::file_name(folder).to_lowercase();
    ["adr", "adrs", "decisions", "rfc", "rfcs", "designs", "design-docs", "proposals"].contains(&last.as_str())
}

/// The folders of a book's chapters, relative to `src`, with what they hold.
fn folders(book: &BookOnDisk) -> BTreeMap<String, Holding> {
    let dialect = book.context.dialect();
    let statuses = Statuses::default();
    let templates: Vec<Template> = Template::BUILT_IN.into_iter().filter_map(Template::built_in).collect();
    let mut folders: BTreeMap<String, Holding> = BTreeMap::new();
    for chapter in &book.chapters {
        let Some(path) = chapter.path.as_deref().map(BookPath::of_chapter) else { continue };
        let folder = path.folder();
        if folder.is_empty() {
            continue;
        }
        let Ok(document) = Document::parse(&chapter.text, dialect, &statuses) else { continue };
        if document.outline.sections.is_empty() || path.is_folder_page() || is_named_template(path.file_name()) {
            continue;
        }
        let matched = |template: &Template| {
            let matching = document.matching(template);
            Some(matching.matches.iter().flatten().count()).filter(|&count| matching.is_document && count >= 2)
        };
        // What follows a template of design documents can be anywhere. Those of records have sections that any text has.
        let of_designs = |template: &&Template| !template.is_of_decisions();
        let holding = folders.entry(folder.to_owned()).or_default();
        holding.chapters += 1;
        if templates.iter().filter(of_designs).any(|template| matched(template).is_some()) {
            holding.documents += 1;
        } else if is_of_records(folder) {
            let names = Template::BUILT_IN.into_iter().zip(&templates).filter(|(_, template)| !of_designs(template));
            let counts = names.filter_map(|(name, template)| Some((matched(template)?, name)));
            if let Some((_, name)) = counts.rev().max_by_key(|(count, _)| *count) {
                *holding.records.entry(name).or_default() += 1;
            }
        }
    }
    folders
}

/// book.toml with a table of ours at its end, so that no comment in it comes to stand below another table; as it is, if it has one.
fn with_preprocessor(book: &BookOnDisk, found: &BTreeMap<String, Holding>, said: &mut Vec<String>) -> Result<String> {
    let without_mark = book.book_toml.trim_start_matches('\u{feff}');
    let config: DocumentMut = without_mark.parse()?;
    let is_ours = |(name, table): (&str, &Item)| {
        let command = table.get("command").and_then(Item::as_str);
        name == "design-docs" || command.is_some_and(|command| command.contains(env!("CARGO_PKG_NAME")))
    };
    let preprocessors = config.get("preprocessor");
    if preprocessors.is_some_and(|all| all.as_table_like().is_none()) {
        bail!("`preprocessor` in book.toml is not a table");
    }
    if preprocessors.and_then(Item::as_table_like).is_some_and(|all| all.iter().any(is_ours)) {
        return Ok(book.book_toml.clone());
    }
    let mut table = Table::new();
    table.insert("command", value(env!("CARGO_PKG_NAME")));
    table.insert("before", value(Array::from_iter(["links"])));
    let globs = globs(found, said);
    if !globs.is_empty() {
        table.insert("docs", value(Array::from_iter(globs)));
    }
    let collections = collections(found);
    if !collections.is_empty() {
        table.insert("collections", Item::Table(collections));
    }
    let mut all = Table::new();
    all.set_implicit(true);
    all.insert("design-docs", Item::Table(table));
    let ours = DocumentMut::from(Table::from_iter([("preprocessor", Item::Table(all))]));
    let text = with_table(&book.book_toml, &ours.to_string());
    // `preprocessor = {}` can't be added to below.
    if text.trim_start_matches('\u{feff}').parse::<DocumentMut>().is_err() {
        bail!("`preprocessor` in book.toml is an inline table; write it as `[preprocessor.NAME]`");
    }
    Ok(text)
}

/// A text of TOML with a table behind a blank line, and with its own line ends.
fn with_table(text: &str, table: &str) -> String {
    let end = line_end(text);
    let has_text = !text.trim_start_matches('\u{feff}').is_empty();
    let is_open = has_text && !text.ends_with('\n');
    let last_line = text.trim_end_matches('\n').trim_end_matches('\r').len();
    let is_parted = !has_text || suffix_from(text, last_line).matches('\n').count() > 1;
    let ends = if is_open { 2 } else { usize::from(!is_parted) };
    format!("{text}{}{}", end.repeat(ends), table.trim_start().replace('\n', end))
}

/// A collection for each folder of decision records or RFCs, called as the folder is.
fn collections(found: &BTreeMap<String, Holding>) -> Table {
    let mut collections = Table::new();
    collections.set_implicit(true);
    let mut taken: Vec<&str> = Vec::new();
    for (folder, holding) in found {
        let is_inside = taken.iter().any(|outer| BookPath::of_chapter(folder).is_inside(outer));
        let Some(template) = holding.template().filter(|_| !is_inside) else { continue };
        taken.push(folder);
        let last = path::file_name(folder).to_lowercase();
        let id = (1..).map(|n| if n == 1 { last.clone() } else { format!("{last}-{n}") });
        let id = id.into_iter().find(|id| !collections.contains_key(id)).unwrap_or(last);
        let mut collection = Table::new();
        collection.insert("docs", value(Array::from_iter(globs_of(&globset::escape(folder)))));
        collection.insert("template", value(template));
        collections.insert(&id, Item::Table(collection));
    }
    collections
}

/// The globs of a folder's documents, without its front page.
fn globs_of(folder: &str) -> [String; 2] {
    [format!("{folder}/**/*.md"), format!("!{folder}/{{README,index}}.md")]
}

/// The globs that name the documents which were found; none if the default ones do. What was seen and not taken is said.
fn globs(found: &BTreeMap<String, Holding>, said: &mut Vec<String>) -> Vec<String> {
    let usual = DocumentGlobs::default();
    let (taken, left): (Vec<_>, Vec<_>) =
        found.iter().partition(|(_, holding)| holding.documents > 0 && 2 * holding.documents >= holding.chapters);
    let is_left_out = |(folder, holding): &(&String, &Holding)| is_of_records(folder) && holding.template().is_none();
    for (folder, holding) in left.into_iter().filter(is_left_out) {
        let Holding { chapters, documents, .. } = holding;
        said.push(format!(
            "{folder}/ is left out: {documents} of {chapters} there follow a built-in template; for other documents, write a template of your own, \
             and name it and the folder in the settings"
        ));
    }
    let is_usual = |folder: &str| usual.matches(&format!("{folder}/a.md"));
    if taken.iter().all(|(folder, _)| is_usual(folder)) {
        return Vec::new();
    }
    // A folder within another one that is taken is named by that one's glob.
    let folders: Vec<&str> = taken.into_iter().map(|(folder, _)| folder.as_str()).collect();
    let is_inside = |folder: &str| folders.iter().any(|other| BookPath::of_chapter(folder).is_inside(other));
    let outer: Vec<String> =
        folders.iter().filter(|folder| !is_inside(folder)).map(|folder| globset::escape(folder)).collect();
    let (all, mut but): (Vec<String>, Vec<String>) =
        outer.iter().flat_map(|folder| globs_of(folder)).partition(|glob| !glob.starts_with('!'));
    // Records within belong to their collection.
    let records = found.iter().filter(|(folder, holding)| holding.template().is_some() && is_inside(folder));
    but.extend(records.map(|(folder, _)| format!("!{}/**", globset::escape(folder))));
    all.into_iter().chain(but).collect()
}

/// The page of decisions: its file, and its line in SUMMARY.md.
fn index_page(book: &BookOnDisk, index: &str, title: &str) -> Result<Vec<FileChange>> {
    let is_listed = book
        .chapters
        .iter()
        .any(|chapter| chapter.path.as_deref().is_some_and(|path| path.eq_ignore_ascii_case(index)));
    let is_draft = book.chapters.iter().any(|chapter| chapter.path.is_none() && chapter.name == title);
    if is_listed || is_draft {
        return Ok(Vec::new());
    }
    let src = book.context.src();
    let mut changes = Vec::new();
    if !book.src().join(index).exists() {
        let after = format!("# {}\n\n{{{{#decisions group=phase}}}}\n", escape(title));
        changes.push(FileChange { path: format!("{src}/{index}"), before: None, after });
    }
    let after = with_page(&book.summary, title, index).map_err(|no_room| anyhow!("{src}/SUMMARY.md {no_room}"))?;
    changes.push(FileChange { path: format!("{src}/SUMMARY.md"), before: Some(book.summary.clone()), after });
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_added_behind_all_that_is_there() {
        let table = "\n[p.d]\na = 1\n";
        for (text, expected) in [
            ("", "[p.d]\na = 1\n"),
            ("[b]\n", "[b]\n\n[p.d]\na = 1\n"),
            ("[b]\n\n", "[b]\n\n[p.d]\na = 1\n"),
            ("[b]", "[b]\n\n[p.d]\na = 1\n"),
            ("[b]\r\nc = 1\r\n", "[b]\r\nc = 1\r\n\r\n[p.d]\r\na = 1\r\n"),
            ("[b]\n# c = 1\n", "[b]\n# c = 1\n\n[p.d]\na = 1\n"),
            ("# all\n[b] # b\n# c = 1", "# all\n[b] # b\n# c = 1\n\n[p.d]\na = 1\n"),
            ("\u{feff}[b]\n", "\u{feff}[b]\n\n[p.d]\na = 1\n"),
        ] {
            assert_eq!(with_table(text, table), expected, "{text:?}");
        }
    }
}
