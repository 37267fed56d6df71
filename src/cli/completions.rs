//! `completions SHELL`: a script that teaches a shell the commands and their arguments.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;

use super::standard_output;

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs completions bash > ~/.local/share/bash-completion/completions/mdbook-design-docs
  mdbook-design-docs completions zsh > ~/.zfunc/_mdbook-design-docs
      With `fpath+=~/.zfunc` before `compinit` in ~/.zshrc.
  mdbook-design-docs completions fish > ~/.config/fish/completions/mdbook-design-docs.fish
  mdbook-design-docs completions powershell >> $PROFILE";

/// The arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script for all commands of `program`.
///
/// # Errors
/// Why it can't be written.
pub(super) fn run(arguments: &CompletionsArguments, mut program: Command) -> Result<ExitCode> {
    let name = program.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, name, &mut script);
    standard_output::write(script)?;
    Ok(ExitCode::SUCCESS)
}
