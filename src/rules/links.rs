//! `link-to-missing-heading`: a `#fragment`, in a document or to one, that its page doesn't have.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use crate::finding::{Code, Finding};
use crate::index::target_of;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Parsed, ids_on_page};
use crate::nearest::nearest;
use crate::span::Span;

/// A chapter's page, as far as links care.
#[derive(Debug)]
pub struct Page {
    /// Whether the chapter is a document.
    pub is_document: bool,
    /// The ids on it; `None` if it includes what can't be seen.
    pub ids: Option<BTreeSet<String>>,
}

impl Page {
    /// The page that a chapter becomes, as Markdown that has been brought to its template.
    #[must_use]
    pub fn of(page: &Parsed<'_>, is_document: bool) -> Self {
        let sees_all = !["{{#include", "{{#rustdoc_include", "{{#template"].iter().any(|word| page.text.contains(word));
        let ids = || ids_on_page(page).into_iter().map(std::borrow::Cow::into_owned).collect();
        Self { is_document, ids: sees_all.then(ids) }
    }
}

/// The links of a chapter, as its author wrote it, whose fragment the target's page doesn't have. `pages` are those of all chapters, by
/// their [`page_path`].
#[must_use]
pub fn links_to_missing_headings(parsed: &Parsed<'_>, path: &str, pages: &BTreeMap<String, Page>) -> Vec<Finding> {
    let own = page_path(path);
    let links = parsed.events.iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, *span)),
        _ => None,
    });
    let mut findings = Vec::new();
    for (url, span) in links {
        let Some((target, fragment)) = url.split_once('#') else { continue };
        let (raw, fragment) = (fragment, percent_decode_str(fragment).decode_utf8_lossy());
        // `#` leads to the top, `#:~:text=` to words.
        if is_elsewhere(target) || fragment.is_empty() || fragment.starts_with(":~:") {
            continue;
        }
        let target = if target.is_empty() { Some(own.clone()) } else { target_page(path, target) };
        let Some((target, page)) = target.and_then(|target| pages.get_key_value(&target)) else { continue };
        let Some(ids) = &page.ids else { continue };
        let is_ours = page.is_document || pages.get(&own).is_some_and(|page| page.is_document);
        if !is_ours || ids.contains(&*fragment) || fragment.starts_with("footnote-") || fragment.starts_with("fr-") {
            continue;
        }
        let whose = if *target == own { "this page".to_owned() } else { format!("the page of `{target}`") };
        let message = format!("{whose} has no heading with the id `{fragment}`");
        let near = nearest(&fragment, ids.iter().map(String::as_str));
        let help = near.map_or_else(
            || "link to one of the page's headings, or to the page alone".to_owned(),
            |near| format!("did you mean `#{near}`?"),
        );
        findings
            .push(Finding::new(Code::LinkToMissingHeading, smallest(span, raw, parsed.text), message).with_help(help));
    }
    findings
}

/// A chapter's path, in the one spelling in which all that lead to its page are equal.
#[must_use]
pub fn page_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    let (folder, file) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, file)| (folder, file));
    let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".html")).unwrap_or(file);
    // mdBook's preprocessor `index` makes `index.html` of it.
    let stem = if stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    if folder.is_empty() { format!("{stem}.md") } else { format!("{folder}/{stem}.md") }
}

fn target_page(from: &str, target: &str) -> Option<String> {
    let target = percent_decode_str(target).decode_utf8_lossy();
    let is_page = target.ends_with(".md") || target.ends_with(".html");
    is_page.then(|| target_of(&from.replace('\\', "/"), &target)).flatten().map(|path| page_path(&path))
}

/// Whether a destination leads out of the book: it has a scheme or a host.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split(['/', '?']).next().unwrap_or_default();
    target.starts_with("//") || scheme.contains(':')
}

/// Where the fragment stands in the link; the link, if its destination stands elsewhere.
fn smallest(link: Span, fragment: &str, text: &str) -> Span {
    let place = link.of(text).rfind(&format!("#{fragment}"));
    place.map_or(link, |place| Span::new(link.start + place, link.start + place + 1 + fragment.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    #[test]
    fn links_and_their_pages() {
        let parsed = |text| parse(text, 0, Dialect::V05).expect("the parser reads it");
        let page = |text, is_document| Page::of(&parsed(text), is_document);
        let pages = BTreeMap::from([
            (
                "designs/a.md".to_owned(),
                page("# A\n\n## Größe & Co.\n\n<a id=\"raw\"></a>\n\nx[^1]\n\n[^1]: y\n", true),
            ),
            ("designs/index.md".to_owned(), page("# Index\n", false)),
            ("designs/open.md".to_owned(), page("# Open\n\n{{#include x.md}}\n", true)),
        ]);
        let places = |path, text: &str| {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            let found = links_to_missing_headings(&parsed, path, &pages);
            found.iter().map(|finding| finding.span.of(text).to_owned()).collect::<Vec<_>>()
        };
        for (path, link, expected) in [
            ("designs/a.md", "#größe--co", None),
            ("designs/a.md", "#gr%C3%B6%C3%9Fe--co", None),
            ("designs/a.md", "#raw", None),
            ("designs/a.md", "#footnote-1", None),
            ("designs/a.md", "#", None),
            ("designs/a.md", "#size", Some("#size")),
            ("x.md", "designs/a.md#size", Some("#size")),
            ("x.md", "/designs/a.html#size", Some("#size")),
            ("x.md", "https://example.org/a.md#size", None),
            ("x.md", "designs/a.md?x#:~:text=size", None),
            ("x.md", "designs/README.md#size", None),
            ("designs/a.md", "README.md#size", Some("#size")),
            ("designs/a.md", "open.md#size", None),
            ("designs/a.md", "missing.md#size", None),
        ] {
            let text = format!("See [this]({link}).\n");
            assert_eq!(places(path, &text), expected.into_iter().collect::<Vec<_>>(), "{path}: {link}");
        }
        assert_eq!(places("designs/a.md", "See [this].\n\n[this]: #size\n"), ["[this]"]);
    }
}
