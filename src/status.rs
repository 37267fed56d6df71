//! The closed list of statuses, the phase of each, and how people spell them.

use std::sync::Arc;

use crate::text::{normalize_key, spelled_length, suffix_from};
use crate::words::words;

words! {
    /// Where a status stands in a document's life; they are in its order.
    #[derive(PartialOrd, Ord, Hash)]
    Phase {
        /// Still to be decided.
        Open = "open",
        /// In force.
        Decided = "decided",
        /// No longer, or never, in force.
        Closed = "closed",
    }
}

/// The id of the status of a document that another one supersedes.
pub const SUPERSEDED: &str = "superseded";

/// What one status is: its id in settings, directives and `data-status`, its label on a page, its phase and spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Lower case words joined by `-`, for example `in-review`.
    pub id: String,
    /// What a badge says.
    pub label: String,
    /// Where it stands in a document's life.
    pub phase: Phase,
    /// Other words for it, in any case.
    pub aliases: Vec<String>,
}

/// A status out of a book's list; never a free string.
#[derive(Debug, Clone)]
pub struct Status {
    definition: Arc<Definition>,
    rank: usize,
}

impl Status {
    /// The id, for example `in-review`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.definition.id
    }

    /// What a badge says, for example `In review`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.definition.label
    }

    /// Where it stands in a document's life.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.definition.phase
    }

    /// The place in the book's list: statuses sort by it.
    #[must_use]
    pub const fn rank(&self) -> usize {
        self.rank
    }
}

impl PartialEq for Status {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Status {}

/// A book's list of statuses.
#[derive(Debug, Clone)]
pub struct Statuses {
    list: Vec<Status>,
    /// Folded spellings, longest first, each with its place in `list`.
    spellings: Vec<(String, usize)>,
}

/// The built-in statuses: id, label, phase, and the spellings met in public documents.
const BUILT_IN: [(&str, &str, Phase, &[&str]); 11] = [
    (
        "draft",
        "Draft",
        Phase::Open,
        &["wip", "work in progress", "idea", "ideation", "prediscussion", "new", "open", "returned for revision"],
    ),
    (
        "in-review",
        "In review",
        Phase::Open,
        &[
            "review",
            "under review",
            "active review",
            "discussion",
            "under discussion",
            "last call",
            "ready for review",
            "final comment period",
            "fcp",
        ],
    ),
    ("proposed", "Proposed", Phase::Open, &["pending", "provisional", "proposal"]),
    (
        "accepted",
        "Accepted",
        Phase::Decided,
        &["approved", "decided", "ratified", "signed off", "agreed", "in progress", "ongoing", "committed"],
    ),
    (
        "implemented",
        "Implemented",
        Phase::Decided,
        &["final", "complete", "completed", "done", "shipped", "stable", "released"],
    ),
    ("living", "Living", Phase::Decided, &["active", "activated"]),
    ("rejected", "Rejected", Phase::Closed, &["declined"]),
    ("withdrawn", "Withdrawn", Phase::Closed, &["abandoned", "cancelled", "canceled"]),
    ("deferred", "Deferred", Phase::Closed, &["postponed", "on hold", "stagnant", "parked"]),
    ("deprecated", "Deprecated", Phase::Closed, &["obsolete", "archived", "inactive", "outdated", "depricated"]),
    ("superseded", "Superseded", Phase::Closed, &["superceded", "superseeded", "replaced"]),
];

impl Default for Statuses {
    fn default() -> Self {
        Self::new(Self::built_in())
    }
}

impl Statuses {
    /// The list that a book has without settings.
    #[must_use]
    pub fn built_in() -> Vec<Definition> {
        BUILT_IN
            .iter()
            .map(|&(id, label, phase, aliases)| Definition {
                id: id.to_owned(),
                label: label.to_owned(),
                phase,
                aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            })
            .collect()
    }

