//! The forms in which metadata is written.

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// YAML or TOML at the top of the file.
    FrontMatter,
    /// `Status: X` in a paragraph.
    Line,
    /// `- Status: X`.
    List,
    /// `| Status | X |`.
    Table,
    /// `> Status: X`.
    Quote,
    /// `![X](…/status-x-green)`.
    Badge,
    /// `<!-- status: x -->`.
    Comment,
    /// Under a heading `Status`.
    Section,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 8] = [
        Self::FrontMatter,
        Self::Line,
        Self::List,
        Self::Table,
        Self::Quote,
        Self::Badge,
        Self::Comment,
        Self::Section,
    ];

    /// The name that `list` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Line => "line",
            Self::List => "list",
            Self::Table => "table",
            Self::Quote => "quote",
            Self::Badge => "badge",
            Self::Comment => "comment",
            Self::Section => "section",
        }
    }
}
