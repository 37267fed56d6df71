//! `decision-missing`: a section for decisions that has none.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A document that should have decisions has none.
    "decision-missing", Warning (open: Note), Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let (document, matching) = (&facts.read.document, &facts.read.matching);
    let mut sections = 0..document.outline.sections.len();
    let holder = sections.find(|&section| matching.holds_decisions(section));
    let empty = holder.filter(|_| facts.read.decisions.is_empty() && document.opaque_include.is_none());
    let diagnostic = empty.map(|section| {
        let message = format!("`{}` has no decision", facts.section_name(section));
        let help = "write each one as `### 1. Area`, with a sentence such as `Will use X because:` below";
        Diagnostic::new(RULE, facts.section_span(section), message).with_help(help)
    });
    diagnostic.into_iter().collect()
}
