//! `link-to-missing-heading`: a `#fragment`, in a document or to one, that its page doesn't have.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Diagnostic, Rule};
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Parsed, anchors_on_page, may_hold_directive, tags};
use crate::page::plan::Plan;
use crate::page::segment::Segment;
use crate::path::{self, target_of, with_slashes};
use crate::suggestions::Candidates;
use crate::text::{Span, prefix_to, split, suffix_from};

/// A chapter's page, as far as links care.
#[derive(Debug)]
pub struct Page {
    /// Whether the chapter is a document.
    pub is_document: bool,
    /// The ids on it; `None` if it includes what can't be seen.
    pub ids: Option<BTreeSet<String>>,
    /// Whether it has a table of the tool.
    has_table: bool,
}

impl Page {
    /// The page that a chapter becomes: the anchors of the source stay, and the plan adds some. `parsed` is `None` if nothing of the page is its
    /// author's.
    #[must_use]
    pub fn of_plan(parsed: Option<&Parsed<'_>>, plan: &Plan, is_document: bool) -> Self {
        let has_table = plan.directives().any(|placed| placed.is_block);
        if parsed.is_some_and(includes_unseen) {
            return Self { is_document, ids: None, has_table };
        }
        let own = parsed.into_iter().flat_map(anchors_on_page).map(std::borrow::Cow::into_owned);
        let added = plan.segments().iter().filter_map(|segment| match segment {
            Segment::Title { anchor, .. } => anchor.clone(),
            Segment::Placeholder(placeholder) => placeholder.anchor.clone(),
            _ => None,
        });
        Self { is_document, ids: Some(own.chain(added).collect()), has_table }
    }

    /// Whether a link to a place on the page leads somewhere, as far as that can be known.
    fn has(&self, link: &FragmentLink) -> bool {
        // The groups of a table have places of their own, which are made when it is rendered.
        let is_of_table = self.has_table && link.fragment.starts_with(GROUPS);
        let is_of_footnote = link.fragment.starts_with("footnote-") || link.fragment.starts_with("fr-");
        let ids = self.ids.as_ref();
        is_of_table
            || is_of_footnote
            || ids.is_none_or(|ids| ids.contains(&link.written) || ids.contains(&link.fragment))
    }
}

/// What the anchors of a table's groups begin with.
const GROUPS: &str = "design-";

