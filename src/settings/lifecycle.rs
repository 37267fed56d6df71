//! What a status asks of a document: what the document has to have, and how soon it gets stale.

use jiff::Span;
use jiff::civil::Date;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::problem::one_of;
use super::raw::checked;
use crate::document::field::FieldName;
use crate::suggestions::closest_match;

/// What a status asks of the documents that have it.
#[derive(Debug, Clone, Default)]
pub struct Lifecycle {
    /// What they have to have, in the order of the settings.
    pub requires: Vec<Requirement>,
    /// The greatest age of their last date.
    pub stale_after: Option<Age>,
}

/// Something that a document has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// A decision that says what was chosen.
    Decision,
    /// A field of the metadata that says something.
    Field(FieldName),
    /// A section of that name with a text.
    Section(String),
}

/// A span of calendar days, as long as months and years are: at least one day.
#[derive(Debug, Clone)]
pub struct Age {
    /// As it is written.
    pub words: String,
    span: Span,
}

impl Age {
    /// Reads `180d`, `6 weeks`, `3 months`, `1y 6mo` or ISO 8601's `P180D`. Hours and less are no age of a document.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        let span: Span = words.parse().ok()?;
        let is_of_days = span.get_hours() == 0
            && span.get_minutes() == 0
            && span.get_seconds() == 0
            && span.get_milliseconds() == 0
            && span.get_microseconds() == 0
            && span.get_nanoseconds() == 0;
        (is_of_days && span.is_positive()).then(|| Self { words: words.trim().to_owned(), span })
    }

    /// The last day on which something of `day` isn't older than this; `None` if the calendar ends before.
    #[must_use]
    pub fn after(&self, day: Date) -> Option<Date> {
        day.checked_add(self.span).ok()
    }
}

/// The fields that can be required: those that say something to a reader, but for the title and the status, which have diagnostics of their own.
fn fields() -> impl Iterator<Item = FieldName> {
    FieldName::ALL
        .iter()
        .copied()
        .filter(|name| !name.is_switch() && !matches!(name, FieldName::Title | FieldName::Status))
}

impl Lifecycle {
    /// Takes over what a table of `statuses` says; what it doesn't say stays.
    pub(super) fn update(&mut self, requires: Option<Vec<Requirement>>, stale_after: Option<Option<Age>>) {
        if let Some(requires) = requires {
            self.requires.clear();
            for requirement in requires {
                if !self.requires.contains(&requirement) {
                    self.requires.push(requirement);
                }
            }
        }
        if let Some(stale_after) = stale_after {
            self.stale_after = stale_after;
        }
    }
}

/// The value of `stale-after`, which is set: an age, or that there is none.
pub(super) fn stale_after<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Age>>, D::Error> {
    let expected = "an age of whole days such as \"180d\", \"6 months\" or \"1y\", or \"never\"";
    checked(deserializer, expected, |value| match value.as_str()?.trim() {
        "never" => Some(None),
        words => Age::parse(words).map(Some),
    })
    .map(Some)
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        requirement(&word).ok_or_else(|| {
            let words: Vec<&str> = std::iter::once("decision").chain(fields().map(FieldName::name)).collect();
            D::Error::custom(match closest_match(&word, words.iter().copied()) {
                Some(nearest) => format!("is {word:?}; did you mean {nearest:?}?"),
                None => format!("is {word:?}; expected \"section:NAME\", {}", one_of(&words)),
            })
        })
    }
}

fn requirement(word: &str) -> Option<Requirement> {
    if word == "decision" {
        return Some(Requirement::Decision);
    }
    if let Some(section) = word.strip_prefix("section:") {
        let name = section.trim();
        return (!name.is_empty()).then(|| Requirement::Section(name.to_owned()));
    }
    fields().find(|name| name.name() == word).map(Requirement::Field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::OWN;
    use crate::settings::tests::of_book;
    use jiff::civil::date;

    #[test]
    fn ages_are_days_and_more() {
        for (words, expected) in [
            ("180d", Some(date(2026, 7, 30))),
            ("1 day", Some(date(2026, 2, 1))),
            ("2w", Some(date(2026, 2, 14))),
            ("1 month", Some(date(2026, 2, 28))),
            ("1y 6mo", Some(date(2027, 7, 31))),
            ("P1M", Some(date(2026, 2, 28))),
            ("0d", None),
            ("-3d", None),
            ("180 days ago", None),
            ("36h", None),
            ("1d 3h", None),
            ("180", None),
            ("half a year", None),
            ("", None),
        ] {
            let after = Age::parse(words).and_then(|age| age.after(date(2026, 1, 31)));
            assert_eq!(after, expected, "{words}");
        }
    }

    #[test]
    fn a_collection_asks_for_what_the_book_asks_or_for_something_else() {
        let settings = of_book(
            "statuses.accepted = { requires = ['decision', 'section: Risks', 'decision'], stale-after = '1y' }\n\
             collections.adr = { docs = 'adr/*.md', statuses.accepted.requires = 'deciders' }\n\
             collections.rfc = { docs = 'rfc/*.md', statuses.accepted = { requires = [], stale-after = 'never' } }",
        );
        let settings = settings.expect("nothing is wrong");
        let asked = |id: &str| {
            let collection = settings.collection(id).expect("it is there");
            let accepted = collection.statuses.with_id("accepted").expect("it is built in");
            let lifecycle = collection.lifecycle(accepted).expect("the settings say something");
            (lifecycle.requires.clone(), lifecycle.stale_after.as_ref().map(|age| age.words.clone()))
        };
        let both = vec![Requirement::Decision, Requirement::Section("Risks".to_owned())];
        assert_eq!(asked(OWN), (both, Some("1y".to_owned())));
        assert_eq!(asked("adr"), (vec![Requirement::Field(FieldName::Deciders)], Some("1y".to_owned())));
        assert_eq!(asked("rfc"), (Vec::new(), None));
    }

    #[test]
    fn what_is_wrong_with_a_lifecycle_is_said() {
        let age = "expected an age of whole days such as \"180d\", \"6 months\" or \"1y\", or \"never\"";
        for (book, expected) in [
            ("requires = ['creatd']", "requires[0] is \"creatd\"; did you mean \"created\"?".to_owned()),
            (
                "requires = ['status']",
                format!(
                    "requires[0] is \"status\"; expected \"section:NAME\", {}",
                    "\"decision\", \"id\", \"date\", \"created\", \"updated\", \"authors\", \"reviewers\", \"deciders\", \"tags\", \
                     \"supersedes\", \"superseded-by\", \"amends\", \"depends-on\", \"relates-to\" or \"review-by\""
                ),
            ),
            ("requires = 1", "requires is 1; expected an array of strings, or one string".to_owned()),
            ("stale-after = '36h'", format!("stale-after is \"36h\"; {age}")),
            ("stale-after = 180", format!("stale-after is 180; {age}")),
        ] {
            let found =
                of_book(&format!("statuses.draft = {{ {book} }}")).map(|_| ()).map_err(|errors| errors.to_string());
            assert_eq!(found, Err(format!("preprocessor.design-docs.statuses.draft.{expected}")), "{book}");
        }
        for word in ["section:", "section: ", ""] {
            let found = of_book(&format!("statuses.draft = {{ requires = {word:?} }}")).map(|_| ());
            let found = found.map_err(|errors| errors.to_string()).expect_err("no section has that name");
            assert!(found.contains("expected \"section:NAME\""), "{found}");
        }
    }
}
