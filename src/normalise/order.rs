//! The order in which a document's sections are shown: the one in which they are written, or the template's.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::Document;
use crate::document::sections::{Matching, Role};
use crate::template::HeadingName;
use crate::text::Span;

use super::above_heading;
use super::replaced_metadata::is_in_header;

/// A document's parts in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// From the top of the text to the first section.
    pub prologue: Span,
    /// The sections that have no parent.
    pub sections: Vec<Placed>,
    /// What stays last.
    pub footer: Span,
}

/// A section in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its place in the outline's sections.
    pub section: usize,
    /// What is shown of it, in order: one part, unless its subsections move.
    pub parts: Vec<Span>,
}

/// The template's order of a document.
#[derive(Debug)]
pub(super) struct TemplatesOrder {
    /// The order, if it is another than the author's.
    pub order: Option<Order>,
    /// The sections that it moves.
    pub moved: Vec<MovedSection>,
    /// Where numbers in headings keep sections in the author's order.
    pub kept: Vec<KeptOrder>,
}

/// A section that the template's order moves. Sections are places in the outline's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedSection {
    /// The section.
    pub section: usize,
    /// Those that follow it and move along.
    pub along: Vec<usize>,
    /// After which it is shown; `None` if first.
    pub shown_after: Option<usize>,
    /// After which it is written; `None` if first.
    pub written_after: Option<usize>,
}

/// Sibling sections that keep their author's order, since they are numbered. Sections are places in the outline's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptOrder {
    /// The first that would have a place in the template's order.
    pub first: usize,
    /// The section that they are below, if any.
    pub parent: Option<usize>,
}

impl Order {
    /// The order in which the sections are written.
    pub(super) fn from_source(document: &Document<'_>, matching: &Matching<'_>) -> Self {
        Arranging::new(document, matching, false).order()
    }

    /// The template's order: known sections in the order of their slots, each with the unknown ones that follow it. Unknown ones
    /// before the first known one stay first, and those behind the last one stay last.
    pub(super) fn from_template(document: &Document<'_>, matching: &Matching<'_>) -> TemplatesOrder {
        let mut arranging = Arranging::new(document, matching, true);
        let order = arranging.order();
        let Arranging { moved, kept, .. } = arranging;
        TemplatesOrder { order: (!moved.is_empty()).then_some(order), moved, kept }
    }

    /// All parts, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = Span> {
        let sections = self.sections.iter().flat_map(|placed| placed.parts.iter().copied());
        std::iter::once(self.prologue).chain(sections).chain(std::iter::once(self.footer))
    }

    /// The rank of each part.
    pub(super) fn ranks(&self) -> Ranks {
        let mut ranks: Vec<_> = self.parts().enumerate().map(|(rank, part)| (part.start, part.end, rank)).collect();
        ranks.sort_unstable();
        Ranks(ranks)
    }
}

/// Which of two places is shown first.
#[derive(Debug, Default)]
pub(super) struct Ranks(Vec<(usize, usize, usize)>);

impl Ranks {
    /// Something that is less for a place that is shown before another.
    pub(super) fn rank_of(&self, offset: usize) -> (usize, usize) {
        let next = self.0.partition_point(|(start, ..)| *start <= offset);
        (self.0[..next].last().map_or(0, |(_, _, rank)| *rank), offset)
    }
}

/// An order in the making.
struct Arranging<'d> {
    document: &'d Document<'d>,
    matching: &'d Matching<'d>,
    may_move: bool,
    moved: Vec<MovedSection>,
    kept: Vec<KeptOrder>,
}

impl<'d> Arranging<'d> {
    fn new(document: &'d Document<'d>, matching: &'d Matching<'d>, may_move: bool) -> Self {
        Self { document, matching, may_move, moved: Vec::new(), kept: Vec::new() }
    }

