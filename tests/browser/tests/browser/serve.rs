//! A book under `mdbook serve` of both hosts, while its author writes: open pages follow by themselves, and then there is quiet.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use serde_json::json;

use support::book::{BookFolder, serve};
use support::browser::Browser;
use support::host::Host;
use support::server::Server;

/// A document with its status, and with the choice of its one decision.
pub fn document(name: &str, status: &str, choice: &str) -> String {
    format!(
        "# {name} Design Document\n\nStatus: {status}\n\n## Background\n\nWe need it.\n\n## Design Decisions\n\n\
         ### 1. {name} store\n\nWill use {choice} because:\n- It is small.\n"
    )
}

/// A book of two documents, an index, a page that is neither, and a template of its own that is watched.
pub fn book() -> BookFolder {
    BookFolder::new(&[
        (
            "book.toml",
            "[book]\ntitle = \"Handbook\"\n[build]\nextra-watch-dirs = [\"templates\"]\n\
             [preprocessor.design-docs]\ntemplate = \"templates/note.md\"\n",
        ),
        ("templates/note.md", TEMPLATE),
        ("src/SUMMARY.md", SUMMARY),
        ("src/home.md", "# Home\n\nWelcome.\n"),
        ("src/designs/ledger.md", &document("Ledger", "draft", "paper")),
        ("src/designs/pay.md", &document("Pay", "accepted", "coins")),
        ("src/decisions.md", "# Decisions\n"),
    ])
}

const SUMMARY: &str = "# Summary\n\n- [Home](home.md)\n- [Ledger](designs/ledger.md)\n- [Pay](designs/pay.md)\n- [Decisions](decisions.md)\n";

const TEMPLATE: &str = "# [Name] Design Document\n\n## Background\n\n## Design Decisions\n\n<!-- design-docs: decisions -->\n\n### 1. [Area]\n";

/// A page that stays open in a browser while the book changes.
struct OpenPage(Browser);

impl OpenPage {
    /// Opens a page, and waits until it would hear of changes.
    fn open(server: &mut Server, page: &str) -> Self {
        let browser = Browser::start().unwrap_or_else(|error| panic!("no browser: {error}"));
        browser.go_to(&server.address(page)).unwrap_or_else(|error| panic!("{page} can't be opened: {error}"));
        let open = Self(browser);
        server.wait("a page that hears of changes", |_| open.says("socket.readyState === WebSocket.OPEN"));
        open
    }

    /// Waits until the page has all these words, without any doing of ours.
    fn comes_to_show(&self, server: &mut Server, words: &[&str]) {
        server.wait(&format!("{words:?} on the open page"), |_| {
            words
                .iter()
                .all(|words| self.says(&format!("document.querySelector('main').innerText.includes({})", json!(words))))
        });
    }

    /// Whether a condition holds on the page. While the page is loaded again, nothing does.
    fn says(&self, condition: &str) -> bool {
        self.0.run(&format!("return {condition}"), json!([])).is_ok_and(|answer| answer == json!(true))
    }
}

#[test]
fn open_pages_follow_an_edit_by_themselves() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        let ledger = OpenPage::open(&mut server, "designs/ledger.html");
        let decisions = OpenPage::open(&mut server, "decisions.html");
        ledger.comes_to_show(&mut server, &["Draft", "use paper"]);
        book.save("src/designs/ledger.md", document("Ledger", "in review", "clay tablets"));
        ledger.comes_to_show(&mut server, &["In review", "use clay tablets"]);
        decisions.comes_to_show(&mut server, &["In review", "use clay tablets", "use coins"]);
    }
}

#[test]
fn an_edit_is_one_build_and_writes_no_file() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        server.wait_for_quiet();
        assert_eq!(server.builds(), 1, "{host:?}");
        let mut before = times(book.root());
        for (builds, choice) in [(2, "stone"), (3, "bronze")] {
            book.save("src/designs/ledger.md", document("Ledger", "draft", choice));
            let edited = times(book.root());
            server.wait_for("designs/ledger.html", choice);
            server.wait_for("decisions.html", choice);
            server.wait_for_quiet();
            assert_eq!(server.builds(), builds, "{host:?}");
            assert_eq!(times(book.root()), edited, "{host:?}");
            before.insert("src/designs/ledger.md".to_owned(), edited["src/designs/ledger.md"]);
            assert_eq!(edited, before, "{host:?}");
        }
    }
}

/// When each file of a book was last written, by its path; what the host builds is left out.
fn times(root: &Path) -> BTreeMap<String, SystemTime> {
    let mut times = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the book") {
            let path = entry.expect("an entry").path();
            let inside = path.strip_prefix(root).expect("it is in the book").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.extend((inside != "book").then_some(path));
            } else {
                times.insert(inside, fs::metadata(&path).and_then(|file| file.modified()).expect("it has a time"));
            }
        }
    }
    times
}

#[test]
fn a_watched_template_is_a_source_too() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        book.save("templates/note.md", format!("{TEMPLATE}\n## Running Costs\n"));
        for page in ["designs/ledger.html", "designs/pay.html"] {
            server.wait_for(page, "Running Costs");
        }
        // One that can't be used stops the build: the pages stay as they were, until it is mended.
        book.save("templates/note.md", "No title.\n");
        server.wait("a failed build", |server| server.count("failed to build") == 1);
        server.wait_for("designs/ledger.html", "Running Costs");
        book.save("templates/note.md", format!("{TEMPLATE}\n## Price\n"));
        server.wait_for("designs/ledger.html", "Price");
    }
}
