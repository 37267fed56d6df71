//! A paragraph, an item or a cell as words, marks and links, for the parser of claims. It knows the meaning of no word.

use crate::markdown::Inline;
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::text::{Span, normalize, prefix_to, suffix_from};

use super::super::events::end_of_first;
use super::super::sentence::is_abbreviation;

/// The text of a paragraph, an item, a cell or a plain value.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What is shown, with [`LINK`] for each link. What is struck out isn't in it.
    pub text: String,
    pub links: Vec<LineLink>,
    pub tokens: Vec<Token>,
    /// Where parts of the text are in the source: the offset in the text, the span, and whether the source has the same bytes.
    sources: Vec<(usize, Span, bool)>,
    /// The parts of the text that are code.
    code: Vec<Span>,
}

#[derive(Debug)]
pub(super) struct LineLink {
    pub words: String,
    pub destination: String,
    pub span: Span,
    /// Its offset in the line's text.
    at: usize,
}

/// A word, a mark or a link, with its part of the line's text.
#[derive(Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, normalized.
    Word(String),
    /// A word in code, which only names something.
    Code,
    /// A link, as its index in [`Line::links`].
    Link(usize),
    /// A mark of punctuation.
    Mark(char),
    /// The end of a line in the source, before a line that begins in upper case.
    Break,
}

/// Stands for a link in a line's text.
const LINK: char = '\u{fffc}';

impl Line {
    /// Plain text.
    pub(super) fn plain(text: &str) -> Self {
        let mut line = Self { text: text.to_owned(), ..Self::default() };
        line.tokenize();
        line
    }

    /// The lines of some events, those without a word left out, and of texts only what is in that `part` of the source.
    pub(super) fn all(events: &[(Event<'_>, Span)], part: Span) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut line = Self::default();
        let mut is_struck = false;
        let mut rest = events;
        while let Some((event, span)) = rest.first() {
            let mut read = 1;
            match event {
                Event::Start(Tag::Link { dest_url, .. }) if !is_struck => {
                    let end = end_of_first(rest).unwrap_or(rest.len() - 1);
                    let words = Inline::from_events(&rest[1..end.max(1)]).plain().trim().to_owned();
                    let at = line.text.len();
                    line.links.push(LineLink { words, destination: dest_url.to_string(), span: *span, at });
                    line.text.push(LINK);
                    read = end + 1;
                }
                Event::Start(Tag::Strikethrough | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                    line.text.push(' ');
                    read = end_of_first(rest).unwrap_or(rest.len() - 1) + 1;
                }
                Event::InlineHtml(html) => is_struck = strikes_out(html).unwrap_or(is_struck),
                Event::Text(_) | Event::Code(_) if is_struck => line.text.push(' '),
                Event::Text(words) => {
                    let (words, span) = clipped(words, *span, part);
                    line.push(words, span);
                }
                Event::Code(words) => {
                    let start = line.text.len();
                    line.push(words, *span);
                    line.code.push(Span::new(start, line.text.len()));
                }
                Event::SoftBreak | Event::HardBreak => line.text.push('\n'),
                Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::Heading { .. })
                | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) => {
                    lines.push(std::mem::take(&mut line));
                    is_struck = false;
                }
                _ => {}
            }
            rest = &rest[read.min(rest.len())..];
        }
        lines.push(line);
        lines.retain(|line| !line.text.trim().is_empty());
        lines.iter_mut().for_each(Self::tokenize);
        lines
    }

    fn push(&mut self, words: &str, span: Span) {
        self.sources.push((self.text.len(), span, span.len() == words.len()));
        self.text.push_str(words);
    }

    /// Where a part of the text is in the source, if all of it is there as it is.
    pub(super) fn source(&self, part: Span) -> Option<Span> {
        let after = self.sources.partition_point(|(start, ..)| *start <= part.start);
        let (start, span, is_same) = *self.sources[..after].last()?;
        let source = Span::new(span.start + (part.start - start), span.start + (part.end - start));
        (is_same && span.contains(source)).then_some(source)
    }

