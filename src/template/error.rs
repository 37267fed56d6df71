//! What can be wrong with a template, and the sentences that say so.

use std::fmt;

use crate::markdown::Unparsable;
use crate::terminal::one_line;

/// Why a template can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's line, from 1.
    pub line: usize,
    pub(super) problem: TemplateProblem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplateProblem {
    NoTitle,
    NoSection,
    SecondTitle(String),
    LevelJump { name: String, found: u8, expected: u8 },
    NameTwice(String),
    UnknownAttribute(String),
    NotOfTemplate(String),
    Unparsable(Unparsable),
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What a comment holds may go over several lines.
        write!(f, "line {}: {}", self.line, one_line(&self.problem.to_string()))
    }
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => {
                f.write_str("the template has no `# Title`; expected one such as `# [Name] Design Document`")
            }
            Self::NoSection => f.write_str("the template has no section; expected at least one `## Name`"),
            Self::SecondTitle(name) => write!(f, "`# {name}` is a second title; expected sections from `##` on"),
            Self::LevelJump { name, found, expected } => {
                write!(f, "`{name}` stands at level {found}; expected level {expected} or less")
            }
            Self::NameTwice(name) => write!(f, "`{name}` names two sections in one place; expected a name for each"),
            Self::UnknownAttribute(found) => write!(
                f,
                "`{found}` is no attribute; expected `optional`, `decisions`, `plan`, `decision`, `rationale`, `trade-offs`, `alternatives`, `aliases: …` or `counts-as: …`, parted by `;`"
            ),
            Self::NotOfTemplate(found) => write!(
                f,
                "`{found}` is no attribute of a whole template; expected `keep-order`, or the comment below a section's heading"
            ),
            Self::Unparsable(why) => write!(f, "the template {why}"),
        }
    }
}

impl std::error::Error for TemplateError {}
