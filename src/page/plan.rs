//! A text rebuilt from slices of itself, rewritten lines and generated blocks. It knows bytes, and nothing of documents.

use crate::text::{Span, line_end, prefix_to};

/// Why bytes of the source are not in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Front matter: no page shows it.
    FrontMatter,
    /// A block that says nothing but metadata, which the header shows.
    Metadata,
    /// A template's guidance that nobody replaced.
    UnfilledPrompt,
}

/// One part of the result, or of what is left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Bytes of the source as they are.
    Source(Span),
    /// A line of the source, written anew.
    Rewritten(Span, String),
    /// Bytes of the source that are left out.
    Removed(Span, Removal),
    /// A block that the source doesn't have, without line ends around it.
    Generated(String),
}

impl Piece {
    /// The bytes of the source that it stands for.
    #[must_use]
    pub const fn source(&self) -> Option<Span> {
        match self {
            Self::Source(span) | Self::Rewritten(span, _) | Self::Removed(span, _) => Some(*span),
            Self::Generated(_) => None,
        }
    }

    /// What it puts into the result.
    fn written<'p>(&'p self, source: &'p str) -> &'p str {
        match self {
            Self::Source(span) => span.of(source),
            Self::Rewritten(_, written) | Self::Generated(written) => written,
            Self::Removed(..) => "",
        }
    }
}

/// What the result is made of, before anything is rewritten or removed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// A part of the source.
    Source(Span),
    /// A block that the source doesn't have, without line ends around it.
    Generated(String),
}

/// The parts of a text, in the order of the result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pieces: Vec<Piece>,
}

/// What a plan made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The result.
    pub text: String,
    /// For each piece of the plan, where it stands in the result.
    pub places: Vec<Span>,
    /// The parts of the source that are in the result, in the order of the source, each with where it begins there.
    kept: Vec<(Span, usize)>,
}

impl Rendered {
    /// Where what stands at a place of the source stands in the result; `None` if it was left out. Of a rewritten line only the
    /// start has a place.
    #[must_use]
    pub fn place_of(&self, offset: usize) -> Option<usize> {
        let next = self.kept.partition_point(|(part, _)| part.start <= offset);
        let (part, place) = self.kept[..next].last()?;
        (offset < part.end).then_some(place + (offset - part.start))
    }
}

impl Plan {
    /// The plan that leaves a text of `length` bytes as it is.
    #[cfg(test)]
    pub(crate) fn unchanged(length: usize) -> Self {
        Self::of(vec![Stretch::Source(Span::new(0, length))], Vec::new())
    }

    /// A plan of stretches in the order of the result, in which `changes` are made at their offsets in the source. Changes come in
    /// any order, don't overlap, and each lies in one stretch. At one offset, generated blocks come first, as they are given.
    ///
    /// # Panics
    /// If two changes overlap, or one lies in two stretches.
    #[must_use]
    pub fn of(stretches: Vec<Stretch>, mut changes: Vec<(usize, Piece)>) -> Self {
        changes.sort_by_key(|(offset, piece)| (*offset, !matches!(piece, Piece::Generated(_))));
        let mut plan = Self { pieces: Vec::with_capacity(2 * changes.len() + stretches.len()) };
        for stretch in stretches {
            match stretch {
                Stretch::Generated(block) => plan.pieces.push(Piece::Generated(block)),
                Stretch::Source(span) => {
                    let first = changes.partition_point(|(offset, _)| *offset < span.start);
                    let end = changes.partition_point(|(offset, _)| *offset < span.end);
                    let change = |(offset, piece): &mut (usize, Piece)| {
                        (*offset, std::mem::replace(piece, Piece::Source(Span::at(*offset))))
                    };
                    plan.add(span, changes[first..end].iter_mut().map(change));
                }
            }
        }
        plan
    }

    /// Adds a stretch of the source with its changes, in order.
    fn add(&mut self, stretch: Span, changes: impl Iterator<Item = (usize, Piece)>) {
        let mut at = stretch.start;
        for (offset, piece) in changes {
            assert!(at <= offset, "changes don't overlap");
            if at < offset {
                self.pieces.push(Piece::Source(Span::new(at, offset)));
                at = offset;
            }
            at = piece.source().map_or(at, |span| span.end);
            self.pieces.push(piece);
        }
        assert!(at <= stretch.end, "a change lies in one stretch");
        if at < stretch.end {
            self.pieces.push(Piece::Source(Span::new(at, stretch.end)));
        }
    }

    /// The parts, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The plan without some parts of the source that it leaves as they are; they are in order and don't overlap.
    #[must_use]
    pub fn without(&self, parts: &[Span]) -> Self {
        let mut pieces = Vec::with_capacity(self.pieces.len() + parts.len());
        for piece in &self.pieces {
            let Piece::Source(span) = piece else {
                pieces.push(piece.clone());
                continue;
            };
            let mut at = span.start;
            let first = parts.partition_point(|part| part.start < span.start);
            for part in parts[first..].iter().take_while(|part| part.end <= span.end) {
                if at < part.start {
                    pieces.push(Piece::Source(Span::new(at, part.start)));
                }
                at = part.end;
            }
            if at < span.end {
                pieces.push(Piece::Source(Span::new(at, span.end)));
            }
        }
        Self { pieces }
    }

