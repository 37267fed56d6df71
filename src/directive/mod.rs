//! The directives in a chapter: its parsed text in, each `{{#decisions …}}`, `{{#design-docs …}}`, `{{#decision …}}` and
//! `{{#design-status …}}` out, with its place and what it asks for, or with what is wrong with it.
//!
//! It must not know which documents there are, nor what a table looks like.

mod arguments;
mod filter;
mod inline_run;
mod name;
mod pattern;
mod problem;
mod query;
mod vocabulary;

pub(crate) use filter::Filter;
pub(crate) use query::{Query, Sort};
pub use vocabulary::{Column, FilterKey, Group, Listing, SortKey};

use crate::diagnostic::InputProblem;
use crate::markdown::{BlockKind, Parsed};
use crate::settings::Settings;
use crate::status::Statuses;
use crate::text::{Span, prefix_to};
use inline_run::InlineRun;
use name::DirectiveName;
use problem::DirectiveProblem;

/// The words of a book's own that a query can use.
#[derive(Debug, Clone)]
pub struct BookWords<'b> {
    /// Its statuses.
    pub statuses: &'b Statuses,
    /// The ids of its collections.
    pub collections: Vec<&'b str>,
}

impl<'b> BookWords<'b> {
    /// Those of the settings.
    #[must_use]
    pub fn from_settings(settings: &'b Settings) -> Self {
        let collections = settings.collections.iter().map(|collection| collection.name.id.as_str()).collect();
        Self { statuses: &settings.statuses, collections }
    }
}

/// What a directive asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// `{{#decisions …}}`: a table of decisions.
    Decisions(Query),
    /// `{{#design-docs …}}`: a table of documents.
    Documents(Query),
    /// `{{#decision path#2}}`: a link to a decision, with its status.
    Decision {
        /// The document's path and the decision's number as they are written; the path is relative to the chapter's folder, or to `src`
        /// with a leading `/`.
        target: String,
    },
    /// `{{#design-status path}}`: a document's badge.
    Status {
        /// As it is written: relative to the chapter's folder, or to `src` with a leading `/`.
        path: String,
    },
}

/// A directive in a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDirective {
    /// From `{{` to `}}`; of a directive that isn't closed, to the end of its name.
    pub span: Span,
    /// The whole paragraph to put a table in the place of, if the directive gives a table and stands alone.
    pub block: Option<Span>,
    /// What it asks for. A directive with a diagnostic stays as text.
    pub directive: Result<Directive, InputProblem>,
}

/// Finds the directives of a chapter, in order: in text alone, never in code, raw HTML, an image's text or behind a
/// backslash.
///
/// A name that is almost one of ours is found too, and is wrong. Other directives belong to others.
#[must_use]
pub fn find(parsed: &Parsed<'_>, words: &BookWords<'_>) -> Vec<FoundDirective> {
    let mut found = Vec::new();
    if !parsed.text.contains("{{") {
        return found;
    }
    inline_run::each(parsed, |run| {
        let mut from = run.span.start;
        while let Some(opening) = Opening::next(parsed.text, run, from) {
            from = opening.name_span.end;
            if let Some(directive) = read_directive(parsed, words, run, &opening) {
                from = directive.span.end.max(from);
                found.push(directive);
            }
        }
    });
    found
}

/// `{{#name`, in text and without a backslash in front.
struct Opening {
    start: usize,
    name_span: Span,
}

impl Opening {
    /// The first from byte `from` on. mdBook allows white space between `{{` and `#`, so it is allowed here.
    fn next(text: &str, run: &InlineRun, mut from: usize) -> Option<Self> {
        loop {
            let start = from + Span::new(from, run.span.end).of(text).find("{{")?;
            from = start + 1;
            let rest = Span::new(start + 2, run.span.end).of(text);
            let Some(behind) = rest.trim_start().strip_prefix('#') else { continue };
            let length = behind.find(|c: char| !name::may_contain(c)).unwrap_or(behind.len());
            let name_start = run.span.end - behind.len();
            let name_span = Span::new(name_start, name_start + length);
            let is_escaped = prefix_to(text, start).ends_with('\\');
            if length > 0 && !is_escaped && run.is_text(Span::new(start, start + 2)) && run.is_text(name_span) {
                return Some(Self { start, name_span });
            }
        }
    }
}

