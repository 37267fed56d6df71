//! One way to bring a document to its template: the plan is made, carried out, and compared with the source.

use std::borrow::Cow;
use std::collections::BTreeSet;

use maud::html;

use crate::document::Document;
use crate::document::metadata::MetadataBlock;
use crate::page::header::{Header, HeaderRelations};
use crate::page::plan::{Fill, Plan, Rendered};
use crate::page::segment::{PlacedDirective, Removal, Segment};
use crate::read::{Context, ReadDocument, RenderOptions};
use crate::text::Span;

use super::draft::Draft;
use super::order::Order;
use super::refusal::Refusal;
use super::replaced_metadata::header_can_replace;
use super::{Pin, anchors, dependence, settled, verify};

/// How much of a plan is tried, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanExtent {
    /// The template's order too.
    Moved,
    /// Names, levels, numbers and placeholders, in the author's order.
    InPlace,
    /// The header, in place of the metadata.
    Header,
    /// The header beside the metadata.
    HeaderBeside,
    /// Front matter comes off, no more.
    Bare,
}

impl PlanExtent {
    /// Whether more than the header changes.
    pub(super) fn changes_the_body(self) -> bool {
        self <= Self::InPlace
    }
}

/// What a plan is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlanTarget {
    /// What mdBook renders: without front matter, with a header and placeholders.
    Page,
    /// What stands in the book's `src`.
    File {
        /// Whether missing sections are started.
        fills_in: bool,
    },
}

/// One way to bring a document to its template.
pub(super) struct Attempt<'n> {
    pub read: &'n ReadDocument<'n>,
    pub context: &'n Context<'n>,
    pub extent: PlanExtent,
    pub order: &'n Order,
    pub target: PlanTarget,
}

/// A plan that loses nothing.
pub(super) struct Attempted {
    pub plan: Plan,
    pub pinned: Vec<Pin>,
}

impl Attempt<'_> {
    /// The plan, if nothing is lost on its page. Blocks of metadata that are `kept` stay in the text.
    pub(super) fn run(&self, kept: &BTreeSet<Span>) -> Result<Attempted, Refusal> {
        let Self { read, context, extent, order, target } = *self;
        let document = &read.document;
        let parsed = &document.parsed;
        if extent == PlanExtent::Moved {
            dependence::check(document, order)?;
        }
        let blocks = self.removed_blocks(kept);
        let mut draft = Draft::new(read, context, target);
        for block in &blocks {
            draft.remove(block.span, Removal::Metadata);
        }
        if extent.changes_the_body() {
            draft.apply_template(order);
        }
        let pinned = draft.pin(order, extent)?;
        let plan = draft.plan(&blocks, order, extent);
        let fill = WithoutCatalog { options: &context.options };
        // What is started has headings of its own, whose anchors only all of the text can tell.
        let settled =
            if target == (PlanTarget::File { fills_in: true }) { Vec::new() } else { settled::parts(document, &plan) };
        let unsettled = plan.without(&settled);
        let checked = unsettled.render(parsed.text, &fill);
        let start = if target == PlanTarget::Page { 0 } else { document.start() };
        let after = verify::verify(parsed, &unsettled, &checked, start)?;
        let mut segments = unsettled.segments().iter().zip(&checked.places);
        if let Some((_, place)) = segments.find(|(segment, _)| matches!(segment, Segment::Header(_))) {
            self.header_shows_all_of(&blocks, &verify::shown_by(&after, *place))?;
        }
        if target == (PlanTarget::File { fills_in: true }) {
            anchors::are_kept(parsed, &checked, &after)?;
        } else {
            anchors::are_kept_on_page(parsed, &plan, &after, &checked)?;
        }
        Ok(Attempted { plan, pinned })
    }

    /// The blocks of metadata that the header stands for.
    fn removed_blocks(&self, kept: &BTreeSet<Span>) -> Vec<&MetadataBlock> {
        if self.target != PlanTarget::Page {
            return Vec::new();
        }
        let document = &self.read.document;
        let blocks = document.metadata.blocks.iter().filter(|block| match self.extent {
            PlanExtent::Moved | PlanExtent::InPlace => block.heading.is_none() || !self.fills_slot(block),
            PlanExtent::Header => block.heading.is_none(),
            PlanExtent::HeaderBeside | PlanExtent::Bare => false,
        });
        blocks.filter(|block| !kept.contains(&block.span) && header_can_replace(block, document)).collect()
    }

    /// Whether a `Status` section is one that the template wants.
    fn fills_slot(&self, block: &MetadataBlock) -> bool {
        let mut sections = self.read.document.outline.sections.iter().zip(&self.read.matching.matches);
        sections.any(|(section, found)| Some(section.heading) == block.heading && found.is_some())
    }

    fn header_shows_all_of(&self, blocks: &[&MetadataBlock], shown: &BTreeSet<String>) -> Result<(), Refusal> {
        let Document { parsed, metadata, .. } = &self.read.document;
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

/// A planned page, before other documents are known: as it is verified.
#[must_use]
pub fn render_without_catalog(plan: &Plan, source: &str, options: &RenderOptions<'_>) -> Rendered {
    plan.render(source, &WithoutCatalog { options })
}

/// What a page shows before other documents are known: what relations add to a header are lines of a list and links in place of names.
pub(super) struct WithoutCatalog<'o> {
    pub options: &'o RenderOptions<'o>,
}

impl Fill for WithoutCatalog<'_> {
    /// Every page has the same style, which is one block of HTML however long it is.
    fn style(&self) -> Cow<'_, str> {
        self.options.document_style().map(|_| html! { style {} }.into_string()).unwrap_or_default().into()
    }

    fn header(&self, header: &Header) -> String {
        header.write(HeaderRelations::NONE, self.options)
    }

    fn directive(&self, _: &PlacedDirective) -> Option<String> {
        None
    }
}
