//! A value that is nothing but a list of statuses: a template's prompt, of which none, one or several are marked. It must not know where it stands.

use std::collections::BTreeSet;

use crate::markdown::Inline;
use crate::status::{SUPERSEDED, Status, Statuses};
use crate::text::{Span, prefix_to, spelled_length, suffix_from};

/// What a list of statuses says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StatusChoice<'s> {
    /// One, by a tick, by emphasis, or as the first of two that can both be true; and where its words are.
    One(&'s Status, Span),
    /// One, and another that contradicts it.
    Two(&'s Status, Span, &'s Status),
    /// It offers several, and none is chosen.
    Open,
}

/// How two parts of a list are separated, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Separator {
    /// `,`, `;`, ` - `, `and`: each may be true.
    Comma,
    /// `/`: two names of one thing, or alternatives.
    Slash,
    /// `|`, `•`, `or`: alternatives.
    Bar,
}

/// A part of a list.
#[derive(Debug)]
struct ValuePart {
    span: Span,
    /// How it is separated from the part before it.
    separator: Option<Separator>,
    /// Whether a box before it is ticked; `None` without one.
    tick: Option<bool>,
}

/// A part that is a status, perhaps with a remark in parentheses or a date.
#[derive(Debug, Clone, Copy)]
struct Offer<'s> {
    status: &'s Status,
    span: Span,
    is_dated: bool,
    /// `superseded by ADR-1`
    has_successor: bool,
}

/// A value with more bytes is prose.
const LONGEST_LIST: usize = 400;

const TICKED: [&str; 11] = ["[x]", "[X]", "(x)", "(X)", "☑", "✅", "✔", "✓", "🗹", "🗸", "◉"];
const UNTICKED: [&str; 7] = ["[ ]", "[]", "( )", "☐", "⬜", "◻", "○"];

/// Reads a value that is a list of statuses; `None` if it says anything else.
pub(super) fn parse_status_choice<'s>(shown: &Inline, statuses: &'s Statuses) -> Option<StatusChoice<'s>> {
    let words = shown.plain();
    if words.len() > LONGEST_LIST {
        return None;
    }
    let parts = parts(words);
    if parts.iter().any(|part| part.tick.is_some()) {
        return ticked(words, &parts, statuses);
    }
    let offers = offers(words, &parts, statuses)?;
    let first = offers.first().filter(|_| offers.len() > 1)?;
    let emphases = shown.emphases();
    let mut marked = offers.iter().filter(|offer| emphases.iter().any(|emphasis| emphasis.contains(offer.span)));
    if let (Some(one), None) = (marked.next(), marked.next()) {
        return Some(StatusChoice::One(one.status, one.span));
    }
    let separator = parts.iter().filter_map(|part| part.separator).max();
    let another = offers.iter().map(|offer| offer.status).find(|other| other.phase() != first.status.phase());
    let ids: BTreeSet<&str> = offers.iter().map(|offer| offer.status.id()).collect();
    let is_sequence = separator == Some(Separator::Comma) && offers.len() == 2;
    // `Accepted, superseded by [B](b.md)` says a relation.
    if is_sequence && offers.iter().any(|offer| offer.has_successor) {
        return None;
    }
    Some(match another {
        _ if ids.len() == 1 => StatusChoice::One(first.status, first.span),
        // `Proposed (2026-01-02), Accepted (2026-02-03)`: a history.
        Some(other) if offers.iter().any(|offer| offer.is_dated) || is_sequence => {
            StatusChoice::Two(first.status, first.span, other)
        }
        None if separator != Some(Separator::Bar) && ids.len() == 2 => StatusChoice::One(first.status, first.span),
        _ => StatusChoice::Open,
    })
}

/// What a paragraph says from its status on, if it says one and nothing else but a day or a remark in parentheses.
pub(super) fn status_alone(shown: &Inline, statuses: &Statuses) -> Option<Inline> {
    let words = shown.plain();
    let start = words.len() - words.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let found = offer(words, Span::new(start, words.trim_end().len().max(start)), statuses)?;
    (!found.has_successor).then(|| shown.slice(start, usize::MAX))
}

