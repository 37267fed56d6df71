//! `section-renamed`: a heading that its page shows with the template's name.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A heading was brought to the template's name.
    "section-renamed", Note, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let title = facts.read.document.outline.title;
    let sections = facts.rewritten_headings().filter(|line| Some(line.heading) != title);
    sections.filter_map(|line| facts.shown_otherwise(RULE, line)).collect()
}
