//! What pages show: statuses, colours, links, and the page for printing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::reader::{DESKTOP, PHONE, THEMES, read_both};
use support::browser::file_address;

const BADGE: &str = ".design-status";
const STUB: &str = ".design-stub";

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
fn badges_and_placeholders_are_readable_in_every_theme() {
    read_both("themes", |reader| {
        let (mut badges, mut placeholders) = (0, 0);
        for page in reader.site.pages() {
            reader.open(&page, DESKTOP);
            reader.unfold();
            for theme in THEMES {
                reader.set_theme(theme);
                let place = format!("{page}, {theme}");
                badges += reader.judge(&place, BADGE, true);
                placeholders += reader.judge(&place, STUB, false);
            }
        }
        assert!(badges > 0 && placeholders > 0, "the example book has badges and stubs");
    });
}

#[test]
fn the_theme_of_the_system_is_as_good() {
    read_both("auto", |reader| {
        for (scheme, theme) in [("light", "light"), ("dark", "navy")] {
            reader.browser.set_scheme(scheme).expect("the browser has a scheme");
            reader.open("decisions.html", DESKTOP);
            reader.set_theme("default_theme");
            reader.open("decisions.html", DESKTOP);
            let has_theme = "return document.documentElement.classList.contains(arguments[0])";
            assert!(reader.ask::<bool>(has_theme, json!([theme])), "{scheme} is {theme}");
            reader.unfold();
            for (selector, has_border) in [(BADGE, true), (".design-index a", false), (".design-facet > summary", true)]
            {
                let count = reader.judge(&format!("decisions.html, {scheme}"), selector, has_border);
                assert!(count > 0, "{selector}");
            }
        }
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
            reader.unfold();
            let link = format!("(//*[contains(@class, 'design-index')]//table//a[@href])[{}]", i + 1);
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
