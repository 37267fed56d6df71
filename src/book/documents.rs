//! The chapters that are documents, one by one: what their pages show, and what the catalog knows of them.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::{DecisionRecord, DocumentRecord};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::field::FieldName;
use crate::document::file_name::{FileName, Series};
use crate::document::front_matter::{self, FrontMatterValue};
use crate::document::identifier::{IdContext, Identification};
use crate::document::progress::Progress;
use crate::document::relation;
use crate::document::sections::Matching;
use crate::document::suppression::{self, Suppression};
use crate::document::template_file;
use crate::fault::{Fault, isolate};
use crate::lint;
use crate::markdown::{Inline, Unparsable};
use crate::normalise::{self, Normalised, Wanted};
use crate::page::RenderOptions;
use crate::page::header::Related;
use crate::path::with_slashes;
use crate::settings::{Collection, Settings, Threshold};
use crate::status::Status;
use crate::template::Template;
use crate::text::{Span, suffix_from};

use super::source;
use super::switches::{self, Extent};
use super::{Chapter, Content, LocatedDiagnostic, Place, Templates};

/// What holds for all documents of a build.
pub(super) struct Build<'b> {
    pub settings: &'b Settings,
    pub templates: &'b Templates,
    pub options: &'b RenderOptions<'b>,
    /// The least severity of the diagnostics that are wanted.
    pub least: Severity,
}

impl<'b> Build<'b> {
    /// What a document's page is to be made of.
    pub(super) fn wanted<'w>(
        &'w self,
        document: &Document<'_>,
        template: &'w Template,
        extent: Extent,
        chapter_name: &'w str,
        related: &'w Related,
        progress: Option<&'w Progress>,
    ) -> Wanted<'w> {
        let &Self { settings, options, least, .. } = self;
        let phase = document.metadata.status.as_ref().map(Status::phase);
        Wanted {
            normalise: extent.normalise,
            renames: extent.renames,
            missing_sections: extent.missing_sections,
            template,
            chapter_name,
            related,
            progress,
            decision_list: settings.decision_list,
            options: *options,
            threshold: Threshold { severities: &settings.rules, phase, least },
        }
    }
}

/// What a build keeps of a document.
pub(super) struct ReadDocument {
    pub chapter: usize,
    /// The page's text, if it is another than the author's.
    pub text: Option<String>,
    /// `None` if it says that it is no document.
    pub record: Option<DocumentRecord>,
    /// Without those that nobody wants to see: most diagnostics of a large book are notes.
    pub diagnostics: Vec<LocatedDiagnostic>,
    /// What its author doesn't want to hear of.
    pub suppressions: Vec<Suppression>,
}

/// A chapter that a collection's globs name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'c> {
    /// Its place in the book.
    pub place: usize,
    pub path: &'c str,
    /// Its name in SUMMARY.md.
    pub chapter_name: &'c str,
    pub collection: &'c Collection,
    /// Whether other files beside it leave no doubt that its name begins with an id.
    pub is_in_series: bool,
}

/// The chapters that the globs name.
pub(super) fn chapters<'c>(chapters: &'c [Chapter<'c>], settings: &'c Settings) -> impl Iterator<Item = Named<'c>> {
    let named = chapters.iter().enumerate().filter_map(|(place, chapter)| {
        let (path, chapter_name) = (chapter.path?, chapter.name);
        Some(Named { place, path, chapter_name, collection: settings.collection_of(path)?, is_in_series: false })
    });
    let named: Vec<_> = named.collect();
    let paths: Vec<_> = named.iter().map(|named| with_slashes(named.path)).collect();
    let series = Series::from_paths(paths.iter().map(AsRef::as_ref));
    named
        .into_iter()
        .map(move |named| Named { is_in_series: series.has(&FileName::parse(&with_slashes(named.path))), ..named })
}

/// Reads the documents among the chapters. `texts` are those of [`super::texts`]; one that can't be decoded has no reading.
pub(super) fn readings<'a>(
    documents: &[Named<'a>],
    texts: &'a [Option<Cow<'a, str>>],
    build: &Build<'a>,
) -> Vec<Option<Reading<'a>>> {
    let read = documents.par_iter().map(|named| {
        let text = texts[named.place].as_deref()?;
        Some(inspect(text, named, build, Related::NONE))
    });
    read.collect()
}

