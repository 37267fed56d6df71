//! The example book in a real browser, built by both hosts: what only a reader's eyes would find.
//!
//! Needs the feature `browser-tests` and Debian's `chromium` and `chromium-driver`. Whatever a test complains about is
//! pictured in `target/browser/`.

#[path = "common/browser.rs"]
mod browser;
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use browser::{Browser, file_address};
use common::{Host, Site, build_example_book};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const THEMES: [&str; 5] = ["light", "rust", "coal", "navy", "ayu"];
const DESKTOP: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (390, 844);
const BADGE: &str = ".design-status";
const STUB: &str = ".design-stub";

/// WCAG 2.2, 1.4.3: text.
const READABLE: f64 = 4.5;
/// WCAG 2.2, 1.4.11: what marks a thing off from the page.
const NOTICEABLE: f64 = 3.0;

#[test]
fn every_document_shows_its_status() {
    read_both("status", |reader| {
        let documents = reader.documents();
        assert!(!documents.is_empty(), "the example book has documents");
        for page in documents {
            reader.open(&page, DESKTOP);
            let badges = reader.seen(".design-header .design-status");
            if !badges.iter().any(|badge| badge.visible && !badge.text.is_empty()) {
                reader.complain(&page, &format!("shows no status: {badges:?}"));
            }
        }
    });
}

#[test]
fn badges_and_stubs_are_readable_in_every_theme() {
    read_both("themes", |reader| {
        let (mut badges, mut stubs) = (0, 0);
        for page in reader.site.pages() {
            reader.open(&page, DESKTOP);
            for theme in THEMES {
                reader.set_theme(theme);
                let place = format!("{page}, {theme}");
                badges += reader.judge(&place, BADGE, true);
                stubs += reader.judge(&place, STUB, false);
            }
        }
        assert!(badges > 0 && stubs > 0, "the example book has badges and stubs");
    });
}

#[test]
fn no_page_scrolls_sideways_on_a_phone() {
    read_both("phone", |reader| {
        for page in reader.site.pages() {
            reader.open(&page, PHONE);
            assert_eq!(reader.ask::<u32>("return innerWidth", json!([])), PHONE.0, "as wide as a phone");
            // mdBook's pages scroll within the root element, so that this alone would never be too wide. Wide tables may
            // scroll by themselves.
            let script = "const boxes = [];
                          for (let box = document.querySelector('main'); box; box = box.parentElement) boxes.push(box);
                          return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));";
            let too_wide: i64 = reader.ask(script, json!([]));
            if too_wide > 0 {
                reader.complain(&page, &format!("scrolls sideways by {too_wide} px"));
            }
        }
    });
}

#[test]
fn every_link_of_an_index_leads_to_a_heading() {
    read_both("links", |reader| {
        let links = reader.index_links();
        assert!(links.contains_key("decisions.html"), "decisions.html has an index");

        let mut ids_by_page = BTreeMap::<_, BTreeSet<_>>::new();
        for (from, address) in links.iter().flat_map(|(from, links)| links.iter().map(move |link| (from, link))) {
            let (page, id) = address.split_once('#').unwrap_or((address, ""));
            ids_by_page.entry(page.to_owned()).or_default().insert((id.to_owned(), from));
        }
        let pages: BTreeMap<_, _> =
            reader.site.pages().into_iter().map(|page| (file_address(&reader.site.path(&page)), page)).collect();
        for (address, ids) in ids_by_page {
            let Some(page) = pages.get(&address) else {
                reader.complain(&address, &format!("doesn't exist; linked from {ids:?}"));
                continue;
            };
            reader.open(page, DESKTOP);
            for (id, from) in ids.into_iter().filter(|(id, _)| !id.is_empty()) {
                let is_heading = "return Boolean(document.getElementById(decodeURIComponent(arguments[0]))\
                                  ?.matches('h1, h2, h3, h4, h5, h6'))";
                if !reader.ask::<bool>(is_heading, json!([id])) {
                    reader.complain(page, &format!("has no heading with the id {id}; linked from {from}"));
                }
            }
        }
    });
}

#[test]
fn a_click_in_the_index_shows_the_heading() {
    read_both("click", |reader| {
        let links = reader.index_links().remove("decisions.html").unwrap_or_default();
        let to_headings: Vec<_> = (0..links.len()).filter(|&i| links[i].contains('#')).collect();
        assert!(to_headings.len() >= 3, "the index links to decisions: {links:?}");
        for i in [0, to_headings.len() / 2, to_headings.len() - 1].map(|i| to_headings[i]) {
            reader.open("decisions.html", DESKTOP);
            let link = format!("(//*[contains(@class, 'design-index')]//a[@href])[{}]", i + 1);
            reader.browser.click(&link).unwrap_or_else(|error| panic!("{}: {error}", links[i]));
            if !reader.comes_to_see(&links[i]) {
                reader.complain("decisions.html", &format!("a click on the link to {} doesn't show it", links[i]));
            }
        }
    });
}

#[test]
fn the_print_page_has_the_index_and_badges_readable_on_paper() {
    read_both("print", |reader| {
        let rows = "return document.querySelectorAll('.design-index table tbody tr').length";
        reader.open("decisions.html", DESKTOP);
        let expected: usize = reader.ask(rows, json!([]));
        reader.browser.set_media("print").expect("the browser can show print");
        reader.open("print.html", DESKTOP);
        let found: usize = reader.ask(rows, json!([]));
        if expected == 0 || found < expected {
            reader.complain("print.html", &format!("has {found} lines of indexes; decisions.html has {expected}"));
        }
        reader.judge("print.html", BADGE, false);
        reader.judge("print.html", STUB, false);
    });
}

