//! One way to bring a document to its template: the plan is made, carried out, and held against the source.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::metadata::MetadataBlock;
use crate::document::sections::Matching;
use crate::page::plan::{Piece, Removal, Rendered};
use crate::text::Span;

use super::draft::Draft;
use super::order::Order;
use super::refusal::Refusal;
use super::{Extent, Normalised, Target, Wanted, dependence, header_can_replace, ids, settled, verify};

/// One way to bring a document to its template.
pub(super) struct Attempt<'n> {
    pub document: &'n Document<'n>,
    pub matching: &'n Matching<'n>,
    pub decisions: &'n [Decision],
    pub wanted: &'n Wanted<'n>,
    pub extent: Extent,
    pub order: &'n Order,
    pub target: Target,
}

impl Attempt<'_> {
    /// The page, if nothing is lost on it. Blocks of metadata that are `kept` stay in the text.
    pub fn run(&self, kept: &BTreeSet<Span>) -> Result<Normalised, Refusal> {
        let Self { document, extent, order, target, .. } = *self;
        let parsed = &document.parsed;
        if extent == Extent::Moved {
            dependence::check(document, order)?;
        }
        let blocks = self.removed_blocks(kept);
        let mut draft = Draft::new(document, self.wanted, target);
        for block in &blocks {
            draft.remove(block.span, Removal::Metadata);
        }
        if extent.changes_the_body() {
            draft.bring_to_template(self.matching, self.decisions, order);
        }
        let pinned = draft.pin(order, extent)?;
        let (plan, header, diagnostics) = draft.plan(&blocks, self.decisions, order, extent);
        let rendered = plan.render(parsed.text);
        // What is started has headings of its own, whose ids only all of the text can tell.
        let settled =
            if target == (Target::File { fills_in: true }) { Vec::new() } else { settled::parts(document, &plan) };
        let unsettled = plan.without(&settled);
        let checked = unsettled.render(parsed.text);
        let start = if target == Target::Page { 0 } else { document.start() };
        let after = verify::verify(parsed, &unsettled, &checked, start)?;
        if let Some(header) = header {
            let mut pieces = unsettled.pieces().iter();
            let place = pieces.position(|piece| matches!(piece, Piece::Generated(block) if *block == header));
            let place = checked.places[place.expect("the header is in the plan")];
            self.header_shows_all_of(&blocks, &verify::shown_by(&after, place))?;
        }
        let new_ids = if target == (Target::File { fills_in: true }) {
            ids::are_kept(parsed, &rendered, &after)?;
            BTreeMap::new()
        } else {
            ids::of_page(parsed, &rendered, &after, &checked)?
        };
        let Rendered { text, .. } = rendered;
        Ok(Normalised { text, new_ids, pinned, diagnostics, plan })
    }

    /// The blocks of metadata that the header stands for.
    fn removed_blocks(&self, kept: &BTreeSet<Span>) -> Vec<&MetadataBlock> {
        if self.target != Target::Page {
            return Vec::new();
        }
        let blocks = self.document.metadata.blocks.iter().filter(|block| match self.extent {
            Extent::Moved | Extent::InPlace => block.heading.is_none() || !self.fills_slot(block),
            Extent::Header => block.heading.is_none(),
            Extent::HeaderBeside | Extent::Bare => false,
        });
        blocks.filter(|block| !kept.contains(&block.span) && header_can_replace(block, self.document)).collect()
    }

    /// Whether a `Status` section is one that the template wants.
    fn fills_slot(&self, block: &MetadataBlock) -> bool {
        let mut sections = self.document.outline.sections.iter().zip(&self.matching.matches);
        sections.any(|(section, found)| Some(section.heading) == block.heading && found.is_some())
    }

    fn header_shows_all_of(&self, blocks: &[&MetadataBlock], shown: &BTreeSet<String>) -> Result<(), Refusal> {
        let Document { parsed, metadata, .. } = self.document;
        // The badge stands for the status field's label.
        let status = metadata.status_field.map_or("", |field| metadata.fields[field].label.as_str());
        for block in blocks {
            let removed = block
                .heading
                .map_or(block.span, |heading| Span::new(parsed.headings[heading].span.end, block.span.end));
            let unsaid = format!("{status} {}", block.unsaid);
            if let Some(words) = verify::lost(parsed, removed, &unsaid, shown) {
                return Err(Refusal::Header(block.span, words));
            }
        }
        Ok(())
    }
}
