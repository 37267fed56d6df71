//! Inline text written as Markdown again, so that it shows the same wherever we put it.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::inline::{Inline, Run, Style};
use super::{Dialect, Parsed, parse};
use crate::span::suffix_from;

/// Plain text as Markdown that shows just that text, in a paragraph, a link or a table's cell. `{{#` can't become a
/// directive.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    push_escaped(text, &mut escaped);
    escaped
}

/// Words as a heading's content: as they are where a heading shows them so, else escaped.
#[must_use]
pub fn heading_words(words: &str) -> Cow<'_, str> {
    let line = format!("# {words}");
    let shows_them = |parsed: Parsed<'_>| {
        parsed.events.len() == 3 && parsed.headings.first().is_some_and(|heading| heading.text == words)
    };
    let is_plain = !words.contains("{{#") && parse(&line, 0, Dialect::V04).is_ok_and(shows_them);
    if is_plain { Cow::Borrowed(words) } else { Cow::Owned(escape(words)) }
}

fn push_escaped(text: &str, escaped: &mut String) {
    let start = escaped.len();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_first = escaped.len() == start;
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '{' | '}' | '$' | '^' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' | '\t' => escaped.push(' '),
            // Smart punctuation would make a dash or an ellipsis of them.
            '-' | '.' if rest.peek() == Some(&c) => {
                escaped.push('\\');
                escaped.push(c);
            }
            // What would be taken for a list, a heading or a quote at a line's start, or for an image.
            '#' | '+' | '-' | '=' if is_first => {
                escaped.push('\\');
                escaped.push(c);
            }
            // What would close a heading marked by `#`.
            '#' if rest.peek().is_none() && suffix_from(escaped, start).trim_end_matches('#').ends_with(' ') => {
                escaped.push_str("\\#");
            }
            '!' if rest.peek() == Some(&'[') => escaped.push_str("\\!"),
            '.' | ')' if !is_first && suffix_from(escaped, start).bytes().all(|byte| byte.is_ascii_digit()) => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
}

/// Inline text as Markdown for a table's cell or the text of a link in it. With `raw_html`, what Markdown has no safe
/// marks for is written as HTML elements: emphasis inside a word, and code that holds `{{#`, so that no preprocessor
/// that runs later takes it for a directive. Without, such emphasis is left out, and such code gets the backslash that
/// mdBook's `links` takes off again.
#[must_use]
pub fn print(inline: &Inline, raw_html: bool) -> String {
    let mut printed = String::with_capacity(inline.plain().len() + 8);
    let mut runs = inline.runs().peekable();
    while let Some(run) = runs.next() {
        let words = run.text.trim();
        if words.is_empty() {
            printed.push(' ');
            continue;
        }
        // Emphasis opens before a word and closes behind one: white space stays outside.
        if run.text.starts_with(char::is_whitespace) {
            printed.push(' ');
        }
        let ends_in_space = run.text.ends_with(char::is_whitespace);
        let next = if ends_in_space { None } else { runs.peek().and_then(|next| next.text.chars().next()) };
        let before = printed.chars().next_back();
        let (opening, closing) = if has_safe_marks(&run, before, next) {
            marks(run.style)
        } else if raw_html {
            elements(run.style)
        } else {
            (String::new(), String::new())
        };
        printed.push_str(&opening);
        if run.is_code && !printed.ends_with('`') {
            printed.push_str(&code(words, raw_html));
        } else if run.is_code && raw_html {
            // Two code spans that touch would be one.
            printed.push_str(&code_element(words));
        } else {
            push_escaped(words, &mut printed);
        }
        printed.push_str(&closing);
        if ends_in_space {
            printed.push(' ');
        }
    }
    trimmed(printed)
}

fn trimmed(text: String) -> String {
    let words = text.trim();
    if words.len() == text.len() { text } else { words.to_owned() }
}

/// Whether the marks around a run, between these two letters, open and close emphasis there and touch no other marks:
/// the rules of left- and right-flanking delimiter runs (CommonMark 0.31, section 6.2), on the safe side.
fn has_safe_marks(run: &Run<'_>, before: Option<char>, next: Option<char>) -> bool {
    let is_one_kind = !(run.style.strikethrough && (run.style.strong || run.style.emphasis));
    let is_word = |c: Option<char>| is_one_kind && !run.is_code && c.is_some_and(char::is_alphanumeric);
    let words = run.text.trim();
    let opens = before.is_none_or(|before| {
        before.is_whitespace()
            || (!matches!(before, '*' | '~') && (before.is_ascii_punctuation() || is_word(words.chars().next())))
    });
    let closes = next
        .is_none_or(|next| next.is_whitespace() || next.is_ascii_punctuation() || is_word(words.chars().next_back()));
    opens && closes
}

