//! Closed lists of words: each is an enum with one word for each variant, declared in one place, so that no list of its variants can
//! lack one. The macro is for this crate alone.

/// Declares a closed list: an enum, all its variants, the word of each, and the way back, for serde too. Attributes before the name and before a variant
/// are passed on, such as `#[derive(Default)]` and `#[default]`.
macro_rules! words {
    ($(#[$attribute:meta])+ $name:ident { $($(#[$of_variant:meta])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$attribute])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
        #[allow(unreachable_pub, reason = "a list may be for its module alone")]
        pub enum $name {
            $($(#[$of_variant])+ #[serde(rename = $word)] $variant,)+
        }

        #[allow(unreachable_pub, reason = "a list may be for its module alone")]
        impl $name {
            /// All of them, in the order in which the manual lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in settings, directives and reports.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The one with that word.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == word)
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    words! {
        /// Two words.
        #[derive(Default, PartialOrd, Ord)]
        Pair {
            /// The usual one.
            #[default]
            First = "first",
            /// The other one.
            Second = "second",
        }
    }

    #[test]
    fn a_word_leads_back() {
        for &each in Pair::ALL {
            assert_eq!(Pair::named(each.name()), Some(each));
        }
        assert_eq!(Pair::named("First"), None);
        assert_eq!(Pair::ALL, [Pair::default(), Pair::Second]);
        assert!(Pair::First < Pair::Second);
    }
}
