//! What stands under a decision's heading, as statements: a paragraph or a list's item, with its label taken off.

use std::borrow::Cow;

use crate::markdown::{
    Block, BlockKind, Inline, Parsed,
    pulldown_cmark::{Event, Tag, TagEnd},
};
use crate::text::{Span, normalize, prefix_to, suffix_from};

use super::events::{end_of_first, is_inline};
use super::label::{Label, is_longer_than_labels};
use super::verdict::decides;

/// A paragraph or an item, with the list below it.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// What its label says, if it has one.
    pub label: Option<Label>,
    /// Its words with the label.
    pub whole: Inline,
    /// Where in them the words behind the label start.
    words_start: usize,
    /// Where it stands.
    pub span: Span,
    /// Whether it is an item, and of which list.
    pub list: Option<usize>,
    /// What is nested in it.
    pub nested: Vec<Self>,
    /// Whether it stands in an HTML element, such as `<details>`.
    pub is_folded: bool,
}

impl Statement {
    /// A statement without a label that is no item of a list.
    pub(super) const fn unlabelled(whole: Inline, span: Span) -> Self {
        Self { label: None, whole, words_start: 0, span, list: None, nested: Vec::new(), is_folded: false }
    }

    /// Its words without the label; blank if there are none.
    pub(super) fn words(&self) -> &str {
        suffix_from(self.whole.plain(), self.words_start)
    }

    /// Whether it has no words but a label.
    pub(super) fn is_blank(&self) -> bool {
        self.words().trim().is_empty()
    }

    /// Its words without the label, in their styles.
    pub(super) fn inline_words(&self) -> Cow<'_, Inline> {
        if self.words_start == 0 {
            Cow::Borrowed(&self.whole)
        } else {
            Cow::Owned(self.whole.slice(self.words_start, usize::MAX))
        }
    }

    /// Its words without the label, in their styles, out of a statement that isn't needed any more.
    pub(super) fn into_words(self) -> Inline {
        if self.words_start == 0 { self.whole } else { self.whole.slice(self.words_start, usize::MAX) }
    }
}

/// The statements of a part of a document, in order. Tables, code and raw HTML state nothing here, and a quote what it labels; if nothing else is
/// said, also its first paragraph without a label.
pub(super) fn read_statements(parsed: &Parsed<'_>, part: Span) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut quoted = Vec::new();
    let mut lists = 0;
    for block in parsed.blocks_in(part) {
        let before = statements.len();
        match block.kind {
            BlockKind::Quote => {
                let (labelled, bare): (Vec<_>, Vec<_>) =
                    quote(parsed.events_of(block)).into_iter().partition(|statement| statement.label.is_some());
                statements.extend(labelled);
                quoted.extend(bare);
            }
            _ => read_block(parsed.events_of(block), block, &mut lists, &mut statements),
        }
        statements[before..].iter_mut().for_each(|statement| statement.is_folded = block.in_raw_html);
    }
    if statements.iter().all(|statement| statement.label.is_some()) {
        statements.extend(quoted.into_iter().next());
    }
    statements
}

