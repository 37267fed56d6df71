//! Golden documents: each folder in `tests/documents` is a case.
//!
//! `in.md` is a chapter, `settings.toml` (if it is there) the book's settings. `expected.json` holds what a reader would write down:
//! name, status, and each decision's area and choice. `out.md` and `findings.txt` are what the tool makes of it; `BLESS=1 cargo
//! test --test documents` writes those two anew, never `expected.json`. Each case is a test with the name of its folder:
//! `cargo test --test documents messy`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use mdbook_design_docs::book::{self, Outcome};
use mdbook_design_docs::collection::OWN;
use mdbook_design_docs::diagnostic::Severity;
use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::metadata::Form;
use mdbook_design_docs::lint;
use mdbook_design_docs::markdown::{Dialect, Inline};
use mdbook_design_docs::read::{Chapter, Context, RenderOptions, Templates};
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::template::Template;
use mdbook_design_docs::text::line_and_column;
use serde_json::{Value, json};

struct Case {
    folder: PathBuf,
    name: String,
    input: String,
    settings: Settings,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).expect("the cases").map(|entry| entry.expect("a case").path()).collect();
    folders.sort();
    folders
        .into_iter()
        .map(|folder| {
            let text = fs::read_to_string(folder.join("settings.toml")).unwrap_or_default();
            let mut table: toml::Table = toml::from_str(&text).expect("settings of the case");
            table.insert("index".to_owned(), toml::Value::Boolean(false));
            let config = json!({ "preprocessor": { "design-docs": table } });
            Case {
                name: folder.file_name().expect("a folder").to_string_lossy().into_owned(),
                input: fs::read_to_string(folder.join("in.md")).expect("the case's document"),
                settings: Settings::from_config(&config, lint::NAMES).expect("valid settings"),
                folder,
            }
        })
        .collect()
}

/// The chapter's name: the folder's, as a person would write it in SUMMARY.md.
fn chapter_name(case: &Case) -> String {
    let words = case.name.replace('-', " ");
    words[..1].to_uppercase() + &words[1..]
}

/// What a look at the outcome of a build gives.
fn build<T>(case: &Case, dialect: Dialect, html: bool, look: impl FnOnce(&Outcome<'_>) -> T) -> T {
    let path = format!("designs/{}.md", case.name);
    let name = chapter_name(case);
    let chapter = Chapter { name: &name, path: Some(&path), file: Some(&path), content: &case.input };
    let options = RenderOptions { html, labels: &case.settings.labels, assets: case.settings.assets, dialect };
    let templates = Templates::new(BTreeMap::new());
    let context =
        Context { settings: &case.settings, templates: &templates, options, least: Severity::Note, today: None };
    look(&book::build(&[chapter], &context))
}

/// Compares, or writes with `BLESS=1`; returns a message if they differ.
fn golden(case: &Case, file: &str, found: &str) -> Option<String> {
    let path = case.folder.join(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, found).expect("the golden file is written");
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != found).then(|| format!("{}/{file} differs; found:\n{found}", case.name))
}

