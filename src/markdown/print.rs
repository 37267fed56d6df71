//! Inline text written as Markdown again, so that it shows the same wherever we put it.

use std::borrow::Cow;
use std::fmt::Write as _;

use maud::{PreEscaped, html};

use super::inline::{Inline, Style, StyledRun};
use super::{Dialect, Parsed, parse};

/// Plain text as Markdown that shows just that text, in a paragraph, a link or a table's cell. `{{#` can't become a
/// directive.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_first = escaped.trim_start().is_empty();
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
            '#' if rest.peek().is_none() && escaped.trim_end_matches('#').ends_with(' ') => {
                escaped.push_str("\\#");
            }
            '!' if rest.peek() == Some(&'[') => escaped.push_str("\\!"),
            '.' | ')' if !is_first && escaped.trim_start().bytes().all(|byte| byte.is_ascii_digit()) => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Words as a heading's content: as they are where a heading shows them so, else escaped.
pub(crate) fn heading_words(words: &str) -> Cow<'_, str> {
    let line = format!("# {words}");
    let shows_them = |parsed: Parsed<'_>| {
        parsed.events.len() == 3 && parsed.headings.first().is_some_and(|heading| heading.text == words)
    };
    let is_plain = !may_hold_directive(words) && parse(&line, 0, Dialect::V04).is_ok_and(shows_them);
    if is_plain { Cow::Borrowed(words) } else { Cow::Owned(escape(words)) }
}

/// Inline text as Markdown for a line of text, a table's cell or the text of a link. With `raw_html`, what Markdown has no safe
/// marks for is written as HTML elements: emphasis inside a word, code next to code, and code with what a later preprocessor or a
/// table would read in it (`{{`, `|`). Without, these are plain words.
pub(crate) fn print(inline: &Inline, raw_html: bool) -> String {
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
        let has_marks = has_safe_marks(&run, before, next);
        let marks = if has_marks { marks(run.style) } else { String::new() };
        printed.push_str(&marks);
        // Two code spans that touch would be one.
        let is_code = run.is_code && !printed.ends_with('`') && is_safe_code(words);
        let shown = if is_code {
            code(words)
        } else if run.is_code && raw_html {
            html! { code { (PreEscaped(entities(words))) } }.into_string()
        } else {
            escape(words)
        };
        printed.push_str(&if has_marks || !raw_html { shown } else { elements(run.style, shown) });
        printed.extend(marks.chars().rev());
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
fn has_safe_marks(run: &StyledRun<'_>, before: Option<char>, next: Option<char>) -> bool {
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

/// The marks that open a style; reversed they close it.
fn marks(style: Style) -> String {
    let marks = [(style.strikethrough, "~~"), (style.strong, "**"), (style.emphasis, "*")];
    marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect()
}

/// Markdown in the elements of a style.
fn elements(style: Style, markdown: String) -> String {
    let mut shown = PreEscaped(markdown);
    if style.emphasis {
        shown = html! { em { (shown) } };
    }
    if style.strong {
        shown = html! { strong { (shown) } };
    }
    if style.strikethrough {
        shown = html! { del { (shown) } };
    }
    shown.into_string()
}

/// Whether code between backticks is that code for all who read it later: mdBook's `links` looks for directives in code too, and a backslash
/// before `|` is taken off in a table alone.
fn is_safe_code(code: &str) -> bool {
    !may_hold_directive(code) && !code.contains('|')
}

/// Whether mdBook's `links` may find a directive in a text: white space may stand before its `#` (`find_links` in `links.rs` of both hosts).
pub(crate) fn may_hold_directive(text: &str) -> bool {
    text.split("{{").skip(1).any(|behind| behind.trim_start().starts_with('#'))
}

fn code(code: &str) -> String {
    let code = code.replace(['\n', '\r'], " ");
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// Text that means nothing to Markdown, HTML or mdBook's `links`, wherever it stands: every mark of theirs is an entity.
pub(crate) fn entities(text: &str) -> String {
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
        Inline::from_events(&parsed.events)
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
                assert_eq!(Inline::from_events(&row).plain(), before.plain(), "{markdown} as {cell}");
                assert!(!cell.contains("{{#"), "{cell}");
            }
        }
    }

    #[test]
    fn code_with_a_directive_is_no_directive() {
        let code = inline("`{{#include a|b}}`");
        assert_eq!(print(&code, false), "\\{\\{#include a\\|b\\}\\}");
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
