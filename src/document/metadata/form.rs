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
