//! L3, L4 and L8: every block of the author's is there, says the same, and stands in its own section.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_design_docs::markdown::{Block, BlockKind, Parsed};
use mdbook_design_docs::text::Span;

use crate::mapping::{Fate, Mapping};

/// Where a block begins: white space in front of it isn't counted.
fn start(parsed: &Parsed<'_>, block: &Block) -> usize {
    block.span.trimmed(parsed.text).start
}

/// The events of a block. Runs of text are joined, as the parser may part them otherwise; where a file's last line may lack its
/// line end, line ends at a run's end don't count.
fn said(events: &[(Event<'_>, Span)], may_lack_line_end: bool) -> Vec<String> {
    let whole =
        |run: &str| if may_lack_line_end { run.trim_end_matches(['\r', '\n']).to_owned() } else { run.to_owned() };
    let mut said = Vec::new();
    let mut run = String::new();
    let mut last = None;
    for (event, _) in events {
        if last.is_some_and(|last| last != discriminant(event)) && !run.is_empty() {
            said.push(format!("{:?}", whole(&run)));
            run.clear();
        }
        last = Some(discriminant(event));
        match event {
            Event::Text(words) | Event::Html(words) => run.push_str(words),
            event => said.push(format!("{event:?}")),
        }
    }
    said
}

/// L3 and L4: the author's blocks stand where the plan's pieces say, with the same events, and nothing else is on the page but
/// what the tool generated.
pub fn same_blocks(before: &Parsed<'_>, mapping: &Mapping, after: &Parsed<'_>) {
    let mut there: BTreeMap<usize, &Block> = after
        .blocks
        .iter()
        .map(|block| (start(after, block), block))
        .filter(|(at, _)| !mapping.is_generated(*at))
        .collect();
    for block in &before.blocks {
        let fate = mapping.fate(start(before, block));
        let context = || format!("{:?}\n{:?}\n{}", block.span.of(before.text), before.text, after.text);
        let place = match fate {
            Fate::Removed(_) => continue,
            Fate::Kept(place) | Fate::Rewritten(place) => place,
        };
        let new = there.remove(&place).unwrap_or_else(|| panic!("a block is there: {}", context()));
        assert_eq!(block.in_raw_html, new.in_raw_html, "{}", context());
        let (old_events, new_events) = (before.events_of(block), after.events_of(new));
        if matches!(fate, Fate::Kept(_)) {
            let is_last = block.span.end == before.text.len();
            assert_eq!(said(old_events, is_last), said(new_events, is_last), "{}", context());
        } else {
            assert!(matches!(block.kind, BlockKind::Heading(_)), "only headings are rewritten: {}", context());
            assert!(matches!(new.kind, BlockKind::Heading(_)), "{}", context());
            assert_eq!(unrewritten(old_events), unrewritten(new_events), "{}", context());
        }
    }
    assert!(there.is_empty(), "{there:?} is the author's: {:?}\n{}", before.text, after.text);
}

/// What a heading keeps when its line is rewritten: code, links, images, raw HTML, footnotes.
fn unrewritten(events: &[(Event<'_>, Span)]) -> Vec<String> {
    let is_rewritten = |event: &Event<'_>| {
        matches!(
            event,
            Event::Text(_)
                | Event::Start(Tag::Heading { .. } | Tag::Emphasis | Tag::Strong)
                | Event::End(TagEnd::Heading(_) | TagEnd::Emphasis | TagEnd::Strong)
        )
    };
    events.iter().filter(|(event, _)| !is_rewritten(event)).map(|(event, _)| format!("{event:?}")).collect()
}

/// L3 for link definitions, winners included.
pub fn same_definitions(before: &Parsed<'_>, after: &Parsed<'_>) {
    let of = |parsed: &Parsed<'_>| -> BTreeMap<String, (String, String)> {
        parsed.definitions.iter().map(|(label, (_, to, title))| (label.clone(), (to.clone(), title.clone()))).collect()
    };
    assert_eq!(of(before), of(after), "{:?}\n{}", before.text, after.text);
}

/// L3 for footnotes: of definitions with one name, the host shows the first.
pub fn same_footnotes(before: &Parsed<'_>, mapping: &Mapping, after: &Parsed<'_>) {
    let firsts = |parsed: &Parsed<'_>| {
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        for (event, span) in &parsed.events {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                firsts.entry(name.to_string()).or_insert(span.start);
            }
        }
        firsts
    };
    let kept: BTreeMap<String, usize> =
        firsts(before).into_iter().filter_map(|(name, at)| Some((name, mapping.place(at)?))).collect();
    assert_eq!(kept, firsts(after), "{:?}\n{}", before.text, after.text);
}

