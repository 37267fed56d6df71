//! `section-moved`: a section that its page shows at another place.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;
use crate::normalise::MovedSection;

rule! {
    /// A section is shown at its place in the template.
    "section-moved", Note, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let after = |section: Option<usize>| {
        section.map_or("first".to_owned(), |section| format!("after `{}`", facts.section_name(section)))
    };
    let diagnostic = |moved: &MovedSection| {
        let along: Vec<String> =
            moved.along.iter().map(|&section| format!("`{}`", facts.section_name(section))).collect();
        let along = if along.is_empty() { String::new() } else { format!(", followed by {},", along.join(", ")) };
        let (name, shown, written) =
            (facts.section_name(moved.section), after(moved.shown_after), after(moved.written_after));
        let message = format!("`{name}`{along} is shown {shown}; it is written {written}");
        Diagnostic::new(RULE, facts.section_span(moved.section), message)
    };
    facts.page.moved.iter().map(diagnostic).collect()
}
