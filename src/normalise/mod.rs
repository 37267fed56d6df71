//! A document's plan: what its page shows, made of the author's own bytes, and proven by parsing it again. Where a plan doesn't
//! hold, a smaller one is made, and a finding says why.

mod heading_line;
mod names;
mod pins;
mod stubs;
mod verify;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::field::FieldName;
use crate::document::metadata::MetadataBlock;
use crate::document::sections::Matching;
use crate::document::title::{TitleForm, TitleParts};
use crate::finding::{Code, Finding};
use crate::header;
use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{BlockKind, Parsed, escape};
use crate::page::Look;
use crate::plan::{Piece, Plan, Removal, Rendered};
use crate::settings::{MissingSections, Normalise};
use crate::span::Span;
use crate::template::{Template, fold};
use heading_line::NewHeading;
use verify::Refusal;

/// What normalising needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// How far to go.
    pub normalise: Normalise,
    /// What a missing section becomes.
    pub missing_sections: MissingSections,
    /// The template.
    pub template: &'w Template,
    /// The chapter's name: a title where there is none.
    pub chapter_name: &'w str,
    /// How pages are written.
    pub look: Look<'w>,
}

/// A normalised document.
#[derive(Debug)]
pub struct Normalised {
    /// The page's Markdown.
    pub text: String,
    /// The id of each author's heading on the page, by its place in the source's headings.
    pub ids: BTreeMap<usize, String>,
    /// What was done and what was not.
    pub findings: Vec<Finding>,
    /// The plan.
    pub plan: Plan,
}

/// How much of a plan is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Names, levels, numbers and stubs too.
    Whole,
    /// The header, in place of the metadata.
    Header,
    /// The header beside the metadata.
    HeaderBeside,
    /// Front matter comes off, no more.
    Bare,
}

/// Brings a document to its template as far as that loses nothing.
#[must_use]
pub fn normalise(
    document: &Document<'_>,
    matching: &Matching<'_>,
    decisions: &[Decision],
    wanted: &Wanted<'_>,
) -> Normalised {
    let mut findings = Vec::new();
    let opaque = opaque_include(&document.parsed);
    if let Some(include) = opaque {
        let message = "this includes a file whose headings can't be seen";
        let help = "so no section is renamed or added; put the text into the document to have that";
        findings.push(Finding::new(Code::IncludeOpaque, include, message).with_help(help));
    }
    let is_whole = wanted.normalise != Normalise::Off && matching.is_document && opaque.is_none();
    let extents = [Extent::Whole, Extent::Header, Extent::HeaderBeside, Extent::Bare];
    for extent in extents.into_iter().skip(usize::from(!is_whole)) {
        // Blocks of metadata that the header can't stand for stay where they are, and the rest of the plan is tried again.
        let mut kept = BTreeSet::new();
        loop {
            match attempt(document, matching, decisions, wanted, extent, &kept) {
                Ok(mut normalised) => {
                    findings.append(&mut normalised.findings);
                    return Normalised { findings, ..normalised };
                }
                Err(refusal) => {
                    findings.push(refused(document, extent, &refusal));
                    match refusal {
                        Refusal::Header(block, _) if kept.insert(block) => {}
                        _ => break,
                    }
                }
            }
        }
    }
    Normalised {
        text: document.parsed.text[document.start()..].to_owned(),
        ids: ids_of(document, wanted),
        findings,
        plan: Plan::of(document.parsed.text.len(), Vec::new()),
    }
}

/// Whether a `Status` section is one that the template wants.
fn fills_slot(document: &Document<'_>, matching: &Matching<'_>, block: &MetadataBlock) -> bool {
    document
        .outline
        .sections
        .iter()
        .zip(&matching.matches)
        .any(|(section, found)| Some(section.heading) == block.heading && found.is_some())
}

