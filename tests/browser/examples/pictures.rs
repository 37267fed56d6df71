//! Takes pictures of the example book in Chromium, for people who judge how it looks.
//!
//! `cargo run --release -p browser --example pictures -- FOLDER` builds the book and fills the folder:
//! pages × themes × widths, each whole, and the page of decisions as it is printed. Behind the folder, `0.4` builds
//! with that mdBook. `-- --readme` takes only the README's pictures.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde_json::json;
use support::browser::{Browser, Result, file_address};

const PAGES: [&str; 4] =
    ["decisions.html", "designs/ledger.html", "designs/parcel-search.html", "manual/settings.html"];
const THEMES: [&str; 3] = ["light", "navy", "ayu"];
const SIZES: [(u32, u32); 2] = [(1280, 800), (390, 844)];
/// A4 at 96 dpi.
const PAPER: (u32, u32) = (794, 1123);

const USAGE: &str = "expected a folder, perhaps with `0.4` or `0.5` behind it, or `--readme`";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let taken = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--readme"] => pictures_of_readme(),
        [folder] if !folder.starts_with('-') => pictures(Path::new(folder), "0.5"),
        [folder, mdbook] if !folder.starts_with('-') => pictures(Path::new(folder), mdbook),
        _ => Err(USAGE.into()),
    };
    match taken {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the pictures in `tests/pictures`: a filtered view with an open menu, and a telephone.
fn pictures_of_readme() -> Result<()> {
    let page = built_book("0.5")?.join("decisions.html");
    let folder = support::repository().join("tests/pictures");
    let browser = Browser::start()?;
    show(&browser, &page, "light", SIZES[0])?;
    browser.go_to(&format!("{}?q=will&phase=open", file_address(&page)))?;
    browser.run("document.querySelector('.design-facet').open = true", json!([]))?;
    picture(&browser, &folder.join("decisions.png"))?;
    show(&browser, &page, "navy", SIZES[1])?;
    picture(&browser, &folder.join("decisions-phone.png"))
}

/// Writes all pictures to `folder`.
fn pictures(folder: &Path, mdbook: &str) -> Result<()> {
    let book = built_book(mdbook)?;
    let browser = Browser::start()?;
    for page in PAGES {
        for theme in THEMES {
            for size in SIZES {
                show(&browser, &book.join(page), theme, size)?;
                unroll(&browser, size)?;
                picture(&browser, &folder.join(format!("{}-{theme}-{}.png", name_of(page), size.0)))?;
            }
        }
    }
    browser.set_media("print")?;
    show(&browser, &book.join(PAGES[0]), "light", PAPER)?;
    unroll(&browser, PAPER)?;
    picture(&browser, &folder.join(format!("{}-print.png", name_of(PAGES[0]))))
}

/// Builds the book as the README says, and returns the folder of its pages.
fn built_book(mdbook: &str) -> Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(support::repository());
    command.args(["run", "--quiet", "--release", "-p", "handbook", "--features", "mdbook-04", "--", mdbook]);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        return Err("the book can't be built".into());
    }
    let first_page = PathBuf::from(String::from_utf8(output.stdout)?.trim());
    Ok(first_page.parent().ok_or("the book has no folder")?.to_owned())
}

/// Opens a page in a theme, chosen as a reader's choice is kept.
fn show(browser: &Browser, page: &Path, theme: &str, (width, height): (u32, u32)) -> Result<()> {
    browser.set_viewport(width, height)?;
    browser.open(page)?;
    browser.run("localStorage.setItem('mdbook-theme', arguments[0])", json!([theme]))?;
    browser.open(page)
}

/// Makes the window as high as its page, so that a picture shows all of it.
fn unroll(browser: &Browser, (width, height): (u32, u32)) -> Result<()> {
    let page = browser.run("return document.documentElement.scrollHeight", json!([]))?;
    let page = page.as_u64().and_then(|height| u32::try_from(height).ok()).ok_or("the page has no height")?;
    browser.set_viewport(width, page.max(height))
}

fn picture(browser: &Browser, file: &Path) -> Result<()> {
    browser.picture(file)?;
    println!("{}", file.display());
    Ok(())
}

/// A page's name in the names of pictures.
fn name_of(page: &str) -> String {
    page.trim_end_matches(".html").replace('/', "-")
}
