//! The names of our directives, and what is almost one.

use crate::suggestions::{closest_match, wrong_letters};
use crate::text::normalize_key;
use crate::words::words;

words! {
    /// A directive of ours.
    DirectiveName {
        /// A table of decisions.
        Decisions = "decisions",
        /// A table of documents.
        Documents = "design-docs",
        /// A link to a decision.
        Decision = "decision",
        /// A document's badge.
        Status = "design-status",
    }
}

/// The directives that mdBook itself knows.
const OF_MDBOOK: [&str; 5] = ["include", "rustdoc_include", "playground", "playpen", "title"];

/// Whether a directive's name may contain the letter.
pub(super) fn may_contain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

impl DirectiveName {
    /// The directive that an unknown name is most likely a misspelling of.
    pub(super) fn closest_match(found: &str) -> Option<Self> {
        if OF_MDBOOK.contains(&found) {
            return None;
        }
        let near = closest_match(found, Self::ALL.iter().map(|name| name.name()))?;
        // Others have directives too.
        wrong_letters(&normalize_key(found), near)?;
        Self::named(near)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_almost_ours() {
        for (found, expected) in [
            ("decison", Some(DirectiveName::Decision)),
            ("Decision", Some(DirectiveName::Decision)),
            ("decisons", Some(DirectiveName::Decisions)),
            ("Decisions", Some(DirectiveName::Decisions)),
            ("desicions", Some(DirectiveName::Decisions)),
            ("design-doc", Some(DirectiveName::Documents)),
            ("design_docs", Some(DirectiveName::Documents)),
            ("designdocs", Some(DirectiveName::Documents)),
            ("design_status", Some(DirectiveName::Status)),
            ("design-state", Some(DirectiveName::Status)),
            ("versions", None),
            ("description", None),
            ("docs", None),
            ("status", None),
            ("template", None),
            ("include", None),
            ("foo", None),
        ] {
            assert_eq!(DirectiveName::closest_match(found), expected, "{found}");
        }
    }
}
