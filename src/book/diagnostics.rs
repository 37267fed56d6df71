//! Stage 3 for a book: what all rules say, with its severity, without what authors suppress.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::document::suppression::Suppression;
use crate::fault::{Fault, isolate};
use crate::lint;
use crate::path::with_slashes;
use crate::read::{Chapter, Context};
use crate::status::{Phase, Status};

use super::index_page::{self, Placement};
use super::read_chapters::ReadChapter;
use super::{LocatedDiagnostic, Location, collections};

/// The phases of a book's documents, by chapter.
fn phases(read: &[ReadChapter]) -> BTreeMap<usize, Option<Phase>> {
    read.iter().map(|chapter| (chapter.index, chapter.phase)).collect()
}

/// What rules say of a book that see more than one document. A panic is a fault of the first document.
pub(super) fn of_book(
    read: &[ReadChapter],
    chapters: &[Chapter<'_>],
    catalog: &mut Catalog,
    context: &Context<'_>,
    faults: &mut Vec<(usize, Fault)>,
) -> Vec<(Location, Diagnostic)> {
    let settings = context.settings;
    let mut found: Vec<(Location, Diagnostic)> = Vec::new();
    let found_in = |chapter: usize| move |diagnostic: Diagnostic| (Location::Chapter(chapter), diagnostic);
    let documents = &catalog.documents;
    let first = documents.first().map(|document| document.chapter).unwrap_or_default();
    let is_shown = |rule: Rule, document: usize| {
        context.threshold(documents[document].status.as_ref().map(Status::phase)).reports(rule)
    };
    match isolate(|| lint::of_relations(catalog, is_shown)) {
        Ok(relations) => {
            found.extend(relations.into_iter().map(|(document, it)| found_in(documents[document].chapter)(it)))
        }
        Err(fault) => faults.push((first, fault)),
    }
    match isolate(|| lint::id_duplicate(catalog)) {
        Ok(duplicates) => found.extend(duplicates.into_iter().map(|(chapter, it)| found_in(chapter)(it))),
        Err(fault) => faults.push((first, fault)),
    }
    for chapter in read {
        let Some((plan, path)) = chapter.plan.as_ref().zip(chapters[chapter.index].path) else { continue };
        match isolate(|| lint::directive_targets(plan, &with_slashes(path), catalog)) {
            Ok(directives) => found.extend(directives.into_iter().map(found_in(chapter.index))),
            Err(fault) => faults.push((chapter.index, fault)),
        }
    }
    if let Placement::Clash(location, diagnostic) = index_page::placement(chapters, settings) {
        found.push((location, diagnostic));
    }
    found.extend(collections::diagnostics(chapters, settings));
    found
}

/// All diagnostics of a book as they are reported: those of its chapters, those that were found in its catalog, and its faults.
pub(super) fn reported(
    linted: Vec<(Location, Diagnostic)>,
    faults: Vec<(usize, Fault)>,
    read: &mut [ReadChapter],
    chapters: &[Chapter<'_>],
    context: &Context<'_>,
) -> Vec<LocatedDiagnostic> {
    let mut located = located(linted, faults, read, chapters, context);
    suppress(&mut located, read);
    located.retain(|located| located.severity.is_reported_from(context.least));
    sort(&mut located);
    located
}

/// The same before anything is suppressed or left out.
pub(super) fn located(
    linted: Vec<(Location, Diagnostic)>,
    faults: Vec<(usize, Fault)>,
    read: &mut [ReadChapter],
    chapters: &[Chapter<'_>],
    context: &Context<'_>,
) -> Vec<LocatedDiagnostic> {
    let phases = phases(read);
    let of_chapters = read.iter_mut().flat_map(|chapter| {
        let location = Location::Chapter(chapter.index);
        std::mem::take(&mut chapter.diagnostics).into_iter().map(move |diagnostic| (location.clone(), diagnostic))
    });
    let faults = faults.into_iter().map(|(chapter, fault)| {
        let location = if chapter < chapters.len() {
            Location::Chapter(chapter)
        } else {
            index_page::setting(context.settings.index.as_deref().unwrap_or_default())
        };
        (location, lint::internal_error(&fault))
    });
    let all = of_chapters.chain(linted).chain(faults);
    all.map(|(location, diagnostic)| {
        let phase = match &location {
            Location::Chapter(chapter) => phases.get(chapter).copied().flatten(),
            Location::File(_) | Location::Setting { .. } => None,
        };
        LocatedDiagnostic { severity: context.severity(&diagnostic, phase), location, diagnostic }
    })
    .collect()
}

/// Takes what authors allow out of the diagnostics.
pub(super) fn suppress(located: &mut Vec<LocatedDiagnostic>, read: &[ReadChapter]) {
    located.retain(|located| {
        let chapter =
            located.chapter().and_then(|index| read.binary_search_by_key(&index, |chapter| chapter.index).ok());
        let suppressions = chapter.map_or(&[][..], |chapter| &read[chapter].suppressions);
        !suppressions.iter().flat_map(Suppression::rules).any(|rule| rule == located.diagnostic.rule)
    });
}

/// Chapters in the book's order, other files behind them, and settings last.
pub(super) fn sort(located: &mut [LocatedDiagnostic]) {
    located.sort_by(|a, b| {
        let key = |located: &LocatedDiagnostic| (located.diagnostic.span, located.diagnostic.rule);
        a.location.cmp(&b.location).then_with(|| key(a).cmp(&key(b)))
    });
}

/// Whether a severity is reported by a check, which shows all but what is switched off.
pub(super) fn is_on(located: &LocatedDiagnostic) -> bool {
    located.severity != Severity::Off
}
