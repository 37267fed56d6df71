//! `list`: the documents or decisions of a book, as a table, Markdown, CSV or JSON.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::directive::{BookWords, Listing};
use crate::output::list::{
    ListRows, ListedDecision, ListedDocument, Width, decisions_as_csv, decisions_as_json, documents_as_csv,
    documents_as_json,
};
use anyhow::Result;
use clap::{Args, ValueEnum};

use super::book::{BookArguments, OpenedBook};
use super::listed::{ListedBook, QueryArguments};
use super::standard_output;

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs list
      The documents of the book around the current folder.
  mdbook-design-docs list --decisions --phase open
      The decisions that are still to be made.
  mdbook-design-docs list --status 'accepted,!draft' --tag 'stor*' --sort -date
      Words are those of the directives: commas for several, `*` for any text,
      `!` for not.
  mdbook-design-docs list handbook handbook/src/designs/2024
      The documents below one folder of another book.
  mdbook-design-docs list --format csv > documents.csv
      For a spreadsheet. `--format markdown` is for an issue or a chat.
  mdbook-design-docs list --format json | jq -r '.documents[].path'
      For a script. The JSON is described by the schema
      src/output/list/schema.json in the repository.";

/// The arguments of `list`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ListArguments {
    #[command(flatten)]
    book: BookArguments,
    /// List decisions instead of documents
    #[arg(long)]
    decisions: bool,
    /// How the list is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,
    #[command(flatten)]
    query: QueryArguments,
}

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// Aligned columns; on a terminal, long cells are cut to its width
    Table,
    /// For programs, with all that was read
    Json,
    /// For spreadsheets
    Csv,
    /// A table in Markdown
    Markdown,
}

/// Prints the list.
///
/// # Errors
/// What keeps the book from being read or the list from being written, and a filter that means nothing.
pub(super) fn run(arguments: &ListArguments) -> Result<ExitCode> {
    let opened = arguments.book.open()?;
    let listing = if arguments.decisions { Listing::Decisions } else { Listing::Documents };
    let query = arguments.query.to_query(listing, &BookWords::from_settings(&opened.settings))?;
    let book = ListedBook::from_book(&opened);
    let documents = &book.documents;
    let text = if arguments.decisions {
        let selected = book.selected_decisions(&query).into_iter();
        let selected =
            selected.map(|(document, decision)| (&documents[document], &documents[document].decisions[decision]));
        format_decisions(&selected.collect::<Vec<_>>(), arguments.format, &opened)
    } else {
        let selected = book.selected(&query).into_iter();
        let selected: Vec<ListedDocument> = selected.map(|place| documents[place].clone()).collect();
        format_documents(&selected, arguments.format, &opened)
    };
    standard_output::write(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn format_documents(documents: &[ListedDocument], format: ListFormat, opened: &OpenedBook) -> String {
    match format {
        ListFormat::Json => documents_as_json(documents),
        ListFormat::Csv => documents_as_csv(documents),
        ListFormat::Markdown => ListRows::from_documents(documents, &opened.settings, str::to_owned).as_markdown(),
        ListFormat::Table => {
            as_table(&ListRows::from_documents(documents, &opened.settings, |path| opened.display_path(path)))
        }
    }
}

fn format_decisions(
    decisions: &[(&ListedDocument, &ListedDecision)],
    format: ListFormat,
    opened: &OpenedBook,
) -> String {
    let labels = &opened.settings.labels;
    match format {
        ListFormat::Json => decisions_as_json(decisions),
        ListFormat::Csv => decisions_as_csv(decisions),
        ListFormat::Markdown => ListRows::from_decisions(decisions, labels, str::to_owned).as_markdown(),
        ListFormat::Table => as_table(&ListRows::from_decisions(decisions, labels, |path| opened.display_path(path))),
    }
}

/// For a terminal, as wide as that is and in the colours that it wants; for anything else whole and plain.
fn as_table(rows: &ListRows) -> String {
    let stdout = io::stdout();
    let size = terminal_size::terminal_size_of(&stdout).filter(|_| stdout.is_terminal());
    let width = size.map_or(Width::Any, |(width, _)| Width::Columns(width.0.into()));
    let is_coloured = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    rows.as_table(width, is_coloured)
}
