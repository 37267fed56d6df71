//! A text in; sections, metadata and decisions out, each with its place. A document is data: whatever is wrong with it becomes
//! diagnostics, never an error. Reading knows nothing of books, hosts or pages.

mod choice;
pub(crate) mod date;
pub(crate) mod decision;
mod events;
pub mod field;
pub(crate) mod file_name;
pub mod front_matter;
pub(crate) mod identifier;
pub(crate) mod kind;
mod label;
mod line;
pub mod metadata;
pub(crate) mod outline;
pub(crate) mod placeholder;
pub(crate) mod progress;
pub mod relation;
pub(crate) mod sections;
mod sentence;
mod statement;
mod status_choice;
pub(crate) mod status_value;
pub(crate) mod suppression;
pub(crate) mod template_file;
pub(crate) mod title;
pub(crate) mod unfilled_prompt;
mod verdict;

pub(crate) use choice::is_to_come;

use memchr::memmem;

use crate::diagnostic::InputProblem;
use crate::fault::{self, Stage};
use crate::markdown::{BlockKind, Dialect, Inline, Parsed, Unparsable, parse};
use crate::status::Statuses;
use crate::template::{Template, TitlePattern};
use crate::text::{Span, normalize_name};
use decision::Decision;
use field::FieldName;
use front_matter::FrontMatter;
use metadata::Metadata;
use outline::Outline;
use progress::Progress;
use sections::Matching;
use title::TitleParts;

/// A document as it was read, before any template is held against it.
#[derive(Debug)]
pub struct Document<'a> {
    /// The text and all that the parser says of it.
    pub parsed: Parsed<'a>,
    /// Its front matter.
    pub front_matter: Option<FrontMatter>,
    /// Where its parts stand.
    pub outline: Outline,
    /// What it says of itself.
    pub metadata: Metadata,
    /// Where a block-level `{{#include x.md}}` stands, if there is one: what it brings can't be seen.
    pub opaque_include: Option<Span>,
}

impl<'a> Document<'a> {
    /// Reads a chapter's text.
    ///
    /// # Errors
    /// Why it can't be parsed.
    pub fn parse(text: &'a str, dialect: Dialect, statuses: &Statuses) -> Result<Self, Unparsable> {
        fault::point(Stage::Read, text);
        // What isn't valid and names no field that we know may be prose between two rules: it stays.
        let front_matter = front_matter::parse_front_matter(text).filter(|found| {
            found.problems.is_empty() || found.fields.iter().any(|entry| FieldName::spelled(&entry.key).is_some())
        });
        let start = front_matter.as_ref().map_or(0, |front_matter| front_matter.span.end);
        let parsed = parse(text, start, dialect)?;
        let outline = Outline::from_parsed(&parsed, start);
        let mut metadata = Metadata::from_parsed(&parsed, &outline, front_matter.as_ref(), statuses);
        if front_matter.is_none()
            && let Some(span) = front_matter::misplaced(text)
        {
            let message = "this looks like front matter, and front matter begins on the first line".to_owned();
            let help = "move it to the top of the file; here it is a rule and a heading".into();
            metadata.problems.push(InputProblem { span, message, help });
        }
        let opaque_include = opaque_include(&parsed);
        Ok(Self { parsed, front_matter, outline, metadata, opaque_include })
    }

    /// Where the page's text begins: behind the front matter.
    #[must_use]
    pub fn start(&self) -> usize {
        self.outline.header_zone.start
    }

    /// Whether its title and metadata may stand in a file that it includes, for it has none.
    #[must_use]
    pub fn may_be_elsewhere(&self) -> bool {
        self.outline.title.is_none() && self.metadata.fields.is_empty() && self.opaque_include.is_some()
    }

    /// Its title, else where its text begins.
    #[must_use]
    pub fn title_span(&self) -> Span {
        let title = self.outline.title.map(|title| self.parsed.headings[title].content);
        title.unwrap_or(Span::at(self.start()))
    }