fn refused(document: &Document<'_>, extent: Extent, refusal: &Refusal) -> Finding {
    let title = document.outline.title.map(|title| document.parsed.headings[title].content);
    let span = match refusal {
        Refusal::Block(span) | Refusal::HeadingForm(span) | Refusal::Header(span, _) | Refusal::Id(Some(span), _) => {
            span.trimmed(document.parsed.text)
        }
        _ => title.unwrap_or(Span::at(document.start())),
    };
    let what = match (extent, refusal) {
        (_, Refusal::Header(..)) | (Extent::Header | Extent::HeaderBeside, _) => "the metadata stays where it is",
        (Extent::Whole, _) => "the sections are left as they are",
        (Extent::Bare, _) => "the page gets no header",
    };
    Finding::new(Code::MoveRefused, span, format!("{what}: {refusal}"))
}

/// The changes of one attempt, before they are a plan.
struct Draft {
    headings: BTreeMap<usize, NewHeading>,
    pieces: Vec<(usize, Piece)>,
    removed: Vec<Span>,
    findings: Vec<Finding>,
}

fn attempt(
    document: &Document<'_>,
    matching: &Matching<'_>,
    decisions: &[Decision],
    wanted: &Wanted<'_>,
    extent: Extent,
    kept: &BTreeSet<Span>,
) -> Result<Normalised, Refusal> {
    let parsed = &document.parsed;
    let look = &wanted.look;
    let mut draft = Draft { headings: BTreeMap::new(), pieces: Vec::new(), removed: Vec::new(), findings: Vec::new() };
    let mut taken = taken_ids(parsed, look);
    if let Some(front_matter) = &document.front_matter {
        draft.pieces.push((front_matter.span.start, Piece::Removed(front_matter.span, Removal::FrontMatter)));
    }
    let blocks: Vec<&MetadataBlock> = match extent {
        Extent::Whole | Extent::Header => document
            .metadata
            .blocks
            .iter()
            .filter(|block| {
                block.heading.is_none() || extent == Extent::Whole && !fills_slot(document, matching, block)
            })
            .filter(|block| !kept.contains(&block.span) && !block.span.of(parsed.text).contains("{{#"))
            .collect(),
        Extent::HeaderBeside | Extent::Bare => Vec::new(),
    };
    for block in &blocks {
        draft.removed.push(block.span);
        draft.pieces.push((block.span.start, Piece::Removed(block.span, Removal::Metadata)));
    }
    if extent == Extent::Whole {
        draft.bring_to_template(document, matching, decisions, wanted, &mut taken);
    }
    pins::pin(parsed, look.dialect.ids, &draft.removed, &mut draft.headings)
        .map_err(|(span, id)| Refusal::Id(Some(span), id))?;
    for (&place, new) in &draft.headings {
        let heading = &parsed.headings[place];
        let line = new.line(heading, parsed.text).ok_or(Refusal::HeadingForm(heading.span))?;
        draft.pieces.push((heading.span.start, Piece::Rewritten(heading.span, line)));
    }
    let header_at = (extent != Extent::Bare).then(|| draft.add_header(document, &blocks, wanted, extent, &mut taken));
    let plan = Plan::of(parsed.text.len(), draft.pieces);
    let rendered = plan.render(parsed.text);
    let after = verify::verify(parsed, &plan, &rendered, look.dialect)?;
    if let Some(header) = header_at {
        let place = plan.pieces().iter().position(|piece| matches!(piece, Piece::Generated(block) if *block == header));
        let place = rendered.places[place.expect("the header is in the plan")];
        // The badge stands for the status field's label.
        let status = document.metadata.status_field.map_or("", |field| document.metadata.fields[field].label.as_str());
        let shown = verify::shown_by(&after, place);
        for block in &blocks {
            let removed = block
                .heading
                .map_or(block.span, |heading| Span::new(parsed.headings[heading].span.end, block.span.end));
            let unsaid = format!("{status} {}", block.unsaid);
            if let Some(words) = verify::lost(parsed, removed, &unsaid, &shown) {
                return Err(Refusal::Header(block.span, words));
            }
        }
    }
    let ids = ids_after(document, &plan, &rendered, &after, look);
    let Rendered { text, .. } = rendered;
    Ok(Normalised { text, ids, findings: draft.findings, plan })
}

