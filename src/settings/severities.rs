//! How grave each diagnostic is in this book.

use super::raw::Table;
use crate::diagnostic::{Rule, Severity};
use crate::status::Phase;
use std::collections::BTreeMap;

/// The severities that a book gives to codes, over their defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Severities {
    given: BTreeMap<(Rule, Option<Phase>), Severity>,
}

/// Which diagnostics of a document are reported: what nobody will read needn't be written.
#[derive(Debug, Clone, Copy)]
pub struct Threshold<'s> {
    /// How grave each code is.
    pub severities: &'s Severities,
    /// The phase of the document's status, if it has one.
    pub phase: Option<Phase>,
    /// The least severity that is reported.
    pub least: Severity,
}

impl Threshold<'_> {
    /// Whether a diagnostic of that code is reported.
    #[must_use]
    pub fn reports(&self, code: Rule) -> bool {
        self.severities.of(code, self.phase).is_reported_from(self.least)
    }
}

impl Severities {
    /// The severity of a diagnostic in a document of that phase, if it has one. One severity in the settings holds in every phase, a
    /// table for the phases that it names; without either the code's default does.
    #[must_use]
    pub fn of(&self, code: Rule, phase: Option<Phase>) -> Severity {
        if self.given.is_empty() {
            return code.default_severity(phase);
        }
        let given = |phase| self.given.get(&(code, phase)).copied();
        given(phase).or_else(|| given(None)).unwrap_or_else(|| code.default_severity(phase))
    }

    /// The severities of the settings' table `rules`: for each code a severity, or a table with one for each phase.
    pub(super) fn read(settings: &mut Table<'_, '_>) -> Self {
        let mut given = BTreeMap::new();
        let Some(mut table) = settings.table("rules") else { return Self { given } };
        for &code in Rule::ALL {
            if let Some(mut by_phase) = table.table_if_one(code.name()) {
                for &phase in Phase::ALL {
                    if let Some(severity) = by_phase.one_of(phase.name(), Severity::ALL, Severity::name) {
                        given.insert((code, Some(phase)), severity);
                    }
                }
                by_phase.finish();
            } else if let Some(severity) = table.one_of(code.name(), Severity::ALL, Severity::name) {
                given.insert((code, None), severity);
            }
        }
        table.finish();
        Self { given }
    }
}