/// Has the pages of both hosts read, and fails with all complaints of both.
fn read_both(test: &'static str, read: impl Fn(&mut Reader)) {
    let mut complaints = Vec::new();
    for host in Host::ALL {
        let mut reader = Reader::of(host, test);
        read(&mut reader);
        complaints.append(&mut reader.complaints);
    }
    let count = complaints.len();
    assert!(complaints.is_empty(), "{count} complaints, pictured in target/browser:\n{}", complaints.join("\n"));
}

/// Someone who reads the example book in a browser, and complains.
struct Reader {
    host: Host,
    /// The test's name in file names.
    test: &'static str,
    site: Site,
    browser: Browser,
    complaints: Vec<String>,
}

/// What `tests/common/seen.js` says of an element.
#[derive(Debug, Deserialize)]
struct Seen {
    text: String,
    visible: bool,
    text_contrast: Option<f64>,
    border_contrast: Option<f64>,
}

impl Reader {
    fn of(host: Host, test: &'static str) -> Self {
        let browser = Browser::start().unwrap_or_else(|error| panic!("no browser: {error}"));
        Self { host, test, site: build_example_book(host), browser, complaints: Vec::new() }
    }

    /// The pages of the book's documents.
    fn documents(&self) -> Vec<String> {
        let is_document = |page: &String| page.starts_with("designs/") && page != "designs/index.html";
        self.site.pages().into_iter().filter(is_document).collect()
    }

    fn open(&self, page: &str, (width, height): (u32, u32)) {
        let opened = self.browser.set_viewport(width, height);
        let opened = opened.and_then(|()| self.browser.open(&self.site.path(page)));
        opened.unwrap_or_else(|error| panic!("{:?}: {page} can't be opened: {error}", self.host));
        // A colour that is on its way to another is neither.
        self.ask::<Value>(
            "document.head.append(Object.assign(document.createElement('style'), \
             { textContent: '* { transition: none !important; }' }))",
            json!([]),
        );
    }

    /// mdBook's themes are classes of the root element.
    fn set_theme(&self, theme: &str) {
        let script = "const { classList } = document.documentElement;
                      classList.remove(...arguments[0]);
                      classList.add(arguments[1]);";
        self.ask::<Value>(script, json!([THEMES, theme]));
    }

    /// What a script on the page answers.
    fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Value) -> T {
        let answer = self.browser.run(script, arguments);
        let answer = answer.unwrap_or_else(|error| panic!("{:?}: a script failed: {error}", self.host));
        serde_json::from_value(answer).expect("the script's answer has the type that its caller expects")
    }

    fn seen(&self, selector: &str) -> Vec<Seen> {
        self.ask(include_str!("common/seen.js"), json!([selector]))
    }

    /// Complains about elements that are hard to see, and says how many there are.
    fn judge(&mut self, place: &str, selector: &str, has_border: bool) -> usize {
        let all = self.seen(selector);
        for seen in &all {
            let text_is_readable = seen.text_contrast.is_some_and(|contrast| contrast >= READABLE);
            let border_is_noticeable = seen.border_contrast.is_some_and(|contrast| contrast >= NOTICEABLE);
            if !(seen.visible && text_is_readable && (border_is_noticeable || !has_border)) {
                self.complain(place, &format!("{selector} is hard to see: {seen:?}"));
            }
        }
        all.len()
    }

    /// Where the links of each page's indexes lead, in order; addresses as the browser resolves them.
    fn index_links(&self) -> BTreeMap<String, Vec<String>> {
        let mut links = BTreeMap::new();
        for page in self.site.pages().into_iter().filter(|page| self.site.page(page).contains("design-index")) {
            self.open(&page, DESKTOP);
            let script = "return [...document.querySelectorAll('.design-index a[href]')].map((link) => link.href)";
            links.insert(page, self.ask(script, json!([])));
        }
        links.retain(|_, links: &mut Vec<String>| !links.is_empty());
        links
    }

    /// Whether the browser arrives at `address` and its window shows the top of the heading there.
    fn comes_to_see(&self, address: &str) -> bool {
        let script = "const heading = document.getElementById(decodeURIComponent(location.hash.slice(1)));
                      const top = heading?.getBoundingClientRect().top;
                      return location.href === arguments[0] && top >= 0 && top < innerHeight;";
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if self.ask(script, json!([address])) {
                return true;
            }
            thread::sleep(Duration::from_millis(50));
        }
        false
    }

    /// Keeps a complaint, and a picture of what the window shows.
    fn complain(&mut self, place: &str, complaint: &str) {
        self.complaints.push(format!("{:?}, {place}: {complaint}", self.host));
        self.take_picture(place);
    }

    fn take_picture(&self, place: &str) {
        let place = place.replace(|letter: char| !letter.is_alphanumeric(), "-");
        let name = format!("{}-{:?}-{place}.png", self.test, self.host);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it stands in the target folder");
        if let Err(error) = self.browser.picture(&target.join("browser").join(name)) {
            eprintln!("no picture: {error}");
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // What stopped the test may be to be seen in the window.
        if thread::panicking() {
            eprintln!("with the pages of {:?}", self.host);
            self.take_picture("last");
        }
    }
}
