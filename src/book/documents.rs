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
use crate::document::front_matter::{self, Value};
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
                let suppressions = suppression::read(&inspected.document.parsed);
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