/// Whether a page includes what may have ids; in code an include brings code.
fn includes_unseen(page: &Parsed<'_>) -> bool {
    const DIRECTIVES: [&str; 3] = ["#include", "#rustdoc_include", "#template"];
    if !may_hold_directive(page.text) {
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
    /// The page's [`path::page`].
    pub target: String,
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
    pub fn of(path: &str, url: &str, span: Span, text: &str) -> Option<Self> {
        let (target, raw) = url.split_once('#')?;
        let (raw, words) = split(raw, raw.find(":~:").unwrap_or(raw.len()));
        let fragment = percent_decode_str(raw).decode_utf8_lossy().into_owned();
        let is_top = fragment.is_empty() || fragment.eq_ignore_ascii_case("top");
        if is_elsewhere(target) || is_top {
            return None;
        }
        let target = if target.is_empty() { path::page(path) } else { target_page(path, target)? };
        let place = destination(url, span.of(text)).map(|end| {
            let end = span.start + end - words.len();
            Span::new(end - raw.len() - 1, end)
        });
        Some(Self { target, fragment, written: raw.to_owned(), span, place })
    }

    /// The links that an event is: a Markdown link, or those of the tags in raw HTML.
    pub fn of_event(path: &str, event: &Event<'_>, span: Span, text: &str) -> Vec<Self> {
        let of = |url: &str| Self::of(path, url, span, text);
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

/// The links of a chapter, as its author wrote it, whose fragment the target's page doesn't have. `pages` are those of all chapters, by
/// their [`path::page`].
#[must_use]
pub fn links_to_missing_headings(
    links: &[FragmentLink],
    path: &str,
    pages: &BTreeMap<String, &Page>,
) -> Vec<Diagnostic> {
    let own = path::page(path);
    let is_document = |path: &str| pages.get(path).is_some_and(|page| page.is_document);
    let mut diagnostics = Vec::new();
    let mut candidates = BTreeMap::new();
    for link in links {
        let FragmentLink { target, fragment, span, place, .. } = link;
        let Some(page) = pages.get(target) else { continue };
        if page.has(link) || !is_document(target) && !is_document(&own) {
            continue;
        }
        let whose = if *target == own { "this page".to_owned() } else { format!("the page of `{target}`") };
        let message = format!("{whose} has no heading with the id `{fragment}`");
        let ids = page.ids.iter().flatten().map(String::as_str);
        let near = candidates.entry(target).or_insert_with(|| Candidates::new(ids)).closest_match(fragment);
        let help = near.map_or_else(
            || "link to one of the page's headings, or to the page alone".to_owned(),
            |near| format!("did you mean `#{near}`?"),
        );
        diagnostics.push(Diagnostic::new(Rule::LinkToMissingHeading, place.unwrap_or(*span), message).with_help(help));
    }
    diagnostics
}

fn target_page(from: &str, target: &str) -> Option<String> {
    let target = percent_decode_str(target).decode_utf8_lossy();
    let target = target.split('?').next().unwrap_or_default();
    let is_page = target.ends_with(".md") || target.ends_with(".html");
    is_page.then(|| target_of(&with_slashes(from), target)).flatten().map(|path| path::page(&path))
}

/// Whether a destination leads out of the book: it has a scheme or a host.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split(['/', '?']).next().unwrap_or_default();
    target.starts_with("//") || scheme.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    #[test]
    fn links_and_their_pages() {
        let page = |text: &str, is_document| {
            Page::of_plan(
                Some(&parse(text, 0, Dialect::V05).expect("the parser reads it")),
                &Plan::unchanged(text.len()),
                is_document,
            )
        };
        let pages: BTreeMap<String, Page> = BTreeMap::from([
            (
                "designs/a.md".to_owned(),
                page("# A\n\n## Größe & Co.\n\n<a id=\"raw\"></a>\n\nx[^1]\n\n[^1]: y\n", true),
            ),
            ("designs/index.md".to_owned(), page("# Index\n", false)),
            ("designs/open.md".to_owned(), page("# Open\n\n{{#include x.md}}\n", true)),
            ("designs/rust.md".to_owned(), page("# R\n\n- x {{ #rustdoc_include x.rs}}\n", true)),
            (
                "designs/code.md".to_owned(),
                page("# C\n\n```rust\n{{#include x.rs}}\n```\n\n`{{#include y}}` \\{{#template z}}\n", true),
            ),
        ]);
        let places = |path, text: &str| {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            let links = parsed.events.iter().flat_map(|(event, span)| FragmentLink::of_event(path, event, *span, text));
            let pages = pages.iter().map(|(path, page)| (path.clone(), page)).collect();
            let found = links_to_missing_headings(&links.collect::<Vec<_>>(), path, &pages);
            found.iter().map(|diagnostic| diagnostic.span.of(text).to_owned()).collect::<Vec<_>>()
        };
        for (path, link, expected) in [
            ("designs/a.md", "#größe--co", None),
            ("designs/a.md", "#gr%C3%B6%C3%9Fe--co", None),
            ("designs/a.md", "#raw", None),
            ("designs/a.md", "#footnote-1", None),
            ("designs/a.md", "#", None),
            ("x.md", "designs/a.md#Top", None),
            ("designs/a.md", "#size", Some("#size")),
            ("designs/a.md", "#raw:~:text=x", None),
            ("designs/a.md", "#size:~:text=x", Some("#size")),
            ("designs/a.md", "<#size> \"#size\"", Some("#size")),
            ("x.md", "designs/a.md#size", Some("#size")),
            ("x.md", "/designs/a.html#size", Some("#size")),
            ("x.md", "https://example.org/a.md#size", None),
            ("x.md", "designs/a.md?x#:~:text=size", None),
            ("x.md", "designs/README.md#size", None),
            ("designs/a.md", "README.md#size", Some("#size")),
            ("designs/a.md", "open.md#size", None),
            ("designs/a.md", "rust.md#size", None),
            ("designs/a.md", "code.md#size", Some("#size")),
            ("designs/a.md", "missing.md#size", None),
        ] {
            let text = format!("See [this]({link}).\n");
            assert_eq!(places(path, &text), expected.into_iter().collect::<Vec<_>>(), "{path}: {link}");
        }
        assert_eq!(places("designs/a.md", "See [this].\n\n[this]: #size\n"), ["[this]"]);
    }
}
