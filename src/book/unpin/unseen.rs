//! Where a text may lead to an id though no link is seen: in scripts, in code that another preprocessor draws, in what is included.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::Event;
use crate::path::BookPath;
use crate::text::{prefix_to, suffix_from};

use super::Renamed;

/// The old ids of pages, as a text may lead to them.
pub(super) struct Unseen<'p>(BTreeMap<&'p str, Vec<PageWithAnchor<'p>>>);

/// A page that has an id.
#[derive(Debug, Clone, Copy)]
struct PageWithAnchor<'p> {
    path: &'p BookPath<'static>,
    chapter: usize,
}

impl<'p> Unseen<'p> {
    /// Those of some pages, by path, each with its chapter's place.
    pub(super) fn of(pages: &'p BTreeMap<BookPath<'static>, (usize, &Renamed)>) -> Self {
        let mut ids: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (path, &(chapter, renamed)) in pages {
            renamed.keys().for_each(|old| ids.entry(old).or_default().push(PageWithAnchor { path, chapter }));
        }
        Self(ids)
    }

    /// The chapter and the id of everything in a text that may lead to one, on whatever page the text is shown.
    pub(super) fn in_text(&self, text: &str) -> Vec<(usize, String)> {
        self.found(text, |_, _| true)
    }

    /// The chapter and the id of everything in a chapter, whose page is `own`, that may lead to one. What stands in code within a line
    /// is none, nor are the links that are `seen`, by the place of their `#`.
    pub(super) fn in_chapter(
        &self,
        parsed: &Parsed<'_>,
        own: &BookPath<'_>,
        seen: &BTreeSet<usize>,
    ) -> Vec<(usize, String)> {
        let code: Vec<_> =
            parsed.events.iter().filter(|(event, _)| matches!(event, Event::Code(_))).map(|(_, span)| *span).collect();
        self.found(parsed.text, |at, page| {
            let next = code.partition_point(|span| span.start <= at);
            let is_code = code[..next].last().is_some_and(|span| at < span.end);
            let is_pin = prefix_to(parsed.text, at).ends_with('{');
            !is_code
                && !is_pin
                && !seen.contains(&at)
                && (page.path == own || ends_in(prefix_to(parsed.text, at), page.path))
        })
    }

    fn found(&self, text: &str, may_lead: impl Fn(usize, &PageWithAnchor<'_>) -> bool) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (at, id) in fragments(text) {
            let pages = self.0.get(id).into_iter().flatten();
            found.extend(pages.filter(|page| may_lead(at, page)).map(|page| (page.chapter, id.to_owned())));
        }
        found
    }
}

/// Everything in a text that may be a fragment: the place of its `#`, and what stands behind.
fn fragments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('#').map(|(at, _)| {
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '>' | '<' | '}' | '#');
        (at, suffix_from(text, at + 1).split(ends).next().unwrap_or_default())
    })
}

/// Whether a text ends in the file of a page, as Markdown or HTML, with a query or without.
fn ends_in(text: &str, page: &BookPath<'_>) -> bool {
    let query = text.rsplit_once('?').filter(|(_, query)| !query.contains(char::is_whitespace));
    let text = query.map_or(text, |(before, _)| before);
    let stem = page.stem();
    [".md", ".html"].iter().any(|end| text.strip_suffix(end).is_some_and(|text| text.ends_with(stem)))
}
