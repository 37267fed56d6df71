//! The settings that are one of a few words.

use crate::finding::Severity;

/// Declares a closed list of words for one setting; the first one is its default.
macro_rules! switch {
    (
        $(#[doc = $doc:literal])+ $switch:ident:
        $(#[doc = $first_doc:literal])+ $first:ident = $first_name:literal;
        $($(#[doc = $other_doc:literal])+ $other:ident = $other_name:literal;)+
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum $switch {
            $(#[doc = $first_doc])+ #[default] $first,
            $($(#[doc = $other_doc])+ $other,)+
        }

        impl $switch {
            /// All values, the default first.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$other),+];

            /// The word that the settings use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    Self::$first => $first_name,
                    $(Self::$other => $other_name,)+
                }
            }

            /// The value of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

switch! {
    /// How far a document is brought to its template.
    Normalise:
    /// Names, levels, numbers, order and stubs.
    Full = "full";
    /// The same, but nothing moves.
    KeepOrder = "keep-order";
    /// The document's body stays as written.
    Off = "off";
}

switch! {
    /// What a page shows for a missing section.
    MissingSections:
    /// A stub.
    Placeholder = "placeholder";
    /// Nothing.
    Omit = "omit";
}

switch! {
    /// Where pages have the style and the script of what the tool writes from.
    Assets:
    /// They stand in the pages that need them.
    Inline = "inline";
    /// The book serves its own.
    None = "none";
}

switch! {
    /// Which findings fail a build.
    FailOn:
    /// None.
    Never = "never";
    /// Errors.
    Error = "error";
    /// Errors and warnings.
    Warning = "warning";
}

impl FailOn {
    /// Whether a finding of this severity fails the build.
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
        let failing = |fail_on: FailOn| Severity::ALL.map(|severity| fail_on.is_reached_by(severity));
        assert_eq!(failing(FailOn::Never), [false; 4]);
        assert_eq!(failing(FailOn::Error), [false, false, false, true]);
        assert_eq!(failing(FailOn::Warning), [false, false, true, true]);
    }

    #[test]
    fn a_name_leads_back() {
        for &value in Normalise::ALL {
            assert_eq!(Normalise::named(value.name()), Some(value));
        }
        assert_eq!(Normalise::named("Full"), None);
    }
}
