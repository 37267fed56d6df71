//! What is measured: builds of generated books, starts, and checks.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Arguments, check, table, write_request};
use benches::book;
use benches::run::{self, Program, Work};

/// A start takes so little that one run says little.
const MORE_RUNS_OF_STARTS: u16 = 20;

/// The documents that are checked, half of the book's chapters.
const CHECKED: usize = 2000;

/// This program as a preprocessor.
pub fn ours(arguments: &[&str]) -> Program {
    Program {
        name: "mdbook-design-docs".to_owned(),
        path: benches::program().into(),
        arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
    }
}

/// A part of this bench as a preprocessor.
fn part(name: &str, arguments: &[&str]) -> Result<Program, String> {
    Ok(Program {
        name: name.to_owned(),
        path: env::current_exe().map_err(|error| error.to_string())?,
        arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
    })
}

/// Builds of books of each size.
pub fn builds(arguments: &Arguments, folder: &Path) -> Result<String, String> {
    let (request, answer) = (folder.join("request.json"), folder.join("answer.json"));
    let (nothing, ours) = (part("does nothing", &["nothing", arguments.host.name()])?, ours(&[]));
    let least = part("parses each document, no more", &["least"])?;
    let programs: Vec<&Program> = [&nothing, &ours, &least].into_iter().chain(&arguments.peers).collect();
    let mut lines = String::new();
    for &chapters in &arguments.chapters {
        write_request(arguments.host, chapters, &request)?;
        let input = fs::metadata(&request).map_err(|error| error.to_string())?.len();
        run::run(&ours, Work::on(&request), &answer)?;
        check(&request, &answer, book::documents_in(chapters))?;
        let costs = run::in_turns(&programs, Work::on(&request), arguments.runs, &answer)?;
        let what = format!("build, {} chapters, {} MB", grouped(chapters), input / 1_000_000);
        lines.push_str(&table::lines(&what, &programs, &costs, Some(input)));
    }
    Ok(lines)
}

/// Starts: what mdBook asks once for each renderer, and a book without chapters.
pub fn starts(arguments: &Arguments, folder: &Path) -> Result<String, String> {
    let answer = folder.join("answer.json");
    let minimal = Program { name: "`fn main() {}`".to_owned(), path: minimal(folder)?, arguments: Vec::new() };
    let runs = arguments.runs.saturating_mul(MORE_RUNS_OF_STARTS);
    let nobody = Work { input: None, folder: None, may_find: false };
    let programs = [&minimal, &ours(&["supports", "html"])];
    let costs = run::in_turns(&programs, nobody, runs, &answer)?;
    let mut lines = table::lines("`supports html`", &programs, &costs, None);
    let request = folder.join("empty.json");
    write_request(arguments.host, 0, &request)?;
    let programs = [&minimal, &part("does nothing", &["nothing", arguments.host.name()])?, &ours(&[])];
    let costs = run::in_turns(&programs, Work::on(&request), runs, &answer)?;
    lines.push_str(&table::lines("build of an empty book", &programs, &costs, None));
    Ok(lines)
}

/// A program of nothing, compiled by the compiler that compiled this one.
fn minimal(folder: &Path) -> Result<PathBuf, String> {
    let (source, program) = (folder.join("minimal.rs"), folder.join(format!("minimal{}", env::consts::EXE_SUFFIX)));
    fs::write(&source, "fn main() {}\n").map_err(|error| error.to_string())?;
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled = Command::new(compiler).arg("-O").arg("-o").arg(&program).arg(&source).status();
    if compiled.map_err(|error| format!("rustc can't be run: {error}"))?.success() {
        Ok(program)
    } else {
        Err("a program of nothing can't be compiled".to_owned())
    }
}

/// Checks of a book of documents.
pub fn checks(arguments: &Arguments, folder: &Path) -> Result<String, String> {
    let book = folder.join("book");
    book::write_folder(2 * CHECKED, &book).map_err(|error| format!("{}: {error}", book.display()))?;
    let ours = ours(&["check"]);
    let programs: Vec<&Program> = arguments.check_peers.iter().chain([&ours]).collect();
    let work = Work { input: None, folder: Some(&book), may_find: true };
    let costs = run::in_turns(&programs, work, arguments.runs, &folder.join("answer.json"))?;
    let what = format!("check, {} documents, as many other chapters", grouped(CHECKED));
    Ok(table::lines(&what, &programs, &costs, None))
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), number % 1000),
    }
}