fn marks(style: Style) -> (String, String) {
    let mut marks = String::new();
    for (on, mark) in [(style.strikethrough, "~~"), (style.strong, "**"), (style.emphasis, "*")] {
        if on {
            marks.push_str(mark);
        }
    }
    let closing = marks.chars().rev().collect();
    (marks, closing)
}

fn elements(style: Style) -> (String, String) {
    let (mut opening, mut closing) = (String::new(), String::new());
    for (on, name) in [(style.strikethrough, "del"), (style.strong, "strong"), (style.emphasis, "em")] {
        if on {
            let _ = write!(opening, "<{name}>");
            closing.insert_str(0, &format!("</{name}>"));
        }
    }
    (opening, closing)
}

fn code(code: &str, raw_html: bool) -> String {
    if code.contains("{{") && raw_html {
        return code_element(code);
    }
    let code = code.replace(['\n', '\r'], " ");
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", code.replace("{{#", "\\{{#").replace('|', "\\|"))
}

/// Code as an element.
fn code_element(code: &str) -> String {
    format!("<code>{}</code>", entities(code))
}

/// Text that means nothing to Markdown, HTML or mdBook's `links`, wherever it stands: every mark of theirs is an entity.
#[must_use]
pub fn entities(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len() + 8), |mut escaped, c| {
        match c {
            // Smart punctuation would take `--`, `...` and quotes.
            ',' | '/' | '(' | ')' | ':' => escaped.push(c),
            c if c.is_ascii_punctuation() => _ = write!(escaped, "&#{};", u32::from(c)),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::pulldown_cmark::{Event, Tag};
    use crate::markdown::{Dialect, parse};

    fn inline(markdown: &str) -> Inline {
        let parsed = parse(markdown, 0, Dialect::V04).expect("the parser reads it");
        Inline::of(&parsed.events)
    }

    #[test]
    fn a_heading_shows_the_same() {
        for words in ["#", "a #", "a ##", "C#", "a # b", "# a", "## a ##", "a {#b}", "a {{#b}}", "a \\#"] {
            let text = format!("# {}\n", escape(words));
            let parsed = parse(&text, 0, Dialect::V05).expect("the parser reads it");
            assert_eq!(parsed.headings[0].text, words, "{text}");
        }
    }

    /// In a table's cell, under all flags, print gives back what went in.
    #[test]
    fn print_shows_the_same_again() {
        for markdown in [
            "a | b",
            "`a|b` and ``c`d``",
            "**bold** *it* ~~gone~~ ***both***",
            "snake_case and 2*3*4 and [x] and <T>",
            "1. a",
            "- b",
            "\\# c",
            "{{#include x}}",
            "&amp;lt; &copy;",
            "a -- b... \\\\ ![d",
            "`\\`",
        ] {
            let before = inline(&markdown.replace("1. a", "1\\. a").replace("- b", "\\- b"));
            for raw_html in [true, false] {
                let cell = print(&before, raw_html);
                let table = format!("| x |\n|---|\n| {cell} |\n");
                let parsed = parse(&table, 0, Dialect::V05).expect("the parser reads it");
                let row: Vec<_> = parsed
                    .events
                    .iter()
                    .skip_while(|(event, _)| !matches!(event, Event::Start(Tag::TableRow)))
                    .cloned()
                    .collect();
                assert_eq!(Inline::of(&row).plain(), before.plain(), "{markdown} as {cell}");
                assert!(!cell.contains("{{#"), "{cell}");
            }
        }
    }

    #[test]
    fn code_with_a_directive_is_no_directive() {
        let code = inline("`{{#include a|b}}`");
        assert_eq!(print(&code, false), "`\\{{#include a\\|b}}`");
        let html = print(&code, true);
        assert!(html.starts_with("<code>&#123;&#123;&#35;include a&#124;b"), "{html}");
    }

    #[test]
    fn emphasis_is_kept_where_marks_work() {
        for (markdown, html, text) in [
            ("a **b** *c*", "a **b** *c*", "a **b** *c*"),
            ("a**b**c", "a**b**c", "a**b**c"),
            ("(**b**)", "(**b**)", "(**b**)"),
            ("**a**~~b~~", "**a**<del>b</del>", "**a**b"),
            ("x~~**a**~~", "x<del><strong>a</strong></del>", "xa"),
            ("**a*b*c**", "**a**<strong><em>b</em></strong>**c**", "**a**b**c**"),
            ("[`a`](b)[`c`](d)", "`ac`", "`ac`"),
            ("`a`*`b`*", "`a`*`b`*", "`a`*`b`*"),
        ] {
            let inline = inline(markdown);
            assert_eq!(print(&inline, true), html, "{markdown}");
            assert_eq!(print(&inline, false), text, "{markdown}");
        }
    }
}
