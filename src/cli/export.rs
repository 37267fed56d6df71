//! `export`: the documents of a book and how they stand to each other, for other programs.

use std::process::ExitCode;

use crate::directive::{BookWords, Listing};
use crate::output::export::{Export, as_csv, as_dot, as_json, as_mermaid};
use anyhow::Result;
use clap::{Args, ValueEnum};

use super::book::BookArguments;
use super::listed::{ListedBook, QueryArguments};
use super::standard_output;

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs export > register.json
      All documents with their decisions, and all relations between them.
  mdbook-design-docs export --format dot | dot -Tsvg > designs.svg
      A picture of what supersedes, amends and depends on what.
  mdbook-design-docs export --format mermaid --collection adr
      The same of one collection, for a page or an issue that shows Mermaid.
  mdbook-design-docs export --format csv --phase decided
      What is in force, for a spreadsheet.
  mdbook-design-docs export | jq -r '.superseded[].document'
      For a script. The JSON is described by the schema
      src/output/export/schema.json in the repository.";

/// The arguments of `export`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ExportArguments {
    #[command(flatten)]
    book: BookArguments,
    /// How it is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExportFormat::Json)]
    format: ExportFormat,
    #[command(flatten)]
    query: QueryArguments,
}

/// How the export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// For programs, with all that was read
    Json,
    /// For spreadsheets: a line a document
    Csv,
    /// A graph for Graphviz
    Dot,
    /// A flowchart for Mermaid
    Mermaid,
}

/// Prints the export.
///
/// # Errors
/// What keeps the book from being read or the export from being written, and a filter that means nothing.
pub(super) fn run(arguments: &ExportArguments) -> Result<ExitCode> {
    let opened = arguments.book.open()?;
    let query = arguments.query.to_query(Listing::Documents, &BookWords::from_settings(&opened.settings))?;
    let book = ListedBook::from_book(&opened);
    let export = Export::from_catalog(&book.catalog, &book.documents, &book.selected(&query));
    let text = match arguments.format {
        ExportFormat::Json => as_json(&export),
        ExportFormat::Csv => as_csv(&export),
        ExportFormat::Dot => as_dot(&export, &opened.settings),
        ExportFormat::Mermaid => as_mermaid(&export, &opened.settings),
    };
    standard_output::write(&text)?;
    Ok(ExitCode::SUCCESS)
}