impl Draft {
    /// Title, levels, names, numbers, boilerplate and stubs.
    fn bring_to_template(
        &mut self,
        document: &Document<'_>,
        matching: &Matching<'_>,
        decisions: &[Decision],
        wanted: &Wanted<'_>,
        taken: &mut BTreeSet<String>,
    ) {
        let parsed = &document.parsed;
        if let Some((title, new)) = document.outline.title.zip(names::of_title(document, wanted.template)) {
            self.rewrite(parsed, title, new, Code::TitlePattern);
        }
        for (place, section) in document.outline.sections.iter().enumerate() {
            if matching.shift != 0 {
                let level = section.level.saturating_add_signed(matching.shift).clamp(1, 6);
                self.headings.entry(section.heading).or_default().level = (level != section.level).then_some(level);
            }
            if let Some(new) = names::of_section(document, matching, place) {
                self.rewrite(parsed, section.heading, new, Code::SectionRenamed);
            }
        }
        for decision in decisions {
            if let Some(new) = names::of_decision(document, matching, decision) {
                self.rewrite(parsed, decision.heading, new, Code::SectionRenamed);
            }
        }
        let removed = &self.removed;
        self.headings.retain(|&place, new| {
            *new != NewHeading::default() && !removed.iter().any(|span| span.contains(parsed.headings[place].span))
        });
        for (span, stub) in stubs::of_boilerplate(document, matching, &wanted.look) {
            self.removed.push(span);
            self.pieces.push((span.start, Piece::Removed(span, Removal::Boilerplate)));
            self.pieces.push((span.start, Piece::Generated(stub)));
        }
        if wanted.missing_sections == MissingSections::Placeholder {
            self.pieces.extend(stubs::of_missing(document, matching, &wanted.look, taken));
        }
    }

    fn rewrite(&mut self, parsed: &Parsed<'_>, heading: usize, new: NewHeading, code: Code) {
        let old = &parsed.headings[heading];
        let words = new.words.as_deref().unwrap_or_default();
        // That emphasis comes off a name needn't be told.
        if words != old.text {
            self.findings.push(Finding::new(code, old.content, format!("`{}` is shown as `{words}`", old.text)));
        }
        let level = self.headings.get(&heading).and_then(|known| known.level);
        self.headings.insert(heading, NewHeading { level, ..new });
    }

    /// The header behind the title, and a title where there is none; gives the header's block.
    fn add_header(
        &mut self,
        document: &Document<'_>,
        blocks: &[&MetadataBlock],
        wanted: &Wanted<'_>,
        extent: Extent,
        taken: &mut BTreeSet<String>,
    ) -> String {
        let parsed = &document.parsed;
        let look = &wanted.look;
        let at = document.outline.title.map_or(document.start(), |title| parsed.headings[title].span.end);
        let mut before: Vec<(usize, Piece)> = Vec::new();
        if let Some(title) = missing_title(document, wanted, extent) {
            let id = pins::free_id(&title, taken);
            before.push((at, Piece::Generated(format!("# {} {{#{id}}}", escape(&title)))));
        }
        before.extend(look.style().map(|style| (at, Piece::Generated(style))));
        let id = blocks.iter().find_map(|block| block.heading).and_then(|heading| id_of_heading(parsed, heading, look));
        let header = header::write(document, blocks, id.as_deref(), look);
        before.push((at, Piece::Generated(header.clone())));
        // A removed block may begin where the header stands: the header comes first.
        self.pieces.splice(0..0, before);
        header
    }
}

/// The title that a page gets where its document has none: front matter's, else, if the body may change, the chapter's name.
fn missing_title(document: &Document<'_>, wanted: &Wanted<'_>, extent: Extent) -> Option<String> {
    if document.outline.title.is_some() {
        return None;
    }
    let of_front_matter = document.metadata.field(FieldName::Title).map(|field| field.words().trim().to_owned());
    of_front_matter
        .or_else(|| (extent == Extent::Whole).then(|| wanted.chapter_name.trim().to_owned()))
        .filter(|title| !title.is_empty())
}

