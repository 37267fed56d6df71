//! The changes of one attempt, before they are a plan: headings, removals, and what the tool writes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::field::FieldName;
use crate::document::metadata::MetadataBlock;
use crate::document::sections::Matching;
use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{anchors_on_page, escape};
use crate::page::header;
use crate::page::plan::{Piece, Plan, Removal, Stretch};
use crate::settings::MissingSections;
use crate::text::Span;

use super::heading_line::NewHeading;
use super::order::{self, Order};
use super::placeholders::{self, At, Placeholder, Started};
use super::refusal::Refusal;
use super::{Extent, Pin, Target, Wanted, ids, names};

/// The changes of one attempt.
pub(super) struct Draft<'d> {
    document: &'d Document<'d>,
    wanted: &'d Wanted<'d>,
    target: Target,
    headings: BTreeMap<usize, NewHeading>,
    changes: Vec<(usize, Piece)>,
    removed: Vec<Span>,
    placeholders: Vec<(usize, String)>,
    taken: BTreeSet<Cow<'d, str>>,
    /// A note for each change that a reader of the page sees.
    pub notes: Vec<Diagnostic>,
}

/// The removal of a document's front matter, with a byte order mark before it: nothing of a page follows one.
pub fn without_front_matter(document: &Document<'_>) -> impl Iterator<Item = (usize, Piece)> {
    let front_matter = document.front_matter.iter();
    front_matter.map(|found| (0, Piece::Removed(Span::new(0, found.span.end), Removal::FrontMatter)))
}

impl<'d> Draft<'d> {
    /// A draft that removes the front matter from a page and nothing else.
    pub fn new(document: &'d Document<'_>, wanted: &'d Wanted<'_>, target: Target) -> Self {
        Self {
            document,
            wanted,
            target,
            headings: BTreeMap::new(),
            changes: if target == Target::Page { without_front_matter(document).collect() } else { Vec::new() },
            removed: Vec::new(),
            placeholders: Vec::new(),
            taken: anchors_on_page(&document.parsed),
            notes: Vec::new(),
        }
    }

    /// Leaves out a block of the source.
    pub fn remove(&mut self, span: Span, why: Removal) {
        self.removed.push(span);
        self.changes.push((span.start, Piece::Removed(span, why)));
    }

    /// Title, levels, names, numbers, unfilled prompts and placeholders.
    pub fn bring_to_template(&mut self, matching: &Matching<'_>, decisions: &[Decision], order: &Order) {
        let (document, wanted) = (self.document, self.wanted);
        let parsed = &document.parsed;
        if wanted.renames {
            self.rename(matching, decisions);
        }
        // What is added stands at the template's level.
        let has_levels = wanted.renames || matching.shift == 0;
        if let Target::File { fills_in } = self.target {
            if fills_in && has_levels {
                for Started { at, block } in
                    placeholders::to_fill_in(document, matching, order, wanted.template, &mut self.taken)
                {
                    match at {
                        At::Offset(offset) => self.changes.push((offset, Piece::Generated(block))),
                        At::Before(place) => self.placeholders.push((place, block)),
                    }
                }
            }
            return;
        }
        for (section, placeholder) in placeholders::of_unfilled_prompt(document, matching, &wanted.options) {
            let own = document.outline.sections[section].own.trimmed(parsed.text);
            let heading = &parsed.headings[document.outline.sections[section].heading];
            self.remove(own, Removal::UnfilledPrompt);
            self.changes.push((own.start, Piece::Generated(placeholder)));
            if wanted.threshold.reports(Rule::StubShown) {
                let words = &wanted.options.labels.not_yet_written;
                let message = format!("the template's prompt under `{}` is shown as \"{words}\"", heading.text);
                self.notes.push(Diagnostic::new(Rule::StubShown, heading.content, message));
            }
        }
        if wanted.missing_sections == MissingSections::Placeholder && has_levels {
            self.add_placeholders(matching, order);
        }
    }

