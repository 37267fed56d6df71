//! `section-duplicate`: a section of the template that a document has twice.

use crate::diagnostic::Diagnostic;
use crate::document::sections::Role;
use crate::lint::DocumentFacts;
use crate::text::{normalize, normalize_name, prefix_to};

rule! {
    /// A document has a section of its template twice.
    "section-duplicate", Warning, Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let duplicates = facts.sections_in_role(Role::Duplicate).filter_map(|(section, slot)| {
        // `Unit Tests (storage)` and `Unit Tests (network)` are told apart.
        let differs = |first| differ_by_suffix(facts.section_name(first), facts.section_name(section));
        if slot.filled_by.is_some_and(differs) {
            return None;
        }
        let message = format!("`{}` is there twice", slot.slot.name);
        let diagnostic = Diagnostic::new(RULE, facts.section_span(section), message)
            .with_help("join the two, or give one another name");
        Some(match slot.filled_by {
            Some(first) => diagnostic.beside(facts.section_span(first), "it is here first"),
            None => diagnostic,
        })
    });
    duplicates.collect()
}

/// Whether two headings have the same words, and others behind a parenthesis, a dash or a colon.
fn differ_by_suffix(a: &str, b: &str) -> bool {
    let base = |text: &str| {
        let ends = [" (", " \u{2013} ", " \u{2014} ", " - ", ": "].iter().filter_map(|mark| text.find(mark));
        normalize_name(prefix_to(text, ends.min().unwrap_or(text.len()))).into_owned()
    };
    normalize(a) != normalize(b) && base(a) == base(b)
}
