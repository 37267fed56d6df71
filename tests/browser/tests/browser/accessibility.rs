//! What axe-core finds in what is ours, in every theme; it knows nothing of what we meant.

use std::fs;

use serde::Deserialize;
use serde_json::json;

use crate::reader::{DESKTOP, PHONE, THEMES, read_both};

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<String>,
}

/// axe-core's script, as npm has put it there.
fn axe() -> String {
    let file = support::repository().join("tests/web/node_modules/axe-core/axe.min.js");
    fs::read_to_string(file)
        .unwrap_or_else(|error| panic!("axe-core isn't installed: run `npm ci` in tests/web ({error})"))
}

#[test]
fn nothing_of_ours_is_a_barrier() {
    let axe = axe();
    read_both("axe", |reader| {
        let pages = [
            "decisions.html",
            "designs/ledger.html",
            "designs/parcel-search.html",
            "designs/index.html",
            "decisions/open.html",
        ];
        for page in pages {
            for (theme, size) in THEMES.map(|theme| (theme, DESKTOP)).into_iter().chain([("light", PHONE)]) {
                reader.open(page, size);
                reader.set_theme(theme);
                reader.unfold();
                reader.ask::<serde_json::Value>(&format!("{axe}; return null"), json!([]));
                // A menu is a part of the page when it is open.
                reader.ask::<serde_json::Value>(
                    "for (const menu of document.querySelectorAll('.design-facet')) menu.open = menu.matches(':first-child'); return null",
                    json!([]),
                );
                let script = "return axe.run({ include: [['[class^=\"design-\"]']] }).then(({ violations }) =>
                    violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) =>
                        `${html.slice(0, 200)} ${failureSummary}`).slice(0, 3) })))";
                for Violation { id, help, nodes } in reader.ask::<Vec<Violation>>(script, json!([])) {
                    reader.complain(&format!("{page}, {theme}"), &format!("{id}: {help}: {nodes:#?}"));
                }
            }
        }
    });
}
