//! Formatted documents without pins: headings get the ids that their new names give them, and links to the old ones, in the whole
//! book, are rewritten. A pin that a link leads to which can't be rewritten stays.

mod unseen;

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::FragmentLink;
use crate::markdown::pulldown_cmark::{Event, LinkType, Tag};
use crate::markdown::{AnchorSource, AnchorSourceKind, Dialect, Parsed, parse, raw_ids};
use crate::normalise::Formatted;
use crate::path::BookPath;
use crate::text::Edits;
use crate::text::Span;

use crate::read::Chapter;
use unseen::Unseen;

/// The ids of a page that change: old and new.
type Renamed = BTreeMap<String, String>;

/// Takes the pins out of formatted documents, by chapter. Gives the new texts of all chapters that change: the documents, and those with
/// links to them. `others` are texts that may be part of a page though they are no chapters: what they link to keeps its pin.
pub(super) fn without_pins(
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
        let pages: BTreeMap<BookPath<'static>, (usize, &Renamed)> = unpinned
            .iter()
            .filter_map(|(&place, (_, renamed))| {
                Some((BookPath::of_chapter(chapters[place].path?).page(), (place, renamed)))
            })
            .collect();
        let mut written = BTreeMap::new();
        let mut stuck: BTreeSet<(usize, String)> = BTreeSet::new();
        let unseen = Unseen::of(&pages);
        stuck.extend(others.iter().flat_map(|text| unseen.in_text(text)));
        for (&place, text) in &texts {
            let Some(path) = chapters[place].path else { continue };
            let pins = unpinned.get(&place).map(|(pins, _)| pins);
            match relinked(path, text, &pages, &unseen, pins, dialect) {
                Ok(Some(new)) => _ = written.insert(place, new),
                Ok(None) => {}
                Err(links) => stuck.extend(links),
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
                kept.extend(formatted[&place].pinned.iter().map(|pin| (place, pin.id.clone())));
            }
        }
    }
}

/// A document's pins taken out, as changes of its text, and the ids that change by it. `is_out` says which may be. `None` if there is nothing
/// to take out, or if a link would lead to another element.
fn unpinned(document: &Formatted, dialect: Dialect, is_out: impl Fn(&str) -> bool) -> Option<(Edits, Renamed)> {
    let Formatted { text, pinned, start } = document;
    let parsed = parse(text, *start, dialect).ok()?;
    let mut edits = Edits::new();
    let mut sources = parsed.anchor_sources.clone();
    for source in sources.iter_mut().filter(|source| source.kind == AnchorSourceKind::Heading) {
        let Some(heading) = parsed.heading_at(source.span.start).map(|place| &parsed.headings[place]) else { continue };
        let pin = pinned.iter().find(|pin| pin.heading == heading.span.start && is_out(&pin.id));
        let Some(id) = pin.map(|pin| &pin.id).filter(|id| source.explicit.as_ref() == Some(*id)) else { continue };
        let pin = format!(" {{#{id}}}");
        let Some(at) = heading.span.of(text).rfind(&pin) else { continue };
        edits.replace(Span::new(heading.span.start + at, heading.span.start + at + pin.len()), "");
        source.explicit = None;
    }
    let new = dialect.anchors.assign(&sources);
    let raw = raw_ids(&parsed, Span::new(*start, text.len()));
    let of_raw = || raw.iter().map(|(id, span)| (id.as_str(), span.start));
    let old: Vec<Option<&str>> = parsed.anchors().collect();
    let old_ends = first_places(places(&sources, &old).chain(of_raw()));
    let new: Vec<Option<&str>> = new.iter().map(Option::as_deref).collect();
    let new_ends = first_places(places(&sources, &new).chain(of_raw()));
    let mut renamed = Renamed::new();
    for ((source, old), new) in sources.iter().zip(old).zip(new) {
        let Some(old) = old.filter(|old| old_ends.get(old) == Some(&source.span.start)) else { continue };
        if new? != old {
            renamed.insert(old.to_owned(), new?.to_owned());
        }
    }
    let leads_there =
        |(old, place): (&&str, &usize)| new_ends.get(renamed.get(*old).map_or(*old, String::as_str)) == Some(place);
    (!edits.is_empty() && old_ends.iter().all(leads_there)).then_some((edits, renamed))
}

/// The ids of elements, with where these stand.
fn places<'i>(sources: &[AnchorSource], ids: &[Option<&'i str>]) -> impl Iterator<Item = (&'i str, usize)> {
    sources.iter().zip(ids).filter_map(|(source, id)| Some(((*id)?, source.span.start)))
}

/// For each id, where the first element stands that has it: a link leads there.
fn first_places<'i>(ids: impl Iterator<Item = (&'i str, usize)>) -> BTreeMap<&'i str, usize> {
    let mut places = BTreeMap::new();
    for (id, place) in ids.filter(|(id, _)| !id.is_empty()) {
        let first = places.entry(id).or_insert(place);
        *first = place.min(*first);
    }
    places
}

