//! What of a result needn't be parsed again, since it can't be read otherwise than in the source.
//!
//! A heading marked by `#` at the start of a line closes all that is open but a fence and raw HTML, and after it nothing is open
//! (CommonMark 0.31, sections 4.2 and 5.1, appendix "A parsing strategy"). So what stands between such a heading and the next one
//! is read alike wherever the two stand, if neither a fence nor raw HTML is left open before them, a blank line ends it, what
//! follows is again a heading or a tag, and what it refers to is the same. For that all definitions are parsed again, and none may
//! be one of several with one name, of which the first counts. A heading between two such parts is read alike too, since nothing is open
//! where the first one ends. The other headings, and all else, are parsed again.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{BlockKind, Footnote};
use crate::page::plan::Plan;
use crate::page::segment::Segment;
use crate::text::{Span, prefix_to, suffix_from};

/// The own blocks of sections that a plan leaves as they are, some with their headings, in order.
pub(super) fn parts(document: &Document<'_>, plan: &Plan) -> Vec<Span> {
    let Document { parsed, outline, .. } = document;
    let Some(definitions) = definitions(document).filter(|_| parsed.open_tail.is_none()) else { return Vec::new() };
    let mut settled = Vec::new();
    // Whether what stands before a piece in the result is settled.
    let mut is_behind_settled = false;
    for (place, segment) in plan.segments().iter().enumerate() {
        let Segment::Source(span) = segment else {
            is_behind_settled = false;
            continue;
        };
        let mut end = is_behind_settled.then_some(span.start);
        let first = outline.sections.partition_point(|section| section.own.start < span.start);
        for section in outline.sections[first..].iter().take_while(|section| section.own.end <= span.end) {
            let heading = &parsed.headings[section.heading];
            let before = place.checked_sub(1).map(|before| &plan.segments()[before]);
            // That nothing is left open is seen by what follows.
            let is_closed = section.own.end < parsed.text.len();
            let is_below_heading = span.contains(heading.span)
                || matches!(before, Some(Segment::Heading(line)) if line.span == heading.span);
            let is_at_line_start = prefix_to(parsed.text, heading.span.start).ends_with('\n');
            let ends_alike =
                section.own.end < span.end || ends_alike(parsed.text, *span, &plan.segments()[place + 1..]);
            let defines = definitions.range(section.own.start..section.own.end).next().is_some();
            if is_closed && is_below_heading && !heading.is_setext && is_at_line_start && ends_alike && !defines {
                let start = if end == Some(heading.span.start) { heading.span.start } else { section.own.start };
                settled.push(Span::new(start, section.own.end));
                end = Some(section.own.end);
            }
        }
        is_behind_settled = end == Some(span.end);
    }
    settled.sort_unstable();
    settled
}

/// Where links and footnotes are defined; `None` if a name may be defined twice, or if a footnote's number may be part of an id:
/// it counts the references before it.
fn definitions(document: &Document<'_>) -> Option<BTreeSet<usize>> {
    let parsed = &document.parsed;
    let start = document.start();
    if !suffix_from(parsed.text, start).contains("]:") {
        return Some(BTreeSet::new());
    }
    let mut places: BTreeSet<usize> = parsed.definitions.values().map(|(span, ..)| span.start).collect();
    let mut footnotes = BTreeSet::new();
    let mut in_named = false;
    let mut is_numbered = parsed.anchor_sources.iter().any(|source| source.footnote != Footnote::No);
    for (event, span) in &parsed.events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) if footnotes.insert(&**name) => {
                places.insert(span.start);
            }
            Event::Start(Tag::Heading { .. } | Tag::DefinitionListTitle) => in_named = true,
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => in_named = false,
            Event::FootnoteReference(_) => is_numbered |= in_named,
            _ => {}
        }
    }
    if places.is_empty() {
        return Some(places);
    }
    // A definition that doesn't count leaves no event, but the end of its label is seen.
    let is_code = |at: usize| {
        let next = parsed.blocks.partition_point(|block| block.span.start <= at);
        parsed.blocks[..next].last().is_some_and(|block| block.kind == BlockKind::Code && at < block.span.end)
    };
    let labels = suffix_from(parsed.text, start).match_indices("]:").filter(|(at, _)| !is_code(start + at));
    (labels.count() == places.len() && !is_numbered).then_some(places)
}

