//! `status-requires`: what the book's settings require of documents that have a status.

use crate::diagnostic::Diagnostic;
use crate::document::decision::Decision;
use crate::document::field::{FieldName, label_of_key};
use crate::document::relation;
use crate::document::sections::Matching;
use crate::document::unfilled_prompt::is_unfilled_prompt;
use crate::document::{Document, is_to_come};
use crate::lint::DocumentFacts;
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{Inline, shown_text};
use crate::read::ReadDocument;
use crate::settings::Requirement;
use crate::suggestions::closest_match;
use crate::template::HeadingName;
use crate::text::{Span, normalize_name};

rule! {
    /// A document lacks what the book's settings require of its status.
    "status-requires", Warning, Document
}

/// What a document lacks of what its status requires. What an included file may hold isn't missed.
fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let Some((status, lifecycle)) = facts.lifecycle() else { return Vec::new() };
    let ReadDocument { document, matching, decisions, .. } = facts.read;
    let is_opaque = document.opaque_include.is_some();
    let lacking = lifecycle.requires.iter().filter_map(|requirement| match requirement {
        Requirement::Field(name) => field(document, decisions, *name),
        _ if is_opaque => None,
        Requirement::Decision => decision(matching, decisions),
        Requirement::Section(name) => section(document, matching, name),
    });
    let diagnostic = |Lacking { what, span, help }: Lacking| {
        let message = format!("the status \"{}\" requires {what}", status.label());
        Diagnostic::new(RULE, span.unwrap_or(document.status_span()), message).with_help(help)
    };
    lacking.map(diagnostic).collect()
}

/// Something that is required and isn't there.
struct Lacking {
    /// What, and how it lacks: behind "requires".
    what: String,
    /// Where it is begun; `None` if it isn't.
    span: Option<Span>,
    help: String,
}

fn decision(matching: &Matching<'_>, decisions: &[Decision]) -> Option<Lacking> {
    let lacks = match decisions {
        [] => "there is none",
        _ if decisions.iter().all(|decision| decision.choice.is_none()) => "none says what was chosen",
        _ => return None,
    };
    let holder = matching.slots.iter().find(|placed| placed.slot.holds_decisions).filter(|_| decisions.is_empty());
    let help = match holder {
        Some(placed) => {
            format!("write it under `{}` as `### 1. Area`, with a sentence such as `We will use X.`", placed.slot.name)
        }
        None => "write what was chosen, in a sentence such as `We will use X.`".to_owned(),
    };
    Some(Lacking { what: format!("a decision, and {lacks}"), span: None, help })
}

fn field(document: &Document<'_>, decisions: &[Decision], name: FieldName) -> Option<Lacking> {
    let (key, field) = (name.name(), document.metadata.field(name));
    let is_related = || {
        let references = relation::read_references(document, decisions);
        relation::relation_of_field(name).is_some_and(|(relation, is_inverse)| {
            references.iter().any(|found| found.relation == relation && found.is_inverse == is_inverse)
        })
    };
    let words = field.map(|field| field.words().trim().to_owned()).unwrap_or_default();
    let lacks = match words.as_str() {
        _ if is_related() => return None,
        "" => "the document doesn't say it".to_owned(),
        words if is_prompt(words) => format!("\"{words}\" is still to be written"),
        _ => return None,
    };
    let help = match field {
        Some(_) => "write what holds for this document".to_owned(),
        None => {
            let label = label_of_key(key);
            format!("add a line such as `{label}: …` below the title, or `{key}: …` in front matter")
        }
    };
    Some(Lacking { what: format!("`{key}`, and {lacks}"), span: field.map(|field| field.span), help })
}

/// Whether a value is still a template's prompt, or says that there is none: `[Your name]`, `<name>`, `YYYY-MM-DD`, `TBD`, `none`.
fn is_prompt(words: &str) -> bool {
    let is_enclosed = [('[', ']'), ('<', '>'), ('{', '}')]
        .into_iter()
        .any(|(open, close)| words.starts_with(open) && words.find(close) == Some(words.len() - 1));
    // `<ann@example.org>`
    let is_address = words.contains('@') || words.contains("://");
    is_enclosed && !is_address || words.to_lowercase().contains("yyyy") || relation::is_none(words) || is_to_come(words)
}

fn section(document: &Document<'_>, matching: &Matching<'_>, name: &str) -> Option<Lacking> {
    let folded = normalize_name(HeadingName::parse(name).whole()).into_owned();
    let slot = matching.slots.iter().find(|placed| placed.slot.is_among(std::slice::from_ref(&folded)));
    if slot.is_some_and(|placed| placed.slot.is_among(&document.not_applicable())) {
        return None;
    }
    let called = matching.sections_called(&folded);
    if called.iter().any(|&section| is_written(document, matching, section)) {
        return None;
    }
    let heading = |section: usize| document.parsed.headings[document.outline.sections[section].heading].content;
    let lacks = if called.is_empty() { "there is none" } else { "nothing is written in it" };
    let help = match (called.first(), slot) {
        (Some(_), Some(_)) => "write it, or list it in `not-applicable` in front matter".to_owned(),
        (Some(_), None) => "write it".to_owned(),
        (None, Some(placed)) => {
            let mark = "#".repeat(placed.slot.level.into());
            format!("add `{mark} {}`, or list it in `not-applicable` in front matter", placed.slot.name)
        }
        (None, None) => {
            let near = closest_match(name, matching.slots.iter().map(|placed| placed.slot.name.as_str()));
            let near = near.map(|near| format!("; the template's `{near}` is not it")).unwrap_or_default();
            format!("add `## {name}`{near}")
        }
    };
    let span = called.first().map(|&section| heading(section));
    Some(Lacking { what: format!("a section `{name}`, and {lacks}"), span, help })
}

/// Whether an author wrote something in a section or in what is below it: not only headings, comments, guidance or `TBD`.
fn is_written(document: &Document<'_>, matching: &Matching<'_>, section: usize) -> bool {
    let sections = &document.outline.sections;
    let whole = sections[section].span;
    let written = |place: usize| {
        let own = sections[place].own;
        let mut blocks = document.parsed.blocks.iter().filter(|block| own.contains(block.span));
        !is_unfilled_prompt(document, matching, place)
            && blocks.any(|block| says_something(document.parsed.events_of(block)))
    };
    (section..sections.len()).take_while(|&place| whole.contains(sections[place].span)).any(written)
}

/// Whether a block says more than that something is to come, in any of its paragraphs, items and cells.
fn says_something(events: &[(Event<'_>, Span)]) -> bool {
    let mut html = String::new();
    let shows = |words: &str| {
        let words = words.trim();
        // A sentence more is a text.
        let is_text = !is_to_come(words) || words.trim_end_matches('.').contains(". ");
        is_text && words.contains(char::is_alphanumeric)
    };
    let parts = events.split(|(event, _)| {
        matches!(event, Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) | Event::End(TagEnd::Paragraph))
    });
    let mut is_shown = false;
    for part in parts {
        is_shown |= part.iter().any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })));
        is_shown |= shows(Inline::from_events(part).plain());
        html.extend(part.iter().filter_map(|(event, _)| match event {
            Event::Html(html) => Some(&**html),
            _ => None,
        }));
    }
    is_shown || shows(&shown_text(&html))
}
