//! What is reported about a book: rules, severities, and diagnostics with their locations. Which rules there are is not known here.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use crate::status::Phase;
use crate::text::Edits;
use crate::text::Span;
use crate::words::words;

words! {
    /// How grave a diagnostic is; they order from harmless to grave.
    #[derive(PartialOrd, Ord, Hash)]
    Severity {
        /// Not reported.
        Off = "off",
        /// What was done, or what an author may want to know.
        Note = "note",
        /// Something that a reader of the page will miss.
        Warning = "warning",
        /// Something that can't be what the author meant.
        Error = "error",
    }
}

impl Severity {
    /// Whether a diagnostic of this severity is reported where those from `least` on are.
    #[must_use]
    pub fn is_reported_from(self, least: Self) -> bool {
        self != Self::Off && self >= least
    }
}

/// A rule: what is checked. Its file below `lint/rules/` declares it with [`RuleDefinition`], and is the only one that reports it.
#[derive(Clone, Copy)]
pub struct Rule(&'static RuleDefinition);

/// What is known of a rule beside its check.
pub struct RuleDefinition {
    /// The name that settings and messages use, for example `status-unknown`.
    pub name: &'static str,
    /// What it reports, in one sentence.
    pub summary: &'static str,
    /// Its page in the manual, as it is written: Markdown whose links start at the page's own folder, with `\{{#` for `{{#` where mdBook would see a
    /// directive.
    pub page: &'static str,
    /// The severity without settings.
    pub severity: Severity,
    /// The severity without settings in a document of phase `open`, which is still being written.
    pub severity_when_open: Severity,
}

impl Rule {
    /// The rule of a definition.
    #[must_use]
    pub const fn new(definition: &'static RuleDefinition) -> Self {
        Self(definition)
    }

    /// The name that settings and messages use, for example `status-unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// What it reports, in one sentence.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        self.0.summary
    }

    /// Its page in the manual, as [`RuleDefinition::page`] says.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.0.page
    }

    /// The severity without settings, in a document of that phase if it has one.
    #[must_use]
    pub fn default_severity(self, phase: Option<Phase>) -> Severity {
        if phase == Some(Phase::Open) { self.0.severity_when_open } else { self.0.severity }
    }
}

/// Rules are compared by their names, which are unique.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Rule {}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a part of the author's text can't be read as, found where it is read; a rule reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    /// The smallest part of the text that shows it.
    pub span: Span,
    /// What is wrong, as a diagnostic says it.
    pub message: String,
    /// What to do, as a diagnostic says it.
    pub help: Cow<'static, str>,
}

/// One thing to report about a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub rule: Rule,
    /// The smallest place in the author's text that shows it.
    pub span: Span,
    /// One sentence without a full stop: what was found.
    pub message: String,
    /// One concrete action, or nothing where there is none.
    pub help: Option<Cow<'static, str>>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// What mends it, where that is certain: changes of the text that it was found in.
    pub fix: Option<Edits>,
}

/// Another place that a diagnostic is about, such as the second of two that disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The chapter, by its place in the book; `None` for the one that the diagnostic is about.
    pub chapter: Option<usize>,
    /// Where in its text.
    pub span: Span,
    /// What stands there, in a few words.
    pub label: String,
}

impl Diagnostic {
    /// The diagnostic of an [`InputProblem`].
    #[must_use]
    pub fn of_input(rule: Rule, problem: &InputProblem) -> Self {
        Self::new(rule, problem.span, problem.message.clone()).with_help(problem.help.clone())
    }

    /// A diagnostic without a help.
    #[must_use]
    pub fn new(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        Self { rule, span, message: message.into(), help: None, related: Vec::new(), fix: None }
    }

    /// The same diagnostic with a concrete action.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same diagnostic with another place in the same text.
    #[must_use]
    pub fn beside(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { chapter: None, span, label: label.into() });
        self
    }

    /// The same diagnostic with a change that mends it: `text` in place of `span`.
    #[must_use]
    pub fn with_fix(mut self, span: Span, text: impl Into<String>) -> Self {
        let mut edits = Edits::new();
        edits.replace(span, text);
        self.fix = Some(edits);
        self
    }
}

/// What a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A chapter, by its place in the book.
    Chapter(usize),
    /// A file that is no chapter, by its path relative to `src`.
    File(String),
    /// A setting in book.toml.
    Setting {
        /// Its key below the preprocessor's table, with dots.
        key: String,
        /// Its value, or the one of its items that is meant.
        value: String,
    },
}

/// A diagnostic with its location and severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedDiagnostic {
    /// What it is about.
    pub location: Location,
    /// How grave it is in this book.
    pub severity: Severity,
    /// What was found.
    pub diagnostic: Diagnostic,
}

impl LocatedDiagnostic {
    /// The chapter that it is about, by its place in the book.
    #[must_use]
    pub fn chapter(&self) -> Option<usize> {
        match self.location {
            Location::Chapter(chapter) => Some(chapter),
            Location::File(_) | Location::Setting { .. } => None,
        }
    }
}
