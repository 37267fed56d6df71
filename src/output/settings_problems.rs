//! What is wrong with a book's settings, for people: each problem with its line in book.toml.

use annotate_snippets::{AnnotationKind, Level, Renderer};

use super::text::Lines;
use crate::settings::Problem;
use crate::terminal::one_line;
use crate::text::Span;

/// The problems in the order of their places in book.toml, which is shown as `path`; those that book.toml doesn't set come first. In colours that
/// whoever prints it may take off.
#[must_use]
pub fn settings_problems(mut problems: Vec<(&Problem, Option<Span>)>, path: &str, book_toml: &str) -> String {
    problems.sort_by_key(|(_, place)| place.map(|place| place.start));
    let renderer = Renderer::styled();
    let texts = problems.into_iter().map(|(problem, place)| {
        let title = Level::ERROR.primary_title(one_line(&problem.to_string()));
        let group = match place {
            Some(span) => {
                let lines = Lines::around(book_toml, [span].into_iter());
                title.element(
                    lines.snippet().path(one_line(path)).annotation(AnnotationKind::Primary.span(lines.range(span))),
                )
            }
            None => title.element(Level::NOTE.message("an environment variable sets this, not book.toml")),
        };
        format!("{}\n", renderer.render(&[group]))
    });
    texts.collect::<Vec<_>>().join("\n")
}