/// A block as L8 sees it.
#[derive(Debug, Clone, Copy)]
struct Standing {
    /// Where it begins.
    at: usize,
    is_heading: bool,
    /// The heading that it stands under, by where that begins.
    under: Option<usize>,
    /// The next heading behind it.
    above: Option<usize>,
}

/// Each block with the depth-0 headings around it. `is_left_out` says of an offset that what begins there doesn't count.
fn standings(parsed: &Parsed<'_>, is_left_out: impl Fn(usize) -> bool) -> Vec<Standing> {
    let mut standings = Vec::new();
    let mut under = None;
    for block in &parsed.blocks {
        let at = start(parsed, block);
        if is_left_out(at) {
            continue;
        }
        let is_heading = matches!(block.kind, BlockKind::Heading(place) if parsed.headings[place].at_depth_0);
        standings.push(Standing { at, is_heading, under, above: None });
        if is_heading {
            under = Some(at);
        }
    }
    let mut above = None;
    for standing in standings.iter_mut().rev() {
        standing.above = above;
        if standing.is_heading {
            above = Some(standing.at);
        }
    }
    standings
}

/// L8: what stands in a section before its first subsection stands directly under its heading, in order.
///
/// Three things may part from the heading before them: what stands before all sections, from a title that was generated; what
/// stays last, with nothing behind it; and blocks that show nothing, such as an anchor, directly above the next heading.
pub fn own_blocks_stay(before: &Parsed<'_>, mapping: &Mapping, after: &Parsed<'_>) {
    let old = standings(before, |at| mapping.place(at).is_none());
    let new = standings(after, |_| false);
    let new_at: BTreeMap<usize, usize> = new.iter().enumerate().map(|(n, standing)| (standing.at, n)).collect();
    let invisible: BTreeSet<usize> =
        before.blocks.iter().filter(|block| shows_nothing(before, block)).map(|block| start(before, block)).collect();
    let tail = tail(before);
    let moved = |at: Option<usize>| at.and_then(|at| mapping.place(at));
    let first_section =
        old.iter().filter(|standing| standing.is_heading).filter_map(|heading| moved(Some(heading.at))).min();
    let mut last_under: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for (n, standing) in old.iter().enumerate().filter(|(_, standing)| !standing.is_heading) {
        let place = mapping.place(standing.at).expect("what isn't shown is left out above");
        let found = new_at[&place];
        let now = new[found];
        let is_prologue = standing.under.is_none()
            && now.under.is_none_or(|title| mapping.is_generated(title))
            && first_section.is_none_or(|first| place < first);
        if now.under == moved(standing.under) || is_prologue {
            // In order, with those that stand under the same heading still.
            let earlier = last_under.insert(standing.under, place);
            assert!(
                earlier.is_none_or(|earlier| earlier < place),
                "{standing:?} keeps its order: {:?}\n{}",
                before.text,
                after.text
            );
            continue;
        }
        let rest = &old[n..];
        let goes_with_the_next = standing.above.is_some()
            && now.above == moved(standing.above)
            && rest.iter().take_while(|other| !other.is_heading).all(|other| invisible.contains(&other.at));
        let stays_last = tail.is_some_and(|tail| standing.at >= tail)
            && rest.len() == new.len() - found
            && rest.iter().zip(&new[found..]).all(|(old, new)| mapping.place(old.at) == Some(new.at));
        assert!(
            goes_with_the_next || stays_last,
            "{standing:?} is under its heading: {:?}\n{}",
            before.text,
            after.text
        );
    }
}

/// Where that begins which stays last whatever moves: the last rule at depth 0 with no heading behind it, and notes before it.
fn tail(parsed: &Parsed<'_>) -> Option<usize> {
    let is_heading =
        |block: &&Block| matches!(block.kind, BlockKind::Heading(place) if parsed.headings[place].at_depth_0);
    let first = parsed.blocks.iter().rposition(|block| is_heading(&block)).map_or(0, |last| last + 1);
    let own = &parsed.blocks[first..];
    let rule = own.iter().rposition(|block| block.kind == BlockKind::Rule && !block.in_raw_html).unwrap_or(own.len());
    let notes = own[..rule].iter().rev().take_while(|block| block.kind == BlockKind::Footnote).count();
    own.get(rule - notes).map(|block| start(parsed, block))
}

/// Whether a block is nothing but comments and empty anchors.
fn shows_nothing(parsed: &Parsed<'_>, block: &Block) -> bool {
    parsed.events_of(block).iter().all(|(event, _)| {
        matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::SoftBreak
                | Event::Start(Tag::Paragraph | Tag::HtmlBlock)
                | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock)
        ) || matches!(event, Event::Text(words) if words.trim().is_empty())
    })
}
