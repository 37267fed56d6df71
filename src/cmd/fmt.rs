//! `fmt`: each document's plan, written into its file.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Args;
use mdbook_design_docs::book::{self, Formatting};
use mdbook_design_docs::normalise::Formatted;
use mdbook_design_docs::{report, workspace};

use super::book::{BookArguments, OpenedBook};

/// The arguments of `fmt`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct FormatArguments {
    #[command(flatten)]
    book: BookArguments,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    diff: bool,
    /// Give renamed headings no `{#id}`; links to their old ids are rewritten in the whole book
    #[arg(long)]
    no_pins: bool,
    /// Add missing sections, with the template's guidance
    #[arg(long)]
    fill: bool,
}

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs fmt --diff                 see what would change
  mdbook-design-docs fmt                        write it into the files
  mdbook-design-docs fmt src/designs/ledger.md  one document
  mdbook-design-docs fmt --check                for CI: list what isn't formatted
  mdbook-design-docs fmt --fill                 start the missing sections too

The page of a formatted document is the same as before: what isn't written is the header and the lines
for missing sections, and front matter and metadata stay as they are. Renamed headings keep their ids.";

/// Formats the documents of a book.
///
/// # Errors
/// What keeps the book from being read. That a file can't be written is told, and the others are written all the same.
pub fn run(arguments: &FormatArguments) -> Result<ExitCode, Box<dyn Error>> {
    let book = arguments.book.open()?;
    let changed = changed(&book, arguments);
    let mut stdout = AutoStream::auto(io::stdout().lock());
    let mut failed = false;
    for (&place, text) in &changed {
        let chapter = &book.disk.chapters[place];
        let (Some(path), Some(file)) = (&chapter.path, book.disk.file_of(chapter)) else { continue };
        let shown = book.shown(path);
        if arguments.diff {
            write!(stdout, "{}", report::unified(&shown, Some(&chapter.text), text))?;
        } else if arguments.check {
            writeln!(stdout, "{shown}")?;
        } else {
            match workspace::replace(&file, &chapter.bytes_with(&chapter.text), &chapter.bytes_with(text)) {
                Ok(()) => writeln!(stdout, "{shown}")?,
                Err(error) => {
                    failed = true;
                    writeln!(io::stderr(), "error: {error}")?;
                }
            }
        }
    }
    Ok(match changed.is_empty() {
        _ if failed => ExitCode::from(2),
        false if arguments.check || arguments.diff => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// The new texts of all files that change, by chapter.
fn changed(book: &OpenedBook, arguments: &FormatArguments) -> BTreeMap<usize, String> {
    let (chapters, look) = (book.disk.chapters(), book.look());
    let texts = book::texts(&chapters);
    let inspected = book::inspect(&chapters, &texts, &book.settings, &book.templates, &look);
    let mut formatted: BTreeMap<usize, Formatted> = BTreeMap::new();
    for (place, formatting) in book::format(inspected, &book.settings, &book.templates, &look, arguments.fill) {
        let chapter = &book.disk.chapters[place];
        let Some(path) = chapter.path.as_deref().filter(|_| chapter.is_on_disk && book.is_asked_for(chapter)) else {
            continue;
        };
        match formatting {
            Formatting::Changed(document) => _ = formatted.insert(place, document),
            Formatting::Unchanged => {}
            Formatting::Refused => {
                let _ = writeln!(io::stderr(), "note: {} stays as it is: its page would change", book.shown(path));
            }
        }
    }
    if arguments.no_pins {
        book::without_pins(&chapters, formatted, &book.disk.texts_beside_chapters(), look.dialect)
    } else {
        formatted.into_iter().map(|(place, document)| (place, document.text)).collect()
    }
}
