//! `prompt-unfilled`: a template's prompt that nobody replaced.

use crate::diagnostic::Diagnostic;
use crate::document::unfilled_prompt::sections_with_slots;
use crate::lint::DocumentFacts;
use crate::text::Span;

rule! {
    /// A template's prompt stands unchanged in a document.
    "prompt-unfilled", Warning (open: Note), Template
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let document = &facts.read.document;
    let unfilled = sections_with_slots(document, &facts.read.matching).filter_map(|(section, slot)| {
        let own = document.outline.sections[section].own;
        let text = own.of(document.parsed.text);
        let whole = slot.prompts.are_all_of(text).then(|| Span::new(0, text.len()).trimmed(text));
        let prompt = whole.or_else(|| slot.prompts.first_in(text))?;
        let message = format!("this is still the template's prompt under `{}`", slot.name);
        let help = "replace it by what holds for your design, or delete it";
        Some(Diagnostic::new(RULE, prompt.shifted(own.start), message).with_help(help))
    });
    unfilled.collect()
}
