//! The changes of one attempt, before they are a plan: headings, removals, and what the tool writes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::metadata::MetadataBlock;
use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{BlockKind, anchors_on_page, escape, raw_ids};
use crate::page::header::{self, Header};
use crate::page::plan::{Part, Plan};
use crate::page::segment::{Removal, Segment, TitleBlock};
use crate::read::{Context, ReadDocument};
use crate::settings::MissingSections;
use crate::text::Span;

use super::attempt::{PlanExtent, PlanTarget};
use super::heading_line::NewHeading;
use super::order::Order;
use super::placeholders::{self, At, Started};
use super::refusal::Refusal;
use super::{Pin, anchors, names};

/// The changes of one attempt.
pub(super) struct Draft<'d> {
    read: &'d ReadDocument<'d>,
    context: &'d Context<'d>,
    target: PlanTarget,
    headings: BTreeMap<usize, NewHeading>,
    changes: Vec<(usize, Segment)>,
    removed: Vec<Span>,
    /// What is added before the shown sections, by place; behind them all if there are fewer.
    added: Vec<(usize, Segment)>,
    taken: BTreeSet<Cow<'d, str>>,
}

/// The removal of a document's front matter, with a byte order mark before it: nothing of a page follows one.
pub(super) fn removal_of_front_matter(document: &Document<'_>) -> impl Iterator<Item = (usize, Segment)> {
    let front_matter = document.front_matter.iter();
    front_matter.map(|found| (0, Segment::Removed(Span::new(0, found.span.end), Removal::FrontMatter)))
}

impl<'d> Draft<'d> {
    /// A draft that removes the front matter from a page and nothing else.
    pub(super) fn new(read: &'d ReadDocument<'_>, context: &'d Context<'_>, target: PlanTarget) -> Self {
        let is_page = target == PlanTarget::Page;
        Self {
            read,
            context,
            target,
            headings: BTreeMap::new(),
            changes: if is_page { removal_of_front_matter(&read.document).collect() } else { Vec::new() },
            removed: Vec::new(),
            added: Vec::new(),
            taken: anchors_on_page(&read.document.parsed),
        }
    }

    /// Leaves out a block of the source.
    pub(super) fn remove(&mut self, span: Span, why: Removal) {
        self.removed.push(span);
        self.changes.push((span.start, Segment::Removed(span, why)));
    }

    /// Title, levels, names, numbers, unfilled prompts and missing sections.
    pub(super) fn apply_template(&mut self, order: &Order) {
        let ReadDocument { document, matching, template, extent, .. } = self.read;
        if extent.renames {
            self.rename();
        }
        // What is added stands at the template's level.
        let has_levels = extent.renames || matching.shift == 0;
        if let PlanTarget::File { fills_in } = self.target {
            if fills_in && has_levels {
                for Started { at, block } in
                    placeholders::to_fill_in(document, matching, order, template, &mut self.taken)
                {
                    match at {
                        At::Offset(offset) => self.changes.push((offset, Segment::GeneratedText(block))),
                        At::Before(place) => self.added.push((place, Segment::GeneratedText(block))),
                    }
                }
            }
            return;
        }
        let options = &self.context.options;
        for (section, placeholder) in placeholders::for_unfilled_prompts(document, matching, options) {
            let own = document.outline.sections[section].own.trimmed(document.parsed.text);
            self.remove(own, Removal::UnfilledPrompt);
            self.changes.push((own.start, Segment::Placeholder(Box::new(placeholder))));
        }
        if extent.missing_sections == MissingSections::Placeholder && has_levels {
            let mut added = placeholders::for_missing_sections(document, matching, order, options, &mut self.taken);
            added.sort_by_key(|(before, _)| *before);
            self.added = added
                .into_iter()
                .map(|(before, placeholder)| (before, Segment::Placeholder(Box::new(placeholder))))
                .collect();
        }
    }

    /// Title, levels, names and numbers.
    fn rename(&mut self) {
        let ReadDocument { document, matching, template, decisions, .. } = self.read;
        let parsed = &document.parsed;
        if let Some((title, new)) = document.outline.title.zip(names::rename_title(document, template)) {
            self.headings.insert(title, new);
        }
        for (place, section) in document.outline.sections.iter().enumerate() {
            let mut new = names::rename_section(document, matching, place).unwrap_or_default();
            if matching.shift != 0 {
                let level = section.level.saturating_add_signed(matching.shift).clamp(1, 6);
                new.level = (level != section.level).then_some(level);
            }
            if new != NewHeading::default() {
                self.headings.insert(section.heading, new);
            }
        }
        for decision in decisions {
            if let Some(new) = names::rename_decision(document, matching, decision) {
                let level = self.headings.get(&decision.heading).and_then(|known| known.level);
                self.headings.insert(decision.heading, NewHeading { level, ..new });
            }
        }
        let removed = &self.removed;
        self.headings.retain(|&place, _| {
            let heading = parsed.headings[place].span;
            !removed.iter().any(|span| span.contains(heading))
        });
    }

