//! The index where scripts may not run.

use serde_json::json;

use crate::reader::{DESKTOP, PHONE, read_both};

#[test]
fn counts_lead_to_groups_and_what_is_closed_unfolds() {
    read_both("no-scripts", |reader| {
        reader.browser.set_scripts(false).expect("scripts can be switched off");
        for size in [DESKTOP, PHONE] {
            let page = reader.decisions("");
            reader.browser.set_viewport(size.0, size.1).expect("a size");
            assert_eq!(page.live, "", "no script has run");
            let folded: usize = reader.ask(
                "return [...document.querySelectorAll('.design-index tbody tr')].filter((row) =>
                     !row.checkVisibility({ contentVisibilityAuto: true })).length",
                json!([]),
            );
            assert!(folded > 0 && !page.rows.is_empty(), "{page:?}");
            let links: Vec<String> = reader
                .ask("return [...document.querySelectorAll('.design-summary a')].map(({ hash }) => hash)", json!([]));
            assert!(links.len() > 6, "{links:?}");
            for place in 1..=links.len() {
                reader.ask::<()>("scrollTo(0, 0)", json!([]));
                reader.browser.click(&format!("(//div[@class='design-summary']//a)[{place}]")).expect("a link");
                let seen: bool = reader.ask(
                    "const target = document.getElementById(location.hash.slice(1));
                     const { top, bottom } = target.getBoundingClientRect();
                     return target.querySelector('tbody tr').checkVisibility({ contentVisibilityAuto: true })
                         && top < innerHeight && bottom > 0
                         && top >= document.querySelector('#mdbook-menu-bar, #menu-bar').getBoundingClientRect().bottom",
                    json!([]),
                );
                if !seen {
                    reader.complain("decisions.html", &format!("{size:?}: {} leads to nothing", links[place - 1]));
                }
            }
            let empty: Vec<String> = reader.ask(
                "return [...document.querySelectorAll('.design-controls')].filter((place) => place.offsetHeight > 0)
                     .map((place) => place.outerHTML.slice(0, 80))",
                json!([]),
            );
            assert_eq!(empty, Vec::<String>::new(), "no room is kept for what never comes");
        }
    });
}
