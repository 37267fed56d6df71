//! How long a reader of the index waits: for each letter in the filter, each choice in a menu, each other order; in Chromium, on a
//! generated book's page of decisions.
//!
//! ```sh
//! cargo bench -p benches --bench filter
//! cargo bench -p benches --bench filter -- --chapters 2000
//! cargo bench -p benches --bench filter -- --first-paint
//! ```
//!
//! With `--first-paint` it prints when the page is first seen, as lines of the README's table, beside a page of text.
//!
//! Each time is from the event to the picture that shows its effect, and stands beside that of laying out the whole page anew in the
//! same run: ratios carry from one machine to another, seconds don't.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use benches::book;
use clap::Parser;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use serde_json::json;
use support::browser::{Browser, Result};
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
    /// Measure when the page is first seen, and nothing else
    #[arg(long)]
    first_paint: bool,
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
    let program = support::program::quoted(benches::program());
    config.set("preprocessor.design-docs.command", program)?;
    MDBook::load_with_config(folder.path(), config)?.build()?;

    let browser = Browser::start()?;
    browser.set_viewport(1280, 800)?;
    let page = folder.path().join("book/decisions.html");
    browser.open(&page)?;
    let rows = browser.run("return document.querySelectorAll('.design-index tbody tr').length", json!([]))?;
    if arguments.first_paint {
        let size = fs::metadata(&page)?.len() / 1000;
        let text = folder.path().join("book/guide/part-0/chapter-2.html");
        let text = (fs::metadata(&text)?.len() / 1000, first_paint(&browser, &text, arguments.rounds)?);
        let paint = first_paint(&browser, &page, arguments.rounds)?;
        return Ok(format!(
            "| first paint in Chromium | a page of text, {} kB | | {:.0} ms, 1.00 | |\n| | the page of {rows} decisions, {size} kB | | {paint:.0} ms, {:.2} | |\n",
            text.0,
            text.1,
            paint / text.1
        ));
    }
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

/// The median of the milliseconds from the start of a page's loading until something of it is seen.
fn first_paint(browser: &Browser, page: &Path, rounds: usize) -> Result<f64> {
    const PAINT: &str = "return new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
        done(performance.getEntriesByName('first-contentful-paint')[0].startTime))))";
    let mut times = Vec::new();
    for _ in 0..rounds {
        browser.open(page)?;
        times.push(browser.run(PAINT, json!([]))?.as_f64().ok_or("the page wasn't painted")?);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// What `round.js` calls the layout of the whole page.
const WHOLE: &str = "the whole page";
