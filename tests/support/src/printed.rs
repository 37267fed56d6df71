//! What the tool prints about a book in memory, and how the manual shows it.

use std::collections::BTreeMap;

use mdbook_design_docs::book::{self, Surroundings};
use mdbook_design_docs::diagnostic::LocatedDiagnostic;
use mdbook_design_docs::diagnostic::Severity;
use mdbook_design_docs::lint;
use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::output;
use mdbook_design_docs::read::{Chapter, Context, RenderOptions, Templates, template_files};
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::template::{Template, TemplateFileError};
use serde_json::{Value, json};

/// A book's files: paths from its root, with their texts. A book without `book.toml` has the default settings.
pub type Files = BTreeMap<String, String>;

/// What `check` finds in a book, notes too, as a build prints it.
pub fn printed(files: &Files) -> String {
    checked(files, |chapters, diagnostics| output::build_report(diagnostics, chapters, "src", true))
}

/// What a build prints of a book, notes too.
pub fn built(files: &Files) -> String {
    with_book(files, |chapters, context, _| {
        output::build_report(&book::build(chapters, context).diagnostics, chapters, "src", true)
    })
}

/// What `then` makes of a book's chapters and of what `check` finds in them.
pub fn checked<T>(files: &Files, then: impl FnOnce(&[Chapter<'_>], &[LocatedDiagnostic]) -> T) -> T {
    with_book(files, |chapters, context, surroundings| then(chapters, &book::check(chapters, context, surroundings)))
}

/// What `then` makes of a book with all that is needed to build it or to check it. Each Markdown file in `src` is a chapter, or those that its SUMMARY.md
/// names.
fn with_book<T>(files: &Files, then: impl FnOnce(&[Chapter<'_>], &Context<'_>, &Surroundings) -> T) -> T {
    let config: Value =
        files.get("book.toml").map_or(json!({}), |text| toml::from_str(text).expect("book.toml is TOML"));
    let settings = Settings::from_config(&config, lint::NAMES).unwrap_or_else(|why| panic!("{why}"));
    let in_src: Vec<(&str, &String)> = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("src/")?, text)))
        .filter(|(path, _)| path.ends_with(".md") && *path != "SUMMARY.md")
        .collect();
    let is_listed =
        |path: &str| files.get("src/SUMMARY.md").is_none_or(|summary| summary.contains(&format!("({path})")));
    let chapters: Vec<Chapter<'_>> = in_src
        .iter()
        .filter(|(path, _)| is_listed(path))
        .map(|&(path, text)| {
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
            Chapter { name, path: Some(path), file: Some(path), content: text }
        })
        .collect();
    let read = |name: &String| match files.get(name) {
        Some(text) => {
            Template::parse(name, text).map_err(|error| TemplateFileError::Invalid { name: name.clone(), error })
        }
        None => Err(TemplateFileError::Unknown),
    };
    let templates = template_files(&chapters, &settings).into_iter().map(|name| (name.clone(), read(&name)));
    let templates = Templates::new(templates.collect());
    let options =
        RenderOptions { html: true, labels: &settings.labels, assets: settings.assets, dialect: Dialect::V05 };
    let surroundings = Surroundings {
        beside: in_src
            .iter()
            .filter(|(path, _)| !is_listed(path))
            .map(|(path, text)| ((*path).to_owned(), (*text).clone()))
            .collect(),
        today: jiff::civil::date(2026, 11, 23),
    };
    let context = Context { settings: &settings, templates: &templates, options, least: Severity::Note, today: None };
    then(&chapters, &context, &surroundings)
}

/// The lines of an example, which the manual breaks where they are long: what is indented by four goes on.
pub fn unbroken(example: &str) -> Vec<String> {
    example.replace("\n    ", " ").lines().map(str::to_owned).collect()
}
