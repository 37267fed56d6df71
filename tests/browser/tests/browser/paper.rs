//! The index in print, and on the page of all chapters.

use serde_json::json;

use crate::reader::{DESKTOP, read_both};

#[test]
fn paper_has_all_rows_and_no_controls() {
    read_both("paper", |reader| {
        for (page, query) in [("decisions.html", ""), ("decisions.html", "q=storage"), ("print.html", "q=storage")] {
            reader.open_at(page, query, DESKTOP);
            reader.browser.set_media("print").expect("the browser can show print");
            let hidden: Vec<String> = reader.ask(
                "return [...document.querySelectorAll('.design-index tbody tr, .design-group')]
                     .filter((row) => !row.checkVisibility({ contentVisibilityAuto: true }))
                     .map((row) => row.textContent)",
                json!([]),
            );
            if !hidden.is_empty() {
                reader.complain(page, &format!("{query:?}: on paper {} rows are missing: {hidden:?}", hidden.len()));
            }
            for (what, selector) in [("controls", ".design-controls"), ("rows", ".design-index tbody tr")] {
                let seen = reader.seen(selector).iter().filter(|seen| seen.visible).count();
                if (seen > 0) != (what == "rows") {
                    reader.complain(page, &format!("{query:?}: {seen} {what} on paper"));
                }
            }
            reader.judge(page, ".design-index a", false);
            reader.browser.set_media("screen").expect("the browser can show a screen");
        }
    });
}

#[test]
fn printing_opens_what_is_folded_and_closes_it_again() {
    read_both("printing", |reader| {
        for page in ["decisions.html", "print.html"] {
            reader.open(page, DESKTOP);
            let open = "dispatchEvent(new Event(arguments[0]));
                        return [...document.querySelectorAll('details.design-group')].map(({ open }) => open)";
            let before: Vec<bool> = reader.ask(open, json!(["nothing"]));
            assert!(before.contains(&false), "{page}: something is folded");
            assert_eq!(reader.ask::<Vec<bool>>(open, json!(["beforeprint"])), vec![true; before.len()], "{page}");
            assert_eq!(reader.ask::<Vec<bool>>(open, json!(["afterprint"])), before, "{page}");
        }
        // What is filtered is counted whole on paper.
        let counts = "dispatchEvent(new Event(arguments[0]));
                      return [...document.querySelectorAll('.design-count')].map(({ textContent }) => Number(textContent))";
        reader.open("decisions.html", DESKTOP);
        let all: Vec<usize> = reader.ask(counts, json!(["nothing"]));
        reader.open_at("decisions.html", "q=storage", DESKTOP);
        let some: Vec<usize> = reader.ask(counts, json!(["nothing"]));
        assert!(some.iter().sum::<usize>() < all.iter().sum(), "{some:?} of {all:?}");
        assert_eq!(reader.ask::<Vec<usize>>(counts, json!(["beforeprint"])), all);
        assert_eq!(reader.ask::<Vec<usize>>(counts, json!(["afterprint"])), some);
    });
}

#[test]
fn the_page_of_all_chapters_has_no_controls() {
    read_both("all-chapters", |reader| {
        reader.open("print.html", DESKTOP);
        let filled: usize = reader.ask("return document.querySelectorAll('.design-controls > *').length", json!([]));
        let placed: usize = reader.ask("return document.querySelectorAll('.design-controls').length", json!([]));
        assert!(placed > 0, "the places are there");
        if filled > 0 {
            reader.complain("print.html", &format!("{filled} controls"));
        }
        let twice: Vec<String> = reader.ask(
            "const ids = [...document.querySelectorAll('[id^=\"design-\"]')].map(({ id }) => id);
             return ids.filter((id, at) => ids.indexOf(id) !== at)",
            json!([]),
        );
        if !twice.is_empty() {
            reader.complain("print.html", &format!("ids are there twice: {twice:?}"));
        }
    });
}
