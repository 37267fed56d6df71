//! Where the program may run: pipes that close, disks that are full, folders that are read-only, and others at the same work. Limits and permissions
//! come from a shell and from Unix; Windows has neither.
#![cfg(unix)]

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::harmless;
use support::book::BookFolder;
use support::program::program;

const TEXT: &str = "# X Design Document\n\nStatus: accepted\n\n## Core Requirements\n\nx\n\n## Current Context\n\ny\n\n## References\n";

/// A book of so many documents that `fmt` changes.
fn book(documents: usize) -> BookFolder {
    let mut summary = "# Summary\n\n".to_owned();
    let book = BookFolder::new(&[("book.toml", "[preprocessor.design-docs]\n")]);
    fs::create_dir_all(book.root().join("src/designs")).expect("a folder");
    for n in 0..documents {
        summary += &format!("- [X{n}](designs/x{n}.md)\n");
        fs::write(book.root().join(format!("src/designs/x{n}.md")), TEXT.replace('x', &"x ".repeat(2000)))
            .expect("a file");
    }
    fs::write(book.root().join("src/SUMMARY.md"), summary).expect("a file");
    book
}

/// All files of the book's designs with their texts.
fn designs(book: &BookFolder) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(book.root().join("src/designs"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text")))
        .collect();
    files.sort();
    files
}

fn start(book: &BookFolder, arguments: &[&str]) -> Child {
    let mut program = Command::new(program());
    program.args(arguments).current_dir(book.root()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program.spawn().expect("the program starts")
}

#[test]
fn a_reader_that_leaves_ends_it_quietly() {
    let book = book(300);
    for arguments in [&["fmt", "--diff"][..], &["list"], &["export"], &["check", "--format", "json"]] {
        let mut child = start(&book, arguments);
        let mut stdout = child.stdout.take().expect("it is piped");
        stdout.read_exact(&mut [0; 10]).expect("it writes more than that");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(harmless(&output.stderr), "", "{arguments:?}");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {:?}", output.status);
    }
}

#[test]
fn a_host_that_leaves_is_an_error_and_no_panic() {
    let input = include_str!("../../../protocol/0.5.4.json").replace("# Welcome", &"word ".repeat(200_000));
    let folder = tempfile::tempdir().expect("a folder");
    let request = folder.path().join("request.json");
    fs::write(&request, input).expect("a file");
    let mut program = Command::new(program());
    program.stdin(fs::File::open(&request).expect("it is there")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    harmless(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 2)), "{:?}", output.status);
}

#[test]
fn two_that_format_at_once_do_no_harm() {
    let once = book(60);
    assert!(start(&once, &["fmt"]).wait_with_output().expect("it ends").status.success());
    let expected: Vec<String> = designs(&once).into_iter().map(|(_, text)| text).collect();
    let book = book(60);
    let all: Vec<Child> = (0..4).map(|_| start(&book, &["fmt"])).collect();
    for child in all {
        let output = child.wait_with_output().expect("it ends");
        // One may find that another one was there before it.
        let said = harmless(&output.stderr);
        assert!(output.status.success() || said.contains("changed by someone else"), "{said}");
    }
    let texts: Vec<String> = designs(&book).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, expected, "all are formatted, whole, and nothing else is left");
}

/// As much memory as a machine in CI may have left, for a request of 200 MB. macOS doesn't keep to such a limit.
#[cfg(target_os = "linux")]
#[test]
fn a_long_document_needs_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let request = folder.path().join("request.json");
    let text = "Some words, and `more` of them.\\n\\n".repeat(6_000_000);
    let input = include_str!("../../../protocol/0.5.4.json").replace("# Ledger", &format!("# Ledger\\n\\n{text}"));
    assert!(input.len() > 200_000_000);
    fs::write(&request, input).expect("a file");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("ulimit -v 1500000; exec '{}'", program()));
    let output = shell.stdin(fs::File::open(&request).expect("it is there")).output().expect("there is a shell");
    assert!(harmless(&output.stderr).contains("chapter-unparsable"), "{:?}", output.status);
    assert_eq!(output.status.code(), Some(0));
}

/// Runs the program where no file may be larger than 512 bytes, as on a disk that is full.
fn on_a_full_disk(book: &BookFolder, arguments: &str) -> (Option<i32>, String) {
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("trap '' XFSZ; ulimit -f 1; exec '{}' {arguments}", program()))
        .current_dir(book.root());
    let output = shell.output().expect("there is a shell");
    (output.status.code(), harmless(&output.stderr).to_owned())
}

#[test]
fn a_full_disk_changes_nothing() {
    let book = book(3);
    let (before, summary) = (designs(&book), fs::read_to_string(book.root().join("src/SUMMARY.md")).expect("a text"));
    for arguments in [
        "fmt",
        "fmt --fill",
        "new Ledger",
        "status src/designs/x0.md rejected",
        "supersede src/designs/x0.md src/designs/x1.md",
    ] {
        let (code, said) = on_a_full_disk(&book, arguments);
        assert!(matches!(code, Some(1 | 2)) && said.contains("can't be written"), "{arguments}: {code:?}: {said}");
        assert_eq!(designs(&book), before, "{arguments}");
        assert_eq!(fs::read_to_string(book.root().join("src/SUMMARY.md")).expect("a text"), summary, "{arguments}");
    }
}

/// Lets somebody own the book who isn't root, for whom no folder is read-only.
fn as_somebody(book: &BookFolder, program: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let is_root = Command::new("id").arg("-u").output().expect("there is id").stdout.starts_with(b"0\n");
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    let output = command.args(arguments).current_dir(book.root()).output().expect("it runs");
    (output.status.code(), harmless(&output.stderr).to_owned())
}

#[test]
fn a_read_only_folder_stays_as_it_is() {
    let book = book(3);
    // Whoever it is has to reach the book and the program.
    let copy = book.root().join("program");
    fs::copy(program(), &copy).expect("it is there");
    let set = |path: &str, mode| {
        fs::set_permissions(book.root().join(path), fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    set("", 0o755);
    set("src", 0o555);
    set("src/designs", 0o555);
    let before = designs(&book);
    for arguments in [&["fmt"][..], &["new", "Ledger"], &["status", "src/designs/x0.md", "rejected"]] {
        let (code, said) = as_somebody(&book, &copy, arguments);
        assert!(matches!(code, Some(1 | 2)) && said.contains("can't be written"), "{arguments:?}: {code:?}: {said}");
        assert_eq!(designs(&book), before, "{arguments:?}");
    }
    set("src", 0o755);
    set("src/designs", 0o755);
}
