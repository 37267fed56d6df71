//! Raw HTML as far as it matters here: its tags, which block elements are open, and which blocks don't end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use html5gum::{DefaultEmitter, Error as TokenizerError, HtmlString, Spanned, StartTag, Token, Tokenizer};
use mdbook_markdown::pulldown_cmark::Event;

use crate::text::{Span, suffix_from};

use super::{Parsed, append};

/// Elements that can hold headings. One of them that is open makes what follows part of it; a stray `<p>` or `<a>` doesn't.
const CONTAINERS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "iframe",
    "main",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "pre",
    "script",
    "section",
    "select",
    "style",
    "summary",
    "svg",
    "table",
    "template",
    "textarea",
    "ul",
    "video",
    "audio",
];

/// The container elements that are open, outermost first, each with the place of its HTML.
#[derive(Debug, Default)]
pub(super) struct OpenElements {
    stack: Vec<(&'static str, usize)>,
}

impl OpenElements {
    pub(super) fn any(&self) -> bool {
        !self.stack.is_empty()
    }

    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// What was opened since the stack had that depth ends with the Markdown block around it.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.stack.truncate(depth);
    }

    /// Where the outermost open element was opened.
    pub(super) fn outermost(&self) -> Option<usize> {
        self.stack.first().map(|(_, place)| *place)
    }

    /// Takes in the tags of a piece of raw HTML that stands at `place`.
    pub(super) fn read(&mut self, html: &str, place: usize) {
        for tag in tags(html) {
            if tag.is_unfinished {
                self.stack.push((UNFINISHED, place));
            } else if tag.is_end {
                if let Some(opened) = self.stack.iter().rposition(|(known, _)| *known == tag.name) {
                    self.stack.truncate(opened);
                }
            } else if !tag.is_self_closing {
                let container = CONTAINERS.iter().find(|name| **name == tag.name);
                self.stack.extend(container.map(|name| (*name, place)));
            }
        }
    }
}

/// The name of the element of a tag without `>`: a browser takes all that follows for its attributes.
const UNFINISHED: &str = "";

/// A tag of raw HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RawTag {
    /// The element's name in lower case.
    pub name: String,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// Whether it is a start tag that closes its element: `<div/>`.
    is_self_closing: bool,
    /// Whether it has no `>`; then it has no name.
    is_unfinished: bool,
    attributes: BTreeMap<HtmlString, Spanned<HtmlString, ()>>,
}

impl RawTag {
    /// The value of an attribute. References such as `&quot;` are what they stand for.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value))
    }
}

/// The tags of a piece of raw HTML, those in comments and raw text left out, as browsers read them (HTML standard, "Tokenization").
pub(crate) fn tags(html: &str) -> impl Iterator<Item = RawTag> {
    // Lines of a block of HTML are read one by one, and many of them are text alone.
    let with_tag = Some(html).filter(|html| html.contains('<'));
    with_tag.into_iter().flat_map(tokens).filter_map(|token| match token {
        Token::StartTag(StartTag { name, self_closing, attributes, .. }) => Some(RawTag {
            name: String::from_utf8_lossy(&name).into_owned(),
            is_self_closing: self_closing,
            attributes,
            ..RawTag::default()
        }),
        Token::EndTag(tag) => {
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            Some(RawTag { name, is_end: true, ..RawTag::default() })
        }
        Token::Error(error) if error.value == TokenizerError::EofInTag => {
            Some(RawTag { is_unfinished: true, ..RawTag::default() })
        }
        Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
    })
}

/// Elements whose content is raw text that no page shows.
const HIDDEN: [&str; 5] = ["script", "style", "noscript", "iframe", "noembed"];

/// What a piece of raw HTML shows: its text, without comments, tags, scripts and styles.
pub(crate) fn shown_text(html: &str) -> String {
    let mut shown = String::new();
    let mut is_hidden = false;
    for token in tokens(html) {
        match token {
            Token::String(text) if !is_hidden => shown.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) => is_hidden = HIDDEN.contains(&&*String::from_utf8_lossy(&tag.name)),
            Token::EndTag(_) => is_hidden = false,
            _ => {}
        }
    }
    shown
}

fn tokens(html: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| token.unwrap_or_else(|never| match never {}))
}

/// Elements that browsers open again behind the paragraph in which they were left open (HTML standard, "formatting elements").
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that may leave out their end tag (HTML standard, "optional tags").
const ENDED_BY_THEMSELVES: [&str; 15] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt", "rp"];

/// Elements that have no end tag (HTML standard, "void elements").
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The elements that are open and spread over what follows: any that was opened between paragraphs, and a formatting element also
/// if it was opened within one.
#[derive(Debug, Default)]
pub(crate) struct SpreadingElements {
    open: Vec<(String, Span)>,
}

