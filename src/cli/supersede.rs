//! `supersede`: one document in the place of another, said in both.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::catalog::DocumentRecord;
use crate::catalog::relations::{Party, phase};
use crate::document::relation::Relation;
use crate::edit::{Link, Revision};
use crate::markdown::{escape, print};
use crate::page::link_to_source;
use crate::path::{self, BookPath};
use crate::status::{Phase, SUPERSEDED};
use anyhow::{Context, Result, bail};
use clap::Args;
use percent_encoding::percent_decode_str;

use super::listed::ListedBook;
use super::revision::{RevisedBook, RevisionArguments};

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs supersede src/adr/0002-files.md src/adr/0007-tables.md
      The status of 0002 becomes `Superseded by [7. Tables](0007-tables.md)`, and
      0007 says `Supersedes [2. Files](0002-files.md)`: each in the form in which
      it says its status, in front matter as paths.
  mdbook-design-docs supersede old.md new.md --diff
      See it first.

Only what is decided takes the place of something. What the rules would say
against it keeps it from being written, such as a circle.

Exit codes: 0 it is written, 1 it would be, with --diff, 2 it can't be.";

/// The arguments of `supersede`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct SupersedeArguments {
    /// The file of the document that holds no longer
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The file of the one that holds in its place
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    revision: RevisionArguments,
}

/// Says of two documents that the new one takes the place of the old one.
///
/// # Errors
/// What keeps it from being written. Nothing is, then.
pub(super) fn run(arguments: &SupersedeArguments) -> Result<ExitCode> {
    let mut book = RevisedBook::around(&[&arguments.old, &arguments.new], arguments.revision.mdbook)?;
    let (old, new) = (book.document(&arguments.old)?, book.document(&arguments.new)?);
    if old == new {
        bail!("{} can't take its own place", path::display_path(&arguments.old));
    }
    let listed = ListedBook::from_book(&book.opened);
    let documents = &listed.catalog.documents;
    let party = |place: usize| {
        let path = book.opened.disk.chapters[place].path.as_deref().unwrap_or_default();
        let document = documents.iter().position(|document| document.path == BookPath::of_chapter(path));
        let no_document =
            || format!("{} has `design-doc: false`, or is a template", book.opened.display_chapter(place));
        document.map(|document| Party { document, decision: None }).with_context(no_document)
    };
    let (old_party, new_party) = (party(old)?, party(new)?);
    if phase(new_party, documents) != Some(Phase::Decided) && !arguments.revision.force {
        let says = documents[new_party.document].status.as_ref().map_or("no status", |status| status.label());
        let new = book.opened.display_chapter(new);
        bail!(
            "{new} says {says:?}, and only what is decided takes the place of something; `--force` writes it all the same"
        );
    }
    let edge = listed
        .catalog
        .relations
        .edges_of_document(old_party.document)
        .find(|edge| edge.relation == Relation::Supersedes && edge.from == new_party && edge.to == old_party);
    let says = |party: Party| edge.is_some_and(|edge| edge.is_declared_by(party.document));
    let superseded = book.collection(old).and_then(|collection| collection.statuses.with_id(SUPERSEDED));
    let superseded = superseded.context("the book has no status `superseded`")?.clone();
    let of = |party: Party| &documents[party.document];
    let (to_new, to_old) = (link(of(old_party), of(new_party)), link(of(new_party), of(old_party)));
    let (old_says, new_says) = (says(old_party), says(new_party));
    book.revise(
        old,
        if old_says { Revision::Status(&superseded) } else { Revision::SupersededBy(&superseded, &to_new) },
    )?;
    if !new_says {
        book.revise(new, Revision::Supersedes(&to_old))?;
    }
    book.finish(&arguments.revision)
}

/// How one document names another.
fn link(from: &DocumentRecord, to: &DocumentRecord) -> Link {
    let decision = to.decisions.iter().find(|decision| decision.is_document);
    let name = match to.name.plain() {
        name if name.trim().is_empty() => escape(to.path.as_str()),
        // In a table's cell it would end the cell, and `\|` isn't the same everywhere.
        name if name.contains('|') => escape(name).replace("\\|", "&#124;"),
        _ => print(&to.name, false),
    };
    let words = match decision.and_then(|decision| to.number_of(decision)) {
        Some(number) => format!("{number}. {name}"),
        None => name,
    };
    let destination = link_to_source(from.path.as_str(), to.path.as_str());
    let path = percent_decode_str(&destination).decode_utf8_lossy().into_owned();
    Link { words, path, destination }
}
