//! L11 for `status` and `supersede`: every form of a status, with every status, and what may follow it. The file then says the new status and all
//! else as before, or it isn't written.

use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::metadata::{Form, StatusProblem};
use mdbook_design_docs::edit::{Revision, revise};
use mdbook_design_docs::fault;
use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::status::{Status, Statuses};
use rayon::prelude::*;

use crate::revisions::revisions;

/// Each form of a status, with `{}` for the value, and whether the value may hold a break.
const FORMS: [(&str, bool); 26] = [
    ("---\nstatus: {}\ndate: 2026-01-01\n---\n# T\n\n## Context\n\nx\n", false),
    ("---\nstatus: \"{}\"\n---\n\n# T\n\nText.\n", false),
    ("---\ndate: 2026-01-01\nstatus: '{}' # soon\n---\n# T\n", false),
    ("+++\nstatus = \"{}\"\n+++\n# T\n", false),
    ("# T\n\nStatus: {}\n", true),
    ("# T\n\nStatus: {}\nDate: 2026-01-01\n\n## Context\n\nx\n", true),
    ("# T\n\nTicket: A\nTeam: B\nStatus: {}\n\n## Context\n\nx\n", true),
    ("# T\n\n**Status**: {}\n**Date**: 2026-01-01\n", true),
    ("# T\n\n**Status:** {}\n\nText.\n", true),
    ("# T\n\n**Status: {}**\n", false),
    ("# T\n\n__Status__: {}\\\n__Date__: 2026-01-01\n", false),
    ("# T\n\n**Status:** {} · **Date:** 2026-01-01\n", false),
    ("# T\n\n**Date:** 2026-01-01 **Status:** {}\n", true),
    ("# T\n\n- Status: {}\n- Date: 2026-01-01\n", true),
    ("# T\n\n* **Status:** {}\n\n* **Date:** 2026-01-01\n", true),
    ("# T\n\n> **Status:** {}\n> **Owner:** Ann\n", false),
    ("# T\n\n> - Status: {}\n", false),
    ("# T\n\n| Status | {} |\n|---|---|\n| Date | 2026-01-01 |\n", false),
    ("# T\n\n| | |\n|---|---|\n| **Status** | {} |\n| **Date** | 2026-01-01 |\n", false),
    ("# T\n\n| Status | Date |\n|---|---|\n| {} | 2026-01-01 |\n", false),
    ("# T\n\n<!-- status: {} -->\n\nText.\n", false),
    ("# 1. T\n\n## Status\n\n{}\n\n## Context\n\nx\n", true),
    ("# 1. T\n\n## Status\n\n**{}**\n\n## Context\n\nx\n", false),
    ("# 1. T\n\n## Status\n\n> {}\n\nIt was agreed.\n\n## Context\n\nx\n", false),
    ("# 1. T\n\n## Status\n\n- {}\n- 2026-01-01\n\n## Context\n\nx\n", false),
    ("# 1. T\n\n## Status\n\nStatus: {}\n\n## Context\n\nx\n", true),
];

/// What may follow a status, and whether it holds with another one too.
const TAILS: [(&str, bool); 18] = [
    ("", true),
    (" (2026-01-02)", true),
    ("(2026-01-02)", true),
    ("!", true),
    (".", true),
    (" – ask Ann", true),
    (". Ask Ann.", true),
    (", 2026-01-02", true),
    (" ✅", true),
    (" by the board", false),
    (" until May", false),
    (", then implemented", false),
    (". It is a draft, accepted by few.", false),
    ("/Living", false),
    (" by\n[B](b.md)", false),
    ("\nby Ann", false),
    (" by [B](b.md)", false),
    (" | Rejected", false),
];

/// Whether all of one text is in the other but for one part, which is no longer than the words of a status.
fn differs_in_one_word(before: &str, after: &str, word: &str) -> bool {
    let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let behind = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let longest = before.len().min(after.len()) - start;
    before.len() - start - behind.min(longest) <= word.len()
}

