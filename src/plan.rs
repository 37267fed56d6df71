//! A text rebuilt from slices of itself, rewritten lines and generated blocks. It knows bytes, and nothing of documents.

use crate::span::Span;

/// Why bytes of the source are not in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Front matter: no page shows it.
    FrontMatter,
    /// A block that says nothing but metadata, which the header shows.
    Metadata,
    /// A template's guidance that nobody replaced.
    Boilerplate,
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
}

impl Plan {
    /// A plan that changes a text of `length` bytes at the offsets of `changes`, which come in any order and don't overlap.
    /// At one offset, generated blocks come first, in the order in which they are given.
    ///
    /// # Panics
    /// If two changes overlap.
    #[must_use]
    pub fn of(length: usize, mut changes: Vec<(usize, Piece)>) -> Self {
        changes.sort_by_key(|(offset, piece)| (*offset, !matches!(piece, Piece::Generated(_))));
        let mut pieces = Vec::with_capacity(2 * changes.len() + 1);
        let mut at = 0;
        for (offset, piece) in changes {
            assert!(at <= offset, "changes don't overlap");
            if at < offset {
                pieces.push(Piece::Source(Span::new(at, offset)));
                at = offset;
            }
            if let Piece::Source(span) | Piece::Rewritten(span, _) | Piece::Removed(span, _) = &piece {
                at = span.end;
            }
            pieces.push(piece);
        }
        if at < length {
            pieces.push(Piece::Source(Span::new(at, length)));
        }
        Self { pieces }
    }

    /// The parts, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether the result is the source.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Source(_)))
    }

    /// Writes the result. Generated blocks get a blank line on both sides, in the text's own line ends.
    #[must_use]
    pub fn render(&self, source: &str) -> Rendered {
        let line_end = line_end(source);
        let mut text = String::with_capacity(source.len() + 256);
        let mut places = Vec::with_capacity(self.pieces.len());
        let mut after_generated = false;
        for piece in &self.pieces {
            let written = match piece {
                Piece::Source(span) => span.of(source),
                Piece::Rewritten(_, line) => line,
                Piece::Removed(..) => "",
                Piece::Generated(block) => block,
            };
            let is_generated = matches!(piece, Piece::Generated(_));
            if is_generated || after_generated && !written.is_empty() {
                part_by_blank_line(&mut text, written, line_end);
            }
            let start = text.len();
            if is_generated && line_end == "\r\n" {
                text.push_str(&written.replace('\n', "\r\n"));
            } else {
                text.push_str(written);
            }
            places.push(Span::new(start, text.len()));
            after_generated = is_generated || after_generated && written.is_empty();
        }
        if after_generated {
            text.push_str(line_end);
        }
        Rendered { text, places }
    }
}

/// The line end that a text uses first.
#[must_use]
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(place) if text[..place].ends_with('\r') => "\r\n",
        _ => "\n",
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
    let last_line = text[..text.len() - 1].rsplit('\n').next().unwrap_or_default();
    let next_line = next.split_inclusive('\n').next().unwrap_or_default();
    let next_is_blank = next_line.ends_with('\n') && next_line.trim().is_empty();
    if !last_line.trim().is_empty() && !next_is_blank {
        text.push_str(line_end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated(text: &str) -> Piece {
        Piece::Generated(text.to_owned())
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
            let plan = Plan::of(source.len(), vec![(offset, generated("X"))]);
            assert_eq!(plan.render(source).text, expected, "{source:?}");
        }
    }

    #[test]
    fn every_byte_is_in_one_piece() {
        let source = "---\na: b\n---\n## a\nbody\n";
        let changes = vec![
            (13, Piece::Rewritten(Span::new(13, 18), "## A\n".to_owned())),
            (0, Piece::Removed(Span::new(0, 13), Removal::FrontMatter)),
            (18, generated("X")),
            (18, generated("Y")),
        ];
        let plan = Plan::of(source.len(), changes);
        let rendered = plan.render(source);
        assert_eq!(rendered.text, "## A\n\nX\n\nY\n\nbody\n");
        assert_eq!(
            rendered.places.iter().map(|place| place.of(&rendered.text)).collect::<Vec<_>>(),
            ["", "## A\n", "X", "Y", "body\n"]
        );
        assert!(!plan.is_unchanged());
        assert!(Plan::of(3, Vec::new()).is_unchanged());
    }
}
