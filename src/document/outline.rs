//! Where a document's parts stand: title, header zone, sections, footer. It must not know any template.

use crate::markdown::{Block, BlockKind, Heading, Parsed};
use crate::template::HeadingName;
use crate::text::{Span, normalize_name, suffix_from};

/// With so many H1s, the first one may be a section like the others: RFCs begin with `# Summary` or `# Abstract`.
const MOST_TITLES: usize = 3;

/// What such a section is called, and no document.
const OPENINGS: [&str; 13] = [
    "summary",
    "executive summary",
    "abstract",
    "overview",
    "introduction",
    "objective",
    "objectives",
    "background",
    "context",
    "motivation",
    "problem",
    "problem statement",
    "status",
];

/// A document's parts.
#[derive(Debug)]
pub struct Outline {
    /// The place of the H1 in [`Parsed::headings`], if the first depth-0 heading is one and no section among others at its level.
    pub title: Option<usize>,
    /// The sections in the order in which they are written, subsections behind their parents.
    pub sections: Vec<Section>,
    /// From the top of the page to the first section or rule: where metadata may stand.
    pub header_zone: Span,
    /// Where the footer begins: the last rule with no heading after it, and definitions of links and footnotes before it or at the
    /// end. The text's end if there is none.
    pub footer: usize,
}

/// A heading at depth 0 and what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// The place in [`Parsed::headings`].
    pub heading: usize,
    /// The heading's level.
    pub level: u8,
    /// The place of the section that it is part of in [`Outline::sections`].
    pub parent: Option<usize>,
    /// The place of the next section that is no part of it: how many sections there are, if none follows.
    pub next: usize,
    /// The heading and all up to the next one of its level or above, or up to the footer.
    pub span: Span,
    /// What stands between the heading and the next one.
    pub own: Span,
}

impl Section {
    /// Ends it where the next section begins that is no part of it.
    fn end_before(&mut self, next: usize, start: usize) {
        self.next = next;
        self.span.end = start;
    }
}

impl Outline {
    /// Finds the parts of a parsed text whose page begins at byte `start`.
    #[must_use]
    pub fn from_parsed(parsed: &Parsed<'_>, start: usize) -> Self {
        let mut headings: Vec<(usize, &Heading<'_>)> = parsed.depth_0_headings().collect();
        let h1s = headings.iter().filter(|(_, heading)| heading.level == 1).count();
        let is_title = |heading: &Heading<'_>| {
            heading.level == 1
                && (h1s < MOST_TITLES
                    || !OPENINGS.contains(&&*normalize_name(HeadingName::parse(&heading.text).whole())))
        };
        let title = headings.first().filter(|(_, heading)| is_title(heading)).map(|(place, _)| *place);
        if title.is_some() {
            headings.remove(0);
        }
        let title_end = title.map_or(start, |title| parsed.headings[title].span.end);
        let footer = footer(parsed, headings.last().map_or(title_end, |(_, last)| last.span.end));
        let first_section = headings.first().map_or(parsed.text.len(), |(_, first)| first.span.start);
        let first_rule = parsed
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Rule && block.span.start >= title_end)
            .map_or(parsed.text.len(), |rule| rule.span.start);
        let mut outline = Self {
            title,
            sections: Vec::with_capacity(headings.len()),
            header_zone: Span::new(start, first_section.min(first_rule)),
            footer,
        };
        // The sections that the current one is in, outermost first.
        let mut open: Vec<usize> = Vec::new();
        for (n, (place, heading)) in headings.iter().enumerate() {
            let next = headings.get(n + 1).map_or(footer, |(_, next)| next.span.start);
            let start = heading.span.start;
            while let Some(ended) = open.pop_if(|open| outline.sections[*open].level >= heading.level) {
                outline.sections[ended].end_before(n, start);
            }
            outline.sections.push(Section {
                heading: *place,
                level: heading.level,
                parent: open.last().copied(),
                next: headings.len(),
                span: Span::new(start, footer),
                own: Span::new(heading.span.end, next),
            });
            open.push(n);
        }
        outline
    }

    /// The sections directly below one, or at the top.
    pub fn children(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &Section)> {
        let first = parent.map_or(0, |parent| parent + 1);
        let end = parent.map_or(self.sections.len(), |parent| self.sections[parent].next);
        let places = std::iter::successors(Some(first), |&place| self.sections.get(place).map(|section| section.next));
        places.take_while(move |&place| place < end).map(|place| (place, &self.sections[place]))
    }

    /// The document's section `Status`: at the top, below the title's level, or in a `Summary`. One deeper down is about something
    /// else: a field of an interface, a decision.
    #[must_use]
    pub fn status_section(&self, parsed: &Parsed<'_>) -> Option<usize> {
        let words = |section: &Section| &*parsed.headings[section.heading].text;
        let is_status = |section: &Section| {
            let words = words(section);
            let name = suffix_from(words, HeadingName::start_behind_mark(words));
            // Most names begin with another letter: they aren't folded.
            name.trim_start().starts_with(['s', 'S']) && normalize_name(name) == "status"
        };
        self.sections.iter().position(|section| {
            let is_documents = || {
                section.parent.is_none_or(|parent| {
                    let parent = &self.sections[parent];
                    parent.level == 1 || matches!(&*normalize_name(words(parent)), "summary" | "metadata" | "overview")
                })
            };
            is_status(section) && is_documents()
        })
    }
}

