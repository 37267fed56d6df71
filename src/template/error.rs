//! What can be wrong with a template, and the sentences that say so.

use std::fmt;

/// Why a template can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's line, from 1.
    pub line: usize,
    pub(super) problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    NoTitle,
    NoSection,
    SecondTitle(String),
    LevelJump { name: String, found: u8, expected: u8 },
    NameTwice(String),
    UnknownAttribute(String),
    NotOfTemplate(String),
    Unparsable,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.problem {
            Problem::NoTitle => {
                f.write_str("the template has no `# Title`; expected one such as `# [Name] Design Document`")
            }
            Problem::NoSection => f.write_str("the template has no section; expected at least one `## Name`"),
            Problem::SecondTitle(name) => write!(f, "`# {name}` is a second title; expected sections from `##` on"),
            Problem::LevelJump { name, found, expected } => {
                write!(f, "`{name}` stands at level {found}; expected level {expected} or less")
            }
            Problem::NameTwice(name) => write!(f, "`{name}` names two sections in one place; expected a name for each"),
            Problem::UnknownAttribute(found) => write!(
                f,
                "`{found}` is no attribute; expected `optional`, `decisions`, `plan`, `decision`, `rationale`, `trade-offs`, `alternatives`, `aliases: …` or `counts-as: …`, parted by `;`"
            ),
            Problem::NotOfTemplate(found) => write!(
                f,
                "`{found}` is no attribute of a whole template; expected `keep-order`, or the comment below a section's heading"
            ),
            Problem::Unparsable => f.write_str("the Markdown parser can't read the template"),
        }
    }
}

impl std::error::Error for TemplateError {}
