//! A line of metadata: `Status: X`, `**Status**: X`, `**Status: X**`, several in one line.

use crate::markdown::{
    Inline,
    pulldown_cmark::{Event, Tag, TagEnd},
};
use crate::text::{Span, prefix_to, suffix_from};

use super::field::FieldName;

/// A label with its value, as they are written in one line of inline text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    /// The label's words, without the colon.
    pub label: String,
    /// Where the label's words stand.
    pub label_span: Span,
    /// The value's source; empty if there is none.
    pub value: Span,
    /// What is shown of the value.
    pub shown: Inline,
    /// Whether everything of the line but the marks of label and value is in them.
    pub is_whole: bool,
}

/// A label is short: more words than this are prose with a colon.
const LONGEST_LABEL: usize = 4;

/// No label has more letters, so none is looked for behind them.
const LONGEST_LABEL_LETTERS: usize = 80;

/// A line with more fields than these is none of metadata.
const MOST_FIELDS: usize = 64;

/// What parts several fields in one line.
const SEPARATORS: [&str; 6] = ["·", "•", "|", ";", " – ", " — "];

/// A byte of the line's words: which event it comes from.
struct LineWords<'l, 'e> {
    line: &'l [(Event<'e>, Span)],
    /// For each event that shows words: where they start in `text`, the event's place, the emphasis around it.
    runs: Vec<(usize, usize, Option<Span>)>,
    text: String,
}

impl<'l, 'e> LineWords<'l, 'e> {
    fn from_events(line: &'l [(Event<'e>, Span)]) -> Self {
        let mut words = LineWords { line, runs: Vec::new(), text: String::new() };
        let mut emphasis: Option<(Span, usize)> = None;
        let mut depth = 0_usize;
        for (place, (event, span)) in line.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if matches!(tag, Tag::Emphasis | Tag::Strong) && emphasis.is_none() {
                        emphasis = Some((*span, depth));
                    }
                }
                Event::End(tag) => {
                    if matches!(tag, TagEnd::Emphasis | TagEnd::Strong) && emphasis.is_some_and(|(_, at)| at == depth) {
                        emphasis = None;
                    }
                    // Emphasis may have begun in the line before.
                    depth = depth.saturating_sub(1);
                }
                Event::Text(text) => words.push(text, place, emphasis),
                Event::Code(code) => words.push(code, place, emphasis),
                _ => {}
            }
        }
        words
    }

    fn push(&mut self, text: &str, place: usize, emphasis: Option<(Span, usize)>) {
        self.runs.push((self.text.len(), place, emphasis.map(|(span, _)| span)));
        self.text.push_str(text);
    }

    /// The run that holds a byte of the words.
    fn run(&self, at: usize) -> Option<&(usize, usize, Option<Span>)> {
        let behind = self.runs.partition_point(|(start, ..)| *start <= at);
        self.runs[..behind].last()
    }

    /// Where labels in bold stand behind the first one, if that is in bold too: `**Author:** Jane **Date:** 2026-01-31`.
    fn strong_labels(&self) -> Vec<usize> {
        let is_label = |run: usize| {
            let (start, _, Some(emphasis)) = self.runs[run] else { return false };
            if run > 0 && self.runs[run - 1].2 == Some(emphasis) {
                return false;
            }
            let end = self.runs[run..].iter().find(|(.., other)| *other != Some(emphasis));
            let end = end.map_or(self.text.len(), |(end, ..)| *end);
            let words = Span::new(start, end).of(&self.text).trim_end();
            let colon = label_length(suffix_from(&self.text, start)).map(|length| start + length);
            colon.is_some_and(|colon| colon == end || start + words.len() == colon + 1)
        };
        if self.runs.is_empty() || !is_label(0) {
            return Vec::new();
        }
        (1..self.runs.len()).filter(|&run| is_label(run)).map(|run| self.runs[run].0).collect()
    }

    /// Where that byte stands in the source, if it is in text that stands there as it is.
    fn source(&self, at: usize) -> Option<usize> {
        let (start, place, _) = self.run(at)?;
        let (Event::Text(text), span) = &self.line[*place] else { return None };
        (span.len() == text.len()).then_some(span.start + (at - start))
    }
}

