//! What the tool read from a document, for its author: every value with its line, and why a sentence was taken for a choice.

use std::fmt::Write as _;

use crate::document::decision::{ChoiceFrom, Decision};
use crate::document::identifier::IdSource;
use crate::document::sections::{Fit, Role};
use crate::lint;
use crate::lint::DocumentFacts;
use crate::lint::rules::section_missing;
use crate::markdown::Inline;
use crate::normalise::plan_page;
use crate::read::{Context, ReadDocument};
use crate::text::{Span, line_and_column};

use crate::catalog::relations::{Party, Relations, Target};
use crate::catalog::{Catalog, DocumentRecord};
use crate::terminal::{self, one_line};

/// The explanation of a document at a path relative to `src`; `place` is its own in the catalog.
#[must_use]
pub fn explanation(
    path: &str,
    read: &ReadDocument<'_>,
    place: usize,
    catalog: &Catalog,
    context: &Context<'_>,
) -> String {
    let mut text = format!("{}: {}\n\n", one_line(path), plain(&read.name()));
    push_facts(&mut text, read);
    related(&mut text, read, place, &catalog.documents, &catalog.relations);
    sections(&mut text, read);
    decisions(&mut text, read);
    diagnostics(&mut text, read, context);
    terminal::lines(&text)
}

/// Template, id, status and fields.
fn push_facts(text: &mut String, read: &ReadDocument<'_>) {
    let metadata = &read.document.metadata;
    let mut rows: Vec<(String, String)> = vec![
        ("collection".to_owned(), read.chapter.collection.name.id.clone()),
        ("template".to_owned(), one_line(&read.template.name)),
    ];
    if !read.matching.is_document {
        rows.push((String::new(), "the chapter doesn't look like it, so nothing but the header is made".to_owned()));
    }
    if let Some(id) = &read.identification.id {
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
        let (line, form) = (line(read, field.span), field.form.name());
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
    read: &ReadDocument<'_>,
    place: usize,
    documents: &[DocumentRecord],
    relations: &Relations,
) {
    let mut lines = Vec::new();
    for (reference, target) in documents[place].references.iter().zip(relations.targets(place)) {
        let found = match target {
            Target::Party(party) => party_name(*party, documents),
            Target::Elsewhere => "no document of the book".to_owned(),
            Target::Missing => "nothing in the book".to_owned(),
        };
        let does = reference.effect().words(reference.is_inverse);
        let line = line(read, reference.span);
        lines.push(format!("{does} `{}` [line {line}] is {found}", one_line(&reference.words)));
    }
    for edge in relations.edges_of_document(place).filter(|edge| !edge.is_declared_by(place)) {
        let is_to = edge.to.document == place;
        let other = if is_to { edge.from } else { edge.to };
        lines.push(format!("{} {}, which says so", edge.relation.words(is_to), party_name(other, documents)));
    }
    let last = relations.last_successors(Party { document: place, decision: None });
    lines.extend(last.in_force.iter().map(|&party| format!("in force instead: {}", party_name(party, documents))));
    lines.extend(last.proposed.iter().map(|&party| format!("proposed instead: {}", party_name(party, documents))));
    if !lines.is_empty() {
        text.push_str("\nrelations\n");
        lines.iter().for_each(|line| _ = writeln!(text, "  {line}"));
    }
}

fn party_name(party: Party, documents: &[DocumentRecord]) -> String {
    let document = &documents[party.document];
    let decision = party.decision.map(|decision| format!(", decision {}", document.decisions[decision].number));
    format!("{}{}", one_line(document.path.as_str()), decision.unwrap_or_default())
}

/// The author's sections as a tree, each with what it is to the template, and those that are missing.
fn sections(text: &mut String, read: &ReadDocument<'_>) {
    let (document, matching) = (&read.document, &read.matching);
    text.push_str("\nsections\n");
    if document.outline.sections.is_empty() {
        text.push_str("  none\n");
    }
    for (place, section) in document.outline.sections.iter().enumerate() {
        let heading = &document.parsed.headings[section.heading];
        let holds = section.parent.is_some_and(|parent| matching.holds_decisions(parent));
        let decision = read.decisions.iter().find(|decision| decision.section == Some(place));
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
        let _ = writeln!(text, "{indent}{} [line {}] {what}", one_line(&heading.text), line(read, heading.span));
    }
    let missing: Vec<String> = read.missing_sections().into_iter().map(|name| format!("`{name}`")).collect();
    if !missing.is_empty() && matching.is_document {
        let _ = writeln!(text, "  missing: {}", missing.join(", "));
    }
}

fn decisions(text: &mut String, read: &ReadDocument<'_>) {
    text.push_str("\ndecisions\n");
    if read.decisions.is_empty() {
        text.push_str("  none\n");
    }
    for decision in &read.decisions {
        let _ = writeln!(text, "  {}. {} [line {}]", decision.number, plain(&decision.area), line(read, decision.span));
        let choice = decision.choice.as_ref().map_or_else(|| "not said".to_owned(), plain);
        let _ = writeln!(text, "     choice: {choice}");
        let _ = writeln!(text, "       since it is {}", reason(read, decision));
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
        if let Some(fragment) = read.anchor(decision) {
            let _ = writeln!(text, "     linked to as #{fragment}");
        }
    }
}

/// Why those words are the choice.
fn reason(read: &ReadDocument<'_>, decision: &Decision) -> String {
    let what = match decision.choice_from {
        ChoiceFrom::Label => "what follows a label such as `Approach:`",
        ChoiceFrom::Sentence => "the first sentence",
        ChoiceFrom::Item => "the first item of the list",
        ChoiceFrom::Area => "the heading: nothing below it says more",
        ChoiceFrom::Nowhere => "said nowhere: begin with a sentence such as `Will use X because:`",
    };
    let place = decision.choice_span.map(|span| format!(", line {}", line(read, span)));
    format!("{what}{}", place.unwrap_or_default())
}

/// What was done to the page, and what was found.
fn diagnostics(text: &mut String, read: &ReadDocument<'_>, context: &Context<'_>) {
    let facts = DocumentFacts { read, page: &plan_page(read, context), today: context.today };
    let mut diagnostics = lint::lint_document(&facts, context.threshold(read.phase()));
    // The tree of sections says what is missing.
    diagnostics.retain(|diagnostic| diagnostic.rule != section_missing::RULE);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.rule));
    if diagnostics.is_empty() {
        return;
    }
    text.push_str("\nfindings and what is done to the page\n");
    for diagnostic in diagnostics {
        let line = line(read, diagnostic.span);
        let _ = writeln!(text, "  [line {line}] {}: {}", diagnostic.rule.name(), one_line(&diagnostic.message));
    }
}

fn line(read: &ReadDocument<'_>, span: Span) -> usize {
    line_and_column(read.document.parsed.text, span.start).0
}

/// Words in one line.
fn plain(words: &Inline) -> String {
    one_line(&words.plain().split_whitespace().collect::<Vec<_>>().join(" "))
}
