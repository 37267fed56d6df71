//! Findings for people, in rustc's manner: the line with a caret under the place, other places beside it, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::sources::{Source, Sources};
use crate::book::{Place, Reported};
use crate::finding::Severity;
use crate::span::Span;
use crate::terminal::{one_line, without_c1};

/// Each finding with its lines, in colours that whoever prints it may take off; those of one rule at one place, such as the sections that a
/// document lacks, stand together. Empty where there is nothing to say.
#[must_use]
pub fn text(findings: &[Reported], sources: &dyn Sources) -> String {
    let renderer = Renderer::styled();
    let is_one = |a: &Reported, b: &Reported| {
        let key = |reported: &Reported| (reported.finding.code, reported.finding.span);
        a.place == b.place && key(a) == key(b) && a.finding.fix.is_none() && b.finding.fix.is_none()
    };
    let together = findings.chunk_by(is_one);
    together.map(|together| format!("{}\n\n", renderer.render(&groups(together, sources)))).collect()
}

fn groups<'r>(together: &'r [Reported], sources: &'r dyn Sources) -> Vec<Group<'r>> {
    let (reported, others) = together.split_first().expect("there is a finding");
    let finding = &reported.finding;
    let level = match reported.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note | Severity::Off => Level::NOTE,
    };
    let title = level.primary_title(one_line(&finding.message)).id(finding.code.name());
    let source = sources.of(&reported.place);
    let mut group = match &source.text {
        None => title.element(Origin::path(one_line(&source.path))),
        Some(_) => {
            let here = finding.related.iter().filter(|related| related.chapter.is_none());
            let beside = here.map(|related| AnnotationKind::Context.span(range(related.span)).label(&related.label));
            let primary = AnnotationKind::Primary.span(range(finding.span));
            title.element(snippet(&source).annotation(primary).annotations(beside))
        }
    };
    for related in &finding.related {
        let Some(chapter) = related.chapter else { continue };
        let other = sources.of(&Place::Chapter(chapter));
        group = group.element(
            snippet(&other).annotation(AnnotationKind::Context.span(range(related.span)).label(&related.label)),
        );
    }
    group = group.elements(others.iter().map(|other| Level::NOTE.message(one_line(&other.finding.message))));
    let help = finding.help.as_deref().map(one_line);
    let Some(fix) = &finding.fix else {
        return vec![group.elements(help.map(|help| Level::HELP.message(help)))];
    };
    let patches = fix.iter().map(|(span, text)| Patch::new(range(span), text));
    let help = Level::HELP.secondary_title(help.unwrap_or_else(|| "change this".to_owned()));
    vec![group, help.element(Snippet::source(shown_text(&source)).patches(patches))]
}

fn snippet<'s, A: Clone>(source: &Source<'_>) -> Snippet<'s, A> {
    Snippet::source(shown_text(source)).path(one_line(&source.path))
}

fn shown_text(source: &Source<'_>) -> String {
    without_c1(source.text.as_deref().unwrap_or_default()).into_owned()
}

fn range(span: Span) -> Range<usize> {
    span.start..span.end
}
