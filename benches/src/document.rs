//! A design document as one finds them: near the template, and never on it. Sections have other names, other numbers and
//! another order, some are missing, some are of the author's own, and metadata comes in every form.

use std::fmt::Write as _;

use crate::blocks::Page;
use crate::words;

/// A section in the spellings that authors give it, with its subsections in theirs.
struct Section {
    names: &'static [&'static str],
    subsections: &'static [&'static [&'static str]],
}

/// The built-in template's sections, in its order. The decisions' name is never the template's: each document has something to
/// rename.
const SECTIONS: [Section; 12] = [
    Section {
        names: &["Background", "Current Context and Challenges", "Problem Statement", "Context"],
        subsections: &[],
    },
    Section {
        names: &["Requirements", "Core Requirements"],
        subsections: &[&["Functional Requirements", "Functional requirements:"], &["Non-Functional Requirements"]],
    },
    Section { names: &[DECISIONS], subsections: &[] },
    Section {
        names: &["Technical Design", "Architecture", "Implementation Details"],
        subsections: &[
            &["Core Components", "1. Core Components", "Components"],
            &["Data Models", "2. Data Models", "Data Model"],
            &["Integration Points", "3) Integration points"],
        ],
    },
    Section {
        names: &["Implementation Plan", "Implementation Roadmap", "Implementation Strategy"],
        subsections: &[&["Phase 1: Foundation"], &["Phase 2: Rollout to partners", "Phase 2"]],
    },
    Section {
        names: &["Testing Strategy", "Test Plan", "Validation / Proof"],
        subsections: &[&["Unit Tests", "Unit Tests (storage)"], &["Integration Tests", "Integration tests"]],
    },
    Section {
        names: &["Observability", "Monitoring"],
        subsections: &[&["Logging", "**Logging**"], &["Metrics", "Metrics – later"]],
    },
    Section {
        names: &["Future Considerations", "Future Work", "Future Enhancements"],
        subsections: &[&["Potential Enhancements"], &["Known Limitations", "Known limitations"]],
    },
    Section { names: &["Dependencies"], subsections: &[&["Runtime Dependencies"], &["Development Dependencies"]] },
    Section { names: &["Security Considerations", "Security"], subsections: &[] },
    Section { names: &["Rollout Strategy", "Rollout Plan"], subsections: &[] },
    Section { names: &["References", "Further Reading"], subsections: &[] },
];

const DECISIONS: &str = "Key Design Decisions";

/// Sections that the template doesn't know.
const OWN: [&str; 6] =
    ["Alternatives Considered", "Open Questions", "Cost Estimate", "Migration", "Glossary", "Stakeholders"];

const STATUSES: [&str; 10] = [
    "Draft",
    "WIP",
    "In Review",
    "Proposed",
    "Approved",
    "Accepted (2026-02-11)",
    "Implemented (v2.4)",
    "Done",
    "Rejected",
    "Superseded by [the second attempt](https://example.com/designs)",
];

const PEOPLE: [&str; 6] = ["Noor Haddad", "Ilse Brandt", "Tomás Rey", "Mei Tanaka", "Jonas Lind", "Ada Okafor"];

/// Writes a document of about `bytes`, and returns its name.
pub fn write(page: &mut Page, number: usize, bytes: usize) -> String {
    let name = format!("{} {number}", words::topic(&mut page.chance));
    write_metadata_and_title(page, &name);
    if page.chance.happens(50) {
        page.paragraph();
    }
    let mut sections: Vec<&Section> =
        SECTIONS.iter().filter(|section| section.names[0] == DECISIONS || !page.chance.happens(15)).collect();
    for _ in 0..3 {
        let (one, other) = (page.chance.below(sections.len()), page.chance.below(sections.len()));
        sections.swap(one, other);
    }
    let own_before = page.chance.below(sections.len());
    let leaves: usize = sections.iter().map(|section| section.subsections.len().max(1)).sum::<usize>() + 4;
    let share = bytes.saturating_sub(page.text.len()) / leaves;
    for (place, section) in sections.iter().enumerate() {
        if place == own_before {
            let name = page.chance.one_of(&OWN);
            heading(page, 2, name);
            page.blocks(share);
        }
        write_section(page, section, share);
        if page.chance.happens(20) {
            page.definitions();
        }
    }
    page.definitions();
    name
}

