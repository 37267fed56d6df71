//! `move-refused`: what a page doesn't bring to its template, since something would be lost.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;
use crate::normalise::{PlanExtent, Refusal};

rule! {
    /// A document could not be brought wholly to its template.
    "move-refused", Warning, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (extent, refusal) in &facts.page.refused {
        let refused = refused(facts, *extent, refusal);
        if !diagnostics.contains(&refused) {
            diagnostics.push(refused);
        }
    }
    diagnostics
}

/// What was not done, and why, where the reason stands.
fn refused(facts: &DocumentFacts<'_>, extent: PlanExtent, refusal: &Refusal) -> Diagnostic {
    let document = &facts.read.document;
    let span = refusal.span().map_or(document.title_span(), |span| span.trimmed(document.parsed.text));
    let what = match (extent, refusal) {
        (_, Refusal::Header(..)) | (PlanExtent::Header | PlanExtent::HeaderBeside, _) => {
            "the metadata stays where it is".to_owned()
        }
        (PlanExtent::Moved, _) => {
            let section = document.outline.children(None).find(|(_, section)| section.span.contains(span));
            let because = section.map(|(section, _)| format!(" because of `{}`", facts.section_name(section)));
            format!("the sections stay in the order in which they are written{}", because.unwrap_or_default())
        }
        (PlanExtent::InPlace, _) => "the sections are left as they are".to_owned(),
        (PlanExtent::Bare, _) => "the page gets no header".to_owned(),
    };
    Diagnostic::new(RULE, span, format!("{what}: {refusal}"))
}
