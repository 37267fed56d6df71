//! Stage 3: what is read and planned in, diagnostics out. The registry in `rules/` has one file per rule; here is what the rules see, and the
//! functions that run them. Rules change nothing.

mod facts;
mod links;
mod report;
pub mod rules;

pub use facts::{BookFacts, CatalogFacts, DocumentFacts, PageFacts, SuppressionFacts, UnreadFacts};
pub use links::{FragmentLink, PageAnchors};
pub use report::{ChapterReport, report, suppresses, unused_suppressions};
use rules::RULES;
pub use rules::{NAMES, all, named};

use crate::diagnostic::{Diagnostic, Location};
use crate::fault::{self, Fault, Stage};
use crate::read::Unread;
use crate::settings::Threshold;

/// How a rule looks for what it reports, by what it needs to see.
pub(super) enum Check {
    /// One document.
    Document(fn(&DocumentFacts<'_>) -> Vec<Diagnostic>),
    /// One document that follows its template.
    Template(fn(&DocumentFacts<'_>) -> Vec<Diagnostic>),
    /// One chapter, a document or not, beside the catalog and the anchors of other pages.
    Page(fn(&PageFacts<'_>) -> Vec<Diagnostic>),
    /// All documents together; each diagnostic with its document's index in the catalog.
    Catalog(fn(&CatalogFacts<'_>) -> Vec<(usize, Diagnostic)>),
    /// The list of chapters and the settings.
    Book(fn(&BookFacts<'_>) -> Vec<(Location, Diagnostic)>),
    /// The comments of one chapter that suppress rules, after all other rules have run.
    Suppressions(fn(&SuppressionFacts<'_>) -> Vec<Diagnostic>),
    /// A chapter that can't be read.
    Unread(fn(&UnreadFacts<'_>) -> Option<Diagnostic>),
}

/// What the rules report that see one document and its plan.
#[must_use]
pub fn lint_document(facts: &DocumentFacts<'_>, threshold: Threshold<'_>) -> Vec<Diagnostic> {
    fault::point(Stage::Rules, facts.read.document.parsed.text);
    let reported = RULES.iter().filter(|registered| threshold.reports(registered.rule));
    let diagnostics = reported.flat_map(|registered| match registered.check {
        Check::Document(check) => check(facts),
        Check::Template(check) if facts.read.matching.is_document => check(facts),
        _ => Vec::new(),
    });
    diagnostics.collect()
}

/// What the rules report that see a chapter beside all others.
#[must_use]
pub fn lint_page(facts: &PageFacts<'_>) -> Vec<Diagnostic> {
    run(|check| if let Check::Page(check) = check { check(facts) } else { Vec::new() })
}

/// What the rules report that see all documents together, each with its document's index in the catalog.
#[must_use]
pub fn lint_catalog(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    run(|check| if let Check::Catalog(check) = check { check(facts) } else { Vec::new() })
}

/// What the rules report that see the list of chapters and the settings.
#[must_use]
pub fn lint_book(facts: &BookFacts<'_>) -> Vec<(Location, Diagnostic)> {
    run(|check| if let Check::Book(check) = check { check(facts) } else { Vec::new() })
}

/// What the rules report that see the comments of a chapter which suppress rules, once all others have run.
fn lint_suppressions(facts: &SuppressionFacts<'_>) -> Vec<Diagnostic> {
    run(|check| if let Check::Suppressions(check) = check { check(facts) } else { Vec::new() })
}

/// What all rules give of which `reported` knows how to ask the check.
fn run<T>(reported: impl Fn(&Check) -> Vec<T>) -> Vec<T> {
    RULES.iter().flat_map(|registered| reported(&registered.check)).collect()
}

/// What is reported about a chapter that can't be read.
///
/// # Panics
/// If no rule reports it; each reason has one.
#[must_use]
pub fn lint_unread(why: &Unread, is_document: bool) -> Diagnostic {
    let facts = UnreadFacts { why, is_document };
    let mut diagnostics = RULES.iter().filter_map(|registered| match registered.check {
        Check::Unread(check) => check(&facts),
        _ => None,
    });
    diagnostics.next().expect("each reason has a rule")
}

/// What is reported about a chapter that triggers a bug of this tool.
#[must_use]
pub fn internal_error(fault: Fault) -> Diagnostic {
    lint_unread(&Unread::Fault(fault), true)
}
