//! What rules see.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::catalog::relations::Party;
use crate::diagnostic::{Diagnostic, InputProblem, Rule};
use crate::document::decision::{Decision, UnreadStatus};
use crate::document::relation::Reference;
use crate::document::sections::{PlacedSlot, Role};
use crate::document::suppression::Suppression;
use crate::normalise::PagePlan;
use crate::page::plan::Plan;
use crate::page::segment::{HeadingLine, Segment};
use crate::path::BookPath;
use crate::read::{ReadDocument, Unread};
use crate::settings::{Lifecycle, Settings};
use crate::status::Status;
use crate::text::Span;

use super::{FragmentLink, PageAnchors};

/// A document as rules see it.
pub struct DocumentFacts<'f> {
    /// What was read.
    pub read: &'f ReadDocument<'f>,
    /// Its page.
    pub page: &'f PagePlan,
    /// The day for which ages and reviews are judged; a build has none.
    pub today: Option<Date>,
}

/// A chapter as rules see it once all chapters are read.
pub struct PageFacts<'f> {
    /// Its path relative to `src`, with `/`.
    pub path: &'f str,
    /// Its page, if that is another than its text.
    pub plan: Option<&'f Plan>,
    /// What is wrong with the form of its directives.
    pub directive_problems: &'f [InputProblem],
    /// Its links to anchors.
    pub links: &'f [FragmentLink],
    /// The anchors of pages, by their [`BookPath::page`].
    pub pages: &'f BTreeMap<BookPath<'static>, &'f PageAnchors>,
    /// All documents.
    pub catalog: &'f Catalog,
}

/// All documents as rules see them.
pub struct CatalogFacts<'f> {
    /// All documents.
    pub catalog: &'f Catalog,
    /// Whether a rule's diagnostics about the document at an index are reported: where they aren't, no help is looked for.
    pub is_reported: &'f dyn Fn(Rule, usize) -> bool,
}

/// A book as rules see it that look at no text.
pub struct BookFacts<'f> {
    /// The paths of all chapters, relative to `src`.
    pub paths: &'f [&'f str],
    /// The settings.
    pub settings: &'f Settings,
    /// The documents that are no chapters, where the book's folder is known: their paths relative to `src`, with `/`.
    pub unlisted: &'f [&'f str],
}

/// The comments of a chapter that suppress rules.
pub struct SuppressionFacts<'f> {
    /// The comments.
    pub suppressions: &'f [Suppression],
    /// The rules that they have a use for: those that are reported about the chapter, and those of which that can't be known.
    pub used: &'f BTreeSet<Rule>,
}

/// A chapter that can't be read.
pub struct UnreadFacts<'f> {
    /// Why.
    pub why: &'f Unread,
    /// Whether it is a document.
    pub is_document: bool,
}

impl DocumentFacts<'_> {
    /// The words of a section's heading. `section` is its index in the outline.
    #[must_use]
    pub fn section_name(&self, section: usize) -> &str {
        let document = &self.read.document;
        &document.parsed.headings[document.outline.sections[section].heading].text
    }

    /// The span of the words of a section's heading.
    #[must_use]
    pub fn section_span(&self, section: usize) -> Span {
        let document = &self.read.document;
        document.parsed.headings[document.outline.sections[section].heading].content
    }

    /// The sections that have a role in the template, each with its slot.
    pub fn sections_in_role(&self, role: Role) -> impl Iterator<Item = (usize, &PlacedSlot<'_>)> {
        let matching = &self.read.matching;
        matching.matches.iter().enumerate().filter_map(move |(section, found)| {
            let found = found.as_ref().filter(|found| found.role == role)?;
            Some((section, &matching.slots[found.slot]))
        })
    }

    /// The decisions with a choice and a heading of their own, each with its heading's span: an item of a list is a decision in brief.
    pub fn decisions_with_choice(&self) -> impl Iterator<Item = (&Decision, Span)> {
        let decisions = self.read.decisions.iter();
        let chosen = decisions.filter(|decision| decision.section.is_some() && decision.choice.is_some());
        chosen.map(|decision| (decision, self.read.document.parsed.headings[decision.heading].content))
    }

    /// The decisions' own statuses that are none; in a document that is built otherwise than its template these may be something else.
    pub fn unread_decision_statuses(&self) -> impl Iterator<Item = &UnreadStatus> {
        let decisions = self.read.decisions.iter().filter(|_| self.read.matching.is_document);
        decisions.filter_map(|decision| decision.unread_status.as_ref())
    }

    /// The document's status, and what the settings ask of documents with it.
    #[must_use]
    pub fn lifecycle(&self) -> Option<(&Status, &Lifecycle)> {
        let status = self.read.document.metadata.status.as_ref()?;
        Some((status, self.read.chapter.collection.lifecycle(status)?))
    }

    /// The heading lines that the page shows otherwise than the document.
    pub fn rewritten_headings(&self) -> impl Iterator<Item = &HeadingLine> {
        self.page.plan.segments().iter().filter_map(|segment| match segment {
            Segment::Heading(line) => Some(&**line),
            _ => None,
        })
    }

    /// The diagnostic of a rule about a heading that is shown in other words. That emphasis comes off a name isn't reported.
    #[must_use]
    pub fn shown_otherwise(&self, rule: Rule, line: &HeadingLine) -> Option<Diagnostic> {
        let heading = &self.read.document.parsed.headings[line.heading];
        let words = line.words.as_deref().filter(|words| *words != heading.text)?;
        let id = line.anchor.as_ref().map_or(String::new(), |id| format!(", and keeps its id `#{id}`"));
        Some(Diagnostic::new(rule, heading.content, format!("`{}` is shown as `{words}`{id}", heading.text)))
    }
}

impl CatalogFacts<'_> {
    /// The path of a document, or of the document of a decision.
    #[must_use]
    pub fn path(&self, party: Party) -> &str {
        self.catalog.documents[party.document].path.as_str()
    }

    /// A reference by its document's index in the catalog and its own in the document.
    #[must_use]
    pub fn reference(&self, (document, reference): (usize, usize)) -> &Reference {
        &self.catalog.documents[document].references[reference]
    }
}
