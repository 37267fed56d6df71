//! Each law as a check of one document.

use std::collections::BTreeMap;

use mdbook_design_docs::book::{self, Chapter, Outcome, Templates};
use mdbook_design_docs::document::Document;
use mdbook_design_docs::markdown::pulldown_cmark::Event;
use mdbook_design_docs::markdown::{Dialect, Flags, IdRules, Parsed, parse};
use mdbook_design_docs::normalise::{self, Wanted};
use mdbook_design_docs::page::Look;
use mdbook_design_docs::plan::{Piece, Plan, Rendered};
use mdbook_design_docs::settings::{MissingSections, Normalise, Settings};
use mdbook_design_docs::span::Span;
use mdbook_design_docs::template::Template;

/// One document under one host.
pub struct Case<'c> {
    pub text: &'c str,
    pub dialect: Dialect,
    pub html: bool,
    pub keep_order: bool,
    pub lean: bool,
}

/// All combinations of the parser's flags with both ways to name headings.
pub fn dialects() -> Vec<Dialect> {
    (0..16)
        .map(|n| Dialect {
            flags: Flags { smart_punctuation: n & 1 != 0, definition_lists: n & 2 != 0, admonitions: n & 4 != 0 },
            ids: if n & 8 != 0 { IdRules::V04 } else { IdRules::V05 },
        })
        .collect()
}

/// L2 to L5, L8 and L9 for a document.
pub fn hold(case: &Case<'_>) {
    let settings = Settings::default();
    let look = Look { html: case.html, labels: &settings.labels, dialect: case.dialect };
    let Ok(document) = Document::read(case.text, case.dialect.flags, &settings.statuses) else {
        assert_eq!(bring(case.text, "designs/x.md", look), None, "an unparsable chapter stays as it is");
        return;
    };
    let template = Template::built_in(if case.lean { "lean" } else { "full" }).expect("built in");
    let matching = document.matching(&template);
    let decisions = document.decisions(&matching, &settings.statuses);
    let wanted = Wanted {
        normalise: if case.keep_order { Normalise::KeepOrder } else { Normalise::Full },
        missing_sections: MissingSections::Placeholder,
        template: &template,
        chapter_name: "Chapter",
        look,
    };
    let normalised = normalise::normalise(&document, &matching, &decisions, &wanted);
    every_byte_is_in_one_piece(case.text, &normalised.plan);
    let rendered = normalised.plan.render(case.text);
    assert_eq!(rendered.text, normalised.text);
    let after = parse(&rendered.text, 0, case.dialect.flags).expect("what we write can be parsed");
    same_events(case.text, &document.parsed, &normalised.plan, &after, &rendered);
    same_definitions(&document.parsed, &after);
    same_ids(case, &document.parsed, &normalised.plan, &after, &rendered);
    for finding in normalise::findings(&document, &matching, &decisions, &wanted)
        .iter()
        .chain(&normalised.findings)
        .chain(&document.metadata.findings)
    {
        assert!(case.text.get(finding.span.start..finding.span.end).is_some(), "{finding:?} is in the text");
    }
}

/// L7: the same input gives the same output, whatever ran before.
pub fn repeat(case: &Case<'_>) {
    let settings = Settings::default();
    let look = Look { html: case.html, labels: &settings.labels, dialect: case.dialect };
    assert_eq!(bring(case.text, "designs/x.md", look), bring(case.text, "designs/x.md", look));
}

/// L1: a chapter that is no document and holds no directive.
pub fn untouched(text: &str) {
    let settings = Settings::default();
    for html in [true, false] {
        let look = Look { html, labels: &settings.labels, dialect: Dialect::V05 };
        if !text.contains("{{#de") {
            assert_eq!(bring(text, "notes/x.md", look), None, "{text:?}");
        }
    }
}

/// The chapter's new text in a book of its own.
fn bring(text: &str, path: &str, look: Look<'_>) -> Option<String> {
    let settings = Settings::default();
    let chapter = Chapter { name: "Chapter", path: Some(path), file: Some(path), content: &text };
    let Outcome { contents, .. } = book::bring(&[chapter], &settings, &Templates::new(BTreeMap::new()), &look);
    contents.into_values().next()
}

