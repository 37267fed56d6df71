use std::sync::Arc;

use super::*;
use crate::catalog::{DecisionRecord, DocumentRecord};
use crate::collection::{CollectionName, OWN};
use crate::directive::BookWords;
use crate::document::identifier::{IdSource, Identifier};
use crate::markdown::{Dialect, Inline, parse};
use crate::path::BookPath;
use crate::settings::{Assets, Labels, Settings};
use crate::status::Statuses;
use crate::text::Span;

fn options(html: bool, labels: &Labels) -> RenderOptions<'_> {
    RenderOptions { html, labels, assets: Assets::Inline, dialect: Dialect::V05 }
}

fn inline(markdown: &str) -> Inline {
    let parsed = parse(markdown, 0, Dialect::V05).expect("the parser reads it");
    Inline::from_events(&parsed.events)
}

/// A document `designs/<name>.md`; its decisions are `area | choice | status`, with the document's status if there is
/// none.
fn document(name: &str, status: &str, date: &str, tags: &[&str], decisions: &[&str]) -> DocumentRecord {
    let statuses = Statuses::default();
    let decision = |(nth, line): (usize, &&str)| {
        let mut parts = line.split('|').map(str::trim);
        let area = inline(parts.next().unwrap_or_default());
        let choice = parts.next().filter(|choice| !choice.is_empty()).map(inline);
        let status = statuses.with_id(parts.next().unwrap_or(status)).cloned();
        let number = u32::try_from(nth).expect("a few") + 1;
        DecisionRecord {
            number,
            is_document: false,
            area,
            choice,
            status,
            fragment: Some(format!("{number}")),
            superseded_by: Vec::new(),
        }
    };
    DocumentRecord {
        collection: Arc::new(CollectionName::new(OWN, None)),
        path: BookPath::of_chapter(&format!("designs/{name}.md")).into_owned(),
        is_read: true,
        name: inline(name),
        identifier: None,
        status_span: Span::at(0),
        title_span: Span::at(0),
        chapter: 0,
        references: Vec::new(),
        superseded_by: Vec::new(),
        status: statuses.with_id(status).cloned(),
        date: Some(date.to_owned()).filter(|date| !date.is_empty()),
        authors: vec!["Ada".to_owned()],
        tasks: None,
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        decisions: decisions.iter().enumerate().map(decision).collect(),
    }
}

fn catalog() -> Catalog {
    let documents = vec![
        document(
            "Ledger",
            "accepted",
            "2026-03-01",
            &["Money", "core"],
            &["Storage | Use `sqlite`", "rounding | Half even"],
        ),
        document("Cache", "", "", &[], &["storage | | draft", " | Drop it"]),
        document("Auth", "draft", "2026-01-15", &["CORE"], &[]),
    ];
    Catalog { documents, ..Catalog::default() }
}

fn query(listing: Listing, arguments: &str) -> Query {
    Query::parse(arguments, Span::new(0, arguments.len()), listing, &BookWords::from_settings(&Settings::default()))
        .expect("valid arguments")
}

fn decisions_table(catalog: &Catalog, query: &Query, page: &PageContext<'_>) -> String {
    Tables::new(catalog, *page, false).write(Listing::Decisions, query)
}

fn documents_table(catalog: &Catalog, query: &Query, page: &PageContext<'_>) -> String {
    Tables::new(catalog, *page, false).write(Listing::Documents, query)
}

fn plain(listing: Listing, arguments: &str) -> String {
    let labels = Labels::default();
    let page = PageContext { path: "decisions.md", options: options(false, &labels) };
    let query = query(listing, arguments);
    match listing {
        Listing::Decisions => decisions_table(&catalog(), &query, &page),
        Listing::Documents => documents_table(&catalog(), &query, &page),
    }
}

#[test]
fn a_decision_that_is_its_document_has_the_documents_number() {
    let labels = Labels::default();
    let page = PageContext { path: "decisions.md", options: options(false, &labels) };
    for (identifier, area, expected) in [
        (Some("0012"), "Store", "| [12. Store](designs/Store.md#1) |"),
        (Some("RFC-7"), "Store", "| [7. Store](designs/Store.md#1) |"),
        (Some("20210113"), "Store", "| [Store](designs/Store.md#1) |"),
        (None, "Store", "| [Store](designs/Store.md#1) |"),
        (Some("3"), "", "| [3](designs/Store.md#1) |"),
        (None, "", "| [designs/Store.md](designs/Store.md#1) |"),
    ] {
        let mut document = document("Store", "accepted", "", &[], &[area]);
        document.identifier = identifier.map(|words| Identifier::new(words, IdSource::Field, None));
        document.decisions[0].is_document = true;
        let catalog = Catalog { documents: vec![document], ..Catalog::default() };
        let table = decisions_table(&catalog, &query(Listing::Decisions, ""), &page);
        assert!(table.contains(expected), "{identifier:?} {area:?}: {table}");
    }
}

