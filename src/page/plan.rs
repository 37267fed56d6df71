//! A page as a list of segments, and the text that they make.

use std::borrow::Cow;

use crate::text::{Span, line_end, prefix_to};

use super::segment::{LinePart, PlacedDirective, Segment};

/// What a page is made of, before anything is rewritten or removed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A part of the source.
    Source(Span),
    /// A block that the source doesn't have.
    Generated(Segment),
}

/// The parts of a text, in the order of the result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    segments: Vec<Segment>,
}

/// What a plan made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The result.
    pub text: String,
    /// For each segment of the plan, where it stands in the result.
    pub places: Vec<Span>,
    /// The parts of the source that are in the result, in the order of the source, each with where it begins there.
    kept: Vec<(Span, usize)>,
}

impl Rendered {
    /// Where what stands at a place of the source stands in the result; `None` if it was left out. Of a rewritten line only the
    /// start has a place.
    #[must_use]
    pub fn offset_of(&self, offset: usize) -> Option<usize> {
        let next = self.kept.partition_point(|(part, _)| part.start <= offset);
        let (part, place) = self.kept[..next].last()?;
        (offset < part.end).then_some(place + (offset - part.start))
    }
}

/// In which order a page shows the places of its source.
#[derive(Debug)]
pub struct ShownOrder(Vec<(Span, usize)>);

impl ShownOrder {
    /// Something that is less for a place that is shown before another; `None` for one that is left out. Of a rewritten line only the start has a
    /// place.
    #[must_use]
    pub fn position_of(&self, offset: usize) -> Option<(usize, usize)> {
        let next = self.0.partition_point(|(part, _)| part.start <= offset);
        let (part, index) = self.0[..next].last()?;
        (offset < part.end).then_some((*index, offset - part.start))
    }
}

impl Plan {
    /// In which order the page shows the places of its source.
    #[must_use]
    pub fn order(&self) -> ShownOrder {
        let shown = self.segments.iter().enumerate().filter_map(|(index, segment)| match segment {
            Segment::Source(span) => Some((*span, index)),
            Segment::Heading(heading) => Some((heading.span, index)),
            _ => None,
        });
        let mut shown: Vec<_> = shown.collect();
        shown.sort_unstable();
        ShownOrder(shown)
    }

    /// The plan that leaves a text of `length` bytes as it is.
    #[cfg(test)]
    pub(crate) fn unchanged(length: usize) -> Self {
        Self::new(vec![Part::Source(Span::new(0, length))], Vec::new())
    }

    /// A plan of stretches in the order of the result, in which `changes` are made at their offsets in the source. Changes come in
    /// any order, don't overlap, and each lies in one stretch. At one offset, generated blocks come first, as they are given.
    ///
    /// # Panics
    /// If two changes overlap, or one lies in two stretches.
    #[must_use]
    pub fn new(parts: Vec<Part>, mut changes: Vec<(usize, Segment)>) -> Self {
        changes.sort_by_key(|(offset, piece)| (*offset, !piece.is_generated()));
        let mut plan = Self { segments: Vec::with_capacity(2 * changes.len() + parts.len()) };
        for part in parts {
            match part {
                Part::Generated(segment) => plan.segments.push(segment),
                Part::Source(span) => {
                    let first = changes.partition_point(|(offset, _)| *offset < span.start);
                    let end = changes.partition_point(|(offset, _)| *offset < span.end);
                    let change = |(offset, piece): &mut (usize, Segment)| {
                        (*offset, std::mem::replace(piece, Segment::Source(Span::at(*offset))))
                    };
                    plan.add(span, changes[first..end].iter_mut().map(change));
                }
            }
        }
        plan
    }

    /// Adds a stretch of the source with its changes, in order.
    fn add(&mut self, stretch: Span, changes: impl Iterator<Item = (usize, Segment)>) {
        let mut at = stretch.start;
        for (offset, piece) in changes {
            assert!(at <= offset, "changes don't overlap");
            if at < offset {
                self.segments.push(Segment::Source(Span::new(at, offset)));
                at = offset;
            }
            at = piece.source().map_or(at, |span| span.end);
            self.segments.push(piece);
        }
        assert!(at <= stretch.end, "a change lies in one stretch");
        if at < stretch.end {
            self.segments.push(Segment::Source(Span::new(at, stretch.end)));
        }
    }

