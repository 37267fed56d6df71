//! `decision-without-choice`: a decision in which the tool finds no choice.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;
use crate::template::Says;

rule! {
    /// A decision doesn't say what was chosen.
    "decision-without-choice", Warning, Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let (parsed, matching) = (&facts.read.document.parsed, &facts.read.matching);
    let says_choice = || !matching.sections_for(|slot| slot.says == Some(Says::Choice)).is_empty();
    // Where the section is missing that would say it, that is said.
    let without = facts.read.decisions.iter().filter(|decision| decision.choice.is_none());
    let unsaid = without.filter(|decision| !decision.is_document || says_choice());
    let diagnostics = unsaid.map(|decision| {
        let heading = parsed.headings[decision.heading].content;
        let span = if decision.section.is_some() { heading } else { decision.span.trimmed(parsed.text) };
        let message = format!("decision {} doesn't say what was chosen", decision.called());
        let help = "begin it with a sentence such as `Will use X because:`, or with `Approach: X`";
        Diagnostic::new(RULE, span, message).with_help(help)
    });
    diagnostics.collect()
}
