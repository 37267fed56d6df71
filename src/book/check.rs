//! A check: what a build finds, and what takes the whole book, its folder or a day to know.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::document::Document;
use crate::document::suppression::{self, Suppression};
use crate::fault::{Fault, isolate};
use crate::includes;
use crate::lint::{self, Page};
use crate::markdown::parse;
use crate::path::{self, target_of, with_slashes};
use crate::read::{Chapter, Context, document_chapters, is_no_document};
use crate::text::{Edits, Span};

use super::read_chapters::{ReadChapter, read_chapters};
use super::{LocatedDiagnostic, Location, catalog_of_chapters, diagnostics, texts};

/// What a check knows beside the book.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The texts of the Markdown files below `src` that are neither chapters nor templates, by their paths relative to it, with `/`.
    pub beside: BTreeMap<String, String>,
    /// The day on which it is checked.
    pub today: Date,
}

/// Finds all that can be said about a book, whatever its severity but `off`: stages 1 to 3, and what takes the whole book, its folder or a day to know.
#[must_use]
pub fn check(chapters: &[Chapter<'_>], context: &Context<'_>, surroundings: &Surroundings) -> Vec<LocatedDiagnostic> {
    let context = &Context { today: Some(surroundings.today), least: Severity::Note, ..*context };
    let mut read = read_chapters(chapters, context, true);
    let documents: Vec<_> = document_chapters(chapters, context.settings).collect();
    let (mut catalog, mut faults) = catalog_of_chapters(&mut read, chapters, &documents);
    let mut linted = diagnostics::of_book(&read, chapters, &mut catalog, context, &mut faults);
    linted.extend(missing_headings(&read, chapters, &mut faults));
    for (path, diagnostic) in unlisted(chapters, context, &surroundings.beside) {
        linted.push((Location::File(path.to_owned()), diagnostic));
    }
    let mut located = diagnostics::located(linted, faults, &mut read, chapters, context);
    let unused = unused_suppressions(&located, &read, chapters, context);
    diagnostics::suppress(&mut located, &read);
    located.extend(unused);
    located.retain(diagnostics::is_on);
    diagnostics::sort(&mut located);
    located
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

/// What authors' comments allow though it isn't found, where all rules have run.
fn unused_suppressions(
    located: &[LocatedDiagnostic],
    read: &[ReadChapter],
    chapters: &[Chapter<'_>],
    context: &Context<'_>,
) -> Vec<LocatedDiagnostic> {
    let mut all_unused = Vec::new();
    for ReadChapter { index, phase, suppressions, start, .. } in
        read.iter().filter(|read| !read.suppressions.is_empty())
    {
        let location = Location::Chapter(*index);
        let own = located.iter().filter(|located| located.location == location);
        let mut found: BTreeSet<Rule> = own.map(|located| located.diagnostic.rule).collect();
        // What the book never reports can't be told from what isn't there.
        found
            .extend(Rule::ALL.iter().copied().filter(|&rule| context.settings.rules.of(rule, *phase) == Severity::Off));
        // They are found from a day on.
        found.extend([Rule::ReviewOverdue, Rule::StatusStale]);
        let unused = isolate(|| {
            // That a comment can be taken out is proven by parsing the text without it.
            let text = chapters[*index].text().unwrap_or_default();
            let parsed = parse(&text, *start, context.options.dialect);
            parsed.map_or_else(|_| Vec::new(), |parsed| lint::allow_unused(&parsed, *start, suppressions, &found))
        });
        let unused = unused.unwrap_or_else(|fault| vec![lint::internal_error(&fault)]);
        if !suppressions.iter().flat_map(Suppression::rules).any(|rule| rule == Rule::AllowUnused) {
            all_unused.extend(unused.into_iter().map(|diagnostic| LocatedDiagnostic {
                location: location.clone(),
                severity: context.severity(&diagnostic, *phase),
                diagnostic,
            }));
        }
    }
    all_unused
}

/// The links of all chapters that lead to headings which aren't there.
fn missing_headings(
    read: &[ReadChapter],
    chapters: &[Chapter<'_>],
    faults: &mut Vec<(usize, Fault)>,
) -> Vec<(Location, Diagnostic)> {
    let with_links = || read.iter().filter_map(|read| Some((read, chapters[read.index].path?, read.links.as_ref()?)));
    let pages: BTreeMap<String, &Page> = with_links().map(|(_, path, links)| (path::page(path), &links.page)).collect();
    let mut found = Vec::new();
    for (read, path, links) in with_links() {
        match isolate(|| lint::links_to_missing_headings(&links.own, path, &pages)) {
            Ok(missing) => found.extend(missing.into_iter().map(|it| (Location::Chapter(read.index), it))),
            Err(fault) => faults.push((read.index, fault)),
        }
    }
    found
}

/// The documents `beside` the chapters that are on no page. One with `design-doc: false`, an unfilled template, and one that suppresses it aren't missed.
fn unlisted<'b>(
    chapters: &[Chapter<'_>],
    context: &Context<'_>,
    beside: &'b BTreeMap<String, String>,
) -> Vec<(&'b str, Diagnostic)> {
    let &Context { settings, templates, options, .. } = context;
    let included = included(chapters, &texts(chapters), beside);
    let is_unlisted = |path: &str, text: &str| {
        let Some(collection) = settings.collection_of(path).filter(|_| !included.contains(path)) else { return false };
        Document::parse(text, options.dialect, &collection.statuses).is_ok_and(|document| {
            let allowed = suppression::find_suppressions(&document.parsed);
            let mut allowed = allowed.iter().flat_map(Suppression::rules);
            !is_no_document(&document, collection, templates) && !allowed.any(|rule| rule == Rule::NotInSummary)
        })
    };
    let found = beside.iter().filter_map(|(path, text)| match isolate(|| is_unlisted(path, text)) {
        Ok(is_unlisted) => is_unlisted.then(|| (path.as_str(), lint::not_in_summary(path))),
        Err(fault) => Some((path.as_str(), lint::internal_error(&fault))),
    });
    found.collect()
}

/// The files that chapters include, and those that these include, relative to `src`.
fn included(
    chapters: &[Chapter<'_>],
    texts: &[Option<Cow<'_, str>>],
    beside: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let texts = chapters.iter().zip(texts).filter_map(|(chapter, text)| Some((chapter.path?, text.as_deref()?)));
    let mut waiting: Vec<(String, &str)> = texts.map(|(path, text)| (with_slashes(path).into_owned(), text)).collect();
    let mut included = BTreeSet::new();
    while let Some((path, text)) = waiting.pop() {
        for file in includes::files(text).filter_map(|file| target_of(&path, file.path)) {
            if included.insert(file.clone()) {
                waiting.extend(beside.get(&file).map(|text| (file, text.as_str())));
            }
        }
    }
    included
}
