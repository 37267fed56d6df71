//! How cost grows with what is hard: each shape of `tests/hostile/shapes.rs` as one document, at one, two and four times a size.
//!
//! ```sh
//! cargo bench --bench growth
//! cargo bench --bench growth -- --size 100000 headings
//! ```
//!
//! What is linear takes four times as long for four times the text. Beside our time stands that of mdBook's parser alone on the same
//! text, since nobody can be better.

#[path = "../cost/run.rs"]
#[expect(dead_code, reason = "nothing takes turns here")]
mod run;
#[path = "../../tests/hostile/shapes.rs"]
mod shapes;

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use clap::{Parser, Subcommand};
use mdbook_design_docs::markdown::{Dialect, parse};
use serde_json::json;

use run::{Program, Work};
use shapes::SHAPES;

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
        let text = SHAPES[*shape].1(*size);
        fs::write(request, request_of(&text)?)?;
        let start = Instant::now();
        // It may panic, which is no concern of this table.
        let _ = parse(&text, 0, Dialect::V05);
        println!("{} {}", text.len(), start.elapsed().as_secs_f64());
        return Ok(());
    }
    measure(&arguments)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let ours =
        Program { name: String::new(), path: env!("CARGO_BIN_EXE_mdbook-design-docs").into(), arguments: Vec::new() };
    let folder = tempfile::tempdir()?;
    let (request, answer) = (folder.path().join("request.json"), folder.path().join("answer.json"));
    println!(
        "{:42} {:>8} {:>26} {:>7} {:>8} {:>8} {:>11}",
        "", "MB", "CPU seconds at 1, 2, 4", "growth", "wall", "parser", "memory/MB"
    );
    let is_wanted = |name: &str| arguments.name.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()));
    for (place, (name, _)) in SHAPES.iter().enumerate().filter(|(_, (name, _))| is_wanted(name)) {
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

/// What mdBook sends for a book of that document, and of another with the table of all decisions.
fn request_of(text: &str) -> Result<Vec<u8>, serde_json::Error> {
    let chapter = |path: &str, content: &str| {
        json!({"Chapter": {
            "name": "N", "content": content, "number": null, "sub_items": [], "path": path, "source_path": path, "parent_names": [],
        }})
    };
    let context = json!({"root": "/book", "renderer": "html", "mdbook_version": "0.5.4", "config": {}});
    serde_json::to_vec(
        &json!([context, {"items": [chapter("designs/x.md", text), chapter("decisions.md", "# Decisions\n")]}]),
    )
}
