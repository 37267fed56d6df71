//! What the tool read from a document, for its author: every value with its line, and why a sentence was taken for a choice.

use std::fmt::Write as _;

use crate::book::Inspected;
use crate::diagnostic::Rule;
use crate::document::decision::{ChoiceFrom, Decision};
use crate::document::identifier::IdSource;
use crate::document::sections::{Fit, Role};
use crate::markdown::Inline;
use crate::text::{Span, line_and_column};

use crate::catalog::DocumentRecord;
use crate::catalog::relations::{Party, Relations, Target};
use crate::terminal::{self, one_line};

/// The explanation of a document at a path relative to `src`; `place` is its own in the catalog.
#[must_use]
pub fn explanation(
    path: &str,
    inspected: &Inspected<'_>,
    place: usize,
    documents: &[DocumentRecord],
    relations: &Relations,
) -> String {
    let mut text = format!("{}: {}\n\n", one_line(path), plain(&inspected.name()));
    said(&mut text, inspected);
    related(&mut text, inspected, place, documents, relations);
    sections(&mut text, inspected);
    decisions(&mut text, inspected);
    diagnostics(&mut text, inspected);
    terminal::lines(&text)
}

/// Template, id, status and fields.
fn said(text: &mut String, inspected: &Inspected<'_>) {
    let metadata = &inspected.document.metadata;
    let mut rows: Vec<(String, String)> = vec![
        ("collection".to_owned(), inspected.collection.name.id.clone()),
        ("template".to_owned(), one_line(&inspected.template.name)),
    ];
    if !inspected.matching.is_document {
        rows.push((String::new(), "the chapter doesn't look like it, so nothing but the header is made".to_owned()));
    }
    if let Some(id) = &inspected.identification.id {
        let from = match id.source {
            IdSource::Field => "",
            IdSource::File => ", from the file's name",
            IdSource::Title => ", from the title",
        };
        rows.push(("id".to_owned(), format!("{}{from}", one_line(&id.words))));
    }
    let status = metadata.status.as_ref();
    let status =
        status.map(|status| format!("{} (`{}`, phase `{}`)", status.label(), status.id(), status.phase().name()));
    rows.push(("status".to_owned(), status.unwrap_or_else(|| "none that the book knows".to_owned())));
    for (place, field) in metadata.fields.iter().enumerate() {
        let counts = if metadata.status_field == Some(place) { "; this is the status" } else { "" };
        let known = if field.name.is_none() { ", shown as it is" } else { "" };
        let (line, form) = (line(inspected, field.span), field.form.name());
        rows.push((
            one_line(&field.label),
            format!("{} [{form}, line {line}{known}{counts}]", one_line(field.words().trim())),
        ));
    }
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
    for (label, value) in rows {
        let _ = writeln!(text, "{label:width$}  {value}");
    }
}

/// What it says of other documents, and what they say of it.
fn related(
    text: &mut String,
    inspected: &Inspected<'_>,
    place: usize,
    documents: &[DocumentRecord],
    relations: &Relations,
) {
    let mut lines = Vec::new();
    for (reference, target) in documents[place].references.iter().zip(relations.targets(place)) {
        let found = match target {
            Target::Party(party) => shown(*party, documents),
            Target::Elsewhere => "no document of the book".to_owned(),
            Target::Missing => "nothing in the book".to_owned(),
        };
        let does = reference.effect().words(reference.is_inverse);
        let line = line(inspected, reference.span);
        lines.push(format!("{does} `{}` [line {line}] is {found}", one_line(&reference.words)));
    }
    for edge in relations.of_document(place).filter(|edge| !edge.is_declared_by(place)) {
        let is_to = edge.to.document == place;
        let other = if is_to { edge.from } else { edge.to };
        lines.push(format!("{} {}, which says so", edge.relation.words(is_to), shown(other, documents)));
    }
    let last = relations.last_successors(Party { document: place, decision: None });
    lines.extend(last.in_force.iter().map(|&party| format!("in force instead: {}", shown(party, documents))));
    lines.extend(last.proposed.iter().map(|&party| format!("proposed instead: {}", shown(party, documents))));
    if !lines.is_empty() {
        text.push_str("\nrelations\n");
        lines.iter().for_each(|line| _ = writeln!(text, "  {line}"));
    }
}

fn shown(party: Party, documents: &[DocumentRecord]) -> String {
    let document = &documents[party.document];
    let decision = party.decision.map(|decision| format!(", decision {}", document.decisions[decision].number));
    format!("{}{}", one_line(&document.path), decision.unwrap_or_default())
}