fn hold(text: &str, word: &str, holds_with_any: bool, statuses: &Statuses, dialect: Dialect) -> usize {
    let before = Document::parse(text, dialect, statuses).expect("the parser reads it");
    let said = before.metadata.status.as_ref().map(Status::id);
    // Of a prompt nothing stays.
    let is_prompt =
        before.metadata.status_problems.iter().any(|problem| matches!(problem, StatusProblem::Placeholder { .. }));
    let mut written = 0;
    for new in statuses.iter() {
        let Ok(once) = revise(&before, statuses, Revision::Status(new)) else {
            assert!(!holds_with_any, "{}: {text}", new.id());
            continue;
        };
        let after = Document::parse(&once, dialect, statuses).expect("it was read");
        assert_eq!(after.metadata.status.as_ref().map(Status::id), Some(new.id()), "{text}\n{once}");
        let found = after.metadata.status_problems.first();
        let is_as_before = once == text;
        assert!(found.is_none() || is_as_before, "{found:?}\n{text}\n{once}");
        assert!(is_prompt || differs_in_one_word(text, &once, word), "{text}\n{once}");
        // Words that belong to the status it had are said of no other.
        let is_said = is_as_before && said == Some(new.id());
        assert!(holds_with_any || is_prompt || is_said || says_tail_of(&once, new), "{text}\n{once}");
        written += usize::from(!is_as_before);
    }
    written
}

/// Whether a status that a tail names is the new one: `Implemented, then implemented` denies nothing.
fn says_tail_of(text: &str, new: &Status) -> bool {
    let lower = text.to_lowercase();
    lower.matches(&new.label().to_lowercase()).count() > 1
}

#[test]
fn a_status_of_any_form_is_changed_and_nothing_else() {
    fault::propagate();
    let statuses = Statuses::default();
    let spelled = |status: &Status| match status.rank() % 3 {
        0 => status.label().to_owned(),
        1 => status.id().to_owned(),
        _ => status.label().to_uppercase(),
    };
    let others = ["WIP", "Approved", "on hold", "`Draft`", "*accepted*", "Aproved", "Depreciated"];
    let words: Vec<String> = statuses.iter().map(spelled).chain(others.map(str::to_owned)).collect();
    let written: usize = FORMS
        .par_iter()
        .map(|(form, may_break)| {
            let mut written = 0;
            for word in &words {
                let has_marks = word.contains(['`', '*']);
                for (tail, holds) in TAILS.iter().filter(|(tail, _)| *may_break || !tail.contains('\n')) {
                    let is_data = form.starts_with(['-', '+']) || form.contains("<!--");
                    // Marks mean nothing there, `|` ends a cell, and a label parts two lines of a quote.
                    if is_data && (has_marks || tail.contains('[')) || form.contains('|') && tail.contains('|') {
                        continue;
                    }
                    if form.contains("**{}**") && has_marks {
                        continue;
                    }
                    let value = format!("{word}{tail}");
                    let indented = if form.contains("- Status") || form.contains("* **Status") { "\n  " } else { "\n" };
                    let text = form.replace("{}", &value.replace('\n', indented));
                    written += hold(&text, word, *holds, &statuses, Dialect::V05);
                    if tail.len() < 3 {
                        hold(&text.replace('\n', "\r\n"), word, *holds, &statuses, Dialect::V04);
                        revisions(&text, Dialect::V04);
                    }
                }
            }
            written
        })
        .sum();
    assert!(written > 20_000, "{written} were written");
}

/// A badge is refused: its address says the status too.
#[test]
fn every_form_is_changed() {
    let statuses = Statuses::default();
    let form = |(text, _): &(&str, bool)| {
        let text = text.replace("{}", "accepted");
        let metadata = Document::parse(&text, Dialect::V05, &statuses).expect("the parser reads it").metadata;
        metadata.status_field.map(|place| metadata.fields[place].form)
    };
    let forms: Vec<_> = FORMS.iter().map(form).collect();
    assert!(!forms.contains(&None), "{forms:?}");
    for form in Form::ALL.iter().filter(|form| **form != Form::Badge) {
        assert!(forms.contains(&Some(*form)), "{} is in `FORMS`", form.name());
    }
}

#[test]
fn a_tick_moves_and_nothing_else_changes() {
    let statuses = Statuses::default();
    for marker in ["-", "*", "1."] {
        for gap in ["\n", "\n\n"] {
            for (ticked, from) in statuses.iter().enumerate() {
                let list = |place: usize| -> String {
                    let items = statuses.iter().enumerate().map(|(n, status)| {
                        format!("{marker} [{}] {}", if n == place { "x" } else { " " }, status.label())
                    });
                    let items = items.collect::<Vec<_>>().join(gap);
                    format!("# 1. T\n\n## Status\n\n{items}\n\n## Context\n\nx\n")
                };
                let text = list(ticked);
                let document = Document::parse(&text, Dialect::V05, &statuses).expect("the parser reads it");
                assert_eq!(document.metadata.status.as_ref(), Some(from), "{text}");
                for (place, new) in statuses.iter().enumerate() {
                    assert_eq!(revise(&document, &statuses, Revision::Status(new)), Ok(list(place)), "{text}");
                }
            }
        }
    }
}
