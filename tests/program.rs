//! The program from outside: exit codes, and what goes to which stream.

use std::io::Write;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mdbook-design-docs");

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut program = Command::new(PROGRAM);
    program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    // A program that doesn't read its input may be gone before it is written.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("the program ends")
}

fn code_and_streams(output: &Output) -> (Option<i32>, &str, &str) {
    let text = |bytes| std::str::from_utf8(bytes).expect("the program writes UTF-8");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn every_renderer_is_supported_but_that_of_mdbook_test() {
    for (renderer, code) in [("html", 0), ("pandoc", 0), ("", 0), ("test", 1)] {
        let output = run(&["supports", renderer], b"");
        assert_eq!(code_and_streams(&output), (Some(code), "", ""), "{renderer}");
    }
}

#[test]
fn the_book_goes_to_standard_output_alone() {
    // For `mdbook test` the book comes back as it went in.
    let input = include_str!("protocol/0.5.4.json").replace(r#""renderer":"html""#, r#""renderer":"test""#);
    let output = run(&[], input.as_bytes());
    let (code, stdout, stderr) = code_and_streams(&output);
    assert_eq!((code, stderr), (Some(0), ""));
    assert!(input.ends_with(&format!(",{stdout}]")));
}

#[test]
fn chapters_of_windows_are_read_as_those_of_other_systems() {
    let input = include_str!("protocol/0.5.4.json");
    let on_windows = input.replace("\"designs/", "\"designs\\\\");
    assert_ne!(input, on_windows);
    let (here, there) = (run(&[], input.as_bytes()), run(&[], on_windows.as_bytes()));
    let (code, stdout, stderr) = code_and_streams(&there);
    let (stdout, stderr) = (stdout.replace("\"designs\\\\", "\"designs/"), stderr.replace('\\', "/"));
    assert_eq!((code, &*stdout, &*stderr), code_and_streams(&here));
    assert!(stdout.contains("design-status"));
}

#[test]
fn an_unsupported_host_is_noted_once() {
    let input = include_str!("protocol/0.4.52.json").replace("\"0.4.52\"", "\"0.4.21\"");
    let output = run(&[], input.as_bytes());
    let (code, stdout, stderr) = code_and_streams(&output);
    assert_eq!((code, stderr.lines().filter(|line| line.starts_with("note: ")).count()), (Some(0), 1), "{stderr}");
    assert!(stderr.starts_with("note: mdBook 0.4.21 is not among"), "{stderr}");
    assert!(stdout.starts_with(r#"{"sections":"#));
}

#[test]
fn what_is_no_request_is_an_error_of_one_line() {
    for input in ["", "# Title", "[{},", "{}"] {
        let output = run(&[], input.as_bytes());
        let (code, stdout, stderr) = code_and_streams(&output);
        assert_eq!((code, stdout, stderr.lines().count()), (Some(2), "", 1), "{input}: {stderr}");
        assert!(stderr.starts_with("error: "), "{stderr}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let version = run(&["--version"], b"");
    assert_eq!(
        code_and_streams(&version),
        (Some(0), concat!("mdbook-design-docs ", env!("CARGO_PKG_VERSION"), "\n"), "")
    );
    let help = run(&["--help"], b"");
    assert!(code_and_streams(&help).1.contains("[preprocessor.design-docs]"));
    assert_eq!(run(&["no-such-command"], b"").status.code(), Some(2));
}

#[test]
fn a_closed_standard_output_is_an_error_and_no_panic() {
    let input = include_str!("protocol/0.5.4.json").replace(r#""renderer":"html""#, r#""renderer":"test""#);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut program = Command::new(PROGRAM);
    let mut child = program.stdin(Stdio::piped()).stdout(writer).stderr(Stdio::piped()).spawn().expect("it starts");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("all input is read");
    let output = child.wait_with_output().expect("it ends");
    let (code, _, stderr) = code_and_streams(&output);
    assert_eq!(code, Some(2));
    assert!(stderr.starts_with("error: the answer can't be written"), "{stderr}");
}
