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

/// Registers the rules by their files.
macro_rules! registry {
    ($($file:ident)+) => {
        $(pub mod $file;)+

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
    fn names_are_unique_sorted_and_those_of_the_files() {
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
