//! Two sections in the wrong order, with the parser's own examples in them, so that each of its constructs stands beside each
//! other one when they are put right.

use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::page::plan::Plan;
use mdbook_design_docs::page::segment::Segment;

use crate::checks::{Case, hold, template};

/// Part from each other the second members of neighbouring pairs; no divisor of the number of examples.
const STRIDE: usize = 389;

/// `rounds` pairs for each example in each of the two roles, out of all pairs, always the same.
pub fn sample(examples: usize, rounds: usize) -> Vec<(usize, usize)> {
    assert_ne!(examples % STRIDE, 0, "the stride reaches every example");
    (0..rounds * examples).map(|n| (n % examples, (n * STRIDE + n / examples * 31) % examples)).collect()
}

/// The template has Current Context first. Without blank lines, what stands at a section's end meets the next heading.
pub fn two_sections(first: &str, second: &str, tight: bool) -> String {
    if tight {
        format!("# T\n## Requirements\n{first}\n## Current Context\n{second}")
    } else {
        format!("# T\n\n## Requirements\n\n{first}\n\n## Current Context\n\n{second}\n")
    }
}

/// The same with examples where nothing may move.
pub fn with_footer(prologue: &str, own: &str, footer: &str) -> String {
    format!("# T\n\n{prologue}\n\n## Requirements\n\nx\n\n## Current Context\n\n{own}\n\n---\n\n{footer}\n")
}

/// The laws on both hosts; whether anything moved on the newer one.
pub fn swap(text: &str) -> bool {
    let [_, has_moved] = [Dialect::V04, Dialect::V05].map(|dialect| {
        let held = hold(&Case { text, dialect, html: true, keep_order: false, template: template("full") });
        held.is_some_and(|page| has_moved(&page.plan))
    });
    has_moved
}

/// Whether a plan brings the author's bytes in another order.
pub fn has_moved(plan: &Plan) -> bool {
    let sources = plan.segments().iter().filter_map(Segment::source);
    !sources.map(|span| span.start).is_sorted()
}
