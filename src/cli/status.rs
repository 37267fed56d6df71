//! `status`: another status for a document, where it is written.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::edit::Revision;
use anyhow::{Context, Result};
use clap::Args;

use super::book::status_named;
use super::revision::{RevisedBook, RevisionArguments};

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs status src/designs/ledger.md accepted
      Changes the status where it is written: in front matter, a line, a list, a
      table or a section; nothing else of the file changes. A document without
      one gets it in its front matter, or below its title.
  mdbook-design-docs status src/designs/ledger.md 'in review' --diff
      See it first. Any word for a status will do.

What the rules would say against it keeps it from being written: a document that
lacks what the status requires, one that is superseded by nothing, one that
others rest on. To supersede a document, see `mdbook-design-docs supersede`.

Exit codes: 0 it is written, 1 it would be, with --diff, 2 it can't be.";

/// The arguments of `status`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct StatusArguments {
    /// The document's file
    #[arg(value_name = "PATH")]
    file: PathBuf,
    /// One of the statuses of its collection
    #[arg(value_name = "STATUS")]
    status: String,
    #[command(flatten)]
    revision: RevisionArguments,
}

/// Gives a document another status.
///
/// # Errors
/// What keeps it from being written. Nothing is, then.
pub(super) fn run(arguments: &StatusArguments) -> Result<ExitCode> {
    let mut book = RevisedBook::around(&[&arguments.file], arguments.revision.mdbook)?;
    let place = book.document(&arguments.file)?;
    let collection = book.collection(place).context("it was found a moment ago")?;
    let status = status_named(collection, &arguments.status)?.clone();
    book.revise(place, Revision::Status(&status))?;
    book.finish(&arguments.revision)
}
