//! `link-to-missing-heading`: a `#fragment`, in a document or to one, that its page doesn't have.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::lint::PageFacts;
use crate::lint::links::FragmentLink;
use crate::path::BookPath;
use crate::suggestions::Candidates;

rule! {
    /// A link leads to a fragment that its page doesn't have.
    "link-to-missing-heading", Warning, Page
}

fn check(facts: &PageFacts<'_>) -> Vec<Diagnostic> {
    let own = BookPath::of_chapter(facts.path).page();
    let is_document = |path: &BookPath<'static>| facts.pages.get(path).is_some_and(|page| page.is_document);
    let mut diagnostics = Vec::new();
    let mut candidates = BTreeMap::new();
    for link in facts.links {
        let FragmentLink { target, fragment, span, place, .. } = link;
        let Some(page) = facts.pages.get(target) else { continue };
        if page.has(link) || !is_document(target) && !is_document(&own) {
            continue;
        }
        let whose = if *target == own { "this page".to_owned() } else { format!("the page of `{}`", target.as_str()) };
        let message = format!("{whose} has no heading with the id `{fragment}`");
        let near = candidates.entry(target).or_insert_with(|| Candidates::new(page.iter())).closest_match(fragment);
        let help = near.map_or_else(
            || "link to one of the page's headings, or to the page alone".to_owned(),
            |near| format!("did you mean `#{near}`?"),
        );
        diagnostics.push(Diagnostic::new(RULE, place.unwrap_or(*span), message).with_help(help));
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::lint::PageAnchors;
    use crate::markdown::{Dialect, parse};
    use crate::page::plan::Plan;

    #[test]
    fn links_and_their_pages() {
        let page = |text: &str, is_document| {
            PageAnchors::from_plan(
                Some(&parse(text, 0, Dialect::V05).expect("the parser reads it")),
                &Plan::unchanged(text.len()),
                is_document,
            )
        };
        let pages: BTreeMap<&str, PageAnchors> = BTreeMap::from([
            ("designs/a.md", page("# A\n\n## Größe & Co.\n\n<a id=\"raw\"></a>\n\nx[^1]\n\n[^1]: y\n", true)),
            ("designs/index.md", page("# Index\n", false)),
            ("designs/open.md", page("# Open\n\n{{#include x.md}}\n", true)),
            ("designs/rust.md", page("# R\n\n- x {{ #rustdoc_include x.rs}}\n", true)),
            (
                "designs/code.md",
                page("# C\n\n```rust\n{{#include x.rs}}\n```\n\n`{{#include y}}` \\{{#template z}}\n", true),
            ),
        ]);
        let places = |path, text: &str| {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            let links =
                parsed.events.iter().flat_map(|(event, span)| FragmentLink::from_event(path, event, *span, text));
            let pages = pages.iter().map(|(path, page)| (BookPath::of_chapter(path).page(), page)).collect();
            let (links, catalog) = (links.collect::<Vec<_>>(), Catalog::default());
            let facts = PageFacts {
                path,
                plan: None,
                directive_problems: &[],
                links: &links,
                pages: &pages,
                catalog: &catalog,
            };
            check(&facts).iter().map(|diagnostic| diagnostic.span.of(text).to_owned()).collect::<Vec<_>>()
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