fn main() -> ExitCode {
    let mut tests = vec![
        Trial::test("every_form_of_a_status_has_a_document", || passes(&missing_forms())),
        Trial::test("every_built_in_template_has_a_document", || passes(&missing_templates())),
    ];
    assert!(cases().len() >= 30, "the cases are found");
    tests.extend(cases().into_iter().map(|case| {
        Trial::test(case.name.clone(), move || {
            let differences = [golden_differences(&case), reader_differences(&case), dialect_differences(&case)];
            passes(&differences.concat())
        })
    }));
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

fn passes(differences: &[String]) -> Result<(), Failed> {
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n\n").into()) }
}

/// Pages and diagnostics that aren't as reviewed.
fn golden_differences(case: &Case) -> Vec<String> {
    let (page, found) = build(case, Dialect::V05, true, |outcome| {
        let page = outcome.page(0).map_or_else(|| case.input.clone(), Cow::into_owned);
        assert_eq!(outcome.late_diagnostics(), [], "rendering reports bugs alone");
        (page, outcome.diagnostics.clone())
    });
    let options = RenderOptions {
        html: true,
        labels: &case.settings.labels,
        assets: case.settings.assets,
        dialect: Dialect::V05,
    };
    let style = options.document_style().expect("html has one");
    let page = page.replace(style, "<style>…</style>").replace(&style.replace('\n', "\r\n"), "<style>…</style>");
    let mut diagnostics = String::new();
    for reported in &found {
        let (line, column) = line_and_column(&case.input, reported.diagnostic.span.start);
        let place = reported.diagnostic.span.of(&case.input).lines().next().unwrap_or_default();
        diagnostics.push_str(&format!(
            "{line}:{column} {}[{}]: {} @ {place}\n",
            reported.severity.name(),
            reported.diagnostic.rule.name(),
            reported.diagnostic.message
        ));
    }
    [golden(case, "out.md", &page), golden(case, "findings.txt", &diagnostics)].into_iter().flatten().collect()
}

/// What a reader reads in another way.
fn reader_differences(case: &Case) -> Vec<String> {
    let expected = fs::read_to_string(case.folder.join("expected.json")).expect("what a reader expects");
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    let record = build(case, Dialect::V05, true, |outcome| outcome.catalog.documents[0].clone());
    let decisions: Vec<Value> = record
        .decisions
        .iter()
        .map(|decision| json!({ "number": decision.number, "area": decision.area.plain(), "choice": decision.choice.as_ref().map(Inline::plain) }))
        .collect();
    let found = json!({
        "name": record.name.plain(),
        "status": record.status.as_ref().map(|status| status.id().to_owned()),
        "decisions": decisions,
    });
    let mut differences = Vec::new();
    for key in ["name", "status"] {
        if found[key] != expected[key] {
            differences.push(format!("{key}: found {}, expected {}", found[key], expected[key]));
        }
    }
    let (found, expected) =
        (found["decisions"].as_array().expect("a list"), expected["decisions"].as_array().expect("a list"));
    for index in 0..found.len().max(expected.len()) {
        if found.get(index) != expected.get(index) {
            differences.push(format!(
                "found    {:?}\nexpected {:?}",
                found.get(index).map(ToString::to_string),
                expected.get(index).map(ToString::to_string)
            ));
        }
    }
    differences
}

/// Other hosts and renderers that don't get their page.
fn dialect_differences(case: &Case) -> Vec<String> {
    let mut differences = Vec::new();
    for (dialect, html) in [(Dialect::V04, true), (Dialect::V05, false), (Dialect::V04, false)] {
        let page = build(case, dialect, html, |outcome| outcome.page(0).map(Cow::into_owned));
        let is_right = page.as_ref().is_some_and(|page| {
            page.contains("<div class=\"design-header\"") == html && (html || page.contains("**Status:** "))
        });
        if !is_right {
            differences.push(format!("{dialect:?}, html: {html}: no page of ours, or not its header:\n{page:?}"));
        }
    }
    differences
}

/// Forms of a status without a case.
fn missing_forms() -> Vec<String> {
    let forms: Vec<Form> = cases().iter().filter_map(form_of_status).collect();
    let missing = Form::ALL.iter().filter(|form| !forms.contains(form));
    missing.map(|form| format!("no document says its status as {}", form.name())).collect()
}

fn form_of_status(case: &Case) -> Option<Form> {
    let document = Document::parse(&case.input, Dialect::V05, &case.settings.statuses).ok()?;
    Some(document.metadata.fields[document.metadata.status_field?].form)
}

/// Built-in templates without a case.
fn missing_templates() -> Vec<String> {
    let cases = cases();
    let templates: Vec<&str> =
        cases.iter().filter_map(|case| Some(case.settings.collection(OWN)?.template.as_str())).collect();
    let missing = Template::BUILT_IN.into_iter().filter(|name| !templates.contains(name));
    missing.map(|name| format!("no document follows {name}")).collect()
}