    /// Where it says its status, else its title.
    #[must_use]
    pub fn status_span(&self) -> Span {
        let said = self.metadata.status_field.map(|field| self.metadata.fields[field].span);
        said.unwrap_or(self.title_span())
    }

    /// The name: the title without the pattern's words, front matter's `title`, or else the chapter's name.
    #[must_use]
    pub fn name(&self, pattern: &TitlePattern, chapter_name: &str) -> Inline {
        let of_title = self.outline.title.map(|title| {
            let whole = Inline::from_events(self.parsed.events_of_heading(&self.parsed.headings[title])).trimmed();
            let plain = whole.plain();
            let parts = TitleParts::parse(plain, pattern);
            whole.slice(parts.name_start, parts.name_end).tidied()
        });
        let of_words = |words: &str| {
            let parts = TitleParts::parse(words.trim(), pattern);
            Inline::text(Span::new(parts.name_start, parts.name_end).of(words.trim()))
        };
        of_title
            .filter(|name| !name.is_blank())
            .or_else(|| self.metadata.field(FieldName::Title).map(|field| of_words(&field.words())))
            .filter(|name| !name.is_blank())
            .unwrap_or_else(|| of_words(chapter_name))
    }

    /// The sections that it says don't apply to it, folded.
    #[must_use]
    pub fn not_applicable(&self) -> Vec<String> {
        let field = self.metadata.switch(FieldName::NotApplicable);
        field
            .map(|field| field.values().iter().map(|name| normalize_name(name).into_owned()).collect())
            .unwrap_or_default()
    }

    /// Holds the document against its template.
    #[must_use]
    pub fn matching<'t>(&self, template: &'t Template) -> Matching<'t> {
        let has_text = self.parsed.blocks.iter().any(|block| {
            let is_title = self.outline.title.is_some_and(|title| block.kind == BlockKind::Heading(title));
            !is_title && block.kind != BlockKind::Html && !self.metadata.holds(block.span)
        });
        Matching::with_template(&self.parsed, &self.outline, template, has_text)
    }

    /// The decision that it is itself, if its template says so. `area` is what it is about.
    #[must_use]
    pub fn as_decision(&self, matching: &Matching<'_>, area: &Inline, statuses: &Statuses) -> Option<Decision> {
        decision::of_document(&self.parsed, &self.outline, matching, area, statuses)
    }

    /// How far the work has come that it plans, if it has tasks.
    #[must_use]
    pub fn progress(&self, matching: &Matching<'_>) -> Option<Progress> {
        progress::count_progress(&self.parsed, &self.outline, matching)
    }

    /// The numbered decisions in it.
    #[must_use]
    pub fn decisions(&self, matching: &Matching<'_>, statuses: &Statuses) -> Vec<Decision> {
        decision::read_decisions(&self.parsed, &self.outline, matching, statuses)
    }
}

/// Where a block-level `{{#include x.md}}` stands, if there is one.
fn opaque_include(parsed: &Parsed<'_>) -> Option<Span> {
    // Most documents hold no directive.
    memmem::find(parsed.text.as_bytes(), b"{{")?;
    let paragraphs = parsed.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.flat_map(|block| lines(block.span, parsed.text)).find(|line| {
        let inside = line.of(parsed.text).strip_prefix("{{").and_then(|rest| rest.split_once("}}"));
        let words = inside.and_then(|(inside, _)| {
            let directive = inside.trim_start();
            directive.strip_prefix("#include").or_else(|| directive.strip_prefix("#template"))
        });
        words.and_then(|words| words.split_whitespace().next()).is_some_and(|path| {
            let path = path.split(':').next().unwrap_or_default();
            path.to_ascii_lowercase().ends_with(".md")
        })
    })
}

/// The lines of a part of a text, trimmed.
fn lines(part: Span, text: &str) -> impl Iterator<Item = Span> {
    let mut start = part.start;
    part.of(text).split_inclusive('\n').map(move |line| {
        start += line.len();
        Span::new(start - line.len(), start).trimmed(text)
    })
}