/// Of boxes, the last one that is ticked counts.
fn ticked<'s>(words: &str, parts: &[ValuePart], statuses: &'s Statuses) -> Option<StatusChoice<'s>> {
    let named = |part: &ValuePart| {
        let (status, length) = statuses.leading(part.span.of(words))?;
        Some((status, Span::new(part.span.start, part.span.start + length)))
    };
    // In `Draft ✅, Accepted ⬜` each box follows its status.
    if parts.first().is_some_and(|first| first.tick.is_none() && named(first).is_some()) {
        let phases: BTreeSet<_> = parts.iter().filter_map(named).map(|(status, _)| status.phase()).collect();
        return (phases.len() > 1).then_some(StatusChoice::Open);
    }
    let with_box = || parts.iter().filter(|part| part.tick.is_some());
    if !with_box().any(|part| named(part).is_some()) {
        return None;
    }
    let chosen: Vec<_> = with_box().filter(|part| part.tick == Some(true)).filter_map(named).collect();
    let Some(&(last, span)) = chosen.last() else { return Some(StatusChoice::Open) };
    let another = chosen.iter().map(|(status, _)| *status).find(|status| status.id() != last.id());
    Some(another.map_or(StatusChoice::One(last, span), |other| StatusChoice::Two(last, span, other)))
}

/// The statuses of a list, if it is one. Among alternatives, a word that the book doesn't know may be a status of others.
fn offers<'s>(words: &str, parts: &[ValuePart], statuses: &'s Statuses) -> Option<Vec<Offer<'s>>> {
    let mut offers: Vec<Offer<'s>> = Vec::new();
    let mut has_unknown = false;
    for part in parts {
        let is_of_successor = offers.last().is_some_and(|last| last.has_successor);
        let is_short = part.span.of(words).split_whitespace().count() <= 3;
        match offer(words, part.span, statuses) {
            Some(offer) => offers.push(offer),
            // `superseded by ADR-1, ADR-2`
            None if is_of_successor => {}
            None if is_short => has_unknown = true,
            None => return None,
        }
    }
    let is_of_alternatives = parts.iter().filter_map(|part| part.separator).all(|with| with > Separator::Comma);
    let has_phases = offers.iter().any(|offer| offer.status.phase() != offers[0].status.phase());
    (!has_unknown || is_of_alternatives && has_phases).then_some(offers)
}

fn offer<'s>(words: &str, part: Span, statuses: &'s Statuses) -> Option<Offer<'s>> {
    let text = part.of(words);
    let (status, length) = statuses.leading(text)?;
    let rest = suffix_from(text, length).trim();
    let has_successor = status.id() == SUPERSEDED && rest.starts_with("by ");
    let is_remark = rest.starts_with(['(', '（']) && rest.trim_end_matches('.').ends_with([')', '）'])
        || !rest.contains(char::is_alphabetic);
    let is_dated = !has_successor && rest.contains(|c: char| c.is_ascii_digit());
    let span = Span::new(part.start, part.start + length);
    (has_successor || is_remark).then_some(Offer { status, span, is_dated, has_successor })
}

