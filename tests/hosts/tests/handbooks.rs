//! Handbooks built by the real hosts: with the program, nothing that an author wrote is gone from the pages (laws L3 and L5), and
//! the index leads where it says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use mdbook_design_docs::document::front_matter;
use scraper::{ElementRef, Html, Selector};
use support::book::{BookFolder, build, build_without};
use support::host::Host;
use support::pages::rules::Rules;
use support::pages::{ids, sections};
use support::program::program;
use support::site::Site;

/// All golden documents in one book; `plain` without their front matter, as a host without us should have got them.
fn golden_documents(plain: bool) -> Vec<(String, String)> {
    let root = support::repository().join("tests/documents");
    let mut names: Vec<String> = fs::read_dir(&root)
        .expect("the cases")
        .map(|entry| entry.expect("a case").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut summary = String::from("# Summary\n\n- [Welcome](README.md)\n");
    let mut files = vec![("src/README.md".to_owned(), "# Welcome\n".to_owned())];
    for name in names {
        let text = fs::read_to_string(root.join(&name).join("in.md")).expect("a document");
        let start = if plain { front_matter::parse_front_matter(&text).map_or(0, |found| found.span.end) } else { 0 };
        // Files that aren't there are another test's matter.
        let text = text[start..].replace("{{#include", "{{#missing");
        summary.push_str(&format!("- [{name}](designs/{name}.md)\n"));
        files.push((format!("src/designs/{name}.md"), text));
    }
    files.push(("src/SUMMARY.md".to_owned(), summary));
    files.push((
        "book.toml".to_owned(),
        "[book]\ntitle = \"T\"\n[preprocessor.design-docs]\nindex = \"log.md\"\n".to_owned(),
    ));
    files
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn select<'h>(page: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the elements of a page say.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    select(&html, selector).iter().map(|element| words(&element.text().collect::<String>())).collect()
}

#[test]
fn nothing_is_gone_from_any_page() {
    let (with, without) = (golden_documents(false), golden_documents(true));
    let rules = Rules::new(Vec::new());
    for host in Host::ALL {
        let (with, without) = (build(host, &borrowed(&with)), build_without(host, &borrowed(&without)));
        let pages = without.pages();
        assert!(pages.len() > 40);
        for page in pages.iter().filter(|page| page.starts_with("designs/")) {
            let (old, new) = (without.page(page), with.page(page));
            let failures = [sections::compare(&old, &new, &rules), ids::compare(&old, &new, &rules)].concat();
            assert!(failures.is_empty(), "{host:?} {page}: {failures:#?}");
        }
    }
}

/// The program's `fmt` on a book, for a host; gives the files afterwards, and how many it named.
fn formatted(host: Host, files: &[(String, String)]) -> (Vec<(String, String)>, usize) {
    let book = BookFolder::new(&borrowed(files));
    let generation = if host == Host::Mdbook04 { "0.4" } else { "0.5" };
    let fmt = |more: &[&str]| {
        let mut program = Command::new(program());
        let output = program.arg("fmt").arg(book.root()).args(["--mdbook", generation]).args(more).output();
        output.expect("the program starts")
    };
    let output = fmt(&[]);
    assert_eq!(output.status.code(), Some(0), "{host:?}");
    let notes = String::from_utf8(output.stderr).expect("the program writes UTF-8");
    // A heading that can't be written anew; and in the file, the order could be had that can't be had with what the page shows behind it.
    let refused: Vec<&str> =
        notes.lines().filter_map(|note| note.rsplit_once(".md stays")?.0.rsplit('/').next()).collect();
    assert_eq!(refused, ["lone-carriage-return", "moves-fence-in-item"], "{host:?}: {notes}");
    let again = fmt(&["--check"]);
    assert_eq!(
        (again.status.code(), &*again.stdout),
        (Some(0), &b""[..]),
        "{host:?}: formatting again changes nothing"
    );
    let read = |path: &String| fs::read_to_string(book.root().join(path)).expect("the file is there");
    let files = files.iter().map(|(path, _)| (path.clone(), read(path))).collect();
    (files, output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count())
}

/// A page's content, as HTML, with white space as it is shown.
fn content(page: &str) -> String {
    select(&Html::parse_document(page), "main").iter().map(|main| words(&main.inner_html())).collect()
}

#[test]
fn formatted_documents_have_the_pages_that_they_had() {
    let before = golden_documents(false);
    for host in Host::ALL {
        let (after, changed) = formatted(host, &before);
        assert!(changed >= 20, "{host:?}: {changed} documents are formatted");
        let (old, new) = (build(host, &borrowed(&before)), build(host, &borrowed(&after)));
        assert_eq!(old.pages(), new.pages());
        for page in old.pages().iter().filter(|page| *page != "print.html") {
            assert_eq!(content(&new.page(page)), content(&old.page(page)), "{host:?} {page}");
        }
    }
}

const LEDGER: &str = "# Ledger Design Document\n\nStatus: Accepted\n\n## Design Decisions\n\n### Storage\n\nWill use `sqlite` because:\n- small\n\n### 2. Queue | <b>fast</b>\n\nWe will use [Kafka](https://k.example) and `{{#include x}}` and `a|b` <script>alert(1)</script> *now*.\n\n## Requirements\n\nSome.\n\n## References\n\nNone.\n";
const CACHE: &str = "---\nstatus: draft\n---\n\n# Cache <Fast> Design Document\n\n## Requirements\n\nx\n\n## Design Decisions\n\n### 1. Size\n\nApproach: 1 GB.\n\n## References\n\ny\n";

/// A book with documents at two depths, one of them a README, and the given list of other chapters.
fn book<'b>(toml: &'b str, summary: &'b str, files: &[(&'b str, &'b str)]) -> Vec<(&'b str, &'b str)> {
    let mut all = vec![
        ("book.toml", toml),
        ("src/SUMMARY.md", summary),
        ("src/README.md", "# Welcome\n\nThe ledger is {{#design-status designs/ledger.md}} today.\n"),
        ("src/designs/ledger.md", LEDGER),
        ("src/designs/cache/README.md", CACHE),
    ];
    all.extend(files);
    all
}

