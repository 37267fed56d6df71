//! Inline text that we print again: a document's name, an area, a choice. Never an author's blocks.

use std::borrow::Cow;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::text::{Span, prefix_to, suffix_from};

use super::Parsed;

/// Text, code and emphasis; links and images have become their text, raw HTML and footnotes are gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    /// The words alone.
    text: String,
    /// The stretches of it that are not plain text, in order; most text has none. Two that touch differ.
    marked: Vec<Marked>,
}

/// A stretch of text that is code or in a style: from one byte of the text to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marked {
    start: usize,
    end: usize,
    is_code: bool,
    style: Style,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StyledRun<'i> {
    pub(super) text: &'i str,
    pub(super) is_code: bool,
    pub(super) style: Style,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) emphasis: bool,
    pub(super) strong: bool,
    pub(super) strikethrough: bool,
}

/// HTML elements that only give a look to text: their tags go, their text stays. Other tags are shown as they are written, because
/// an unescaped `Vec<T>` is the likelier reading.
const LOOKS: [&str; 22] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];

impl Inline {
    /// Plain text in no style.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), marked: Vec::new() }
    }

    /// What is shown of a run of inline events.
    #[must_use]
    pub fn from_events(events: &[(Event<'_>, Span)]) -> Self {
        let shown = events.iter().map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => text.len(),
            _ => 1,
        });
        let mut inline = Self { text: String::with_capacity(shown.sum()), marked: Vec::new() };
        let mut style = Style::default();
        for (event, _) in events {
            match event {
                Event::Text(text) => inline.push(text, false, style),
                Event::Code(code) => inline.push(code, true, style),
                Event::SoftBreak | Event::HardBreak => inline.push(" ", false, style),
                Event::InlineHtml(html) if is_break(html) => inline.push(" ", false, style),
                Event::InlineHtml(html) if !is_look(html) => inline.push(html, false, style),
                Event::Start(Tag::Emphasis) => style.emphasis = true,
                Event::Start(Tag::Strong) => style.strong = true,
                Event::Start(Tag::Strikethrough) => style.strikethrough = true,
                Event::End(TagEnd::Emphasis) => style.emphasis = false,
                Event::End(TagEnd::Strong) => style.strong = false,
                Event::End(TagEnd::Strikethrough) => style.strikethrough = false,
                _ => {}
            }
        }
        inline
    }

    fn push(&mut self, text: &str, is_code: bool, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        self.mark(start, is_code, style);
    }

    /// Says of the text from byte `start` on what it is.
    fn mark(&mut self, start: usize, is_code: bool, style: Style) {
        let end = self.text.len();
        if start == end || !is_code && style == Style::default() {
            return;
        }
        match self.marked.last_mut() {
            Some(last) if last.end == start && last.is_code == is_code && last.style == style => last.end = end,
            _ => self.marked.push(Marked { start, end, is_code, style }),
        }
    }

    /// The text in its styles, in order; two runs that touch differ, and none is empty.
    pub(super) fn runs(&self) -> impl Iterator<Item = StyledRun<'_>> {
        let mut at = 0;
        let mut marked = self.marked.iter().peekable();
        std::iter::from_fn(move || {
            let start = at;
            let (is_code, style) = match marked.next_if(|next| next.start == start) {
                Some(next) => {
                    at = next.end;
                    (next.is_code, next.style)
                }
                None => {
                    at = marked.peek().map_or(self.text.len(), |next| next.start);
                    (false, Style::default())
                }
            };
            (start < at).then(|| StyledRun { text: Span::new(start, at).of(&self.text), is_code, style })
        })
    }

    /// The words alone.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.text
    }

    /// The words with each letter of code replaced by `\u{1}` of the same length, for rules that must not look into code.
    #[must_use]
    pub fn plain_without_code(&self) -> Cow<'_, str> {
        if self.marked.iter().all(|marked| !marked.is_code) {
            return Cow::Borrowed(&self.text);
        }
        let mut words = String::with_capacity(self.text.len());
        for run in self.runs() {
            if run.is_code {
                words.extend(std::iter::repeat_n('\u{1}', run.text.len()));
            } else {
                words.push_str(run.text);
            }
        }
        Cow::Owned(words)
    }

    /// The part between two byte offsets of [`Inline::plain`], in the same styles.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let end = end.min(self.text.len());
        let start = start.min(end);
        let cut = |marked: &Marked| {
            let (from, to) = (marked.start.max(start), marked.end.min(end));
            (from < to).then(|| Marked { start: from - start, end: to - start, ..*marked })
        };
        Self {
            text: Span::new(start, end).of(&self.text).to_owned(),
            marked: self.marked.iter().filter_map(cut).collect(),
        }
    }

    /// The stretches of the words that are in bold or italics, in order.
    #[must_use]
    pub fn emphases(&self) -> Vec<Span> {
        let emphasized = self.marked.iter().filter(|marked| marked.style.strong || marked.style.emphasis);
        emphasized.map(|marked| Span::new(marked.start, marked.end)).collect()
    }

    /// If the words begin in bold: where the bold ends.
    #[must_use]
    pub fn first_strong(&self) -> Option<usize> {
        let bold: usize = self.runs().take_while(|run| run.style.strong).map(|run| run.text.len()).sum();
        (bold > 0).then_some(bold)
    }

    /// Without white space at both ends.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let words = self.text.trim();
        if words.len() == self.text.len() {
            return self;
        }
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start, start + words.len())
    }

    /// Trimmed, and with single spaces outside code, as a page shows it.
    #[must_use]
    pub fn tidied(self) -> Self {
        if self.is_tidy() {
            return self;
        }
        let mut tidy = Self { text: String::with_capacity(self.text.len()), marked: Vec::new() };
        let mut after_space = true;
        for run in self.runs() {
            let start = tidy.text.len();
            for c in run.text.chars() {
                let is_space = c.is_whitespace() && !run.is_code;
                if !(is_space && after_space) {
                    tidy.text.push(if is_space { ' ' } else { c });
                }
                after_space = is_space;
            }
            tidy.mark(start, run.is_code, run.style);
        }
        tidy.trimmed()
    }

    /// Whether all its white space is single spaces between words.
    fn is_tidy(&self) -> bool {
        let mut after_space = true;
        let spaces_part_words = self.text.chars().all(|c| {
            let is_gap = c == ' ' && !after_space;
            after_space = c.is_whitespace();
            is_gap || !after_space
        });
        spaces_part_words && !self.text.ends_with(' ')
    }

    /// Without what is struck out.
    #[must_use]
    pub fn live(&self) -> Cow<'_, Self> {
        if self.marked.iter().all(|marked| !marked.style.strikethrough) {
            return Cow::Borrowed(self);
        }
        let mut live = Self::default();
        for run in self.runs().filter(|run| !run.style.strikethrough) {
            live.push(run.text, run.is_code, run.style);
        }
        Cow::Owned(live)
    }

    /// The same in normal weight: what is in bold as a whole stands out no more where everything does.
    #[must_use]
    pub fn without_strong(&self) -> Self {
        let mut light = Self::default();
        for run in self.runs() {
            light.push(run.text, run.is_code, Style { strong: false, ..run.style });
        }
        light
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn is_look(html: &str) -> bool {
    html.starts_with("<!--") || LOOKS.contains(&element(html).as_str())
}

/// Whether inline HTML is a line break, so that it parts two words.
pub(crate) fn is_break(html: &str) -> bool {
    element(html) == "br"
}

/// The name of an element, in lower case.
fn element(html: &str) -> String {
    let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// The place in the source where the first `length` bytes of what is shown of `part` end, if the source can be cut there
/// without splitting emphasis or code, and no link stands before it.
pub(crate) fn source_behind(parsed: &Parsed<'_>, part: Span, length: usize) -> Option<usize> {
    let mut shown = 0;
    let mut depth = 0_usize;
    if length == 0 {
        return Some(part.start);
    }
    for (event, span) in parsed.events.iter().filter(|(event, span)| {
        part.contains(*span) || matches!(event, Event::Text(_)) && span.start < part.end && part.start < span.end
    }) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough) | Event::InlineHtml(_) => {
                return None;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                // Text that begins before the part, with a label for example, counts from the part on.
                let start = span.start.max(part.start);
                let text_length = text.len().checked_sub(start - span.start)?;
                if shown + text_length >= length && depth == 0 && text.len() == span.len() {
                    return Some(start + (length - shown));
                }
                shown += text_length;
            }
            Event::Code(code) => shown += code.len(),
            Event::SoftBreak | Event::HardBreak => shown += 1,
            _ => {}
        }
        if depth == 0 && shown == length {
            return Some(span.end);
        }
        if shown > length {
            return None;
        }
    }
    None
}