/// L2.
fn every_byte_is_in_one_piece(text: &str, plan: &Plan) {
    let mut spans: Vec<Span> = plan
        .pieces()
        .iter()
        .filter_map(|piece| match piece {
            Piece::Source(span) | Piece::Rewritten(span, _) | Piece::Removed(span, _) => Some(*span),
            Piece::Generated(_) => None,
        })
        .collect();
    spans.sort();
    let mut at = 0;
    for span in spans {
        assert_eq!(span.start, at, "{text:?}");
        at = span.end;
    }
    assert_eq!(at, text.len(), "{text:?}");
}

/// The events of the author's blocks, runs of text joined. `left_out` are parts whose events don't count.
fn events(parsed: &Parsed<'_>, left_out: &[Span]) -> Vec<String> {
    let mut listed: Vec<String> = Vec::new();
    let mut text = String::new();
    for (event, span) in &parsed.events {
        let trimmed = span.trimmed(parsed.text);
        // An empty cell at a part's edge is outside of it.
        let is_in = |part: &Span| part.contains(trimmed) && (!trimmed.is_empty() || part.start < trimmed.start);
        if left_out.iter().any(is_in) {
            continue;
        }
        match event {
            // Blank lines behind raw HTML.
            Event::Html(_) if trimmed.is_empty() => {}
            Event::Text(words) | Event::Html(words) => text.push_str(words),
            event => {
                if !text.is_empty() {
                    listed.push(std::mem::take(&mut text));
                }
                listed.push(format!("{event:?}"));
            }
        }
    }
    listed.push(text);
    listed
}

fn left_out(plan: &Plan, rendered: &Rendered) -> (Vec<Span>, Vec<Span>) {
    let mut before = Vec::new();
    let mut after = Vec::new();
    for (piece, place) in plan.pieces().iter().zip(&rendered.places) {
        match piece {
            Piece::Source(_) => {}
            Piece::Rewritten(span, _) => {
                before.push(*span);
                after.push(*place);
            }
            Piece::Removed(span, _) => before.push(*span),
            Piece::Generated(_) => after.push(*place),
        }
    }
    (before, after)
}

/// L3, L4 and L8: but for rewritten heading lines and named removals, the events are the same and in the same order.
fn same_events(text: &str, before: &Parsed<'_>, plan: &Plan, after: &Parsed<'_>, rendered: &Rendered) {
    let (out_before, out_after) = left_out(plan, rendered);
    assert_eq!(events(before, &out_before), events(after, &out_after), "{text:?}\n{}", rendered.text);
}

/// L3 for link definitions, winners included.
fn same_definitions(before: &Parsed<'_>, after: &Parsed<'_>) {
    let of = |parsed: &Parsed<'_>| -> BTreeMap<String, (String, String)> {
        parsed.definitions.iter().map(|(label, (_, to, title))| (label.clone(), (to.clone(), title.clone()))).collect()
    };
    assert_eq!(of(before), of(after));
}

/// L5: every id of the author's page is there, in the same order.
fn same_ids(case: &Case<'_>, before: &Parsed<'_>, plan: &Plan, after: &Parsed<'_>, rendered: &Rendered) {
    let removed: Vec<Span> = plan
        .pieces()
        .iter()
        .filter_map(|piece| if let Piece::Removed(span, _) = piece { Some(*span) } else { None })
        .collect();
    let ids = |parsed: &Parsed<'_>| parsed.ids(case.dialect.ids);
    let kept = before
        .id_sources
        .iter()
        .zip(ids(before))
        .filter(|(source, _)| !removed.iter().any(|part| part.contains(source.span)));
    let mut there = ids(after).into_iter();
    for (source, id) in kept {
        if let Some(id) = id {
            assert!(
                there.any(|other| other.as_ref() == Some(&id)),
                "{id} of {source:?} in {:?}\n{}",
                case.text,
                rendered.text
            );
        }
    }
    // A removed `Status` heading leaves its id on the header.
    for (source, id) in before.id_sources.iter().zip(ids(before)) {
        if let Some(id) = id.filter(|_| case.html && removed.iter().any(|part| part.contains(source.span))) {
            assert!(rendered.text.contains(&format!("id=\"{id}\"")), "{id} of {source:?} in {:?}", case.text);
        }
    }
}
