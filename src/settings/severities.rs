//! How grave each diagnostic is in this book.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::problem::{ProblemKind, Problems, SettingPath, one_of};
use crate::diagnostic::{Rule, Severity};
use crate::status::Phase;
use crate::suggestions::closest_match;

/// The severities that a book gives to codes, over their defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Severities {
    given: BTreeMap<String, RuleSeverity>,
}

/// The severity that a book gives to one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RuleSeverity {
    InEveryPhase(Severity),
    ByPhase(BTreeMap<Phase, Severity>),
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
    /// Reports the names that are none of `rules`; `path` is that of the table.
    pub(super) fn check_names(&self, rules: &'static [&'static str], path: &SettingPath, problems: &mut Problems) {
        for name in self.given.keys().filter(|name| !rules.contains(&name.as_str())) {
            let nearest = closest_match(name, rules.iter().copied());
            problems.report(path.key(name), ProblemKind::UnknownKey { nearest, valid: rules });
        }
    }

    /// The severity of a diagnostic in a document of that phase, if it has one. One severity in the settings holds in every phase, a
    /// table for the phases that it names; without either the code's default does.
    #[must_use]
    pub fn of(&self, code: Rule, phase: Option<Phase>) -> Severity {
        let given = match self.given.get(code.name()) {
            Some(RuleSeverity::InEveryPhase(severity)) => Some(*severity),
            Some(RuleSeverity::ByPhase(by_phase)) => phase.and_then(|phase| by_phase.get(&phase).copied()),
            None => None,
        };
        given.unwrap_or_else(|| code.default_severity(phase))
    }
}

impl<'de> Deserialize<'de> for RuleSeverity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordOrTable;

        impl<'de> Visitor<'de> for WordOrTable {
            type Value = RuleSeverity;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&one_of(&Severity::ALL.iter().map(|severity| severity.name()).collect::<Vec<_>>()))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<RuleSeverity, E> {
                Severity::deserialize(word.into_deserializer()).map(RuleSeverity::InEveryPhase)
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<RuleSeverity, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(entries)).map(RuleSeverity::ByPhase)
            }
        }

        deserializer.deserialize_any(WordOrTable)
    }
}
