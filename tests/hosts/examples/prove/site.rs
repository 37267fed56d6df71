//! The pages of a built book.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use scraper::{Html, Selector};

use support::links::{Link, resolve};
use support::pages::ids::targets;

/// Pages by their paths, with `/`.
pub struct Site(pub BTreeMap<String, String>);

impl Site {
    /// Reads the pages that a host wrote into a folder, and removes them.
    pub fn take(folder: &Path) -> Result<Self, String> {
        let mut pages = BTreeMap::new();
        let taken = read_pages(folder, "", &mut pages).and_then(|()| fs::remove_dir_all(folder));
        taken.map_err(|error| format!("the built pages can't be read: {error}"))?;
        Ok(Self(pages))
    }

    /// Links in the texts of all pages, each with the page that it stands on.
    pub fn links(&self) -> Vec<(&str, Link)> {
        let selector = Selector::parse("main a[href]:not(.header)").expect("a selector");
        let links_on = |(page, html): (&'_ String, &String)| {
            let html = Html::parse_document(html);
            let links = html.select(&selector).filter_map(|link| resolve(page, link.attr("href")?));
            links.collect::<Vec<_>>()
        };
        self.0.iter().flat_map(|page| links_on(page).into_iter().map(|link| (page.0.as_str(), link))).collect()
    }

    /// The ids in the texts of all pages.
    pub fn ids(&self) -> HashMap<&str, HashSet<String>> {
        let ids_on = |html: &str| targets(html).into_iter().map(|target| target.id).collect();
        self.0.iter().map(|(page, html)| (page.as_str(), ids_on(html))).collect()
    }
}

/// The page that a chapter becomes.
pub fn page_of(path: &str) -> String {
    let path = path.replace('\\', "/");
    let (folder, file) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, file)| (folder, file));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = if stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    if folder.is_empty() { format!("{stem}.html") } else { format!("{folder}/{stem}.html") }
}

/// What stands between `<main>` and `</main>`, to the byte.
pub fn main_of(page: &str) -> &str {
    let start = page.find("<main>").unwrap_or(page.len());
    let end = page.rfind("</main>").filter(|end| *end > start).unwrap_or(page.len());
    &page[start..end]
}

fn read_pages(folder: &Path, prefix: &str, pages: &mut BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_pages(&entry.path(), &format!("{path}/"), pages)?;
        } else if path.ends_with(".html") && !["print.html", "404.html", "toc.html"].contains(&path.as_str()) {
            pages.insert(path, String::from_utf8_lossy(&fs::read(entry.path())?).into_owned());
        }
    }
    Ok(())
}
