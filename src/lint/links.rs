//! Links to anchors, and the anchors of pages: facts of a chapter that are kept for the rule about links between pages.

use memchr::memmem;
use percent_encoding::percent_decode_str;

use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Parsed, anchors_on_page, tags};
use crate::page::plan::Plan;
use crate::page::segment::Segment;
use crate::path::BookPath;
use crate::text::{Span, prefix_to, split, suffix_from};

/// The anchors of a chapter's page.
#[derive(Debug)]
pub struct PageAnchors {
    /// Whether the chapter is a document.
    pub is_document: bool,
    /// Sorted; `None` if the page includes what can't be seen.
    anchors: Option<Box<[Box<str>]>>,
    /// Whether it has a list of the tool.
    has_list: bool,
}

impl PageAnchors {
    /// Those of the page that a chapter becomes: the anchors of the source stay, and the plan adds some. `parsed` is `None` if nothing of the page
    /// is its author's.
    #[must_use]
    pub fn from_plan(parsed: Option<&Parsed<'_>>, plan: &Plan, is_document: bool) -> Self {
        let has_list = plan.directives().any(|placed| placed.is_block);
        if parsed.is_some_and(includes_unseen) {
            return Self { is_document, anchors: None, has_list };
        }
        let mut anchors: Vec<Box<str>> = parsed.into_iter().flat_map(anchors_on_page).map(Box::from).collect();
        let mut add = |anchor: &str| anchors.push(anchor.into());
        for segment in plan.segments() {
            match segment {
                Segment::Title(title) => _ = title.anchor.as_deref().map(&mut add),
                Segment::Placeholder(placeholder) => _ = placeholder.anchor.as_deref().map(&mut add),
                _ => {}
            }
        }
        anchors.sort_unstable();
        Self { is_document, anchors: Some(anchors.into()), has_list }
    }

    /// The anchors that are known.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().flatten().map(|anchor| &**anchor)
    }

    /// Whether a link to a place on the page leads somewhere, as far as that can be known.
    #[must_use]
    pub fn has(&self, link: &FragmentLink) -> bool {
        // The groups of a list have anchors of their own, which are made when it is rendered.
        let is_of_list = self.has_list && link.fragment.starts_with(GROUPS);
        let is_of_footnote = link.fragment.starts_with("footnote-") || link.fragment.starts_with("fr-");
        let has =
            |anchors: &[Box<str>], wanted: &str| anchors.binary_search_by(|anchor| (**anchor).cmp(wanted)).is_ok();
        is_of_list
            || is_of_footnote
            || self.anchors.as_ref().is_none_or(|anchors| has(anchors, &link.written) || has(anchors, &link.fragment))
    }
}

/// What the anchors of a list's groups begin with.
const GROUPS: &str = "design-";

/// Whether a page includes what may have ids; in code an include brings code.
fn includes_unseen(page: &Parsed<'_>) -> bool {
    const DIRECTIVES: [&str; 3] = ["#include", "#rustdoc_include", "#template"];
    if memmem::find(page.text.as_bytes(), b"{{").is_none() {
        return false;
    }
    let code: Vec<Span> = page
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)))
        .map(|(_, span)| *span)
        .collect();
    let places = page.text.match_indices("{{").map(|(at, _)| at).filter(|&at| {
        let inside = suffix_from(page.text, at + 2).trim_start();
        DIRECTIVES.iter().any(|directive| inside.starts_with(directive))
    });
    let mut seen = places.filter(|&at| !prefix_to(page.text, at).ends_with('\\'));
    seen.any(|at| !code.iter().any(|span| span.contains(Span::at(at))))
}

/// A link to a place on a page of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FragmentLink {
    /// The page.
    pub target: BookPath<'static>,
    /// The id that it leads to.
    pub fragment: String,
    /// The id as it is written: browsers look for it first, and for what its `%20` stand for next (HTML standard, "find a potential indicated
    /// element").
    written: String,
    /// Where the link stands.
    pub span: Span,
    /// Where `#` and the fragment stand in it; `None` if its destination stands elsewhere.
    pub place: Option<Span>,
}

impl FragmentLink {
    /// The link of a chapter with that destination, if it leads to a place in the book. `#` and `#top` lead to the top, `#:~:text=` to words.
    #[must_use]
    pub fn from_url(path: &str, url: &str, span: Span, text: &str) -> Option<Self> {
        let (target, raw) = url.split_once('#')?;
        let (raw, words) = split(raw, raw.find(":~:").unwrap_or(raw.len()));
        let fragment = percent_decode_str(raw).decode_utf8_lossy().into_owned();
        let is_top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
        if is_elsewhere(target) || is_top {
            return None;
        }
        let target = if target.is_empty() { BookPath::of_chapter(path).page() } else { target_page(path, target)? };
        let place = destination(url, span.of(text)).map(|end| {
            let end = span.start + end - words.len();
            Span::new(end - raw.len() - 1, end)
        });
        Some(Self { target, fragment, written: raw.to_owned(), span, place })
    }

    /// The links that an event is: a Markdown link, or those of the tags in raw HTML.
    pub fn from_event(path: &str, event: &Event<'_>, span: Span, text: &str) -> Vec<Self> {
        let of = |url: &str| Self::from_url(path, url, span, text);
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => of(dest_url).into_iter().collect(),
            Event::Html(html) | Event::InlineHtml(html) => {
                tags(html).filter_map(|tag| of(&tag.attribute("href")?)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Where a destination ends in a link's or a tag's source, if it is spelled out there.
fn destination(url: &str, source: &str) -> Option<usize> {
    let places = source.rmatch_indices(url).map(|(start, _)| (start, start + url.len()));
    let whole: Vec<_> = places
        .filter(|&(start, end)| {
            let before = prefix_to(source, start).chars().next_back();
            let behind = suffix_from(source, end).chars().next();
            before.is_some_and(|c| c.is_whitespace() || matches!(c, '(' | '<' | '"' | '\'' | '=' | ':'))
                && behind.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\''))
        })
        .collect();
    // In quotation marks it may be a title, but for HTML.
    let unquoted = whole.iter().find(|(start, _)| !prefix_to(source, *start).ends_with(['"', '\'']));
    unquoted.or(whole.first()).map(|(_, end)| *end)
}

fn target_page(from: &str, target: &str) -> Option<BookPath<'static>> {
    let target = percent_decode_str(target).decode_utf8_lossy();
    let target = target.split('?').next().unwrap_or_default();
    let is_page = target.ends_with(".md") || target.ends_with(".html");
    is_page.then(|| BookPath::of_chapter(from).join(target)).flatten().map(|path| path.page())
}

/// Whether a destination leads out of the book: it has a scheme or a host.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split(['/', '?']).next().unwrap_or_default();
    target.starts_with("//") || scheme.contains(':')
}