    /// The parts, in order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The plan without some parts of the source that it leaves as they are; they are in order and don't overlap.
    #[must_use]
    pub fn without(&self, parts: &[Span]) -> Self {
        let mut segments = Vec::with_capacity(self.segments.len() + parts.len());
        for segment in &self.segments {
            let Segment::Source(span) = segment else {
                segments.push(segment.clone());
                continue;
            };
            let mut at = span.start;
            let first = parts.partition_point(|part| part.start < span.start);
            for part in parts[first..].iter().take_while(|part| part.end <= span.end) {
                if at < part.start {
                    segments.push(Segment::Source(Span::new(at, part.start)));
                }
                at = part.end;
            }
            if at < span.end {
                segments.push(Segment::Source(Span::new(at, span.end)));
            }
        }
        Self { segments }
    }

    /// The plan with directives as segments of their own. What is left out or written anew otherwise than from the source has none. The style
    /// gets a place before the first of them, unless the page has one. `block_at` gives where the block begins that stands around an offset.
    #[must_use]
    pub fn with_directives(
        self,
        source: &str,
        directives: Vec<PlacedDirective>,
        block_at: impl Fn(usize) -> usize,
    ) -> Self {
        if directives.is_empty() {
            return self;
        }
        let has_style = self.segments.contains(&Segment::Style);
        let mut plan = Self { segments: Vec::with_capacity(self.segments.len() + 2 * directives.len()) };
        // Those that begin in a part of the source, as far as they are in it.
        let within = |span: Span| {
            let first = directives.partition_point(|placed| placed.span.start < span.start);
            let end = directives.partition_point(|placed| placed.span.start < span.end);
            directives[first..end.max(first)].iter().map(move |placed| {
                let end = placed.span.end.min(span.end);
                PlacedDirective { span: Span::new(placed.span.start, end), ..placed.clone() }
            })
        };
        for segment in self.segments {
            match segment {
                Segment::Source(span) => {
                    let changes = within(span).map(|placed| (placed.span.start, Segment::Directive(Box::new(placed))));
                    plan.add(span, changes);
                }
                Segment::Heading(mut heading) => {
                    let parts = std::mem::take(&mut heading.line);
                    for part in parts {
                        let LinePart::Source(span) = part else {
                            heading.line.push(part);
                            continue;
                        };
                        let mut at = span.start;
                        for placed in within(span) {
                            heading.line.push(LinePart::Source(Span::new(at, placed.span.start)));
                            at = placed.span.end;
                            heading.line.push(LinePart::Directive(Box::new(placed)));
                        }
                        heading.line.push(LinePart::Source(Span::new(at, span.end)));
                    }
                    plan.segments.push(Segment::Heading(heading));
                }
                other => plan.segments.push(other),
            }
        }
        // What an index page lists stands at the end, where no segment begins.
        let last = directives.last().filter(|placed| placed.span.start >= source.len());
        if let Some(placed) = last {
            plan.segments.push(Segment::Directive(Box::new(placed.clone())));
        }
        if !has_style {
            plan.place_style(source, block_at);
        }
        plan
    }

    /// Gives the style a place before the block of the first directive.
    fn place_style(&mut self, source: &str, block_at: impl Fn(usize) -> usize) {
        let has_directive = |segment: &Segment| match segment {
            Segment::Directive(_) => true,
            Segment::Heading(heading) => heading.line.iter().any(|part| matches!(part, LinePart::Directive(_))),
            _ => false,
        };
        let Some(index) = self.segments.iter().position(has_directive) else { return };
        match &self.segments[index] {
            Segment::Directive(placed) if !placed.is_block => {
                let block = block_at(placed.span.start);
                let line = prefix_to(source, block).rfind('\n').map_or(0, |end| end + 1);
                let is_around = |segment: &Segment| matches!(segment, Segment::Source(span) if span.start < line && line < span.end);
                let before = (0..index).rev().find(|&place| {
                    is_around(&self.segments[place])
                        || self.segments[place].source().is_some_and(|span| span.start == line)
                });
                let Some(place) = before else { return self.segments.insert(index, Segment::Style) };
                if let Segment::Source(span) = self.segments[place]
                    && span.start < line
                {
                    let parts = [
                        Segment::Source(Span::new(span.start, line)),
                        Segment::Style,
                        Segment::Source(Span::new(line, span.end)),
                    ];
                    self.segments.splice(place..=place, parts);
                } else {
                    self.segments.insert(place, Segment::Style);
                }
            }
            _ => self.segments.insert(index, Segment::Style),
        }
    }