    /// Title, levels, names and numbers.
    fn rename(&mut self, matching: &Matching<'_>, decisions: &[Decision]) {
        let (document, wanted) = (self.document, self.wanted);
        let parsed = &document.parsed;
        if let Some((title, new)) = document.outline.title.zip(names::of_title(document, wanted.template)) {
            self.headings.insert(title, new);
        }
        for (place, section) in document.outline.sections.iter().enumerate() {
            let mut new = names::of_section(document, matching, place).unwrap_or_default();
            if matching.shift != 0 {
                let level = section.level.saturating_add_signed(matching.shift).clamp(1, 6);
                new.level = (level != section.level).then_some(level);
            }
            if new != NewHeading::default() {
                self.headings.insert(section.heading, new);
            }
        }
        for decision in decisions {
            if let Some(new) = names::of_decision(document, matching, decision) {
                let level = self.headings.get(&decision.heading).and_then(|known| known.level);
                self.headings.insert(decision.heading, NewHeading { level, ..new });
            }
        }
        let removed = &self.removed;
        self.headings.retain(|&place, _| {
            let heading = parsed.headings[place].span;
            !removed.iter().any(|span| span.contains(heading))
        });
        let is_shifted = matching.shift != 0 && wanted.threshold.reports(Rule::LevelsChanged);
        if let Some(first) = document.outline.sections.first().filter(|_| is_shifted) {
            let heading = &parsed.headings[first.heading];
            let (count, way) = (matching.shift.unsigned_abs(), if matching.shift > 0 { "deeper" } else { "higher" });
            let levels = if count == 1 { "one level".to_owned() } else { format!("{count} levels") };
            let message = format!("all headings below the title are shown {levels} {way}, where the template has them");
            self.notes.push(Diagnostic::new(Rule::LevelsChanged, heading.content, message));
        }
    }

    /// What stands for missing sections.
    fn add_placeholders(&mut self, matching: &Matching<'_>, order: &Order) {
        let mut placeholders =
            placeholders::of_missing(self.document, matching, order, &self.wanted.options, &mut self.taken);
        placeholders.sort_by_key(|placeholder| placeholder.before);
        if self.wanted.threshold.reports(Rule::StubShown) {
            self.tell_of_placeholders(&placeholders, order);
        }
        self.placeholders =
            placeholders.into_iter().map(|placeholder| (placeholder.before, placeholder.block)).collect();
    }

