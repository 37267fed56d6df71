//! A document's plan: what its page shows, made of the author's own bytes, and proven by parsing it again. Where a plan doesn't
//! hold, a smaller one is made, and a diagnostic says why.

mod above_heading;
mod attempt;
mod dependence;
mod diagnostics;
mod draft;
mod file;
mod heading_line;
mod ids;
mod names;
mod order;
mod placeholders;
mod refusal;
mod settled;
mod verify;

pub use diagnostics::diagnostics;
pub use file::{Formatted, format};
pub use placeholders::is_unfilled_prompt;
pub use refusal::Refusal;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::metadata::{FieldValue, MetadataBlock};
use crate::document::progress::Progress;
use crate::document::sections::Matching;
use crate::markdown::{has_balanced_html, may_hold_directive, raw_ids};
use crate::page::RenderOptions;
use crate::page::header::Related;
use crate::page::plan::{Plan, Stretch};
use crate::settings::{MissingSections, Normalise, Threshold};
use crate::template::Template;
use crate::text::Span;
use attempt::Attempt;
use order::Order;

/// What normalising needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// How far to go.
    pub normalise: Normalise,
    /// Whether titles, names, levels and numbers may change.
    pub renames: bool,
    /// What a missing section becomes.
    pub missing_sections: MissingSections,
    /// The template.
    pub template: &'w Template,
    /// The chapter's name: a title where there is none.
    pub chapter_name: &'w str,
    /// What the header shows of its relations.
    pub related: &'w Related,
    /// What the header shows of its plan's tasks.
    pub progress: Option<&'w Progress>,
    /// From how many decisions on the page lists them below its header; `None` if it never does.
    pub decision_list: Option<NonZeroUsize>,
    /// How pages are written.
    pub options: RenderOptions<'w>,
    /// Which of the diagnostics are wanted.
    pub threshold: Threshold<'w>,
}

/// A normalised document.
#[derive(Debug)]
pub struct Normalised {
    /// The page's Markdown.
    pub text: String,
    /// The ids of those headings that have none in the source, by heading; all others keep theirs.
    pub new_ids: BTreeMap<usize, String>,
    /// The ids that were written to headings, so that they keep them.
    pub pinned: Vec<Pin>,
    /// What was done and what was not.
    pub diagnostics: Vec<Diagnostic>,
    /// The plan.
    pub plan: Plan,
}

impl Normalised {
    /// The id of one of the document's headings on the page.
    #[must_use]
    pub fn id<'n>(&'n self, document: &'n Document<'_>, heading: usize) -> Option<&'n str> {
        self.new_ids.get(&heading).map(String::as_str).or_else(|| ids::of_heading(&document.parsed, heading))
    }
}

/// How much of a plan is tried, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
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

impl Extent {
    /// Whether more than the header changes.
    fn changes_the_body(self) -> bool {
        self <= Self::InPlace
    }
}

/// Brings a document to its template as far as that loses nothing.
#[must_use]
pub fn normalise(
    document: &Document<'_>,
    matching: &Matching<'_>,
    decisions: &[Decision],
    wanted: &Wanted<'_>,
) -> Normalised {
    let Ways { of_body, moved, mut diagnostics } = Ways::of(document, matching, wanted.normalise);
    if let Some(include) = document.opaque_include {
        let message = "this includes a file whose headings can't be seen";
        let help = "so no section is renamed, moved or added; put the text into the document to have that";
        diagnostics.push(Diagnostic::new(Rule::IncludeOpaque, include, message).with_help(help));
    }
    let in_source = LazyCell::new(|| Order::of_source(document, matching));
    let of_header: &[Extent] = if may_be_elsewhere(document) {
        &[Extent::Bare]
    } else {
        &[Extent::Header, Extent::HeaderBeside, Extent::Bare]
    };
    for extent in of_body.into_iter().chain(of_header.iter().copied()) {
        let order = moved.as_ref().filter(|_| extent == Extent::Moved).map_or_else(|| &*in_source, |(order, _)| order);
        let attempt = Attempt { document, matching, decisions, wanted, extent, order, target: Target::Page };
        // Blocks of metadata that the header can't stand for stay where they are, and the rest of the plan is tried again.
        let mut kept = BTreeSet::new();
        loop {
            match attempt.run(&kept) {
                Ok(mut normalised) => {
                    diagnostics.append(&mut normalised.diagnostics);
                    diagnostics
                        .extend(moved.filter(|_| extent == Extent::Moved).into_iter().flat_map(|(_, notes)| notes));
                    return Normalised { diagnostics, ..normalised };
                }
                Err(refusal) => {
                    let diagnostic = refused(document, extent, &refusal);
                    if !diagnostics.contains(&diagnostic) {
                        diagnostics.push(diagnostic);
                    }
                    match refusal {
                        Refusal::Header(block, _) if kept.insert(block) => {}
                        _ => break,
                    }
                }
            }
        }
    }
    let text = document.parsed.text;
    let whole = vec![Stretch::Source(Span::new(0, text.len()))];
    let plan = Plan::of(whole, draft::without_front_matter(document).collect());
    Normalised { text: plan.render(text).text, new_ids: BTreeMap::new(), pinned: Vec::new(), diagnostics, plan }
}

