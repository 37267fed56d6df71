//! Proves on any book that the preprocessor loses nothing: builds it with both generations of mdBook, without the preprocessor and
//! with it, and compares the pages and what was sent with what came back.
//!
//! `cargo run --release --example prove -- FOLDER` takes a book, or a bare folder of Markdown. Nothing is written there. It exits
//! with 1 if a promise is broken, and with 2 if something kept it from looking.

mod book;
mod book_toml;
mod documents;
mod folder;
mod own_template;
mod proof;
mod recording;
mod reversed;
mod site;
mod source;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use mdbook_design_docs::template::Template;

use book::{Book, Programs, Wish};
use support::host::Host;

/// Proves on books that the preprocessor loses nothing.
#[derive(Debug, Parser)]
struct Arguments {
    /// Which chapters are documents, instead of what the book says; may be given several times.
    #[arg(long, value_name = "GLOB")]
    docs: Vec<String>,
    /// The template, instead of what the book says.
    #[arg(long, value_parser = Template::BUILT_IN)]
    template: Option<String>,
    /// Turns the level-2 sections of every document round first, so that there is much to move.
    #[arg(long)]
    reverse_sections: bool,
    /// Gives each document a template of its own headings, the last one first, so that the sections of any book move.
    #[arg(long, conflicts_with = "template")]
    own_templates: bool,
    /// Only this generation of mdBook.
    #[arg(long)]
    host: Option<Generation>,
    /// Folders of books, or of Markdown without a SUMMARY.md.
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Generation {
    #[value(name = "0.4")]
    Mdbook04,
    #[value(name = "0.5")]
    Mdbook05,
}

/// How far a book was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Holds,
    Broken,
    Unknown,
}

fn main() -> ExitCode {
    let given: Vec<_> = env::args_os().skip(1).collect();
    if given.first().is_some_and(|first| first == recording::FLAG) {
        return recording::relay(&given[1..]).unwrap_or_else(|error| {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        });
    }
    let arguments = Arguments::parse();
    let programs = match Programs::built() {
        Ok(programs) => programs,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let verdicts: Vec<Verdict> =
        arguments.folders.iter().flat_map(|folder| prove(folder, &arguments, &programs)).collect();
    if verdicts.contains(&Verdict::Broken) {
        ExitCode::from(1)
    } else if verdicts.contains(&Verdict::Unknown) {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// Proves one book on the hosts that are asked for, and prints what it finds.
fn prove(folder: &Path, arguments: &Arguments, programs: &Programs) -> Vec<Verdict> {
    let wish = Wish {
        docs: arguments.docs.clone(),
        template: arguments.template.clone(),
        reverse_sections: arguments.reverse_sections,
        own_templates: arguments.own_templates,
    };
    let name = folder.display();
    let book = match Book::copy_of(folder, &wish, programs) {
        Ok(book) => book,
        Err(error) => {
            eprintln!("error: {name}: {error}");
            return vec![Verdict::Unknown];
        }
    };
    if !book.notes.is_empty() {
        println!("{name}: left out: {}", book.notes.join(", "));
    }
    let hosts = match arguments.host {
        None => Host::ALL.to_vec(),
        Some(Generation::Mdbook04) => vec![Host::Mdbook04],
        Some(Generation::Mdbook05) => vec![Host::Mdbook05],
    };
    hosts.into_iter().map(|host| prove_on(host, &book, folder)).collect()
}

fn prove_on(host: Host, book: &Book, folder: &Path) -> Verdict {
    let (name, host_name) = (folder.display(), host.name());
    let proof = match proof::prove(book, host) {
        Ok(proof) => proof,
        Err(error) => {
            eprintln!("error: {name}, {host_name}: skipped: {error}");
            return Verdict::Unknown;
        }
    };
    for (page, failure) in &proof.failures {
        println!("{name}, {host_name}, {page}\n{failure}");
    }
    println!(
        "{name}, {host_name}: {} chapters, {} documents, {} changed, {} with sections moved, {} failures",
        proof.chapters,
        proof.documents,
        proof.changed,
        proof.moved,
        proof.failures.len()
    );
    if proof.failures.is_empty() { Verdict::Holds } else { Verdict::Broken }
}
