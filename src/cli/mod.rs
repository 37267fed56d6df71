//! The program: arguments in, exit codes out. One file a command; what several have in common is in `book`, `listed`, `revision`, `settings`, `sources` and
//! `standard_output`; `new_file` finds the place of what `new` makes.

mod assets;
mod book;
mod check;
mod completions;
mod explain;
mod export;
mod fmt;
mod init;
mod list;
mod listed;
mod man;
mod new;
mod new_file;
mod preprocess;
mod revision;
mod settings;
mod sources;
mod standard_output;
mod status;
mod supersede;
mod supports;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::fault::{self, Stage, isolate};
use crate::terminal;
use anstream::AutoStream;
use anyhow::{Result, anyhow};
use clap::{ColorChoice, CommandFactory, Parser, Subcommand};
use settings::SettingsReport;

/// An mdBook preprocessor for living collections of design documents.
///
/// Without a command it reads what mdBook writes to standard input, and answers with the book. To have mdBook run it,
/// add `[preprocessor.design-docs]` to book.toml.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    /// Controls when to use color.
    #[arg(long, default_value_t = ColorChoice::Auto, value_name = "WHEN", value_enum, global = true)]
    color: ColorChoice,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Reports every problem of a book's documents
    Check(check::CheckArguments),
    /// Writes names, levels, order and numbers of the template into the documents' files
    Fmt(fmt::FormatArguments),
    /// Starts a document from its template, and lists it in SUMMARY.md
    New(new::NewArguments),
    /// Gives a document another status, where it is written
    Status(status::StatusArguments),
    /// Says in two documents that one takes the place of the other
    Supersede(supersede::SupersedeArguments),
    /// Adds the preprocessor and a page of decisions to a book
    Init(init::InitArguments),
    /// Lists the book's documents, or its decisions
    List(list::ListArguments),
    /// Writes the documents and their relations for other programs
    Export(export::ExportArguments),
    /// Prints the style and the script of pages, for a book that serves its own
    Assets(assets::AssetsArguments),
    /// Says what a diagnostic means, or what is read from a document
    Explain(explain::ExplainArguments),
    /// Prints a script that teaches a shell these commands
    Completions(completions::CompletionsArguments),
    /// Prints the manual page of the program, or of a command
    Man(man::ManArguments),
    /// Says by its exit code whether books for this renderer are to be preprocessed; mdBook asks this
    Supports {
        /// The renderer's name, for example `html`
        renderer: String,
    },
}

/// Runs the program with the arguments of this process, on its standard streams; gives its exit code: 0 is success, 1 is "no" to mdBook's
/// question or a diagnostic that fails the build, 2 is an error.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let color = match arguments.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    color.write_global();
    inject_fault();
    let done = isolate(|| run_command(arguments.command)).unwrap_or_else(|fault| {
        let advice = "no more files are written; report this message to the maintainers of mdbook-design-docs";
        Err(anyhow!("{fault}; {advice}"))
    });
    done.unwrap_or_else(|error| {
        // Whoever closes the pipe has seen enough: `mdbook-design-docs fmt --diff | head`.
        if error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(is_broken_pipe) {
            return ExitCode::SUCCESS;
        }
        // Without stderr there is nowhere left to report to.
        let _ = match error.downcast_ref::<SettingsReport>() {
            Some(report) => write!(AutoStream::auto(io::stderr().lock()), "{report}"),
            None => writeln!(io::stderr(), "error: {}", terminal::lines(&format!("{error:#}"))),
        };
        ExitCode::from(2)
    })
}

fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
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

fn run_command(command: Option<Command>) -> Result<ExitCode> {
    match command {
        None => preprocess::run(),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Fmt(arguments)) => fmt::run(&arguments),
        Some(Command::New(arguments)) => new::run(&arguments),
        Some(Command::Status(arguments)) => status::run(&arguments),
        Some(Command::Supersede(arguments)) => supersede::run(&arguments),
        Some(Command::Init(arguments)) => init::run(&arguments),
        Some(Command::List(arguments)) => list::run(&arguments),
        Some(Command::Export(arguments)) => export::run(&arguments),
        Some(Command::Assets(arguments)) => assets::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
        Some(Command::Completions(arguments)) => completions::run(&arguments, Arguments::command()),
        Some(Command::Man(arguments)) => man::run(&arguments, Arguments::command()),
        Some(Command::Supports { renderer }) => Ok(supports::run(&renderer)),
    }
}
