//! Where each byte of a source stands in its result, read off the plan's segments and nothing else.

use mdbook_design_docs::page::plan::{Plan, Rendered};
use mdbook_design_docs::page::segment::{Removal, Segment};
use mdbook_design_docs::text::Span;

/// What became of a byte of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands at this offset of the result.
    Kept(usize),
    /// It is in a line that was written anew and that begins at this offset of the result.
    Rewritten(usize),
    /// It isn't shown.
    Removed(Removal),
}

/// A part of the source and its place in the result.
#[derive(Debug, Clone, Copy)]
struct Part {
    source: Span,
    place: Span,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Source,
    Rewritten,
    Removed(Removal),
}

/// A plan's segments, in the order of the source and in that of the result.
pub struct Mapping {
    parts: Vec<Part>,
    generated: Vec<Span>,
}

impl Mapping {
    /// Reads a plan off. L2 and L4: every byte of the source is in exactly one segment, and what is kept is kept to the byte.
    pub fn of(source: &str, plan: &Plan, rendered: &Rendered) -> Self {
        let mut mapping = Self { parts: Vec::new(), generated: Vec::new() };
        assert_eq!(plan.segments().len(), rendered.places.len(), "each segment has a place");
        let mut end = 0;
        for (segment, &place) in plan.segments().iter().zip(&rendered.places) {
            assert!(end <= place.start, "pieces stand one behind the other");
            assert!(rendered.text[end..place.start].trim().is_empty(), "nothing but line ends stands between pieces");
            end = place.end;
            let (source_span, kind) = match segment {
                Segment::Source(span) => {
                    assert_eq!(span.of(source), place.of(&rendered.text), "{source:?}");
                    (*span, Kind::Source)
                }
                Segment::Heading(line) => (line.span, Kind::Rewritten),
                Segment::Removed(span, why) => (*span, Kind::Removed(*why)),
                _ => {
                    mapping.generated.push(place);
                    continue;
                }
            };
            mapping.parts.push(Part { source: source_span, place, kind });
        }
        assert!(rendered.text[end..].trim().is_empty(), "nothing but line ends stands behind the pieces");
        mapping.parts.sort_by_key(|part| part.source);
        let mut at = 0;
        for part in &mapping.parts {
            assert_eq!(part.source.start, at, "every byte is in one piece: {source:?}");
            at = part.source.end;
        }
        assert_eq!(at, source.len(), "every byte is in one piece: {source:?}");
        mapping
    }

    /// What became of the byte at an offset of the source.
    pub fn fate(&self, offset: usize) -> Fate {
        let next = self.parts.partition_point(|part| part.source.start <= offset);
        let part = self.parts[next.checked_sub(1).expect("the first part begins at 0")];
        match part.kind {
            Kind::Source => Fate::Kept(part.place.start + (offset - part.source.start)),
            Kind::Rewritten => Fate::Rewritten(part.place.start),
            Kind::Removed(why) => Fate::Removed(why),
        }
    }

    /// Where something that begins at an offset of the source begins in the result, unless it isn't shown.
    pub fn place(&self, offset: usize) -> Option<usize> {
        match self.fate(offset) {
            Fate::Kept(place) | Fate::Rewritten(place) => Some(place),
            Fate::Removed(_) => None,
        }
    }

    /// Whether what stands at an offset of the result is none of the author's.
    pub fn is_generated(&self, offset: usize) -> bool {
        self.generated.iter().any(|place| place.start <= offset && offset < place.end)
    }
}