    /// Keeps every anchor that links may lead to. Gives those that are written to headings for that.
    ///
    /// # Errors
    /// An anchor that would change and can't be kept, or a heading that can't be rewritten.
    pub(super) fn pin(&mut self, order: &Order, extent: PlanExtent) -> Result<Vec<Pin>, Refusal> {
        let parsed = &self.read.document.parsed;
        if extent == PlanExtent::Moved {
            // Footnotes are numbered anew, and a heading's anchor holds the number.
            let is_footnote = |(event, _): &(Event<'_>, Span)| matches!(event, Event::FootnoteReference(_));
            let numbered: Vec<usize> = parsed
                .depth_0_headings()
                .filter(|(_, heading)| {
                    heading.explicit_id.is_none() && parsed.events_of_heading(heading).iter().any(is_footnote)
                })
                .map(|(place, _)| place)
                .collect();
            for place in numbered {
                self.headings.entry(place).or_default().id = parsed.anchor_of(place).map(str::to_owned);
            }
        }
        anchors::pin(parsed, &order.ranks(), &self.removed, &mut self.headings)?;
        let mut pins = Vec::new();
        for (place, new) in std::mem::take(&mut self.headings) {
            let heading = &parsed.headings[place];
            pins.extend(new.id.clone().map(|id| Pin { heading: heading.span.start, id }));
            let line = new.line(place, heading, parsed.text).ok_or(Refusal::HeadingForm(heading.span))?;
            self.changes.push((heading.span.start, Segment::Heading(Box::new(line))));
        }
        Ok(pins)
    }

    /// The plan: all in its order, with a header behind the title, and a title where there is none.
    pub(super) fn plan(mut self, blocks: &[&MetadataBlock], order: &Order, extent: PlanExtent) -> Plan {
        let document = &self.read.document;
        let at = document.outline.title.map_or(document.start(), |title| document.parsed.headings[title].span.end);
        let mut parts = vec![Part::Source(Span::new(0, at))];
        if extent != PlanExtent::Bare && self.target == PlanTarget::Page {
            let title = self.missing_title(extent);
            let style = self.context.options.document_style().map(|_| Segment::Style);
            let header = Segment::Header(Box::new(self.header(blocks, at)));
            let decisions = self.decision_list().map(Segment::DecisionList);
            let top = title.into_iter().chain(style).chain([header]).chain(decisions);
            parts.extend(top.map(Part::Generated));
        }
        parts.push(Part::Source(Span::new(at, order.prologue.end)));
        let mut added = self.added.into_iter().peekable();
        for place in 0..=order.sections.len() {
            while let Some((_, segment)) = added.next_if(|(before, _)| *before == place) {
                parts.push(Part::Generated(segment));
            }
            if let Some(placed) = order.sections.get(place) {
                parts.extend(placed.parts.iter().map(|&part| Part::Source(part)));
            }
        }
        parts.push(Part::Source(order.footer));
        Plan::new(parts, self.changes)
    }

    fn header(&self, blocks: &[&MetadataBlock], at: usize) -> Header {
        let ReadDocument { document, progress, .. } = self.read;
        let parsed = &document.parsed;
        let heading = blocks.iter().find_map(|block| block.heading);
        let anchor = heading.and_then(|heading| self.anchor_to_keep(heading));
        let is_removed = |span: Span| self.removed.iter().any(|removed| removed.contains(span));
        let next = parsed.blocks.iter().find(|block| block.span.start >= at && !is_removed(block.span));
        let is_before_list = next.is_some_and(|block| block.kind == BlockKind::List);
        Header::new(document, blocks, anchor, is_before_list, &self.context.options, progress.as_ref())
    }

    /// The anchor of a removed heading, if links to it lead there, and to no raw element that has the same id above it. Footnotes are shown last.
    fn anchor_to_keep(&self, heading: usize) -> Option<&str> {
        let parsed = &self.read.document.parsed;
        let anchor = parsed.anchor_of(heading)?;
        let above = Span::new(self.read.document.start(), parsed.headings[heading].span.start);
        let is_in_note = |span: Span| parsed.block_around(span).is_some_and(|block| block.kind == BlockKind::Footnote);
        let is_taken = raw_ids(parsed, above).iter().any(|(id, span)| id == anchor && !is_in_note(*span));
        (!is_taken).then_some(anchor)
    }

    /// The decisions below the header, if they are enough for a list. A heading that changes keeps its anchor, so that these are the author's.
    fn decision_list(&self) -> Option<String> {
        let ReadDocument { document, decisions, .. } = self.read;
        let (options, least) = (&self.context.options, self.context.settings.decision_list);
        let is_wanted = options.html && least.is_some_and(|least| decisions.len() >= least.get());
        if !is_wanted || decisions.iter().any(|decision| decision.is_document) {
            return None;
        }
        let listed = decisions.iter().map(|decision| (decision, document.parsed.anchor_of(decision.heading)));
        Some(header::decision_list(listed, options))
    }

    /// The title that a page gets where its document has none: front matter's, else, if the body may change, the chapter's name.
    fn missing_title(&mut self, extent: PlanExtent) -> Option<Segment> {
        let ReadDocument { document, chapter, .. } = self.read;
        if document.outline.title.is_some() {
            return None;
        }
        let of_front_matter = document.metadata.field(FieldName::Title).map(|field| field.words().trim().to_owned());
        let title = of_front_matter
            .or_else(|| extent.changes_the_body().then(|| chapter.chapter_name.trim().to_owned()))
            .filter(|title| !title.is_empty())?;
        let anchor = anchors::free_id(&title, &mut self.taken);
        let block = format!("# {} {{#{anchor}}}", escape(&title));
        Some(Segment::Title(Box::new(TitleBlock { block, anchor: Some(anchor) })))
    }
}
