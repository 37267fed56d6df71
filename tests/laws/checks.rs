//! Each law as a check of one document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mdbook_design_docs::book::{self, Chapter, Outcome, Templates};
use mdbook_design_docs::diagnostic::Severity;
use mdbook_design_docs::document::Document;
use mdbook_design_docs::fault;
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_design_docs::markdown::{AnchorRules, Dialect, Flags, parse};
use mdbook_design_docs::normalise::{self, Normalised, Wanted};
use mdbook_design_docs::page::RenderOptions;
use mdbook_design_docs::settings::{Collection, MissingSections, Normalise, Settings, Threshold};
use mdbook_design_docs::template::Template;

use crate::blocks;
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

/// L2 to L5, L8 and L9 for a document; gives what was made of it, unless the parser panics on it.
pub fn hold(case: &Case<'_>) -> Option<Normalised> {
    // A panic of ours breaks the laws: nothing is isolated under them.
    fault::propagate();
    let options =
        RenderOptions { html: case.html, labels: &SETTINGS.labels, assets: SETTINGS.assets, dialect: case.dialect };
    let Ok(document) = Document::parse(case.text, case.dialect, &SETTINGS.statuses) else {
        shows_its_source(case.text, &bring(case.text, "designs/x.md", options).expect("a page"), case.dialect);
        return None;
    };
    let template = case.template;
    let matching = document.matching(template);
    let decisions = if template.is_of_decisions() {
        let name = document.name(&template.title, "Chapter");
        document.as_decision(&matching, &name, &SETTINGS.statuses).into_iter().collect()
    } else {
        document.decisions(&matching, &SETTINGS.statuses)
    };
    let progress = document.progress(&matching);
    let wanted = Wanted {
        renames: case.renames(),
        related: mdbook_design_docs::page::header::Related::NONE,
        progress: progress.as_ref(),
        normalise: case.normalise(),
        missing_sections: MissingSections::Placeholder,
        template,
        chapter_name: "Chapter",
        decision_list: SETTINGS.decision_list,
        options,
        threshold: Threshold { severities: &SETTINGS.rules, phase: None, least: Severity::Note },
    };
    let normalised = normalise::normalise(&document, &matching, &decisions, &wanted);
    let rendered = normalised.plan.render(case.text);
    assert_eq!(rendered.text, normalised.text);
    let before = &document.parsed;
    let mapping = Mapping::of(case.text, &normalised.plan, &rendered);
    let after = parse(&rendered.text, 0, case.dialect).expect("what we write can be parsed");
    blocks::same_blocks(before, &mapping, &after);
    blocks::same_definitions(before, &after);
    blocks::same_footnotes(before, &mapping, &after);
    blocks::own_blocks_stay(before, &mapping, &after);
    ids::same_ids(before, &mapping, &after, case.html);
    for diagnostic in normalise::diagnostics(&document, &matching, &decisions, &wanted)
        .iter()
        .chain(&normalised.diagnostics)
        .chain(&document.metadata.diagnostics)
    {
        assert!(case.text.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?} is in the text");
    }
    Some(normalised)
}

/// L7: the same input gives the same output, whatever ran before.
pub fn repeat(case: &Case<'_>) {
    let options =
        RenderOptions { html: case.html, labels: &SETTINGS.labels, assets: SETTINGS.assets, dialect: case.dialect };
    assert_eq!(bring(case.text, "designs/x.md", options), bring(case.text, "designs/x.md", options));
}

/// L1: a chapter that is no document and holds no directive.
pub fn untouched(text: &str) {
    for html in [true, false] {
        let options = RenderOptions { html, labels: &SETTINGS.labels, assets: SETTINGS.assets, dialect: Dialect::V05 };
        // `{{ #decisions}}` is a directive too.
        if !text.split_whitespace().collect::<String>().contains("{{#de") {
            assert_eq!(bring(text, "notes/x.md", options), None, "{text:?}");
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
fn bring(text: &str, path: &str, options: RenderOptions<'_>) -> Option<String> {
    let chapter = Chapter { name: "Chapter", path: Some(path), file: Some(path), content: &text };
    let Outcome { contents, .. } =
        book::bring(&[chapter], &SETTINGS, &Templates::new(BTreeMap::new()), &options, Severity::Note);
    contents.into_values().next()
}