const CHAPTERS: &str =
    "# Summary\n\n[Welcome](README.md)\n\n- [Ledger](designs/ledger.md)\n  - [Cache](designs/cache/README.md)\n";
const TOML: &str = "[book]\ntitle = \"T\"\n[output.html]\nsite-url = \"/handbook/\"\n[preprocessor.design-docs]\n";

fn index_of(site: &Site, page: &str) -> Vec<Vec<String>> {
    let html = Html::parse_document(&site.page(page));
    select(&html, "main .design-index tbody tr")
        .iter()
        .map(|row| {
            row.select(&Selector::parse("td").expect("a selector"))
                .map(|cell| words(&cell.text().collect::<String>()))
                .collect()
        })
        .collect()
}

fn expected_index() -> Vec<Vec<String>> {
    [
        ["1. Storage", "Will use sqlite", "Ledger", "Accepted"],
        [
            "2. Queue | fast",
            "We will use Kafka and {{#include x}} and a|b <script>alert(1)</script> now",
            "Ledger",
            "Accepted",
        ],
        ["1. Size", "1 GB", "Cache <Fast>", "Draft"],
    ]
    .iter()
    .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
    .collect()
}

#[test]
fn the_index_is_a_listed_page_a_draft_or_an_added_page() {
    let listed = format!("{CHAPTERS}- [Log](log/decisions.md)\n");
    let listed_readme = format!("{CHAPTERS}- [Log](log/README.md)\n");
    let draft = format!("{CHAPTERS}- [Decisions]()\n");
    let toml = |index: &str| format!("{TOML}index = \"{index}\"\n");
    let (nested, readme, top) = (toml("log/decisions.md"), toml("log/README.md"), toml("decisions.md"));
    let books = [
        (book(&nested, &listed, &[("src/log/decisions.md", "# Log\n\nAll of them.\n")]), "log/decisions.html"),
        (
            book(&nested, &listed, &[("src/log/decisions.md", "# Log\n{{#decisions}}\n\nThat was all.\n")]),
            "log/decisions.html",
        ),
        (book(&readme, &listed_readme, &[("src/log/README.md", "")]), "log/index.html"),
        (book(&top, &draft, &[]), "decisions.html"),
        (book(&top, CHAPTERS, &[]), "decisions.html"),
    ];
    for host in Host::ALL {
        for (files, page) in &books {
            let site = build(host, files);
            // Where nobody asks for an order, what is open comes first.
            let by_phase = !files.iter().any(|(_, text)| text.contains("{{#decisions}}"));
            let mut expected = expected_index();
            expected.rotate_right(usize::from(by_phase));
            assert_eq!(index_of(&site, page), expected, "{host:?} {page}");
            assert!(site.broken_links().is_empty(), "{host:?} {page}: {:?}", site.broken_links());
            let links = site.links(page);
            let to: Vec<String> = links.iter().map(|link| format!("{}#{}", link.page, link.fragment)).collect();
            for expected in ["designs/ledger.html#storage", "designs/ledger.html#", "designs/cache/index.html#1-size"] {
                assert!(to.contains(&expected.to_owned()), "{host:?} {expected} {to:?}");
            }
            let print = Html::parse_document(&site.page("print.html"));
            assert_eq!(select(&print, ".design-index tbody tr").len(), 3, "{host:?} {page}: in the print page");
            let html = Html::parse_document(&site.page(page));
            assert!(select(&html, "main .design-index b").is_empty(), "{host:?} {page}: nothing is injected");
            let scripts = select(&html, "main script");
            let ours = scripts.iter().all(|script| script.inner_html().contains("design-controls"));
            assert!(scripts.len() == 1 && ours, "{host:?} {page}: one script, and ours");
            let badge = Html::parse_document(&site.page("index.html"));
            let badges = select(&badge, "main p .design-status[data-status=accepted]");
            assert_eq!(badges.len(), 1, "{host:?}: the badge in prose");
        }
    }
}

