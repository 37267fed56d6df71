//! The chapters that are documents, one by one: what their pages show, and what the register knows of them.

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::front_matter::{self, Value};
use crate::finding::{Code, Finding, Severity};
use crate::markdown::Inline;
use crate::normalise::{self, Wanted};
use crate::page::Look;
use crate::register::{DecisionRecord, DocumentRecord};
use crate::settings::{Normalise, Settings, Threshold};
use crate::span::Span;
use crate::status::Status;
use crate::template::Template;

use super::{Chapter, Content, Templates};

/// What holds for all documents of a build.
pub(super) struct Build<'b> {
    pub settings: &'b Settings,
    pub templates: &'b Templates,
    pub look: &'b Look<'b>,
    /// The least severity of the findings that are wanted.
    pub least: Severity,
}

/// What reading one document gives.
pub(super) struct ReadDocument {
    pub chapter: usize,
    /// The page's text, if it is another than the author's.
    pub text: Option<String>,
    /// `None` if it says that it is no document.
    pub record: Option<DocumentRecord>,
    pub findings: Vec<Finding>,
}

/// The chapters that the globs name: place and path.
pub(super) fn chapters<'c>(chapters: &'c [Chapter<'c>], settings: &Settings) -> impl Iterator<Item = (usize, &'c str)> {
    chapters.iter().enumerate().filter_map(|(place, chapter)| {
        let path = chapter.path?;
        settings.is_document(path).then_some((place, path))
    })
}

/// The template that a document's front matter names.
pub(super) fn template_name(content: &dyn Content) -> Option<String> {
    if !content.may_begin_with(&['\u{feff}', '-', '+']) {
        return None;
    }
    let front_matter = front_matter::read(&content.text()?)?;
    front_matter.fields.iter().find(|entry| FieldName::spelled(&entry.key) == Some(FieldName::Template)).and_then(
        |entry| match &entry.value {
            Value::Text(name) => Some(name.clone()),
            _ => None,
        },
    )
}

/// Reads one document and makes its page.
pub(super) fn read(chapter: usize, path: &str, text: &str, chapter_name: &str, build: &Build<'_>) -> ReadDocument {
    let &Build { settings, templates, look, least } = build;
    let path = path.replace('\\', "/");
    let Ok(document) = Document::read(text, look.dialect, &settings.statuses) else {
        let message = "the Markdown parser can't read this chapter, so it stays as it is";
        let finding = Finding::new(Code::ChapterUnparsable, Span::at(0), message)
            .with_help("look for heading attributes such as `{.c}` in a quote's or an item's underlined heading");
        let record = unread(path, chapter_name);
        return ReadDocument { chapter, text: None, record: Some(record), findings: vec![finding] };
    };
    if is_no_document(&document) {
        let text = document.front_matter.is_some().then(|| text[document.start()..].to_owned());
        return ReadDocument { chapter, text, record: None, findings: Vec::new() };
    }
    let mut findings = document.metadata.findings.clone();
    let template = template(&document, settings, templates, &mut findings);
    let normalise = normalise_of(&document, settings, &mut findings);
    let matching = document.matching(template);
    let decisions = document.decisions(&matching, &settings.statuses);
    let phase = document.metadata.status.as_ref().map(Status::phase);
    let wanted = Wanted {
        normalise,
        missing_sections: settings.missing_sections,
        template,
        chapter_name,
        look: *look,
        threshold: Threshold { severities: &settings.rules, phase, least },
    };
    let mut normalised = normalise::normalise(&document, &matching, &decisions, &wanted);
    findings.extend(normalise::findings(&document, &matching, &decisions, &wanted));
    findings.append(&mut normalised.findings);
    let metadata = &document.metadata;
    let words = |name: FieldName| {
        metadata.field(name).map(|field| field.words().trim().to_owned()).filter(|words| !words.is_empty())
    };
    let values =
        |name: FieldName| metadata.field(name).map(crate::document::metadata::Field::values).unwrap_or_default();
    let record = DocumentRecord {
        path,
        name: document.name(&template.title, chapter_name),
        status: metadata.status.clone(),
        date: [FieldName::Date, FieldName::Updated, FieldName::Created].into_iter().find_map(words),
        authors: values(FieldName::Authors),
        tags: values(FieldName::Tags),
        decisions: decisions
            .into_iter()
            .map(|decision| DecisionRecord {
                number: decision.number,
                status: decision.status.or_else(|| metadata.status.clone()),
                fragment: normalised.id(&document, decision.heading).map(str::to_owned),
                area: decision.area,
                choice: decision.choice,
            })
            .collect(),
    };
    let text = (normalised.text != text).then(|| {
        let mut page = normalised.text;
        // It is kept until the whole book is written.
        page.shrink_to_fit();
        page
    });
    ReadDocument { chapter, text, record: Some(record), findings }
}

/// What the register knows of a document that can't be read.
fn unread(path: String, chapter_name: &str) -> DocumentRecord {
    DocumentRecord {
        path,
        name: Inline::text(chapter_name),
        status: None,
        date: None,
        authors: Vec::new(),
        tags: Vec::new(),
        decisions: Vec::new(),
    }
}

/// `design-doc: false`
fn is_no_document(document: &Document<'_>) -> bool {
    document
        .metadata
        .field(FieldName::DesignDoc)
        .is_some_and(|field| matches!(field.words().trim().to_lowercase().as_str(), "false" | "no"))
}

/// The template that the document names, else the book's.
fn template<'t>(
    document: &Document<'_>,
    settings: &Settings,
    templates: &'t Templates,
    findings: &mut Vec<Finding>,
) -> &'t Template {
    let usual = || templates.named(&settings.template).expect("the book's template was checked");
    let Some(field) = document.metadata.field(FieldName::Template) else { return usual() };
    let name = field.words();
    templates.named(name.trim()).unwrap_or_else(|why| {
        let message = format!("the template \"{}\" can't be used: {why}", name.trim());
        let help =
            format!("use `full`, `lean` or a Markdown file in the book; the page is made with `{}`", settings.template);
        findings.push(Finding::new(Code::MetadataInvalid, field.span, message).with_help(help));
        usual()
    })
}

/// How far the document wants to be normalised, else the book.
fn normalise_of(document: &Document<'_>, settings: &Settings, findings: &mut Vec<Finding>) -> Normalise {
    let Some(field) = document.metadata.field(FieldName::Normalise) else { return settings.normalise };
    let words = field.words().trim().to_lowercase();
    // YAML's `off` without quotes is read as it is written; `false` is what some editors make of it.
    let name = if matches!(words.as_str(), "false" | "no" | "none") { "off" } else { &words };
    Normalise::named(name).unwrap_or_else(|| {
        let names = Normalise::ALL.iter().map(|known| format!("`{}`", known.name())).collect::<Vec<_>>().join(", ");
        let message = format!("\"{words}\" is no way to normalise");
        findings
            .push(Finding::new(Code::MetadataInvalid, field.span, message).with_help(format!("use one of {names}")));
        // Whoever writes something here wants less done than usual.
        if settings.normalise == Normalise::Off { Normalise::Off } else { Normalise::KeepOrder }
    })
}
