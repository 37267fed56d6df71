//! The manual says what the tool does: its examples are run, and its table of findings lists every code.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use mdbook_design_docs::book::{self, Chapter, Templates};
use mdbook_design_docs::finding::Code;
use mdbook_design_docs::finding::Severity;
use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::markdown::pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use mdbook_design_docs::page::Look;
use mdbook_design_docs::report;
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::status::Phase;
use serde_json::json;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn manual(page: &str) -> String {
    read(&format!("example-book/src/manual/{page}"))
}

/// A block of code with the heading that it stands under.
struct CodeBlock {
    heading: String,
    language: String,
    text: String,
}

fn code_blocks(page: &str) -> Vec<CodeBlock> {
    let mut blocks: Vec<CodeBlock> = Vec::new();
    let (mut heading, mut text) = (String::new(), String::new());
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::Heading { .. }) => text.clear(),
            Event::End(TagEnd::Heading(_)) => heading = std::mem::take(&mut text),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                text.clear();
                blocks.push(CodeBlock {
                    heading: heading.clone(),
                    language: language.into_string(),
                    text: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => blocks.last_mut().expect("it began").text = std::mem::take(&mut text),
            Event::Text(more) | Event::Code(more) => text.push_str(&more),
            _ => {}
        }
    }
    blocks
}

/// What a build prints about a document at log level `debug`, with the default settings.
fn printed(path: &str, document: &str) -> String {
    let settings = Settings::from_config(&json!({})).expect("valid settings");
    let chapters = [Chapter { name: "Ledger", path: Some(path), file: Some(path), content: &document }];
    let look = Look { html: true, labels: &settings.labels, dialect: Dialect::V05 };
    let outcome = book::bring(&chapters, &settings, &Templates::new(BTreeMap::new()), &look, Severity::Note);
    report::of_build(&outcome.findings, &chapters, "src", true)
}

/// The lines of an example, which the manual breaks where they are long: what is indented by four goes on.
fn unbroken(example: &str) -> Vec<String> {
    example.replace("\n    ", " ").lines().map(str::to_owned).collect()
}

fn lines_with<'t>(text: &'t str, words: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(words)).collect()
}

#[test]
fn before_and_after_is_a_golden_document() {
    let page = manual("what-happens.md");
    let blocks = code_blocks(&page);
    let under = |heading: &str| &blocks.iter().find(|block| block.heading == heading).expect("a block").text;
    let document = read("tests/documents/before-and-after/in.md");
    assert_eq!(*under("Before"), document);
    assert_eq!(*under("After"), read("tests/documents/before-and-after/out.md"));

    let notes = blocks.iter().find(|block| block.heading == "How to see it" && block.language == "text");
    let printed = printed("designs/door-sensors.md", &document);
    assert_eq!(unbroken(&notes.expect("the notes").text), lines_with(&printed, "note["));
}

#[test]
fn each_example_of_a_refusal_is_refused_so() {
    let page = manual("what-happens.md");
    let blocks = code_blocks(&page);
    let mut checked = 0;
    for pair in blocks.windows(2).filter(|pair| pair[1].text.contains("[move-refused]")) {
        let printed = printed("designs/ledger.md", &pair[0].text);
        assert_eq!(unbroken(&pair[1].text), lines_with(&printed, "[move-refused]"), "under {:?}", pair[0].heading);
        checked += 1;
    }
    assert!(checked >= 7, "{checked} examples");
}

#[test]
fn every_finding_has_its_row_and_its_section() {
    let page = manual("findings.md");
    let mut codes: Vec<Code> = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let rows: Vec<String> = codes
        .iter()
        .map(|code| {
            let (name, usual) = (code.name(), code.default_severity(None).name());
            let open = code.default_severity(Some(Phase::Open)).name();
            let in_open = if open == usual { String::new() } else { format!("; {open} in phase `open`") };
            format!("| [`{name}`](#{name}) | {usual}{in_open} |")
        })
        .collect();
    assert_eq!(lines_with(&page, "| [`"), rows);

    let mut rest = page.as_str();
    for next in codes.iter().skip(1).map(|code| Some(code.name())).chain([None]) {
        let end = next.map_or(rest.len(), |name| {
            rest.find(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("{name} has a section, in its place"))
        });
        for part in ["**What it finds.**", "**Why it matters.**", "**Example.**", "**How to mend it.**"] {
            assert_eq!(rest[..end].matches(part).count(), 1, "{part} before {next:?}");
        }
        rest = &rest[end..];
    }
}