/// What the catalog knows of a chapter that was read so. An [`Inspected`] that triggers a bug here counts as unread from now on.
pub(super) fn record(
    chapter: &Chapter<'_>,
    settings: &Settings,
    read: &mut Result<Inspected<'_>, Unread>,
) -> Option<DocumentRecord> {
    let path = chapter.path?;
    if let Ok(inspected) = read {
        match isolate(|| inspected.record(path)) {
            Ok(record) => return Some(record),
            Err(fault) => *read = Err(Unread::Fault(fault)),
        }
    }
    Some(unread(path, chapter.name, settings.collection_of(path)?))
}

/// The document at a path, with `/`: its chapter's place, and what is known of it without reading.
pub(super) fn unread_at(path: &str, chapters: &[Chapter<'_>], settings: &Settings) -> Option<(usize, DocumentRecord)> {
    chapters.iter().enumerate().find_map(|(place, chapter)| {
        let own = chapter.path.filter(|own| with_slashes(own) == path)?;
        Some((place, unread(own, chapter.name, settings.collection_of(own)?)))
    })
}

/// The template that a document's front matter names.
pub(super) fn template_name(content: &dyn Content) -> Option<String> {
    if !content.may_begin_with(&['\u{feff}', '-', '+']) {
        return None;
    }
    // What panics here does so again where the document is read, and is reported there.
    let front_matter = isolate(|| front_matter::parse_front_matter(&content.text()?)).ok().flatten()?;
    front_matter.fields.iter().find(|entry| FieldName::spelled(&entry.key) == Some(FieldName::Template)).and_then(
        |entry| match &entry.value {
            FrontMatterValue::Text(name) => Some(name.clone()),
            _ => None,
        },
    )
}

/// A document as it was read, held against its template and brought to it.
#[derive(Debug)]
pub struct Inspected<'a> {
    /// The text with all that was read from it.
    pub document: Document<'a>,
    /// The document's template.
    pub template: &'a Template,
    /// Which section fills which section of the template.
    pub matching: Matching<'a>,
    /// Its decisions.
    pub decisions: Vec<Decision>,
    /// How far the work has come that it plans, if it has tasks.
    pub progress: Option<Progress>,
    /// How far it is to be normalised.
    pub extent: Extent,
    /// Its page.
    pub normalised: Normalised,
    /// What was found, whatever its severity.
    pub diagnostics: Vec<Diagnostic>,
    /// The chapter's name in SUMMARY.md.
    pub chapter_name: &'a str,
    /// The collection that it belongs to.
    pub collection: &'a Collection,
    /// What it is known by.
    pub identification: Identification,
    /// Its chapter.
    pub(super) named: Named<'a>,
}

/// What can be read of a chapter that the globs name.
pub(super) enum Reading<'a> {
    Document(Box<Inspected<'a>>),
    /// It has `design-doc: false`, or is an unfilled template; and where the text begins after its front matter.
    NoDocument(usize),
    Unread(Unread),
}

/// Why a document can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The Markdown parser can't read it.
    Unparsable(Unparsable),
    /// It triggers a bug of ours.
    Fault(Fault),
}

impl Unread {
    /// The diagnostic about its chapter.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Unparsable(why) => {
                let becomes = match why {
                    Unparsable::Panics => "its page shows its source",
                    Unparsable::TooLong => "it stays as it is",
                };
                let message = format!("the chapter {why}, so {becomes}");
                Diagnostic::new(Rule::ChapterUnparsable, Span::at(0), message).with_help(why.help())
            }
            Self::Fault(fault) => lint::internal_error(fault),
        }
    }

    /// The text of its page, if it is another than the author's.
    fn page(&self, written: &str) -> Option<String> {
        (*self == Self::Unparsable(Unparsable::Panics)).then(|| source::page(written))
    }
}