#[test]
fn search_finds_decisions_and_nothing_for_machines() {
    for host in Host::ALL {
        let index = support::book::build_example_book(host).search_index();
        let addresses = index["doc_urls"].as_array().expect("addresses").iter().filter_map(|address| address.as_str());
        let addresses: Vec<&str> = addresses.collect();
        let docs = index["index"]["documentStore"]["docs"].as_object().expect("documents");
        let texts: Vec<(&str, &str, &str)> = docs
            .iter()
            .map(|(id, doc)| {
                let text = |key: &str| doc[key].as_str().expect("text");
                (addresses[id.parse::<usize>().expect("a place")], text("title"), text("body"))
            })
            .collect();
        // The area and the choice of one decision, on the index page and where it stands.
        for page in ["decisions.html", "designs/ledger.html"] {
            let is_found = |(address, title, body): &(&str, &str, &str)| {
                let words = format!("{title} {body}");
                address.starts_with(page) && words.contains("Storage engine") && words.contains("Will use PostgreSQL")
            };
            assert!(texts.iter().any(is_found), "{host:?}: {page}");
        }
        // The manual writes about all of this.
        for (address, _, body) in texts.iter().filter(|(address, ..)| !address.starts_with("manual/")) {
            for machine in [
                "design-index",
                "design-status",
                "design-group",
                "data-",
                "color-mix",
                "querySelector",
                "\"facets\"",
                "{shown}",
                "<span",
                "</",
                "{\"",
            ] {
                assert!(!body.contains(machine), "{host:?} {address}: {machine} in {body}");
            }
        }
    }
}

