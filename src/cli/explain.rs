//! `explain [CODE|PATH]`: the list of all diagnostics, the page of one, or what is read from a document.

use std::path::Path;
use std::process::ExitCode;

use crate::book::{self, ReadBook};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::template_file::is_named_template;
use crate::fault::isolate;
use crate::lint;
use crate::output;
use crate::path;
use crate::status::Phase;
use crate::suggestions::closest_match;
use crate::terminal::one_line;
use anyhow::{Result, anyhow, bail};
use clap::Args;

use super::book::{BookArguments, Generation};
use super::standard_output;

/// The arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ExplainArguments {
    /// A diagnostic's code, or a document's file; without one, all codes are listed
    #[arg(value_name = "CODE|PATH")]
    about: Option<String>,
    /// The generation of mdBook that builds the document's book
    #[arg(long, value_name = "VERSION", value_enum, default_value_t = Generation::V05)]
    mdbook: Generation,
}

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs explain
      All findings, a line each.
  mdbook-design-docs explain status-unknown
      What it means, and how to mend it.
  mdbook-design-docs explain src/designs/ledger.md
      What is read from the document, and from which line.";

/// Writes what was asked for to standard output.
///
/// # Errors
/// A code that doesn't exist, with the nearest one that does; a file that is no document; or that the text can't be written.
pub(super) fn run(arguments: &ExplainArguments) -> Result<ExitCode> {
    let text = match arguments.about.as_deref() {
        None => list(),
        Some(about) => match lint::named(about) {
            Some(code) => page(code),
            None if is_path(about) => document(Path::new(about), arguments.mdbook)?,
            None => return Err(unknown(about)),
        },
    };
    standard_output::write(text)?;
    Ok(ExitCode::SUCCESS)
}

fn is_path(about: &str) -> bool {
    about.contains(['/', '\\']) || about.to_lowercase().ends_with(".md") || Path::new(about).exists()
}

/// What is read from a document.
fn document(path: &Path, mdbook: Generation) -> Result<String> {
    let book = BookArguments::new(vec![path.to_owned()], mdbook).open()?;
    let (chapters, context) = (book.disk.chapters(), book.context());
    let texts = book::texts(&chapters);
    let ReadBook { documents, catalog, faults } = book::read_book(&chapters, &texts, &context);
    let asked_for: Vec<String> = documents
        .iter()
        .enumerate()
        .filter(|(_, (place, _))| book.is_asked_for(&book.disk.chapters[*place]))
        .map(|(record, (place, read))| {
            let path = chapters[*place].path.unwrap_or_default();
            let fault = faults
                .iter()
                .find(|(chapter, _)| chapter == place)
                .map(|(_, fault)| lint::internal_error(fault.clone()));
            let explained = match (fault, read) {
                (None, Ok(inspected)) => isolate(|| output::explanation(path, inspected, record, &catalog, &context))
                    .map_err(lint::internal_error),
                (None, Err(why)) => Err(lint::lint_unread(why, true)),
                (Some(diagnostic), _) => Err(diagnostic),
            };
            explained.unwrap_or_else(|Diagnostic { rule: code, message, .. }| {
                let (path, code) = (one_line(path), code.name());
                format!("{path} can't be read: {message}\nrun `mdbook-design-docs explain {code}` for details\n")
            })
        })
        .collect();
    if asked_for.is_empty() {
        let globs = book.settings.patterns().join(", ");
        let why = match book.chapter_at(path).and_then(|place| chapters[place].path) {
            Some(path) if book.settings.is_document(path) => {
                "it has `design-doc: false`, or is an unfilled template".to_owned()
            }
            Some(path) if is_named_template(path) => "its file name is that of a template".to_owned(),
            _ => format!("expected a chapter of SUMMARY.md that `docs` names ({globs})"),
        };
        bail!("{} is no document: {why}", path::display_path(path));
    }
    Ok(asked_for.join("\n"))
}

/// One line a code, by name: its default severity and what it finds.
fn list() -> String {
    let codes: Vec<Rule> = lint::all().collect();
    let width = |words: fn(Rule) -> &'static str| codes.iter().map(|&code| words(code).len()).max().unwrap_or_default();
    let (names, severities) = (width(Rule::name), width(severity));
    let line = |&code: &Rule| {
        let open = code.default_severity(Some(Phase::Open)).name();
        let in_open = if open == severity(code) { String::new() } else { format!(" A {open} in phase `open`.") };
        format!("{:names$}  {:severities$}  {}{in_open}\n", code.name(), severity(code), code.summary())
    };
    codes.iter().map(line).collect()
}

fn severity(code: Rule) -> &'static str {
    code.default_severity(None).name()
}

/// The page as it is read outside of mdBook, where nothing takes the backslash from `\{{#include …}}`.
fn page(code: Rule) -> String {
    code.page().replace("\\{{#", "{{#")
}

fn unknown(name: &str) -> anyhow::Error {
    match closest_match(name, lint::NAMES.iter().copied()) {
        Some(near) => anyhow!("there is no finding `{name}`; did you mean `{near}`?"),
        None => anyhow!("there is no finding `{name}`; `mdbook-design-docs explain` lists all"),
    }
}