    /// Whether the line begins where that part of the source does.
    pub(super) fn is_at(&self, place: Span) -> bool {
        let link = self.links.first().filter(|link| link.at == 0).map(|link| link.span.start);
        let text = self.sources.first().filter(|(start, ..)| *start == 0).map(|(_, span, _)| span.start);
        [link, text].into_iter().flatten().any(|start| place.start <= start && start < place.end)
    }

    /// A part of the text with the words of the links in it.
    pub(super) fn shown(&self, part: Span) -> String {
        let mut shown = String::new();
        let mut start = part.start;
        let first = self.links.partition_point(|link| link.at < part.start);
        for link in self.links[first..].iter().take_while(|link| link.at < part.end) {
            shown.push_str(Span::new(start, link.at).of(&self.text));
            shown.push_str(&link.words);
            start = link.at + LINK.len_utf8();
        }
        shown + Span::new(start, part.end).of(&self.text)
    }

    pub(super) fn word(&self, token: usize) -> Option<&str> {
        match &self.tokens.get(token)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn mark(&self, token: usize) -> Option<char> {
        match self.tokens.get(token)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The text of a word as it is written.
    pub(super) fn written(&self, token: usize) -> Option<&str> {
        let Token { kind, span } = self.tokens.get(token)?;
        matches!(kind, Kind::Word(_) | Kind::Code).then(|| span.of(&self.text))
    }

    fn is_code(&self, part: Span) -> bool {
        let after = self.code.partition_point(|code| code.start <= part.start);
        self.code[..after].last().is_some_and(|code| code.contains(part))
    }

    /// Whether the full stop after the word that ends there belongs to the word.
    fn ends_shortened(&self, at: usize, behind: &str) -> bool {
        let last = self.tokens.last().filter(|token| token.span.end == at);
        matches!(last, Some(Token { kind: Kind::Word(word), .. }) if is_abbreviation(word, behind))
    }

    fn tokenize(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mut links = self.links.iter().map(|link| link.at).enumerate().peekable();
        let mut at = 0;
        let mut breaks = false;
        while let Some(c) = suffix_from(&text, at).chars().next() {
            let end = at + c.len_utf8();
            if c.is_whitespace() {
                breaks |= c == '\n';
                at = end;
                continue;
            }
            if std::mem::take(&mut breaks) && c.is_uppercase() {
                self.tokens.push(Token { kind: Kind::Break, span: Span::at(at) });
            }
            if let Some((link, _)) = links.next_if(|(_, start)| *start == at) {
                self.tokens.push(Token { kind: Kind::Link(link), span: Span::new(at, end) });
                at = end;
                continue;
            }
            let length = word_length(suffix_from(&text, at));
            let span = Span::new(at, if length == 0 { end } else { at + length });
            if length == 0 && c == '.' && self.ends_shortened(at, suffix_from(&text, end)) {
                // It ends no sentence.
            } else if length == 0 {
                self.tokens.push(Token { kind: Kind::Mark(c), span });
            } else if self.is_code(span) {
                self.tokens.push(Token { kind: Kind::Code, span });
            } else {
                self.tokens.extend(words(span, &text));
            }
            at = span.end;
        }
        self.text = text;
    }
}

/// What of a text is in a part of the source, if the source has it as it is.
fn clipped(words: &str, span: Span, part: Span) -> (&str, Span) {
    let inside = Span::new(span.start.max(part.start), span.end.min(part.end));
    if span.len() != words.len() || part.contains(span) || inside.start > inside.end {
        return (words, span);
    }
    let kept = Span::new(inside.start - span.start, inside.end - span.start);
    // Another text may be as long as its source by chance.
    let is_cut_between = words.is_char_boundary(kept.start) && words.is_char_boundary(kept.end);
    if is_cut_between { (kept.of(words), inside) } else { (words, span) }
}

/// The words of a stretch without white space: `superseded-by` is two, and `ADR-12` and `a-b.md` are one each.
fn words(span: Span, text: &str) -> Vec<Token> {
    let written = span.of(text);
    let word = |span: Span| Token { kind: Kind::Word(normalize(span.of(text)).into_owned()), span };
    if written.contains(|c: char| c.is_numeric() || matches!(c, '.' | '/' | '#')) {
        // `§3`
        let number = span.start + (written.len() - written.trim_start_matches('§').len());
        let mark =
            (number > span.start && number < span.end).then(|| Span::new(span.start, span.start + '§'.len_utf8()));
        return mark.into_iter().chain([Span::new(number.min(span.end), span.end)]).map(word).collect();
    }
    let mut start = span.start;
    let mut words = Vec::new();
    for part in written.split(['-', '_']) {
        if !part.is_empty() {
            words.push(word(Span::new(start, start + part.len())));
        }
        start += part.len() + 1;
    }
    words
}

/// A word of more letters is read as several.
const LONGEST_WORD: usize = 200;

/// The length of the word that a text begins with; 0 if it begins with a mark.
fn word_length(text: &str) -> usize {
    let is_end = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '|'
                    | '"'
                    | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '‘'
                    | '*'
                    | '!'
                    | '?'
                    | '→'
                    | '·'
                    | '•'
                    | '&'
                    | '+'
                    | '–'
                    | '—'
                    | '<'
                    | '>'
                    | '、'
                    | '。'
                    | '，'
                    | '；'
                    | '（'
                    | '）'
                    | LINK
            )
    };
    let end = text.char_indices().enumerate().find(|(n, (_, c))| *n == LONGEST_WORD || is_end(*c));
    let run = prefix_to(text, end.map_or(text.len(), |(_, (at, _))| at));
    // A `/` parts two words, but for those of a path.
    let is_path = run.contains('.') && run.contains('/') || run.contains("//") || run.contains('#');
    let mut chars = run.char_indices().peekable();
    let mut has_letters = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let goes_on = match c {
            '.' => next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '/' | '.')),
            ':' => next == Some('/'),
            '/' => is_path && next.is_some(),
            '-' | '_' => next.is_some_and(char::is_alphanumeric) && has_letters || is_path && next.is_some(),
            '\'' | '’' => has_letters && next.is_some_and(char::is_alphabetic),
            '#' => next.is_some_and(char::is_alphanumeric),
            _ => true,
        };
        if !goes_on {
            return at;
        }
        has_letters |= c.is_alphanumeric();
    }
    run.len()
}