/// Where the last rule at depth 0 behind the last heading stands, and the definitions of links and footnotes directly before it. A
/// section of nothing but definitions keeps them.
fn footer(parsed: &Parsed<'_>, last_heading_end: usize) -> usize {
    if last_heading_end == 0 {
        return parsed.text.len();
    }
    let behind = &parsed.blocks[parsed.blocks.partition_point(|block| block.span.start < last_heading_end)..];
    let is_rule = |block: &Block| block.kind == BlockKind::Rule && !block.in_raw_html;
    let rule = behind.iter().rposition(is_rule);
    let end = rule.map_or(parsed.text.len(), |rule| behind[rule].span.start);
    let is_definition = |block: &&Block| block.kind == BlockKind::Footnote && !block.in_raw_html;
    let before = &behind[..rule.unwrap_or(behind.len())];
    let footnotes = before.iter().rev().take_while(is_definition).count();
    let Some(last) = before.len().checked_sub(footnotes + 1).map(|last| before[last].span) else { return end };
    // What is in no block defines links.
    let start = before.get(before.len() - footnotes).map_or(end, |first| first.span.start);
    let last_end = last.trimmed(parsed.text).end;
    let next_line =
        suffix_from(parsed.text, last_end).find('\n').map_or(parsed.text.len(), |newline| last_end + newline + 1);
    // A list goes on over the blank line behind it, and no block stands in two parts.
    let next_line = next_line.max(last.end);
    if next_line < start && !Span::new(next_line, start).of(parsed.text).trim().is_empty() { next_line } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    #[test]
    fn parts_of_a_document() {
        let text = "intro\n\n# T\n\nStatus: x\n\n## A\n\na\n\n### B\n\nb\n\n---\n\n## C\n\nc\n\n---\n\nfoot\n";
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let outline = Outline::from_parsed(&parsed, 0);
        assert_eq!(outline.title, Some(0));
        assert_eq!(outline.header_zone.of(text), "intro\n\n# T\n\nStatus: x\n\n");
        let sections: Vec<_> =
            outline.sections.iter().map(|section| (section.span.of(text).lines().next(), section.parent)).collect();
        assert_eq!(sections, [(Some("## A"), None), (Some("### B"), Some(0)), (Some("## C"), None)]);
        assert_eq!(outline.sections[0].own.of(text), "\na\n\n");
        assert_eq!(suffix_from(text, outline.footer), "---\n\nfoot\n");
        assert_eq!(outline.sections[2].span.of(text), "## C\n\nc\n\n");
    }

    #[test]
    fn the_first_of_many_h1s_may_be_a_section() {
        for (text, title) in [
            ("# Summary\n\n# Motivation\n\n# Drawbacks\n", None),
            ("# **1. Summary**\n\n# Motivation\n\n# Drawbacks\n", None),
            ("# Ledger\n\n# Motivation\n\n# Drawbacks\n", Some(0)),
            ("# Summary\n\n# Motivation\n", Some(0)),
            ("# Summary\n\n## Motivation\n\n## Drawbacks\n", Some(0)),
        ] {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            assert_eq!(Outline::from_parsed(&parsed, 0).title, title, "{text}");
        }
    }

    #[test]
    fn the_header_zone_ends_at_a_rule_and_levels_may_jump() {
        let text = "# T\n\na\n\n---\n\nb\n\n#### C\n\n## D\n\n# E\n";
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let outline = Outline::from_parsed(&parsed, 0);
        assert_eq!(outline.header_zone.of(text), "# T\n\na\n\n");
        assert!(outline.sections.iter().all(|section| section.parent.is_none()));
        assert_eq!(outline.footer, text.len());
    }

    #[test]
    fn definitions_at_the_end_are_part_of_the_footer() {
        for (text, footer) in [
            ("# T\n\n## A\n\na[^1]\n\n[^1]: b\n", "[^1]: b\n"),
            (
                "# T\n\n## A\n\n- a\n\n[b]: /c\n\n[^1]: b\n\n[d]: /e\n\n---\n\nfoot\n",
                "[b]: /c\n\n[^1]: b\n\n[d]: /e\n\n---\n\nfoot\n",
            ),
            ("# T\n\n## A\n\n[b]: /c\n\na\n", ""),
            ("# T\n\n## Notes\n\n[^1]: b\n", ""),
            ("# T\n\n## A\n\na\n\n[b]: /c", "\n[b]: /c"),
            ("[b]: /c\n", ""),
        ] {
            let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
            assert_eq!(suffix_from(text, Outline::from_parsed(&parsed, 0).footer), footer, "{text:?}");
        }
    }
}