impl Inspected<'_> {
    /// The name: the title without the pattern's words.
    #[must_use]
    pub fn name(&self) -> Inline {
        self.document.name(&self.template.title, self.chapter_name)
    }

    /// The date that it gives, as it is written: `date`, else `updated`, else `created`.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        [FieldName::Date, FieldName::Updated, FieldName::Created].into_iter().find_map(|name| self.words(name))
    }

    /// What a field says, if it says something.
    #[must_use]
    pub fn words(&self, name: FieldName) -> Option<String> {
        let field = self.document.metadata.field(name)?;
        Some(field.words().trim().to_owned()).filter(|words| !words.is_empty())
    }

    /// The values of a field, one by one.
    #[must_use]
    pub fn values(&self, name: FieldName) -> Vec<String> {
        self.document.metadata.field(name).map(crate::document::metadata::Field::values).unwrap_or_default()
    }

    /// The id of a decision's heading on the built page: what a link to the decision ends with.
    #[must_use]
    pub fn fragment(&self, decision: &Decision) -> Option<&str> {
        self.normalised.id(&self.document, decision.heading)
    }

    fn record(&self, path: &str) -> DocumentRecord {
        let path = with_slashes(path).into_owned();
        let status = &self.document.metadata.status;
        DocumentRecord {
            is_read: true,
            name: self.name(),
            collection: Arc::clone(&self.collection.name),
            identifier: self.identification.id.clone(),
            path,
            status_span: self.document.status_span(),
            references: relation::read_references(&self.document, &self.decisions),
            superseded_by: Vec::new(),
            date: self.date(),
            authors: self.values(FieldName::Authors),
            tags: self.values(FieldName::Tags),
            tasks: self.progress.as_ref().map(|progress| progress.tasks),
            decisions: self
                .decisions
                .iter()
                .map(|decision| DecisionRecord {
                    number: decision.number,
                    is_document: decision.is_document,
                    status: decision.status.as_ref().or(status.as_ref()).cloned(),
                    fragment: self.fragment(decision).map(str::to_owned),
                    area: decision.area.clone(),
                    choice: decision.choice.clone(),
                    superseded_by: Vec::new(),
                })
                .collect(),
            status: status.clone(),
        }
    }
}

/// Reads one chapter that the globs name.
pub(super) fn inspect<'a>(text: &'a str, named: &Named<'a>, build: &Build<'a>, related: &Related) -> Reading<'a> {
    isolate(|| inspect_or_panic(text, named, build, related))
        .unwrap_or_else(|fault| Reading::Unread(Unread::Fault(fault)))
}

fn inspect_or_panic<'a>(text: &'a str, named: &Named<'a>, build: &Build<'a>, related: &Related) -> Reading<'a> {
    let &Build { templates, options, .. } = build;
    let &Named { chapter_name, collection, .. } = named;
    let document = match Document::parse(text, options.dialect, &collection.statuses) {
        Ok(document) => document,
        Err(why) => return Reading::Unread(Unread::Unparsable(why)),
    };
    if switches::says_no_document(&document) {
        return Reading::NoDocument(document.start());
    }
    let mut diagnostics = document.metadata.diagnostics.clone();
    let template = switches::template(&document, collection, templates, &mut diagnostics);
    let extent = switches::normalise(&document, collection, template, &mut diagnostics);
    let matching = document.matching(template);
    if template_file::is_unfilled(&document, &matching) {
        return Reading::NoDocument(document.start());
    }
    diagnostics.extend(switches::meaningless(&document, &matching));
    let identification = identification(&document, named, template);
    diagnostics.extend(lint::id_mismatch(&document, &identification));
    let decisions = if template.is_of_decisions() {
        let name = document.name(&template.title, chapter_name);
        // The index shows the number before it.
        let area = identification.id.as_ref().and_then(|id| id.cut_from(&name)).unwrap_or(name);
        document.as_decision(&matching, &area, &collection.statuses).into_iter().collect()
    } else {
        document.decisions(&matching, &collection.statuses)
    };
    let progress = document.progress(&matching);
    let wanted = build.wanted(&document, template, extent, chapter_name, related, progress.as_ref());
    let mut normalised = normalise::normalise(&document, &matching, &decisions, &wanted);
    diagnostics.extend(normalise::diagnostics(&document, &matching, &decisions, &wanted));
    diagnostics.append(&mut normalised.diagnostics);
    diagnostics.extend(lint::of_document(&document, &decisions, progress.as_ref(), wanted.threshold));
    let lifecycle = document.metadata.status.as_ref().and_then(|status| collection.lifecycle(status));
    if let Some(lifecycle) = lifecycle.filter(|_| wanted.threshold.reports(Rule::StatusRequires)) {
        diagnostics.extend(lint::status_requires(&document, &matching, &decisions, lifecycle));
    }
    if normalise::may_be_elsewhere(&document) {
        let is_there = |code| matches!(code, Rule::TitleMissing | Rule::StatusMissing | Rule::TemplateMismatch);
        diagnostics.retain(|diagnostic| !is_there(diagnostic.rule));
    }
    Reading::Document(Box::new(Inspected {
        document,
        template,
        matching,
        decisions,
        progress,
        extent,
        normalised,
        diagnostics,
        chapter_name,
        collection,
        identification,
        named: *named,
    }))
}