/// Where a block-level `{{#include x.md}}` stands, if there is one.
fn opaque_include(parsed: &Parsed<'_>) -> Option<Span> {
    let paragraphs = parsed.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.flat_map(|block| lines(block.span, parsed.text)).find(|line| {
        let line = line.of(parsed.text);
        line.strip_prefix("{{#include").and_then(|rest| rest.split_once("}}")).is_some_and(|(path, _)| {
            let path = path.trim().split(':').next().unwrap_or_default();
            path.to_ascii_lowercase().ends_with(".md")
        })
    })
}

/// The lines of a part of a text, trimmed.
fn lines(part: Span, text: &str) -> impl Iterator<Item = Span> {
    let mut start = part.start;
    part.of(text).split_inclusive('\n').map(move |line| {
        start += line.len();
        Span::new(start - line.len(), start).trimmed(text)
    })
}

/// The ids that stand on the page already, those of raw HTML among them.
fn taken_ids(parsed: &Parsed<'_>, look: &Look<'_>) -> BTreeSet<String> {
    let mut taken: BTreeSet<String> = parsed.ids(look.dialect.ids).into_iter().flatten().collect();
    for (event, _) in &parsed.events {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                for attribute in ["id=", "name="] {
                    taken.extend(html.match_indices(attribute).map(|(at, _)| {
                        let value = html[at + attribute.len()..].trim_start_matches(['"', '\'']);
                        value.split(['"', '\'', '>', ' ', '\n']).next().unwrap_or_default().to_owned()
                    }));
                }
            }
            Event::FootnoteReference(name) => taken.extend([format!("footnote-{name}"), format!("fr-{name}-1")]),
            _ => {}
        }
    }
    taken
}

fn id_of_heading(parsed: &Parsed<'_>, heading: usize, look: &Look<'_>) -> Option<String> {
    let span = parsed.headings[heading].span;
    let place = parsed.id_sources.iter().position(|source| source.span == span)?;
    parsed.ids(look.dialect.ids).into_iter().nth(place).flatten()
}

/// The ids of a document that is shown as it is.
fn ids_of(document: &Document<'_>, wanted: &Wanted<'_>) -> BTreeMap<usize, String> {
    let parsed = &document.parsed;
    let ids = parsed.ids(wanted.look.dialect.ids);
    let id_at: BTreeMap<Span, Option<String>> = parsed.id_sources.iter().map(|source| source.span).zip(ids).collect();
    let headings = parsed.headings.iter().enumerate();
    headings.filter_map(|(place, heading)| Some((place, id_at.get(&heading.span)?.clone()?))).collect()
}

/// The ids of the author's headings on the finished page.
fn ids_after(
    document: &Document<'_>,
    plan: &Plan,
    rendered: &Rendered,
    after: &Parsed<'_>,
    look: &Look<'_>,
) -> BTreeMap<usize, String> {
    let ids = after.ids(look.dialect.ids);
    let id_at: BTreeMap<usize, &Option<String>> =
        after.id_sources.iter().zip(&ids).map(|(source, id)| (source.span.start, id)).collect();
    // The author's parts, in the order of the source, each with its place on the page.
    let mut parts: Vec<(Span, usize)> = plan
        .pieces()
        .iter()
        .zip(&rendered.places)
        .filter_map(|(piece, place)| match piece {
            Piece::Source(span) | Piece::Rewritten(span, _) => Some((*span, place.start)),
            Piece::Removed(..) | Piece::Generated(_) => None,
        })
        .collect();
    parts.sort_unstable();
    let mut found = BTreeMap::new();
    for (place, heading) in document.parsed.headings.iter().enumerate() {
        let start = heading.span.start;
        let next = parts.partition_point(|(span, _)| span.start <= start);
        let Some((part, at)) = next.checked_sub(1).map(|part| parts[part]).filter(|(part, _)| start < part.end) else {
            continue;
        };
        if let Some(Some(id)) = id_at.get(&(at + (start - part.start))) {
            found.insert(place, id.clone());
        }
    }
    found
}