    fn order(&mut self) -> Order {
        let outline = &self.document.outline;
        let top: Vec<usize> = outline.children(None).map(|(section, _)| section).collect();
        let start =
            top.first().map_or(outline.footer, |&first| above_heading::start(self.document, self.matching, first));
        let level = 2_u8.saturating_add_signed(-self.matching.shift);
        let is_numbered = self.is_numbered(&top, level);
        let order = self.sorted(&top, is_numbered);
        // Who numbers them counts the sections of the whole document.
        self.may_move &= !is_numbered;
        let mut sections: Vec<Placed> = top
            .iter()
            .zip(self.spans(&top, outline.footer))
            .map(|(&section, span)| Placed { section, parts: self.parts(section, span) })
            .collect();
        sections = order.into_iter().map(|place| std::mem::take(&mut sections[place])).collect();
        let footer = Span::new(outline.footer, self.document.parsed.text.len());
        Order { prologue: Span::new(0, start), sections, footer }
    }

    /// What is shown of a section that stands in `span`, in order.
    fn parts(&mut self, section: usize, span: Span) -> Vec<Span> {
        if !self.has_ordered_subsections(section) {
            return vec![span];
        }
        let children: Vec<usize> = self.document.outline.children(Some(section)).map(|(child, _)| child).collect();
        let level = self.document.outline.sections[section].level + 1;
        let order = self.sorted(&children, self.is_numbered(&children, level));
        if order.is_sorted() && !children.iter().any(|&child| self.has_ordered_subsections(child)) {
            return vec![span];
        }
        let parts: Vec<Vec<Span>> = children
            .iter()
            .zip(self.spans(&children, span.end))
            .map(|(&child, span)| self.parts(child, span))
            .collect();
        if order.is_sorted() && parts.iter().all(|parts| parts.len() == 1) {
            return vec![span];
        }
        let own = Span::new(span.start, parts[0][0].start);
        std::iter::once(own).chain(order.into_iter().flat_map(|place| parts[place].clone())).collect()
    }

    /// Whether the template has an order for a section's subsections.
    fn has_ordered_subsections(&self, section: usize) -> bool {
        self.slot(section).is_some_and(|slot| !self.matching.slots[slot].slot.subsections.is_empty())
    }

    /// Where each of some sibling sections stands; the last one ends at `end`.
    fn spans(&self, siblings: &[usize], end: usize) -> Vec<Span> {
        spans(self.document, self.matching, siblings, end)
    }

    /// The slot whose place in the order a section takes.
    fn slot(&self, section: usize) -> Option<usize> {
        slot(self.matching, section).filter(|_| self.may_move)
    }

    /// Whether most of some sibling sections that have this level carry a number.
    fn is_numbered(&self, siblings: &[usize], level: u8) -> bool {
        let outline = &self.document.outline;
        let at_level = siblings.iter().filter(|&&section| outline.sections[section].level == level);
        let numbered = at_level.clone().filter(|&&section| HeadingName::parse(self.name(section)).is_numbered);
        2 * numbered.count() > at_level.count()
    }

    fn name(&self, section: usize) -> &'d str {
        &self.document.parsed.headings[self.document.outline.sections[section].heading].text
    }

    /// The places of some sibling sections in the template's order, noting which of them move. Numbered ones stay.
    fn sorted(&mut self, siblings: &[usize], is_numbered: bool) -> Vec<usize> {
        let slots: Vec<Option<usize>> = siblings.iter().map(|&section| self.slot(section)).collect();
        if slots.iter().flatten().is_sorted() {
            return (0..siblings.len()).collect();
        }
        let groups = groups(&slots);
        let mut sorted = groups.clone();
        sorted.sort_by_key(|group| slots[group.start]);
        if is_numbered {
            let parent = self.document.outline.sections[siblings[0]].parent;
            self.kept.push(KeptOrder { first: siblings[groups[0].start], parent });
            return (0..siblings.len()).collect();
        }
        let first = groups[0].start;
        let last = groups.last().map_or(first, |group| group.end);
        let order: Vec<usize> =
            (0..first).chain(sorted.iter().cloned().flatten()).chain(last..siblings.len()).collect();
        let staying = longest_rising(&groups, |group| slots[group.start]);
        for group in groups.iter().filter(|group| !staying.contains(&group.start)) {
            let at = order.iter().position(|&place| place == group.start).expect("every section has a place");
            let is_seen = |place: usize| !is_in_header(self.document, siblings[place]);
            let along = group.clone().skip(1).filter(|&place| is_seen(place));
            self.moved.push(MovedSection {
                section: siblings[group.start],
                along: along.map(|place| siblings[place]).collect(),
                shown_after: order[..at]
                    .iter()
                    .rev()
                    .copied()
                    .find(|&place| is_seen(place))
                    .map(|place| siblings[place]),
                written_after: (0..group.start).rev().find(|&place| is_seen(place)).map(|place| siblings[place]),
            });
        }
        order
    }
}

