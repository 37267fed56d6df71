//! `fmt`: each document's plan, written into its file.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::book::{self, FormatOptions, FormattedBook};
use crate::workspace;
use anstream::AutoStream;
use anyhow::Result;
use clap::Args;

use super::book::{BookArguments, OpenedBook};

/// The arguments of `fmt`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct FormatArguments {
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
  mdbook-design-docs fmt --diff
      See what would change.
  mdbook-design-docs fmt
      Write it into the files.
  mdbook-design-docs fmt src/designs/ledger.md
      One document.
  mdbook-design-docs fmt --check
      For CI: list what isn't formatted.
  mdbook-design-docs fmt --fill
      Start the missing sections too.

The page of a formatted document is the same as before: what isn't written is
the header and the lines for missing sections, and front matter and metadata
stay as they are. Renamed headings keep their ids.";

/// Formats the documents of a book.
///
/// # Errors
/// What keeps the book from being read. That a file can't be written is told, and the others are written all the same, unless they
/// belong together.
pub(super) fn run(arguments: &FormatArguments) -> Result<ExitCode> {
    let book = arguments.book.open()?;
    let formatted = formatted(&book, arguments);
    let mut stdout = AutoStream::auto(io::stdout().lock());
    let mut stderr = io::stderr().lock();
    for (&place, why) in &formatted.refused {
        writeln!(stderr, "note: {} stays as it is: {why}", book.display_chapter(place))?;
    }
    if arguments.diff || arguments.check {
        for (&place, text) in &formatted.texts {
            if arguments.diff {
                write!(stdout, "{}", book.diff(place, text))?;
            } else {
                writeln!(stdout, "{}", book.display_chapter(place))?;
            }
        }
        return Ok(if formatted.texts.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let mut replacements = Vec::new();
    let mut errors = Vec::new();
    for (&place, text) in &formatted.texts {
        match book.prepare(place, text) {
            Ok(replacement) => replacements.extend(replacement.map(|replacement| (place, replacement))),
            Err(error) => errors.push(error),
        }
    }
    let mut written = Vec::new();
    if arguments.no_pins {
        // A link and the id that it leads to are written together.
        if errors.is_empty() {
            let (places, replacements) = replacements.into_iter().unzip();
            match workspace::write_together(replacements) {
                Ok(()) => written = places,
                Err(why) => errors = why,
            }
        }
    } else {
        for (place, replacement) in replacements {
            match replacement.write() {
                Ok(()) => written.push(place),
                Err(error) => errors.push(error),
            }
        }
    }
    for error in &errors {
        writeln!(stderr, "error: {error}")?;
    }
    // Nothing is printed before all is written: who reads it may close the pipe.
    for place in written {
        writeln!(stdout, "{}", book.display_chapter(place))?;
    }
    Ok(if errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn formatted(book: &OpenedBook, arguments: &FormatArguments) -> FormattedBook {
    let mut files = BTreeSet::new();
    // One file may be two chapters, by a link or by `./`.
    let first: BTreeSet<usize> = (0..book.disk.chapters.len())
        .filter(|&place| {
            let chapter = &book.disk.chapters[place];
            let file = book.disk.file_of(chapter).filter(|_| chapter.is_on_disk);
            file.and_then(|file| file.canonicalize().ok()).is_some_and(|file| files.insert(file))
        })
        .collect();
    let others = arguments.no_pins.then(|| book.disk.texts_beside_chapters());
    let options = FormatOptions { fills_in: arguments.fill, without_pins: others.as_deref() };
    let is_asked_for = |place: usize| first.contains(&place) && book.is_asked_for(&book.disk.chapters[place]);
    let mut formatted = book::format_book(&book.disk.chapters(), &book.context(), options, is_asked_for);
    formatted.texts.retain(|place, _| first.contains(place));
    formatted
}
