//! How long an author waits under `mdbook serve`: from saving a document to its new page, on both hosts, and how much of that is ours.
//!
//! ```sh
//! cargo install --locked --root target/hosts/0.4 mdbook --version 0.4.52
//! cargo install --locked --root target/hosts/0.5 mdbook --version 0.5.4
//! cargo bench -p benches --bench serve
//! cargo bench -p benches --bench serve -- --documents 200 --saves 3
//! ```
//!
//! The hosts look for changes once a second, so that the first part of a wait is chance. Each part has its own median: their sum is about
//! the whole. "None" is the host alone, whose pages hold less, too.

mod record;
mod save;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use benches::book;
use clap::{Parser, Subcommand};

use save::Wait;
use support::book::BookFolder;
use support::host::Host;
use support::server::Server;

/// Measures what an author waits for.
#[derive(Parser)]
struct Arguments {
    /// How many documents the book has; it has as many other chapters
    #[arg(long, default_value_t = 1000)]
    documents: usize,
    /// How many saves count, for each host
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    saves: u16,
    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What this program does in processes of its own.
#[derive(Subcommand)]
enum Part {
    /// Runs the preprocessor as mdBook would, and writes down when
    #[command(hide = true)]
    Record { times: PathBuf, arguments: Vec<String> },
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    if let Some(Part::Record { times, arguments }) = &arguments.part {
        return Ok(record::run(times, arguments)?);
    }
    // The hosts start this program, and it starts ours: built, and not while somebody waits.
    benches::program();
    println!(
        "{} documents, {} chapters; medians of {} saves, in seconds\n",
        arguments.documents,
        2 * arguments.documents,
        arguments.saves
    );
    println!(
        "| host | preprocessor | until it looks | loads and sends | ours | renders | page served | browser told |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for host in Host::ALL {
        for with_us in [true, false] {
            let waits = measure(&arguments, host, with_us)?;
            println!("| {} | {} | {} |", host.name(), if with_us { "ours" } else { "none" }, row(&waits));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(arguments: &Arguments, host: Host, with_us: bool) -> Result<Vec<Wait>, Box<dyn Error>> {
    let book = BookFolder::new(&[]);
    book::write_folder(2 * arguments.documents, book.root())?;
    let times = book.root().join("times");
    book.save("book.toml", settings(&times, with_us)?);
    let mut server = Server::start(host, book.root());
    // One save that doesn't count.
    let waits: Result<Vec<Wait>, _> =
        (0..=arguments.saves).map(|n| save::wait(&mut server, &book, &times, with_us, n)).collect();
    Ok(waits?.split_off(1))
}

/// A book.toml with this program in front of the preprocessor, or without it.
fn settings(times: &Path, with_us: bool) -> Result<String, Box<dyn Error>> {
    let mut settings = "[book]\ntitle = \"Handbook\"\n".to_owned();
    if with_us {
        let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
        let command = format!("{} record {}", quoted(&env::current_exe()?), quoted(times));
        settings += &format!("[preprocessor.design-docs]\ncommand = {}\n", toml::Value::from(command));
    }
    Ok(settings)
}

/// The medians of all parts, as cells.
fn row(waits: &[Wait]) -> String {
    let cell = |part: fn(&Wait) -> Option<Duration>| {
        let mut times: Vec<Duration> = waits.iter().filter_map(part).collect();
        times.sort_unstable();
        times.get(times.len() / 2).map_or(String::new(), |median| format!("{:.2}", median.as_secs_f64()))
    };
    let parts: [fn(&Wait) -> Option<Duration>; 6] = [
        |wait| Some(wait.look),
        |wait| wait.send,
        |wait| wait.ours,
        |wait| wait.render,
        |wait| Some(wait.page),
        |wait| Some(wait.told),
    ];
    parts.map(cell).join(" | ")
}