/// The author's sections as a tree, each with what it is to the template, and those that are missing.
fn sections(text: &mut String, inspected: &Inspected<'_>) {
    let (document, matching) = (&inspected.document, &inspected.matching);
    text.push_str("\nsections\n");
    if document.outline.sections.is_empty() {
        text.push_str("  none\n");
    }
    for (place, section) in document.outline.sections.iter().enumerate() {
        let heading = &document.parsed.headings[section.heading];
        let holds = section.parent.is_some_and(|parent| matching.holds_decisions(parent));
        let decision = inspected.decisions.iter().find(|decision| decision.section == Some(place));
        let what = match (matching.matches[place], decision) {
            (_, Some(decision)) => format!("decision {}", decision.number),
            (None, None) if holds => "no decision".to_owned(),
            (None, None) => "not in the template".to_owned(),
            (Some(found), None) => {
                let name = &matching.slots[found.slot].slot.name;
                let how = match found.fit {
                    Fit::Exact => format!("is `{name}`"),
                    Fit::Alias => format!("is another name for `{name}`"),
                    Fit::CountsAs => format!("counts as `{name}`"),
                };
                let role = match found.role {
                    Role::Fills => "",
                    Role::Duplicate => ", for a second time",
                    Role::Misplaced => ", at another place than in the template",
                };
                format!("{how}{role}")
            }
        };
        let indent = "  ".repeat(usize::from(section.level).saturating_sub(1).max(1));
        let _ = writeln!(text, "{indent}{} [line {}] {what}", one_line(&heading.text), line(inspected, heading.span));
    }
    let missing: Vec<String> = inspected.missing_sections().into_iter().map(|name| format!("`{name}`")).collect();
    if !missing.is_empty() && matching.is_document {
        let _ = writeln!(text, "  missing: {}", missing.join(", "));
    }
}

fn decisions(text: &mut String, inspected: &Inspected<'_>) {
    text.push_str("\ndecisions\n");
    if inspected.decisions.is_empty() {
        text.push_str("  none\n");
    }
    for decision in &inspected.decisions {
        let _ = writeln!(
            text,
            "  {}. {} [line {}]",
            decision.number,
            plain(&decision.area),
            line(inspected, decision.span)
        );
        let choice = decision.choice.as_ref().map_or_else(|| "not said".to_owned(), plain);
        let _ = writeln!(text, "     choice: {choice}");
        let _ = writeln!(text, "       since it is {}", reason(inspected, decision));
        for (label, words) in [
            ("rationale", &decision.rationale),
            ("trade-offs", &decision.trade_offs),
            ("alternatives", &decision.alternatives),
        ] {
            for words in words {
                let _ = writeln!(text, "     {label}: {}", plain(words));
            }
        }
        if let Some(status) = &decision.status {
            let _ = writeln!(text, "     status: {}", status.label());
        }
        if let Some(fragment) = inspected.fragment(decision) {
            let _ = writeln!(text, "     linked to as #{fragment}");
        }
    }
}

/// Why those words are the choice.
fn reason(inspected: &Inspected<'_>, decision: &Decision) -> String {
    let what = match decision.choice_from {
        ChoiceFrom::Label => "what follows a label such as `Approach:`",
        ChoiceFrom::Sentence => "the first sentence",
        ChoiceFrom::Item => "the first item of the list",
        ChoiceFrom::Area => "the heading: nothing below it says more",
        ChoiceFrom::Nowhere => "said nowhere: begin with a sentence such as `Will use X because:`",
    };
    let place = decision.choice_span.map(|span| format!(", line {}", line(inspected, span)));
    format!("{what}{}", place.unwrap_or_default())
}

/// What was done to the page, and what was found.
fn diagnostics(text: &mut String, inspected: &Inspected<'_>) {
    let mut diagnostics: Vec<_> = inspected.diagnostics.iter().collect();
    // The tree of sections says what is missing.
    diagnostics.retain(|diagnostic| diagnostic.rule != Rule::SectionMissing);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.rule));
    if diagnostics.is_empty() {
        return;
    }
    text.push_str("\nfindings and what is done to the page\n");
    for diagnostic in diagnostics {
        let line = line(inspected, diagnostic.span);
        let _ = writeln!(text, "  [line {line}] {}: {}", diagnostic.rule.name(), one_line(&diagnostic.message));
    }
}

fn line(inspected: &Inspected<'_>, span: Span) -> usize {
    line_and_column(inspected.document.parsed.text, span.start).0
}

/// Words in one line.
fn plain(words: &Inline) -> String {
    one_line(&words.plain().split_whitespace().collect::<Vec<_>>().join(" "))
}
