//! What the program costs: processor time, wall time and peak memory, for builds of generated books, starts and checks, each beside
//! what does less or the like, in one run on one machine. It prints the lines of the README's table.
//!
//! ```sh
//! cargo bench -p benches --bench cost
//! cargo bench -p benches --bench cost -- --measured builds --chapters 5000 --runs 9 --peer toc=mdbook-toc
//! cargo bench -p benches --bench cost -- --chapters 5000 --write /tmp/handbook
//! ```
//!
//! The programs take turns. Ratios carry from one machine to another, seconds don't.

mod handled;
mod least;
mod nothing;
mod table;
mod work;

use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand, ValueEnum};

use benches::book::{self, Host};
use benches::run::Program;

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
    /// A command to run in the checked book's folder, beside our `check`
    #[arg(long = "check-peer", value_name = "NAME=COMMAND", value_parser = check_peer)]
    check_peers: Vec<Program>,
    /// What is measured
    #[arg(long, value_enum, value_delimiter = ',', default_value = "builds,starts,checks")]
    measured: Vec<Measured>,
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

/// What programs do while they are measured.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Measured {
    Builds,
    Starts,
    Checks,
}

/// What this program does in processes of its own.
#[derive(Subcommand)]
enum Part {
    #[command(hide = true)]
    Nothing { host: Host },
    #[command(hide = true)]
    Least,
    #[command(hide = true)]
    Check { request: PathBuf, answer: PathBuf, documents: usize },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.part {
        Some(Part::Nothing { host }) => nothing::preprocess(*host).map_err(|error| error.to_string()),
        Some(Part::Least) => least::preprocess().map_err(|error| error.to_string()),
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

fn check_peer(argument: &str) -> Result<Program, String> {
    let (name, command) = argument.split_once('=').ok_or("expected NAME=COMMAND")?;
    let mut words = command.split_whitespace().map(str::to_owned);
    let path = words.next().ok_or("expected a command behind the `=`")?;
    // It runs in another folder.
    let path = fs::canonicalize(&path).unwrap_or_else(|_| path.into());
    Ok(Program { name: name.to_owned(), path, arguments: words.collect() })
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

/// The table of all that is asked for.
fn measure(arguments: &Arguments) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    print!("{}", table::HEAD);
    for measured in &arguments.measured {
        let lines = match measured {
            Measured::Builds => work::builds(arguments, folder.path()),
            Measured::Starts => work::starts(arguments, folder.path()),
            Measured::Checks => work::checks(arguments, folder.path()),
        };
        print!("{}", lines?);
    }
    Ok(())
}

/// Checks an answer of ours, in a process of its own (see `run`).
fn check(request: &Path, answer: &Path, documents: usize) -> Result<(), String> {
    let this = env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(this);
    command.arg("check").arg(request).arg(answer).arg(documents.to_string());
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() {
        Ok(())
    } else {
        Err("the answer to a generated book is not what was to be measured".to_owned())
    }
}
