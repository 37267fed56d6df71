//! Documents made of a template's own sections, in any order and spelling, with the structure that they were made of.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use mdbook_design_docs::template::{Slot, Template};

use crate::checks::template;
use crate::spelling::{Fit, Spelling, spelling};
use crate::texts::FRAGMENTS;

/// What stands in sections and changes nothing around it.
const TAME: [&str; 12] = [
    "Plain text with *emphasis*, **bold** and `code`.",
    "Two lines of\ntext with a [link](x.md).",
    "- one\n- two\n\n  three\n- four",
    "1. one\n2. two\n   - nested",
    "- [ ] task\n- [x] done",
    "```rust\n# not a heading\n## nor this\n```",
    "    indented code\n      indented more",
    "> a quote\n> of two lines",
    "| a | b |\n|---|:-:|\n| `c` | d |",
    "![image](a.png)",
    "Will use `x` because:\n\n- y",
    "A <b>bold</b> word, \"quotes\" -- and dashes.",
];
const UNKNOWN: [&str; 6] = ["Glossary", "Open Questions", "Prior Art", "Team", "Budget", "What we call a *ledger*"];
const AREAS: [&str; 4] = ["Storage", "Queue between the two", "`API` shape", "Cache"];

/// A section as it is written, with what the rules know of it.
#[derive(Debug, Clone)]
pub struct Part {
    /// The place among its siblings in the template of the slot that it spells.
    pub slot: Option<usize>,
    /// Its heading.
    pub heading: Spelling,
    /// The blocks under its heading.
    pub own: Vec<&'static str>,
    /// Whether a rule stands behind them.
    pub has_rule: bool,
    /// Its subsections.
    pub below: Vec<Part>,
}

impl Part {
    /// Whether a rule stands in it or below it.
    pub fn holds_rule(&self) -> bool {
        self.has_rule || self.below.iter().any(Part::holds_rule)
    }

    /// Whether two of some siblings, or of what stands below them, have one name.
    pub fn repeat_a_name(parts: &[Self]) -> bool {
        let names: BTreeSet<&str> = parts.iter().map(|part| part.heading.plain_name()).collect();
        names.len() < parts.len() || parts.iter().any(|part| Self::repeat_a_name(&part.below))
    }

    /// Whether two of some siblings, or of what stands below them, count as one section of the template: the first of them fills it.
    pub fn compete_for_a_slot(parts: &[Self]) -> bool {
        let competing = parts.iter().filter(|part| part.heading.fit == Fit::CountsAs && part.slot.is_some());
        let slots: BTreeSet<Option<usize>> = competing.clone().map(|part| part.slot).collect();
        slots.len() < competing.count() || parts.iter().any(|part| Self::compete_for_a_slot(&part.below))
    }
}

/// A document as it is written.
#[derive(Debug, Clone)]
pub struct Handbook {
    pub template: &'static str,
    pub has_title: bool,
    /// What stands before the first section, behind the title if there is one.
    pub prologue: &'static str,
    pub parts: Vec<Part>,
    pub footer: &'static str,
    /// What the tool has to add to each level.
    pub shift: i8,
    /// Whether no blank line stands around headings.
    pub is_tight: bool,
    pub is_crlf: bool,
    pub ends_with_newline: bool,
}

/// A document without anything that could keep its sections where they are.
pub fn tame() -> impl Strategy<Value = Handbook> {
    handbook(&TAME, &["full", "lean"])
}

/// A document with anything in it.
pub fn nasty() -> impl Strategy<Value = Handbook> {
    handbook(&FRAGMENTS, &Template::BUILT_IN)
}

fn handbook(blocks: &'static [&'static str], templates: &'static [&'static str]) -> impl Strategy<Value = Handbook> {
    let frame = (
        select(templates),
        prop::bool::weighted(0.9),
        select(&["", "Some prose.", "Status: Accepted", "> **Status:** draft\n\nSome prose.\n\n***\n\nMore."][..]),
        select(&["", "", "", "***\n\nPrinted on paper.", "***"][..]),
        select(&[0_i8, 0, 0, 1, -1][..]),
        any::<(bool, bool)>(),
        prop::bool::weighted(0.8),
    );
    let parts = prop::collection::vec((raw(blocks), prop::collection::vec(raw(blocks), 0..5)), 3..12);
    // How many of ten headings have numbers, at the top and below.
    let numbers = (select(&[0_u8, 3, 9][..]), select(&[0_u8, 3, 9][..]));
    (frame, parts, numbers).prop_map(|(frame, raw, numbers)| {
        let (name, has_title, prologue, footer, shift, (is_tight, is_crlf), ends_with_newline) = frame;
        let mut parts = top(&template(name).sections, raw, numbers);
        let spelled = |part: &Part| part.slot.is_some() && part.heading.fit != Fit::CountsAs;
        let count = parts.iter().flat_map(|part| std::iter::once(part).chain(&part.below)).filter(|part| spelled(part));
        // Two headings make a pattern; and the first H1 would be the title.
        let shift = if count.count() < 2 || !has_title { 0 } else { shift };
        if shift == 0 && parts.iter().any(spelled) {
            misplace(&mut parts, &template(name).sections);
        }
        Handbook { template: name, has_title, prologue, parts, footer, shift, is_tight, is_crlf, ends_with_newline }
    })
}

/// What a section is made of, before it is known under which parent it stands.
#[derive(Debug, Clone)]
struct Raw {
    kind: u8,
    pick: Index,
    heading: Spelling,
    own: Vec<&'static str>,
    has_rule: bool,
}

