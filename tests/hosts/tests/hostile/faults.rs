//! A bug that one document triggers, at each stage: it affects that document alone, in each command and on both hosts.
#![cfg(unix)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use support::book::{BookFolder, build_as_set};
use support::host::Host;
use support::program::{program, quoted};
use support::site::Site;
use support::terminal::steers_nothing;

use super::requests::{chapter, request};

/// The fault is where this stands: in a document's text, and in its name.
const MARKER: &str = "Faulty";

const FAULTY: &str = "# Faulty Design Document\n\nStatus: Accepted\n\n## Background\n\nSee [pay](pay.md).\n\n\
                      ## Design Decisions\n\n### 1. Lamp\n\nWill use cheap lamps because:\n\n- they are bright\n";

const PAY: &str = "# Pay Design Document\n\n**Status:** Superseded by [new](new.md)\n\n## Design Decisions\n\n### 1. Coin\n\nWill take coins because:\n\n- people have some\n";

const NEW: &str = "# New Design Document\n\nStatus: Accepted\n\n## Design Decisions\n\n### 1. Card\n\nWill take cards because:\n\n- coins are heavy\n";

fn book() -> BookFolder {
    BookFolder::new(&[
        ("book.toml", "[book]\ntitle = \"Handbook\"\n[preprocessor.design-docs]\nfail-on = \"never\"\n"),
        (
            "src/SUMMARY.md",
            "# Summary\n\n[Welcome](README.md)\n\n- [A chapter](designs/faulty.md)\n- [Pay](designs/pay.md)\n- [New](designs/new.md)\n- [Decisions](decisions.md)\n",
        ),
        ("src/README.md", "# Welcome\n"),
        ("src/designs/faulty.md", FAULTY),
        ("src/designs/pay.md", PAY),
        ("src/designs/new.md", NEW),
        ("src/decisions.md", ""),
    ])
}

/// Builds the book with a fault at a stage.
fn build(host: Host, stage: &str) -> Site {
    let book = book();
    book.set_command(&format!("env DESIGN_DOCS_FAULT={stage}:{MARKER} {}", quoted(program())));
    build_as_set(host, book)
}

fn run(book: &BookFolder, stage: &str, arguments: &[&str]) -> Output {
    let mut program = Command::new(program());
    program.args(arguments).current_dir(book.root()).env("DESIGN_DOCS_FAULT", format!("{stage}:{MARKER}"));
    program.output().expect("the program runs")
}

fn text(stream: &[u8]) -> &str {
    let text = std::str::from_utf8(stream).expect("the program writes UTF-8");
    steers_nothing(text);
    assert!(!text.contains("panicked"), "nothing of the panic itself is seen: {text}");
    text
}

/// Asserts that the fault is reported once, for its document.
fn reports_fault(said: &str, what: &str) {
    let place = "src/designs/faulty.md:1:1";
    assert_eq!(said.matches("error[internal-error]").count(), 1, "{what}: {said}");
    assert!(said.contains("internal error at src/fault.rs:") && said.contains(place), "{what}: {said}");
    assert!(said.contains("report it to the maintainers of mdbook-design-docs"), "{what}: {said}");
}

#[test]
fn both_hosts_build_all_other_pages() {
    for (host, stage) in Host::ALL.into_iter().flat_map(|host| ["read", "catalog", "index"].map(|stage| (host, stage)))
    {
        let site = build(host, stage);
        let what = format!("{host:?} {stage}");
        let page = site.text("designs/faulty.html");
        assert!(page.starts_with("Faulty Design Document Status: Accepted Background See pay."), "{what}: {page}");
        assert!(!site.page("designs/faulty.html").contains("design-header"), "{what}");
        let pay = site.page("designs/pay.html");
        assert!(pay.contains("design-banner") && pay.contains("data-status=\"superseded\""), "{what}: {pay}");
        let index = site.text("decisions.html");
        for listed in ["Coin", "Will take coins", "Card", "Will take cards"] {
            assert!(index.contains(listed), "{what}: {listed} in {index}");
        }
        assert!(index.contains("A chapter"), "{what}: it is listed: {index}");
        assert!(!index.contains("Lamp"), "{what}: {index}");
        assert_eq!(site.broken_links(), Vec::<String>::new(), "{what}");
    }
}