fn read_block(events: &[(Event<'_>, Span)], block: &Block, lists: &mut usize, statements: &mut Vec<Statement>) {
    match block.kind {
        BlockKind::Paragraph => paragraph(&events[1..events.len() - 1], statements),
        BlockKind::List => {
            *lists += 1;
            statements.extend(items(&events[1..events.len() - 1], *lists, DEEPEST));
        }
        BlockKind::Heading(_) => {
            let inline = &events[1..events.len() - 1];
            let whole = Inline::from_events(inline);
            let label = Label::spelled(whole.plain()).or(Some(Label::Other));
            let words_start = whole.plain().len();
            statements.push(Statement { label, words_start, ..Statement::unlabelled(whole, block.span) });
        }
        _ => {}
    }
}

/// The paragraphs of a quote. What begins with `[!NOTE]` is no statement without a label: its kind says so, or its words.
fn quote(events: &[(Event<'_>, Span)]) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut rest = &events[1..events.len() - 1];
    while let Some(end) = end_of_first(rest) {
        if matches!(rest[0].0, Event::Start(Tag::Paragraph)) {
            paragraph(&rest[1..end], &mut statements);
        }
        rest = &rest[end + 1..];
    }
    let is_note = matches!(events[0].0, Event::Start(Tag::BlockQuote(Some(_))));
    statements.retain(|statement| statement.label.is_some() || !is_note && !statement.whole.plain().starts_with("[!"));
    statements
}

/// A paragraph is one statement, unless its later lines begin with labels of their own.
fn paragraph(inline: &[(Event<'_>, Span)], statements: &mut Vec<Statement>) {
    let mut start = 0;
    for place in 1..=inline.len() {
        let is_break = |place: usize| matches!(inline[place].0, Event::SoftBreak | Event::HardBreak);
        let starts_statement =
            place == inline.len() || is_break(place) && begins_with_label(first_line(&inline[place + 1..]));
        if starts_statement {
            statements.extend(statement(&inline[start..place], None));
            start = place + 1;
        }
    }
}

fn begins_with_label(line: &[(Event<'_>, Span)]) -> bool {
    // Most lines have no colon and begin with more text than a label: no statement has to be made of them.
    let has_colon = |(event, _): &(Event<'_>, Span)| match event {
        Event::Text(words) | Event::InlineHtml(words) => words.contains([':', '：']),
        _ => false,
    };
    if let [(Event::Text(words), _), ..] = line
        && is_longer_than_labels(words)
        && !words.contains('(')
        && !line.iter().any(has_colon)
    {
        return false;
    }
    statement(line, None).is_some_and(|next| next.label.is_some())
}

/// Up to the first break.
fn first_line<'e, 'a>(inline: &'e [(Event<'a>, Span)]) -> &'e [(Event<'a>, Span)] {
    let end = inline.iter().position(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
    &inline[..end.unwrap_or(inline.len())]
}

/// How many nested lists are read: the author's text must not decide how much stack and time is used.
const DEEPEST: usize = 16;

/// The items of a list, and in each what `depth` more lists in each other say.
fn items(events: &[(Event<'_>, Span)], list: usize, depth: usize) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut rest = events;
    while let Some(end) = end_of_first(rest) {
        let item = &rest[1..end];
        let span = rest[0].1;
        rest = &rest[end + 1..];
        let (own, below) = match item {
            [(Event::Start(Tag::Paragraph), _), ..] => {
                let close = end_of_first(item).unwrap_or(item.len());
                (&item[1..close], &item[(close + 1).min(item.len())..])
            }
            _ => item.split_at(item.iter().position(|(event, _)| !is_inline(event)).unwrap_or(item.len())),
        };
        let mut nested = Vec::new();
        let mut below = below;
        while let Some(end) = end_of_first(below) {
            match below[0].0 {
                Event::Start(Tag::List(_)) if depth > 0 => nested.extend(items(&below[1..end], list, depth - 1)),
                Event::Start(Tag::Paragraph) => nested.extend(statement(&below[1..end], None)),
                _ => {}
            }
            below = &below[end + 1..];
        }
        let own = statement(own, Some(list)).unwrap_or(Statement::unlabelled(Inline::default(), span));
        statements.push(Statement { list: Some(list), nested, ..own });
    }
    statements
}

/// A run of inline text as a statement; `None` if nothing of it is shown, or nothing but a picture.
fn statement(inline: &[(Event<'_>, Span)], list: Option<usize>) -> Option<Statement> {
    let whole = Inline::from_events(inline).trimmed();
    let (first, end) = (inline.first()?.1.start, inline.iter().map(|(_, span)| span.end).max()?);
    let is_picture =
        matches!(inline[0].0, Event::Start(Tag::Image { .. })) && end_of_first(inline) == Some(inline.len() - 1);
    if whole.is_blank() || is_picture {
        return None;
    }
    let plain = whole.plain();
    let (label, behind) = match label(inline, &whole, list.is_some()) {
        Some((label, behind)) => (Some(label), behind),
        None => (None, 0),
    };
    let words_start = plain.len() - suffix_from(plain, behind).trim_start().len();
    Some(Statement {
        label,
        whole,
        words_start,
        span: Span::new(first, end),
        list,
        nested: Vec::new(),
        is_folded: false,
    })
}

/// The label that a statement begins with, and the byte of its words behind it.
fn label(inline: &[(Event<'_>, Span)], whole: &Inline, is_item: bool) -> Option<(Label, usize)> {
    let plain = whole.plain();
    let without_code = whole.plain_without_code();
    let lead = strong_lead(inline).map(|lead| lead.min(plain.len()));
    // `Decision → x` too.
    let first_colon = [':', '：', '→'].into_iter().filter_map(|mark| Some((without_code.find(mark)?, mark))).min();
    if let Some((colon, mark)) = first_colon {
        let behind = colon + mark.len_utf8();
        let before = prefix_to(plain, colon);
        // A colon in or directly behind bold or italic words makes a label of any words.
        let is_lead = lead.is_some_and(|lead| lead == colon || lead == behind);
        let known = if mark == '→' { Label::spelled(before) } else { Label::before_colon(before) };
        match known {
            Some(label) => return Some((label, behind)),
            None if is_lead && asks_why(before) => return Some((Label::Rationale, 0)),
            None if is_lead && before.split_whitespace().count() <= 6 && !says_will(before) => {
                return Some((Label::Other, behind));
            }
            None => {}
        }
    }
    // A label without a colon: alone, or in bold before the words; in an item as `Rationale 1 words` too.
    if let Some(label) = Label::spelled(plain) {
        return Some((label, plain.len()));
    }
    if let Some(lead) = lead
        && let Some(label) = Label::spelled(prefix_to(plain, lead).trim_end_matches([':', '.']))
    {
        return Some((label, lead));
    }
    let is_reason =
        lead.is_some_and(|lead| asks_why(prefix_to(plain, lead))) || plain.starts_with("Because ") && !decides(plain);
    if is_reason {
        return Some((Label::Rationale, 0));
    }
    if is_item {
        let mut words = plain.split_inclusive(' ');
        let first = words.next()?;
        let number = words.next().filter(|word| word.trim().chars().all(|c| c.is_ascii_digit())).map_or(0, str::len);
        let is_plain_label = number > 0 || first.starts_with(char::is_uppercase) && first.trim().ends_with(['s', 'S']);
        let label = Some(first.trim()).filter(|_| is_plain_label).and_then(Label::spelled);
        if let Some(label) = label.filter(|label| !matches!(label, Label::Choice | Label::Other | Label::Status)) {
            return Some((label, first.len() + number));
        }
    }
    None
}

/// Whether bold words ask for reasons, as `**Why not Kafka?**` and `**Why RabbitMQ:**` do; the question is a part of what is said.
fn asks_why(lead: &str) -> bool {
    let mut words = lead.split_whitespace();
    words.next().is_some_and(|first| normalize(first) == "why") && words.next().is_some()
}

/// `**Will use:**` is the beginning of a sentence, and no label.
fn says_will(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    matches!(&*normalize(first), "will" | "we")
}

/// If the words begin with bold or italic ones: where those end in the trimmed plain words, or behind them if white space that
/// was written as an entity ends both.
fn strong_lead(inline: &[(Event<'_>, Span)]) -> Option<usize> {
    if !matches!(inline.first()?.0, Event::Start(Tag::Strong | Tag::Emphasis)) {
        return None;
    }
    let end = end_of_first(inline)?;
    debug_assert!(matches!(inline[end].0, Event::End(TagEnd::Strong | TagEnd::Emphasis)));
    let length = Inline::from_events(&inline[..=end]).plain().trim_start().len();
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    fn statements(text: &str) -> Vec<(Option<Label>, String, usize)> {
        let parsed = parse(text, 0, Dialect::V04).expect("the parser reads it");
        read_statements(&parsed, Span::new(0, text.len()))
            .into_iter()
            .map(|found| (found.label, found.words().to_owned(), found.nested.len()))
            .collect()
    }

    #[test]
    fn labels_come_off() {
        for (text, label, words) in [
            ("Approach: do x", Some(Label::Choice), "do x"),
            ("_Approach_: do x", Some(Label::Choice), "do x"),
            ("**Revised Choice:** do x", Some(Label::Choice), "do x"),
            ("**Approach**\n", Some(Label::Choice), ""),
            ("**Decision (2026-05-12):** do x", Some(Label::Choice), "do x"),
            ("- **Rationale 1:** x", Some(Label::Rationale), "x"),
            ("- **Rationale 1** x", Some(Label::Rationale), "x"),
            ("- Rationale 1 x", Some(Label::Rationale), "x"),
            ("- Alternatives Renaming keys", Some(Label::Alternatives), "Renaming keys"),
            ("- **Alternatives considered**: x", Some(Label::Alternatives), "x"),
            ("- Trade-off: x", Some(Label::TradeOffs), "x"),
            ("- Why", Some(Label::Rationale), ""),
            ("**Session Context:** x", Some(Label::Other), "x"),
            ("Use two queues: one for mail", None, "Use two queues: one for mail"),
            ("Use `a: b` now", None, "Use `a: b` now"),
            ("**&nbsp;Why** x", Some(Label::Rationale), "x"),
            ("**Größe&nbsp;**", None, "Größe"),
            ("**&nbsp;ö**", None, "ö"),
            ("- Risks are accepted here", Some(Label::TradeOffs), "are accepted here"),
        ] {
            let found = statements(text);
            let expected = words.replace('`', "");
            assert_eq!((found[0].0, found[0].1.as_str()), (label, expected.as_str()), "{text}");
        }
    }

    #[test]
    fn lists_nest_and_lines_of_labels_part() {
        let found = statements("- Why\n  - a\n  - b\n\n**Choice:** x\n**Rationale:** y\nmore\n");
        assert_eq!(
            found,
            [
                (Some(Label::Rationale), String::new(), 2),
                (Some(Label::Choice), "x".to_owned(), 0),
                (Some(Label::Rationale), "y more".to_owned(), 0),
            ]
        );
    }
}