fn raw(blocks: &'static [&'static str]) -> impl Strategy<Value = Raw> {
    let own = prop::collection::vec(select(blocks), 0..3);
    (0..10_u8, any::<Index>(), spelling(), own, prop::bool::weighted(0.15))
        .prop_map(|(kind, pick, heading, own, has_rule)| Raw { kind, pick, heading, own, has_rule })
}

fn top(slots: &'static [Slot], raw: Vec<(Raw, Vec<Raw>)>, numbers: (u8, u8)) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut raw_below = Vec::new();
    for (raw, below) in raw {
        parts.push(part(raw, slots, numbers.0));
        raw_below.push(below);
    }
    // Fewer would be no document.
    for (slot, wanted) in slots.iter().enumerate().take(3) {
        if !parts.iter().any(|part| part.slot == Some(slot)) {
            parts.push(Part {
                slot: Some(slot),
                heading: Spelling::plain(&wanted.name),
                own: Vec::new(),
                has_rule: false,
                below: Vec::new(),
            });
            raw_below.push(Vec::new());
        }
    }
    let filled = fillers(&parts, slots.len());
    for (place, below) in raw_below.into_iter().enumerate() {
        parts[place].below = match parts[place].slot {
            None => subsections(&[], below, numbers.1),
            Some(slot) if filled[slot] != Some(place) => {
                // A list would be decisions too, and number those that follow.
                if slots[slot].holds_decisions {
                    parts[place].own.clear();
                }
                Vec::new()
            }
            Some(slot) if slots[slot].holds_decisions => below.into_iter().map(decision).collect(),
            Some(slot) => subsections(&slots[slot].subsections, below, numbers.1),
        };
    }
    parts
}

fn part(raw: Raw, slots: &[Slot], numbers: u8) -> Part {
    let Raw { kind, pick, mut heading, own, has_rule } = raw;
    let slot = (kind < 7 && !slots.is_empty()).then(|| pick.index(slots.len()));
    match slot {
        Some(slot) => heading.spell(&slots[slot], numbers),
        None => heading.name(UNKNOWN[pick.index(UNKNOWN.len())], numbers),
    }
    Part { slot, heading, own, has_rule, below: Vec::new() }
}

/// Subsections; one in ten has one of its own.
fn subsections(slots: &[Slot], raw: Vec<Raw>, numbers: u8) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for raw in raw {
        match parts.last_mut() {
            Some(last) if raw.kind == 9 => last.below.push(part(raw, &[], numbers)),
            _ => parts.push(part(raw, slots, numbers)),
        }
    }
    parts
}

fn decision(raw: Raw) -> Part {
    let Raw { kind, pick, mut heading, own, has_rule } = raw;
    heading.name(AREAS[pick.index(AREAS.len())], 0);
    heading.number = ["", "", "4. ", "2) ", "Decision 3: "][usize::from(kind) % 5].to_owned();
    Part { slot: None, heading, own, has_rule, below: Vec::new() }
}

/// Names of the template where they don't belong: an H3's on an unknown H2, an H2's on an unknown H3.
fn misplace(parts: &mut [Part], slots: &[Slot]) {
    let of_h3 = slots.iter().find_map(|slot| slot.subsections.first());
    let is_unknown = |part: &&mut Part| part.slot.is_none() && part.heading.as_written() == UNKNOWN[3];
    if let Some((part, slot)) = parts.iter_mut().find(is_unknown).zip(of_h3) {
        part.heading.name(&slot.name, 0);
    }
    let holds_decisions = |part: &Part| part.slot.is_some_and(|slot| slots[slot].holds_decisions);
    for part in parts.iter_mut().filter(|part| !holds_decisions(part)) {
        if let Some(below) = part.below.iter_mut().find(is_unknown) {
            below.heading.name(&slots[slots.len() - 1].name, 0);
        }
    }
}

/// For each of so many slots, which of `parts` fills it: the best spelling, then the first.
pub fn fillers(parts: &[Part], slots: usize) -> Vec<Option<usize>> {
    let of = |slot| {
        let spelled = parts.iter().enumerate().filter(|(_, part)| part.slot == Some(slot));
        spelled.min_by_key(|(place, part)| (part.heading.fit, *place)).map(|(place, _)| place)
    };
    (0..slots).map(of).collect()
}

impl Handbook {
    /// The document's text.
    pub fn text(&self) -> String {
        let mut blocks: Vec<String> = Vec::new();
        if self.has_title {
            blocks.push("# Ledger Design Document".to_owned());
        }
        blocks.push(self.prologue.to_owned());
        let mut text = blocks
            .iter()
            .filter(|block| !block.is_empty())
            .fold(String::new(), |text, block| format!("{text}{block}\n\n"));
        for part in &self.parts {
            self.write(part, 2, &mut text);
        }
        if !self.footer.is_empty() {
            text.push_str(&format!("\n{}\n", self.footer));
        }
        if !self.ends_with_newline {
            text.truncate(text.trim_end().len());
        }
        if self.is_crlf { text.replace('\n', "\r\n") } else { text }
    }

    /// Writes a section that the page is to show at `level`.
    fn write(&self, part: &Part, level: i8, text: &mut String) {
        let heading = part.heading.line((level - self.shift).unsigned_abs().into());
        // A setext heading would take the line before it in.
        if (!self.is_tight || heading.contains('\n')) && !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str(&heading);
        text.push('\n');
        let rule = part.has_rule.then_some(&"***");
        for (n, block) in part.own.iter().chain(rule).enumerate() {
            if n > 0 || !self.is_tight {
                text.push('\n');
            }
            text.push_str(block);
            text.push('\n');
        }
        for below in &part.below {
            self.write(below, level + 1, text);
        }
    }
}
