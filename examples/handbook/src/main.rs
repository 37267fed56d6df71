//! Builds the example book to HTML, with this program as its preprocessor, and says where the first page is.
//!
//! `cargo run -p handbook` builds with mdBook 0.5, and `cargo run -p handbook --features mdbook-04 -- 0.4` with mdBook 0.4.
//! Both come as libraries, so that no mdBook has to be installed. A further argument is the folder of another book, built to `book` in it.

use std::env;
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use support::program::{self, quoted};

const COMMAND_KEY: &str = "preprocessor.design-docs.command";

fn main() -> ExitCode {
    match build() {
        Ok(first_page) => {
            println!("{}", first_page.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the book and returns its first page.
fn build() -> Result<PathBuf, String> {
    let repository = support::repository();
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let (book, output) = match arguments[..] {
        [_, folder] => (path::absolute(folder).map_err(|error| format!("{folder}: {error}"))?, PathBuf::from("book")),
        _ => (repository.join("example-book"), repository.join("target/handbook")),
    };
    if !book.join("book.toml").is_file() {
        return Err(format!("there is no book in {}", book.display()));
    }
    let build = match arguments[..] {
        [] | ["0.5"] | ["0.5", _] => build_with_mdbook_05,
        ["0.4"] | ["0.4", _] => build_with_mdbook_04,
        _ => return Err(format!("expected `0.4` or `0.5`, and perhaps a folder: found `{}`", arguments.join(" "))),
    };
    let command = quoted(&program::build(&["-p", "mdbook-design-docs", "-p", "handbook"])?);
    build(&book, &output, &command).map_err(|error| format!("the book can't be built: {error}"))?;

    let first_page = book.join(&output).join("index.html");
    first_page.is_file().then_some(first_page).ok_or_else(|| format!("no index.html in {}", output.display()))
}

fn build_with_mdbook_05(book: &Path, output: &Path, command: &str) -> Result<(), String> {
    use mdbook_driver::{MDBook, config::Config};
    let build = || {
        let mut config = Config::from_disk(book.join("book.toml"))?;
        config.set(COMMAND_KEY, command)?;
        config.set("build.build-dir", output)?;
        MDBook::load_with_config(book, config)?.build()
    };
    build().map_err(|error: mdbook_driver::errors::Error| format!("{error:#}"))
}

#[cfg(not(feature = "mdbook-04"))]
fn build_with_mdbook_04(_: &Path, _: &Path, _: &str) -> Result<(), String> {
    Err("this build has mdBook 0.5 alone; run `cargo run -p handbook --features mdbook-04 -- 0.4`".to_owned())
}

#[cfg(feature = "mdbook-04")]
fn build_with_mdbook_04(book: &Path, output: &Path, command: &str) -> Result<(), String> {
    use mdbook_04::{Config, MDBook};
    let build = || {
        let mut config = Config::from_disk(book.join("book.toml"))?;
        config.set(COMMAND_KEY, command)?;
        config.set("build.build-dir", output)?;
        MDBook::load_with_config(book, config)?.build()
    };
    build().map_err(|error: mdbook_04::errors::Error| format!("{error:#}"))
}
