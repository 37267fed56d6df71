//! Someone who reads a book's pages in a browser, and complains.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use support::book::build_example_book;
use support::browser::{Browser, file_address};
use support::host::Host;
use support::site::Site;

pub const THEMES: [&str; 5] = ["light", "rust", "coal", "navy", "ayu"];
pub const DESKTOP: (u32, u32) = (1280, 800);
pub const PHONE: (u32, u32) = (390, 844);

/// WCAG 2.2, 1.4.3: text.
const READABLE: f64 = 4.5;
/// WCAG 2.2, 1.4.11: what marks a thing off from the page.
const NOTICEABLE: f64 = 3.0;

/// Has the pages of both hosts read, and fails with all complaints of both.
pub fn read_both(test: &'static str, read: impl Fn(&mut Reader)) {
    read_books(test, build_example_book, read);
}

/// Has the pages of a book read, as both hosts build it, and fails with all complaints.
pub fn read_books(test: &'static str, build: impl Fn(Host) -> Site, read: impl Fn(&mut Reader)) {
    let mut complaints = Vec::new();
    for host in Host::ALL {
        let mut reader = Reader::of(host, test, build(host));
        read(&mut reader);
        complaints.append(&mut reader.complaints);
    }
    let count = complaints.len();
    assert!(complaints.is_empty(), "{count} complaints, pictured in target/browser:\n{}", complaints.join("\n"));
}

/// Someone who reads the example book in a browser, and complains.
pub struct Reader {
    host: Host,
    /// The test's name in file names.
    test: &'static str,
    pub site: Site,
    pub browser: Browser,
    complaints: Vec<String>,
}

/// What `seen.js` says of an element.
#[derive(Debug, Deserialize)]
pub struct Seen {
    pub text: String,
    pub visible: bool,
    text_contrast: Option<f64>,
    border_contrast: Option<f64>,
}

impl Reader {
    fn of(host: Host, test: &'static str, site: Site) -> Self {
        let browser = Browser::start().unwrap_or_else(|error| panic!("no browser: {error}"));
        Self { host, test, site, browser, complaints: Vec::new() }
    }

    /// The pages of the book's documents.
    pub fn documents(&self) -> Vec<String> {
        let is_document = |page: &String| page.starts_with("designs/") && page != "designs/index.html";
        self.site.pages().into_iter().filter(is_document).collect()
    }

    pub fn open(&self, page: &str, size: (u32, u32)) {
        self.open_at(page, "", size);
    }

    /// Opens a page with this behind `?`.
    pub fn open_at(&self, page: &str, query: &str, (width, height): (u32, u32)) {
        let address = format!("{}?{query}", file_address(&self.site.path(page)));
        let address = address.trim_end_matches('?');
        let opened = self.browser.set_viewport(width, height).and_then(|()| self.browser.go_to(address));
        opened.unwrap_or_else(|error| panic!("{:?}: {page} can't be opened: {error}", self.host));
        // A colour that is on its way to another is neither.
        self.ask::<Value>(
            "document.head.append(Object.assign(document.createElement('style'), \
             { textContent: '* { transition: none !important; }' }))",
            json!([]),
        );
    }

    /// Presses keys one after the other, where the focus is.
    pub fn press(&self, keys: &str) {
        self.browser.press(keys).unwrap_or_else(|error| panic!("{keys:?} can't be pressed: {error}"));
    }

    /// Chooses a theme as a reader does, so that mdBook changes its style sheets too.
    pub fn set_theme(&self, theme: &str) {
        let script = "document.querySelector(`button.theme[id$=\"${arguments[0]}\"]`).click();
                      return null";
        self.ask::<Value>(script, json!([theme]));
    }

    /// Opens what is folded.
    pub fn unfold(&self) {
        let script =
            "for (const group of document.querySelectorAll('details.design-group')) group.open = true; return null";
        self.ask::<Value>(script, json!([]));
    }

    /// What a script on the page answers.
    pub fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Value) -> T {
        let answer = self.browser.run(script, arguments);
        let answer = answer.unwrap_or_else(|error| panic!("{:?}: a script failed: {error}", self.host));
        serde_json::from_value(answer).expect("the script's answer has the type that its caller expects")
    }

    pub fn seen(&self, selector: &str) -> Vec<Seen> {
        self.ask(include_str!("seen.js"), json!([selector]))
    }

    /// Complains about elements that are hard to see, and says how many there are.
    pub fn judge(&mut self, place: &str, selector: &str, has_border: bool) -> usize {
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
    pub fn index_links(&self) -> BTreeMap<String, Vec<String>> {
        let mut links = BTreeMap::new();
        for page in self.site.pages().into_iter().filter(|page| self.site.page(page).contains("design-index")) {
            self.open(&page, DESKTOP);
            let script =
                "return [...document.querySelectorAll('.design-index table a[href]')].map((link) => link.href)";
            links.insert(page, self.ask(script, json!([])));
        }
        links.retain(|_, links: &mut Vec<String>| !links.is_empty());
        links
    }

    /// Whether the browser arrives at `address` and its window shows the top of the heading there.
    pub fn comes_to_see(&self, address: &str) -> bool {
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
    pub fn complain(&mut self, place: &str, complaint: &str) {
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
