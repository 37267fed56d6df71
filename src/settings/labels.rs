//! The words that the tool itself writes on a page, for books in other languages.

use crate::status::Phase;

use super::raw::line;
use serde::Deserialize;

/// Declares the labels, each with its key and its default, so that the lists can't drift apart.
macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $field:ident, $key:literal = $default:literal;)+) => {
        /// The words that the tool itself writes on a page; every one can be set in the table `labels`.
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
        pub struct Labels {
            $($(#[doc = $doc])+ #[serde(deserialize_with = "line")] pub $field: String,)+
        }

        impl Default for Labels {
            fn default() -> Self {
                Self { $($field: $default.to_owned(),)+ }
            }
        }

        impl Labels {
            /// The keys of all labels, in the order in which the manual lists them.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            #[cfg(test)]
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];

            /// The label with that key.
            #[must_use]
            pub fn get(&self, key: &str) -> Option<&str> {
                match key {
                    $($key => Some(&self.$field),)+
                    _ => None,
                }
            }

            /// What a phase is called.
            #[must_use]
            pub fn phase_label(&self, phase: Phase) -> &str {
                match phase {
                    Phase::Open => &self.open,
                    Phase::Decided => &self.decided,
                    Phase::Closed => &self.closed,
                }
            }
        }
    };
}

labels! {
    /// Stands for a section that nobody has written.
    not_yet_written, "not-yet-written" = "Not yet written";
    /// The badge of a document that says no status.
    no_status, "no-status" = "No status";
    /// Stands for a section that a document declares not applicable.
    not_applicable, "not-applicable" = "Not applicable";
    /// The index column of decisions.
    decision, "decision" = "Decision";
    /// The index column of choices.
    choice, "choice" = "Choice";
    /// The index column of documents.
    document, "document" = "Document";
    /// The index column of statuses.
    status, "status" = "Status";
    /// The index column of dates.
    date, "date" = "Date";
    /// The index column of authors.
    authors, "authors" = "Authors";
    /// The index column of tags.
    tags, "tags" = "Tags";
    /// The index column of collections.
    collection, "collection" = "Collection";
    /// The index column that counts a document's decisions.
    decisions, "decisions" = "Decisions";
    /// The header, and the index column: the tasks of a document's plan that are done, of how many.
    progress, "progress" = "Progress";
    /// What the count of documents counts.
    documents, "documents" = "Documents";
    /// The header: the documents that this one takes the place of.
    supersedes, "supersedes" = "Supersedes";
    /// The header and the index: what holds in the place of a document or decision.
    superseded_by, "superseded-by" = "Superseded by";
    /// The header: what is to take a document's place, and isn't decided.
    replacement_proposed, "replacement-proposed" = "Replacement proposed";
    /// The header: the documents that this one changes a part of.
    amends, "amends" = "Amends";
    /// The header: the documents that change a part of this one.
    amended_by, "amended-by" = "Amended by";
    /// The header: the documents that this one rests on.
    depends_on, "depends-on" = "Depends on";
    /// The header: the documents that rest on this one.
    needed_by, "needed-by" = "Needed by";
    /// The header: the documents that have to do with this one.
    relates_to, "relates-to" = "Relates to";
    /// The filter by phases.
    phase, "phase" = "Phase";
    /// The filter by areas.
    area, "area" = "Area";
    /// The phase in which something is still to be decided.
    open, "open" = "Open";
    /// The phase in which something is in force.
    decided, "decided" = "Decided";
    /// The phase in which something is no longer, or never, in force.
    closed, "closed" = "Closed";
    /// The field to filter a table in.
    filter, "filter" = "Filter";
    /// The button that takes all filters off a table.
    clear, "clear" = "Clear";
    /// How many rows of a table pass its filters: `{shown}` of `{all}`.
    shown, "shown" = "{shown} of {all}";
    /// Stands for how many rows pass, if none does.
    no_match, "no-match" = "Nothing matches";
    /// Stands for a table that would have no rows.
    nothing_to_list, "nothing-to-list" = "Nothing to list";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_field_in_kebab_case() {
        for (key, field) in Labels::KEYS.iter().zip(Labels::FIELDS) {
            assert_eq!(*key, field.replace('_', "-"));
            assert!(Labels::default().get(key).is_some_and(|label| !label.is_empty()), "{key}");
        }
        assert_eq!(Labels::default().get("no_status"), None);
    }
}
