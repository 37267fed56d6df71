//! How long a reader of the index waits: for each letter in the filter, each choice in a menu, each other order; in Chromium, on a
//! generated book's page of decisions.
//!
//! ```sh
//! cargo bench --bench filter --features browser-tests
//! cargo bench --bench filter --features browser-tests -- --chapters 2000
//! ```
//!
//! Each time is from the event to the picture that shows its effect, and stands beside that of laying out the whole page anew in the
//! same run: ratios carry from one machine to another, seconds don't.

#[path = "../cost/blocks.rs"]
mod blocks;
#[path = "../cost/book.rs"]
#[expect(dead_code, reason = "what hosts send isn't needed here")]
mod book;
#[path = "../../tests/common/browser.rs"]
mod browser;
#[path = "../cost/chance.rs"]
mod chance;
#[path = "../cost/document.rs"]
mod document;
#[path = "../cost/guide.rs"]
mod guide;
#[path = "../cost/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::process::ExitCode;

use browser::{Browser, Result};
use clap::Parser;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use serde_json::json;
use tempfile::TempDir;

/// Measures what a reader of the index waits for.
#[derive(Parser)]
struct Arguments {
    /// The size of the book in chapters, half of which are documents of about four decisions
    #[arg(long, default_value_t = 1000)]
    chapters: usize,
    /// How many rounds of all that a reader does count
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    match measure(&Arguments::parse()) {
        Ok(table) => {
            print!("{table}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Result<String> {
    let folder = TempDir::new()?;
    book::write_folder(arguments.chapters, folder.path())?;
    let mut config = Config::from_disk(folder.path().join("book.toml"))?;
    let program = format!("'{}'", env!("CARGO_BIN_EXE_mdbook-design-docs").replace('\'', r"'\''"));
    config.set("preprocessor.design-docs.command", program)?;
    MDBook::load_with_config(folder.path(), config)?.build()?;

    let browser = Browser::start()?;
    browser.set_viewport(1280, 800)?;
    browser.open(&folder.path().join("book/decisions.html"))?;
    let rows = browser.run("return document.querySelectorAll('.design-index tbody tr').length", json!([]))?;
    let mut times: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..arguments.rounds {
        let round = browser.run(include_str!("round.js"), json!([]))?;
        for (what, milliseconds) in serde_json::from_value::<Vec<(String, f64)>>(round)? {
            times.entry(what).or_default().push(milliseconds);
        }
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let whole = times.get_mut(WHOLE).map(median).ok_or("the page wasn't laid out")?;
    let mut table =
        format!("{rows} decisions\n\n| what | median, ms | worst, ms | of a whole layout |\n|---|---|---|---|\n");
    for (what, times) in &mut times {
        let (median, worst) = (median(times), times.last().copied().unwrap_or_default());
        table.push_str(&format!("| {what} | {median:.0} | {worst:.0} | {:.2} |\n", median / whole));
    }
    Ok(table)
}

/// What `round.js` calls the layout of the whole page.
const WHOLE: &str = "the whole page";
