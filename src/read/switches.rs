//! The switches in a document's front matter: `template`, `normalise`, `not-applicable`, `design-doc`.

use crate::diagnostic::InputProblem;
use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::sections::Matching;
use crate::document::template_file;
use crate::settings::{Collection, MissingSections, Normalise};
use crate::suggestions::closest_match;
use crate::template::Template;
use crate::text::normalize_name;

use super::Templates;

/// Whether a chapter that the globs of `collection` name is no document: it has `design-doc: false`, or is an unfilled template.
#[must_use]
pub fn is_no_document(document: &Document<'_>, collection: &Collection, templates: &Templates) -> bool {
    says_no_document(document) || {
        let template = template(document, collection, templates, &mut Vec::new());
        template_file::is_unfilled(document, &document.matching(template))
    }
}

/// Whether a document says `design-doc: false` of itself.
pub(super) fn says_no_document(document: &Document<'_>) -> bool {
    document.metadata.switch(FieldName::DesignDoc).is_some_and(|field| truth(&field.words()) == Some(false))
}

/// A truth value in YAML's and TOML's words.
fn truth(words: &str) -> Option<bool> {
    match words.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// What a document's switches say that means nothing: a `design-doc` that is neither true nor false, and sections in `not-applicable`
/// that its template doesn't have.
pub(super) fn meaningless(document: &Document<'_>, matching: &Matching<'_>) -> Vec<InputProblem> {
    let metadata = &document.metadata;
    let mut problems = Vec::new();
    if let Some(field) = metadata.switch(FieldName::DesignDoc)
        && truth(&field.words()).is_none()
    {
        let message = format!("\"{}\" is neither `true` nor `false`", field.words().trim());
        let help = "write `design-doc: false` if this is no design document, or take the line out".into();
        problems.push(InputProblem { span: field.span, message, help });
    }
    let Some(field) = metadata.switch(FieldName::NotApplicable) else { return problems };
    let slots = || matching.slots.iter().map(|placed| placed.slot);
    for name in field.values() {
        if slots().any(|slot| slot.is_among(&[normalize_name(&name).into_owned()])) {
            continue;
        }
        let message = format!("`not-applicable` has \"{name}\", and the template has no such section");
        let near = closest_match(&name, slots().flat_map(|slot| slot.names().map(|(name, _)| name)));
        let help = near.map_or_else(
            || "name a section as the template does, or take it out".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        problems.push(InputProblem { span: field.span, message, help: help.into() });
    }
    problems
}

/// The template that the document names, else the book's.
pub(super) fn template<'t>(
    document: &Document<'_>,
    collection: &Collection,
    templates: &'t Templates,
    problems: &mut Vec<InputProblem>,
) -> &'t Template {
    let usual = || templates.named(&collection.template).expect("the book's template was checked");
    let Some(field) = document.metadata.switch(FieldName::Template) else { return usual() };
    let name = field.words();
    templates.named(name.trim()).unwrap_or_else(|why| {
        let message = format!("the template \"{}\" can't be used: {why}", name.trim());
        let help = format!(
            "use {} or a Markdown file in the book; the page is made with `{}`",
            Template::BUILT_IN.map(|name| format!("`{name}`")).join(", "),
            collection.template
        );
        problems.push(InputProblem { span: field.span, message, help: help.into() });
        usual()
    })
}

/// How far a document is brought to its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NormaliseExtent {
    /// How far sections, placeholders and the title go.
    pub normalise: Normalise,
    /// Whether titles, names, levels and numbers may change.
    pub renames: bool,
    /// What a page shows for a missing section.
    pub missing_sections: MissingSections,
}

/// How far the document wants to be normalised, else its collection. A template that keeps the order wins over what nobody said of its own
/// documents.
pub(super) fn normalise(
    document: &Document<'_>,
    collection: &Collection,
    template: &Template,
    problems: &mut Vec<InputProblem>,
) -> NormaliseExtent {
    let asked_for =
        |normalise| NormaliseExtent { normalise, renames: true, missing_sections: collection.missing_sections };
    let Some(field) = document.metadata.switch(FieldName::Normalise) else {
        let usual = collection.normalise;
        return if !template.keeps_order || collection.says_normalise {
            asked_for(usual)
        } else {
            let normalise = if usual == Normalise::Off { usual } else { Normalise::KeepOrder };
            NormaliseExtent { renames: false, ..asked_for(normalise) }
        };
    };
    let words = field.words().trim().to_lowercase();
    // YAML's `off` without quotes is read as it is written; `false` is what some editors make of it.
    let name = if matches!(words.as_str(), "false" | "no" | "none") { "off" } else { &words };
    asked_for(Normalise::named(name).unwrap_or_else(|| {
        let names = Normalise::ALL.iter().map(|known| format!("`{}`", known.name())).collect::<Vec<_>>().join(", ");
        let message = format!("\"{words}\" is no way to normalise");
        problems.push(InputProblem { span: field.span, message, help: format!("use one of {names}").into() });
        // Whoever writes something here wants less done than usual.
        if collection.normalise == Normalise::Off { Normalise::Off } else { Normalise::KeepOrder }
    }))
}
