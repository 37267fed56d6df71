//! Laws of a whole book: its index, its relations, what is said of it, and what formatting and fixes make of it.

use std::collections::BTreeMap;

use mdbook_design_docs::book::{self, FormatOptions, Outcome, ReadBook, Surroundings};
use mdbook_design_docs::catalog::relations::{Edge, Party};
use mdbook_design_docs::diagnostic::{LocatedDiagnostic, Rule, Severity};
use mdbook_design_docs::document::relation::Relation;
use mdbook_design_docs::lint;
use mdbook_design_docs::lint::rules::{
    levels_changed, not_in_summary, review_overdue, section_moved, section_renamed, status_stale,
};
use mdbook_design_docs::markdown::{Dialect, read_alike};
use mdbook_design_docs::output;
use mdbook_design_docs::output::export::{self, Export};
use mdbook_design_docs::output::list::{ListRows, ListedDocument, Width};
use mdbook_design_docs::read::{Chapter, Context, RenderOptions, Templates};
use mdbook_design_docs::settings::{Settings, SettingsErrors};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::markup;
use support::terminal::steers_nothing;

/// Chapters by their paths, and the table of settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    pub is_04: bool,
    #[serde(default)]
    pub settings: toml::Table,
    pub chapters: BTreeMap<String, String>,
}

/// The rules of a check alone: they need a day or the book's folder.
const ONLY_CHECK: [Rule; 3] = [review_overdue::RULE, status_stale::RULE, not_in_summary::RULE];

/// How often fixes may uncover others before that is called a circle.
const MOST_TURNS: usize = 12;

impl Book {
    /// What its table of settings says, or what is wrong with it.
    pub fn settings(&self) -> Result<Settings, SettingsErrors> {
        let config = serde_json::json!({ "preprocessor": { "design-docs": self.settings } });
        Settings::from_config(&config, lint::NAMES)
    }

    /// Holds all laws of books.
    pub fn hold(&self) {
        let Ok(settings) = self.settings() else { return };
        let dialect = if self.is_04 { Dialect::V04 } else { Dialect::V05 };
        let options = RenderOptions { html: true, labels: &settings.labels, assets: settings.assets, dialect };
        let reading = Reading { settings: &settings, templates: Templates::new(BTreeMap::new()), options };
        let texts: Vec<(&str, &str)> =
            self.chapters.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        reading.hold(&texts);
        // Other renderers get plain Markdown.
        let plain = Reading { options: RenderOptions { html: false, ..options }, ..reading };
        let chapters = chapters(&texts);
        plain.markup(&texts, &plain.build(&chapters));
    }
}

/// How a book is read.
struct Reading<'r> {
    settings: &'r Settings,
    templates: Templates,
    options: RenderOptions<'r>,
}

/// Chapters as the rules see them.
fn chapters<'c>(texts: &'c [(&str, &str)]) -> Vec<Chapter<'c>> {
    texts.iter().map(|(path, text)| Chapter { name: path, path: Some(path), file: Some(path), content: text }).collect()
}

