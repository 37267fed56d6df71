//! Diagnostics for people, in rustc's manner: the line with a caret under the place, other places beside it, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use memchr::{memchr, memchr_iter, memrchr};

use super::sources::Sources;
use crate::diagnostic::Severity;
use crate::diagnostic::{LocatedDiagnostic, Location};
use crate::terminal::{one_line, source_lines};
use crate::text::Span;

/// Each diagnostic with its lines, in colours that whoever prints it may take off; those of one rule at one place, such as the sections that a
/// document lacks, stand together. Empty where there is nothing to say.
#[must_use]
pub fn text(diagnostics: &[LocatedDiagnostic], sources: &dyn Sources) -> String {
    let renderer = Renderer::styled();
    let is_one = |a: &LocatedDiagnostic, b: &LocatedDiagnostic| {
        let key = |reported: &LocatedDiagnostic| (reported.diagnostic.rule, reported.diagnostic.span);
        a.location == b.location && key(a) == key(b) && a.diagnostic.fix.is_none() && b.diagnostic.fix.is_none()
    };
    let together = diagnostics.chunk_by(is_one);
    together.map(|together| format!("{}\n\n", renderer.render(&groups(together, sources)))).collect()
}

fn groups<'r>(together: &'r [LocatedDiagnostic], sources: &'r dyn Sources) -> Vec<Group<'r>> {
    let (reported, others) = together.split_first().expect("there is a finding");
    let diagnostic = &reported.diagnostic;
    let level = match reported.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note | Severity::Off => Level::NOTE,
    };
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.rule.name());
    let source = sources.source(&reported.location);
    let here = || diagnostic.related.iter().filter(|related| related.chapter.is_none());
    let mut group = match &source.text {
        None => title.element(Origin::path(one_line(&source.path))),
        Some(text) => {
            let lines = Lines::around(text, here().map(|related| related.span).chain([diagnostic.span]));
            let beside =
                here().map(|related| AnnotationKind::Context.span(lines.range(related.span)).label(&related.label));
            let primary = AnnotationKind::Primary.span(lines.range(diagnostic.span));
            title.element(lines.snippet().path(one_line(&source.path)).annotation(primary).annotations(beside))
        }
    };
    for related in &diagnostic.related {
        let Some(chapter) = related.chapter else { continue };
        let other = sources.source(&Location::Chapter(chapter));
        let lines = Lines::around(other.text.as_deref().unwrap_or_default(), [related.span].into_iter());
        let annotation = AnnotationKind::Context.span(lines.range(related.span)).label(&related.label);
        group = group.element(lines.snippet().path(one_line(&other.path)).annotation(annotation));
    }
    group = group.elements(others.iter().map(|other| Level::NOTE.message(one_line(&other.diagnostic.message))));
    let help = diagnostic.help.as_deref().map(one_line);
    let Some(fix) = &diagnostic.fix else {
        return vec![group.elements(help.map(|help| Level::HELP.message(help)))];
    };
    let lines = Lines::around(source.text.as_deref().unwrap_or_default(), fix.iter().map(|(span, _)| span));
    let patches = fix.iter().map(|(span, text)| Patch::new(lines.range(span), text));
    let help = Level::HELP.secondary_title(help.unwrap_or_else(|| "change this".to_owned()));
    vec![group, help.element(lines.snippet().patches(patches))]
}

/// The lines of a text from the first to the last one that some spans stand in: the renderer reads all that it is given, for each diagnostic.
pub(super) struct Lines {
    text: String,
    /// The number of the first one.
    number: usize,
    /// Where they begin in the text.
    start: usize,
}

impl Lines {
    pub(super) fn around(text: &str, spans: impl Iterator<Item = Span>) -> Self {
        let around = spans.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end))).unwrap_or(Span::at(0));
        let start = memrchr(b'\n', &text.as_bytes()[..around.start]).map_or(0, |newline| newline + 1);
        let end = memchr(b'\n', &text.as_bytes()[around.end..]).map_or(text.len(), |newline| around.end + newline + 1);
        let number = memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1;
        Self { text: source_lines(Span::new(start, end).of(text)).into_owned(), number, start }
    }

    pub(super) fn snippet<'s, A: Clone>(&self) -> Snippet<'s, A> {
        Snippet::source(self.text.clone()).line_start(self.number)
    }

    pub(super) fn range(&self, span: Span) -> Range<usize> {
        span.start - self.start..span.end - self.start
    }
}
