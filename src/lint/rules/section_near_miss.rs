//! `section-near-miss`: a heading that differs from a name of the template by a slip.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// A heading is almost a section of the template.
    "section-near-miss", Warning, Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let matching = &facts.read.matching;
    let unmatched = (0..matching.matches.len()).filter(|&section| matching.matches[section].is_none());
    let near = unmatched.filter_map(|section| {
        let near = matching.near_miss(&facts.read.document.outline, section)?;
        let message = format!("`{}` is almost `{near}`", facts.section_name(section));
        let help = format!("did you mean `{near}`?");
        Some(Diagnostic::new(RULE, facts.section_span(section), message).with_help(help))
    });
    near.collect()
}