impl Reading<'_> {
    fn hold(&self, texts: &[(&str, &str)]) {
        let chapters = chapters(texts);
        let outcome = self.build(&chapters);
        let again = self.build(&chapters);
        assert_eq!(outcome.contents(), again.contents(), "the same input gives the same output");
        assert_eq!(outcome.diagnostics, again.diagnostics);
        assert_eq!(outcome.late_diagnostics(), [], "rendering reports bugs alone");
        self.only_what_is_ours(&chapters, &outcome);
        self.markup(texts, &outcome);
        self.relations(texts);
        let found = self.check(&chapters);
        let of_build: Vec<&LocatedDiagnostic> =
            found.iter().filter(|located| !ONLY_CHECK.contains(&located.diagnostic.rule)).collect();
        assert_eq!(outcome.diagnostics.iter().collect::<Vec<_>>(), of_build, "a build says what a check says");
        self.reports(texts, &found);
        self.fixes(texts, &found);
        self.format(texts, &outcome);
    }

    fn context(&self) -> Context<'_> {
        let Self { settings, templates, options } = self;
        Context { settings, templates, options: *options, least: Severity::Note, today: None }
    }

    fn build<'b>(&'b self, chapters: &'b [Chapter<'b>]) -> Outcome<'b> {
        book::build(chapters, &self.context())
    }

    fn check(&self, chapters: &[Chapter<'_>]) -> Vec<LocatedDiagnostic> {
        let today = jiff::civil::date(2026, 11, 24);
        book::check(chapters, &self.context(), &Surroundings { beside: BTreeMap::new(), today })
    }

    /// L1: chapters that are no documents, hold no directive and aren't the index come back as they were.
    fn only_what_is_ours(&self, chapters: &[Chapter<'_>], outcome: &Outcome<'_>) {
        for (place, chapter) in chapters.iter().enumerate() {
            let (path, text) = (chapter.path.expect("a path"), chapter.text().expect("a text"));
            let is_index = self.settings.index.as_deref() == Some(path);
            if !is_index && !self.settings.is_document(path) && !text.contains("{{") {
                assert_eq!(outcome.page(place), None, "{path}: {text:?}");
            }
        }
    }

    /// No words of authors become markup that they haven't written as markup on that page.
    fn markup(&self, texts: &[(&str, &str)], outcome: &Outcome<'_>) {
        for (place, page) in outcome.contents() {
            let (path, text) = texts[place];
            markup::only_ours_is_new(path, text, &page, self.options.dialect);
        }
        if let Some(added) = &outcome.added {
            markup::only_ours_is_new(&added.path, "", &added.content, self.options.dialect);
        }
    }

    /// Both sides know of a relation, and it doesn't matter in which order a book has its documents.
    fn relations(&self, texts: &[(&str, &str)]) {
        let there = self.edges(texts);
        let reversed: Vec<_> = texts.iter().rev().copied().collect();
        assert_eq!(there, self.edges(&reversed), "{texts:#?}");
    }

    /// All relations, by paths and places of decisions, sorted.
    fn edges(&self, texts: &[(&str, &str)]) -> Vec<String> {
        self.with_book(texts, |ReadBook { catalog, .. }| {
            let relations = &catalog.relations;
            let party = |party: Party| (catalog.documents[party.document].path.clone(), party.decision);
            let mut edges: Vec<String> = Vec::new();
            for edge in &relations.edges {
                for side in [edge.from.document, edge.to.document] {
                    assert!(relations.edges_of_document(side).any(|known: &Edge| known == edge), "{edge:?} of {side}");
                }
                let mut ends = [party(edge.from), party(edge.to)];
                if edge.relation == Relation::RelatesTo {
                    ends.sort();
                }
                edges.push(format!("{:?} {ends:?}", edge.relation));
            }
            edges.sort();
            edges
        })
    }

    fn with_book<T>(&self, texts: &[(&str, &str)], then: impl FnOnce(&ReadBook<'_>) -> T) -> T {
        let chapters = chapters(texts);
        let decoded = book::texts(&chapters);
        then(&book::read_book(&chapters, &decoded, &self.context()))
    }

    /// What is printed steers no terminal, and what other programs are to read is what they can read.
    fn reports(&self, texts: &[(&str, &str)], found: &[LocatedDiagnostic]) {
        for reported in found {
            let Some(place) = reported.chapter() else { continue };
            let ((_, text), span) = (texts[place], reported.diagnostic.span);
            assert!(text.get(span.start..span.end).is_some(), "{reported:?} is in the text {text:?}");
        }
        steers_nothing(&output::build_report(found, &chapters(texts), "src", true));
        self.with_book(texts, |ReadBook { catalog, documents, .. }| {
            let listed: Vec<ListedDocument> = documents
                .iter()
                .filter_map(|(place, read)| Some(ListedDocument::from_document(texts[*place].0, read.as_ref().ok()?)))
                .collect();
            if listed.len() < catalog.documents.len() {
                return;
            }
            let rows = ListRows::from_documents(&listed, self.settings, str::to_owned);
            steers_nothing(&rows.as_table(Width::Columns(80), false));
            let places: Vec<usize> = (0..listed.len()).collect();
            let export = Export::from_catalog(catalog, &listed, &places);
            serde_json::from_str::<Value>(&export::as_json(&export)).expect("JSON");
            steers_nothing(&export::as_dot(&export, self.settings));
            steers_nothing(&export::as_mermaid(&export, self.settings));
            let table = export::as_csv(&export);
            steers_nothing(&table);
            let mut rows = csv::ReaderBuilder::new().from_reader(table.as_bytes());
            let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
            assert_eq!(rows.len(), listed.len(), "{table}");
        });
    }

    /// Fixes come to an end.
    fn fixes(&self, texts: &[(&str, &str)], found: &[LocatedDiagnostic]) {
        let mut current: Vec<(&str, String)> = texts.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        let mut found = found.to_vec();
        for _ in 0..MOST_TURNS {
            let now: Vec<(&str, &str)> = current.iter().map(|(path, text)| (*path, text.as_str())).collect();
            let fixed = book::fixed(&chapters(&now), &found);
            if fixed.is_empty() {
                return;
            }
            for (place, text) in fixed {
                assert_ne!(current[place].1, text, "a fix changes something");
                current[place].1 = text;
            }
            let now: Vec<(&str, &str)> = current.iter().map(|(path, text)| (*path, text.as_str())).collect();
            found = self.check(&chapters(&now));
        }
        let left: Vec<&LocatedDiagnostic> = found.iter().filter(|reported| reported.diagnostic.fix.is_some()).collect();
        panic!("fixes come to no end: {left:#?}\n{current:#?}");
    }

    /// L6 for a book: formatted, it has the pages that it had, with its index, and nothing is left to be formatted.
    fn format(&self, texts: &[(&str, &str)], before: &Outcome<'_>) {
        let chapters = chapters(texts);
        let options = FormatOptions::default();
        let formatted = book::format_book(&chapters, &self.context(), options, |_| true);
        let current: Vec<(&str, &str)> = texts
            .iter()
            .enumerate()
            .map(|(place, (path, text))| (*path, formatted.texts.get(&place).map_or(*text, String::as_str)))
            .collect();
        let again = book::format_book(&self::chapters(&current), &self.context(), options, |_| true);
        assert_eq!(again.texts, BTreeMap::new(), "formatting again changes nothing: {current:#?}");
        let chapters = self::chapters(&current);
        let after = self.build(&chapters);
        for (place, (path, text)) in current.iter().enumerate() {
            let [page, new] = [before, &after].map(|outcome| outcome.page(place));
            let (page, new) = (page.as_deref().unwrap_or(texts[place].1), new.as_deref().unwrap_or(text));
            assert!(read_alike(page, new, self.options.dialect), "{path}\n{page}\nbecame\n{new}");
        }
        let left = self.check(&self::chapters(&current));
        for reported in left.iter().filter(|reported| is_mended_by_formatting(reported.diagnostic.rule)) {
            let place = reported.chapter().expect("it is about a document");
            assert!(formatted.refused.contains_key(&place), "{reported:?} is left: {current:#?}");
        }
    }
}

/// Whether `fmt` leaves nothing of the kind, unless it refuses the document.
fn is_mended_by_formatting(code: Rule) -> bool {
    [section_renamed::RULE, section_moved::RULE, levels_changed::RULE].contains(&code)
}
