//! Decisions that are items of a list, without headings of their own.

use crate::document::label::Label;
use crate::document::outline::Section;
use crate::document::sentence::cut;
use crate::document::statement::{self, Statement};
use crate::markdown::{Inline, Parsed};
use crate::status::Statuses;
use crate::template::Slot;
use crate::text::{Span, prefix_to, suffix_from};

use super::{Decision, area_start, decision};

/// Decisions without headings: the first list, if it is top-level bullets or an ordered list with bold leads.
pub(super) fn in_list(parsed: &Parsed<'_>, section: &Section, slot: &Slot, statuses: &Statuses) -> Vec<Decision> {
    let statements = statement::read_statements(parsed, section.own);
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
    // Each with its area and what it says.
    let mut found: Vec<(&Statement, Inline, Vec<Statement>)> = Vec::new();
    for (item, lead) in items.into_iter().zip(leads).filter(|(item, _)| !item.whole.is_blank()) {
        // `- **Trade-off:** x` among decisions is one of the decision above it.
        if let Some((.., body)) = found.last_mut()
            && matches!(item.label, Some(Label::Rationale | Label::TradeOffs | Label::Alternatives))
        {
            body.push(item.clone());
            continue;
        }
        let (area, rest) = lead.unwrap_or_else(|| (cut(&item.whole), item.whole.clone()));
        let said = (!rest.is_blank()).then(|| Statement::unlabelled(rest, item.span));
        found.push((item, area, said.into_iter().chain(item.nested.iter().cloned()).collect()));
    }
    let decisions =
        found.into_iter().map(|(item, area, body)| decision(area, body, section.heading, None, item.span, statuses));
    decisions.collect()
}

/// Whether the item's marker is a number.
fn starts_with_number(item: Span, text: &str) -> bool {
    let line = prefix_to(text, item.start).rfind('\n').map_or(0, |newline| newline + 1);
    Span::new(line, item.start).of(text).trim_start().starts_with(|c: char| c.is_ascii_digit())
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
    let start = area_start(prefix_to(name, trimmed));
    let area = Inline::text(Span::new(start, trimmed).of(name).trim());
    // `**CSV only in v1.** XLSX can wait`: who sets a sentence in bold has said it.
    if name.trim_end().ends_with('.') && area.plain().split_whitespace().count() > 2 {
        return Some((area, item.whole.clone()));
    }
    let rest = suffix_from(plain, words).trim_start_matches([':', ' ', '–', '—', '-', '.']).len();
    Some((area, item.whole.slice(plain.len() - rest, plain.len()).trimmed()))
}
