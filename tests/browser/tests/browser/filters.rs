//! The index with its script: filters, facets, order, and all of it in the address.

use serde::Deserialize;
use serde_json::json;

use crate::reader::{DESKTOP, PHONE, Reader, read_books, read_both};
use support::book::build;
use support::browser::keys;
use support::host::Host;
use support::site::Site;

/// What a reader sees of the index.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Shown {
    /// The first cell of each row that is to be seen, in order.
    pub rows: Vec<String>,
    /// The name and the count of each group that is to be seen.
    pub groups: Vec<String>,
    /// What a screen reader is told.
    pub live: String,
    /// Behind `?` in the address.
    pub address: String,
}

const SHOWN: &str = "
    const seen = (element) => element.checkVisibility({ contentVisibilityAuto: true });
    const text = (element) => element.textContent.trim();
    const index = document.querySelector('.design-index');
    return {
        rows: [...index.querySelectorAll('tbody tr')].filter(seen).map((row) => text(row.cells[0])),
        groups: [...index.querySelectorAll('.design-group')].filter(seen)
            .map((group) => text(group.querySelector('summary') ?? group.querySelector('p'))),
        live: index.querySelector('output')?.textContent ?? '',
        address: decodeURIComponent(location.search.slice(1)),
    }";

impl Reader {
    pub fn shown(&self) -> Shown {
        self.ask(SHOWN, json!([]))
    }

    /// Opens the page of decisions with this behind `?`, and says what is shown.
    pub fn decisions(&self, query: &str) -> Shown {
        self.open_at("decisions.html", query, DESKTOP);
        self.shown()
    }

    /// Types into the filter, which has to be in the focus by then.
    pub fn type_in_filter(&self, words: &str) {
        self.browser.click("//*[@class='design-filter']/input").expect("there is a field");
        self.press(words);
    }

    /// Clicks the box of a value in a facet, which is opened for it.
    pub fn choose(&self, facet: &str, value: &str) {
        let menu = format!("//details[@class='design-facet'][starts-with(summary, '{facet}')]");
        if !self.ask::<bool>("return Boolean(document.querySelector('.design-facet[open]'))", json!([])) {
            self.browser.click(&format!("{menu}/summary")).unwrap_or_else(|error| panic!("{facet}: {error}"));
        }
        let choice = format!("{menu}//label[span[normalize-space()='{value}']]/input");
        self.browser.click(&choice).unwrap_or_else(|error| panic!("{facet}, {value}: {error}"));
    }

    /// The values of the open facet with their counts, such as `Draft 3`.
    fn choices(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('.design-facet[open] label')]
                          .map((label) => [...label.querySelectorAll('span')].map((part) => part.textContent).join(' '))";
        self.ask(script, json!([]))
    }

    fn expect<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.complain("decisions.html", &format!("{what}: found {found:?}, expected {expected:?}"));
        }
    }
}

#[test]
fn words_filter_rows_by_title_area_and_choice() {
    read_both("words", |reader| {
        let all = reader.decisions("");
        assert!(all.rows.len() >= 20 && all.live == format!("{0} of {0}", count(reader)), "{all:?}");
        for (words, expected) in [
            // An area, a choice, a document's name; case and accents don't count, and all words have to be there.
            ("STORAGE ENGINE", &["1. Storage engine"][..]),
            ("minor currency", &["2. Amounts"]),
            ("clock reservations", &["2. Whose clock"]),
            ("störage éngine", &["1. Storage engine"]),
            ("no such words", &[]),
        ] {
            reader.decisions("");
            reader.type_in_filter(words);
            let shown = reader.shown();
            reader.expect(words, &shown.rows, &expected.iter().map(|row| (*row).to_owned()).collect());
            let live = match expected.len() {
                0 => "Nothing matches".to_owned(),
                found => format!("{found} of {}", count(reader)),
            };
            reader.expect(words, &shown.live, &live);
            reader.expect(words, &shown.address, &format!("q={}", words.replace(' ', "+")));
        }
    });
}

/// How many decisions the page has, those that are folded included.
fn count(reader: &Reader) -> usize {
    reader.ask("return document.querySelectorAll('.design-index tbody tr').length", json!([]))
}

#[test]
fn a_facet_counts_what_there_would_be_without_its_own_choice() {
    read_both("facets", |reader| {
        reader.decisions("");
        reader.choose("Status", "Draft");
        let drafts = reader.shown();
        let before = reader.choices();
        assert!(!drafts.rows.is_empty() && before.len() > 3, "{before:?}");
        reader.choose("Status", "Trial");
        reader.expect("its own counts", &reader.choices(), &before);
        let both = reader.shown();
        reader.expect("one more trial", &both.rows.len(), &(drafts.rows.len() + 1));
        reader.expect("the address", &both.address, &"status=draft&status=trial".to_owned());
        // The other facet counts what is shown.
        reader.browser.click("//details[starts-with(summary, 'Phase')]/summary").expect("a menu");
        let open = format!("Open {}", both.rows.len());
        reader.expect("the other's counts", &reader.choices()[..2].to_vec(), &vec![open, "Decided 0".to_owned()]);
    });
}

