//! `assets`: the style and the script of pages, for a book that serves its own.

use std::process::ExitCode;

use crate::page::assets::{DOCUMENT_CSS, INDEX_CSS, INDEX_JS, INDEX_SCRIPT, INDEX_STYLE};
use anyhow::Result;
use clap::Args;

use super::standard_output;

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs assets --css > theme/design-docs.css
  mdbook-design-docs assets --js > theme/design-docs.js
      With `assets = \"none\"` in [preprocessor.design-docs], and both files in `additional-css` and
      `additional-js` of [output.html].
  mdbook-design-docs assets >> theme/head.hbs
      The same, in the head of every page.";

/// The arguments of `assets`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct AssetsArguments {
    /// The style sheet alone
    #[arg(long, conflicts_with = "js")]
    css: bool,
    /// The script alone
    #[arg(long)]
    js: bool,
}

/// Prints what pages have inline otherwise: both as elements, or one of them as a file.
///
/// # Errors
/// Why it can't be written.
pub(super) fn run(arguments: &AssetsArguments) -> Result<ExitCode> {
    let text = if arguments.css {
        format!("{DOCUMENT_CSS}{INDEX_CSS}")
    } else if arguments.js {
        INDEX_JS.to_owned()
    } else {
        format!("{}\n{}\n", *INDEX_STYLE, *INDEX_SCRIPT)
    };
    standard_output::write(text)?;
    Ok(ExitCode::SUCCESS)
}