/// Whether what follows a tag is struck out; `None` if the tag is of another kind.
fn strikes_out(html: &str) -> Option<bool> {
    let name = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    matches!(name, "del" | "s" | "strike").then(|| !html.starts_with("</"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    /// Words and marks between bars, `[n]` for a link, `` ` `` for code, `↵` for a break.
    fn tokens(text: &str) -> String {
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let lines = Line::all(&parsed.events, Span::new(0, text.len()));
        let shown = |token: &Token| match &token.kind {
            Kind::Word(word) => word.clone(),
            Kind::Code => "`".to_owned(),
            Kind::Link(link) => format!("[{link}]"),
            Kind::Mark(mark) => mark.to_string(),
            Kind::Break => "↵".to_owned(),
        };
        let shown = |line: &Line| line.tokens.iter().map(shown).collect::<Vec<_>>().join("|");
        lines.iter().map(shown).collect::<Vec<_>>().join(" ¶ ")
    }

    #[test]
    fn words_marks_and_links() {
        for (text, expected) in [
            ("Accepted (supersedes ADR-1, #2).", "accepted|(|supersedes|adr-1|,|#2|)|."),
            ("superseded-by: ADR-3/ADR-4", "superseded|by|:|adr-3|/|adr-4"),
            ("By ../adr/0001-a.md#2, a/b & `c.md`.", "by|../adr/0001-a.md#2|,|a|/|b|&|`|."),
            ("It isn’t [A *b*](a.md)-based", "it|isn't|[0]|-|based"),
            ("~~Superseded by [A](a.md)~~ <del>by [B](b.md)</del> by [C](c.md)", "by|[0]"),
            ("- Accepted\n- v2.1 of\n  the\n  API", "accepted ¶ v2.1|of|the|↵|api"),
            ("no longer – “x”", "no|longer|–|“|x|”"),
            ("一、二。", "一|、|二|。"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