fn write_section(page: &mut Page, section: &Section, share: usize) {
    let name = page.chance.one_of(section.names);
    heading(page, 2, name);
    if name == DECISIONS {
        let count = page.chance.between(3, 5);
        for number in 1..=count {
            write_decision(page, number, share * 4 / count);
        }
        return;
    }
    if section.subsections.is_empty() {
        page.blocks(share);
        return;
    }
    let mut subsections = section.subsections.to_vec();
    page.chance.shuffle(&mut subsections);
    for names in subsections {
        let name = page.chance.one_of(names);
        heading(page, 3, name);
        page.blocks(share * 4 / 5);
    }
}

/// A decision in one of the forms that people give them.
fn write_decision(page: &mut Page, number: usize, bytes: usize) {
    let end = page.text.len() + bytes;
    let area = words::topic(&mut page.chance);
    let title = match page.chance.below(4) {
        0 => format!("Decision {number}: {area}"),
        1 => format!("{}) {area}", number + 3),
        2 => format!("{number}. {area}"),
        _ => area.to_owned(),
    };
    heading(page, 3, &title);
    let choice = words::phrase(&mut page.chance);
    let choice = match page.chance.below(5) {
        0 => format!("Will implement {choice} because:"),
        1 => format!("**Decision:** use {choice}."),
        2 => format!("- **Revised Choice:** {choice}."),
        3 => format!("We will keep {choice}, because {}.", words::clause(&mut page.chance)),
        _ => words::sentence(&mut page.chance),
    };
    page.block(&choice);
    let (why, trade_off) = (words::phrase(&mut page.chance), words::phrase(&mut page.chance));
    page.block(&format!("- Rationale: {why}\n- **Trade-offs**: {trade_off}\n- Alternatives considered: none"));
    page.blocks(end.saturating_sub(page.text.len()));
}

fn heading(page: &mut Page, level: usize, words: &str) {
    let heading = format!("{} {words}", "#".repeat(level));
    page.block(&heading);
}

fn write_metadata_and_title(page: &mut Page, name: &str) {
    let status = page.chance.one_of(&STATUSES);
    let author = page.chance.one_of(&PEOPLE);
    let date = format!("2026-{:02}-{:02}", page.chance.between(1, 12), page.chance.between(1, 28));
    let form = page.chance.below(9);
    if form == 0 {
        let _ = writeln!(
            page.text,
            "---\ntitle: {name}\nstatus: {}\nauthors: [{author}]\ncreated: {date}\n---\n",
            status.split([' ', '[']).next().unwrap_or(status).to_lowercase()
        );
    }
    let title = match page.chance.below(4) {
        0 => format!("# Design Document: {name}"),
        1 => format!("# {name}"),
        2 => format!("# {name} – Design"),
        _ => format!("# {name} Design Document"),
    };
    page.block(&title);
    let metadata = match form {
        1 => format!("**Status:** {status}  \n**Author:** {author}  \n**Date:** {date}"),
        2 => format!("**Status**: {status}"),
        3 => format!("| Field | Value |\n|---|---|\n| Status | {status} |\n| Owner | {author} |\n| Created | {date} |"),
        4 => format!("- Status: {status}\n- Author: {author}\n- Last updated: {date}"),
        5 => format!("> **Status:** {status} · **Date:** {date}"),
        6 => format!("## Status\n\n{status}"),
        7 => format!("Status: {status}\n\n<!-- owner: {author} -->"),
        _ => return,
    };
    page.block(&metadata);
}
