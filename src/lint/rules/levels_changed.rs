//! `levels-changed`: headings that a page shows at another level.

use crate::diagnostic::Diagnostic;
use crate::lint::DocumentFacts;

rule! {
    /// All headings are shown at another level.
    "levels-changed", Note, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let shift = facts.read.matching.shift;
    if shift == 0
        || facts.read.document.outline.sections.is_empty()
        || !facts.rewritten_headings().any(|line| line.level.is_some())
    {
        return Vec::new();
    }
    let (count, way) = (shift.unsigned_abs(), if shift > 0 { "deeper" } else { "higher" });
    let levels = if count == 1 { "one level".to_owned() } else { format!("{count} levels") };
    let message = format!("all headings below the title are shown {levels} {way}, where the template has them");
    vec![Diagnostic::new(RULE, facts.section_span(0), message)]
}
