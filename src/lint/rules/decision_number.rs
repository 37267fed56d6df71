//! `decision-number`: a gap or a repeat in the numbers that an author gave to decisions. The page numbers them from 1 without
//! either, so whoever refers to "decision 4" means another one than the page.

use crate::diagnostic::Diagnostic;
use crate::document::decision::written_number;
use crate::lint::DocumentFacts;
use crate::text::Span;

rule! {
    /// The numbers that an author gave to decisions have a gap or a repeat.
    "decision-number", Warning, Document
}

/// Every number that doesn't follow the one before it, in sections of decisions together: the index numbers them through.
fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let parsed = &facts.read.document.parsed;
    let mut diagnostics = Vec::new();
    let mut before: Option<(u32, Span)> = None;
    // Decisions without a number of their own since the one before.
    let mut between = 0;
    for decision in facts.read.decisions.iter().filter(|decision| decision.section.is_some()) {
        let heading = &parsed.headings[decision.heading];
        let Some(number) = written_number(&heading.text) else {
            between += 1;
            continue;
        };
        let message = match before {
            None if number > between + 1 => Some(format!("the first decision has number {number}")),
            Some((last, _)) if number == last => Some(format!("two decisions have number {number}")),
            Some((last, _)) if number < last => Some(format!("decision {number} stands behind decision {last}")),
            Some((last, _)) if number > last + between + 1 => {
                Some(format!("decision {number} follows decision {last}"))
            }
            _ => None,
        };
        if let Some(message) = message {
            let help = format!("the index numbers it {}; give it that number", decision.number);
            let mut diagnostic = Diagnostic::new(RULE, heading.content, message).with_help(help);
            if let Some((last, span)) = before {
                diagnostic = diagnostic.beside(span, format!("decision {last}"));
            }
            diagnostics.push(diagnostic);
        }
        before = Some((number, heading.content));
        between = 0;
    }
    diagnostics
}
