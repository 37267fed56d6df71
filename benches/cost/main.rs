//! What the preprocessor costs: processor time, wall time and peak memory for generated books, beside a preprocessor that does
//! nothing, in one run on one machine.
//!
//! ```sh
//! cargo bench --bench cost
//! cargo bench --bench cost -- --chapters 5000 --runs 9 --peer toc=mdbook-toc
//! cargo bench --bench cost -- --chapters 5000 --write /tmp/handbook
//! ```
//!
//! The programs take turns, so that a machine that slows down slows all of them. Ratios carry from one machine to another,
//! seconds don't.

mod blocks;
mod book;
mod chance;
mod document;
mod guide;
mod handled;
mod nothing;
mod run;
mod table;
mod words;

use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};

use book::Host;
use run::{Cost, Program};

/// Measures what preprocessing costs.
#[derive(Parser)]
struct Arguments {
    /// The sizes of the books, in chapters
    #[arg(long, value_delimiter = ',', default_value = "1000,5000,20000")]
    chapters: Vec<usize>,
    /// How many runs of each program count
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Another preprocessor to run beside ours
    #[arg(long = "peer", value_name = "NAME=PROGRAM", value_parser = peer)]
    peers: Vec<Program>,
    /// Whose protocol the programs are spoken to in
    #[arg(long, value_enum, default_value = "0.5")]
    host: Host,
    /// Write the first book to a folder, with what mdBook sends for it as `request.json`, and measure nothing
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What this program does in processes of its own.
#[derive(Subcommand)]
enum Part {
    #[command(hide = true)]
    Nothing { host: Host },
    #[command(hide = true)]
    Check { request: PathBuf, answer: PathBuf, documents: usize },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.part {
        Some(Part::Nothing { host }) => nothing::preprocess(*host).map_err(|error| error.to_string()),
        Some(Part::Check { request, answer, documents }) => handled::check(request, answer, *documents),
        None => match &arguments.write {
            Some(folder) => write(&arguments, folder),
            None => measure(&arguments),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn peer(argument: &str) -> Result<Program, String> {
    let (name, path) = argument.split_once('=').ok_or("expected NAME=PROGRAM")?;
    Ok(Program { name: name.to_owned(), path: path.into(), arguments: Vec::new() })
}

fn write(arguments: &Arguments, folder: &Path) -> Result<(), String> {
    let chapters = arguments.chapters[0];
    book::write_folder(chapters, folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    write_request(arguments.host, chapters, &folder.join("request.json"))
}

fn write_request(host: Host, chapters: usize, path: &Path) -> Result<(), String> {
    File::create(path)
        .and_then(|file| book::write_request(host, chapters, &mut BufWriter::new(file)))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn measure(arguments: &Arguments) -> Result<(), String> {
    let this = env::current_exe().map_err(|error| error.to_string())?;
    let nothing = Program {
        name: "does nothing".to_owned(),
        path: this.clone(),
        arguments: vec!["nothing".to_owned(), arguments.host.name().to_owned()],
    };
    let ours = Program {
        name: env!("CARGO_PKG_NAME").to_owned(),
        path: env!("CARGO_BIN_EXE_mdbook-design-docs").into(),
        arguments: Vec::new(),
    };
    let programs: Vec<&Program> = [&nothing, &ours].into_iter().chain(&arguments.peers).collect();
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (request, answer) = (folder.path().join("request.json"), folder.path().join("answer.json"));
    for &chapters in &arguments.chapters {
        let documents = book::documents_in(chapters);
        write_request(arguments.host, chapters, &request)?;
        let input = fs::metadata(&request).map_err(|error| error.to_string())?.len();
        run::run(&ours, &request, &answer)?;
        check(&this, &request, &answer, documents)?;
        // One run of each that doesn't count, then turn by turn.
        let mut runs: Vec<Vec<Cost>> = vec![Vec::new(); programs.len()];
        for turn in 0..=arguments.runs {
            for (program, runs) in programs.iter().zip(&mut runs) {
                let cost = run::run(program, &request, &answer)?;
                if turn > 0 {
                    runs.push(cost);
                }
            }
        }
        let rows: Vec<_> =
            programs.iter().zip(&runs).map(|(program, runs)| (program.name.as_str(), table::median(runs))).collect();
        println!(
            "{chapters} chapters, {documents} of them documents, all handled; {} MB of JSON; mdBook {}; medians of {}\n",
            input / 1_000_000,
            arguments.host.name(),
            arguments.runs
        );
        println!("{}", table::table(&rows, input));
    }
    Ok(())
}

/// Checks an answer of ours, in a process of its own (see `run`).
fn check(this: &Path, request: &Path, answer: &Path, documents: usize) -> Result<(), String> {
    let mut command = Command::new(this);
    command.arg("check").arg(request).arg(answer).arg(documents.to_string());
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() {
        Ok(())
    } else {
        Err("the answer to a generated book is not what was to be measured".to_owned())
    }
}
