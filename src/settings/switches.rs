//! The settings that are one of a few words.

use crate::diagnostic::Severity;
use crate::words::words;

words! {
    /// How far a document is brought to its template.
    #[derive(Hash, Default)]
    Normalise {
        /// Names, levels, numbers, order and placeholders.
        #[default]
        Full = "full",
        /// The same, but nothing moves.
        KeepOrder = "keep-order",
        /// The document's body stays as written.
        Off = "off",
    }
}

words! {
    /// What a page shows for a missing section.
    #[derive(Hash, Default)]
    MissingSections {
        /// A placeholder.
        #[default]
        Placeholder = "placeholder",
        /// Nothing.
        Omit = "omit",
    }
}

words! {
    /// Where pages have the style and the script of what the tool writes from.
    #[derive(Hash, Default)]
    Assets {
        /// They stand in the pages that need them.
        #[default]
        Inline = "inline",
        /// The book serves its own.
        None = "none",
    }
}

words! {
    /// Which diagnostics fail a build.
    #[derive(Hash, Default)]
    FailOn {
        /// None.
        #[default]
        Never = "never",
        /// Errors.
        Error = "error",
        /// Errors and warnings.
        Warning = "warning",
    }
}

impl FailOn {
    /// Whether a diagnostic of this severity fails the build.
    #[must_use]
    pub fn is_reached_by(self, severity: Severity) -> bool {
        match self {
            Self::Never => false,
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_fails_on_what_is_at_least_as_grave() {
        let failing = |fail_on: FailOn| -> Vec<bool> {
            Severity::ALL.iter().map(|&severity| fail_on.is_reached_by(severity)).collect()
        };
        assert_eq!(failing(FailOn::Never), [false; 4]);
        assert_eq!(failing(FailOn::Error), [false, false, false, true]);
        assert_eq!(failing(FailOn::Warning), [false, false, true, true]);
    }
}
