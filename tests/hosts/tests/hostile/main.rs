//! What nobody should do, and what becomes of it: hostile requests, books and surroundings, each with its outcome. The real program runs.

mod books;
mod faults;
mod pages;
mod requests;
mod surroundings;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use support::program::program;
use support::terminal::steers_nothing;

/// Runs the program with that input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut program = Command::new(program());
    program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    std::thread::scope(|scope| {
        // A program that doesn't read its input may be gone before it is written.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("the program ends")
    })
}

/// What a stream holds, which has to be text that steers no terminal.
fn harmless(stream: &[u8]) -> &str {
    let text = std::str::from_utf8(stream).expect("the program writes UTF-8");
    steers_nothing(text);
    assert!(!text.contains("panicked"), "{text}");
    // SARIF has the page of each rule in it, with an example.
    let is_fault = |line: &str| line.contains("internal error at ") && !line.contains("# internal-error");
    assert!(!text.lines().any(is_fault), "{text}");
    text
}
