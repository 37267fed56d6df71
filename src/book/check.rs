//! A check: what a build reports, and what takes the book's folder or a day to know.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostic::{LocatedDiagnostic, Location, Severity};
use crate::document::{Document, suppression};
use crate::fault::{Fault, isolate};
use crate::includes;
use crate::lint;
use crate::path::BookPath;
use crate::read::{Chapter, Context, is_no_document};
use crate::text::{Edits, Span};

use super::{Stages, texts};

/// What a check knows beside the book.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The texts of the Markdown files below `src` that are neither chapters nor templates, by their paths relative to it, with `/`.
    pub beside: BTreeMap<String, String>,
    /// The day on which it is checked.
    pub today: Date,
}

/// Finds all that can be said about a book, whatever its severity but `off`: stages 1 to 3, and what takes the book's folder or a day to know.
#[must_use]
pub fn check(chapters: &[Chapter<'_>], context: &Context<'_>, surroundings: &Surroundings) -> Vec<LocatedDiagnostic> {
    let context = &Context { today: Some(surroundings.today), least: Severity::Note, ..*context };
    let (unlisted, faults) = unlisted(chapters, context, &surroundings.beside);
    let mut linted = Stages::new(chapters, context).lint(&unlisted);
    let faults = faults.into_iter().map(|(path, fault)| (Location::File(path), lint::internal_error(fault)));
    linted.found.extend(faults);
    linted.reported(context)
}

/// The texts of chapters in which all is mended that has a certain fix, each with its chapter's place. Of fixes that overlap, only the first is
/// made: the others take another turn.
#[must_use]
pub fn fixed(chapters: &[Chapter<'_>], diagnostics: &[LocatedDiagnostic]) -> BTreeMap<usize, String> {
    let mut fixes: BTreeMap<usize, Vec<(Span, &str)>> = BTreeMap::new();
    for reported in diagnostics {
        let Some((chapter, fix)) = reported.chapter().zip(reported.diagnostic.fix.as_ref()) else { continue };
        let taken = fixes.entry(chapter).or_default();
        let is_free =
            |(span, _): (Span, &str)| taken.iter().all(|(other, _)| span.end <= other.start || other.end <= span.start);
        if fix.iter().all(is_free) {
            taken.extend(fix.iter());
        }
    }
    let fixed = fixes.into_iter().filter_map(|(chapter, mut replacements)| {
        let text = chapters[chapter].text()?;
        replacements.sort_unstable();
        let fixed = isolate(|| {
            let mut edits = Edits::new();
            replacements.into_iter().for_each(|(span, new)| edits.replace(span, new));
            edits.apply(&text)
        });
        Some((chapter, fixed.ok()?))
    });
    fixed.collect()
}

/// The documents `beside` the chapters that are on no page, and the bugs that looking for them meets. One with `design-doc: false`, an unfilled template, and
/// one that suppresses the rule aren't missed.
fn unlisted<'b>(
    chapters: &[Chapter<'_>],
    context: &Context<'_>,
    beside: &'b BTreeMap<String, String>,
) -> (Vec<&'b str>, Vec<(String, Fault)>) {
    let &Context { settings, templates, options, .. } = context;
    let included = included(chapters, &texts(chapters), beside);
    let is_unlisted = |path: &str, text: &str| {
        let Some(collection) = settings.collection_of(path).filter(|_| !included.contains(path)) else { return false };
        Document::parse(text, options.dialect, &collection.statuses).is_ok_and(|document| {
            let suppressions = suppression::find_suppressions(&document.parsed, document.start());
            !is_no_document(&document, collection, templates)
                && !lint::suppresses(&suppressions, lint::rules::not_in_summary::RULE)
        })
    };
    let (mut unlisted, mut faults) = (Vec::new(), Vec::new());
    for (path, text) in beside {
        match isolate(|| is_unlisted(path, text)) {
            Ok(is_unlisted) => unlisted.extend(is_unlisted.then_some(path.as_str())),
            Err(fault) => faults.push((path.clone(), fault)),
        }
    }
    (unlisted, faults)
}

/// The files that chapters include, and those that these include, relative to `src`.
fn included(
    chapters: &[Chapter<'_>],
    texts: &[Option<Cow<'_, str>>],
    beside: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let texts = chapters.iter().zip(texts).filter_map(|(chapter, text)| Some((chapter.path?, text.as_deref()?)));
    let mut waiting: Vec<(BookPath<'_>, &str)> = texts.map(|(path, text)| (BookPath::of_chapter(path), text)).collect();
    let mut included = BTreeSet::new();
    while let Some((path, text)) = waiting.pop() {
        for file in includes::files(text).filter_map(|file| path.join(file.path)) {
            if included.insert(file.as_str().to_owned()) {
                waiting.extend(beside.get(file.as_str()).map(|text| (file, text.as_str())));
            }
        }
    }
    included
}