#[test]
fn a_folded_group_opens_while_it_holds_what_is_asked_for() {
    read_both("folded", |reader| {
        let all = reader.decisions("");
        let superseded = "superseded";
        reader.decisions(&format!("status={superseded}"));
        let shown = reader.shown();
        reader.expect("the closed ones", &shown.groups.len(), &1);
        assert!(!shown.rows.is_empty() && all.rows.len() + shown.rows.len() == count(reader), "{shown:?} {all:?}");
        reader.browser.click("//button[@class='design-clear']").expect("a button");
        let cleared = reader.shown();
        reader.expect("as before", &(cleared.rows, cleared.groups), &(all.rows, all.groups));
        reader.expect("no address", &cleared.address, &String::new());
    });
}

#[test]
fn a_view_is_its_address() {
    read_both("address", |reader| {
        let all = reader.decisions("");
        reader.choose("Phase", "Open");
        let open = reader.shown();
        reader.type_in_filter("search");
        let searched = reader.shown();
        reader.browser.click("//button[@class='design-sort'][.='Decision']").expect("a head");
        let sorted = reader.shown();
        assert!(open.rows.len() < all.rows.len() && searched.rows.len() < open.rows.len(), "{searched:?}");
        assert!(searched.rows.len() > 1, "{searched:?}");
        reader.expect("the address", &sorted.address, &"q=search&phase=open&sort=decision".to_owned());
        // Letter by letter isn't step by step.
        for (what, expected) in [("back once", &searched), ("back twice", &open), ("back to all", &all)] {
            reader.browser.back().expect("there is a page before");
            reader.expect(what, &reader.shown(), expected);
        }
        for (what, expected) in [("forward once", &open), ("forward twice", &searched), ("forward", &sorted)] {
            reader.browser.forward().expect("there is a page behind");
            reader.expect(what, &reader.shown(), expected);
        }
        // A colleague opens it.
        let sent = reader.decisions(&sorted.address);
        reader.expect("as it was sent", &sent, &sorted);
        let unknown = reader.decisions("status=nonsense&sort=nonsense&x=y");
        reader.expect("what nobody knows changes nothing", &unknown.rows, &all.rows);
    });
}

#[test]
fn columns_sort_up_down_and_back() {
    read_both("order", |reader| {
        let all = reader.decisions("phase=decided");
        let mut by_area = all.rows.clone();
        by_area.sort_by_key(|row| row.split_once(". ").map_or(row.clone(), |(_, area)| area.to_owned()).to_lowercase());
        let head = "//button[@class='design-sort'][.='Decision']";
        let sorted = |reader: &Reader| -> Option<String> {
            reader.ask("return document.querySelector('.design-index th').getAttribute('aria-sort')", json!([]))
        };
        for (order, expected) in [
            (Some("ascending"), by_area.clone()),
            (Some("descending"), by_area.into_iter().rev().collect()),
            (None, all.rows),
        ] {
            // That of the first group that isn't hidden.
            let visible = "return [...document.querySelectorAll('.design-sort')].filter(({ textContent }) =>
                               textContent === 'Decision').findIndex((head) => head.checkVisibility())";
            let visible: usize = reader.ask(visible, json!([]));
            reader.browser.click(&format!("({head})[{}]", visible + 1)).expect("a head");
            reader.expect("rows", &reader.shown().rows, &expected);
            reader.expect("for screen readers", &sorted(reader).as_deref(), &order);
        }
        // Statuses have the order of their lives, not of letters.
        let by_status = reader.decisions("phase=open&sort=status");
        let statuses: Vec<String> = reader.ask(
            "return [...document.querySelectorAll('.design-index tbody tr')].filter((row) => row.checkVisibility())
                 .map((row) => row.querySelector('.design-status').textContent)",
            json!([]),
        );
        let firsts: Vec<&str> = statuses
            .iter()
            .map(String::as_str)
            .scan("", |last, status| {
                let is_new = *last != status;
                *last = status;
                Some(is_new.then_some(status))
            })
            .flatten()
            .collect();
        assert!(by_status.rows.len() > 5);
        reader.expect("the list's order", &firsts, &vec!["Draft", "In review", "Proposed", "Trial"]);
    });
}