/// Reads the labelled values of one line, or none if it doesn't begin with a label.
pub(super) fn read_labelled(line: &[(Event<'_>, Span)], source: &str) -> Vec<Labelled> {
    let words = LineWords::from_events(line);
    let Some(end) = line.iter().map(|(_, span)| span.end).max() else { return Vec::new() };
    if label_length(&words.text).is_none() {
        return Vec::new();
    }
    let mut starts = vec![0];
    for separator in SEPARATORS {
        starts.extend(words.text.match_indices(separator).map(|(at, _)| at + separator.len()).filter(|&at| {
            label_length(suffix_from(&words.text, at)).is_some_and(|length| {
                let label = Span::new(at, at + length).of(&words.text).trim();
                let is_strong = words.run(at + length - 1).is_some_and(|run| run.2.is_some());
                FieldName::spelled(label).is_some() || is_strong
            })
        }));
    }
    // Behind the white space, so that a label in bold behind a separator begins once.
    starts.iter_mut().for_each(|start| {
        *start += suffix_from(&words.text, *start).len() - suffix_from(&words.text, *start).trim_start().len()
    });
    starts.extend(words.strong_labels());
    starts.sort_unstable();
    starts.dedup();
    if starts.len() > MOST_FIELDS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (n, &start) in starts.iter().enumerate() {
        let next = starts.get(n + 1).copied();
        match labelled(&words, start, next, Span::new(line[0].1.start, end), source) {
            Some(labelled) => found.push(labelled),
            None => return Vec::new(),
        }
    }
    found
}

/// The label at `start` of the words with its value up to the words' byte `next`.
fn labelled(
    words: &LineWords<'_, '_>,
    start: usize,
    next: Option<usize>,
    line: Span,
    source: &str,
) -> Option<Labelled> {
    let length = label_length(suffix_from(&words.text, start))?;
    let colon = start + length;
    let colon_source = words.source(colon)?;
    let first = start + (suffix_from(&words.text, start).len() - suffix_from(&words.text, start).trim_start().len());
    let label_span = Span::new(words.source(first)?, words.source(colon - 1)? + 1);
    let after = colon_source + suffix_from(source, colon_source).chars().next()?.len_utf8();
    let value_end = match next {
        // Back over the separator and the emphasis that the next label opens.
        Some(next) => {
            let separator = prefix_to(&words.text, next).trim_end().trim_end_matches(|c: char| {
                matches!(c, ',' | '/') || SEPARATORS.iter().any(|s| s.trim().starts_with(c))
            });
            if separator.len() <= colon { after } else { words.source(separator.len())? }
        }
        None => line.end,
    };
    let (value, is_whole) = match words.run(colon).and_then(|run| run.2) {
        // `**Status:** X` or `**Status: X**`.
        Some(emphasis) => {
            let close = emphasis.len() - emphasis.of(source).trim_end_matches(['*', '_']).len();
            let inner = Span::new(after, (emphasis.end - close).max(after));
            if inner.of(source).trim().is_empty() {
                (Span::new(emphasis.end, value_end.max(emphasis.end)), true)
            } else {
                let behind = Span::new(emphasis.end, value_end.max(emphasis.end));
                (inner, behind.of(source).trim().is_empty())
            }
        }
        None => (Span::new(after, value_end.max(after)), true),
    };
    let value = value.trimmed(source);
    let inside = words.line.iter().filter(|(event, span)| is_in(event, *span, value));
    let events: Vec<_> = inside.map(|(event, span)| clipped(event, *span, value, source)).collect();
    let shown = if events.is_empty() { Inline::text(value.of(source)) } else { Inline::from_events(&events) };
    Some(Labelled {
        label: Span::new(first, colon).of(&words.text).trim().to_owned(),
        label_span,
        value,
        shown: shown.trimmed(),
        is_whole,
    })
}

fn is_in(event: &Event<'_>, span: Span, value: Span) -> bool {
    value.contains(span) || matches!(event, Event::Text(_)) && span.start < value.end && value.start < span.end
}

/// An event of the line, text cut to the value.
fn clipped<'a>(event: &Event<'a>, span: Span, value: Span, source: &'a str) -> (Event<'a>, Span) {
    let kept = Span::new(span.start.max(value.start), span.end.min(value.end));
    match event {
        Event::Text(_) if kept != span => (Event::Text(kept.of(source).into()), kept),
        event => (event.clone(), span),
    }
}

/// The length of the label that the words begin with, up to its colon.
fn label_length(words: &str) -> Option<usize> {
    let (colon, mark) = words.char_indices().take(LONGEST_LABEL_LETTERS).find(|(_, c)| matches!(c, ':' | '：'))?;
    let label = prefix_to(words, colon).trim();
    let is_label = !label.is_empty()
        && label.split_whitespace().count() <= LONGEST_LABEL
        && label.starts_with(char::is_alphabetic)
        && label
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_' | '(' | ')' | '/' | '\''));
    let behind = suffix_from(words, colon + mark.len_utf8());
    let is_address = behind.starts_with("//");
    (is_label && !is_address).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    fn fields(text: &str) -> Vec<(String, String, bool)> {
        let parsed = parse(text, 0, Dialect::V04).expect("the parser reads it");
        let inside = &parsed.events[1..parsed.events.len() - 1];
        read_labelled(inside, text)
            .into_iter()
            .map(|found| (found.label, found.value.of(text).to_owned(), found.is_whole))
            .collect()
    }

    #[test]
    fn forms_of_one_field() {
        for (text, value) in [
            ("Status: X y", "X y"),
            ("**Status**: X", "X"),
            ("**Status:** X", "X"),
            ("**Status: X**", "X"),
            ("__Status__: X", "X"),
            ("*Status:* `X` [y](z)", "`X` [y](z)"),
            ("**Status:** **X (Swift 3.0)**", "**X (Swift 3.0)**"),
            ("Status:", ""),
            ("**Status:**", ""),
            ("Status：承認", "承認"),
        ] {
            assert_eq!(fields(text), [("Status".to_owned(), value.to_owned(), true)], "{text}");
        }
    }

    #[test]
    fn several_fields_in_one_line() {
        let two =
            |a: &str, b: &str| vec![("Status".to_owned(), a.to_owned(), true), ("Date".to_owned(), b.to_owned(), true)];
        for text in [
            "**Status:** accepted · **Date:** 2026-01-02",
            "Status: accepted | Date: 2026-01-02",
            "**Status**: accepted; **Date**: 2026-01-02",
            "Status: accepted — Date: 2026-01-02",
            "**Status:** accepted **Date:** 2026-01-02",
            "**Status**: accepted, **Date**: 2026-01-02",
            "**Status:** accepted / **Date:** 2026-01-02",
        ] {
            assert_eq!(fields(text), two("accepted", "2026-01-02"), "{text}");
        }
        let bold = "**Status:** accepted **with changes: one**";
        assert_eq!(fields(bold), [("Status".to_owned(), "accepted **with changes: one**".to_owned(), true)]);
        assert_eq!(fields("Status: draft | accepted"), [("Status".to_owned(), "draft | accepted".to_owned(), true)]);
    }

    #[test]
    fn prose_is_no_field() {
        for text in
            ["We decided three things today: a, b", "https://example.org", "No colon", "- : x", "`a: b`", "(see: x)"]
        {
            assert!(fields(text).is_empty(), "{text}");
        }
        assert_eq!(fields("**Status: X** and more"), [("Status".to_owned(), "X".to_owned(), false)]);
    }
}
