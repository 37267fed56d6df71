//! L5: every id of the author's page is there, on the same element; where several elements bear one, on the same first.

use std::collections::BTreeMap;

use mdbook_design_docs::markdown::Parsed;
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_design_docs::page::segment::Removal;

use crate::mapping::{Fate, Mapping};

/// L5, for an HTML page or another.
pub fn same_ids(before: &Parsed<'_>, mapping: &Mapping, after: &Parsed<'_>, html: bool) {
    let context = || format!("{:?}\n{}", before.text, after.text);
    // Several raw headings may stand at one place.
    let mut there: BTreeMap<usize, Vec<Option<&str>>> = BTreeMap::new();
    for (source, id) in after.anchor_sources.iter().zip(after.anchors()) {
        there.entry(source.span.start).or_default().push(id);
    }
    there.values_mut().for_each(|ids| ids.reverse());
    for (source, id) in before.anchor_sources.iter().zip(before.anchors()) {
        match mapping.fate(source.span.start) {
            Fate::Kept(place) | Fate::Rewritten(place) => {
                let found = there.get_mut(&place).and_then(Vec::pop);
                let found = found.unwrap_or_else(|| panic!("{source:?} is there: {}", context()));
                // An empty id can't be linked to.
                let is_free = id.is_none_or(str::is_empty);
                assert!(is_free || found == id, "{source:?} had {id:?} and has {found:?}: {}", context());
            }
            // A removed `Status` heading leaves its id on the header.
            // Nobody links to what a template asks of its authors.
            Fate::Removed(Removal::UnfilledPrompt) => {}
            Fate::Removed(_) => {
                if let Some(id) = id.filter(|id| html && !id.is_empty()) {
                    let written = format!("id=\"{}\"", id.replace('&', "&amp;").replace('"', "&quot;"));
                    assert!(after.text.contains(&written), "{id} of {source:?}: {}", context());
                }
            }
        }
    }
    let first_after = first_bearers(after);
    for (id, first) in first_bearers(before) {
        let Some(place) = mapping.place(first) else { continue };
        assert_eq!(first_after.get(&id), Some(&place), "the first `{id}`: {}", context());
    }
}

/// For each id, where the first element that bears it begins, as the page shows them: notes stand last, in the order of their
/// numbers.
fn first_bearers(parsed: &Parsed<'_>) -> BTreeMap<String, usize> {
    let mut bearers: Vec<(Option<usize>, usize, String)> = Vec::new();
    let notes = Notes::of(parsed);
    for (source, id) in parsed.anchor_sources.iter().zip(parsed.anchors()) {
        if let (Some(note), Some(id)) = (notes.holding(source.span.start), id) {
            bearers.push((note, source.span.start, id.to_owned()));
        }
    }
    // A block of raw HTML is several events, one a line, and a comment in it may go on over several.
    let mut in_comment = false;
    // What stands in a heading has the heading's place: other marks, or an underline that becomes marks, move what is behind them.
    let mut heading = None;
    for (event, span) in &parsed.events {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(span.start),
            Event::End(TagEnd::Heading(_)) => heading = None,
            _ => {}
        }
        let (Event::Html(html) | Event::InlineHtml(html)) = event else {
            in_comment = false;
            continue;
        };
        for (at, id) in attributes(html, &mut in_comment) {
            if let Some(note) = notes.holding(span.start) {
                let id = id.replace("&quot;", "\"").replace("&amp;", "&");
                bearers.push((note, heading.unwrap_or(span.start + at), id));
            }
        }
    }
    bearers.sort();
    let mut firsts = BTreeMap::new();
    for (_, at, id) in bearers {
        firsts.entry(id).or_insert(at);
    }
    firsts
}

/// The ids in a piece of raw HTML outside comments, each with its offset.
fn attributes<'h>(html: &'h str, in_comment: &mut bool) -> Vec<(usize, &'h str)> {
    let mut found = Vec::new();
    for (at, _) in html.char_indices() {
        let rest = &html[at..];
        if *in_comment {
            *in_comment = !rest.starts_with("-->");
        } else if rest.starts_with("<!--") {
            *in_comment = true;
        } else if let Some(value) = rest.strip_prefix("id=") {
            let id = value.trim_start_matches(['"', '\'']);
            let id = id.split(['"', '\'', '>', ' ', '\n']).next().unwrap_or_default();
            let is_attribute = html[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            if is_attribute && !id.is_empty() {
                found.push((at, id));
            }
        }
    }
    found
}

/// The definitions of footnotes: where they stand, and their numbers.
struct Notes(Vec<(usize, usize, Option<usize>)>);

impl Notes {
    fn of(parsed: &Parsed<'_>) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (event, _) in &parsed.events {
            if let Event::FootnoteReference(name) = event {
                let next = numbers.len() + 1;
                numbers.entry(name).or_insert(next);
            }
        }
        let mut notes = Vec::new();
        let mut open = Vec::new();
        for (event, span) in &parsed.events {
            match event {
                Event::Start(Tag::FootnoteDefinition(name)) => open.push(numbers.get(&**name).copied()),
                Event::End(TagEnd::FootnoteDefinition) => {
                    notes.push((span.start, span.end, open.pop().expect("every end has its start")));
                }
                _ => {}
            }
        }
        Self(notes)
    }

    /// The number of the note that an offset is in, `Some(None)` outside of notes, `None` in a note that no page shows.
    fn holding(&self, at: usize) -> Option<Option<usize>> {
        match self.0.iter().find(|(start, end, _)| *start <= at && at < *end) {
            Some((_, _, number)) => number.map(Some),
            None => Some(None),
        }
    }
}
