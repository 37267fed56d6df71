//! A book's chapters and settings in, what changes and all diagnostics out. It reads no file and knows no host's JSON.

mod check;
mod collections;
mod content;
mod directives;
mod documents;
mod format;
mod formatting;
mod index_page;
mod isolation;
mod related;
mod sections;
mod source;
mod switches;
mod target;
mod unpin;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::relations::Relations;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::document::suppression::{self, Suppression};
use crate::fault::{Stage, isolate};
use crate::lint;
use crate::markdown::parse;
use crate::page::RenderOptions;
use crate::page::header::Related;
use crate::settings::{Collection, Settings};
use crate::status::Status;
use crate::template::{Template, TemplateFileError, UnusableTemplate};
pub use check::{Surroundings, check, fixed};
pub use content::Content;
pub use documents::{Inspected, Unread};
use documents::{Named, ReadDocument, Reading};
pub use format::{FormatOptions, FormattedBook, format, format_book};
pub use formatting::Formatting;
use isolation::{Suspects, fault_points, internal_error};
pub use switches::{Extent, is_no_document};

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
    pub content: &'a dyn Content,
}

impl<'a> Chapter<'a> {
    /// Its text; `None` if it can't be decoded, and has to stay as it is.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'a, str>> {
        self.content.text()
    }
}

/// The templates that a book uses, by the name or path that its settings and documents give.
#[derive(Debug)]
pub struct Templates {
    files: BTreeMap<String, Result<Template, TemplateFileError>>,
    /// In the order of [`Template::BUILT_IN`], each read when it is first asked for.
    built_in: [OnceLock<Template>; Template::BUILT_IN.len()],
}

impl Templates {
    /// The built-in ones, and files of the book: for each path what it holds, or why it can't be used.
    #[must_use]
    pub fn new(files: BTreeMap<String, Result<Template, TemplateFileError>>) -> Self {
        Self { files, built_in: Default::default() }
    }

    /// That the templates of all collections are among them.
    ///
    /// # Errors
    /// The first that can't be used, and why.
    pub fn check(&self, settings: &Settings) -> Result<(), UnusableTemplate> {
        settings.collections.iter().try_for_each(|Collection { template, .. }| {
            let found = self.named(template);
            found.map(|_| ()).map_err(|error| UnusableTemplate { name: template.clone(), error: error.clone() })
        })
    }

    /// The template of that name or path.
    ///
    /// # Errors
    /// Why there is none.
    pub fn named(&self, name: &str) -> Result<&Template, &TemplateFileError> {
        if let Some(place) = Template::BUILT_IN.iter().position(|built_in| *built_in == name) {
            return Ok(self.built_in[place].get_or_init(|| Template::built_in(name).expect("it is one of them")));
        }
        let file = self.files.get(name).unwrap_or(&Err(TemplateFileError::Unknown));
        file.as_ref()
    }
}

/// A page that no chapter has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedPage {
    /// Its name in the sidebar.
    pub name: String,
    /// Its path relative to `src`.
    pub path: String,
    /// Its text.
    pub content: String,
}

/// What a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A chapter, by its place in the book.
    Chapter(usize),
    /// A file that is no chapter, by its path relative to `src`.
    File(String),
    /// A setting in book.toml.
    Setting {
        /// Its key below the preprocessor's table, with dots.
        key: String,
        /// Its value, or the one of its items that is meant.
        value: String,
    },
}

/// A diagnostic with its place in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedDiagnostic {
    /// What it is about.
    pub place: Place,
    /// How grave it is in this book.
    pub severity: Severity,
    /// What was found.
    pub diagnostic: Diagnostic,
}

impl LocatedDiagnostic {
    /// The chapter that it is about, by its place in the book.
    #[must_use]
    pub fn chapter(&self) -> Option<usize> {
        match self.place {
            Place::Chapter(chapter) => Some(chapter),
            Place::File(_) | Place::Setting { .. } => None,
        }
    }
}

