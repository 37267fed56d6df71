//! What an author should know beside what normalising says: one rule a file. A rule sees what was read, and changes nothing.

mod allows;
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
mod unlisted;

pub use allows::allow_unused;
pub use identifiers::{Identified, id_duplicate, id_mismatch};
pub use internal_error::internal_error;
pub use lifecycle::{status_requires, status_stale};
pub use links::{FragmentLink, Page, links_to_missing_headings};
pub use relations::of_relations;
pub use reviews::review_overdue;
pub use unlisted::not_in_summary;

use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::progress::Progress;
use crate::finding::{Code, Finding};
use crate::settings::Threshold;

/// What the rules say that need to see one document only, as far as it is reported.
#[must_use]
pub fn of_document(
    document: &Document<'_>,
    decisions: &[Decision],
    progress: Option<&Progress>,
    threshold: Threshold<'_>,
) -> Vec<Finding> {
    type Rule = fn(&Document<'_>, &[Decision]) -> Vec<Finding>;
    const RULES: [(Code, Rule); 4] = [
        (Code::DateInvalid, |document, _| dates::date_invalid(document)),
        (Code::DecisionNumber, decision_numbers::decision_number),
        (Code::DecisionWithoutRationale, decision_reasons::without_rationale),
        (Code::DecisionWithoutAlternatives, decision_reasons::without_alternatives),
    ];
    let mismatch =
        || progress::progress_mismatch(document, progress).filter(|_| threshold.reports(Code::ProgressMismatch));
    RULES
        .into_iter()
        .filter(|&(code, _)| threshold.reports(code))
        .flat_map(|(_, rule)| rule(document, decisions))
        .chain(mismatch())
        .collect()
}