/// Whether what comes to stand behind a part of the source can't be read as part of it: it stood there before, or it begins with
/// `#` or a tag and the part ends with a blank line of its own. A definition list's `:` would reach back over a blank line.
fn ends_alike(text: &str, part: Span, behind: &[Segment]) -> bool {
    let begins_anew = match behind.first() {
        None => return true,
        Some(Segment::Source(span)) if span.start == part.end => return true,
        Some(Segment::Heading(line)) if line.span.start == part.end => return true,
        Some(Segment::Source(span)) => span.of(text).starts_with(['#', '<']),
        Some(Segment::Heading(line)) => line.render(text, |_| None).starts_with('#'),
        Some(Segment::Placeholder(placeholder)) => placeholder.block.starts_with(['#', '<']),
        Some(Segment::Title(title)) => title.block.starts_with(['#', '<']),
        Some(Segment::DecisionList(block) | Segment::GeneratedText(block)) => block.starts_with(['#', '<']),
        Some(
            Segment::Removed(..)
            | Segment::Style
            | Segment::Header(_)
            | Segment::Directive(_)
            | Segment::SourceAsCode(_),
        ) => return false,
    };
    let mut lines = part.of(text).rsplit('\n');
    let ends_with_blank_line =
        lines.next() == Some("") && lines.next().is_some_and(|line| line.trim_ascii().is_empty());
    ends_with_blank_line && begins_anew
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Dialect;
    use crate::page::plan::Part;
    use crate::page::segment::{HeadingLine, LinePart};
    use crate::status::Statuses;

    /// The parts of a text that needn't be parsed again if nothing changes.
    fn settled(text: &str) -> Vec<&str> {
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let plan = Plan::unchanged(text.len());
        parts(&document, &plan).into_iter().map(|part| part.of(text).trim()).collect()
    }

    #[test]
    fn what_defines_something_is_parsed_again() {
        let text = "# T\n\n## A\n\n[x] and [^1]\n\n## B\n\n[x]: /x\n\n## C\n\n[^1]: note\n\n## D\n\nd\n\n## E\n";
        assert_eq!(settled(text), ["[x] and [^1]", "d"]);
        assert_eq!(
            settled("# T\n\n## A\n\n[x]\n\n---\n\n[x]: /x\n"),
            ["[x]"],
            "what ends the text stands in no section"
        );
        assert_eq!(
            settled("# T\n\n## A\n\n```\na[0]: b\n```\n\n## B\n\n[x]: /x\n\n## C\n").len(),
            1,
            "code defines nothing"
        );
    }

    #[test]
    fn headings_between_settled_parts_are_settled() {
        assert_eq!(settled("# T\n\n## A\n\na\n\n### B\n\nb\n\n## C\n\nc\n"), ["a", "### B\n\nb"]);
        assert_eq!(settled("# T\n\n## A\n\na\n\nB\n---\n\nb\n\n## C\n\nc\n\n## D\n"), ["a", "c"]);
        assert_eq!(settled("# T\n\n## A\n\na\n\n## B\n\n[x]: /x\n\n## C\n\nc\n\n## D\n"), ["a", "c"]);
        // A heading that is written anew parts them, and one that follows another part doesn't.
        let text = "# T\n\n## A\n\na\n\n## B\n\nb\n\n## C\n\nc\n\n## D\n\nd\n\n## E\n";
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let [.., c, d, e] = ["## A", "## B", "## C", "## D", "## E"].map(|line| text.find(line).expect("in the text"));
        let line = Segment::Heading(Box::new(HeadingLine {
            span: document.parsed.headings[2].span,
            heading: 2,
            line: vec![LinePart::Text("## X\n".to_owned())],
            words: None,
            level: None,
            anchor: None,
        }));
        let order = [Span::new(0, c), Span::new(d, e), Span::new(c, d), Span::new(e, text.len())];
        let plan = Plan::new(order.map(Part::Source).to_vec(), vec![(14, line)]);
        let settled: Vec<_> = parts(&document, &plan).into_iter().map(|part| part.of(text).trim()).collect();
        assert_eq!(settled, ["a", "b", "## C\n\nc", "## D\n\nd"]);
    }

    #[test]
    fn nothing_is_settled_where_the_order_may_count() {
        for text in [
            "# T\n\n## A\n\na\n\n[x]: /1\n\n## B\n\nb\n\n[X]: /2\n\n## C\n",
            "# T\n\n## A\n\na[^1]\n\n## B\n\n[^1]: 1\n\n[^1]: 2\n\n## C\n",
            "# T\n\n## A\n\na\n\n> [x]: /1\n\n- [x]: /2\n\n## B\n",
            "# T\n\n## A [^1]\n\na\n\n## B\n\n[^1]: 1\n\n## C\n",
            "# T\n\n## A\n\na[^1]\n\n## B\n\n[^1]: 1\n\n    # C\n\n## D\n",
            "# T\n\n## A\n\na\n\n## B\n\n```\n",
        ] {
            assert!(settled(text).is_empty(), "{text}");
        }
    }
}