/// An id that is written to a heading, so that it keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Where the heading begins.
    pub heading: usize,
    /// Its id.
    pub id: String,
}

/// The ways to bring a document's body to its template.
struct Ways {
    /// How far one can go, the farthest first.
    of_body: Vec<Extent>,
    /// The template's order and the notes on it, if sections have to move.
    moved: Option<(Order, Vec<Diagnostic>)>,
    /// Why the order is kept.
    diagnostics: Vec<Diagnostic>,
}

impl Ways {
    fn of(document: &Document<'_>, matching: &Matching<'_>, normalise: Normalise) -> Self {
        let mut ways = Self { of_body: Vec::new(), moved: None, diagnostics: Vec::new() };
        if normalise == Normalise::Off || !matching.is_document || document.opaque_include.is_some() {
            return ways;
        }
        if normalise == Normalise::Full {
            let of_template = Order::of_template(document, matching);
            ways.diagnostics.extend(of_template.kept);
            ways.moved = of_template.order.map(|order| (order, of_template.moved));
        }
        if ways.moved.is_some() {
            ways.of_body.push(Extent::Moved);
        }
        ways.of_body.push(Extent::InPlace);
        ways
    }
}

/// What a plan is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// What mdBook renders: without front matter, with a header and placeholders.
    Page,
    /// What stands in the book's `src`.
    File {
        /// Whether missing sections are started.
        fills_in: bool,
    },
}

/// What was not done, and why, where the reason stands.
fn refused(document: &Document<'_>, extent: Extent, refusal: &Refusal) -> Diagnostic {
    let text = document.parsed.text;
    let title = document.outline.title.map(|title| document.parsed.headings[title].content);
    let span = refusal.span().map(|span| span.trimmed(text)).or(title).unwrap_or(Span::at(document.start()));
    let what = match (extent, refusal) {
        (_, Refusal::Header(..)) | (Extent::Header | Extent::HeaderBeside, _) => {
            "the metadata stays where it is".to_owned()
        }
        (Extent::Moved, _) => {
            let section = document.outline.children(None).find(|(_, section)| section.span.contains(span));
            let because =
                section.map(|(_, section)| format!(" because of `{}`", document.parsed.headings[section.heading].text));
            format!("the sections stay in the order in which they are written{}", because.unwrap_or_default())
        }
        (Extent::InPlace, _) => "the sections are left as they are".to_owned(),
        (Extent::Bare, _) => "the page gets no header".to_owned(),
    };
    Diagnostic::new(Rule::MoveRefused, span, format!("{what}: {refusal}"))
}

/// Whether a block of metadata is nothing but that: the header can't define a link's label or resolve a directive, HTML that a value leaves open
/// or closes would change the page around the header, and a place to link to, in it or directly above it, stays where it is.
fn header_can_replace(block: &MetadataBlock, document: &Document<'_>) -> bool {
    let parsed = &document.parsed;
    let above = parsed.blocks.partition_point(|other| other.span.start < block.span.start).checked_sub(1);
    let above = above.map(|above| &parsed.blocks[above]);
    if block.heading.is_some() && above.is_some_and(|above| above_heading::is_place(parsed.events_of(above), above)) {
        return false;
    }
    let has_definition = parsed.definitions.values().any(|(definition, ..)| block.span.contains(*definition));
    let fields = &document.metadata.fields[block.fields.0..block.fields.1];
    let mut values = fields.iter().filter_map(|field| match field.value {
        FieldValue::Markdown(span, _) => Some(span),
        FieldValue::Plain(_) => None,
    });
    !has_definition
        && values.all(|value| has_balanced_html(parsed, value))
        && raw_ids(parsed, block.span).is_empty()
        && !may_hold_directive(block.span.of(parsed.text))
}

/// Whether a document's title and metadata may stand in a file that it includes, for it has none.
#[must_use]
pub fn may_be_elsewhere(document: &Document<'_>) -> bool {
    document.outline.title.is_none() && document.metadata.fields.is_empty() && document.opaque_include.is_some()
}
