//! One chapter that the globs name, read.

use crate::diagnostic::InputProblem;
use crate::document::decision::Decision;
use crate::document::field::FieldName;
use crate::document::identifier::{IdContext, Identification};
use crate::document::metadata::Field;
use crate::document::progress::Progress;
use crate::document::sections::Matching;
use crate::document::{Document, template_file};
use crate::fault::{Fault, isolate};
use crate::markdown::{Inline, Unparsable};
use crate::path::BookPath;
use crate::status::{Phase, Status};
use crate::template::Template;

use super::switches::{self, NormaliseExtent};
use super::{Context, DocumentChapter};

/// A document: the text with all that was read from it, and how it compares with its template.
#[derive(Debug)]
pub struct ReadDocument<'a> {
    /// Its chapter.
    pub chapter: DocumentChapter<'a>,
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
    pub extent: NormaliseExtent,
    /// What it is known by.
    pub identification: Identification,
    /// What its switches in front matter can't mean.
    pub switch_problems: Vec<InputProblem>,
}

/// What can be read of a chapter that the globs name.
#[derive(Debug)]
pub enum Reading<'a> {
    /// A document.
    Document(Box<ReadDocument<'a>>),
    /// No document: it has `design-doc: false`, or is an unfilled template.
    NoDocument(Box<Document<'a>>),
    /// Nothing.
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

impl ReadDocument<'_> {
    /// Its phase; `None` without a status.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        self.document.metadata.status.as_ref().map(Status::phase)
    }

    /// The name: the title without the pattern's words.
    #[must_use]
    pub fn name(&self) -> Inline {
        self.document.name(&self.template.title, self.chapter.chapter_name)
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
        self.document.metadata.field(name).map(Field::values).unwrap_or_default()
    }

    /// The anchor of a decision's heading: what a link to the decision ends with. A page keeps it.
    #[must_use]
    pub fn anchor(&self, decision: &Decision) -> Option<&str> {
        self.document.parsed.anchor_of(decision.heading)
    }
}

/// Reads one chapter that the globs name, where a panic is caught.
#[must_use]
pub fn read_document<'a>(text: &'a str, chapter: &DocumentChapter<'a>, context: &Context<'a>) -> Reading<'a> {
    isolate(|| read_document_or_panic(text, chapter, context))
        .unwrap_or_else(|fault| Reading::Unread(Unread::Fault(fault)))
}

fn read_document_or_panic<'a>(text: &'a str, chapter: &DocumentChapter<'a>, context: &Context<'a>) -> Reading<'a> {
    let collection = chapter.collection;
    let document = match Document::parse(text, context.options.dialect, &collection.statuses) {
        Ok(document) => document,
        Err(why) => return Reading::Unread(Unread::Unparsable(why)),
    };
    if switches::says_no_document(&document) {
        return Reading::NoDocument(Box::new(document));
    }
    let mut switch_problems = Vec::new();
    let template = switches::template(&document, collection, context.templates, &mut switch_problems);
    let extent = switches::normalise(&document, collection, template, &mut switch_problems);
    let matching = document.matching(template);
    if template_file::is_unfilled(&document, &matching) {
        return Reading::NoDocument(Box::new(document));
    }
    switch_problems.extend(switches::meaningless(&document, &matching));
    let identification = identification(&document, chapter, template);
    let decisions = if template.is_of_decisions() {
        let name = document.name(&template.title, chapter.chapter_name);
        // The index shows the number before it.
        let area = identification.id.as_ref().and_then(|id| id.cut_from(&name)).unwrap_or(name);
        document.as_decision(&matching, &area, &collection.statuses).into_iter().collect()
    } else {
        document.decisions(&matching, &collection.statuses)
    };
    let progress = document.progress(&matching);
    Reading::Document(Box::new(ReadDocument {
        chapter: *chapter,
        document,
        template,
        matching,
        decisions,
        progress,
        extent,
        identification,
        switch_problems,
    }))
}

/// What a document is known by.
fn identification(document: &Document<'_>, chapter: &DocumentChapter<'_>, template: &Template) -> Identification {
    let path = BookPath::of_chapter(chapter.path);
    let context = IdContext {
        path: path.as_str(),
        collection: &chapter.collection.name.id,
        template: &template.name,
        is_decision: template.is_of_decisions(),
        is_in_series: chapter.is_in_series,
    };
    Identification::from_document(document, &context)
}