    /// One note for those placeholders that stand together.
    fn tell_of_placeholders(&mut self, placeholders: &[Placeholder<'_>], order: &Order) {
        let parsed = &self.document.parsed;
        let title = self.document.outline.title.map(|title| parsed.headings[title].content);
        let span = title.unwrap_or(Span::at(self.document.start()));
        for together in placeholders.chunk_by(|a, b| (a.before, &a.words) == (b.before, &b.words)) {
            let before = order.sections[..together[0].before].iter().rev().map(|placed| placed.section);
            let before = before.into_iter().find(|&section| !order::is_in_header(self.document, section));
            let place = before.map_or("before all sections".to_owned(), |before| {
                let section = self.document.outline.sections[before];
                format!("after `{}`", parsed.headings[section.heading].text)
            });
            let names: Vec<String> =
                together.iter().map(|placeholder| format!("`{}`", placeholder.slot.name)).collect();
            let message = format!("{} shown {place} as \"{}\"", are(&names), together[0].words);
            self.notes.push(Diagnostic::new(Rule::StubShown, span, message));
        }
    }

    /// Keeps every id that links may lead to. Gives those that are written to headings for that.
    ///
    /// # Errors
    /// An id that would change and can't be kept, or a heading that can't be rewritten.
    pub fn pin(&mut self, order: &Order, extent: Extent) -> Result<Vec<Pin>, Refusal> {
        let parsed = &self.document.parsed;
        if extent == Extent::Moved {
            // Footnotes are numbered anew, and a heading's id holds the number.
            let is_footnote = |(event, _): &(Event<'_>, Span)| matches!(event, Event::FootnoteReference(_));
            let numbered: Vec<usize> = parsed
                .depth_0_headings()
                .filter(|(_, heading)| {
                    heading.explicit_id.is_none() && parsed.events_of_heading(heading).iter().any(is_footnote)
                })
                .map(|(place, _)| place)
                .collect();
            for place in numbered {
                self.headings.entry(place).or_default().id = ids::of_heading(parsed, place).map(str::to_owned);
            }
        }
        ids::pin(parsed, &order.ranks(), &self.removed, &mut self.headings)?;
        for (&place, new) in &self.headings {
            let heading = &parsed.headings[place];
            let line = new.line(heading, parsed.text).ok_or(Refusal::HeadingForm(heading.span))?;
            self.changes.push((heading.span.start, Piece::Rewritten(heading.span, line)));
            let words = new.words.as_deref().unwrap_or(&heading.text);
            let is_title = self.document.outline.title == Some(place);
            let code = if is_title { Rule::TitlePattern } else { Rule::SectionRenamed };
            // That emphasis comes off a name needn't be told.
            if words != heading.text && self.wanted.threshold.reports(code) {
                let id = new.id.as_ref().map_or(String::new(), |id| format!(", and keeps its id `#{id}`"));
                let message = format!("`{}` is shown as `{words}`{id}", heading.text);
                self.notes.push(Diagnostic::new(code, heading.content, message));
            }
        }
        let pins = self
            .headings
            .iter()
            .filter_map(|(&place, new)| Some(Pin { heading: parsed.headings[place].span.start, id: new.id.clone()? }));
        Ok(pins.collect())
    }

    /// The plan: all in its order, with a header behind the title, and a title where there is none; and the header's block.
    pub fn plan(
        mut self,
        blocks: &[&MetadataBlock],
        decisions: &[Decision],
        order: &Order,
        extent: Extent,
    ) -> (Plan, Option<String>, Vec<Diagnostic>) {
        let document = self.document;
        let at = document.outline.title.map_or(document.start(), |title| document.parsed.headings[title].span.end);
        let mut stretches = vec![Stretch::Source(Span::new(0, at))];
        let mut header = None;
        if extent != Extent::Bare && self.target == Target::Page {
            let (title, written) = self.header(blocks, extent);
            stretches.extend(
                title
                    .into_iter()
                    .chain(self.wanted.options.document_style().map(str::to_owned))
                    .map(Stretch::Generated),
            );
            stretches.push(Stretch::Generated(written.clone()));
            stretches.extend(self.decision_list(decisions).map(Stretch::Generated));
            header = Some(written);
        }
        stretches.push(Stretch::Source(Span::new(at, order.prologue.end)));
        for place in 0..=order.sections.len() {
            let placeholders = self.placeholders.iter().filter(|(before, _)| *before == place);
            stretches.extend(placeholders.map(|(_, block)| Stretch::Generated(block.clone())));
            if let Some(placed) = order.sections.get(place) {
                stretches.extend(placed.parts.iter().map(|&part| Stretch::Source(part)));
            }
        }
        stretches.push(Stretch::Source(order.footer));
        (Plan::of(stretches, self.changes), header, self.notes)
    }

    /// A title, if there is none, and the header.
    fn header(&mut self, blocks: &[&MetadataBlock], extent: Extent) -> (Option<String>, String) {
        let (document, wanted) = (self.document, self.wanted);
        let title = missing_title(document, wanted, extent).map(|title| {
            let id = ids::free_id(&title, &mut self.taken);
            format!("# {} {{#{id}}}", escape(&title))
        });
        let options = &wanted.options;
        let heading = blocks.iter().find_map(|block| block.heading);
        let id = heading.and_then(|heading| ids::of_heading(&document.parsed, heading));
        (title, header::write(document, blocks, id, options, wanted.related, wanted.progress))
    }

    /// The decisions below the header, if they are enough for a list. A heading that changes keeps its id, so that these are the author's.
    fn decision_list(&self, decisions: &[Decision]) -> Option<String> {
        let Wanted { options, decision_list, .. } = self.wanted;
        let is_wanted = options.html && decision_list.is_some_and(|least| decisions.len() >= least.get());
        if !is_wanted || decisions.iter().any(|decision| decision.is_document) {
            return None;
        }
        let parsed = &self.document.parsed;
        let listed = decisions.iter().map(|decision| (decision, ids::of_heading(parsed, decision.heading)));
        Some(header::decision_list(listed, options))
    }
}

/// `A is`, `A and B are`, `A, B and C are`.
fn are(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("{name} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
    }
}

/// The title that a page gets where its document has none: front matter's, else, if the body may change, the chapter's name.
fn missing_title(document: &Document<'_>, wanted: &Wanted<'_>, extent: Extent) -> Option<String> {
    if document.outline.title.is_some() {
        return None;
    }
    let of_front_matter = document.metadata.field(FieldName::Title).map(|field| field.words().trim().to_owned());
    of_front_matter
        .or_else(|| extent.changes_the_body().then(|| wanted.chapter_name.trim().to_owned()))
        .filter(|title| !title.is_empty())
}
