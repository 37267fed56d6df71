//! What `status` and `supersede` have in common: documents by their files, and new texts that are written together, unless the book would be
//! worse off.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::book;
use crate::diagnostic::{LocatedDiagnostic, Location};
use crate::diagnostic::{Rule, Severity};
use crate::document::Document;
use crate::edit::{EditRefusal, Revision, revise};
use crate::lint::rules::{
    depends_on_dead, progress_mismatch, relation_cycle, relation_target_missing, status_conflict, status_requires,
    status_unknown, superseded_but_in_force, superseded_without_successor,
};
use crate::path;
use crate::read::{Chapter, Context, is_no_document};
use crate::settings::Collection;
use crate::terminal;
use crate::text::{Span, line_and_column};
use crate::workspace;
use anstream::AutoStream;
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;

use super::book::{BookArguments, Generation, OpenedBook};

/// The arguments of both commands.
#[derive(Debug, Args)]
pub(super) struct RevisionArguments {
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub diff: bool,
    /// Write it, whatever would be found then
    #[arg(long)]
    pub force: bool,
    /// The generation of mdBook that builds the book: they differ in Markdown
    #[arg(long, value_name = "VERSION", value_enum, default_value_t = Generation::V05)]
    pub mdbook: Generation,
}

/// The diagnostics that say that a status or a relation can't be so.
const CONTRADICTIONS: [Rule; 9] = [
    status_conflict::RULE,
    status_unknown::RULE,
    status_requires::RULE,
    progress_mismatch::RULE,
    relation_target_missing::RULE,
    relation_cycle::RULE,
    superseded_without_successor::RULE,
    superseded_but_in_force::RULE,
    depends_on_dead::RULE,
];

/// A book, and the new texts of some of its chapters.
pub(super) struct RevisedBook {
    pub opened: OpenedBook,
    texts: BTreeMap<usize, String>,
    /// What whoever changes it should know.
    notes: Vec<String>,
}

impl RevisedBook {
    /// The book that these files belong to.
    ///
    /// # Errors
    /// What keeps the book from being read.
    pub(super) fn around(files: &[&Path], mdbook: Generation) -> Result<Self> {
        let files: Vec<PathBuf> = files.iter().map(|file| (*file).to_owned()).collect();
        if let Some(file) = files.iter().find(|file| !file.exists() && file.to_string_lossy().contains('#')) {
            let file = path::display_path(file);
            bail!("there is no file {file}; a decision's own status stands below its heading, to be changed there");
        }
        Ok(Self { opened: BookArguments::new(files, mdbook).load()?, texts: BTreeMap::new(), notes: Vec::new() })
    }

    /// The place of the document in a file.
    ///
    /// # Errors
    /// That it is none of the book.
    pub(super) fn document(&self, file: &Path) -> Result<usize> {
        let shown = path::display_path(file);
        let place = self.opened.chapter_at(file);
        let place = place
            .with_context(|| format!("{shown} is no chapter of the book; expected a file that SUMMARY.md lists"))?;
        match self.collection(place) {
            Some(_) => Ok(place),
            None => bail!("{shown} is no design document; expected one that `docs` in book.toml names"),
        }
    }

    /// The collection of the chapter.
    pub(super) fn collection(&self, place: usize) -> Option<&Collection> {
        self.opened.settings.collection_of(self.opened.disk.chapters[place].path.as_deref()?)
    }

    /// Revises a document, as it is by now.
    ///
    /// # Errors
    /// Why it can't be, with the line.
    pub(super) fn revise(&mut self, place: usize, revision: Revision<'_>) -> Result<()> {
        let shown = self.opened.display_chapter(place);
        let text = self.text(place);
        let collection = self.collection(place).with_context(|| format!("{shown} is no design document"))?;
        let statuses = &collection.statuses;
        let document = Document::parse(text, self.opened.options().dialect, statuses);
        let document = document.map_err(|_| anyhow!("the Markdown parser can't read {shown}"))?;
        if is_no_document(&document, collection, &self.opened.templates) {
            bail!("{shown} has `design-doc: false`, or is a template");
        }
        let located = |refusal: EditRefusal| match refusal.span() {
            Some(span) => anyhow!("{shown}:{}: {refusal}", line_and_column(text, span.start).0),
            None => anyhow!("{shown}: {refusal}"),
        };
        let revised = revise(&document, statuses, revision).map_err(located)?;
        if !matches!(revision, Revision::Supersedes(_))
            && revised != text
            && let Some((rest, span)) = behind_status(&document)
        {
            let line = line_and_column(text, span.start).0;
            self.notes.push(format!("{shown}:{line}: behind the status still stands {rest:?}"));
        }
        self.texts.insert(place, revised);
        Ok(())
    }