impl SpreadingElements {
    /// Takes in a part of the text, which comes next.
    pub(crate) fn read(&mut self, parsed: &Parsed<'_>, part: Span) {
        for (span, is_block, html) in runs(parsed, part) {
            let spreads = |tag: &RawTag| {
                FORMATTING.contains(&&*tag.name)
                    || is_block && !VOID.contains(&&*tag.name) && !ENDED_BY_THEMSELVES.contains(&&*tag.name)
            };
            for tag in tags(&html) {
                if tag.is_unfinished {
                    self.open.push((UNFINISHED.to_owned(), span));
                } else if tag.is_end {
                    if let Some(opened) = self.open.iter().rposition(|(name, _)| *name == tag.name) {
                        self.open.remove(opened);
                    }
                } else if spreads(&tag) && !tag.is_self_closing {
                    self.open.push((tag.name, span));
                }
            }
        }
    }

    /// Where the first of them was opened.
    pub(crate) fn first(&self) -> Option<Span> {
        self.open.first().map(|(_, span)| *span)
    }
}

/// The ids, and names of anchors, in the raw HTML of a part of a text, in order.
#[must_use]
pub fn raw_ids(parsed: &Parsed<'_>, part: Span) -> Vec<(String, Span)> {
    let mut ids = Vec::new();
    for (span, _, html) in runs(parsed, part) {
        for tag in tags(&html).filter(|tag| !tag.is_end) {
            let id = tag.attribute("id");
            let name = tag.attribute("name").filter(|name| tag.name == "a" && Some(name) != id.as_ref());
            ids.extend(id.into_iter().chain(name).map(|id| (id.into_owned(), span)));
        }
    }
    ids
}

/// The ids that stand on a page: those of headings, of raw HTML and of footnotes.
pub(crate) fn anchors_on_page<'p>(parsed: &'p Parsed<'_>) -> BTreeSet<Cow<'p, str>> {
    let of_headings = parsed.anchors().flatten().map(Cow::Borrowed);
    let raw = raw_ids(parsed, Span::new(0, parsed.text.len())).into_iter().map(|(id, _)| Cow::Owned(id));
    let of_footnotes = parsed.events.iter().filter_map(|(event, _)| match event {
        Event::FootnoteReference(name) => Some(name),
        _ => None,
    });
    let of_footnotes = of_footnotes.flat_map(|name| {
        [Cow::Owned(format!("footnote-{name}")), Cow::Owned(format!("fr-{name}-1")), Cow::Borrowed(&**name)]
    });
    of_headings.chain(raw).chain(of_footnotes).collect()
}

/// Whether the raw HTML in a part of a text can stand in another element: what it opens, it closes, and nothing else.
pub(crate) fn has_balanced_html(parsed: &Parsed<'_>, part: Span) -> bool {
    let first = parsed.raw_html.partition_point(|&place| parsed.events[place].1.start < part.start);
    let inside = parsed.raw_html[first..].iter().map(|&place| &parsed.events[place]);
    let mut open: Vec<String> = Vec::new();
    for (event, _) in inside.take_while(|(_, span)| span.start < part.end) {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
        for tag in tags(html) {
            if tag.is_unfinished {
                return false;
            }
            if tag.is_end {
                if open.pop().is_none_or(|opened| opened != tag.name) {
                    return false;
                }
            } else if !VOID.contains(&&*tag.name) {
                open.push(tag.name);
            }
        }
    }
    open.is_empty()
}

/// Pieces of raw HTML, each from its first tag to its last as far as no Markdown stands between, and whether it is a block.
fn runs<'p>(parsed: &'p Parsed<'_>, part: Span) -> impl Iterator<Item = (Span, bool, Cow<'p, str>)> {
    let event = |place: usize| &parsed.events[place].0;
    let is_one =
        move |a: &usize, b: &usize| *b == a + 1 && matches!((event(*a), event(*b)), (Event::Html(_), Event::Html(_)));
    parsed.raw_html_in(part).chunk_by(is_one).map(move |places| {
        let mut html = Cow::Borrowed("");
        for &place in places {
            if let Event::Html(more) | Event::InlineHtml(more) = event(place) {
                append(&mut html, Cow::Borrowed(&**more));
            }
        }
        (parsed.events[places[0]].1, matches!(event(places[0]), Event::Html(_)), html)
    })
}

/// Whether a block of raw HTML has an element's whole end tag, in any case.
fn ends_element(block: &str, name: &str) -> bool {
    let mut rest = block;
    while let Some(end) = find_end_tag(rest, name) {
        rest = suffix_from(rest, end + 2 + name.len());
        if rest.starts_with('>') {
            return true;
        }
    }
    false
}

