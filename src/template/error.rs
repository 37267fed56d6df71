//! Why a template can't be used.

use thiserror::Error;

use crate::markdown::Unparsable;
use crate::terminal::one_line;

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
// What a comment holds may go over several lines.
#[error("line {line}: {}", one_line(&.problem.to_string()))]
pub struct TemplateError {
    /// The template's line, from 1.
    pub line: usize,
    pub(super) problem: TemplateProblem,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum TemplateProblem {
    #[error("the template has no `# Title`; expected one such as `# [Name] Design Document`")]
    NoTitle,
    #[error("the template has no section; expected at least one `## Name`")]
    NoSection,
    #[error("`# {0}` is a second title; expected sections from `##` on")]
    SecondTitle(String),
    #[error("`{name}` stands at level {found}; expected level {expected} or less")]
    LevelJump { name: String, found: u8, expected: u8 },
    #[error("`{0}` names two sections in one place; expected a name for each")]
    NameTwice(String),
    #[error(
        "`{0}` is no attribute; expected `optional`, `decisions`, `plan`, `decision`, `rationale`, `trade-offs`, `alternatives`, `aliases: …` or `counts-as: …`, parted by `;`"
    )]
    UnknownAttribute(String),
    #[error(
        "`{0}` is no attribute of a whole template; expected `keep-order`, or the comment below a section's heading"
    )]
    NotOfTemplate(String),
    #[error("the template {0}")]
    Unparsable(Unparsable),
}

/// Why a name or path in a book gives no template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateFileError {
    /// No file of that path was given.
    #[error("it is neither built in nor a file of the book")]
    Unknown,
    /// The path is not one of a file below the book's folder.
    #[error("it is no path inside the book")]
    NotInBook,
    /// A link at the path leads to a file outside of the book.
    #[error("it leads out of the book")]
    LeadsOut,
    /// The file can't be read, with what the system says.
    #[error("it can't be read: {0}")]
    Unreadable(String),
    /// The book's folder can't be read, with what the system says.
    #[error("the book's folder can't be read: {0}")]
    UnreadableBook(String),
    /// The file is not text; the offset is that of the first wrong byte.
    #[error("it is not UTF-8 from byte {0} on")]
    NotUtf8(usize),
    /// The file is no template.
    #[error("{name}, {error}")]
    Invalid {
        /// Its path as it is written.
        name: String,
        /// What is wrong.
        error: TemplateError,
    },
}

/// A template in the settings that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the template {name:?} in the settings can't be used: {error}")]
pub struct UnusableTemplate {
    /// Its name or path as it is written.
    pub name: String,
    /// Why.
    pub error: TemplateFileError,
}