#[test]
fn nothing_is_written_into_the_book() {
    for host in Host::ALL {
        let site = build(host, &book(TOML, CHAPTERS, &[]));
        let root = site.path("").parent().expect("the book's folder").to_owned();
        let listed = |folder: &Path| -> BTreeSet<String> {
            let entries = fs::read_dir(folder).expect("a folder");
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(listed(&root), ["book", "book.toml", "src"].map(str::to_owned).into(), "{host:?}");
        assert_eq!(
            listed(&root.join("src")),
            ["README.md", "SUMMARY.md", "designs"].map(str::to_owned).into(),
            "{host:?}"
        );
        assert_eq!(fs::read_to_string(root.join("src/designs/ledger.md")).expect("the document"), LEDGER, "{host:?}");
    }
}

#[test]
fn what_is_not_claimed_leaves_no_trace() {
    let documents = [
        ("B", "Status: Accepted"),
        ("Part", "Status: Accepted, partially superseded by [B](b.md)"),
        ("Not", "Status: Accepted. Not superseded by [B](b.md)"),
        ("Maybe", "Status: Accepted. It may be superseded by [B](b.md) later"),
        ("Wrap", "**Status:** Superseded by\n[B](b.md)"),
        ("Dead", "Status: Rejected\nSupersedes: [B](b.md)"),
        ("One", "Status: Accepted, supersedes [Two](two.md)"),
        ("Two", "Status: Accepted, supersedes [One](one.md)"),
    ];
    let path = |name: &str| format!("designs/{}.md", name.to_lowercase());
    let entries: String = documents.iter().map(|(name, _)| format!("- [{name}]({})\n", path(name))).collect();
    let mut files = vec![
        ("book.toml".to_owned(), TOML.to_owned()),
        ("src/SUMMARY.md".to_owned(), format!("# Summary\n\n{entries}")),
    ];
    files.extend(documents.iter().map(|(name, status)| {
        (format!("src/{}", path(name)), format!("# {name} Design Document\n\n{status}\n\n## Current Context\n\nx\n"))
    }));
    for host in Host::ALL {
        let site = build(host, &borrowed(&files));
        let shown = |name: &str, selector: &str| {
            texts(&site.page(&path(name).replace(".md", ".html")), &format!(".design-header {selector}"))
        };
        for (name, _) in documents {
            let banner = shown(name, ".design-banner");
            let expected: &[&str] = if name == "Wrap" { &["Superseded by B"] } else { &[] };
            assert_eq!(banner, expected, "{host:?}: {name}");
        }
        assert_eq!(shown("B", "li"), ["Supersedes Wrap", "Amends Part"], "{host:?}");
        for name in ["Part", "Not", "Maybe", "One", "Two"] {
            assert!(shown(name, "li").is_empty(), "{host:?}: {name} {:?}", shown(name, "li"));
        }
    }
}

#[test]
fn relations_are_shown_on_both_pages_and_in_the_index() {
    let decided = "## Design Decisions\n\n### 1. Store\n\nWill use files because:\n- small\n\n### 2. Queue\n\nWill use none because:\n- small\n";
    let files = [
        ("book.toml", TOML.to_owned()),
        (
            "src/SUMMARY.md",
            "# Summary\n\n[Welcome](README.md)\n\n- [Old](designs/old.md)\n- [Middle](designs/middle.md)\n- [New <i>](designs/sub/README.md)\n- [Next](designs/next.md)\n"
                .to_owned(),
        ),
        ("src/README.md", "# Welcome\n".to_owned()),
        ("src/designs/old.md", format!("# Old Design Document\n\nStatus: Accepted\n\n{decided}")),
        (
            "src/designs/middle.md",
            format!("---\nstatus: superseded by [New](sub/README.md)\nsupersedes: [old.md, \"https://example.org/x\"]\n---\n# Middle Design Document\n\n{decided}"),
        ),
        (
            "src/designs/sub/README.md",
            format!("# New \\<i\\> Design Document\n\nStatus: Accepted\n\n- Depends on: [Next](../next.md)\n- Relates to: nobody\n\n{decided}"),
        ),
        ("src/designs/next.md", format!("---\nstatus: accepted\nsupersedes: ../designs/sub/README.md#2\n---\n# Next Design Document\n\n{decided}")),
    ];
    for host in Host::ALL {
        let site = build(host, &borrowed(&files.clone().map(|(path, text)| (path.to_owned(), text))));
        let header = |page: &str, selector: &str| texts(&site.page(page), selector);
        let banner = ".design-header .design-banner";
        assert_eq!(header("designs/old.html", banner), ["Superseded by New <i>"], "{host:?}");
        assert_eq!(header("designs/middle.html", banner), ["Superseded by New <i>"], "{host:?}");
        assert!(header("designs/sub/index.html", banner).is_empty(), "{host:?}: a part of it is superseded");
        let items = ".design-header li";
        assert!(header("designs/old.html", items).contains(&"Superseded by Middle".to_owned()), "{host:?}");
        assert!(
            header("designs/middle.html", items).contains(&"Supersedes old.md, https://example.org/x".to_owned()),
            "{host:?} {:?}",
            header("designs/middle.html", items)
        );
        let of_new = header("designs/sub/index.html", items);
        for expected in ["Supersedes Middle", "Superseded by (2. Queue) Next", "Depends on Next", "Relates to nobody"] {
            assert!(of_new.contains(&expected.to_owned()), "{host:?} {expected}: {of_new:?}");
        }
        assert!(header("designs/next.html", items).contains(&"Needed by New <i>".to_owned()), "{host:?}");
        let statuses = header("decisions.html", ".design-index tbody tr td:last-child");
        let expected = [
            "Accepted Superseded by New <i>",
            "Accepted Superseded by New <i>",
            "Accepted",
            "Accepted Superseded by Next",
            "Accepted",
            "Accepted",
            "Superseded Superseded by New <i>",
            "Superseded Superseded by New <i>",
        ];
        assert_eq!(statuses, expected, "{host:?}");
        assert!(site.broken_links().is_empty(), "{host:?}: {:?}", site.broken_links());
    }
}

#[test]
fn collections_have_their_own_templates_and_statuses() {
    let settings = "[book]\ntitle = \"T\"\n[preprocessor.design-docs]\n\
        [preprocessor.design-docs.collections.rec]\ndocs = [\"rec/*.md\"]\ntemplate = \"record.md\"\nlabel = \"The <Records>\"\nmissing-sections = \"omit\"\n\
        [preprocessor.design-docs.collections.rec.statuses.standing]\nphase = \"decided\"\naliases = [\"active\"]\n";
    let choice = "### 1. Store\n\nWill use files because:\n- small\n";
    let files = [
        ("book.toml", settings.to_owned()),
        ("record.md", "# [Title]\n\n## Context\n\n## Outcome\n\n<!-- design-docs: decisions -->\n\n### 1. [Area]\n".to_owned()),
        (
            "src/SUMMARY.md",
            "# Summary\n\n- [D](designs/d.md)\n- [R](rec/7.md)\n- [S](rec/8.md)\n- [Tables](tables.md)\n".to_owned(),
        ),
        ("src/designs/d.md", format!("# D Design Document\n\nStatus: Active\n\n## Design Decisions\n\n{choice}")),
        ("src/rec/7.md", format!("# Seven\n\nStatus: Active\n\n## Outcome\n\n{choice}\n## Context\n\nRain.\n")),
        ("src/rec/8.md", "# Eight\n\nStatus: Standing\n".to_owned()),
        (
            "src/tables.md",
            "# Tables\n\n{{#design-docs collection=rec columns=document,status,collection}}\n\n{{#design-docs status=living}}\n".to_owned(),
        ),
    ];
    for host in Host::ALL {
        let site = build(host, &borrowed(&files.clone().map(|(path, text)| (path.to_owned(), text))));
        let found = |page: &str, selector: &str| texts(&site.page(page), selector);
        assert_eq!(found("designs/d.html", ".design-status"), ["Living"], "{host:?}");
        assert_eq!(found("rec/7.html", ".design-status"), ["Standing"], "{host:?}");
        assert_eq!(found("rec/7.html", "main h2"), ["Context", "Outcome"], "{host:?}: its own template's order");
        assert_eq!(found("rec/8.html", "main h2"), Vec::<String>::new(), "{host:?}: its own way with what is missing");
        assert!(found("designs/d.html", "main h2").contains(&"Testing Strategy".to_owned()), "{host:?}");
        let cells = found("tables.html", ".design-index tbody td");
        let records = ["Seven", "Standing", "The <Records>", "Eight", "Standing", "The <Records>"];
        assert_eq!(cells[..6], records, "{host:?}");
        assert_eq!(cells[6..9], ["D", "Living", "1"], "{host:?}");
        let index = found("decisions.html", ".design-index tbody td:last-child");
        assert_eq!(index, ["Design documents", "The <Records>"], "{host:?}");
        assert!(site.broken_links().is_empty(), "{host:?}: {:?}", site.broken_links());
    }
}

#[test]
fn a_sentence_links_to_a_decision_with_its_status() {
    let decisions = "## Design Decisions\n\n### 1. Store <fast>\n\nWill use files because:\n- small\n\n### 2. Queue\n\n**Status:** Rejected\n\nWill use Kafka because:\n- fast\n";
    let files = [
        ("book.toml", "[book]\ntitle = \"T\"\n[preprocessor.design-docs]\n[preprocessor.design-docs.collections.adr]\ndocs = \"adr/*.md\"\ntemplate = \"nygard\"\n".to_owned()),
        ("src/SUMMARY.md", "# Summary\n\n- [D](designs/d.md)\n- [R](adr/0007-r.md)\n- [P](notes/p.md)\n".to_owned()),
        ("src/designs/d.md", format!("# D Design Document\n\nStatus: Accepted\n\nAs {{{{#decision #2}}}} says.\n\n{decisions}")),
        ("src/adr/0007-r.md", "# 7. Use files\n\n## Status\n\nAccepted\n\n## Context\n\nRain.\n\n## Decision\n\nWe will use files.\n\n## Consequences\n\nMore files.\n".to_owned()),
        (
            "src/notes/p.md",
            "# P\n\nOne {{#decision ../designs/d.md#1}}.\n\n- Two **{{#decision /designs/d.md#2}}**\n\n| Three |\n|---|\n| {{#decision ../adr/0007-r.md}} |\n\n\
             Four {{#decision ../designs/d.md#2-queue}}. Five {{#decision ../designs/d.md#9}}, six {{#decision ../designs/d.md}}, `{{#decision x}}`.\n"
                .to_owned(),
        ),
    ];
    for host in Host::ALL {
        let site = build(host, &borrowed(&files.clone().map(|(path, text)| (path.to_owned(), text))));
        let page = site.page("notes/p.html");
        let links: Vec<String> = texts(&page, "main a[href*='.html']:not(.header, [rel])");
        assert_eq!(
            links[..4],
            ["D, 1. Store <fast>", "D, 2. Queue", "7. Use files", "D, 2. Queue"],
            "{host:?}: {links:?}"
        );
        let badges = texts(&page, "main .design-status");
        assert_eq!(badges, ["Accepted", "Rejected", "Accepted", "Rejected"], "{host:?}");
        let words = texts(&page, "main").concat();
        for left in ["{{#decision ../designs/d.md#9}}", "{{#decision ../designs/d.md}}", "{{#decision x}}"] {
            assert!(words.contains(left), "{host:?}: {left} stays: {words}");
        }
        let own = texts(&site.page("designs/d.html"), "main > p a");
        assert_eq!(own, ["2. Queue"], "{host:?}");
        assert!(site.broken_links().is_empty(), "{host:?}: {:?}", site.broken_links());
    }
}

#[test]
fn a_book_can_serve_its_own_style_and_script() {
    let rows = "## Design Decisions\n\n### 1. Store\n\nWill use files because:\n- small\n\n### 2. Queue\n\nWill use Kafka because:\n- fast\n";
    for (assets, expected) in [("inline", 1), ("none", 0)] {
        let settings = format!("[book]\ntitle = \"T\"\n[preprocessor.design-docs]\nassets = \"{assets}\"\n");
        let files = [
            ("book.toml", settings),
            ("src/SUMMARY.md", "# Summary\n\n- [D](designs/d.md)\n- [All](decisions.md)\n".to_owned()),
            (
                "src/designs/d.md",
                format!(
                    "A {{{{#design-status d.md}}}} stands above.\n\n# D Design Document\n\nStatus: Accepted\n\n{{{{#decisions}}}}\n\n{rows}"
                ),
            ),
            (
                "src/decisions.md",
                "# All\n\n{{#design-docs}}\n\n{{#decisions}}\n\nA {{#design-status designs/d.md}}.\n".to_owned(),
            ),
        ];
        for host in Host::ALL {
            let site = build(host, &borrowed(&files.clone().map(|(path, text)| (path.to_owned(), text))));
            for page in ["designs/d.html", "decisions.html"] {
                let html = Html::parse_document(&site.page(page));
                assert_eq!(select(&html, "main style").len(), expected, "{host:?} {assets} {page}");
                let scripts = if page == "decisions.html" { expected } else { 0 };
                assert_eq!(select(&html, "main script").len(), scripts, "{host:?} {assets} {page}");
            }
            let html = Html::parse_document(&site.page("decisions.html"));
            let controls = select(&html, ".design-controls[data-index]");
            assert_eq!(
                controls.len(),
                1,
                "{host:?}: a script of its own has what it needs, where there are rows to filter"
            );
        }
    }
}
