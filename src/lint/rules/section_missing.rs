//! `section-missing`: a section of the template that a document doesn't have.

use crate::diagnostic::Diagnostic;
use crate::document::sections::PlacedSlot;
use crate::lint::DocumentFacts;

rule! {
    /// A document lacks a section of its template.
    "section-missing", Warning (open: Note), Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let (document, slots) = (&facts.read.document, &facts.read.matching.slots);
    // What an included file holds can't be missed.
    if document.opaque_include.is_some() {
        return Vec::new();
    }
    let not_applicable = document.not_applicable();
    let is_missed = |placed: &&PlacedSlot<'_>| {
        placed.filled_by.is_none() && !placed.slot.is_optional && !placed.slot.is_among(&not_applicable)
    };
    let missing = slots.iter().filter(is_missed).filter_map(|placed| {
        let name = &placed.slot.name;
        let (span, message) = match placed.parent {
            None => (document.title_span(), format!("the document has no section `{name}`")),
            Some(parent) => {
                let (section, parent) = (slots[parent].filled_by?, &slots[parent].slot.name);
                let heading = &document.parsed.headings[document.outline.sections[section].heading];
                let is_blank = document.outline.sections[section].span.len() <= heading.span.len() + 1;
                (!is_blank).then(|| (heading.content, format!("`{parent}` has no section `{name}`")))?
            }
        };
        let marks = "#".repeat(placed.slot.level.into());
        let help = format!("add `{marks} {name}`, or list it under `not-applicable` in front matter");
        Some(Diagnostic::new(RULE, span, message).with_help(help))
    });
    missing.collect()
}
