//! What a host built, as a reader meets it: pages, ids, texts, links and the search index.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Selector};

use crate::book::BookFolder;
use crate::links::{Link, resolve};

/// A built book.
pub struct Site {
    /// Keeps the folder.
    _book: BookFolder,
    output: PathBuf,
}

impl Site {
    pub(crate) fn of(book: BookFolder) -> Self {
        // With a second renderer every renderer has a folder of its own.
        let output = [book.root().join("book/html"), book.root().join("book")].into_iter().find(|path| path.is_dir());
        Self { output: output.expect("the host made a folder for its pages"), _book: book }
    }

    /// The HTML of a page.
    pub fn page(&self, page: &str) -> String {
        fs::read_to_string(self.output.join(page)).unwrap_or_else(|error| panic!("no page {page}: {error}"))
    }

    /// Whether the site has this file.
    pub fn has(&self, file: &str) -> bool {
        self.output.join(file).is_file()
    }

    /// All files and their bytes, by path with `/`.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files_in(&self.output)
    }

    /// Where a file of the site stands on disk.
    pub fn path(&self, file: &str) -> PathBuf {
        self.output.join(file)
    }

    /// The pages that chapters became: neither the print page nor that for missing pages.
    pub fn pages(&self) -> Vec<String> {
        let is_page =
            |path: &String| path.ends_with(".html") && !["print.html", "404.html", "toc.html"].contains(&&**path);
        self.files().into_keys().filter(is_page).collect()
    }

    /// The ids in the page's `<main>`, in order, each with the text of its element.
    pub fn ids(&self, page: &str) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.page(page));
        let with_id = |element: ElementRef| Some((element.attr("id")?.to_owned(), text_of(element)));
        select(&html, "main [id]").filter_map(with_id).collect()
    }

    /// The text of the page's `<main>`, with single spaces.
    pub fn text(&self, page: &str) -> String {
        let html = Html::parse_document(&self.page(page));
        select(&html, "main").map(text_of).collect()
    }

    /// The links in the page's `<main>` to places in the book, in order, without those that headings have to themselves.
    pub fn links(&self, page: &str) -> Vec<Link> {
        links_in(&self.page(page), page, "main a[href]:not(.header)")
    }

    /// Links of all pages, sidebars included, to pages and ids that don't exist: `from.html -> to.html#id`.
    pub fn broken_links(&self) -> Vec<String> {
        let ids: HashMap<_, _> = self.pages().into_iter().map(|page| (page.clone(), self.all_ids(&page))).collect();
        let is_whole = |link: &Link| match ids.get(&link.page) {
            Some(ids) => link.fragment.is_empty() || ids.contains(&link.fragment),
            None => self.has(&link.page) && link.fragment.is_empty(),
        };
        let broken_on = |page: &String| {
            let links = links_in(&self.page(page), page, "a[href]").into_iter().filter(|link| !is_whole(link));
            links.map(|link| format!("{page} -> {}#{}", link.page, link.fragment)).collect::<Vec<_>>()
        };
        ids.keys().collect::<BTreeSet<_>>().into_iter().flat_map(broken_on).collect()
    }

    /// The search index as JSON. Both hosts write it as a string in a script whose name may have a hash.
    pub fn search_index(&self) -> serde_json::Value {
        let is_index = |path: &&String| path.starts_with("searchindex") && path.ends_with(".js");
        let files = self.files();
        let script = self.page(files.keys().find(is_index).expect("the book has a search index"));
        let start = script.find('{').expect("the script has an object");
        let end = script.rfind('}').expect("the script has an object") + 1;
        let json = script[start..end].replace(r"\'", "'").replace(r"\\", r"\");
        serde_json::from_str(&json).expect("the search index is JSON")
    }

    fn all_ids(&self, page: &str) -> BTreeSet<String> {
        let html = Html::parse_document(&self.page(page));
        select(&html, "[id]").filter_map(|element| element.attr("id").map(str::to_owned)).collect()
    }
}

/// All files below `folder` and their bytes, by path with `/`.
pub(crate) fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files);
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder of the site") {
        let entry = entry.expect("a file of the site");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).expect("a file of the site"));
        }
    }
}

fn select<'h>(html: &'h Html, selector: &'static str) -> impl Iterator<Item = ElementRef<'h>> {
    let selector = Selector::parse(selector).expect("the tests' selectors are valid");
    html.select(&selector).collect::<Vec<_>>().into_iter()
}

fn text_of(element: ElementRef) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn links_in(html: &str, page: &str, selector: &'static str) -> Vec<Link> {
    let html = Html::parse_document(html);
    select(&html, selector).filter_map(|element| resolve(page, element.attr("href")?)).collect()
}
