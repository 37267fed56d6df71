//! One filter of a query: a key and what its values have to be.

use crate::diagnostic::InputProblem;
use crate::status::{Phase, Statuses};
use crate::text::normalize;

use super::BookWords;
use super::arguments::{Argument, ArgumentValue};
use super::pattern::Pattern;
use super::problem::DirectiveProblem;
use super::vocabulary::FilterKey;

/// What a decision or a document has to be like in one respect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    key: FilterKey,
    wanted: Vec<WantedValue>,
    unwanted: Vec<WantedValue>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum WantedValue {
    /// `none`: no status, no phase.
    Nothing,
    Like(Pattern),
}

/// For statuses and phases: the word for having none.
const NONE: &str = "none";

impl Filter {
    /// In which respect.
    #[must_use]
    pub const fn key(&self) -> FilterKey {
        self.key
    }

    /// Whether something with these values passes: one of them is wanted, or nothing in particular is, and none is
    /// unwanted.
    #[must_use]
    pub fn accepts(&self, values: &[impl AsRef<str>]) -> bool {
        let values: Vec<_> = values.iter().map(|value| normalize(value.as_ref())).collect();
        let fits = |wanted: &WantedValue| match wanted {
            WantedValue::Nothing => values.is_empty(),
            WantedValue::Like(pattern) => values.iter().any(|value| pattern.matches(value)),
        };
        (self.wanted.is_empty() || self.wanted.iter().any(fits)) && !self.unwanted.iter().any(fits)
    }

    /// Reads the values of an argument.
    pub(super) fn parse(key: FilterKey, argument: &Argument<'_>, words: &BookWords<'_>) -> Result<Self, InputProblem> {
        let mut filter = Self { key, wanted: Vec::new(), unwanted: Vec::new() };
        for value in &argument.values {
            let (list, text) = match value.text.strip_prefix('!') {
                Some(text) => (&mut filter.unwanted, text.trim_start()),
                None => (&mut filter.wanted, value.text.as_str()),
            };
            if text.is_empty() {
                return Err(DirectiveProblem::EmptyValue(key.name().to_owned()).at(value.span));
            }
            match key {
                FilterKey::Status | FilterKey::Phase if text == NONE => list.push(WantedValue::Nothing),
                FilterKey::Status => list.extend(status_ids(text, value, words.statuses)?),
                FilterKey::Phase => {
                    let phases: Vec<&str> = Phase::ALL.iter().map(|phase| phase.name()).collect();
                    list.extend(matching_words(key, text, value, &phases)?);
                }
                FilterKey::Collection => list.extend(matching_words(key, text, value, &words.collections)?),
                FilterKey::Area | FilterKey::Document | FilterKey::Tag | FilterKey::Author => {
                    list.push(WantedValue::Like(Pattern::new(text)));
                }
            }
        }
        Ok(filter)
    }
}

/// The ids that a value stands for: of the status that it spells, or of all that it matches.
fn status_ids(text: &str, value: &ArgumentValue, statuses: &Statuses) -> Result<Vec<WantedValue>, InputProblem> {
    let exact = statuses.leading(text).filter(|(_, length)| *length == text.len()).map(|(status, _)| status);
    let pattern = Pattern::new(text);
    let by_pattern = statuses
        .iter()
        .filter(|status| pattern.matches(&normalize(status.id())) || pattern.matches(&normalize(status.label())));
    let ids: Vec<WantedValue> = match exact {
        Some(status) => vec![WantedValue::Like(Pattern::new(status.id()))],
        None => by_pattern.map(|status| WantedValue::Like(Pattern::new(status.id()))).collect(),
    };
    if !ids.is_empty() {
        return Ok(ids);
    }
    let valid: Vec<&str> = statuses.iter().map(|status| status.id()).chain([NONE]).collect();
    let spellings = statuses.spellings().map(|(spelling, _)| spelling);
    let near = crate::suggestions::closest_match(text, valid.iter().copied().chain(spellings));
    let near = near.map(str::to_owned);
    let valid = valid.into_iter().map(str::to_owned).collect();
    let problem = DirectiveProblem::UnknownValue { key: FilterKey::Status.name(), found: text.to_owned(), near, valid };
    Err(problem.at(value.span))
}

/// The words of a closed list that a value stands for.
fn matching_words(
    key: FilterKey,
    text: &str,
    value: &ArgumentValue,
    words: &[&str],
) -> Result<Vec<WantedValue>, InputProblem> {
    let pattern = Pattern::new(text);
    let wanted = words.iter().filter(|word| pattern.matches(word));
    let wanted: Vec<WantedValue> = wanted.map(|word| WantedValue::Like(Pattern::new(word))).collect();
    if !wanted.is_empty() {
        return Ok(wanted);
    }
    let none = (key == FilterKey::Phase).then_some(NONE);
    let valid: Vec<&str> = words.iter().copied().chain(none).collect();
    let near = crate::suggestions::closest_match(text, valid.iter().copied()).map(str::to_owned);
    let valid = valid.into_iter().map(str::to_owned).collect();
    Err(DirectiveProblem::UnknownValue { key: key.name(), found: text.to_owned(), near, valid }.at(value.span))
}