/// A chapter's text with its links to changed ids rewritten and its own `pins` taken out; `None` if nothing changes.
///
/// # Errors
/// The pages and the old ids of links that can't be rewritten.
fn relinked(
    path: &str,
    text: &str,
    pages: &BTreeMap<BookPath<'static>, (usize, &Renamed)>,
    unseen: &Unseen<'_>,
    pins: Option<&Edits>,
    dialect: Dialect,
) -> Result<Option<String>, Vec<(usize, String)>> {
    let Ok(parsed) = parse(text, 0, dialect) else {
        let stuck = unseen.in_text(text);
        return if stuck.is_empty() { Ok(None) } else { Err(stuck) };
    };
    let mut replacements: BTreeMap<Span, String> = BTreeMap::new();
    let mut last = None;
    let mut seen = BTreeSet::new();
    for link in links(&parsed, path) {
        seen.extend(link.place.map(|place| place.start));
        let Some((page, new)) = pages.get(&link.target).and_then(|(page, ids)| Some((page, ids.get(&link.fragment)?)))
        else {
            continue;
        };
        let Some(place) = link.place else { return Err(vec![(*page, link.fragment)]) };
        replacements.insert(place, format!("#{new}"));
        last = Some((*page, link.fragment));
    }
    let stuck = unseen.in_chapter(&parsed, &BookPath::of_chapter(path).page(), &seen);
    if !stuck.is_empty() {
        return Err(stuck);
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
        Some(link) if !only_destinations_differ(&parsed, &new) => Err(vec![link]),
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
    let of_definitions = parsed.definitions.values();
    let mut links: Vec<FragmentLink> =
        of_definitions.filter_map(|(span, url, _)| FragmentLink::from_url(path, url, *span, parsed.text)).collect();
    for (event, span) in &parsed.events {
        let is_by_definition =
            matches!(event, Event::Start(Tag::Link { link_type, .. }) if *link_type != LinkType::Inline);
        if !is_by_definition {
            links.extend(FragmentLink::from_event(path, event, *span, parsed.text));
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::Pin;

    const LEDGER: &str = "## A {#old}\n\n## B {#b}\n";

    /// What becomes of a chapter beside a document whose heading `A` was pinned to `old`, and a file that is no chapter.
    fn relinked(chapter: &str, other: &str) -> (String, String) {
        let chapters = [("ledger.md", LEDGER), ("x.md", chapter)].map(|(path, text)| Chapter {
            name: "X",
            path: Some(path),
            file: Some(path),
            content: Box::leak(Box::new(text.to_owned())),
        });
        let document =
            Formatted { text: LEDGER.to_owned(), pinned: vec![Pin { heading: 0, id: "old".to_owned() }], start: 0 };
        let mut texts = without_pins(&chapters, BTreeMap::from([(0, document)]), &[other.to_owned()], Dialect::V05);
        let ledger = texts.remove(&0).expect("it was formatted");
        (ledger, texts.remove(&1).unwrap_or_else(|| chapter.to_owned()))
    }

    #[test]
    fn links_are_rewritten_where_they_lead_and_nowhere_else() {
        for (chapter, expected) in [
            ("[a](ledger.md#old)\n", "[a](ledger.md#a)\n"),
            ("[ledger.md#old](<ledger.md#old> \"see #old\")\n", "[ledger.md#old](<ledger.md#a> \"see #old\")\n"),
            ("[a](ledger.html?v=1#old)\n", "[a](ledger.html?v=1#a)\n"),
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
    fn an_author_s_own_id_stays() {
        let text = "## X {#old}\n\n## A {#old}\n";
        let chapter = Chapter { name: "X", path: Some("ledger.md"), file: Some("ledger.md"), content: &text };
        let document = Formatted {
            text: text.to_owned(),
            pinned: vec![Pin { heading: text.find("## A").expect("it is there"), id: "old".to_owned() }],
            start: 0,
        };
        let texts = without_pins(&[chapter], BTreeMap::from([(0, document)]), &[], Dialect::V05);
        assert_eq!(texts[&0], "## X {#old}\n\n## A\n");
    }

    #[test]
    fn a_link_to_a_raw_element_leads_there_still() {
        let chapters = [("ledger.md", "<a id=\"old\"></a>\n\n## A {#old}\n"), ("x.md", "[a](ledger.md#old)\n")];
        let chapters = chapters.each_ref().map(|(path, text)| Chapter {
            name: "X",
            path: Some(path),
            file: Some(path),
            content: text,
        });
        let text = chapters[0].text().expect("a text").into_owned();
        let pin = Pin { heading: text.find("## A").expect("it is there"), id: "old".to_owned() };
        let document = Formatted { text, pinned: vec![pin], start: 0 };
        let texts = without_pins(&chapters, BTreeMap::from([(0, document)]), &[], Dialect::V05);
        assert_eq!(texts, BTreeMap::from([(0, "<a id=\"old\"></a>\n\n## A\n".to_owned())]));
    }

    #[test]
    fn a_pin_stays_for_a_link_in_what_may_be_included() {
        let chapter = "[a](ledger.md#old) {{#include links.md}}\n";
        let kept = (LEDGER.to_owned(), chapter.to_owned());
        assert_eq!(relinked(chapter, "See [A](ledger.md#old).\n"), kept);
    }

    #[test]
    fn a_pin_stays_for_a_link_that_can_t_be_rewritten() {
        for chapter in [
            "[a](ledger.md#&#111;ld)\n",
            "[a](ledger\\.md#old)\n",
            "<p>\n<a\n  href=\"ledger.html#old\">x</a>\n</p>\n",
            "```mermaid\nclick A \"ledger.html?v=1#old\"\n```\n",
            "[a](ledger.md#old) <svg><a xlink:href='x/../ledger.html#old'>b</a></svg>\n",
        ] {
            assert_eq!(relinked(chapter, ""), (LEDGER.to_owned(), chapter.to_owned()), "{chapter}");
        }
    }
}