    /// Whether its page may be another text than the source.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        !matches!(self.segments.as_slice(), [] | [Segment::Source(_)])
    }

    /// The plan with what its page needs alone, in as little memory as that takes: plans of a whole book are kept until its catalog is known. What
    /// rules say of changes they have said by then, so placeholders that stand together are one text.
    #[must_use]
    pub fn for_rendering(self) -> Self {
        let mut segments: Vec<Segment> = Vec::with_capacity(self.segments.len());
        for segment in self.segments {
            match segment {
                Segment::Placeholder(placeholder) => match segments.last_mut() {
                    Some(Segment::GeneratedText(together)) => together.extend(["\n\n", &*placeholder.block]),
                    _ => segments.push(Segment::GeneratedText(placeholder.block)),
                },
                Segment::Heading(mut heading) => {
                    heading.words = None;
                    segments.push(Segment::Heading(heading));
                }
                other => segments.push(other),
            }
        }
        for segment in &mut segments {
            if let Segment::GeneratedText(together) = segment {
                together.shrink_to_fit();
            }
        }
        segments.shrink_to_fit();
        Self { segments }
    }

    /// All directives of the page.
    pub fn directives(&self) -> impl Iterator<Item = &PlacedDirective> {
        self.segments.iter().flat_map(|segment| {
            let (own, line) = match segment {
                Segment::Directive(placed) => (Some(&**placed), &[][..]),
                Segment::Heading(heading) => (None, heading.line.as_slice()),
                _ => (None, &[][..]),
            };
            let in_line = line.iter().filter_map(|part| match part {
                LinePart::Directive(placed) => Some(&**placed),
                _ => None,
            });
            own.into_iter().chain(in_line)
        })
    }

    /// Writes the page. Generated blocks, and parts of the source that stood elsewhere, get a blank line on both sides, in the
    /// text's own line ends. `fill` gives what stands for the style, a header and a directive; a directive without it stays as it is written.
    #[must_use]
    pub fn render(&self, source: &str, fill: &impl Fill) -> Rendered {
        let line_end = line_end(source);
        let written: Vec<Cow<'_, str>> =
            self.segments.iter().map(|segment| segment_text(segment, source, fill)).collect();
        // With room for blank lines.
        let mut text = String::with_capacity(written.iter().map(|written| written.len() + 4).sum());
        let mut places = Vec::with_capacity(self.segments.len());
        let mut kept = Vec::with_capacity(self.segments.len());
        let mut at = 0;
        let mut after_generated = false;
        // Whether what was written last didn't stand before what comes next.
        let mut is_joined = false;
        for (segment, written) in self.segments.iter().zip(&written) {
            if let Some(span) = segment.source() {
                is_joined |= span.start != at || matches!(segment, Segment::Removed(..));
                at = span.end;
            }
            let is_generated = segment.is_generated() && !written.is_empty();
            if is_generated || (after_generated || is_joined) && !written.is_empty() {
                part_by_blank_line(&mut text, written, line_end);
            }
            let start = text.len();
            if is_generated && line_end == "\r\n" {
                text.push_str(&written.replace("\r\n", "\n").replace('\n', "\r\n"));
            } else {
                text.push_str(written);
            }
            places.push(Span::new(start, text.len()));
            if let Segment::Source(_) | Segment::Heading(_) = segment {
                kept.extend(segment.source().map(|span| (span, start)));
            }
            after_generated = is_generated || after_generated && written.is_empty();
            is_joined &= written.is_empty();
        }
        if after_generated && !text.ends_with('\n') {
            text.push_str(line_end);
        }
        kept.sort_unstable();
        Rendered { text, places, kept }
    }
}

