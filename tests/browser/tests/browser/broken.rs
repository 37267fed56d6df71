//! A book under `mdbook serve` of both hosts, while a document or the settings are broken in the middle of an edit: the rest of the site
//! lives on, and mending the file mends its pages.

use std::fs;

use crate::serve::{book, document};
use support::book::{BookFolder, serve};
use support::host::Host;
use support::server::Server;

const LEDGER: &str = "src/designs/ledger.md";

/// What a document may be for a moment, and what its page shows of it.
const BROKEN: [(&str, &str); 10] = [
    ("# Ledger Design Document\n\nStatus: draft\n\n```rust\nfn unclosed() {\n", "unclosed"),
    ("---\nstatus: acc", "status: acc"),
    ("---\nstatus: [acc\nowner: @me\n---\n# Ledger Design Document\n\nUnclosed.\n", "Unclosed."),
    ("# Ledger Design Document\n\nUnclosed.\n\n<!-- ## Background\n", "Unclosed."),
    ("# Ledger Design Document\n\nUnclosed.\n\n<div class=\"wide", "Unclosed."),
    ("# Ledger Design Document\n\nUnclosed.\n\n{{#design-status led", "Unclosed."),
    ("# Ledger Design Document\n\nUnclosed.\n\n{{#include nothing.md}}\n", "Unclosed."),
    ("# Ledger Design Document\n\n## Design Decisions\n\n### 1. \n\n### ", "Ledger"),
    // Both hosts' parsers panic on it.
    ("# Ledger Design Document\n\n> Limits\n>  {.wide}\n> ===\n", "Limits"),
    ("", "Ledger"),
];

/// Saves another document, and waits until its page and the index show it, and all others are served.
fn the_rest_lives(server: &mut Server, book: &BookFolder, choice: &str) {
    book.save("src/designs/pay.md", document("Pay", "accepted", choice));
    server.wait_for("decisions.html", &format!("use {choice}"));
    server.wait_for("designs/pay.html", &format!("use {choice}"));
    server.wait_for("home.html", "Welcome.");
}

/// Mends the document, and waits until its page and the index are whole.
fn mend(server: &mut Server, book: &BookFolder, choice: &str) {
    book.save(LEDGER, document("Ledger", "draft", choice));
    server.wait_for("designs/ledger.html", &format!("use {choice}"));
    server.wait_for("decisions.html", &format!("use {choice}"));
}

#[test]
fn a_broken_document_leaves_the_rest_alive() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        for (n, (text, shown)) in BROKEN.into_iter().enumerate() {
            book.save(LEDGER, text);
            the_rest_lives(&mut server, &book, &format!("coin {n}"));
            server.wait_for("designs/ledger.html", shown);
            mend(&mut server, &book, &format!("leaf {n}"));
        }
    }
}

#[test]
fn a_document_that_is_away_for_a_moment_comes_back() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        // Both hosts write a file with a title for a chapter that has none.
        fs::remove_file(book.root().join(LEDGER)).expect("it is there");
        the_rest_lives(&mut server, &book, "silver");
        mend(&mut server, &book, "vellum");
        // It says no `create-missing` any more: now they can't load the book, and serve what they have.
        let settings = fs::read_to_string(book.root().join("book.toml")).expect("it is there");
        book.save("book.toml", settings.replace("[build]", "[build]\ncreate-missing = false"));
        the_rest_lives(&mut server, &book, "gold");
        fs::remove_file(book.root().join(LEDGER)).expect("it is there");
        old_pages_stay(&mut server, "failed to load", "use vellum");
        mend(&mut server, &book, "parchment");
        the_rest_lives(&mut server, &book, "copper");
    }
}

#[test]
fn half_a_letter_stops_builds_until_it_is_whole() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        // Neither host reads a book with such a file. What is saved meanwhile is seen when that is mended.
        book.save(LEDGER, b"# Ledger Design Document\n\nGr\xc3");
        book.save("src/designs/pay.md", document("Pay", "accepted", "silver"));
        old_pages_stay(&mut server, "failed to load", "use paper");
        mend(&mut server, &book, "vellum");
        server.wait_for("decisions.html", "use silver");
    }
}

#[test]
fn broken_settings_stop_builds_until_they_are_mended() {
    for host in Host::ALL {
        let book = book();
        let mut server = serve(host, &book);
        let settings = fs::read_to_string(book.root().join("book.toml")).expect("it is there");
        for (broken, failed, choice) in [
            (format!("{settings}\nnormalize = \"full\"\n"), "failed to build", "silver"),
            (format!("{settings}\nindex = \"\n"), "failed to load", "gold"),
        ] {
            book.save("book.toml", broken);
            old_pages_stay(&mut server, failed, "use paper");
            book.save("book.toml", &settings);
            the_rest_lives(&mut server, &book, choice);
        }
        assert_eq!(server.count("did you mean normalise?"), 1, "{host:?}: the author is told what was meant");
    }
}

/// Waits until a build failed, as the host says it; all pages are served as they were.
fn old_pages_stay(server: &mut Server, failed: &str, old: &str) {
    server.wait("a failed build", |server| server.count(failed) > 0);
    for (page, words) in [("designs/ledger.html", old), ("decisions.html", old), ("home.html", "Welcome.")] {
        assert!(server.get(page).is_some_and(|page| page.contains(words)), "{page} without {words}");
    }
}