/// Where a run of inline events is in the source, with the backslash before its first letter; `None` if there are none.
pub(crate) fn span_of_inline(events: &[(Event<'_>, Span)], text: &str) -> Option<Span> {
    let ((event, first), end) = (events.first()?, events.iter().map(|(_, span)| span.end).max()?);
    Some(Span::new(if matches!(event, Event::Text(_)) { with_backslash(first.start, text) } else { first.start }, end))
}

/// Where the source of some text begins, with the backslash that takes its meaning from the first letter: the parser has it in no event
/// (CommonMark 0.31, section 2.4).
pub(super) fn with_backslash(start: usize, text: &str) -> usize {
    let is_mark = suffix_from(text, start).starts_with(|c: char| c.is_ascii_punctuation());
    let backslashes = prefix_to(text, start).bytes().rev().take_while(|&byte| byte == b'\\').count();
    if is_mark && backslashes % 2 == 1 { start - 1 } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse, print};

    fn inline(markdown: &str) -> Inline {
        let parsed = parse(markdown, 0, Dialect::V04).expect("the parser reads it");
        Inline::from_events(&parsed.events)
    }

    #[test]
    fn what_is_shown_of_markdown() {
        for (markdown, plain) in [
            ("a *b* [c](d) ![e](f) `g`", "a b c e g"),
            ("<b>a</b> Vec<T> <!-- c -->", "a Vec<T> "),
            ("a[^1]\nb\n\n[^1]: c", "a bc"),
            ("a<br>b<br/>c", "a b c"),
        ] {
            assert_eq!(inline(markdown).plain(), plain, "{markdown}");
        }
    }

    #[test]
    fn slices_keep_styles() {
        let slice = inline("ab **cd** ef").slice(1, 4);
        assert_eq!(print(&slice, true), "b **c**");
    }
}
