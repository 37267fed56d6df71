//! The registry: all rules, one file each. A rule's file has its name, severities and summary, its check, and its tests; its page of the manual
//! is `example-book/src/manual/findings/NAME.md`.

use crate::diagnostic::Rule;

use super::Check;

/// A rule with its check.
pub(super) struct RegisteredRule {
    /// The rule.
    pub(super) rule: Rule,
    /// How it looks for what it reports.
    pub(super) check: Check,
}

/// Declares `RULE` and `CHECK` in a rule's own file: its summary as a comment, its name, its severity, with `(open: …)` another one for documents of phase
/// `open`, and what its function `check` needs to see, which is a variant of [`Check`].
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $name:literal, $severity:ident $((open: $open:ident))?, $input:ident) => {
        $(#[doc = $doc])+
        pub const RULE: crate::diagnostic::Rule = crate::diagnostic::Rule::new(&crate::diagnostic::RuleDefinition {
            name: $name,
            summary: concat!($($doc),+).trim_ascii(),
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/example-book/src/manual/findings/", $name, ".md")),
            severity: crate::diagnostic::Severity::$severity,
            severity_when_open: rule!(@first $($open)? $severity),
        });

        pub(super) const CHECK: crate::lint::Check = crate::lint::Check::$input(check);
    };
    (@first $first:ident $($rest:ident)?) => { crate::diagnostic::Severity::$first };
}

pub mod allow_unused;
pub mod chapter_unparsable;
pub mod collection_overlap;
pub mod date_invalid;
pub mod decision_missing;
pub mod decision_number;
pub mod decision_without_alternatives;
pub mod decision_without_choice;
pub mod decision_without_rationale;
pub mod depends_on_dead;
pub mod directive_invalid;
pub mod glob_empty;
pub mod id_duplicate;
pub mod id_mismatch;
pub mod include_opaque;
pub mod index_clash;
pub mod internal_error;
pub mod levels_changed;
pub mod link_to_missing_heading;
pub mod metadata_invalid;
pub mod move_refused;
pub mod not_in_summary;
pub mod order_kept;
pub mod placeholder_shown;
pub mod progress_mismatch;
pub mod prompt_unfilled;
pub mod relation_cycle;
pub mod relation_one_sided;
pub mod relation_target_missing;
pub mod review_overdue;
pub mod section_duplicate;
pub mod section_misplaced;
pub mod section_missing;
pub mod section_moved;
pub mod section_near_miss;
pub mod section_renamed;
pub mod status_conflict;
pub mod status_missing;
pub mod status_placeholder;
pub mod status_requires;
pub mod status_stale;
pub mod status_unknown;
pub mod successor_not_in_force;
pub mod superseded_but_in_force;
pub mod superseded_without_successor;
pub mod template_mismatch;
pub mod title_missing;
pub mod title_pattern;

/// Registers the rules by their files, which are modules above: rustfmt sees none that a macro declares.
macro_rules! registry {
    ($($file:ident)+) => {
        /// All rules with their checks, by name.
        pub(super) static RULES: &[RegisteredRule] = &[$(RegisteredRule { rule: $file::RULE, check: $file::CHECK }),+];

        /// The names of all rules.
        pub static NAMES: &[&str] = &[$($file::RULE.name()),+];
    };
}

registry! {
    allow_unused
    chapter_unparsable
    collection_overlap
    date_invalid
    decision_missing
    decision_number
    decision_without_alternatives
    decision_without_choice
    decision_without_rationale
    depends_on_dead
    directive_invalid
    glob_empty
    id_duplicate
    id_mismatch
    include_opaque
    index_clash
    internal_error
    levels_changed
    link_to_missing_heading
    metadata_invalid
    move_refused
    not_in_summary
    order_kept
    placeholder_shown
    progress_mismatch
    prompt_unfilled
    relation_cycle
    relation_one_sided
    relation_target_missing
    review_overdue
    section_duplicate
    section_misplaced
    section_missing
    section_moved
    section_near_miss
    section_renamed
    status_conflict
    status_missing
    status_placeholder
    status_requires
    status_stale
    status_unknown
    successor_not_in_force
    superseded_but_in_force
    superseded_without_successor
    template_mismatch
    title_missing
    title_pattern
}

/// All rules, by name.
pub fn all() -> impl ExactSizeIterator<Item = Rule> {
    RULES.iter().map(|registered| registered.rule)
}

/// The rule of that name.
#[must_use]
pub fn named(name: &str) -> Option<Rule> {
    all().find(|rule| rule.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::status::Phase;

    #[test]
    fn names_are_unique_and_sorted() {
        assert!(NAMES.is_sorted_by(|a, b| a < b), "{NAMES:?}");
        for &name in NAMES {
            assert_eq!(named(name).map(Rule::name), Some(name));
        }
        assert_eq!(named("status"), None);
    }

    #[test]
    fn a_draft_may_lack_sections() {
        assert_eq!(section_missing::RULE.default_severity(Some(Phase::Open)), Severity::Note);
        assert_eq!(section_missing::RULE.default_severity(Some(Phase::Decided)), Severity::Warning);
        assert_eq!(status_unknown::RULE.default_severity(Some(Phase::Open)), Severity::Warning);
    }
}