/// What is to be done with a book.
#[derive(Debug, Default)]
pub struct Outcome {
    /// New texts, by chapter.
    pub contents: BTreeMap<usize, String>,
    /// Paths for drafts that become pages, by chapter.
    pub paths: BTreeMap<usize, String>,
    /// The index page, if no chapter can be it.
    pub added: Option<AddedPage>,
    /// What was found, in the order of the book, without what is switched off or below what was asked for.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// The book's documents and decisions.
    pub catalog: Catalog,
}

/// The template files that the settings and the documents name; the caller reads them.
#[must_use]
pub fn template_files(chapters: &[Chapter<'_>], settings: &Settings) -> BTreeSet<String> {
    let documents: Vec<_> = documents::chapters(chapters, settings).collect();
    let named: Vec<String> =
        documents.par_iter().filter_map(|named| documents::template_name(chapters[named.place].content)).collect();
    named
        .into_iter()
        .chain(settings.collections.iter().map(|collection| collection.template.clone()))
        .filter(|name| !Template::BUILT_IN.contains(&name.as_str()))
        .collect()
}

/// Brings a book's documents to their templates, and writes its index and directives. Diagnostics below `least` are left out.
#[must_use]
pub fn bring(
    chapters: &[Chapter<'_>],
    settings: &Settings,
    templates: &Templates,
    options: &RenderOptions<'_>,
    least: Severity,
) -> Outcome {
    let (mut outcome, mut suppressions) = survey(chapters, settings, templates, options, least);
    let found: BTreeSet<usize> = outcome.diagnostics.iter().filter_map(LocatedDiagnostic::chapter).collect();
    let faults = add_other_allows(&mut suppressions, chapters, settings, options, |place| found.contains(&place));
    outcome.diagnostics.extend(faults);
    silence(&mut outcome.diagnostics, &suppressions);
    sort(&mut outcome.diagnostics);
    outcome
}

/// What is to be done with a book, before its authors' comments silence anything; and those comments, by chapter: of all documents that could
/// be read, and of no other chapters.
fn survey(
    chapters: &[Chapter<'_>],
    settings: &Settings,
    templates: &Templates,
    options: &RenderOptions<'_>,
    least: Severity,
) -> (Outcome, BTreeMap<usize, Vec<Suppression>>) {
    let documents: Vec<_> = documents::chapters(chapters, settings).collect();
    let build = documents::Build { settings, templates, options, least };
    let read = documents.par_iter().filter_map(|named| {
        let text = chapters[named.place].text()?;
        Some(documents::read(named, &text, &build, Related::NONE))
    });
    survey_of(read.collect(), chapters, &documents, &build)
}

/// What [`survey`] says, of documents that are read already.
fn survey_of(
    read: Vec<ReadDocument>,
    chapters: &[Chapter<'_>],
    documents: &[Named<'_>],
    build: &documents::Build<'_>,
) -> (Outcome, BTreeMap<usize, Vec<Suppression>>) {
    let &documents::Build { settings, options, least, .. } = build;
    let mut outcome = Outcome::default();
    let mut suppressions = BTreeMap::new();
    // The chapters of the documents in the catalog.
    let mut places = Vec::new();
    for document in read {
        // That one allows nothing is worth knowing: it needn't be read again to see that.
        if document.record.is_some() {
            suppressions.insert(document.chapter, document.suppressions);
        }
        outcome.diagnostics.extend(document.diagnostics);
        places.extend(document.record.is_some().then_some(document.chapter));
        outcome.catalog.documents.extend(document.record);
        outcome.contents.extend(document.text.map(|text| (document.chapter, text)));
    }
    let suspects = Suspects { chapters, settings };
    relate(&suspects, &places, build, &mut outcome, |place, related| {
        let named = documents.binary_search_by_key(&place, |named| named.place).ok()?;
        let text = chapters[place].text()?;
        documents::read(&documents[named], &text, build, related).text
    });
    directives::replace(&suspects, options, &mut outcome);
    index_page::add(&suspects, options, &mut outcome);
    for (place, diagnostic) in collections::diagnostics(chapters, settings) {
        report(&mut outcome, settings, place, diagnostic);
    }
    // Whichever stage a bug was met in: the page of the document that brought it out is its author's.
    let faulty = outcome.diagnostics.iter().filter(|reported| reported.diagnostic.rule == Rule::InternalError);
    for document in faulty.filter_map(LocatedDiagnostic::chapter) {
        outcome.contents.remove(&document);
    }
    outcome.diagnostics.retain(|reported| reported.severity.is_reported_from(least));
    (outcome, suppressions)
}

/// Finds which documents supersede, amend and depend on which, and writes it into their headers. `places` are the chapters of the documents in
/// the catalog; `page` makes the page of one again.
fn relate(
    suspects: &Suspects<'_>,
    places: &[usize],
    &documents::Build { settings, options, least, .. }: &documents::Build<'_>,
    outcome: &mut Outcome,
    page: impl Fn(usize, &Related) -> Option<String> + Sync,
) {
    let Outcome { catalog, diagnostics, contents, .. } = outcome;
    let related = suspects.run(catalog, diagnostics, |catalog| {
        let documents = &catalog.documents;
        let relations = relations(catalog, suspects.chapters);
        let superseded = related::superseded(documents, &relations);
        // Their links name what is in force instead of others.
        let headers = related::of_headers(documents, &relations, options);
        let severity =
            |code, document: usize| settings.rules.of(code, documents[document].status.as_ref().map(Status::phase));
        let is_shown = |code, document| severity(code, document).is_reported_from(least);
        let found = lint::of_relations(documents, &relations, places, is_shown).into_iter();
        let found = found.map(|(document, diagnostic)| (document, severity(diagnostic.rule, document), diagnostic));
        (superseded, headers, found.collect::<Vec<_>>())
    });
    let (superseded, headers, found) = match related {
        Ok(related) => related,
        Err(fault) => {
            diagnostics.extend(places.first().map(|&place| internal_error(place, &fault, settings)));
            return;
        }
    };
    related::mark_superseded(&mut catalog.documents, superseded);
    let headers: Vec<_> = headers.into_iter().collect();
    let pages = headers.par_iter().filter_map(|(document, related)| {
        let place = places[*document];
        Some((place, page(place, related)?))
    });
    contents.extend(pages.collect::<Vec<_>>());
    for (document, severity, diagnostic) in found {
        diagnostics.push(LocatedDiagnostic { place: Place::Chapter(places[document]), severity, diagnostic });
    }
}

/// The relations of a book's documents.
fn relations(catalog: &Catalog, chapters: &[Chapter<'_>]) -> Relations {
    fault_points(Stage::Catalog, catalog);
    Relations::of(&catalog.documents, chapters.iter().filter_map(|chapter| chapter.path))
}

/// Adds what chapters that are no documents allow, as far as they are `wanted`; returns the faults in them.
fn add_other_allows(
    suppressions: &mut BTreeMap<usize, Vec<Suppression>>,
    chapters: &[Chapter<'_>],
    settings: &Settings,
    options: &RenderOptions<'_>,
    wanted: impl Fn(usize) -> bool,
) -> Vec<LocatedDiagnostic> {
    let mut faults = Vec::new();
    for (place, chapter) in chapters.iter().enumerate() {
        if suppressions.contains_key(&place) || !wanted(place) {
            continue;
        }
        let Some(text) = chapter.text().filter(|text| suppression::may_suppress(text)) else { continue };
        let read = || {
            parse(&text, 0, options.dialect).map(|parsed| suppression::find_suppressions(&parsed)).unwrap_or_default()
        };
        match isolate(read) {
            Ok(found) if found.is_empty() => {}
            Ok(found) => _ = suppressions.insert(place, found),
            Err(fault) => faults.push(internal_error(place, &fault, settings)),
        }
    }
    faults
}

/// Takes what authors allow out of the diagnostics.
fn silence(diagnostics: &mut Vec<LocatedDiagnostic>, suppressions: &BTreeMap<usize, Vec<Suppression>>) {
    diagnostics.retain(|reported| {
        let suppressions = reported.chapter().and_then(|chapter| suppressions.get(&chapter));
        !suppressions.into_iter().flatten().flat_map(Suppression::rules).any(|code| code == reported.diagnostic.rule)
    });
}

/// The texts of a book's chapters; `None` where one can't be decoded.
#[must_use]
pub fn texts<'a>(chapters: &'a [Chapter<'a>]) -> Vec<Option<Cow<'a, str>>> {
    chapters.iter().map(Chapter::text).collect()
}

/// Reads all documents of a book, each with its chapter's place, or why it can't be read. What says that it is no document is left out, and so is
/// a chapter without a text. `texts` are those of [`texts`].
#[must_use]
pub fn read_documents<'a>(
    chapters: &'a [Chapter<'a>],
    texts: &'a [Option<Cow<'a, str>>],
    settings: &'a Settings,
    templates: &'a Templates,
    options: &'a RenderOptions<'a>,
) -> Vec<(usize, Result<Inspected<'a>, Unread>)> {
    let build = documents::Build { settings, templates, options, least: Severity::Note };
    let documents: Vec<_> = documents::chapters(chapters, settings).collect();
    let readings = documents::readings(&documents, texts, &build).into_iter();
    let read = documents.iter().zip(readings).filter_map(|(named, reading)| match reading? {
        Reading::Document(inspected) => Some((named.place, Ok(*inspected))),
        Reading::NoDocument(_) => None,
        Reading::Unread(why) => Some((named.place, Err(why))),
    });
    read.collect()
}

/// The catalog of documents that [`read_documents`] gave, in their order, and their relations. A document that triggers a bug here
/// counts as unread from now on, and is in the catalog with its name alone.
#[must_use]
pub fn catalog(
    chapters: &[Chapter<'_>],
    settings: &Settings,
    documents: &mut [(usize, Result<Inspected<'_>, Unread>)],
) -> (Catalog, Relations, Vec<LocatedDiagnostic>) {
    let records = documents.iter_mut().filter_map(|(place, read)| documents::record(&chapters[*place], settings, read));
    let mut catalog = Catalog { documents: records.collect() };
    let mut reported = Vec::new();
    let suspects = Suspects { chapters, settings };
    let found = suspects.run(&mut catalog, &mut reported, |catalog| relations(catalog, chapters));
    let relations = found.unwrap_or_else(|fault| {
        reported.extend(documents.first().map(|(place, _)| internal_error(*place, &fault, settings)));
        Relations::default()
    });
    (catalog, relations, reported)
}

/// Reads all documents of a book, each with its chapter's place. What can't be parsed or says that it is no document is left out. `texts` are
/// those of [`texts`].
#[must_use]
pub fn inspect<'a>(
    chapters: &'a [Chapter<'a>],
    texts: &'a [Option<Cow<'a, str>>],
    settings: &'a Settings,
    templates: &'a Templates,
    options: &'a RenderOptions<'a>,
) -> Vec<(usize, Inspected<'a>)> {
    let documents = read_documents(chapters, texts, settings, templates, options);
    documents.into_iter().filter_map(|(place, read)| Some((place, read.ok()?))).collect()
}

/// Adds a diagnostic about a chapter that is no document, or about the book.
fn report(outcome: &mut Outcome, settings: &Settings, place: Place, diagnostic: Diagnostic) {
    outcome.diagnostics.push(LocatedDiagnostic {
        place,
        severity: settings.rules.of(diagnostic.rule, None),
        diagnostic,
    });
}

/// Chapters in the book's order, other files behind them, and settings last.
fn sort(diagnostics: &mut [LocatedDiagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |reported: &LocatedDiagnostic| (reported.diagnostic.span, reported.diagnostic.rule);
        a.place.cmp(&b.place).then_with(|| key(a).cmp(&key(b)))
    });
}
