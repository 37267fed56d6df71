//! From what rules report to what readers of the report see: severities, suppressions, and the order, for builds and checks alike.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, LocatedDiagnostic, Location, Rule, Severity};
use crate::document::suppression::Suppression;
use crate::fault::isolate;
use crate::read::Context;
use crate::status::Phase;

use super::rules::{internal_error, review_overdue, status_stale};
use super::{SuppressionFacts, all, lint_suppressions};

/// What a report needs of a chapter.
pub struct ChapterReport<'r> {
    /// Its place in the book.
    pub chapter: usize,
    /// The phase of its status, if it is a document that has one.
    pub phase: Option<Phase>,
    /// Its comments that suppress rules.
    pub suppressions: &'r [Suppression],
}

/// All diagnostics with their severity: without what is suppressed, switched off or below the context's least severity, in the order of the book, then
/// other files, then settings. `chapters` are sorted.
#[must_use]
pub fn report(
    diagnostics: impl IntoIterator<Item = (Location, Diagnostic)>,
    chapters: &[ChapterReport<'_>],
    context: &Context<'_>,
) -> Vec<LocatedDiagnostic> {
    let about = |location: &Location| match location {
        Location::Chapter(chapter) => {
            chapters.binary_search_by_key(chapter, |about| about.chapter).ok().map(|index| &chapters[index])
        }
        Location::File(_) | Location::Setting { .. } => None,
    };
    let locate = |(location, diagnostic): (Location, Diagnostic)| {
        let phase = about(&location).and_then(|about| about.phase);
        LocatedDiagnostic { severity: context.settings.rules.of(diagnostic.rule, phase), location, diagnostic }
    };
    let mut located: Vec<_> = diagnostics.into_iter().map(locate).collect();
    located.retain(|located| {
        let suppressions = about(&located.location).map_or(&[][..], |about| about.suppressions);
        located.severity.is_reported_from(context.least) && !suppresses(suppressions, located.diagnostic.rule)
    });
    located.sort_by(|a, b| {
        let key = |located: &LocatedDiagnostic| (located.diagnostic.span, located.diagnostic.rule);
        a.location.cmp(&b.location).then_with(|| key(a).cmp(&key(b)))
    });
    located
}

/// Whether one of the comments names a rule.
#[must_use]
pub fn suppresses(suppressions: &[Suppression], rule: Rule) -> bool {
    suppressions.iter().flat_map(|suppression| &suppression.names).any(|name| name.text == rule.name())
}

/// What the rules report that see comments, where `diagnostics` are all that was reported before anything is suppressed. A chapter that triggers a bug of
/// ours is left out: what else would be reported about it isn't known.
#[must_use]
pub fn unused_suppressions(
    diagnostics: &[(Location, Diagnostic)],
    chapters: &[ChapterReport<'_>],
    context: &Context<'_>,
) -> Vec<(Location, Diagnostic)> {
    let suppressing = || chapters.iter().filter(|about| !about.suppressions.is_empty());
    let mut reported: BTreeMap<usize, BTreeSet<Rule>> =
        suppressing().map(|about| (about.chapter, BTreeSet::new())).collect();
    for (location, diagnostic) in diagnostics {
        if let Location::Chapter(chapter) = location
            && let Some(rules) = reported.get_mut(chapter)
        {
            rules.insert(diagnostic.rule);
        }
    }
    let mut unused = Vec::new();
    for ChapterReport { chapter, phase, suppressions } in suppressing() {
        let mut used = reported.remove(chapter).unwrap_or_default();
        if used.contains(&internal_error::RULE) {
            continue;
        }
        // What the book never reports can't be told from what isn't there.
        used.extend(all().filter(|&rule| context.settings.rules.of(rule, *phase) == Severity::Off));
        // These need a day.
        used.extend([review_overdue::RULE, status_stale::RULE]);
        let facts = SuppressionFacts { suppressions, used: &used };
        let found = isolate(|| lint_suppressions(&facts)).unwrap_or_else(|fault| vec![super::internal_error(fault)]);
        unused.extend(found.into_iter().map(|diagnostic| (Location::Chapter(*chapter), diagnostic)));
    }
    unused
}
