//! Inline text that we print again: a document's name, an area, a choice. Never an author's blocks.

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::span::Span;

use super::Parsed;

/// Text, code and emphasis; links and images have become their text, raw HTML and footnotes are gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    pub(super) runs: Vec<Run>,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
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
        let mut inline = Self::default();
        inline.push(text, false, Style::default());
        inline
    }

    /// What is shown of a run of inline events.
    #[must_use]
    pub fn of(events: &[(Event<'_>, Span)]) -> Self {
        let mut inline = Self::default();
        let mut style = Style::default();
        for (event, _) in events {
            match event {
                Event::Text(text) => inline.push(text, false, style),
                Event::Code(code) => inline.push(code, true, style),
                Event::SoftBreak | Event::HardBreak => inline.push(" ", false, style),
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
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.is_code == is_code && last.style == style => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), is_code, style }),
        }
    }

    /// The words alone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The words with each letter of code replaced by `\u{1}` of the same length, for rules that must not look into code.
    #[must_use]
    pub fn plain_without_code(&self) -> String {
        self.runs.iter().fold(String::new(), |mut words, run| {
            if run.is_code {
                words.extend(std::iter::repeat_n('\u{1}', run.text.len()));
            } else {
                words.push_str(&run.text);
            }
            words
        })
    }

    /// The part between two byte offsets of [`Inline::plain`], in the same styles.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let mut part = Self::default();
        let mut at = 0;
        for run in &self.runs {
            let (from, to) = (start.max(at), end.min(at + run.text.len()));
            if from < to {
                part.push(&run.text[from - at..to - at], run.is_code, run.style);
            }
            at += run.text.len();
        }
        part
    }

    /// If the words begin in bold: where the bold ends.
    #[must_use]
    pub fn first_strong(&self) -> Option<usize> {
        let bold = self.runs.iter().take_while(|run| run.style.strong).map(|run| run.text.len()).sum();
        (bold > 0).then_some(bold)
    }

    /// Without white space at both ends.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        while let Some(first) = self.runs.first_mut() {
            let start = first.text.len() - first.text.trim_start().len();
            first.text.drain(..start);
            if !first.text.is_empty() {
                break;
            }
            self.runs.remove(0);
        }
        while let Some(last) = self.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            self.runs.pop();
        }
        self
    }

    /// Trimmed, and with single spaces outside code, as a page shows it.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let mut tidy = Self::default();
        let mut after_space = true;
        for run in &self.runs {
            let mut text = String::with_capacity(run.text.len());
            for c in run.text.chars() {
                let is_space = c.is_whitespace() && !run.is_code;
                if !(is_space && after_space) {
                    text.push(if is_space { ' ' } else { c });
                }
                after_space = is_space;
            }
            tidy.push(&text, run.is_code, run.style);
        }
        tidy.trimmed()
    }

    /// Without what is struck out.
    #[must_use]
    pub fn live(&self) -> Self {
        Self { runs: self.runs.iter().filter(|run| !run.style.strikethrough).cloned().collect() }
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

fn is_look(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
    let name: &str = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    html.starts_with("<!--") || LOOKS.contains(&name)
}

/// The place in the source where the first `length` bytes of what is shown of `part` end, if the source can be cut there
/// without splitting emphasis or code, and no link stands before it.
#[must_use]
pub fn source_behind(parsed: &Parsed<'_>, part: Span, length: usize) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse, print};

    fn inline(markdown: &str) -> Inline {
        let parsed = parse(markdown, 0, Dialect::V04).expect("the parser reads it");
        Inline::of(&parsed.events)
    }

    #[test]
    fn what_is_shown_of_markdown() {
        for (markdown, plain) in [
            ("a *b* [c](d) ![e](f) `g`", "a b c e g"),
            ("<b>a</b> Vec<T> <!-- c -->", "a Vec<T> "),
            ("a[^1]\nb\n\n[^1]: c", "a bc"),
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
