//! `order-kept`: sections that stay in the order of the numbers in their headings.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;
use crate::normalise::KeptOrder;

rule! {
    /// Numbers in headings keep sections in their author's order.
    "order-kept", Note, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let diagnostic = |kept: &KeptOrder| {
        let below = kept.parent.map_or(String::new(), |parent| format!(" below `{}`", facts.section_name(parent)));
        let message = format!("the sections{below} stay in the order of their numbers, which isn't the template's");
        let help = "take the numbers out of the headings, and the page shows the template's order";
        Diagnostic::new(RULE, facts.section_span(kept.first), message).with_help(help)
    };
    facts.page.kept.iter().map(diagnostic).collect()
}