/// What is filled into a plan.
pub trait Fill {
    /// The style of the page.
    fn style(&self) -> Cow<'_, str>;

    /// The header.
    fn header(&self, header: &super::header::Header) -> String;

    /// What a directive asks for; `None` if it stays as it is written.
    fn directive(&self, placed: &PlacedDirective) -> Option<String>;
}

/// What a segment puts into the page.
fn segment_text<'s>(segment: &'s Segment, source: &'s str, fill: &'s impl Fill) -> Cow<'s, str> {
    match segment {
        Segment::Source(span) => Cow::Borrowed(span.of(source)),
        Segment::Heading(heading) => Cow::Owned(heading.render(source, |placed| fill.directive(placed))),
        Segment::Removed(..) => Cow::Borrowed(""),
        Segment::Title(title) => Cow::Borrowed(&title.block),
        Segment::DecisionList(block) | Segment::GeneratedText(block) => Cow::Borrowed(block),
        Segment::Placeholder(placeholder) => Cow::Borrowed(&placeholder.block),
        Segment::Style => fill.style(),
        Segment::Header(header) => Cow::Owned(fill.header(header)),
        Segment::Directive(placed) => {
            fill.directive(placed).map_or_else(|| Cow::Borrowed(placed.span.of(source)), Cow::Owned)
        }
        Segment::SourceAsCode(span) => Cow::Owned(super::source::as_code(span.of(source))),
    }
}