    fn text(&self, place: usize) -> &str {
        self.texts.get(&place).unwrap_or(&self.opened.disk.chapters[place].text)
    }

    /// Writes the new texts, all or none, and prints the files; or shows what would change.
    ///
    /// # Errors
    /// What would be found then and isn't now, and what the system says. Nothing is written then.
    pub(super) fn finish(self, arguments: &RevisionArguments) -> Result<ExitCode> {
        let Self { opened, mut texts, notes } = self;
        texts.retain(|&place, text| *text != opened.disk.chapters[place].text);
        let contradictions = contradictions(&opened, &texts);
        if !contradictions.is_empty() && !arguments.force {
            let mut stderr = io::stderr().lock();
            for LocatedDiagnostic { location: place, diagnostic, .. } in &contradictions {
                let Location::Chapter(place) = place else { continue };
                let help = diagnostic.help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default();
                let text = texts.get(place).unwrap_or(&opened.disk.chapters[*place].text);
                let line = line_and_column(text, diagnostic.span.start).0;
                let (path, code) = (opened.display_chapter(*place), diagnostic.rule.name());
                writeln!(stderr, "error[{code}]: {path}:{line}: {}{help}", terminal::one_line(&diagnostic.message))?;
            }
            bail!("nothing is written, for that would be found then; `--force` writes it all the same");
        }
        for note in notes {
            writeln!(io::stderr(), "note: {}", terminal::one_line(&note))?;
        }
        let mut stdout = AutoStream::auto(io::stdout().lock());
        if arguments.diff {
            for (&place, text) in &texts {
                write!(stdout, "{}", opened.diff(place, text))?;
            }
            return Ok(if texts.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        let prepared = texts.iter().map(|(&place, text)| opened.prepare(place, text)).collect::<Result<Vec<_>, _>>()?;
        workspace::write_together(prepared.into_iter().flatten().collect())
            .map_err(|errors| anyhow!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        // Nothing is printed before all is written: who reads it may close the pipe.
        for &place in texts.keys() {
            writeln!(stdout, "{}", opened.display_chapter(place))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What a document says behind its status, such as a date, and where: it stays.
fn behind_status(document: &Document<'_>) -> Option<(String, Span)> {
    let metadata = &document.metadata;
    let field = &metadata.fields[metadata.status_field?];
    let words = field.words();
    let rest = words.get(metadata.status_length..)?.trim();
    rest.contains(char::is_alphanumeric).then(|| (rest.to_owned(), field.span))
}

/// What would be found with the new texts, and isn't now: errors, and what says that a status or a relation can't be so.
fn contradictions(opened: &OpenedBook, texts: &BTreeMap<usize, String>) -> Vec<LocatedDiagnostic> {
    let chapters = opened.disk.chapters();
    let revised: Vec<Chapter<'_>> = chapters
        .iter()
        .enumerate()
        .map(|(place, chapter)| match texts.get(&place) {
            Some(text) => Chapter { content: text, ..*chapter },
            None => *chapter,
        })
        .collect();
    let found =
        |chapters: &[Chapter<'_>]| book::lint(chapters, &Context { least: Severity::Warning, ..opened.context() });
    let key = |LocatedDiagnostic { location: place, diagnostic, .. }: &LocatedDiagnostic| {
        (place.clone(), diagnostic.rule, diagnostic.message.clone())
    };
    let known: BTreeSet<_> = found(&chapters).iter().map(key).collect();
    let mut found = found(&revised);
    found.retain(|reported| {
        let LocatedDiagnostic { severity, diagnostic, .. } = reported;
        let is_grave = *severity == Severity::Error || CONTRADICTIONS.contains(&diagnostic.rule);
        is_grave && !known.contains(&key(reported))
    });
    found
}
