//! `decision-without-alternatives`: a decision that says what and not what else.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A decision doesn't say what else was thought of.
    "decision-without-alternatives", Off, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let without = facts.decisions_with_choice().filter(|(decision, _)| decision.alternatives.is_empty());
    let diagnostics = without.map(|(decision, heading)| {
        let message = format!("decision {} names no alternative", decision.called());
        let help = "add an item such as `- Alternatives considered: X, since …`";
        Diagnostic::new(RULE, heading, message).with_help(help)
    });
    diagnostics.collect()
}
