//! `placeholder-shown`: what a page shows for missing sections and unfilled prompts.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;
use crate::page::segment::{Placeholder, PlaceholderKind, Segment};

rule! {
    /// A section without a text is shown as not yet written, or as not applicable.
    "placeholder-shown", Note, Document
}

/// One note for each unfilled prompt, and one for those missing sections that stand together.
fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let placeholders = facts.page.plan.segments().iter().filter_map(|segment| match segment {
        Segment::Placeholder(placeholder) => Some(&**placeholder),
        _ => None,
    });
    let placeholders: Vec<&Placeholder> = placeholders.collect();
    let together = placeholders.chunk_by(|a, b| (a.kind, &a.words) == (b.kind, &b.words));
    let diagnostics = together.map(|together| {
        let first = together[0];
        let (span, message) = match first.kind {
            PlaceholderKind::UnfilledPrompt { section } => (
                facts.section_span(section),
                format!("the template's prompt under `{}` is shown as \"{}\"", first.name, first.words),
            ),
            PlaceholderKind::MissingSection { after } => {
                let place = after
                    .map_or("before all sections".to_owned(), |after| format!("after `{}`", facts.section_name(after)));
                let names: Vec<String> = together.iter().map(|shown| format!("`{}`", shown.name)).collect();
                let message = format!("{} shown {place} as \"{}\"", are(&names), first.words);
                (facts.read.document.title_span(), message)
            }
        };
        Diagnostic::new(RULE, span, message)
    });
    diagnostics.collect()
}

/// `A is`, `A and B are`, `A, B and C are`.
fn are(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("{name} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
    }
}