/// Where each of some sibling sections stands, with what goes along with its heading; the last one ends at `end`.
fn spans(document: &Document<'_>, matching: &Matching<'_>, siblings: &[usize], end: usize) -> Vec<Span> {
    let starts: Vec<usize> =
        siblings.iter().map(|&section| above_heading::start(document, matching, section)).collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(end));
    starts.iter().zip(ends).map(|(&start, end)| Span::new(start, end)).collect()
}

/// A shown section's subsections, in the order in which they are shown, and where each stands in the source.
pub(super) fn subsections(
    document: &Document<'_>,
    matching: &Matching<'_>,
    placed: &Placed,
    ranks: &Ranks,
) -> Vec<(usize, Span)> {
    let children: Vec<usize> = document.outline.children(Some(placed.section)).map(|(child, _)| child).collect();
    let end = placed.parts.iter().map(|part| part.end).max().unwrap_or_default();
    let mut below: Vec<(usize, Span)> =
        children.iter().copied().zip(spans(document, matching, &children, end)).collect();
    below.sort_by_key(|(_, span)| ranks.rank_of(span.start));
    below
}

/// The slot whose place in the order a section takes: the one that it fills, or repeats.
pub(super) fn slot(matching: &Matching<'_>, section: usize) -> Option<usize> {
    matching.matches[section].filter(|found| found.role != Role::Misplaced).map(|found| found.slot)
}

/// Each place that has a slot with the places behind it that have none. What stands before the first one, and behind the last
/// one, is in no group.
fn groups(slots: &[Option<usize>]) -> Vec<Range<usize>> {
    let known: Vec<usize> = (0..slots.len()).filter(|&place| slots[place].is_some()).collect();
    let ends = known.iter().skip(1).copied().chain(known.last().map(|last| last + 1));
    known.iter().zip(ends).map(|(&start, end)| start..end).collect()
}

