//! The program: arguments in, exit codes out. 0 is success, 1 is "no" to mdBook's question or a finding that fails the build,
//! 2 is an error.

#![deny(clippy::string_slice)]

mod cmd;

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use mdbook_design_docs::fault::{self, Stage, isolate};
use mdbook_design_docs::terminal;

/// An mdBook preprocessor for living collections of design documents.
///
/// Without a command it reads what mdBook writes to standard input, and answers with the book. To have mdBook run it,
/// add `[preprocessor.design-docs]` to book.toml.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Reports every problem of a book's documents
    Check(cmd::check::CheckArguments),
    /// Writes names, levels, order and numbers of the template into the documents' files
    Fmt(cmd::fmt::FormatArguments),
    /// Starts a document from its template, and lists it in SUMMARY.md
    New(cmd::new::NewArguments),
    /// Gives a document another status, where it is written
    Status(cmd::status::StatusArguments),
    /// Says in two documents that one takes the place of the other
    Supersede(cmd::supersede::SupersedeArguments),
    /// Adds the preprocessor and a page of decisions to a book
    Init(cmd::init::InitArguments),
    /// Lists the book's documents, or its decisions
    List(cmd::list::ListArguments),
    /// Writes the documents and their relations for other programs
    Export(cmd::export::ExportArguments),
    /// Prints the style and the script of pages, for a book that serves its own
    Assets(cmd::assets::AssetsArguments),
    /// Says what a finding means, or what is read from a document
    Explain(cmd::explain::ExplainArguments),
    /// Prints a script that teaches a shell these commands
    Completions(cmd::completions::CompletionsArguments),
    /// Prints the manual page of the program, or of a command
    Man(cmd::man::ManArguments),
    /// Says by its exit code whether books for this renderer are to be preprocessed; mdBook asks this
    Supports {
        /// The renderer's name, for example `html`
        renderer: String,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    inject_fault();
    let done = isolate(|| run(arguments.command)).unwrap_or_else(|fault| {
        let advice = "no more files are written; report this message to the maintainers of mdbook-design-docs";
        Err(format!("{fault}; {advice}").into())
    });
    done.unwrap_or_else(|error| {
        // Whoever closes the pipe has seen enough: `mdbook-design-docs fmt --diff | head`.
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        // Without stderr there is nowhere left to report to.
        let _ = writeln!(io::stderr(), "error: {}", terminal::lines(&error.to_string()));
        ExitCode::from(2)
    })
}

/// The fault that a test asks for with `DESIGN_DOCS_FAULT`, as `read:marker`; builds without debug assertions have none.
fn inject_fault() {
    if cfg!(debug_assertions)
        && let Ok(asked) = env::var("DESIGN_DOCS_FAULT")
        && let Some((stage, marker)) = asked.split_once(':')
        && let Some(stage) = Stage::named(stage)
    {
        fault::inject(stage, marker);
    }
}

fn run(command: Option<Command>) -> Result<ExitCode, Box<dyn Error>> {
    match command {
        None => cmd::preprocess::run(),
        Some(Command::Check(arguments)) => cmd::check::run(&arguments),
        Some(Command::Fmt(arguments)) => cmd::fmt::run(&arguments),
        Some(Command::New(arguments)) => cmd::new::run(&arguments),
        Some(Command::Status(arguments)) => cmd::status::run(&arguments),
        Some(Command::Supersede(arguments)) => cmd::supersede::run(&arguments),
        Some(Command::Init(arguments)) => cmd::init::run(&arguments),
        Some(Command::List(arguments)) => cmd::list::run(&arguments),
        Some(Command::Export(arguments)) => cmd::export::run(&arguments),
        Some(Command::Assets(arguments)) => cmd::assets::run(&arguments),
        Some(Command::Explain(arguments)) => cmd::explain::run(&arguments),
        Some(Command::Completions(arguments)) => cmd::completions::run(&arguments, Arguments::command()),
        Some(Command::Man(arguments)) => cmd::man::run(&arguments, Arguments::command()),
        Some(Command::Supports { renderer }) => Ok(cmd::supports::run(&renderer)),
    }
}
