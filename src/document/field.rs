//! The fields that metadata can have, and how people spell them.

use std::borrow::Cow;

use crate::text::{normalize, normalize_key};
use crate::words::words;

words! {
    /// A field that the tool knows.
    #[derive(PartialOrd, Ord, Hash)]
    FieldName {
        /// What the document is called.
        Title = "title",
        /// Where it stands.
        Status = "status",
        /// What it is known by, such as a number.
        Id = "id",
        /// Its day.
        Date = "date",
        /// When it was begun.
        Created = "created",
        /// When it was last changed.
        Updated = "updated",
        /// Who wrote it.
        Authors = "authors",
        /// Who reviews it.
        Reviewers = "reviewers",
        /// Who decides.
        Deciders = "deciders",
        /// What it is found by.
        Tags = "tags",
        /// What it takes the place of.
        Supersedes = "supersedes",
        /// What takes its place.
        SupersededBy = "superseded-by",
        /// What it changes a part of.
        Amends = "amends",
        /// What it rests on.
        DependsOn = "depends-on",
        /// What has to do with it.
        RelatesTo = "relates-to",
        /// The day on which it is to be looked at again.
        ReviewBy = "review-by",
        /// The template that it follows.
        Template = "template",
        /// How far it is brought to its template.
        Normalise = "normalise",
        /// The sections that don't apply to it.
        NotApplicable = "not-applicable",
        /// Whether it is a document at all.
        DesignDoc = "design-doc",
    }
}

impl FieldName {
    /// How people spell it beside its own name, as `normalize_key` writes it.
    #[must_use]
    pub const fn other_spellings(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["name"],
            Self::Status => &["document-status", "design-status", "decision-status", "adr-status", "rfc-status"],
            Self::Id => &["identifier", "number"],
            Self::Date => &["start-date", "decision-date", "date-decided"],
            Self::Created => &["creation-date", "created-at", "created-on", "date-created"],
            Self::Updated => &[
                "last-updated",
                "last-update",
                "updated-at",
                "updated-on",
                "modified",
                "last-modified",
                "date-updated",
                "revised",
            ],
            Self::Authors => &[
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
            Self::Reviewers => &["reviewer", "reviewed-by", "review-manager"],
            Self::Deciders => {
                &["decider", "decision-makers", "decision-maker", "approvers", "approver", "approved-by", "decided-by"]
            }
            Self::Tags => &["tag", "keywords", "keyword", "labels"],
            Self::Supersedes => &["superceeds", "replaces", "obsoletes"],
            Self::SupersededBy => &["superceded-by", "replaced-by", "obsoleted-by"],
            Self::DependsOn => &["requires"],
            Self::RelatesTo => &["related-to", "related"],
            Self::Normalise => &["normalize"],
            Self::Amends | Self::ReviewBy | Self::Template | Self::NotApplicable | Self::DesignDoc => &[],
        }
    }

    /// The field that a label or a key spells.
    #[must_use]
    pub fn spelled(label: &str) -> Option<Self> {
        let key = key_of_label(label);
        let spells = |field: &Self| field.name() == key || field.other_spellings().contains(&&*key);
        Self::ALL.iter().copied().find(spells)
    }

    /// Whether it says who works on something, when, and with what it is connected: no decision chooses that.
    #[must_use]
    pub const fn is_about_the_work(self) -> bool {
        matches!(
            self,
            Self::Date
                | Self::Created
                | Self::Updated
                | Self::Authors
                | Self::Reviewers
                | Self::Deciders
                | Self::Supersedes
                | Self::SupersededBy
                | Self::Amends
                | Self::DependsOn
                | Self::RelatesTo
                | Self::ReviewBy
        )
    }

    /// Whether it tells the tool what to do and says nothing to a reader.
    #[must_use]
    pub const fn is_switch(self) -> bool {
        matches!(self, Self::Template | Self::Normalise | Self::NotApplicable | Self::DesignDoc)
    }
}

/// `Author(s)`, `last updated:` and `Last_Updated` as their names.
fn key_of_label(label: &str) -> Cow<'_, str> {
    if label.contains([':', '：', '(', '（']) {
        Cow::Owned(normalize_key(&normalize(label).replace("(s)", "s").replace(':', " ")).into_owned())
    } else {
        normalize_key(label)
    }
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
            ("Status", Some(FieldName::Status)),
            ("Author(s)", Some(FieldName::Authors)),
            ("Last updated", Some(FieldName::Updated)),
            ("creation_date", Some(FieldName::Created)),
            ("Superseded by", Some(FieldName::SupersededBy)),
            ("Implementation status", None),
        ] {
            assert_eq!(FieldName::spelled(label), name, "{label}");
        }
        for &field in FieldName::ALL {
            let spellings = std::iter::once(field.name()).chain(field.other_spellings().iter().copied());
            spellings.for_each(|spelling| assert_eq!(FieldName::spelled(spelling), Some(field), "{spelling}"));
        }
        assert_eq!(label_of_key("last-updated"), "Last updated");
    }
}
