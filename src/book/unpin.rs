//! Formatted documents without pins: headings get the ids that their new names give them, and links to the old ones, in the whole
//! book, are rewritten. A pin that a link leads to which can't be rewritten stays.

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::Edits;
use crate::markdown::pulldown_cmark::{Event, LinkType, Tag};
use crate::markdown::{Dialect, IdSourceKind, Parsed, parse, tags};
use crate::normalise::Formatted;
use crate::rules::{FragmentLink, page_path};
use crate::span::Span;

use super::Chapter;

/// The ids of a page that change: old and new.
type Renamed = BTreeMap<String, String>;

/// Takes the pins out of formatted documents, by chapter. Gives the new texts of all chapters that change: the documents, and those with
/// links to them. `others` are texts that may be part of a page though they are no chapters: what they link to keeps its pin.
#[must_use]
pub fn without_pins(
    chapters: &[Chapter<'_>],
    formatted: BTreeMap<usize, Formatted>,
    others: &[String],
    dialect: Dialect,
) -> BTreeMap<usize, String> {
    let texts: BTreeMap<usize, String> = chapters
        .iter()
        .enumerate()
        .filter_map(|(place, chapter)| {
            let text = formatted.get(&place).map(|formatted| formatted.text.clone());
            Some((place, text.or_else(|| chapter.text().map(std::borrow::Cow::into_owned))?))
        })
        .collect();
    let mut kept: BTreeSet<(usize, String)> = BTreeSet::new();
    loop {
        let unpinned: BTreeMap<usize, (Edits, Renamed)> = formatted
            .iter()
            .filter_map(|(&place, document)| {
                let is_out = |id: &str| !kept.contains(&(place, id.to_owned()));
                Some((place, unpinned(document, dialect, is_out)?))
            })
            .collect();
        let pages: BTreeMap<String, (usize, &Renamed)> = unpinned
            .iter()
            .filter_map(|(&place, (_, renamed))| Some((page_path(chapters[place].path?), (place, renamed))))
            .collect();
        let mut written = BTreeMap::new();
        let mut stuck: BTreeSet<(usize, String)> = BTreeSet::new();
        for (page, renamed) in pages.values() {
            let linked = renamed.keys().filter(|old| others.iter().any(|text| text.contains(&format!("#{old}"))));
            stuck.extend(linked.map(|old| (*page, old.clone())));
        }
        for (&place, text) in &texts {
            let Some(path) = chapters[place].path else { continue };
            let pins = unpinned.get(&place).map(|(pins, _)| pins);
            match relinked(path, text, &pages, pins, dialect) {
                Ok(Some(new)) => _ = written.insert(place, new),
                Ok(None) => {}
                Err(link) => _ = stuck.insert(link),
            }
        }
        if stuck.is_empty() {
            for (place, Formatted { text, .. }) in formatted {
                written.entry(place).or_insert(text);
            }
            return written;
        }
        for (place, id) in stuck {
            // The id of a heading without a pin changes by those of others.
            if !kept.insert((place, id)) {
                kept.extend(formatted[&place].pinned.iter().map(|pin| (place, pin.clone())));
            }
        }
    }
}

/// A document's pins taken out, as changes of its text, and the ids that change by it. `is_out` says which may be.
fn unpinned(document: &Formatted, dialect: Dialect, is_out: impl Fn(&str) -> bool) -> Option<(Edits, Renamed)> {
    let Formatted { text, pinned, start } = document;
    let parsed = parse(text, *start, dialect).ok()?;
    let mut edits = Edits::new();
    let mut sources = parsed.id_sources.clone();
    for source in sources.iter_mut().filter(|source| source.kind == IdSourceKind::Heading) {
        let Some(heading) = parsed.heading_at(source.span.start).map(|place| &parsed.headings[place]) else { continue };
        let Some(id) = source.explicit.clone().filter(|id| pinned.contains(id) && is_out(id)) else { continue };
        let pin = format!(" {{#{id}}}");
        let Some(at) = heading.span.of(text).rfind(&pin) else { continue };
        edits.replace(Span::new(heading.span.start + at, heading.span.start + at + pin.len()), "");
        source.explicit = None;
    }
    let new = dialect.ids.assign(&sources);
    let pairs = parsed.ids().zip(new).filter_map(|(old, new)| Some((old?.to_owned(), new?.into_owned())));
    let renamed: Renamed = pairs.filter(|(old, new)| old != new).collect();
    (!edits.is_empty()).then_some((edits, renamed))
}

/// A chapter's text with its links to changed ids rewritten and its own `pins` taken out; `None` if nothing changes.
///
/// # Errors
/// The page and the old id of a link that can't be rewritten.
fn relinked(
    path: &str,
    text: &str,
    pages: &BTreeMap<String, (usize, &Renamed)>,
    pins: Option<&Edits>,
    dialect: Dialect,
) -> Result<Option<String>, (usize, String)> {
    let Ok(parsed) = parse(text, 0, dialect) else { return Ok(None) };
    let mut replacements: BTreeMap<Span, String> = BTreeMap::new();
    let mut last = None;
    for link in links(&parsed, path) {
        let Some((page, new)) = pages.get(&link.target).and_then(|(page, ids)| Some((page, ids.get(&link.fragment)?)))
        else {
            continue;
        };
        let Some(place) = link.place else { return Err((*page, link.fragment)) };
        replacements.insert(place, format!("#{new}"));
        last = Some((*page, link.fragment));
    }
    for (span, pin) in pins.iter().flat_map(|pins| pins.iter()) {
        replacements.insert(span, pin.to_owned());
    }
    if replacements.is_empty() {
        return Ok(None);
    }
    let mut edits = Edits::new();
    for (span, new) in replacements {
        edits.replace(span, new);
    }
    let new = edits.apply(text);
    match last {
        Some(link) if !only_destinations_differ(&parsed, &new) => Err(link),
        _ => Ok(Some(new)),
    }
}

/// Whether a text reads as another one but for where its links lead and for its headings' ids.
fn only_destinations_differ(before: &Parsed<'_>, after: &str) -> bool {
    let Ok(after) = parse(after, 0, before.dialect) else { return false };
    let alike = |(a, b): (&Event<'_>, &Event<'_>)| match (a, b) {
        (Event::Start(Tag::Link { title: a, .. }), Event::Start(Tag::Link { title: b, .. })) => a == b,
        (Event::Start(Tag::Heading { level: a, .. }), Event::Start(Tag::Heading { level: b, .. })) => a == b,
        (Event::Html(_), Event::Html(_)) | (Event::InlineHtml(_), Event::InlineHtml(_)) => true,
        (a, b) => a == b,
    };
    let events = |parsed: &Parsed<'_>| parsed.events.len();
    events(before) == events(&after) && before.events.iter().zip(&after.events).all(|((a, _), (b, _))| alike((a, b)))
}

/// All links of a chapter that its text spells out: in place, in definitions, in raw HTML.
fn links(parsed: &Parsed<'_>, path: &str) -> Vec<FragmentLink> {
    let of = |url: &str, span: Span| FragmentLink::of(path, url, span, parsed.text);
    let mut links: Vec<FragmentLink> =
        parsed.definitions.values().filter_map(|(span, url, _)| of(url, *span)).collect();
    for (event, span) in &parsed.events {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => links.extend(of(dest_url, *span)),
            Event::Html(html) | Event::InlineHtml(html) => {
                links.extend(tags(html).filter_map(|tag| of(tag.attribute("href")?, *span)));
            }
            _ => {}
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEDGER: &str = "## A {#old}\n\n## B {#b}\n";

    /// What becomes of a chapter beside a document whose heading `A` was pinned to `old`, and a file that is no chapter.
    fn relinked(chapter: &str, other: &str) -> (String, String) {
        let chapters = [("ledger.md", LEDGER), ("x.md", chapter)].map(|(path, text)| Chapter {
            name: "X",
            path: Some(path),
            file: Some(path),
            content: Box::leak(Box::new(text.to_owned())),
        });
        let document = Formatted { text: LEDGER.to_owned(), pinned: vec!["old".to_owned()], start: 0 };
        let mut texts = without_pins(&chapters, BTreeMap::from([(0, document)]), &[other.to_owned()], Dialect::V05);
        let ledger = texts.remove(&0).expect("it was formatted");
        (ledger, texts.remove(&1).unwrap_or_else(|| chapter.to_owned()))
    }

    #[test]
    fn links_are_rewritten_where_they_lead_and_nowhere_else() {
        for (chapter, expected) in [
            ("[a](ledger.md#old)\n", "[a](ledger.md#a)\n"),
            ("[ledger.md#old](<ledger.md#old> \"see #old\")\n", "[ledger.md#old](<ledger.md#a> \"see #old\")\n"),
            ("[a][r] and [r]\n\n[r]: ./ledger.md#old\n", "[a][r] and [r]\n\n[r]: ./ledger.md#a\n"),
            ("<a href='ledger.html#old'>a</a>\n", "<a href='ledger.html#a'>a</a>\n"),
            (
                "`[a](ledger.md#old)` [b](other.md#old) [c](#old)\n",
                "`[a](ledger.md#old)` [b](other.md#old) [c](#old)\n",
            ),
        ] {
            assert_eq!(relinked(chapter, ""), ("## A\n\n## B {#b}\n".to_owned(), expected.to_owned()), "{chapter}");
        }
    }

    #[test]
    fn a_pin_stays_for_a_link_in_what_may_be_included() {
        let chapter = "[a](ledger.md#old) {{#include links.md}}\n";
        let kept = (LEDGER.to_owned(), chapter.to_owned());
        assert_eq!(relinked(chapter, "See [A](ledger.md#old).\n"), kept);
    }

    #[test]
    fn a_pin_stays_for_a_link_that_can_t_be_rewritten() {
        for chapter in ["[a](ledger.md#&#111;ld)\n", "[a](ledger\\.md#old)\n"] {
            assert_eq!(relinked(chapter, ""), (LEDGER.to_owned(), chapter.to_owned()), "{chapter}");
        }
    }
}