    /// A book's list, in its order. An id wins over an alias, a label and an alias over those of an earlier definition, so
    /// that a book can give a word another meaning.
    #[must_use]
    pub fn new(definitions: Vec<Definition>) -> Self {
        let mut spellings: Vec<(String, usize)> = Vec::new();
        let mut learn = |spelling: &str, place: usize| {
            let key = normalize_key(spelling).into_owned();
            spellings.retain(|(known, _)| *known != key);
            spellings.push((key, place));
        };
        for (place, definition) in definitions.iter().enumerate() {
            learn(&definition.label, place);
            for alias in &definition.aliases {
                learn(alias, place);
            }
        }
        for (place, definition) in definitions.iter().enumerate() {
            learn(&definition.id, place);
        }
        spellings.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let list = definitions
            .into_iter()
            .enumerate()
            .map(|(rank, definition)| Status { definition: Arc::new(definition), rank })
            .collect();
        Self { list, spellings }
    }

    /// The same list, each status with the rank that it has in another list; what isn't there keeps its own.
    #[must_use]
    pub fn ranked_as_in(mut self, other: &Self) -> Self {
        for status in &mut self.list {
            status.rank = other.with_id(status.id()).map_or(status.rank, Status::rank);
        }
        self
    }

    /// All statuses, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Status> {
        self.list.iter()
    }

    /// The status of that id.
    #[must_use]
    pub fn with_id(&self, id: &str) -> Option<&Status> {
        self.list.iter().find(|status| status.id() == id)
    }

    /// The status that a value starts with and how many bytes of it name the status: the longest spelling counts, case and
    /// the white space, `-` or `_` between words don't. `value` is plain text without markup.
    ///
    /// ```
    /// # use mdbook_design_docs::status::Statuses;
    /// let statuses = Statuses::default();
    /// let (status, length) = statuses.leading("Last Call until May").unwrap();
    /// assert_eq!((status.id(), length), ("in-review", 9));
    /// ```
    #[must_use]
    pub fn leading(&self, value: &str) -> Option<(&Status, usize)> {
        self.spellings.iter().find_map(|(spelling, place)| Some((&self.list[*place], leading_length(value, spelling)?)))
    }

    /// Every way to write a status, as `normalize_key` writes it: for suggestions.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, &Status)> {
        self.spellings.iter().map(|(spelling, place)| (spelling.as_str(), &self.list[*place]))
    }
}

/// How many bytes of `value` spell the normalized `spelling`, if it starts with it and a word ends there.
fn leading_length(value: &str, spelling: &str) -> Option<usize> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '_');
    let mut rest = value;
    for (n, word) in spelling.split('-').enumerate() {
        if n > 0 {
            let trimmed = rest.trim_start_matches(is_gap);
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = suffix_from(rest, spelled_length(rest, word)?);
    }
    let word_goes_on = rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_')
        || rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    (!word_goes_on).then(|| value.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_starts_with_its_status() {
        let statuses = Statuses::default();
        for (value, expected) in [
            ("Accepted", Some("accepted")),
            ("accepted (2026-06-07). Fully implemented", Some("accepted")),
            ("Implemented (v5.1)", Some("implemented")),
            ("Decided. Open to revisiting", Some("accepted")),
            ("in_review", Some("in-review")),
            ("IN REVIEW", Some("in-review")),
            ("Ready for Review", Some("in-review")),
            ("superseded by [X](x.md)", Some("superseded")),
            ("Completed", Some("implemented")),
            ("Depricated", Some("deprecated")),
            ("Accepted-2026-06-07", Some("accepted")),
            ("new-ish", None),
            ("Newer", None),
            ("Moved", None),
            ("", None),
        ] {
            assert_eq!(statuses.leading(value).map(|(status, _)| status.id()), expected, "{value}");
        }
    }

    #[test]
    fn a_book_gives_words_another_meaning() {
        let mut definitions = Statuses::built_in();
        definitions.push(Definition {
            id: "trial".to_owned(),
            label: "Trial".to_owned(),
            phase: Phase::Open,
            aliases: vec!["Active".to_owned(), "draft".to_owned()],
        });
        let statuses = Statuses::new(definitions);
        assert_eq!(statuses.leading("active").map(|(status, _)| status.id()), Some("trial"));
        assert_eq!(statuses.leading("draft").map(|(status, _)| status.id()), Some("draft"), "an id wins over an alias");
        assert_eq!(statuses.leading("trial run").map(|(status, length)| (status.id(), length)), Some(("trial", 5)));
    }
}