/// What an author should know of the document beside what was done to it: sections, boilerplate, title, decisions.
#[must_use]
pub fn findings(
    document: &Document<'_>,
    matching: &Matching<'_>,
    decisions: &[Decision],
    wanted: &Wanted<'_>,
) -> Vec<Finding> {
    let template = wanted.template;
    let parsed = &document.parsed;
    let title = document.outline.title.map(|title| &parsed.headings[title]);
    let top = title.map_or(Span::at(document.start()), |title| title.content);
    let mut findings = Vec::new();
    match title {
        None if document.metadata.field(FieldName::Title).is_some() => {}
        None => {
            let help = "add a line such as `# Name Design Document` at the top";
            findings.push(Finding::new(Code::TitleMissing, top, "the document has no title").with_help(help));
        }
        Some(title) if matching.is_document => {
            let form = TitleParts::of(&title.text, &template.title).form;
            if form == TitleForm::Other {
                let message = format!("the title \"{}\" stays as it is", title.text);
                let help = format!("the template has `# {}`", template.title.of_name("[Name]"));
                findings.push(Finding::new(Code::TitlePattern, title.content, message).with_help(help));
            }
        }
        Some(_) => {}
    }
    if !matching.is_document {
        if wanted.normalise == Normalise::Off {
            return findings;
        }
        let message = format!("the chapter doesn't look like the template `{}`", template.name);
        let help = "exclude it from `docs`, or write `design-doc: false` or another `template` in its front matter";
        findings.push(Finding::new(Code::TemplateMismatch, top, message).with_help(help));
        return findings;
    }
    // What an included file holds can't be missed.
    let is_opaque = opaque_include(parsed).is_some();
    let not_applicable = stubs::not_applicable(document);
    findings.extend(matching.findings(parsed, &document.outline, |slot| {
        is_opaque || slot.is_optional || not_applicable.contains(&fold(&slot.name))
    }));
    for (section, slot) in stubs::sections_with_slots(document, matching) {
        let own = document.outline.sections[section].own;
        let text = own.of(parsed.text);
        let whole = slot.is_boilerplate(text).then(|| Span::new(0, text.len()).trimmed(text));
        if let Some(prompt) = whole.or_else(|| slot.first_prompt(text)) {
            let message = format!("this is still the template's prompt under `{}`", slot.name);
            let finding = Finding::new(Code::BoilerplateLeft, prompt.shifted(own.start), message);
            findings.push(finding.with_help("replace it by what holds for your design, or delete it"));
        }
    }
    findings.extend(of_decisions(document, matching, decisions));
    findings
}

fn of_decisions(document: &Document<'_>, matching: &Matching<'_>, decisions: &[Decision]) -> Vec<Finding> {
    let parsed = &document.parsed;
    let mut findings = Vec::new();
    for decision in decisions {
        let heading = parsed.headings[decision.heading].content;
        let span = if decision.section.is_some() { heading } else { decision.span.trimmed(parsed.text) };
        if decision.choice.is_none() {
            let message = format!("decision {} doesn't say what was chosen", decision.number);
            let help = "begin it with a sentence such as `Will use X because:`, or with `Approach: X`";
            findings.push(Finding::new(Code::DecisionWithoutChoice, span, message).with_help(help));
        }
        if let Some((words, span)) = &decision.unknown_status {
            let message = format!("\"{}\" is not a status", words.trim());
            findings.push(
                Finding::new(Code::StatusUnknown, *span, message)
                    .with_help("use one of the book's statuses, or take the line out"),
            );
        }
    }
    let section = (0..document.outline.sections.len()).find(|&section| matching.holds_decisions(section));
    if let Some(section) = section.filter(|_| decisions.is_empty() && opaque_include(parsed).is_none()) {
        let heading = &parsed.headings[document.outline.sections[section].heading];
        let message = format!("`{}` has no decision", heading.text);
        let help = "write each one as `### 1. Area`, with a sentence such as `Will use X because:` below";
        findings.push(Finding::new(Code::DecisionMissing, heading.content, message).with_help(help));
    }
    findings
}
