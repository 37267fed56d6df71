//! How cost grows with what is hard: each shape of `tests/support/src/shapes.rs` as one document, and each of `BOOKS` as many, at one, two and four
//! times a size.
//!
//! ```sh
//! cargo bench -p benches --bench growth
//! cargo bench -p benches --bench growth -- --size 100000 headings
//! ```
//!
//! What is linear takes four times as long for four times the text. Beside our time stands that of mdBook's parser alone on the same
//! text, since nobody can be better.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use benches::run::{self, Program, Work};
use clap::{Parser, Subcommand};
use mdbook_design_docs::markdown::{Dialect, parse};
use serde_json::json;

use support::shapes::SHAPES;

/// A chapter: its path and its text.
type Chapter = (String, String);

/// A kind of book: its name, and its chapters out of so many documents.
type BookShape = (&'static str, fn(usize) -> Vec<Chapter>);

/// Books that are hard because of how their documents refer to each other, of about as many documents as a tenth of the size.
const BOOKS: &[BookShape] = &[
    // Half of the names are those of documents with a letter wrong, and half are not similar to any.
    ("documents whose relations have no target", |n| {
        documents(n, |i| {
            format!(
                "---\nstatus: accepted\ndepends-on: [desing-{i}.md, \"a name of {} words\"]\n---\n# Design {i}\n",
                n - i
            )
        })
    }),
    ("documents that supersede each other in a chain", |n| {
        documents(n, |i| {
            format!("# Design {i}\n\nStatus: Accepted, supersedes [the one before](design-{}.md)\n", i + 1)
        })
    }),
    ("documents of one name", |n| documents(n, |_| "# Design\n\nStatus: Superseded by Design\n".to_owned())),
];

fn documents(n: usize, text: impl Fn(usize) -> String) -> Vec<Chapter> {
    (0..n / 10).map(|i| (format!("designs/design-{i}.md"), text(i))).collect()
}

/// The names of all shapes.
fn names() -> impl Iterator<Item = &'static str> {
    SHAPES.iter().map(|(name, _)| *name).chain(BOOKS.iter().map(|(name, _)| *name))
}

/// The chapters of a shape, by its index among all.
fn chapters(shape: usize, size: usize) -> Vec<Chapter> {
    match SHAPES.get(shape) {
        Some((_, text)) => vec![("designs/x.md".to_owned(), text(size))],
        None => BOOKS[shape - SHAPES.len()].1(size),
    }
}

/// Measures growth.
#[derive(Parser)]
struct Arguments {
    /// Only shapes whose names hold this
    name: Option<String>,
    /// Of how many parts the smallest is made
    #[arg(long, default_value_t = 25_000)]
    size: usize,
    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What is done in processes of its own, since what this one holds would be counted as the program's.
#[derive(Subcommand)]
enum Part {
    /// Writes a request, and prints how long the parser takes for the chapter
    #[command(hide = true)]
    Write { shape: usize, size: usize, request: PathBuf },
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    if let Some(Part::Write { shape, size, request }) = &arguments.part {
        let chapters = chapters(*shape, *size);
        fs::write(request, request_of(&chapters)?)?;
        let start = Instant::now();
        for (_, text) in &chapters {
            // It may panic, which is no concern of this table.
            let _ = parse(text, 0, Dialect::V05);
        }
        let length: usize = chapters.iter().map(|(_, text)| text.len()).sum();
        println!("{length} {}", start.elapsed().as_secs_f64());
        return Ok(());
    }
    measure(&arguments)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let ours = Program { name: String::new(), path: benches::program().into(), arguments: Vec::new() };
    let folder = tempfile::tempdir()?;
    let (request, answer) = (folder.path().join("request.json"), folder.path().join("answer.json"));
    println!(
        "{:42} {:>8} {:>26} {:>7} {:>8} {:>8} {:>11}",
        "", "MB", "CPU seconds at 1, 2, 4", "growth", "wall", "parser", "memory/MB"
    );
    let is_wanted = |name: &str| arguments.name.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()));
    for (place, name) in names().enumerate().filter(|(_, name)| is_wanted(name)) {
        let mut seconds = Vec::new();
        let (mut megabytes, mut parser, mut wall, mut peak) = (0.0, 0.0, 0.0, 0);
        for times in [1, 2, 4] {
            let mut write = Command::new(env::current_exe()?);
            write.arg("write").arg(place.to_string()).arg((arguments.size * times).to_string()).arg(&request);
            let written = String::from_utf8(write.output()?.stdout)?;
            let (bytes, took) = written.trim().split_once(' ').ok_or("no request was written")?;
            (megabytes, parser) = (bytes.parse::<f64>()? / 1e6, took.parse()?);
            let cost = run::run(&ours, Work::on(&request), &answer)?;
            seconds.push(cost.cpu.as_secs_f64());
            (wall, peak) = (cost.wall.as_secs_f64(), cost.peak);
        }
        let growth = seconds[2] / seconds[0];
        let shown: Vec<String> = seconds.iter().map(|seconds| format!("{seconds:8.3}")).collect();
        println!(
            "{name:42} {megabytes:8.2} {} {growth:7.1} {wall:8.3} {parser:8.3} {:11}",
            shown.join(" "),
            peak / 1_000_000
        );
    }
    Ok(())
}

/// What mdBook sends for a book of those documents, and of another page with the table of all decisions.
fn request_of(chapters: &[Chapter]) -> Result<Vec<u8>, serde_json::Error> {
    let chapter = |path: &str, content: &str| {
        json!({"Chapter": {
            "name": "N", "content": content, "number": null, "sub_items": [], "path": path, "source_path": path, "parent_names": [],
        }})
    };
    let context = json!({"root": "/book", "renderer": "html", "mdbook_version": "0.5.4", "config": {}});
    let documents = chapters.iter().map(|(path, content)| chapter(path, content));
    let items: Vec<_> = documents.chain([chapter("decisions.md", "# Decisions\n")]).collect();
    serde_json::to_vec(&json!([context, {"items": items}]))
}
