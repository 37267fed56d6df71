//! `decision-without-rationale` and `decision-without-alternatives`: a decision that says what and not why, or not what else.

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::decision::Decision;
use crate::markdown::BlockKind;
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::text::Span;

/// The decisions that say what was chosen, and give no reason.
pub(super) fn without_rationale(document: &Document<'_>, decisions: &[Decision]) -> Vec<Diagnostic> {
    let unexplained =
        with_heading(decisions).filter(|decision| !decision.may_give_reasons && !shows_more(document, decision.span));
    let diagnostic = |decision: &Decision| {
        let message = format!("decision {} says what was chosen, and not why", decision.called());
        let help = "add the reasons as items below a sentence such as `Will use X because:`";
        at_heading(Rule::DecisionWithoutRationale, document, decision, message).with_help(help)
    };
    unexplained.map(diagnostic).collect()
}

/// The decisions that say what was chosen, and name no alternative.
pub(super) fn without_alternatives(document: &Document<'_>, decisions: &[Decision]) -> Vec<Diagnostic> {
    let diagnostic = |decision: &Decision| {
        let message = format!("decision {} names no alternative", decision.called());
        let help = "add an item such as `- Alternatives considered: X, since …`";
        at_heading(Rule::DecisionWithoutAlternatives, document, decision, message).with_help(help)
    };
    with_heading(decisions).filter(|decision| decision.alternatives.is_empty()).map(diagnostic).collect()
}

/// Those with a choice and a heading of their own: an item of a list is a decision in brief.
fn with_heading(decisions: &[Decision]) -> impl Iterator<Item = &Decision> {
    decisions.iter().filter(|decision| decision.section.is_some() && decision.choice.is_some())
}

fn at_heading(code: Rule, document: &Document<'_>, decision: &Decision, message: String) -> Diagnostic {
    Diagnostic::new(code, document.parsed.headings[decision.heading].content, message)
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
