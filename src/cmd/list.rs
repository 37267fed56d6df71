//! `list`: the documents or decisions of a book, as a table, Markdown, CSV or JSON.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use mdbook_design_docs::book;
use mdbook_design_docs::directive::{BookWords, Listing, Query};
use mdbook_design_docs::index;
use mdbook_design_docs::report::list::{
    ListedDecision, ListedDocument, Rows, Width, decisions_as_csv, decisions_as_json, documents_as_csv,
    documents_as_json,
};

use super::book::{BookArguments, OpenedBook};
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
      src/report/list/schema.json in the repository.";

/// The arguments of `list`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ListArguments {
    #[command(flatten)]
    book: BookArguments,
    /// List decisions instead of documents
    #[arg(long)]
    decisions: bool,
    /// How the list is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    query: QueryArguments,
}

/// The arguments that choose and sort, with the words of the directives.
#[derive(Debug, Args)]
struct QueryArguments {
    /// Only with one of these statuses, for example `accepted,living` or `!draft`; `none` for no status
    #[arg(long, value_name = "STATUS,…", allow_hyphen_values = true)]
    status: Option<String>,
    /// Only in one of these phases: `open`, `decided`, `closed`, `none`
    #[arg(long, value_name = "PHASE,…", allow_hyphen_values = true)]
    phase: Option<String>,
    /// Only decisions about one of these areas, or documents with such a decision
    #[arg(long, value_name = "AREA,…", allow_hyphen_values = true)]
    area: Option<String>,
    /// Only with one of these tags
    #[arg(long, value_name = "TAG,…", allow_hyphen_values = true)]
    tag: Option<String>,
    /// Only by one of these authors
    #[arg(long, value_name = "AUTHOR,…", allow_hyphen_values = true)]
    author: Option<String>,
    /// Only documents of these names or paths in `src`, and their decisions
    #[arg(long, value_name = "DOCUMENT,…", allow_hyphen_values = true)]
    document: Option<String>,
    /// Only of these collections
    #[arg(long, value_name = "COLLECTION,…", allow_hyphen_values = true)]
    collection: Option<String>,
    /// By what to sort: `area`, `document`, `status`, `date`, `number`; with `-` in front from the last to the first
    #[arg(long, value_name = "KEY,…", allow_hyphen_values = true)]
    sort: Option<String>,
}

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
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
pub fn run(arguments: &ListArguments) -> Result<ExitCode, Box<dyn Error>> {
    let opened = arguments.book.open()?;
    let listing = if arguments.decisions { Listing::Decisions } else { Listing::Documents };
    let query = arguments.query.read(listing, &BookWords::of(&opened.settings))?;
    let chapters = opened.disk.chapters();
    let texts = book::texts(&chapters);
    let look = opened.look();
    let mut documents = book::read_documents(&chapters, &texts, &opened.settings, &opened.templates, &look);
    documents.retain(|(place, _)| opened.is_asked_for(&opened.disk.chapters[*place]));
    let register = book::register(&chapters, &opened.settings, &documents);
    let listed: Vec<ListedDocument> = documents
        .iter()
        .zip(&register.documents)
        .map(|((place, inspected), record)| match inspected {
            Some(inspected) => ListedDocument::of(&record.path, inspected),
            None => ListedDocument::unread(&record.path, &record.collection.id, chapters[*place].name),
        })
        .collect();
    let text = if arguments.decisions {
        let selected = index::selected_decisions(&register, &query).into_iter();
        let selected = selected.map(|(document, decision)| (&listed[document], &listed[document].decisions[decision]));
        of_decisions(&selected.collect::<Vec<_>>(), arguments.format, &opened)
    } else {
        let selected = index::selected_documents(&register, &query).into_iter();
        let selected: Vec<ListedDocument> = selected.map(|place| listed[place].clone()).collect();
        of_documents(&selected, arguments.format, &opened)
    };
    for unread in listed.iter().filter(|document| document.template.is_none()) {
        let path = opened.shown(&unread.path);
        // Nobody can be told that nobody can be told.
        let _ = writeln!(
            io::stderr(),
            "error[chapter-unparsable]: the Markdown parser can't read {path}, so the list has its name alone"
        );
    }
    standard_output::write(&text)?;
    Ok(ExitCode::SUCCESS)
}

impl QueryArguments {
    /// What they ask for.
    fn read(&self, listing: Listing, words: &BookWords<'_>) -> Result<Query, String> {
        let given = [
            ("status", &self.status),
            ("phase", &self.phase),
            ("area", &self.area),
            ("tag", &self.tag),
            ("author", &self.author),
            ("document", &self.document),
            ("collection", &self.collection),
            ("sort", &self.sort),
        ];
        let given = given.into_iter().filter_map(|(key, words)| Some((key, words.as_deref()?)));
        given.into_iter().try_fold(Query::all(), |query, (key, values)| {
            query.with(key, values, listing, words).map_err(|finding| {
                let help = finding.help.map(|help| format!("; {help}")).unwrap_or_default();
                format!("--{key}: {}{help}", finding.message)
            })
        })
    }
}

fn of_documents(documents: &[ListedDocument], format: Format, opened: &OpenedBook) -> String {
    match format {
        Format::Json => documents_as_json(documents),
        Format::Csv => documents_as_csv(documents),
        Format::Markdown => Rows::of_documents(documents, &opened.settings, str::to_owned).as_markdown(),
        Format::Table => as_table(&Rows::of_documents(documents, &opened.settings, |path| opened.shown(path))),
    }
}

fn of_decisions(decisions: &[(&ListedDocument, &ListedDecision)], format: Format, opened: &OpenedBook) -> String {
    let labels = &opened.settings.labels;
    match format {
        Format::Json => decisions_as_json(decisions),
        Format::Csv => decisions_as_csv(decisions),
        Format::Markdown => Rows::of_decisions(decisions, labels, str::to_owned).as_markdown(),
        Format::Table => as_table(&Rows::of_decisions(decisions, labels, |path| opened.shown(path))),
    }
}

/// For a terminal, as wide as that is and in the colours that it wants; for anything else whole and plain.
fn as_table(rows: &Rows) -> String {
    let stdout = io::stdout();
    let size = terminal_size::terminal_size_of(&stdout).filter(|_| stdout.is_terminal());
    let width = size.map_or(Width::Any, |(width, _)| Width::Columns(width.0.into()));
    let is_coloured = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    rows.as_table(width, is_coloured)
}
