//! Any text can be given as a template: it is refused at one of its lines, or what it makes is a document of it that needs nothing.

use mdbook_design_docs::book::Formatting;
use mdbook_design_docs::template::{Slot, Template};

use crate::checks::{Case, dialects, hold};
use crate::format::format;

/// Reads a template, and starts a document from it.
pub fn scaffold(text: &str) {
    let template = match Template::parse("templates/own.md", text) {
        Ok(template) => template,
        Err(why) => {
            assert!((1..=text.lines().count() + 1).contains(&why.line), "{why}: {text:?}");
            return assert!(!why.to_string().contains('\n'), "{why}: {text:?}");
        }
    };
    let started = template.document("Ledger");
    for dialect in dialects().into_iter().step_by(7) {
        let case = Case { text: &started, dialect, html: true, keep_order: false, template: &template };
        hold(&case);
        // Where the template has no number for a decision, formatting gives it one.
        if let Some(formatting) = format(&case).filter(|_| !has_decisions(&template.sections)) {
            assert!(!matches!(formatting, Formatting::Changed(_)), "{text:?}\nstarts\n{started:?}\n{formatting:?}");
        }
    }
}

fn has_decisions(slots: &[Slot]) -> bool {
    slots.iter().any(|slot| slot.holds_decisions || has_decisions(&slot.subsections))
}
