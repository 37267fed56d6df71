//! The program: arguments in, exit codes out. 0 is success, 1 is "no" to mdBook's question, 2 is an error.

use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mdbook_design_docs::host::{self, Changes, HostError};

/// An mdBook preprocessor for living collections of design documents.
///
/// Without a command it reads what mdBook writes to standard input, and answers with the book. To have mdBook run it,
/// add `[preprocessor.design-docs]` to book.toml.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Says by its exit code whether books for this renderer are to be preprocessed; mdBook asks this
    Supports {
        /// The renderer's name, for example `html`
        renderer: String,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        None => preprocess(),
        Some(Command::Supports { renderer }) => Ok(supports(&renderer)),
    };
    done.unwrap_or_else(|error| {
        // Nobody can be told that nobody can be told.
        let _ = writeln!(io::stderr(), "error: {error}");
        ExitCode::from(2)
    })
}

/// Every renderer but that of `mdbook test`, which wants the author's code as it is.
fn supports(renderer: &str) -> ExitCode {
    if renderer == "test" { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Answers mdBook. All input is read first: mdBook writes all of it before it reads.
fn preprocess() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() {
        return Err(HostError::Empty.into());
    }
    let mut input = Vec::new();
    stdin.read_to_end(&mut input).map_err(|error| format!("standard input can't be read: {error}"))?;

    let request = host::read(&input)?;
    if let Some(note) = request.context().outside_supported_range() {
        let _ = writeln!(io::stderr(), "note: {note}");
    }
    let mut stdout = BufWriter::new(io::stdout().lock());
    request
        .write_answer(&Changes::default(), &mut stdout)
        .and_then(|()| stdout.flush())
        .map_err(|error| format!("the answer can't be written: {error}"))?;
    Ok(ExitCode::SUCCESS)
}
