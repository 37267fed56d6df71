//! A check: what a build finds, and what takes the whole book, its folder or a day to know.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::iter::Either;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::document::Document;
use crate::document::suppression::{self, Suppression};
use crate::fault::{self, Stage, isolate};
use crate::includes;
use crate::lint::{self, Identified, Page};
use crate::markdown::parse;
use crate::page::RenderOptions;
use crate::path::{self, target_of, with_slashes};
use crate::settings::Settings;
use crate::status::{Phase, Status};
use crate::text::Edits;
use crate::text::Span;

use super::documents::{self, Build, Reading};
use super::switches::is_no_document;
use super::{
    Chapter, Inspected, LocatedDiagnostic, Outcome, Place, Templates, add_other_allows, report, silence, sort,
    survey_of, texts,
};

/// What a check knows beside the book.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The texts of the Markdown files below `src` that are neither chapters nor templates, by their paths relative to it, with `/`.
    pub beside: BTreeMap<String, String>,
    /// The day on which it is checked.
    pub today: Date,
}

/// Finds all that can be said about a book, whatever its severity but `off`.
#[must_use]
pub fn check(
    chapters: &[Chapter<'_>],
    settings: &Settings,
    templates: &Templates,
    options: &RenderOptions<'_>,
    surroundings: &Surroundings,
) -> Outcome {
    let texts = texts(chapters);
    let build = Build { settings, templates, options, least: Severity::Note };
    let named: Vec<_> = documents::chapters(chapters, settings).collect();
    let mut readings = documents::readings(&named, &texts, &build);
    let read = named.iter().zip(&mut readings).filter_map(|(named, reading)| {
        let text = texts[named.place].as_deref()?;
        Some(reading.as_mut()?.take_page(named, text, &build))
    });
    let (mut outcome, mut suppressions) = survey_of(read.collect(), chapters, &named, &build);
    let documents: Vec<(usize, Inspected<'_>)> = named
        .iter()
        .zip(readings)
        .filter_map(|(named, reading)| match reading? {
            Reading::Document(inspected) => Some((named.place, *inspected)),
            Reading::NoDocument(_) | Reading::Unread(_) => None,
        })
        .collect();
    let phases: BTreeMap<usize, Option<Phase>> = documents
        .iter()
        .map(|(place, inspected)| (*place, inspected.document.metadata.status.as_ref().map(Status::phase)))
        .collect();
    let mut found: Vec<(usize, Diagnostic)> = documents
        .iter()
        .flat_map(|(place, inspected)| {
            let found = or_internal_error(|| date_diagnostics(inspected, surroundings.today));
            found.into_iter().map(|diagnostic| (*place, diagnostic))
        })
        .collect();
    match isolate(|| lint::id_duplicate(&identifiers(chapters, &documents))) {
        Ok(duplicates) => found.extend(duplicates),
        Err(fault) => found.extend(documents.first().map(|(place, _)| (*place, lint::internal_error(&fault)))),
    }
    let (pages, faults) = pages(chapters, &outcome, options, &phases);
    found.extend(faults);
    found.extend(missing_headings(chapters, &texts, &pages, options));
    let reported = found.into_iter().map(|(place, diagnostic)| LocatedDiagnostic {
        place: Place::Chapter(place),
        severity: settings.rules.of(diagnostic.rule, phases.get(&place).copied().flatten()),
        diagnostic,
    });
    outcome.diagnostics.extend(reported);
    for (path, diagnostic) in unlisted(chapters, &texts, &build, &surroundings.beside) {
        report(&mut outcome, settings, Place::File(path.to_owned()), diagnostic);
    }
    outcome.diagnostics.extend(add_other_allows(&mut suppressions, chapters, settings, options, |_| true));
    let unused = unused_allows(&outcome.diagnostics, &suppressions, chapters, &documents, settings, options);
    silence(&mut outcome.diagnostics, &suppressions);
    outcome.diagnostics.extend(unused);
    outcome.diagnostics.retain(|reported| reported.severity != Severity::Off);
    sort(&mut outcome.diagnostics);
    outcome
}

/// What a rule finds, or that it panics.
fn or_internal_error(rule: impl FnOnce() -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    isolate(rule).unwrap_or_else(|fault| vec![lint::internal_error(&fault)])
}

/// What is found about a document from a day on.
fn date_diagnostics(inspected: &Inspected<'_>, today: Date) -> Vec<Diagnostic> {
    let Inspected { document, collection, .. } = inspected;
    fault::point(Stage::Rules, document.parsed.text);
    let lifecycle = document.metadata.status.as_ref().and_then(|status| collection.lifecycle(status));
    let stale = lifecycle.and_then(|lifecycle| lint::status_stale(document, lifecycle, today));
    lint::review_overdue(document, today).into_iter().chain(stale).collect()
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
fn unused_allows(
    diagnostics: &[LocatedDiagnostic],
    suppressions: &BTreeMap<usize, Vec<Suppression>>,
    chapters: &[Chapter<'_>],
    documents: &[(usize, Inspected<'_>)],
    settings: &Settings,
    options: &RenderOptions<'_>,
) -> Vec<LocatedDiagnostic> {
    let documents: BTreeMap<usize, &Document<'_>> =
        documents.iter().map(|(place, inspected)| (*place, &inspected.document)).collect();
    let mut found: BTreeMap<usize, BTreeSet<Rule>> = BTreeMap::new();
    for reported in diagnostics {
        let commented = reported.chapter().filter(|chapter| suppressions.contains_key(chapter));
        if let Some(chapter) = commented {
            found.entry(chapter).or_default().insert(reported.diagnostic.rule);
        }
    }
    let mut all_unused = Vec::new();
    for (&chapter, suppressions) in suppressions {
        let phase = documents.get(&chapter).and_then(|document| document.metadata.status.as_ref()).map(Status::phase);
        let severity = |code| settings.rules.of(code, phase);
        let mut found = found.remove(&chapter).unwrap_or_default();
        // What the book never reports can't be told from what isn't there.
        found.extend(Rule::ALL.iter().copied().filter(|&code| severity(code) == Severity::Off));
        // They are found from a day on.
        found.extend([Rule::ReviewOverdue, Rule::StatusStale]);
        let unused = or_internal_error(|| match documents.get(&chapter) {
            Some(document) => lint::allow_unused(&document.parsed, document.start(), suppressions, &found),
            None => {
                let text = chapters[chapter].text().unwrap_or_default();
                let parsed = parse(&text, 0, options.dialect);
                parsed.map_or_else(|_| Vec::new(), |parsed| lint::allow_unused(&parsed, 0, suppressions, &found))
            }
        });
        if !suppressions.iter().flat_map(Suppression::rules).any(|code| code == Rule::AllowUnused) {
            let reported = |diagnostic: Diagnostic| LocatedDiagnostic {
                place: Place::Chapter(chapter),
                severity: severity(diagnostic.rule),
                diagnostic,
            };
            all_unused.extend(unused.into_iter().map(reported));
        }
    }
    all_unused
}

/// The numbers of documents, with their paths and where their titles stand.
fn identifiers<'c>(chapters: &'c [Chapter<'_>], documents: &'c [(usize, Inspected<'_>)]) -> Vec<Identified<'c>> {
    let identified = documents.iter().filter_map(|(place, inspected)| {
        let (path, document) = (chapters[*place].path?, &inspected.document);
        let title = document.outline.title.map(|title| document.parsed.headings[title].content);
        let title = title.unwrap_or(Span::at(document.start()));
        let identifier = inspected.identification.id.as_ref()?;
        let collection = inspected.collection.name.id.as_str();
        Some(Identified { chapter: *place, path, collection, identifier, title })
    });
    identified.collect()
}

/// The links of all chapters that lead to headings which aren't there.
fn missing_headings(
    chapters: &[Chapter<'_>],
    texts: &[Option<Cow<'_, str>>],
    pages: &BTreeMap<String, Page>,
    options: &RenderOptions<'_>,
) -> Vec<(usize, Diagnostic)> {
    let found = chapters.par_iter().enumerate().flat_map_iter(|(place, chapter)| {
        let read = chapter.path.zip(texts[place].as_deref());
        let found = or_internal_error(|| {
            let parsed = read.and_then(|(path, text)| Some((path, parse(text, 0, options.dialect).ok()?)));
            parsed.map_or_else(Vec::new, |(path, parsed)| lint::links_to_missing_headings(&parsed, path, pages))
        });
        found.into_iter().map(move |diagnostic| (place, diagnostic))
    });
    found.collect()
}

/// The pages of all chapters, by path, and the faults in them.
fn pages(
    chapters: &[Chapter<'_>],
    outcome: &Outcome,
    options: &RenderOptions<'_>,
    documents: &BTreeMap<usize, Option<Phase>>,
) -> (BTreeMap<String, Page>, Vec<(usize, Diagnostic)>) {
    let pages = chapters.par_iter().enumerate().filter_map(|(place, chapter)| {
        let path = chapter.path?;
        let is_document = documents.contains_key(&place);
        let text = chapter.text();
        let text = outcome.contents.get(&place).map(String::as_str).or(text.as_deref())?;
        let page = isolate(|| Some(Page::of(&parse(text, 0, options.dialect).ok()?, is_document)));
        Some(match page {
            Ok(page) => Either::Left((path::page(path), page?)),
            Err(fault) => Either::Right((place, lint::internal_error(&fault))),
        })
    });
    pages.partition_map(|page| page)
}

/// The documents `beside` the chapters that are on no page. One with `design-doc: false`, an unfilled template, and one that allows it aren't missed.
fn unlisted<'b>(
    chapters: &[Chapter<'_>],
    texts: &[Option<Cow<'_, str>>],
    build: &Build<'_>,
    beside: &'b BTreeMap<String, String>,
) -> Vec<(&'b str, Diagnostic)> {
    let &Build { settings, templates, options, .. } = build;
    let included = included(chapters, texts, beside);
    let is_unlisted = |path: &str, text: &str| {
        let Some(collection) = settings.collection_of(path).filter(|_| !included.contains(path)) else { return false };
        Document::parse(text, options.dialect, &collection.statuses).is_ok_and(|document| {
            let allowed = suppression::find_suppressions(&document.parsed);
            let mut allowed = allowed.iter().flat_map(Suppression::rules);
            !is_no_document(&document, collection, templates) && !allowed.any(|code| code == Rule::NotInSummary)
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