    /// Writes the result. Generated blocks, and parts of the source that stood elsewhere, get a blank line on both sides, in the
    /// text's own line ends.
    #[must_use]
    pub fn render(&self, source: &str) -> Rendered {
        let line_end = line_end(source);
        // With room for blank lines.
        let mut text = String::with_capacity(self.pieces.iter().map(|piece| piece.written(source).len() + 4).sum());
        let mut places = Vec::with_capacity(self.pieces.len());
        let mut kept = Vec::with_capacity(self.pieces.len());
        let mut at = 0;
        let mut after_generated = false;
        // Whether what was written last didn't stand before what comes next.
        let mut is_joined = false;
        for piece in &self.pieces {
            let written = piece.written(source);
            if let Some(span) = piece.source() {
                is_joined |= span.start != at || matches!(piece, Piece::Removed(..));
                at = span.end;
            }
            let is_generated = matches!(piece, Piece::Generated(_));
            if is_generated || (after_generated || is_joined) && !written.is_empty() {
                part_by_blank_line(&mut text, written, line_end);
            }
            let start = text.len();
            if is_generated && line_end == "\r\n" {
                text.push_str(&written.replace('\n', "\r\n"));
            } else {
                text.push_str(written);
            }
            places.push(Span::new(start, text.len()));
            if let Piece::Source(span) | Piece::Rewritten(span, _) = piece {
                kept.push((*span, start));
            }
            after_generated = is_generated || after_generated && written.is_empty();
            is_joined &= written.is_empty();
        }
        if after_generated {
            text.push_str(line_end);
        }
        kept.sort_unstable();
        Rendered { text, places, kept }
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

    fn generated(text: &str) -> Stretch {
        Stretch::Generated(text.to_owned())
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
            let parts = [Span::new(0, offset), Span::new(offset, source.len())].map(Stretch::Source);
            let plan = Plan::of([&parts[..1], &[generated("X")], &parts[1..]].concat(), Vec::new());
            assert_eq!(plan.render(source).text, expected, "{source:?}");
        }
    }

    #[test]
    fn every_byte_is_in_one_piece() {
        let source = "---\na: b\n---\n## a\nbody\n";
        let changes = vec![
            (13, Piece::Rewritten(Span::new(13, 18), "## A\n".to_owned())),
            (0, Piece::Removed(Span::new(0, 13), Removal::FrontMatter)),
            (18, Piece::Generated("X".to_owned())),
            (18, Piece::Generated("Y".to_owned())),
        ];
        let plan = Plan::of(vec![Stretch::Source(Span::new(0, source.len()))], changes);
        let rendered = plan.render(source);
        assert_eq!(rendered.text, "## A\n\nX\n\nY\n\nbody\n");
        assert_eq!(
            rendered.places.iter().map(|place| place.of(&rendered.text)).collect::<Vec<_>>(),
            ["", "## A\n", "X", "Y", "body\n"]
        );
        assert_eq!(rendered.place_of(0), None);
        assert_eq!(rendered.place_of(13), Some(0));
        assert_eq!(rendered.place_of(19), rendered.text.find("ody"));
    }

    #[test]
    fn parts_are_cut_out_of_what_stays() {
        let plan = Plan::of(
            vec![Stretch::Source(Span::new(6, 12)), Stretch::Source(Span::new(0, 6))],
            vec![(2, Piece::Rewritten(Span::new(2, 4), "X\n".to_owned()))],
        );
        let rest = plan.without(&[Span::new(0, 2), Span::new(5, 6), Span::new(8, 10)]);
        let places: Vec<_> =
            rest.pieces().iter().filter_map(Piece::source).map(|span| (span.start, span.end)).collect();
        assert_eq!(places, [(6, 8), (10, 12), (2, 4), (4, 5)]);
    }

    #[test]
    fn moved_parts_get_blank_lines() {
        for (source, cuts, expected) in [
            ("# T\n## A\na\n## B\nb", [4, 11], "# T\n\n## B\nb\n\n## A\na\n"),
            ("# T\r\n\r\n## A\r\na\r\n\r\n## B\r\nb\r\n", [7, 18], "# T\r\n\r\n## B\r\nb\r\n\r\n## A\r\na\r\n\r\n"),
        ] {
            let [first, second] = cuts;
            let order = [Span::new(0, first), Span::new(second, source.len()), Span::new(first, second)];
            let plan = Plan::of(order.map(Stretch::Source).to_vec(), Vec::new());
            let rendered = plan.render(source);
            assert_eq!(rendered.text, expected);
            assert_eq!(rendered.place_of(first), rendered.text.find("## A"));
        }
    }
}