/// The page is rendered while the answer is written.
#[test]
fn a_page_that_cannot_be_rendered_is_its_authors_and_fails_a_strict_build() {
    let site = build(Host::Mdbook05, "render");
    let page = site.page("designs/faulty.html");
    assert!(!page.contains("design-header"), "{page}");
    assert!(site.page("designs/pay.html").contains("design-banner"));
    assert!(site.text("decisions.html").contains("Lamp"));

    for (fail_on, code) in [("never", 0), ("error", 1)] {
        let request = request(&json!({ "fail-on": fail_on }), &[chapter("A", "designs/faulty.md", FAULTY)]);
        let mut program = Command::new(program());
        program.env("DESIGN_DOCS_FAULT", format!("render:{MARKER}"));
        let mut child = program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("it is piped").write_all(request.as_bytes()).expect("the request is read");
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(code), "{fail_on}");
        assert!(text(&output.stdout).contains("# Faulty Design Document"), "{fail_on}");
        reports_fault(text(&output.stderr), fail_on);
    }
}

#[test]
fn check_reports_it_and_all_else() {
    for stage in ["read", "rules", "catalog"] {
        let output = run(&book(), stage, &["check"]);
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{stage}");
        assert!(said.contains("error[internal-error]: internal error at src/fault.rs:"), "{stage}: {said}");
        assert_eq!(said.matches("error[internal-error]").count(), 1, "{stage}: {said}");
        assert!(said.contains("src/designs/pay.md"), "{stage}: {said}");
    }
}

#[test]
fn lists_and_exports_have_its_name_alone() {
    for (stage, command) in
        ["read", "catalog"].into_iter().flat_map(|stage| ["list", "export"].map(|command| (stage, command)))
    {
        let output = run(&book(), stage, &[command, "--format", "json"]);
        let what = format!("{command} {stage}");
        assert!(output.status.success(), "{what}");
        reports_fault(text(&output.stderr), &what);
        let json: Value = serde_json::from_str(text(&output.stdout)).expect("JSON");
        let documents = json["documents"].as_array().expect("the documents");
        let paths: Vec<&str> = documents.iter().filter_map(|document| document["path"].as_str()).collect();
        assert_eq!(paths, ["designs/faulty.md", "designs/pay.md", "designs/new.md"], "{what}");
        assert_eq!(documents[0]["status"], Value::Null, "{what}");
        assert_eq!(documents[1]["decisions"][0]["area"], "Coin", "{what}");
    }
}

#[test]
fn explain_says_why_it_knows_nothing() {
    for stage in ["read", "catalog"] {
        let output = run(&book(), stage, &["explain", "src/designs/faulty.md"]);
        let said = text(&output.stdout);
        assert!(
            said.starts_with("designs/faulty.md can't be read: internal error at src/fault.rs:"),
            "{stage}: {said}"
        );
        assert!(said.contains("explain internal-error"), "{stage}: {said}");
        let other = run(&book(), stage, &["explain", "src/designs/pay.md"]);
        assert!(text(&other.stdout).contains("Coin"), "{stage}");
    }
}

#[test]
fn fmt_leaves_the_file_and_formats_the_others() {
    for stage in ["read", "format"] {
        let book = book();
        let output = run(&book, stage, &["fmt", "--fill"]);
        let read = |path: &str| std::fs::read_to_string(book.root().join(path)).expect("a file");
        assert_eq!(read("src/designs/faulty.md"), FAULTY, "{stage}");
        assert!(read("src/designs/pay.md").contains("## Test"), "{stage}: {}", read("src/designs/pay.md"));
        let said = text(&output.stderr);
        assert!(
            said.contains("src/designs/faulty.md stays as it is: internal error at src/fault.rs:"),
            "{stage}: {said}"
        );
        let unpinned = run(&book, stage, &["fmt", "--no-pins"]);
        assert!(text(&unpinned.stderr).contains("internal error"), "{stage}");
        assert_eq!(read("src/designs/faulty.md"), FAULTY, "{stage}");
    }
}

#[test]
fn commands_that_edit_one_document_write_nothing() {
    let book = book();
    for arguments in [
        &["status", "src/designs/faulty.md", "draft"][..],
        &["supersede", "src/designs/faulty.md", "src/designs/new.md"],
    ] {
        let output = run(&book, "read", arguments);
        let read = |path: &str| std::fs::read_to_string(book.root().join(path)).expect("a file");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("internal error at src/fault.rs:"), "{arguments:?}: {said}");
        assert_eq!(read("src/designs/faulty.md"), FAULTY, "{arguments:?}");
        assert_eq!(read("src/designs/new.md"), NEW, "{arguments:?}");
    }
}