/// The parts of a value outside parentheses, without marks around them; parts without a letter are left out.
fn parts(words: &str) -> Vec<ValuePart> {
    let inside = without_brackets(words);
    let mut parts = Vec::new();
    let mut start = inside.start;
    let mut separator = None;
    let mut tick = None;
    let mut depth = 0_usize;
    let mut at = inside.start;
    let mut close = |start: usize, end: usize, separator: &mut Option<Separator>, tick: Option<bool>| {
        let span = without_marks(words, Span::new(start, end));
        if !span.is_empty() {
            let separator = if parts.is_empty() { None } else { *separator };
            parts.push(ValuePart { span, separator, tick });
        }
        !span.is_empty()
    };
    while at < inside.end {
        let rest = Span::new(at, inside.end).of(words);
        let before = Span::new(inside.start, at).of(words);
        let found = (depth == 0).then(|| mark(rest).or_else(|| separator_at(before, rest))).flatten();
        let Some(first) = rest.chars().next() else { break };
        let Some((length, found)) = found else {
            match first {
                '(' | '[' | '{' | '（' => depth += 1,
                ')' | ']' | '}' | '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += first.len_utf8();
            continue;
        };
        if close(start, at, &mut separator, tick) {
            separator = None;
            tick = None;
        }
        match found {
            Mark::Tick(is_done) => tick = Some(is_done),
            Mark::Separator(found) => separator = separator.max(Some(found)),
        }
        at += length;
        start = at;
    }
    close(start, inside.end, &mut separator, tick);
    parts
}

enum Mark {
    Tick(bool),
    Separator(Separator),
}

/// A box that the text begins with, and its length.
fn mark(rest: &str) -> Option<(usize, Mark)> {
    let of = |marks: &[&'static str]| marks.iter().find(|mark| rest.starts_with(**mark)).map(|mark| mark.len());
    let ticked = of(&TICKED).map(|length| (length, Mark::Tick(true)));
    ticked.or_else(|| of(&UNTICKED).map(|length| (length, Mark::Tick(false))))
}

/// A separator that the text begins with, and its length.
fn separator_at(before: &str, rest: &str) -> Option<(usize, Mark)> {
    const WORDS: [(&str, Separator); 2] = [("or", Separator::Bar), ("and", Separator::Comma)];
    let first = rest.chars().next()?;
    let is_parted = before.ends_with(char::is_whitespace);
    let behind = |length: usize| rest.get(length..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let separator = match first {
        '|' | '｜' | '•' | '·' => Separator::Bar,
        '/' | '／' | '\\' => Separator::Slash,
        ',' | ';' | '，' | '、' | '；' | '&' | '+' | '–' | '—' => Separator::Comma,
        '-' if is_parted && behind(1) => Separator::Comma,
        _ => {
            let is_it = |word: &str| is_parted && spelled_length(rest, word).is_some_and(&behind);
            let (word, separator) = WORDS.into_iter().find(|(word, _)| is_it(word))?;
            return Some((word.len(), Mark::Separator(separator)));
        }
    };
    Some((first.len_utf8(), Mark::Separator(separator)))
}

/// Without the brackets around all of a value.
fn without_brackets(words: &str) -> Span {
    let mut inside = Span::new(0, words.len()).trimmed(words);
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('（', '）')] {
        let text = inside.of(words);
        let is_around = text.starts_with(open) && text.find(close) == Some(text.len().saturating_sub(close.len_utf8()));
        let is_box = mark(text).is_some();
        if is_around && !is_box {
            inside = Span::new(inside.start + open.len_utf8(), inside.end - close.len_utf8()).trimmed(words);
        }
    }
    inside
}

/// Without marks at both ends, but for the parenthesis that closes a remark.
fn without_marks(words: &str, part: Span) -> Span {
    let text = part.of(words);
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let text = suffix_from(text, start);
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）')).len();
    let text = prefix_to(text, end);
    let has_parenthesis = text.contains(['(', '（']);
    let end = if has_parenthesis { end } else { text.trim_end_matches([')', '）']).len() };
    Span::new(part.start + start, part.start + start + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    /// `one STATUS`, `two STATUS OTHER`, `open`, or `no` for what is no list of statuses.
    fn said(markdown: &str) -> String {
        let statuses = Statuses::default();
        let parsed = parse(markdown, 0, Dialect::V05).expect("the parser reads it");
        let shown = Inline::from_events(&parsed.events);
        match parse_status_choice(&shown, &statuses) {
            Some(StatusChoice::One(status, span)) => {
                let (named, length) = statuses.leading(span.of(shown.plain())).expect("the span has the status");
                assert_eq!((named.id(), length), (status.id(), span.len()), "{markdown}");
                format!("one {}", status.id())
            }
            Some(StatusChoice::Two(status, _, other)) => format!("two {} {}", status.id(), other.id()),
            Some(StatusChoice::Open) => "open".to_owned(),
            None => "no".to_owned(),
        }
    }

    #[test]
    fn lists_of_statuses() {
        for (markdown, expected) in [
            // None is chosen.
            ("Proposed, Accepted, Rejected, Superseded", "open"),
            ("(Proposed / Accepted / Implemented)", "open"),
            ("draft or accepted", "open"),
            ("draft, accepted, or rejected", "open"),
            ("Draft • Review • Accepted", "open"),
            ("Draft · Review · Accepted", "open"),
            ("Draft | Accepted", "open"),
            ("Draft \\| Accepted", "open"),
            ("Draft｜Accepted", "open"),
            ("draft; in review; accepted", "open"),
            ("draft、accepted、rejected", "open"),
            ("Draft – Accepted – Rejected", "open"),
            ("Draft - Accepted - Rejected", "open"),
            ("*Proposed* | *Accepted*", "open"),
            ("**Proposed | Accepted**", "open"),
            ("`draft`, `accepted`, `rejected`", "open"),
            ("{draft | accepted}", "open"),
            ("[Proposed | Accepted | Superseded by ADR-1, ADR-2]", "open"),
            ("proposed/accepted/rejected/superseded by ADR-1", "open"),
            ("draft | active | sunset | rejected", "open"),
            ("Draft / Active", "open"),
            ("draft, proposed, in review", "open"),
            ("[ ] Draft [ ] Accepted", "open"),
            ("☐ Draft ☐ Accepted", "open"),
            ("Draft ✅, Review ✅, Accepted ⬜", "open"),
            // Somebody chose.
            ("Work in progress - **Decided** - Obsolete", "one accepted"),
            ("Proposed / **Accepted** / Rejected", "one accepted"),
            ("**Draft** | Accepted", "one draft"),
            ("draft, *in review*, accepted", "one in-review"),
            ("[ ] Draft [x] Accepted [ ] Rejected", "one accepted"),
            ("☐ Draft ☑ Accepted (2026-01-02)", "one accepted"),
            ("[x] Accepted", "one accepted"),
            ("✅ Accepted", "one accepted"),
            ("Choose: [ ] draft [x] accepted", "one accepted"),
            // Both can be true.
            ("Accepted/Implemented", "one accepted"),
            ("Accepted / Implemented", "one accepted"),
            ("Accepted, implemented", "one accepted"),
            ("Accepted and implemented", "one accepted"),
            ("Draft, WIP", "one draft"),
            ("Draft | WIP", "one draft"),
            ("Draft | Draft 2", "one draft"),
            // Two that can't.
            ("Proposed, Accepted", "two proposed accepted"),
            ("Draft - Accepted", "two draft accepted"),
            ("Proposed (2026-01-02), In review (2026-01-03), Accepted (2026-02-03)", "two proposed accepted"),
            ("Proposed 2026-01-02; Accepted 2026-02-03", "two proposed accepted"),
            ("☑ Draft ☑ Accepted", "two accepted draft"),
            // No lists of statuses.
            ("Accepted", "no"),
            ("[accepted]", "no"),
            ("Accepted (2026-01-02)", "no"),
            ("Accepted ✅ Implemented in v2", "no"),
            ("Accepted (was: draft, proposed)", "no"),
            ("Accepted, superseded by [B](b.md)", "no"),
            ("Accepted and merged/released in v2", "no"),
            ("Implemented (web/stable channel)", "no"),
            ("Implemented/Verified", "no"),
            ("Accepted, but the draft of the text is open", "no"),
            ("in-review", "no"),
            ("", "no"),
        ] {
            assert_eq!(said(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn paragraphs_of_one_status() {
        let statuses = Statuses::default();
        for (words, expected) in [
            ("Accepted", true),
            ("**Accepted**.", true),
            ("Accepted (2026-01-02)", true),
            ("2026-01-02: Accepted", true),
            ("Accepted 2026-01-02", true),
            ("Implemented in v2.", false),
            ("Accepted by the board", false),
            ("Superseded by ADR-2", false),
            ("", false),
        ] {
            assert_eq!(status_alone(&Inline::text(words), &statuses).is_some(), expected, "{words}");
        }
    }
}
