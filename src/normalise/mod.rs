//! A document's plan: what its page shows, made of the author's own bytes, and verified by parsing it again. Where a plan loses something, a
//! smaller one is made, and the plan records why. It writes no diagnostic.

mod above_heading;
mod anchors;
mod attempt;
mod dependence;
mod draft;
mod file;
mod heading_line;
mod names;
mod order;
mod placeholders;
mod refusal;
mod replaced_metadata;
mod settled;
mod verify;

pub use attempt::{PlanExtent, render_without_catalog};
pub use file::{Formatted, plan_file};
pub use order::{KeptOrder, MovedSection};
pub use refusal::Refusal;

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::document::Document;
use crate::document::sections::Matching;
use crate::page::plan::{Part, Plan};
use crate::read::{Context, ReadDocument};
use crate::settings::Normalise;
use crate::text::Span;
use attempt::{Attempt, Attempted, PlanTarget};
use order::Order;

/// A document's page as segments, and what else there is to say of how it was made.
#[derive(Debug)]
pub struct PagePlan {
    /// The page; its headers and directives are filled in when it is rendered.
    pub plan: Plan,
    /// The sections that the template's order moves.
    pub moved: Vec<MovedSection>,
    /// Where numbers in headings keep sections in the author's order.
    pub kept: Vec<KeptOrder>,
    /// Which larger plans were given up, and why.
    pub refused: Vec<(PlanExtent, Refusal)>,
}

/// An anchor that is written to a heading, so that it keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Where the heading begins.
    pub heading: usize,
    /// Its anchor.
    pub id: String,
}

/// Plans a document's page: as near to its template as that loses nothing.
#[must_use]
pub fn plan_page(read: &ReadDocument<'_>, context: &Context<'_>) -> PagePlan {
    let document = &read.document;
    let BodyPlans { extents, mut moved, kept } =
        BodyPlans::for_document(document, &read.matching, read.extent.normalise);
    let in_source = LazyCell::new(|| Order::from_source(document, &read.matching));
    let of_header: &[PlanExtent] = if document.may_be_elsewhere() {
        &[PlanExtent::Bare]
    } else {
        &[PlanExtent::Header, PlanExtent::HeaderBeside, PlanExtent::Bare]
    };
    let mut refused = Vec::new();
    for extent in extents.into_iter().chain(of_header.iter().copied()) {
        let order =
            moved.as_ref().filter(|_| extent == PlanExtent::Moved).map_or_else(|| &*in_source, |(order, _)| order);
        let attempt = Attempt { read, context, extent, order, target: PlanTarget::Page };
        // Blocks of metadata that the header can't stand for stay where they are, and the rest of the plan is tried again.
        let mut kept_metadata = BTreeSet::new();
        loop {
            match attempt.run(&kept_metadata) {
                Ok(Attempted { plan, .. }) => {
                    let moved =
                        moved.take().filter(|_| extent == PlanExtent::Moved).map_or_else(Vec::new, |(_, moved)| moved);
                    return PagePlan { plan, moved, kept, refused };
                }
                Err(refusal) => {
                    let may_retry = matches!(&refusal, Refusal::Header(block, _) if kept_metadata.insert(*block));
                    refused.push((extent, refusal));
                    if !may_retry {
                        break;
                    }
                }
            }
        }
    }
    let plan = without_front_matter(document);
    PagePlan { plan, moved: Vec::new(), kept, refused }
}

/// The plan that leaves out the front matter, and nothing else.
#[must_use]
pub fn without_front_matter(document: &Document<'_>) -> Plan {
    let whole = vec![Part::Source(Span::new(0, document.parsed.text.len()))];
    Plan::new(whole, draft::removal_of_front_matter(document).collect())
}

/// The ways to bring a document's body to its template.
struct BodyPlans {
    /// How far one can go, the farthest first.
    extents: Vec<PlanExtent>,
    /// The template's order and the sections that it moves, if it moves some.
    moved: Option<(Order, Vec<MovedSection>)>,
    /// Where the order is kept.
    kept: Vec<KeptOrder>,
}

impl BodyPlans {
    fn for_document(document: &Document<'_>, matching: &Matching<'_>, normalise: Normalise) -> Self {
        let mut plans = Self { extents: Vec::new(), moved: None, kept: Vec::new() };
        if normalise == Normalise::Off || !matching.is_document || document.opaque_include.is_some() {
            return plans;
        }
        if normalise == Normalise::Full {
            let of_template = Order::from_template(document, matching);
            plans.kept = of_template.kept;
            plans.moved = of_template.order.map(|order| (order, of_template.moved));
        }
        if plans.moved.is_some() {
            plans.extents.push(PlanExtent::Moved);
        }
        plans.extents.push(PlanExtent::InPlace);
        plans
    }
}