/// Where an element's end tag begins, in any case.
fn find_end_tag(html: &str, name: &str) -> Option<usize> {
    let mut tags = html.match_indices("</").map(|(place, _)| place);
    tags.find(|place| {
        html.as_bytes()[place + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Whether an HTML block of the kinds that blank lines don't end has no end of its own (CommonMark 0.31, section 4.6).
pub(super) fn is_unclosed_block(block: &str) -> bool {
    let block = block.trim_start();
    let ends: &[&str] = if block.starts_with("<!--") {
        &["-->"]
    } else if block.starts_with("<?") {
        &["?>"]
    } else if block.starts_with("<![CDATA[") {
        &["]]>"]
    } else if block.starts_with("<!") {
        &[">"]
    } else {
        let name: String =
            suffix_from(block, 1.min(block.len())).chars().take_while(char::is_ascii_alphanumeric).collect();
        const NAMES: [&str; 4] = ["script", "pre", "style", "textarea"];
        // Any of the four ends it, whichever began it.
        return NAMES.contains(&&*name.to_ascii_lowercase()) && !NAMES.iter().any(|name| ends_element(block, name));
    };
    !ends.iter().any(|end| block.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    #[test]
    fn attributes() {
        for (html, id) in [
            ("<a id=\"x\" name=y>", Some("x")),
            ("<A NAME=y ID='x y'/>", Some("x y")),
            ("<p hidden id = x>", Some("x")),
            ("<p data-id=x>", None),
            ("<p id>", Some("")),
            ("<p / class=\"a>b\" id=x>", Some("x")),
            ("<p ==>", None),
            ("<a id=\"a&quot;b\">", Some("a\"b")),
            ("<a id='a&amp;quot;b'>", Some("a&quot;b")),
            ("<a id=&#60;&lt;\\&gt;&nope;>", Some("<<\\>&nope;")),
        ] {
            assert_eq!(tags(html).next().expect("a tag").attribute("id").as_deref(), id, "{html}");
        }
    }

    #[test]
    fn ids_and_unclosed_elements_of_a_text() {
        for (text, ids, unclosed) in [
            ("<a id=\"x\" name=\"x\"></a>\n\n<div\n  id=y>\n<a name='z'></a></div>\n", vec!["x", "y", "z"], None),
            ("a <b>b</b> `<b id=x>` Vec<T> <!-- <i id=x> -->\n", vec![], None),
            ("a <b>b\n\n<font>c</b>\n", vec![], Some("<font>")),
            ("a <span>b\n\n<br>\n\n<img src=x>\n\n<ins>\n\nb\n", vec![], Some("<ins>\n")),
            ("<script>'<b id=x>'</script>\n\n<i>\n\nx\n\n</I>\n", vec![], None),
        ] {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            let whole = Span::new(0, text.len());
            assert_eq!(raw_ids(&parsed, whole).into_iter().map(|(id, _)| id).collect::<Vec<_>>(), ids, "{text}");
            let mut spreading = SpreadingElements::default();
            spreading.read(&parsed, whole);
            assert_eq!(spreading.first().map(|span| span.of(text)), unclosed, "{text}");
        }
    }

    #[test]
    fn balanced() {
        for (text, expected) in [
            ("a <b>b</b><br> <!-- </i> --> c", true),
            ("a <b>b", false),
            ("a </div> b", false),
            ("a <b><i>b</b></i>", false),
            ("<img src=x> &lt;b> `<b>` \\<b>", true),
            ("Vec<T>", false),
        ] {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            assert_eq!(has_balanced_html(&parsed, Span::new(0, text.len())), expected, "{text}");
        }
    }

    #[test]
    fn open_elements() {
        for (html, open) in [
            ("<div>", vec!["div"]),
            ("<DIV class=\"a>b\">", vec!["div"]),
            ("<div/>", vec![]),
            ("<details><summary>x</summary>", vec!["details"]),
            ("<div><ul></div>", vec![]),
            ("<!-- <div> --><p><a id=x>", vec![]),
            ("<script>if (a < b) document.write('<div>')</script>", vec![]),
            ("<style>div", vec!["style"]),
            ("a < b <", vec![]),
            ("</div>", vec![]),
        ] {
            let mut elements = OpenElements::default();
            elements.read(html, 7);
            assert_eq!(elements.stack.iter().map(|(name, _)| *name).collect::<Vec<_>>(), open, "{html}");
            assert_eq!(elements.outermost(), (!open.is_empty()).then_some(7));
        }
    }
}