/// Ends what is written with a blank line, unless nothing is written yet or `next` begins with one.
fn part_by_blank_line(text: &mut String, next: &str, line_end: &str) {
    if text.trim_start_matches('\u{feff}').is_empty() {
        return;
    }
    if !text.ends_with('\n') {
        text.push_str(line_end);
    }
    let last_line = prefix_to(text, text.len() - 1).rsplit('\n').next().unwrap_or_default();
    let next_line = next.split_inclusive('\n').next().unwrap_or_default();
    // A blank line has spaces and tabs alone (CommonMark 0.31, section 2.1).
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r', '\n']).is_empty();
    let next_is_blank = next_line.ends_with('\n') && is_blank(next_line);
    if !is_blank(last_line) && !next_is_blank {
        text.push_str(line_end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::page::segment::{HeadingLine, Removal};

    /// Fills in nothing.
    struct Nothing;

    impl Fill for Nothing {
        fn style(&self) -> Cow<'_, str> {
            Cow::Borrowed("")
        }

        fn header(&self, _: &super::super::header::Header) -> String {
            String::new()
        }

        fn directive(&self, placed: &PlacedDirective) -> Option<String> {
            placed.directive.is_none().then(|| "X".to_owned())
        }
    }

    fn generated(text: &str) -> Segment {
        Segment::GeneratedText(text.to_owned())
    }

    fn heading(span: Span, line: &str) -> Segment {
        let line = vec![LinePart::Text(line.to_owned())];
        Segment::Heading(Box::new(HeadingLine { span, heading: 0, line, words: None, level: None, anchor: None }))
    }

    #[test]
    fn blocks_get_blank_lines() {
        for (source, offset, expected) in [
            ("# T\ntext\n", 4, "# T\n\nX\n\ntext\n"),
            ("# T\n\ntext\n", 4, "# T\n\nX\n\ntext\n"),
            ("# T\r\ntext", 5, "# T\r\n\r\nX\r\n\r\ntext"),
            ("text", 0, "X\n\ntext"),
            ("text", 4, "text\n\nX\n"),
            ("\u{feff}text", 3, "\u{feff}X\n\ntext"),
            ("", 0, "X\n"),
        ] {
            let parts = [Span::new(0, offset), Span::new(offset, source.len())].map(Part::Source);
            let plan = Plan::new([&parts[..1], &[Part::Generated(generated("X"))], &parts[1..]].concat(), Vec::new());
            assert_eq!(plan.render(source, &Nothing).text, expected, "{source:?}");
        }
    }

    #[test]
    fn every_byte_is_in_one_piece() {
        let source = "---\na: b\n---\n## a\nbody\n";
        let changes = vec![
            (13, heading(Span::new(13, 18), "## A\n")),
            (0, Segment::Removed(Span::new(0, 13), Removal::FrontMatter)),
            (18, generated("X")),
            (18, generated("Y")),
        ];
        let plan = Plan::new(vec![Part::Source(Span::new(0, source.len()))], changes);
        let rendered = plan.render(source, &Nothing);
        assert_eq!(rendered.text, "## A\n\nX\n\nY\n\nbody\n");
        assert_eq!(
            rendered.places.iter().map(|place| place.of(&rendered.text)).collect::<Vec<_>>(),
            ["", "## A\n", "X", "Y", "body\n"]
        );
        assert_eq!(rendered.offset_of(0), None);
        assert_eq!(rendered.offset_of(13), Some(0));
        assert_eq!(rendered.offset_of(19), rendered.text.find("ody"));
    }

    #[test]
    fn parts_are_cut_out_of_what_stays() {
        let plan = Plan::new(
            vec![Part::Source(Span::new(6, 12)), Part::Source(Span::new(0, 6))],
            vec![(2, heading(Span::new(2, 4), "X\n"))],
        );
        let rest = plan.without(&[Span::new(0, 2), Span::new(5, 6), Span::new(8, 10)]);
        let places: Vec<_> =
            rest.segments().iter().filter_map(Segment::source).map(|span| (span.start, span.end)).collect();
        assert_eq!(places, [(6, 8), (10, 12), (2, 4), (4, 5)]);
    }

    #[test]
    fn directives_are_segments_of_their_own() {
        for (source, at, is_block, expected) in [
            ("# T\n\nD\n\ntext\n", 5..7, true, "# T\n\nX\n\ntext\n"),
            ("# T\nD\n# U\n", 4..6, true, "# T\n\nX\n\n# U\n"),
            ("a D b\n", 2..3, false, "a X b\n"),
            ("D", 0..1, true, "X\n"),
            ("a\n", 2..2, true, "a\n\nX\n"),
        ] {
            let placed = PlacedDirective { span: Span::new(at.start, at.end), is_block, directive: None };
            let plan = Plan::unchanged(source.len()).with_directives(source, vec![placed], |_| 0);
            assert_eq!(plan.directives().count(), 1, "{source:?}");
            assert_eq!(plan.segments().iter().filter(|segment| **segment == Segment::Style).count(), 1, "{source:?}");
            assert_eq!(plan.render(source, &Nothing).text, expected, "{source:?}");
        }
    }

    #[test]
    fn a_directive_in_a_rewritten_heading_is_found_in_its_source() {
        let source = "## a D b\ntext\n";
        let line = HeadingLine {
            span: Span::new(0, 9),
            heading: 0,
            line: vec![
                LinePart::Text("### ".to_owned()),
                LinePart::Source(Span::new(3, 8)),
                LinePart::Text(" {#a}\n".to_owned()),
            ],
            words: None,
            level: None,
            anchor: None,
        };
        let whole = vec![Part::Source(Span::new(0, source.len()))];
        let placed = PlacedDirective { span: Span::new(5, 6), is_block: false, directive: None };
        let plan =
            Plan::new(whole, vec![(0, Segment::Heading(Box::new(line)))]).with_directives(source, vec![placed], |_| 0);
        assert_eq!(plan.render(source, &Nothing).text, "### a X b {#a}\ntext\n");
    }

    #[test]
    fn moved_parts_get_blank_lines() {
        for (source, cuts, expected) in [
            ("# T\n## A\na\n## B\nb", [4, 11], "# T\n\n## B\nb\n\n## A\na\n"),
            ("# T\r\n\r\n## A\r\na\r\n\r\n## B\r\nb\r\n", [7, 18], "# T\r\n\r\n## B\r\nb\r\n\r\n## A\r\na\r\n\r\n"),
        ] {
            let [first, second] = cuts;
            let order = [Span::new(0, first), Span::new(second, source.len()), Span::new(first, second)];
            let plan = Plan::new(order.map(Part::Source).to_vec(), Vec::new());
            let rendered = plan.render(source, &Nothing);
            assert_eq!(rendered.text, expected);
            assert_eq!(rendered.offset_of(first), rendered.text.find("## A"));
        }
    }
}
