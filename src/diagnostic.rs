//! What the tool has to say about a chapter: a closed list of codes, how grave each is, and where it was found.

use std::borrow::Cow;

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

/// Declares the codes, each with its summary, its name and its default severity, so that the lists can't drift apart. A code without a page in the manual
/// doesn't compile.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// What was found: the name of a rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
        pub enum Rule {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Rule {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that settings and messages use, for example `status-unknown`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it finds, in one sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim_ascii(),)+
                }
            }

            /// Its page in the manual, as it is written: Markdown whose links start at the page's own folder, with `\{{#` for `{{#` where mdBook would see a
            /// directive.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../example-book/src/manual/findings/", $name, ".md")),)+
                }
            }

            const fn usual_severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// A document says no status.
    StatusMissing = "status-missing", Warning;
    /// A status is still the template's placeholder.
    StatusPlaceholder = "status-placeholder", Warning;
    /// A status is not in the book's list.
    StatusUnknown = "status-unknown", Warning;
    /// A document says two different statuses.
    StatusConflict = "status-conflict", Warning;
    /// A document lacks what the book's settings require of its status.
    StatusRequires = "status-requires", Warning;
    /// A document has not been touched for longer than the settings allow for its status.
    StatusStale = "status-stale", Warning;
    /// Front matter can't be read, or a field's value can't be used.
    MetadataInvalid = "metadata-invalid", Error;
    /// A document triggers a bug in this tool.
    InternalError = "internal-error", Error;
    /// The Markdown parser can't read a chapter.
    ChapterUnparsable = "chapter-unparsable", Error;
    /// A directive of this tool has a wrong name, argument or value.
    DirectiveInvalid = "directive-invalid", Error;
    /// The index page can't be where the settings want it.
    IndexClash = "index-clash", Error;
    /// A `docs` glob matches no chapter.
    GlobEmpty = "glob-empty", Warning;
    /// Two collections name one document.
    CollectionOverlap = "collection-overlap", Warning;
    /// A document could not be brought wholly to its template.
    MoveRefused = "move-refused", Warning;
    /// A document has no title.
    TitleMissing = "title-missing", Warning;
    /// A document lacks a section of its template.
    SectionMissing = "section-missing", Warning;
    /// A template's guidance stands unchanged in a document.
    BoilerplateLeft = "boilerplate-left", Warning;
    /// A document has a section of its template twice.
    SectionDuplicate = "section-duplicate", Warning;
    /// A section stands under another parent or at another level than in the template.
    SectionMisplaced = "section-misplaced", Warning;
    /// A heading is almost a section of the template.
    SectionNearMiss = "section-near-miss", Warning;
    /// A heading was brought to the template's name.
    SectionRenamed = "section-renamed", Note;
    /// A section is shown at its place in the template.
    SectionMoved = "section-moved", Note;
    /// Numbers in headings keep sections in their author's order.
    OrderKept = "order-kept", Note;
    /// All headings are shown at another level.
    LevelsChanged = "levels-changed", Note;
    /// A section without a text is shown as not yet written, or as not applicable.
    StubShown = "stub-shown", Note;
    /// A title differs from the template's pattern.
    TitlePattern = "title-pattern", Note;
    /// A document includes a file whose headings can't be seen.
    IncludeOpaque = "include-opaque", Note;
    /// A document that should have decisions has none.
    DecisionMissing = "decision-missing", Warning;
    /// A decision doesn't say what was chosen.
    DecisionWithoutChoice = "decision-without-choice", Warning;
    /// The numbers that an author gave to decisions have a gap or a repeat.
    DecisionNumber = "decision-number", Warning;
    /// A decision says what was chosen, and not why.
    DecisionWithoutRationale = "decision-without-rationale", Warning;
    /// A decision doesn't say what else was thought of.
    DecisionWithoutAlternatives = "decision-without-alternatives", Off;
    /// A document's status and the tasks of its plan contradict each other.
    ProgressMismatch = "progress-mismatch", Warning;
    /// A field for a day says none, or one that doesn't sort.
    DateInvalid = "date-invalid", Warning;
    /// The day on which a document was to be reviewed has passed.
    ReviewOverdue = "review-overdue", Warning;
    /// Two documents have one number.
    IdDuplicate = "id-duplicate", Warning;
    /// A document's title has another id than its file name or its field.
    IdMismatch = "id-mismatch", Warning;
    /// A document's file is not in SUMMARY.md.
    NotInSummary = "not-in-summary", Warning;
    /// A document names another one that isn't there.
    RelationTargetMissing = "relation-target-missing", Warning;
    /// Documents supersede each other, or depend on each other, in a circle.
    RelationCycle = "relation-cycle", Warning;
    /// A document supersedes another one, and only one of the two says so.
    RelationOneSided = "relation-one-sided", Note;
    /// A document says that it is superseded, and nobody says by what.
    SupersededWithoutSuccessor = "superseded-without-successor", Warning;
    /// A document says that it holds, and another one holds in its place.
    SupersededButInForce = "superseded-but-in-force", Warning;
    /// A document that supersedes another one is not in force.
    SuccessorNotInForce = "successor-not-in-force", Note;
    /// A document that holds rests on one that doesn't.
    DependsOnDead = "depends-on-dead", Warning;
    /// A link leads to a fragment that its page doesn't have.
    LinkToMissingHeading = "link-to-missing-heading", Warning;
    /// A comment allows what isn't there.
    AllowUnused = "allow-unused", Warning;
    /// A chapter that the globs name doesn't look like its template.
    TemplateMismatch = "template-mismatch", Warning;
}

impl Rule {
    /// The code of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The severity without settings. A document in phase `open` is still being written: what it lacks is only noted.
    #[must_use]
    pub fn default_severity(self, phase: Option<Phase>) -> Severity {
        match self {
            Self::SectionMissing | Self::BoilerplateLeft | Self::DecisionMissing | Self::DecisionWithoutRationale
                if phase == Some(Phase::Open) =>
            {
                Severity::Note
            }
            _ => self.usual_severity(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for &code in Rule::ALL {
            assert_eq!(Rule::named(code.name()), Some(code));
        }
        assert_eq!(Rule::named("status"), None);
    }

    #[test]
    fn a_draft_may_lack_sections() {
        assert_eq!(Rule::SectionMissing.default_severity(Some(Phase::Open)), Severity::Note);
        assert_eq!(Rule::SectionMissing.default_severity(Some(Phase::Decided)), Severity::Warning);
        assert_eq!(Rule::StatusUnknown.default_severity(Some(Phase::Open)), Severity::Warning);
    }
}