/// What opens there, if it is ours.
fn read_directive(
    parsed: &Parsed<'_>,
    words: &BookWords<'_>,
    run: &InlineRun,
    opening: &Opening,
) -> Option<FoundDirective> {
    let text = parsed.text;
    let Opening { start, name_span } = *opening;
    let wrong = |span, place, problem: DirectiveProblem| FoundDirective {
        span,
        block: None,
        directive: Err(problem.at(place)),
    };
    let close = closing(text, run, name_span.end);
    let Some(name) = DirectiveName::named(name_span.of(text)) else {
        let found = name_span.of(text).to_owned();
        let near = DirectiveName::closest_match(&found)?;
        return Some(wrong(Span::new(start, close? + 2), name_span, DirectiveProblem::Misspelt { found, near }));
    };
    let Some(close) = close else {
        let span = Span::new(start, name_span.end);
        return Some(wrong(span, span, DirectiveProblem::Unclosed(name)));
    };
    let span = Span::new(start, close + 2);
    let arguments = Span::new(name_span.end, close);
    let table = |listing, directive: fn(Query) -> Directive| match paragraph_of(parsed, span) {
        Some(block) => {
            let directive = Query::parse(text, arguments, listing, words).map(directive);
            FoundDirective { span, block: Some(block), directive }
        }
        None => wrong(span, span, DirectiveProblem::NotAlone(name)),
    };
    let reference: fn(String) -> Directive = match name {
        DirectiveName::Decisions => return Some(table(Listing::Decisions, Directive::Decisions)),
        DirectiveName::Documents => return Some(table(Listing::Documents, Directive::Documents)),
        DirectiveName::Decision => |target| Directive::Decision { target },
        DirectiveName::Status => |path| Directive::Status { path },
    };
    if let Some(place) = run.names_an_id {
        return Some(wrong(span, span, DirectiveProblem::InHeading(name, place)));
    }
    if name == DirectiveName::Decision && run.is_in_link(span) {
        return Some(wrong(span, span, DirectiveProblem::InLink));
    }
    let directive = target(text, arguments, name).map(reference).map_err(|problem| problem.at(span));
    Some(FoundDirective { span, block: None, directive })
}

/// Where the `}}` stands that closes what is open at `from`: the first one in text, if nothing else opens before it.
fn closing(text: &str, run: &InlineRun, from: usize) -> Option<usize> {
    let rest = Span::new(from, run.span.end).of(text);
    let rest = rest.split_once("{{").map_or(rest, |(before, _)| before);
    let mut places = rest.match_indices("}}").map(|(place, _)| from + place);
    places.find(|&place| run.is_text(Span::new(place, place + 2)))
}

/// The paragraph at depth 0 that holds a directive and nothing else.
fn paragraph_of(parsed: &Parsed<'_>, directive: Span) -> Option<Span> {
    let next = parsed.blocks.partition_point(|block| block.span.start <= directive.start);
    let block = parsed.blocks[..next].last().filter(|block| block.kind == BlockKind::Paragraph)?;
    let source = block.span.of(parsed.text).trim_end_matches(['\n', '\r', ' ', '\t']);
    (block.span.trimmed(parsed.text) == directive)
        .then_some(Span::new(block.span.start, block.span.start + source.len()))
}

/// What a directive in text names: a path, and for a decision what stands behind `#`.
fn target(text: &str, arguments: Span, name: DirectiveName) -> Result<String, DirectiveProblem> {
    let written = arguments.of(text).trim();
    let bare = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written).trim();
    if bare.is_empty() {
        return Err(DirectiveProblem::NoPath(name));
    }
    if bare.contains('\n') {
        return Err(DirectiveProblem::PathOverLines);
    }
    Ok(arguments::without_escapes(bare))
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