#[test]
fn decisions_as_markdown() {
    let expected = "\
**Decisions:** 4 · Draft\u{a0}1 · Accepted\u{a0}2 · No status\u{a0}1

| Decision | Choice | Document | Status |
| --- | --- | --- | --- |
| [1. Storage](designs/Ledger.md#1) | Use `sqlite` | [Ledger](designs/Ledger.md) | **Accepted** |
| [2. rounding](designs/Ledger.md#2) | Half even | [Ledger](designs/Ledger.md) | **Accepted** |
| [1. storage](designs/Cache.md#1) | – | [Cache](designs/Cache.md) | **Draft** |
| [2](designs/Cache.md#2) | Drop it | [Cache](designs/Cache.md) | **No status** |
";
    assert_eq!(plain(Listing::Decisions, ""), expected);
}

#[test]
fn documents_as_html() {
    let labels = Labels { date: "Datum | Tag".to_owned(), ..Labels::default() };
    let page = PageContext { path: "log/README.md", options: options(true, &labels) };
    let query = query(Listing::Documents, "status=draft columns=document,date,tags");
    let expected = "\
<div class=\"design-index\">

<div class=\"design-summary\">

**Documents:** 1

- <span class=\"design-phase\">Open\u{a0}1</span> <span class=\"design-tally\"><span class=\"design-status\" data-status=\"draft\" data-phase=\"open\">Draft</span>\u{a0}1</span>

</div>

<div class=\"design-group\" id=\"design-log-readme-1-1\">

| <span data-column=\"document\">Document</span> | <span data-column=\"date\">Datum &#124; Tag</span> | <span data-column=\"tags\">Tags</span> |
| --- | --- | --- |
| [Auth](../designs/Auth.md) | <span class=\"design-cell\" data-label=\"Datum &#124; Tag\">2026-01-15</span> | <span class=\"design-cell\" data-label=\"Tags\">CORE</span> |

</div>

</div>
";
    assert_eq!(documents_table(&catalog(), &query, &page), expected);
}

#[test]
fn a_table_without_rows_says_so() {
    let labels = Labels { nothing_to_list: "Nichts *da*".to_owned(), ..Labels::default() };
    let page = |html| PageContext { path: "a.md", options: options(html, &labels) };
    let query = Query::all();
    let empty = Catalog::default();
    assert_eq!(decisions_table(&empty, &query, &page(false)), "Nichts \\*da\\*\n");
    assert_eq!(
        documents_table(&empty, &query, &page(true)),
        "<div class=\"design-index\">\n\nNichts \\*da\\*\n\n</div>\n"
    );
}

/// The first cell of each row, and the labels of parts.
fn outline(listing: Listing, arguments: &str) -> Vec<String> {
    let written = plain(listing, arguments);
    let lines = written.lines().filter(|line| !line.starts_with("| ---") && !line.is_empty()).skip(1);
    let lines = lines.filter(|line| !line.starts_with("| Decision") && !line.starts_with("| Document"));
    lines
        .map(|line| match line.strip_prefix("| [") {
            Some(row) => {
                row.replacen("](designs/", " ", 1).split(['.', ')']).next().unwrap_or_default().to_owned()
                    + row.split_once("](").map_or("", |(text, _)| text.split_once('.').map_or("", |(_, area)| area))
            }
            None => line.to_owned(),
        })
        .collect()
}

#[test]
fn parts_have_an_order() {
    for (listing, arguments, expected) in [
        (
            Listing::Decisions,
            "group=status",
            &[
                "**Draft** (1)",
                "1 storage",
                "**Accepted** (2)",
                "1 Storage",
                "2 rounding",
                "**No status** (1)",
                "2 Cache",
            ][..],
        ),
        (
            Listing::Decisions,
            "group=phase",
            &[
                "**Open** (1)",
                "1 storage",
                "**Decided** (2)",
                "1 Storage",
                "2 rounding",
                "**No status** (1)",
                "2 Cache",
            ],
        ),
        (
            Listing::Decisions,
            "group=area",
            &["**rounding** (1)", "2 rounding", "**Storage** (2)", "1 Storage", "1 storage", "**–** (1)", "2 Cache"],
        ),
        (
            Listing::Decisions,
            "group=document sort=-number",
            &["**Ledger** (2)", "2 rounding", "1 Storage", "**Cache** (2)", "2 Cache", "1 storage"],
        ),
        (
            Listing::Documents,
            "group=tag",
            &[
                "**core** (2)",
                "Ledger Ledger",
                "Auth Auth",
                "**Money** (1)",
                "Ledger Ledger",
                "**–** (1)",
                "Cache Cache",
            ],
        ),
        (
            Listing::Documents,
            "group=area area=*",
            &["**rounding** (1)", "Ledger Ledger", "**Storage** (2)", "Ledger Ledger", "Cache Cache"],
        ),
        (Listing::Documents, "group=collection tag=core", &["**Design documents** (2)", "Ledger Ledger", "Auth Auth"]),
    ] {
        assert_eq!(outline(listing, arguments), expected, "{arguments}");
    }
}

#[test]
fn rows_are_filtered_and_sorted() {
    let documents = |arguments: &str| outline(Listing::Documents, arguments);
    for (arguments, expected) in [
        ("sort=date", ["Auth Auth", "Ledger Ledger", "Cache Cache"]),
        ("sort=-date", ["Ledger Ledger", "Auth Auth", "Cache Cache"]),
        ("sort=status", ["Auth Auth", "Ledger Ledger", "Cache Cache"]),
        ("sort=-status", ["Ledger Ledger", "Auth Auth", "Cache Cache"]),
        ("sort=-document", ["Auth Auth", "Cache Cache", "Ledger Ledger"]),
        ("sort=area", ["Ledger Ledger", "Cache Cache", "Auth Auth"]),
    ] {
        assert_eq!(documents(arguments), expected, "{arguments}");
    }
    for (arguments, expected) in [
        ("area=storage", &["1 Storage", "1 storage"][..]),
        ("area=storage,rounding status=accepted", &["1 Storage", "2 rounding"]),
        ("area=!storage", &["2 rounding", "2 Cache"]),
        ("area=!*", &["2 Cache"]),
        ("phase=decided", &["1 Storage", "2 rounding"]),
        ("phase=none", &["2 Cache"]),
        ("document=ledger", &["1 Storage", "2 rounding"]),
        ("document=designs/c*", &["1 storage", "2 Cache"]),
        ("tag=money", &["1 Storage", "2 rounding"]),
        ("author=ada sort=area,-document", &["2 rounding", "1 storage", "1 Storage", "2 Cache"]),
        ("author=!ada", &[]),
        ("sort=number", &["1 Storage", "1 storage", "2 rounding", "2 Cache"]),
    ] {
        assert_eq!(outline(Listing::Decisions, arguments), expected, "{arguments}");
    }
}

/// A table stands where a paragraph was: what follows it in the next line stays what it is.
#[test]
fn what_follows_a_table_is_no_part_of_it() {
    for html in [true, false] {
        let labels = Labels::default();
        let page = PageContext { path: "a.md", options: options(html, &labels) };
        let table = decisions_table(&catalog(), &Query::all(), &page);
        let text = format!("# A\n{table}\n# B\n");
        let parsed = parse(&text, 0, Dialect::V05).expect("the parser reads it");
        assert_eq!(parsed.depth_0_headings().count(), 2, "{text}");
    }
}

/// The name of the group that each link in the counts leads to.
fn ways(arguments: &str, decisions: &[&str]) -> Vec<String> {
    let labels = Labels::default();
    let page = PageContext { path: "a/b.md", options: options(true, &labels) };
    let catalog =
        Catalog { documents: vec![document("Ledger", "accepted", "", &["core"], decisions)], ..Catalog::default() };
    let written = decisions_table(&catalog, &query(Listing::Decisions, arguments), &page);
    let (counts, groups) = written.split_once("class=\"design-group\"").expect("a group");
    let name_of = |id: &str| {
        let (before, behind) = groups.split_once(&format!("id=\"{id}\"")).expect("the place is there");
        let summary = before.rsplit_once("<summary>").filter(|(_, name)| !name.contains("</details>"));
        let name = summary.map_or_else(|| behind.trim_start_matches([' ', '>', '\n', '*']), |(_, name)| name);
        name.split([' ', '*']).next().unwrap_or_default().to_owned()
    };
    let links = counts.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap_or_default());
    links.map(name_of).collect()
}

#[test]
fn counts_lead_to_the_groups_that_hold_what_they_count() {
    let mixed = ["A | x | draft", "B | x", "A | x | rejected", "B | x | deferred"];
    for (arguments, decisions, expected) in [
        // Of each phase first the phase, then its statuses.
        ("group=phase", &mixed[..], &["Open", "Open", "Decided", "Decided", "Closed", "Closed", "Closed"][..]),
        ("group=status", &mixed, &["Draft", "Draft", "Accepted", "Accepted", "Rejected", "Rejected", "Deferred"]),
        // What is closed is folded in one place, or in several.
        ("", &mixed, &["Closed", "Closed", "Closed"]),
        ("group=area", &mixed, &[]),
        ("group=area", &mixed[..3], &["Closed", "Closed"]),
        // Nothing is folded if nothing else is there.
        ("phase=closed", &mixed, &[]),
        ("group=phase phase=closed", &mixed, &["Closed", "Closed", "Closed"]),
    ] {
        assert_eq!(ways(arguments, decisions), expected, "{arguments}");
    }
}

#[test]
fn a_link_to_a_decision_for_any_renderer() {
    let labels = Labels::default();
    let catalog = catalog();
    let ledger = &catalog.documents[0];
    for (path, html, expected) in [
        ("a.md", false, "[Ledger, 2. rounding](designs/Ledger.md#2) **Accepted**"),
        ("designs/Ledger.md", false, "[2. rounding](#2) **Accepted**"),
        (
            "x/a.md",
            true,
            "[Ledger, 2. rounding](../designs/Ledger.md#2) \
             <span class=\"design-status\" data-status=\"accepted\" data-phase=\"decided\">Accepted</span>",
        ),
    ] {
        let page = PageContext { path, options: options(html, &labels) };
        assert_eq!(decision_link(ledger, &ledger.decisions[1], &page), expected);
    }
}
