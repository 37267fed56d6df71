//! What may lie in a book's folder.

use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::harmless;
use support::book::BookFolder;
use support::program::program;

const DOCUMENT: &str = "# X Design Document\n\nStatus: accepted\n\n## Core Requirements\n\nx\n\n## Current Context\n\ny\n\n## References\n";
const SUMMARY: &str = "# Summary\n\n- [X](designs/x.md)\n- [Decisions](decisions.md)\n";

fn book(more: &[(&str, &str)]) -> BookFolder {
    let usual = [
        ("book.toml", "[book]\ntitle = \"B\"\n[preprocessor.design-docs]\n"),
        ("src/SUMMARY.md", SUMMARY),
        ("src/decisions.md", "# Decisions\n"),
        ("src/designs/x.md", DOCUMENT),
    ];
    BookFolder::new(&[&usual[..], more].concat())
}

/// What the program says to commands on a book; what it reads must end.
pub fn says(book: &BookFolder, arguments: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(program());
    program.args(arguments).current_dir(book.root());
    let child = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait_with_output()));
    let output = end.recv_timeout(Duration::from_secs(60)).expect("it ends within a minute").expect("it runs");
    (output.status.code(), harmless(&output.stdout).to_owned() + harmless(&output.stderr))
}

/// A file that has no end. Windows has no such thing in a folder.
#[cfg(unix)]
fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("there is mkfifo").success());
}

#[test]
fn what_is_no_file_is_no_template() {
    let book = book(&[("book.toml", "[book]\ntitle = \"B\"\n[preprocessor.design-docs]\ntemplate = \"t.md\"\n")]);
    let template = book.root().join("t.md");
    let refused = || {
        let (code, said) = says(&book, &["check"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("template \"t.md\""), "{said}");
        said
    };
    refused();
    fs::create_dir(&template).expect("a folder");
    assert!(refused().contains("no file"));
    fs::remove_dir(&template).expect("it is empty");
    // Not everybody may make links on Windows.
    #[cfg(unix)]
    {
        make_pipe(&template);
        assert!(refused().contains("no file"));
        fs::remove_file(&template).expect("it is there");
        let outside = tempfile::NamedTempFile::new().expect("a file");
        std::os::unix::fs::symlink(outside.path(), &template).expect("a link");
        assert!(refused().contains("out of the book"));
        fs::remove_file(&template).expect("it is there");
        std::os::unix::fs::symlink("t.md", &template).expect("a link to itself");
        refused();
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_chapter() {
    for at in ["src/designs/x.md", "src/designs/y.md"] {
        let book = book(&[]);
        let chapter = book.root().join(at);
        let _ = fs::remove_file(&chapter);
        make_pipe(&chapter);
        for command in [&["check"][..], &["list"], &["fmt"], &["export"]] {
            let (code, said) = says(&book, command);
            assert!(matches!(code, Some(0..=2)), "{at}, {command:?}: {code:?}: {said}");
            // The other one is no chapter.
            assert!(at.ends_with("y.md") || said.contains("it is no file"), "{at}, {command:?}: {said}");
        }
        fs::remove_file(&chapter).expect("it is there");
        fs::create_dir(&chapter).expect("a folder");
        for command in [&["check"][..], &["list"], &["fmt"]] {
            let (code, said) = says(&book, command);
            assert!(matches!(code, Some(0..=2)), "{at}, {command:?}: {code:?}: {said}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_stay() {
    let book = book(&[]);
    let document = book.root().join("src/designs/x.md");
    let bytes = b"# X\n\n## Core Requirements\n\n\xff\xfe\n";
    fs::write(&document, bytes).expect("a file");
    for command in [&["check"][..], &["fmt"], &["list"]] {
        let (code, said) = says(&book, command);
        assert!(matches!(code, Some(0..=2)) && said.contains("UTF-8"), "{command:?}: {code:?}: {said}");
    }
    assert_eq!(fs::read(&document).expect("it is there"), bytes);
}

/// What authors write is data in every export and listing.
#[test]
fn words_of_authors_are_no_markup() {
    let evil = "\u{1b}[31m\u{9b}31m\u{7f}\u{202e}\u{2028}</script><xss>\"'|`=cmd()";
    let text = format!(
        "---\nauthors: ['{}']\ntags: ['<xss>']\n---\n# {evil}\n\nStatus: accepted <xss>\n\n## Reqirements {{#{evil}}}\n\n[x](#y{evil})\n\n## Design Decisions\n\n### {evil} {{#\u{1b}[31m\u{9b}\"}}\n\nUse {evil} because.\n\nMore {evil}\n",
        evil.replace('\'', "''")
    );
    let book = book(&[("src/designs/x.md", &text)]);
    for arguments in [
        &["list"][..],
        &["list", "--format", "markdown"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["list", "--decisions"],
        &["list", "--format", "json"],
        &["list", "--decisions", "--format", "json"],
        &["fmt", "--diff"],
        &["fmt", "--check"],
        &["status", "src/designs/x.md", "draft", "--diff"],
        &["explain", "src/designs/x.md"],
        &["export", "--format", "dot"],
        &["export", "--format", "mermaid"],
    ] {
        let (code, said) = says(&book, arguments);
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {said}");
        // For Graphviz all of it stands in quotes, and for a terminal it is words.
        let is_page = arguments.contains(&"markdown") || arguments.contains(&"mermaid");
        assert!(!is_page || !said.contains("<xss>"), "{arguments:?}: {said}");
    }
    for format in ["json", "csv"] {
        let (code, said) = says(&book, &["export", "--format", format]);
        assert_eq!(code, Some(0), "{said}");
    }
    let formula = "---\nauthors: ['=cmd()', '@x']\nid: '+1'\n---\n# =1+1\n\nStatus: accepted\n";
    let book = self::book(&[("src/designs/x.md", formula)]);
    let (_, said) = says(&book, &["list", "--format", "csv"]);
    let cells: Vec<&str> = said.lines().nth(1).expect("a line").split(',').collect();
    assert!(cells.contains(&"'=1+1") && cells.contains(&"'+1") && cells.contains(&"'=cmd(); @x"), "{said}");
}
