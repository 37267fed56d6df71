//! What an author should know of a document's title, sections, prompts and decisions.

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Document;
use crate::document::decision::{Decision, UnreadStatus};
use crate::document::field::FieldName;
use crate::document::sections::Matching;
use crate::document::title::{TitleForm, TitleParts};
use crate::document::unfilled_prompt::sections_with_slots;
use crate::read::ReadDocument;
use crate::settings::{Normalise, Threshold};
use crate::template::Says;
use crate::text::Span;

/// What an author should know of a document's title, sections, prompts and decisions.
pub(super) fn of_content(read: &ReadDocument<'_>, threshold: Threshold<'_>) -> Vec<Diagnostic> {
    let ReadDocument { document, matching, decisions, template, extent, .. } = read;
    let parsed = &document.parsed;
    let title = document.outline.title.map(|title| &parsed.headings[title]);
    let top = title.map_or(Span::at(document.start()), |title| title.content);
    let mut diagnostics = Vec::new();
    match title {
        None if document.metadata.field(FieldName::Title).is_some() => {}
        None => {
            let help = format!("add a line such as `# {}` at the top", template.title.title_for("Name"));
            diagnostics.push(Diagnostic::new(Rule::TitleMissing, top, "the document has no title").with_help(help));
        }
        Some(title) if matching.is_document => {
            let form = TitleParts::parse(&title.text, &template.title).form;
            if form == TitleForm::Other {
                let message = format!("the title \"{}\" stays as it is", title.text);
                let help = format!("the template has `# {}`", template.title.title_for("[Name]"));
                diagnostics.push(Diagnostic::new(Rule::TitlePattern, title.content, message).with_help(help));
            }
        }
        Some(_) => {}
    }
    if !matching.is_document {
        if extent.normalise == Normalise::Off {
            return diagnostics;
        }
        let message = format!("the chapter doesn't look like the template `{}`", template.name);
        let help = "exclude it from `docs`, or write `design-doc: false` or another `template` in its front matter";
        diagnostics.push(Diagnostic::new(Rule::TemplateMismatch, top, message).with_help(help));
        return diagnostics;
    }
    // What an included file holds can't be missed.
    let is_opaque = document.opaque_include.is_some();
    let not_applicable = document.not_applicable();
    let is_told = threshold.reports(Rule::SectionMissing);
    diagnostics.extend(matching.diagnostics(parsed, &document.outline, |slot| {
        !is_told || is_opaque || slot.is_optional || slot.is_among(&not_applicable)
    }));
    for (section, slot) in sections_with_slots(document, matching) {
        let own = document.outline.sections[section].own;
        let text = own.of(parsed.text);
        let whole = slot.prompts.are_all_of(text).then(|| Span::new(0, text.len()).trimmed(text));
        if let Some(prompt) = whole.or_else(|| slot.prompts.first_in(text)) {
            let message = format!("this is still the template's prompt under `{}`", slot.name);
            let diagnostic = Diagnostic::new(Rule::BoilerplateLeft, prompt.shifted(own.start), message);
            diagnostics.push(diagnostic.with_help("replace it by what holds for your design, or delete it"));
        }
    }
    diagnostics.extend(of_decisions(document, matching, decisions));
    // Where headings are never moved, no place is wrong.
    diagnostics.retain(|diagnostic| extent.renames || diagnostic.rule != Rule::SectionMisplaced);
    diagnostics
}

fn of_decisions(document: &Document<'_>, matching: &Matching<'_>, decisions: &[Decision]) -> Vec<Diagnostic> {
    let parsed = &document.parsed;
    let mut diagnostics = Vec::new();
    let says_choice = || !matching.sections_for(|slot| slot.says == Some(Says::Choice)).is_empty();
    for decision in decisions {
        let heading = parsed.headings[decision.heading].content;
        let span = if decision.section.is_some() { heading } else { decision.span.trimmed(parsed.text) };
        // Where the section is missing that would say it, that is said.
        let is_unsaid = decision.choice.is_none() && (!decision.is_document || says_choice());
        if is_unsaid {
            let message = format!("decision {} doesn't say what was chosen", decision.called());
            let help = "begin it with a sentence such as `Will use X because:`, or with `Approach: X`";
            diagnostics.push(Diagnostic::new(Rule::DecisionWithoutChoice, span, message).with_help(help));
        }
        diagnostics.extend(decision.unread_status.as_ref().map(|unread| of_unread_status(unread, parsed.text)));
    }
    let section = (0..document.outline.sections.len()).find(|&section| matching.holds_decisions(section));
    if let Some(section) = section.filter(|_| decisions.is_empty() && document.opaque_include.is_none()) {
        let heading = &parsed.headings[document.outline.sections[section].heading];
        let message = format!("`{}` has no decision", heading.text);
        let help = "write each one as `### 1. Area`, with a sentence such as `Will use X because:` below";
        diagnostics.push(Diagnostic::new(Rule::DecisionMissing, heading.content, message).with_help(help));
    }
    diagnostics
}

fn of_unread_status(unread: &UnreadStatus, text: &str) -> Diagnostic {
    let UnreadStatus { words, is_placeholder, nearest, span } = unread;
    let value = span.of(text).rfind(words.as_str()).filter(|_| !words.is_empty());
    let span = value.map_or(*span, |at| Span::new(span.start + at, span.start + at + words.len()));
    if *is_placeholder {
        let message = format!("the decision's status is still a placeholder: \"{words}\"");
        let help = "write where the decision stands, such as `draft`, or take the line out";
        return Diagnostic::new(Rule::StatusPlaceholder, span, message).with_help(help);
    }
    let help = nearest.as_ref().map_or_else(
        || "use one of the book's statuses, or take the line out".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Rule::StatusUnknown, span, format!("\"{words}\" is not a status")).with_help(help)
}
