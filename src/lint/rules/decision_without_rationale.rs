//! `decision-without-rationale`: a decision that says what and not why.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::decision::Decision;
use crate::lint::DocumentFacts;
use crate::markdown::BlockKind;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::text::Span;

rule! {
    /// A decision says what was chosen, and not why.
    "decision-without-rationale", Warning (open: Note), Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    let unexplained = facts
        .decisions_with_choice()
        .filter(|(decision, _)| !decision.may_give_reasons && !shows_more(document, decision.span));
    let diagnostic = |(decision, heading): (&Decision, Span)| {
        let message = format!("decision {} says what was chosen, and not why", decision.called());
        let help = "add the reasons as items below a sentence such as `Will use X because:`";
        Diagnostic::new(RULE, heading, message).with_help(help)
    };
    unexplained.map(diagnostic).collect()
}

/// Whether a decision holds a table, code, a quote, a picture, a footnote or a section of its own, which may well be its reasons.
fn shows_more(document: &Document<'_>, decision: Span) -> bool {
    let mut events = document.parsed.events_in(decision).iter();
    if events.any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. }) | Event::FootnoteReference(_))) {
        return true;
    }
    let blocks = document.parsed.blocks.iter();
    let mut below = blocks.filter(|block| decision.contains(block.span) && block.span.start > decision.start);
    below.any(|block| !matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Rule))
}
