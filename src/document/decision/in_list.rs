//! Decisions that are items of a list, without headings of their own.

use crate::document::choice::cut;
use crate::document::label::Label;
use crate::document::outline::Section;
use crate::document::statement::{self, Statement};
use crate::markdown::{Inline, Parsed};
use crate::span::Span;
use crate::status::Statuses;
use crate::template::Slot;

use super::{Decision, area_start, decision};

/// Decisions without headings: the first list, if it is top-level bullets or an ordered list with bold leads.
pub(super) fn in_list(parsed: &Parsed<'_>, section: &Section, slot: &Slot, statuses: &Statuses) -> Vec<Decision> {
    let statements = statement::read(parsed, section.own);
    let Some(first) = statements.iter().position(|statement| statement.list.is_some()) else { return Vec::new() };
    let introduced_by = statements[..first].last().and_then(|before| before.label);
    if matches!(introduced_by, Some(Label::Rationale | Label::TradeOffs | Label::Alternatives)) {
        return Vec::new();
    }
    let list = statements[first].list;
    let items: Vec<&Statement> = statements[first..].iter().take_while(|statement| statement.list == list).collect();
    let is_ordered = starts_with_number(items[0].span, parsed.text);
    let leads: Vec<Option<(Inline, Inline)>> = items.iter().map(|item| bold_lead(parsed, item)).collect();
    let are_reasons =
        items.iter().all(|item| matches!(item.label, Some(Label::Rationale | Label::TradeOffs | Label::Alternatives)));
    if are_reasons
        || is_ordered && leads.iter().any(Option::is_none)
        || slot.prompts.are_all_of(section.own.of(parsed.text))
    {
        return Vec::new();
    }
    items
        .iter()
        .zip(leads)
        .filter(|(item, _)| !item.whole.is_blank())
        .map(|(item, lead)| {
            let (area, rest) = match lead {
                Some((area, rest)) => (area, rest),
                None => (cut(&item.whole), item.whole.clone()),
            };
            let mut body: Vec<Statement> = Vec::new();
            if !rest.is_blank() {
                body.push(Statement::unlabelled(rest, item.span));
            }
            body.extend(item.nested.iter().cloned());
            decision(area, body, section.heading, None, item.span, statuses)
        })
        .collect()
}

/// Whether the item's marker is a number.
fn starts_with_number(item: Span, text: &str) -> bool {
    let line = text[..item.start].rfind('\n').map_or(0, |newline| newline + 1);
    text[line..item.start].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// An item's bold lead as the area, and the words behind it.
fn bold_lead(parsed: &Parsed<'_>, item: &Statement) -> Option<(Inline, Inline)> {
    let source = item.span.of(parsed.text);
    if !source.starts_with("**") && !source.starts_with("__") {
        return None;
    }
    let words = item.whole.first_strong()?;
    let plain = item.whole.plain();
    let area = item.whole.slice(0, words);
    let name = area.plain();
    let trimmed = name.trim_end().trim_end_matches([':', '.', ' ', '–', '—']).len();
    let start = area_start(&name[..trimmed]);
    let rest = plain[words..].trim_start_matches([':', ' ', '–', '—', '-', '.']).len();
    Some((Inline::text(name[start..trimmed].trim()), item.whole.slice(plain.len() - rest, plain.len()).trimmed()))
}
