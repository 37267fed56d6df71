//! mdBook's own search, for readers who know nothing of ours.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::reader::{DESKTOP, read_both};

#[test]
fn it_finds_a_decision_by_its_area_and_choice() {
    read_both("search", |reader| {
        reader.open("engineering/on-call.html", DESKTOP);
        reader.press("s");
        reader.press("storage engine append-only postgresql");
        let results = "return [...document.querySelectorAll('#mdbook-searchresults a, #searchresults a')]
                           .map(({ pathname, textContent }) => `${pathname.split('/book/').pop()} ${textContent}`)";
        let start = Instant::now();
        let mut found: Vec<String> = Vec::new();
        while found.len() < 2 && start.elapsed() < Duration::from_secs(10) {
            thread::sleep(Duration::from_millis(100));
            found = reader.ask(results, json!([]));
        }
        for page in ["decisions.html", "designs/ledger.html"] {
            if !found.iter().any(|result| result.starts_with(page)) {
                reader.complain("engineering/on-call.html", &format!("doesn't find {page}: {found:#?}"));
            }
        }
    });
}