/// What a document is known by.
fn identification(document: &Document<'_>, named: &Named<'_>, template: &Template) -> Identification {
    let context = IdContext {
        path: &with_slashes(named.path),
        collection: &named.collection.name.id,
        template: &template.name,
        is_decision: template.is_of_decisions(),
        is_in_series: named.is_in_series,
    };
    Identification::from_document(document, &context)
}

/// Reads a chapter and makes its page, with what others have to do with it.
pub(super) fn read(named: &Named<'_>, text: &str, build: &Build<'_>, related: &Related) -> ReadDocument {
    inspect(text, named, build, related).take_page(named, text, build)
}

impl Reading<'_> {
    /// What a build keeps of it: page and diagnostics are taken out, all else stays.
    pub(super) fn take_page(&mut self, named: &Named<'_>, written: &str, build: &Build<'_>) -> ReadDocument {
        isolate(|| self.take_page_or_panic(named, written, build)).unwrap_or_else(|fault| {
            *self = Self::Unread(Unread::Fault(fault));
            self.take_page_or_panic(named, written, build)
        })
    }

    fn take_page_or_panic(&mut self, named: &Named<'_>, written: &str, build: &Build<'_>) -> ReadDocument {
        let &Named { place: chapter, path, chapter_name, collection, .. } = named;
        let (text, record, diagnostics, suppressions) = match self {
            Self::Unread(why) => {
                let record = unread(path, chapter_name, collection);
                (why.page(written), Some(record), vec![why.diagnostic()], Vec::new())
            }
            Self::NoDocument(start) => {
                ((*start > 0).then(|| suffix_from(written, *start).to_owned()), None, Vec::new(), Vec::new())
            }
            Self::Document(inspected) => {
                let mut page = std::mem::take(&mut inspected.normalised.text);
                // It is kept until the whole book is written.
                page.shrink_to_fit();
                let suppressions = suppression::find_suppressions(&inspected.document.parsed);
                let diagnostics = std::mem::take(&mut inspected.diagnostics);
                (Some(page).filter(|page| page != written), Some(inspected.record(path)), diagnostics, suppressions)
            }
        };
        let phase = record.as_ref().and_then(|record| record.status.as_ref()).map(Status::phase);
        let reported = diagnostics.into_iter().map(|diagnostic| LocatedDiagnostic {
            place: Place::Chapter(chapter),
            severity: build.settings.rules.of(diagnostic.rule, phase),
            diagnostic,
        });
        let diagnostics = reported.filter(|reported| reported.severity.is_reported_from(build.least)).collect();
        ReadDocument { chapter, text, record, diagnostics, suppressions }
    }
}

/// What the catalog knows of a document that can't be read.
fn unread(path: &str, chapter_name: &str, collection: &Collection) -> DocumentRecord {
    DocumentRecord {
        path: with_slashes(path).into_owned(),
        is_read: false,
        collection: Arc::clone(&collection.name),
        name: Inline::text(chapter_name),
        identifier: None,
        status: None,
        status_span: Span::at(0),
        date: None,
        authors: Vec::new(),
        tags: Vec::new(),
        tasks: None,
        // The index has a line for it.
        decisions: vec![DecisionRecord {
            number: 1,
            is_document: true,
            area: Inline::text(chapter_name),
            choice: None,
            status: None,
            fragment: None,
            superseded_by: Vec::new(),
        }],
        references: Vec::new(),
        superseded_by: Vec::new(),
    }
}