#[test]
fn nothing_jumps_and_menus_stay_in_the_window() {
    read_both("layout", |reader| {
        for query in ["", "q=storage&phase=decided&sort=-decision"] {
            reader.open_at("decisions.html", query, DESKTOP);
            // Less than that comes from fonts, and nobody sees it: 0.1 is called good (web.dev, "Cumulative Layout Shift").
            let shifts = "return new Promise((resolve) => {
                new PerformanceObserver((list) => resolve(list.getEntries().map(({ value, sources }) =>
                    [value, sources.map(({ node }) => node?.className ?? node?.nodeName)]).filter(([value, nodes]) =>
                    value > 0.002 && JSON.stringify(nodes).includes('design'))))
                    .observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => resolve([]), 500);
            })";
            let shifts: Vec<serde_json::Value> = reader.ask(shifts, json!([]));
            reader.expect(&format!("shifts of ours at {query:?}"), &shifts, &Vec::new());
        }
        for direction in ["ltr", "rtl"] {
            reader.open("decisions.html", PHONE);
            reader.ask::<serde_json::Value>("document.documentElement.dir = arguments[0]", json!([direction]));
            let menus: usize = reader.ask("return document.querySelectorAll('.design-facet').length", json!([]));
            assert!(menus >= 4, "{menus} menus");
            for menu in 1..=menus {
                reader.browser.click(&format!("(//details[@class='design-facet'])[{menu}]/summary")).expect("a menu");
                let place = "const { left, right } = document.querySelector('.design-facet[open] > .design-choices').getBoundingClientRect();
                             return left >= 0 && right <= innerWidth && document.querySelector('main').scrollWidth <= innerWidth";
                if !reader.ask::<bool>(place, json!([])) {
                    reader.complain("decisions.html", &format!("menu {menu} leaves the window, {direction}"));
                }
                // It may lie over the others.
                reader.press(keys::ESCAPE);
            }
        }
    });
}

/// Twelve documents with one decision each; every third has two tags, and one's words are like code.
fn book_of_two_tables(host: Host) -> Site {
    let mut files = vec![
        ("book.toml".to_owned(), "[book]\ntitle = \"T\"\n[preprocessor.design-docs]\nindex = \"two.md\"\n".to_owned()),
        ("src/deep/print.md".to_owned(), "# Deep\n\n{{#decisions}}\n".to_owned()),
        ("src/two.md".to_owned(), "# Two\n\n{{#decisions group=tag}}\n\n{{#design-docs}}\n".to_owned()),
    ];
    let mut summary = "# Summary\n\n- [Two](two.md)\n- [Deep](deep/print.md)\n".to_owned();
    for n in 1..=12 {
        let tags = if n % 3 == 0 { "[red, \"b,l&<u>e\"]" } else { "[red]" };
        let area = if n == 7 { "`{{x}}` \"&amp;\" </script>" } else { "Store" };
        summary.push_str(&format!("- [D{n}](designs/d{n}.md)\n"));
        files.push((
            format!("src/designs/d{n}.md"),
            format!(
                "---\nstatus: accepted\ntags: {tags}\n---\n# D{n} Design Document\n\n## Design Decisions\n\n### 1. {area}\n\n\
                 Will use files because:\n- small\n"
            ),
        ));
    }
    files.push(("src/SUMMARY.md".to_owned(), summary));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    build(host, &files)
}

#[test]
fn each_table_of_a_page_has_its_own_filter() {
    read_books("two", book_of_two_tables, |reader| {
        let live = |reader: &Reader| -> Vec<String> {
            reader
                .ask("return [...document.querySelectorAll('output')].map(({ textContent }) => textContent)", json!([]))
        };
        let visible = |reader: &Reader| -> Vec<usize> {
            let script = "return [...document.querySelectorAll('.design-index')].map((index) =>
                              [...index.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).length)";
            reader.ask(script, json!([]))
        };
        // Of the first table's sixteen rows four are there a second time.
        for (query, rows, says) in [
            ("", [16, 12], ["12 of 12", "12 of 12"]),
            ("q=d3", [2, 12], ["1 of 12", "12 of 12"]),
            ("2.q=d1", [16, 4], ["12 of 12", "4 of 12"]),
            ("tag=b%2Cl%26%3Cu%3Ee&2.q=d12", [8, 1], ["4 of 12", "1 of 12"]),
            ("q=%26+%3C/script%3E", [1, 12], ["1 of 12", "12 of 12"]),
        ] {
            reader.open_at("two.html", query, DESKTOP);
            reader.expect(query, &visible(reader), &rows.to_vec());
            reader.expect(query, &live(reader), &says.map(str::to_owned).to_vec());
        }
        reader.open("deep/print.html", DESKTOP);
        reader.expect("a page that is called like mdBook's for printing", &live(reader), &vec!["12 of 12".to_owned()]);
        reader.open_at("two.html", "2.q=d1", DESKTOP);
        reader.choose("Tags", "b,l&<u>e");
        reader.expect("both in the address", &reader.shown().address, &"2.q=d1&tag=b,l&<u>e".to_owned());
    });
}
