//! The protocol against what the real hosts send and read.
//!
//! The files in `tests/protocol/` are captured from the hosts; `CAPTURE=1 cargo test -p hosts --test protocol` writes them anew.
//! `unknown-fields.json` is made by hand: what a later host might add.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use mdbook_design_docs::host::{AddedChapter, BookChanges, Protocol, parse_request};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::book::BookFolder;
use support::host::Host;

const FILES: [&str; 3] = ["0.4.52.json", "0.5.4.json", "unknown-fields.json"];

fn golden_path(file: &str) -> PathBuf {
    support::repository().join("tests/protocol").join(file)
}

fn golden(file: &str) -> String {
    fs::read_to_string(golden_path(file)).expect("a captured file").trim_end().to_owned()
}

/// A captured file as `[context,` and the book; the last `]` is left out.
fn halves(input: &str) -> (&str, &str) {
    let start = [r#",{"sections":"#, r#",{"items":"#].iter().find_map(|start| input.find(start)).expect("a book");
    (&input[..=start], &input[start + 1..input.len() - 1])
}

fn draft_of(input: &str) -> usize {
    let request = parse_request(input.as_bytes()).expect("what a host sent");
    request.chapters().iter().position(|chapter| chapter.path.is_none()).expect("the book has a draft")
}

/// What `host` writes to a preprocessor for a small book with everything in it.
fn captured(host: Host) -> String {
    let book = BookFolder::new(&[
        ("book.toml", "[book]\ntitle = \"Handbook\"\n[output.html]\nsmart-punctuation = true\n"),
        (
            "src/SUMMARY.md",
            "# Summary\n\n[Welcome](README.md)\n\n# Designs\n\n- [Ledger](designs/ledger.md)\n  - [Costs & \"fees\"](designs/costs.md)\n    \
             - [Rounding](designs/rounding.md)\n- [Later]()\n\n---\n\n[Glossary](glossary.md)\n",
        ),
        ("src/README.md", "# Welcome\n\n{{#include ../book.toml}}\n"),
        (
            "src/designs/ledger.md",
            "---\nstatus: accepted\n---\n\n# Ledger\r\n\r\nTabs\tand \"quotes\" \\ größer 😀.\r\n",
        ),
        ("src/designs/costs.md", "# Costs\n"),
        ("src/designs/rounding.md", ""),
        ("src/glossary.md", "# Glossary\n"),
    ]);
    let (root, command) = ("/handbook", "mdbook-design-docs");
    match host {
        Host::Mdbook04 => {
            let mut loaded = mdbook_04::MDBook::load(book.root()).expect("a book");
            loaded.config.set("preprocessor.design-docs.command", command).expect("a setting");
            let renderer = mdbook_04::renderer::HtmlHandlebars;
            let mut context = loaded.preprocess_book(&renderer).expect("a context").1;
            context.root = root.into();
            serde_json::to_string(&(&context, &loaded.book)).expect("books are JSON")
        }
        Host::Mdbook05 => {
            let mut loaded = mdbook_driver::MDBook::load(book.root()).expect("a book");
            loaded.config.set("preprocessor.design-docs.command", command).expect("a setting");
            let context =
                mdbook_preprocessor::PreprocessorContext::new(root.into(), loaded.config.clone(), "html".to_owned());
            serde_json::to_string(&(&context, &loaded.book)).expect("books are JSON")
        }
    }
}

#[test]
fn the_captured_files_are_what_the_hosts_send() {
    for (host, file) in Host::ALL.into_iter().zip(FILES) {
        let captured = captured(host);
        if std::env::var_os("CAPTURE").is_some() {
            fs::write(golden_path(file), captured).expect("a file");
        } else {
            assert_eq!(captured, golden(file), "{host:?}");
        }
    }
}

#[test]
fn an_untouched_book_comes_back_byte_for_byte() {
    for file in FILES {
        let input = golden(file);
        let request = parse_request(input.as_bytes()).expect("what a host sent");
        assert_eq!(request.answer(&BookChanges::default()), halves(&input).1, "{file}");
        let mut written = Vec::new();
        request.write_answer(&BookChanges::default(), &mut written).expect("a vector");
        assert_eq!(written, halves(&input).1.as_bytes(), "{file}");
    }
}

#[test]
fn a_request_says_what_the_book_holds() {
    for (file, protocol) in FILES.into_iter().zip([Protocol::V04, Protocol::V05, Protocol::V05]) {
        let input = golden(file);
        let request = parse_request(input.as_bytes()).expect("what a host sent");
        let context = request.context();
        assert_eq!((context.protocol(), context.src(), &*context.renderer), (protocol, "src", "html"), "{file}");
        assert_eq!(context.outside_supported_range(), None, "{file}");
        assert!(context.parser_flags().smart_punctuation, "{file}");
        assert_eq!(context.parser_flags().admonitions, protocol == Protocol::V05, "{file}");

        let names: Vec<_> = request.chapters().iter().map(|chapter| &*chapter.name).collect();
        assert_eq!(names, ["Welcome", "Ledger", "Costs & \"fees\"", "Rounding", "Later", "Glossary"], "{file}");
        let ledger = &request.chapters()[1];
        let content = "---\nstatus: accepted\n---\n\n# Ledger\r\n\r\nTabs\tand \"quotes\" \\ größer 😀.\r\n";
        assert_eq!(ledger.content().as_deref(), Some(content), "{file}");
        assert_eq!(request.chapters()[5].source_path.as_deref(), Some("glossary.md"), "{file}");
    }
}

#[test]
fn a_changed_book_differs_in_its_changes_only() {
    for file in FILES {
        let input = golden(file);
        let (draft, content) = (draft_of(&input), "# \"New\"\n\\ \u{0} 😀");
        let changes = BookChanges {
            contents: &BTreeMap::from([(0, content.to_owned()), (draft, "# Later\n".to_owned())]),
            paths: BTreeMap::from([(draft, "later.md".to_owned())]),
            added: Some(AddedChapter { name: "All".into(), path: "all.md".into(), content: "# All\n".into() }),
        };
        let answer = parse_request(input.as_bytes()).expect("what a host sent").answer(&changes);

        let mut expected: Value = serde_json::from_str(halves(&input).1).expect("JSON");
        let key = if expected["items"].is_null() { "sections" } else { "items" };
        let items = expected[key].as_array_mut().expect("a list of chapters");
        items[0]["Chapter"]["content"] = json!(content);
        let draft = items.iter_mut().find(|item| item["Chapter"]["name"] == "Later").expect("the book has a draft");
        draft["Chapter"]["content"] = json!("# Later\n");
        draft["Chapter"]["path"] = json!("later.md");
        items.push(json!({"Chapter": {
            "name": "All", "content": "# All\n", "number": null, "sub_items": [],
            "path": "all.md", "source_path": null, "parent_names": [],
        }}));
        assert_eq!(serde_json::from_str::<Value>(&answer).expect("JSON"), expected, "{file}");

        let as_the_host_writes_it = match file {
            "0.4.52.json" => serde_json::from_str::<mdbook_04::book::Book>(&answer).map(|book| json_of(&book)),
            "0.5.4.json" => serde_json::from_str::<mdbook_preprocessor::book::Book>(&answer).map(|book| json_of(&book)),
            _ => continue,
        };
        assert_eq!(answer, as_the_host_writes_it.expect("a book of the host's own type"), "{file}");
    }
}

fn json_of(book: &impl serde::Serialize) -> String {
    serde_json::to_string(book).expect("books are JSON")
}

#[test]
fn the_host_itself_reads_no_deeper_book() {
    let chapter = |nested: String| {
        format!(
            r#"{{"Chapter":{{"name":"N","content":"","number":null,"sub_items":[{nested}],"path":null,"source_path":null,"parent_names":[]}}}}"#
        )
    };
    let input = golden("0.5.4.json");
    for (levels, is_readable) in [(41, true), (42, false)] {
        let book = format!(r#"{{"items":[{}]}}"#, (0..levels).fold(String::new(), |nested, _| chapter(nested)));
        assert_eq!(serde_json::from_str::<mdbook_preprocessor::book::Book>(&book).is_ok(), is_readable, "{levels}");
        let request = format!("{}{book}]", halves(&input).0);
        assert_eq!(parse_request(request.as_bytes()).is_ok(), is_readable, "{levels}");
    }
}

#[test]
fn no_beginning_of_a_request_is_one() {
    for file in FILES {
        let input = golden(file);
        for length in 0..input.len() {
            let error = parse_request(&input.as_bytes()[..length]).expect_err("the rest is missing").to_string();
            assert!(!error.contains('\n'), "{file}, {length} bytes: {error}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was_given(texts in proptest::collection::vec(any::<String>(), 6), path: String) {
        for file in FILES {
            let input = golden(file);
            let draft = draft_of(&input);
            let contents: BTreeMap<usize, String> = texts.iter().cloned().enumerate().collect();
            let changes = BookChanges {
                contents: &contents,
                paths: BTreeMap::from([(draft, path.clone())]),
                added: None,
            };
            let request = parse_request(input.as_bytes()).expect("what a host sent");
            let again = format!("{}{}]", halves(&input).0, request.answer(&changes));
            let request = parse_request(again.as_bytes()).expect("an answer is a book");
            for (chapter, text) in request.chapters().iter().zip(&texts) {
                prop_assert_eq!(chapter.content().expect("text"), text.as_str());
            }
            prop_assert_eq!(request.chapters()[draft].path.as_deref(), Some(path.as_str()));
            prop_assert_eq!(request.chapters()[draft].source_path.as_deref(), None);
        }
    }

    #[test]
    fn no_input_makes_it_panic(at in 0..2000_usize, bytes: Vec<u8>) {
        for file in FILES {
            let mut input = golden(file).into_bytes();
            let at = at % input.len();
            let end = (at + bytes.len()).min(input.len());
            input.splice(at..end, bytes.iter().copied());
            if let Ok(request) = parse_request(&input) {
                let _ = request.answer(&BookChanges::default());
            }
        }
    }
}
