//! What an author should know beside what normalising says: one rule a file. A rule sees what was read, and changes nothing.

mod changes;
mod content;
mod dates;
mod decision_numbers;
mod decision_reasons;
mod directives;
mod identifiers;
mod internal_error;
mod lifecycle;
mod links;
mod progress;
mod relations;
mod reviews;
mod suppressions;
mod unlisted;
mod unread;

pub use directives::directive_targets;
pub use identifiers::id_duplicate;
pub use internal_error::internal_error;
pub use links::{FragmentLink, Page, links_to_missing_headings};
pub use relations::of_relations;
pub use suppressions::allow_unused;
pub use unlisted::not_in_summary;
pub use unread::unread;

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::decision::Decision;
use crate::fault::{self, Stage};
use crate::normalise::PagePlan;
use crate::read::{Context, ReadDocument};

/// What the rules say that need to see one document and its plan, as far as it is reported.
#[must_use]
pub fn document(read: &ReadDocument<'_>, page: &PagePlan, context: &Context<'_>) -> Vec<Diagnostic> {
    type Check = fn(&Document<'_>, &[Decision]) -> Vec<Diagnostic>;
    const RULES: [(Rule, Check); 4] = [
        (Rule::DateInvalid, |document, _| dates::date_invalid(document)),
        (Rule::DecisionNumber, decision_numbers::decision_number),
        (Rule::DecisionWithoutRationale, decision_reasons::without_rationale),
        (Rule::DecisionWithoutAlternatives, decision_reasons::without_alternatives),
    ];
    let ReadDocument { document, matching, decisions, progress, identification, chapter, .. } = read;
    let threshold = context.threshold(read.phase());
    fault::point(Stage::Rules, document.parsed.text);
    let mut diagnostics = read.diagnostics.clone();
    diagnostics.extend(identifiers::id_mismatch(document, identification));
    diagnostics.extend(content::of_content(read, threshold));
    diagnostics.extend(changes::of_changes(read, page, threshold));
    let rules = RULES.into_iter().filter(|&(rule, _)| threshold.reports(rule));
    diagnostics.extend(rules.flat_map(|(_, check)| check(document, decisions)));
    if threshold.reports(Rule::ProgressMismatch) {
        diagnostics.extend(progress::progress_mismatch(document, progress.as_ref()));
    }
    let lifecycle = document.metadata.status.as_ref().and_then(|status| chapter.collection.lifecycle(status));
    if let Some(lifecycle) = lifecycle {
        if threshold.reports(Rule::StatusRequires) {
            diagnostics.extend(lifecycle::status_requires(document, matching, decisions, lifecycle));
        }
        diagnostics.extend(context.today.and_then(|today| lifecycle::status_stale(document, lifecycle, today)));
    }
    diagnostics.extend(context.today.into_iter().flat_map(|today| reviews::review_overdue(document, today)));
    if document.may_be_elsewhere() {
        let is_there = |rule| matches!(rule, Rule::TitleMissing | Rule::StatusMissing | Rule::TemplateMismatch);
        diagnostics.retain(|diagnostic| !is_there(diagnostic.rule));
    }
    diagnostics
}
