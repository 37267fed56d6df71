//! The manual says what the tool does: its examples are run, its lists are the code's. The pages of the rules are `tests/rules.rs`'s matter.

mod lists;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use mdbook_design_docs::page::assets::{DOCUMENT_CSS, INDEX_CSS};
use support::page::Page;
use support::printed::{Files, printed, unbroken};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn manual(page: &str) -> String {
    read(&format!("example-book/src/manual/{page}"))
}

/// What a build prints about a document at log level `debug`, with the default settings.
fn printed_about(path: &str, document: &str) -> String {
    printed(&Files::from([(format!("src/{path}"), document.to_owned())]))
}

fn lines_with<'t>(text: &'t str, words: &str) -> Vec<&'t str> {
    text.lines().filter(|line| line.contains(words)).collect()
}

#[test]
fn before_and_after_is_a_golden_document() {
    let blocks = Page::read(&manual("what-happens.md")).blocks;
    let under =
        |heading: &str| &blocks.iter().find(|block| block.heading == format!("## {heading}")).expect("a block").text;
    let document = read("tests/documents/before-and-after/in.md");
    assert_eq!(*under("Before"), document);
    assert_eq!(*under("After"), read("tests/documents/before-and-after/out.md"));

    let notes = blocks.iter().find(|block| block.heading == "## How to see it" && block.language == "text");
    let printed = printed_about("designs/door-sensors.md", &document);
    assert_eq!(unbroken(&notes.expect("the notes").text), lines_with(&printed, "note["));
}

#[test]
fn each_example_of_a_refusal_is_refused_so() {
    let blocks = Page::read(&manual("what-happens.md")).blocks;
    let mut checked = 0;
    for pair in blocks.windows(2).filter(|pair| pair[1].text.contains("[move-refused]")) {
        let printed = printed_about("designs/ledger.md", &pair[0].text);
        assert_eq!(unbroken(&pair[1].text), lines_with(&printed, "[move-refused]"), "under {:?}", pair[0].heading);
        checked += 1;
    }
    assert!(checked >= 7, "{checked} examples");
}

/// The words with this beginning that stand in a style sheet, or in a page about it.
fn words_with(text: &str, beginning: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'));
    words.filter(|word| word.starts_with(beginning)).map(str::to_owned).collect()
}

#[test]
fn every_custom_property_and_class_is_explained() {
    let (page, css) = (manual("styling.md"), format!("{DOCUMENT_CSS}{INDEX_CSS}"));
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(words_with(&rows.join("\n"), "--design-"), words_with(&css, "--design-"));
    let explained = words_with(&page, "design-");
    for class in words_with(&css, ".design-").iter().flat_map(|word| word.split('.').skip(1)) {
        assert!(explained.contains(class), "{class}");
    }
}
