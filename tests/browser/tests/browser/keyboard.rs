//! The index without a mouse, beside mdBook's own keys.

use serde_json::json;

use crate::reader::{Reader, read_both};
use support::browser::keys;

/// What has the focus: the class of the element around it.
fn focus(reader: &Reader) -> String {
    reader.ask("return document.activeElement.parentElement.className", json!([]))
}

fn searches_the_book(reader: &Reader) -> bool {
    let bar = "const bar = document.querySelector('#mdbook-search-wrapper, #search-wrapper');
               return Boolean(bar?.checkVisibility())";
    reader.ask(bar, json!([]))
}

#[test]
fn keys_of_ours_and_of_mdbook_live_together() {
    read_both("keyboard", |reader| {
        let all = reader.decisions("");
        reader.press("/");
        assert_eq!(focus(reader), "design-filter", "`/` leads to the filter");
        assert!(!searches_the_book(reader), "and not to the search too");
        // Letters that mean something to mdBook are letters here, and arrows move in the field.
        reader.press("s/s");
        reader.press(keys::RIGHT);
        let value: String = reader.ask("return document.activeElement.value", json!([]));
        assert_eq!(value, "s/s");
        assert!(!searches_the_book(reader));
        assert!(reader.browser.address().expect("an address").contains("decisions.html"), "arrows turn no page");
        reader.press(keys::ESCAPE);
        assert_eq!(reader.shown(), all, "Escape clears");
        assert_eq!(focus(reader), "design-filter", "and leaves the focus where it is");
        reader.ask::<()>("document.activeElement.blur()", json!([]));
        reader.press("s");
        assert!(searches_the_book(reader), "`s` remains mdBook's key");
    });
}

#[test]
fn a_facet_needs_no_mouse() {
    read_both("tabs", |reader| {
        let all = reader.decisions("");
        reader.press("/");
        // The button to clear has nothing to do yet.
        reader.press(keys::TAB);
        assert_eq!(focus(reader), "design-facet");
        reader.press(keys::SPACE);
        reader.press(keys::TAB);
        reader.press(keys::SPACE);
        let chosen = reader.shown();
        assert!(!chosen.rows.is_empty() && chosen.rows.len() < all.rows.len(), "{chosen:?}");
        assert!(chosen.address.starts_with("status="), "{chosen:?}");
        reader.press(keys::ESCAPE);
        let open: bool = reader.ask("return Boolean(document.querySelector('.design-facet[open]'))", json!([]));
        assert!(!open && focus(reader) == "design-facet", "Escape closes the menu, and leads back to its button");
        assert_eq!(reader.shown(), chosen, "and takes nothing back");
        reader.press(keys::ESCAPE);
        assert_eq!(reader.shown(), all, "the second takes all back");
    });
}
