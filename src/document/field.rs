//! The fields that metadata can have, and how people spell them.

use std::borrow::Cow;

/// A field that the tool knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is its own name, which the manual explains")]
pub enum FieldName {
    Title,
    Status,
    Id,
    Date,
    Created,
    Updated,
    Authors,
    Reviewers,
    Deciders,
    Tags,
    Supersedes,
    SupersededBy,
    Amends,
    DependsOn,
    RelatesTo,
    ReviewBy,
    Template,
    Normalise,
    NotApplicable,
    DesignDoc,
}

use FieldName as F;

/// Each field with its spellings, folded: lower case, words joined by `-`. The first is its own name.
const SPELLINGS: [(FieldName, &[&str]); 20] = [
    (F::Title, &["title", "name"]),
    (F::Status, &["status", "document-status", "design-status", "decision-status", "adr-status", "rfc-status"]),
    (F::Id, &["id", "identifier", "number"]),
    (F::Date, &["date", "start-date", "decision-date", "date-decided"]),
    (F::Created, &["created", "creation-date", "created-at", "created-on", "date-created"]),
    (
        F::Updated,
        &[
            "updated",
            "last-updated",
            "last-update",
            "updated-at",
            "updated-on",
            "modified",
            "last-modified",
            "date-updated",
            "revised",
        ],
    ),
    (
        F::Authors,
        &[
            "authors",
            "author",
            "owner",
            "owners",
            "dri",
            "dris",
            "written-by",
            "created-by",
            "champion",
            "champions",
            "lead",
            "leads",
        ],
    ),
    (F::Reviewers, &["reviewers", "reviewer", "reviewed-by", "review-manager"]),
    (
        F::Deciders,
        &[
            "deciders",
            "decider",
            "decision-makers",
            "decision-maker",
            "approvers",
            "approver",
            "approved-by",
            "decided-by",
        ],
    ),
    (F::Tags, &["tags", "tag", "keywords", "keyword", "labels"]),
    (F::Supersedes, &["supersedes", "superceeds", "replaces", "obsoletes"]),
    (F::SupersededBy, &["superseded-by", "superceded-by", "replaced-by", "obsoleted-by"]),
    (F::Amends, &["amends"]),
    (F::DependsOn, &["depends-on", "requires"]),
    (F::RelatesTo, &["relates-to", "related-to", "related"]),
    (F::ReviewBy, &["review-by"]),
    (F::Template, &["template"]),
    (F::Normalise, &["normalise", "normalize"]),
    (F::NotApplicable, &["not-applicable"]),
    (F::DesignDoc, &["design-doc"]),
];

impl FieldName {
    /// All fields.
    pub fn all() -> impl Iterator<Item = Self> {
        SPELLINGS.iter().map(|(name, _)| *name)
    }

    /// The field that a label or a key spells.
    #[must_use]
    pub fn spelled(label: &str) -> Option<Self> {
        let is_one_word = label.bytes().all(|byte| byte.is_ascii_alphabetic());
        let folded = if is_one_word { Cow::Borrowed(label) } else { Cow::Owned(fold(label)) };
        let is_it = |spelling: &&str| spelling.eq_ignore_ascii_case(&folded);
        SPELLINGS.iter().find(|(_, spellings)| spellings.iter().any(is_it)).map(|(name, _)| *name)
    }

    /// Its own name, for example `superseded-by`.
    #[must_use]
    pub fn name(self) -> &'static str {
        let named = SPELLINGS.iter().find(|(name, _)| *name == self);
        named.expect("every field has its spellings").1[0]
    }

    /// Whether it tells the tool what to do and says nothing to a reader.
    #[must_use]
    pub const fn is_switch(self) -> bool {
        matches!(self, Self::Template | Self::Normalise | Self::NotApplicable | Self::DesignDoc)
    }
}

/// `Author(s)`, `last updated` and `Last_Updated` as their names.
fn fold(label: &str) -> String {
    let lower = label.to_lowercase().replace("(s)", "s");
    lower
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | ':'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// What is shown for a key of front matter: `last-updated` as `Last updated`.
#[must_use]
pub fn label_of_key(key: &str) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_lead_to_names() {
        for (label, name) in [
            ("Status", Some(F::Status)),
            ("Author(s)", Some(F::Authors)),
            ("Last updated", Some(F::Updated)),
            ("creation_date", Some(F::Created)),
            ("Superseded by", Some(F::SupersededBy)),
            ("Implementation status", None),
        ] {
            assert_eq!(FieldName::spelled(label), name, "{label}");
        }
        assert!(SPELLINGS.iter().all(|(name, _)| FieldName::spelled(name.name()) == Some(*name)));
        assert_eq!(label_of_key("last-updated"), "Last updated");
    }
}
