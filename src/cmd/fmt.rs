//! `fmt`: each document's plan, written into its file.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use mdbook_design_docs::book::{self, Formatting};
use mdbook_design_docs::workspace;

use super::book::BookArguments;

/// The arguments of `fmt`.
#[derive(Debug, Args)]
pub struct FormatArguments {
    #[command(flatten)]
    book: BookArguments,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

/// Formats the documents of a book.
///
/// # Errors
/// What keeps the book from being read or a file from being written.
pub fn run(arguments: &FormatArguments) -> Result<ExitCode, Box<dyn Error>> {
    let book = arguments.book.open()?;
    let (chapters, look) = (book.disk.chapters(), book.look());
    let texts = book::texts(&chapters);
    let inspected = book::inspect(&chapters, &texts, &book.settings, &book.templates, &look);
    let mut stdout = io::stdout().lock();
    let mut would_change = false;
    for (place, formatting) in book::format(inspected, &book.settings, &book.templates, &look) {
        let chapter = &book.disk.chapters[place];
        let (Some(path), Some(file)) = (&chapter.path, book.disk.file_of(chapter)) else { continue };
        if !chapter.is_on_disk || !book.is_asked_for(chapter) {
            continue;
        }
        match formatting {
            Formatting::Changed(formatted) => {
                would_change = true;
                writeln!(stdout, "{}", book.shown(path))?;
                if !arguments.check {
                    workspace::replace(
                        &file,
                        &chapter.bytes_with(&chapter.text),
                        &chapter.bytes_with(&formatted.text),
                    )?;
                }
            }
            Formatting::Unchanged => {}
            Formatting::Refused => writeln!(
                io::stderr(),
                "note: {} is left as it is: written anew, its page would change",
                book.shown(path)
            )?,
        }
    }
    Ok(if arguments.check && would_change { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