/// The starts of the most groups that can stay where they are while the others move around them: a longest rising run, by
/// patience sorting.
fn longest_rising<K: Ord>(groups: &[Range<usize>], key: impl Fn(&Range<usize>) -> K) -> BTreeSet<usize> {
    // For each length, the group with the least key that a run of this length can end with; and for each group, the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(groups.len());
    for (place, group) in groups.iter().enumerate() {
        let length = ends.partition_point(|&end| key(&groups[end]) <= key(group));
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        ends.splice(length..(length + 1).min(ends.len()), [place]);
    }
    let run = std::iter::successors(ends.last().copied(), |&place| before[place]);
    run.map(|place| groups[place].start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Dialect;
    use crate::status::Statuses;
    use crate::template::Template;

    /// The headings of a text in the template's order, and the notes.
    fn ordered(text: &str) -> (Vec<String>, Vec<String>) {
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let template = Template::built_in("full").expect("built in");
        let TemplatesOrder { order, moved, kept } = Order::from_template(&document, &document.matching(&template));
        let order = order.unwrap_or_else(|| Order::from_source(&document, &document.matching(&template)));
        let whole: String = order.parts().map(|part| part.of(text)).collect();
        assert_eq!(whole.len(), text.len(), "every byte has one place");
        let headings = whole.lines().filter(|line| line.starts_with("##")).map(|line| line.trim_matches(['#', ' ']));
        let name =
            |section: usize| document.parsed.headings[document.outline.sections[section].heading].text.to_string();
        let after =
            |section: Option<usize>| section.map_or("first".to_owned(), |section| format!("after {}", name(section)));
        let moved = moved.iter().map(|MovedSection { section, along, shown_after, written_after }| {
            let names: Vec<String> = [*section].iter().chain(along).map(|&section| name(section)).collect();
            format!("{}: shown {}, written {}", names.join(", "), after(*shown_after), after(*written_after))
        });
        let kept = kept.iter().map(|kept| format!("kept from {}", name(kept.first)));
        (headings.map(str::to_owned).collect(), moved.chain(kept).collect())
    }

    #[test]
    fn known_sections_move_with_what_follows_them() {
        let text = "# T\n\n## Intro\n\n## Metrics\n\n## Testing Strategy\n\n## X\n\n## Requirements\n\n## Last\n\n---\n\n[a]: b\n";
        let (headings, notes) = ordered(text);
        assert_eq!(headings, ["Intro", "Metrics", "Requirements", "Testing Strategy", "X", "Last"]);
        assert_eq!(notes, ["Testing Strategy, X: shown after Requirements, written after Metrics"]);
    }

    #[test]
    fn the_fewest_sections_move() {
        let (headings, notes) = ordered("# T\n\n## Testing Strategy\n\n## Current Context\n\n## Requirements\n");
        assert_eq!(headings, ["Current Context", "Requirements", "Testing Strategy"]);
        assert_eq!(notes, ["Testing Strategy: shown after Requirements, written first"]);
    }

    #[test]
    fn subsections_move_within_their_section() {
        let text = "# T\n\n## Requirements\n\nown\n\n### Non-Functional Requirements\n\n#### Deep\n\n### Other\n\n### Functional Requirements\n";
        let (headings, _) = ordered(text);
        let expected = ["Requirements", "Functional Requirements", "Non-Functional Requirements", "Deep", "Other"];
        assert_eq!(headings, expected);
    }

    #[test]
    fn numbered_sections_stay() {
        let text = "# T\n\n## 1. Testing Strategy\n\n## 2. Requirements\n\n### Non-Functional Requirements\n\n### Functional Requirements\n\n## Current Context\n";
        let (headings, notes) = ordered(text);
        assert_eq!(headings[0], "1. Testing Strategy");
        assert_eq!(headings[2], "Non-Functional Requirements", "no subsection of a numbered document moves either");
        assert_eq!(notes, ["kept from 1. Testing Strategy"]);
    }

    #[test]
    fn what_shows_nothing_goes_with_the_heading_below_it() {
        let text = "# T\n\n## Testing Strategy\n\na\n\n<a id=\"r\"></a> <a name=\"s\"></a>\n\n<!-- b -->\n\n<span id='t'></span>\n\n<!-- c -->\n## Requirements\n\n<!-- d -->\n\n## X\n";
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let template = Template::built_in("full").expect("built in");
        let order = Order::from_template(&document, &document.matching(&template)).order.expect("it moves");
        let requirements = order.sections[0].parts[0].of(text);
        assert!(requirements.starts_with("<a id=\"r\">") && requirements.ends_with("<!-- d -->\n\n"), "{requirements}");
        assert!(
            order.ranks().rank_of(text.find("## Req").expect("there"))
                < order.ranks().rank_of(text.find("## Test").expect("there"))
        );
    }

    #[test]
    fn guidance_that_ends_with_a_comment_stays_whole() {
        let template = "# [Name]\n\n## A\n- why\n<!-- and how -->\n## B\n- what\n";
        let template = Template::parse("own.md", template).expect("a template");
        let text = "# T\n\n## B\n\nb\n\n## A\n- why\n<!-- and how -->\n## C\n\nc\n";
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let matching = document.matching(&template);
        for order in [
            Order::from_source(&document, &matching),
            Order::from_template(&document, &matching).order.expect("it moves"),
        ] {
            let parts: Vec<&str> = order.sections.iter().map(|placed| placed.parts[0].of(text)).collect();
            assert!(parts.contains(&"## A\n- why\n<!-- and how -->\n"), "{parts:?}");
        }
    }
}
