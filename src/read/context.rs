//! What all stages borrow: made once for a run.

use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::markdown::Dialect;
use crate::settings::{Assets, Labels, Settings, Threshold};
use crate::status::Phase;

use super::Templates;

/// What holds for a whole run.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// What the book asks for.
    pub settings: &'c Settings,
    /// The templates that its settings and documents name.
    pub templates: &'c Templates,
    /// How pages are written.
    pub options: RenderOptions<'c>,
    /// The least severity of the diagnostics that are wanted: most of those of a large book are notes.
    pub least: Severity,
    /// The day for which ages and reviews are judged; a build has none, so that it depends on its input alone.
    pub today: Option<Date>,
}

impl<'c> Context<'c> {
    /// The diagnostics that are wanted about a document in that phase.
    #[must_use]
    pub fn threshold(&self, phase: Option<Phase>) -> Threshold<'c> {
        Threshold { severities: &self.settings.rules, phase, least: self.least }
    }
}

/// How pages are written in one build.
#[derive(Debug, Clone, Copy)]
pub struct RenderOptions<'s> {
    /// Whether the renderer is `html`; others get plain Markdown.
    pub html: bool,
    /// The words that the tool writes.
    pub labels: &'s Labels,
    /// Whether pages have style and script in them.
    pub assets: Assets,
    /// How the host reads Markdown and names headings.
    pub dialect: Dialect,
}
