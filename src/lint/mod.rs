//! What an author should know beside what normalising says: one rule a file. A rule sees what was read, and changes nothing.

mod dates;
mod decision_numbers;
mod decision_reasons;
mod identifiers;
mod internal_error;
mod lifecycle;
mod links;
mod progress;
mod relations;
mod reviews;
mod suppressions;
mod unlisted;

pub use identifiers::{Identified, id_duplicate, id_mismatch};
pub use internal_error::internal_error;
pub use lifecycle::{status_requires, status_stale};
pub use links::{FragmentLink, Page, links_to_missing_headings};
pub use relations::of_relations;
pub use reviews::review_overdue;
pub use suppressions::allow_unused;
pub use unlisted::not_in_summary;

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::progress::Progress;
use crate::settings::Threshold;

/// What the rules say that need to see one document only, as far as it is reported.
#[must_use]
pub fn of_document(
    document: &Document<'_>,
    decisions: &[Decision],
    progress: Option<&Progress>,
    threshold: Threshold<'_>,
) -> Vec<Diagnostic> {
    type Check = fn(&Document<'_>, &[Decision]) -> Vec<Diagnostic>;
    const RULES: [(Rule, Check); 4] = [
        (Rule::DateInvalid, |document, _| dates::date_invalid(document)),
        (Rule::DecisionNumber, decision_numbers::decision_number),
        (Rule::DecisionWithoutRationale, decision_reasons::without_rationale),
        (Rule::DecisionWithoutAlternatives, decision_reasons::without_alternatives),
    ];
    let mismatch =
        || progress::progress_mismatch(document, progress).filter(|_| threshold.reports(Rule::ProgressMismatch));
    RULES
        .into_iter()
        .filter(|&(code, _)| threshold.reports(code))
        .flat_map(|(_, rule)| rule(document, decisions))
        .chain(mismatch())
        .collect()
}
