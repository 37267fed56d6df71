//! `section-misplaced`: a section below another parent or at another level than in the template.

use std::iter::successors;

use crate::diagnostic::Diagnostic;
use crate::document::sections::Role;
use crate::lint::DocumentFacts;

rule! {
    /// A section stands under another parent or at another level than in the template.
    "section-misplaced", Warning, Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    // Where headings are never moved, no place is wrong.
    if !facts.read.extent.renames {
        return Vec::new();
    }
    let sections = &facts.read.document.outline.sections;
    let misplaced = facts.sections_in_role(Role::Misplaced).map(|(section, slot)| {
        let name = &slot.slot.name;
        let mut above = successors(sections[section].parent, |&above| sections[above].parent);
        let second_title = above.find(|&above| sections[above].level == 1).map(|title| facts.section_name(title));
        let (message, help) = match (second_title, slot.parent) {
            (Some(title), None) => (
                format!("`{name}` stands below a second title, `{title}`"),
                format!("a document has one title: make `{title}` a section, or move `{name}` above it"),
            ),
            (_, parent) => {
                let marks = "#".repeat(slot.slot.level.into());
                let under = parent.map(|parent| format!(" under `{}`", facts.read.matching.slots[parent].slot.name));
                (
                    format!("`{name}` stands at another place than in the template"),
                    format!("the template has it as `{marks} {name}`{}", under.unwrap_or_default()),
                )
            }
        };
        Diagnostic::new(RULE, facts.section_span(section), message).with_help(help)
    });
    misplaced.collect()
}
