//! `man [COMMAND]`: the manual page of the program or of one of its commands.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::builder::Resettable;
use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::standard_output;

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs man | man -l -
      Read the page of the program, which names those of the commands.
  mdbook-design-docs man list | man -l -
      Read the page of a command.
  mdbook-design-docs man > ~/.local/share/man/man1/mdbook-design-docs.1
  mdbook-design-docs man list > ~/.local/share/man/man1/mdbook-design-docs-list.1
      Install them.";

/// The arguments of `man`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ManArguments {
    /// The command; without one, the page is about the program
    command: Option<String>,
}

/// Prints the page, in roff.
///
/// # Errors
/// That there is no such command, or why the page can't be written.
pub(super) fn run(arguments: &ManArguments, mut program: Command) -> Result<ExitCode> {
    // Names and global arguments go down to the commands.
    program.build();
    let about = match &arguments.command {
        None => program,
        Some(name) => {
            let known: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
            let known = known.join("`, `");
            let found = program.find_subcommand(name).cloned();
            found.with_context(|| format!("there is no command `{name}`; the commands are `{known}`"))?
        }
    };
    standard_output::write(page(about))?;
    Ok(ExitCode::SUCCESS)
}

/// The page of a command. Its examples are a section of their own, whose lines stay as they are.
fn page(about: Command) -> Vec<u8> {
    let behind_help = about.get_after_long_help().map(ToString::to_string);
    let mut page = Vec::new();
    Man::new(about.after_long_help(Resettable::Reset)).render(&mut page).expect("memory takes it");
    if let Some(examples) = behind_help.as_deref().and_then(|text| text.strip_prefix("Examples:\n")) {
        let mut section = Roff::new();
        section.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.lines() {
            section.text([roman(line)]);
        }
        section.control("fi", []).to_writer(&mut page).expect("memory takes it");
    }
    page
}
