//! Each law as a check of one document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mdbook_design_docs::book;
use mdbook_design_docs::diagnostic::{Diagnostic, Severity};
use mdbook_design_docs::document::Document;
use mdbook_design_docs::fault;
use mdbook_design_docs::lint::{self, DocumentFacts};
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_design_docs::markdown::{AnchorRules, Dialect, Flags, parse};
use mdbook_design_docs::normalise::{plan_page, render_without_catalog};
use mdbook_design_docs::page::plan::Plan;
use mdbook_design_docs::read::{Chapter, Context, RenderOptions, Templates};
use mdbook_design_docs::settings::{Collection, Normalise, Settings};
use mdbook_design_docs::template::Template;

use crate::blocks;
use crate::format::with_text;
use crate::ids;
use crate::mapping::Mapping;

static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| Template::BUILT_IN.into_iter().filter_map(Template::built_in).collect());

/// The built-in template of that name.
pub fn template(name: &str) -> &'static Template {
    TEMPLATES.iter().find(|template| template.name == name).expect("built in")
}

/// One document under one host.
pub struct Case<'c> {
    pub text: &'c str,
    pub dialect: Dialect,
    pub html: bool,
    pub keep_order: bool,
    pub template: &'c Template,
}

impl Case<'_> {
    pub fn settings(&self) -> Settings {
        let collection = Collection {
            template: self.template.name.clone(),
            normalise: self.normalise(),
            says_normalise: self.renames(),
            ..Collection::default()
        };
        Settings { collections: vec![collection], ..Settings::default() }
    }

    /// Those of a book that brings this one, unless it is built in.
    pub fn templates(&self) -> Templates {
        Templates::new(BTreeMap::from([(self.template.name.clone(), Ok(self.template.clone()))]))
    }

    /// What all stages borrow.
    pub fn context<'s>(&self, settings: &'s Settings, templates: &'s Templates) -> Context<'s> {
        let options =
            RenderOptions { html: self.html, labels: &settings.labels, assets: settings.assets, dialect: self.dialect };
        Context { settings, templates, options, least: Severity::Note, today: None }
    }

    /// A template of a foreign format is brought to its order only where that is asked for.
    fn renames(&self) -> bool {
        !(self.keep_order && self.template.keeps_order)
    }

    fn normalise(&self) -> Normalise {
        if self.keep_order { Normalise::KeepOrder } else { Normalise::Full }
    }
}

/// All combinations of the parser's flags with both ways to name headings.
pub fn dialects() -> Vec<Dialect> {
    (0..16)
        .map(|n| Dialect {
            flags: Flags { smart_punctuation: n & 1 != 0, definition_lists: n & 2 != 0, admonitions: n & 4 != 0 },
            anchors: if n & 8 != 0 { AnchorRules::V04 } else { AnchorRules::V05 },
        })
        .collect()
}

/// A document's page, and what is said of it.
pub struct Page {
    pub plan: Plan,
    pub text: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// L2 to L5, L8 and L9 for a document; gives what was made of it, unless the parser panics on it.
pub fn hold(case: &Case<'_>) -> Option<Page> {
    // A panic of ours breaks the laws: nothing is isolated under them.
    fault::propagate();
    let options =
        RenderOptions { html: case.html, labels: &SETTINGS.labels, assets: SETTINGS.assets, dialect: case.dialect };
    if Document::parse(case.text, case.dialect, &SETTINGS.statuses).is_err() {
        shows_its_source(case.text, &build(case.text, "designs/x.md", options).expect("a page"), case.dialect);
        return None;
    }
    with_text(case.text, case, &case.settings(), |read, context| {
        let planned = plan_page(&read, context);
        let rendered = render_without_catalog(&planned.plan, case.text, &context.options);
        let before = &read.document.parsed;
        let mapping = Mapping::of(case.text, &planned.plan, &rendered);
        let after = parse(&rendered.text, 0, case.dialect).expect("what we write can be parsed");
        blocks::same_blocks(before, &mapping, &after);
        blocks::same_definitions(before, &after);
        blocks::same_footnotes(before, &mapping, &after);
        blocks::own_blocks_stay(before, &mapping, &after);
        ids::same_ids(before, &mapping, &after, case.html);
        let facts = DocumentFacts { read: &read, page: &planned, today: context.today };
        let diagnostics = lint::lint_document(&facts, context.threshold(read.phase()));
        for diagnostic in &diagnostics {
            let span = diagnostic.span;
            assert!(case.text.get(span.start..span.end).is_some(), "{diagnostic:?} is in the text");
        }
        Page { plan: planned.plan, text: rendered.text, diagnostics }
    })
}

/// L7: the same input gives the same output, whatever ran before.
pub fn repeat(case: &Case<'_>) {
    let options =
        RenderOptions { html: case.html, labels: &SETTINGS.labels, assets: SETTINGS.assets, dialect: case.dialect };
    assert_eq!(build(case.text, "designs/x.md", options), build(case.text, "designs/x.md", options));
}

/// L1: a chapter that is no document and holds no directive.
pub fn untouched(text: &str) {
    for html in [true, false] {
        let options = RenderOptions { html, labels: &SETTINGS.labels, assets: SETTINGS.assets, dialect: Dialect::V05 };
        // `{{ #decisions}}` is a directive too.
        if !text.split_whitespace().collect::<String>().contains("{{#de") {
            assert_eq!(build(text, "notes/x.md", options), None, "{text:?}");
        }
    }
}

/// What can't be parsed is a block of code with all that the author wrote; but for what `links` takes away.
fn shows_its_source(text: &str, page: &str, dialect: Dialect) {
    let parsed = parse(page, 0, dialect).expect("what we write can be parsed");
    let (mut code, mut blocks) = (String::new(), 0);
    for (event, _) in &parsed.events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => blocks += 1,
            Event::Text(line) => code.push_str(line),
            Event::End(TagEnd::CodeBlock) => {}
            event => panic!("{event:?} in {page}"),
        }
    }
    let lines = |text: &str| -> Vec<String> {
        text.replace('\r', "\n")
            .replace("\\{{#", "{{#")
            .split('\n')
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    assert_eq!((blocks, lines(&code)), (1, lines(text)));
}

/// The chapter's new text in a book of its own.
fn build(text: &str, path: &str, options: RenderOptions<'_>) -> Option<String> {
    let chapter = Chapter { name: "Chapter", path: Some(path), file: Some(path), content: &text };
    let templates = Templates::new(BTreeMap::new());
    let context = Context { settings: &SETTINGS, templates: &templates, options, least: Severity::Note, today: None };
    book::build(&[chapter], &context).contents().into_values().next()
}
