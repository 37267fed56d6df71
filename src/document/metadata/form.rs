//! The forms in which metadata is written.

use crate::words::words;

words! {
    /// How a field is written; its word is what `list` says.
    Form {
        /// YAML or TOML at the top of the file.
        FrontMatter = "front-matter",
        /// `Status: X` in a paragraph.
        Line = "line",
        /// `- Status: X`.
        List = "list",
        /// `| Status | X |`.
        Table = "table",
        /// `> Status: X`.
        Quote = "quote",
        /// `![X](…/status-x-green)`.
        Badge = "badge",
        /// `<!-- status: x -->`.
        Comment = "comment",
        /// Under a heading `Status`.
        Section = "section",
    }
}

impl Form {
    /// Whether a value may go on in the lines below its own.
    pub(crate) const fn goes_on_below(self) -> bool {
        match self {
            Self::Line | Self::List | Self::Quote | Self::Section => true,
            Self::FrontMatter | Self::Table | Self::Badge | Self::Comment => false,
        }
    }

    /// Whether a link can stand behind the word of a status.
    pub(crate) const fn holds_links(self) -> bool {
        match self {
            Self::Line | Self::List | Self::Table | Self::Quote | Self::Section => true,
            Self::FrontMatter | Self::Badge | Self::Comment => false,
        }
    }
}
