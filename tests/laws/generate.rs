//! Generators of what the laws are held over. `cargo test` draws from them at random; the programs in `fuzz/` let a fuzzer draw.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use mdbook_design_docs::template::Template;
use serde_json::{Value, json};

use crate::book::Book;
use crate::handbook;
use crate::input::{Document, Input};
use crate::texts;

/// Words that try to be more than words, wherever they come to stand.
pub const NASTY: [&str; 40] = [
    "<xss>",
    "</div><xss onx=1>",
    "\"><xss>",
    "' onx='1",
    "\" onx=\"1",
    "</script><xss>",
    "</style><xss>",
    "<!--",
    "-->",
    "]]>",
    "<?php",
    "javascript:xss()",
    "[a](javascript:xss())",
    "![a](data:text/html,xss)",
    "<javascript:xss()>",
    "[a]: javascript:xss()",
    "{{#include x.md}}",
    "\\{{#include x.md}}",
    "{{#decisions}}",
    "{{",
    "}}",
    "`",
    "```",
    "|",
    "\\|",
    "\\",
    "*a",
    "__b__",
    "~~c",
    "[d",
    "](e)",
    "[^1]",
    "&lt;xss&gt;",
    "&#60;xss&#62;",
    "\u{1b}[31m",
    "\u{9b}31m",
    "\u{202e}xss",
    "\u{0}",
    "\u{7f}",
    "日本語 😀",
];

const TAME: [&str; 12] = [
    "Storage",
    "Use Kafka",
    "2. Queue",
    "a",
    "Ann",
    "2026-01-02",
    "accepted",
    "0007",
    "x y",
    "B-tree (later)",
    "1.10",
    "yes",
];

const STATUSES: [&str; 16] = [
    "accepted",
    "Draft",
    "superseded",
    "Superseded by [B](b.md)",
    "Superseded by ADR-2",
    "rejected (2026-06-07). Too slow",
    "WIP",
    "deprecated",
    "Aproved",
    "{draft | accepted}",
    "proposed",
    "Implemented (v5.1)",
    "living",
    "TBD",
    "**Final**",
    "in-review",
];

const PATHS: [&str; 9] = [
    "designs/a.md",
    "designs/b.md",
    "designs/deep/c d.md",
    "designs/0002-two.md",
    "designs/7-sieben.md",
    "designs/Ü.md",
    "designs/<xss>.md",
    "designs/a(1).md",
    "designs/it's \"x\".md",
];

const FIELDS: [&str; 24] = [
    "status",
    "title",
    "date",
    "created",
    "last-updated",
    "authors",
    "owner",
    "reviewers",
    "tags",
    "supersedes",
    "superseded-by",
    "amends",
    "depends-on",
    "relates-to",
    "review-by",
    "template",
    "normalise",
    "not-applicable",
    "design-doc",
    "id",
    "Foo Bar",
    "deciders",
    "STATUS",
    "状態",
];

/// A word, every third one nasty.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![2 => select(&TAME[..]), 1 => select(&NASTY[..])].prop_map(str::to_owned)
}

/// A few words.
fn words() -> impl Strategy<Value = String> {
    vec(word(), 1..4).prop_map(|words| words.join(" "))
}

/// How a document is read, with one of the built-in templates.
fn document_of(text: impl Strategy<Value = String>) -> impl Strategy<Value = Document> {
    (text, 0..16_usize, any::<(bool, bool)>(), select(&Template::BUILT_IN[..])).prop_map(
        |(text, dialect, (html, keep_order), template)| Document {
            dialect,
            html,
            keep_order,
            template: template.to_owned(),
            text,
        },
    )
}

/// Any text as a document.
pub fn any_text() -> impl Strategy<Value = Input> {
    document_of("[ -~\n\t\r#*_`>|<é日“]{0,120}").prop_map(Input::Document)
}

/// Documents out of fragments and sections.
pub fn fragments() -> impl Strategy<Value = Input> {
    let nasty = handbook::nasty().prop_map(|handbook| handbook.text());
    document_of(prop_oneof![texts::fragments(), texts::document(), nasty]).prop_map(Input::Document)
}

/// A template that somebody wrote, with headings from the built-in ones among them, so that a document may match.
fn template() -> impl Strategy<Value = String> {
    let name = prop_oneof![3 => select(&texts::HEADINGS[..]).prop_map(str::to_owned), 1 => words()];
    let attributes = vec(
        prop_oneof![
            select(
                &[
                    "optional",
                    "decisions",
                    "plan",
                    "decision",
                    "rationale",
                    "trade-offs",
                    "alternatives",
                    "keep-order",
                    "x",
                    ""
                ][..]
            )
            .prop_map(str::to_owned),
            (select(&["aliases", "counts-as"][..]), select(&texts::HEADINGS[..]))
                .prop_map(|(key, name)| format!("{key}: {name}")),
            words(),
        ],
        0..3,
    );
    let guidance = prop_oneof![select(&texts::FRAGMENTS[..]).prop_map(str::to_owned), words(), Just(String::new())];
    let section = (0..10_usize, name, prop::option::weighted(0.4, attributes), guidance);
    let title = select(
        &["# [Name] Design Document", "# [N]", "# Title", "", "Setext [x]\n===", "# <xss> [a] b", "## Not one"][..],
    );
    (title, vec(section, 0..9), any::<bool>()).prop_map(|(title, sections, crlf)| {
        let mut text = format!("{title}\n\n");
        for (level, name, attributes, guidance) in sections {
            let level = [2, 2, 2, 2, 2, 3, 3, 3, 4, 1][level];
            text.push_str(&format!("{} {name}\n\n", "#".repeat(level)));
            if let Some(attributes) = attributes {
                text.push_str(&format!("<!-- design-docs: {} -->\n\n", attributes.join("; ")));
            }
            text.push_str(&format!("{guidance}\n\n"));
        }
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

/// Templates of a book's own, each with a document.
pub fn templates() -> impl Strategy<Value = Input> {
    let mixed = prop_oneof![texts::document(), texts::fragments()];
    (template(), document_of(mixed), any::<bool>()).prop_map(|(template, mut document, same)| {
        if same {
            // What the template makes, with its sections the other way round.
            let sections: Vec<&str> = template.split("\n## ").collect();
            document.text = sections.iter().rev().copied().collect::<Vec<_>>().join("\n\n## ");
        }
        Input::Template { template, document }
    })
}

/// Front matter, well or badly written.
fn front_matter() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        2 => words(),
        1 => select(&STATUSES[..]).prop_map(str::to_owned),
        1 => vec(word(), 0..4).prop_map(|words| format!("[{}]", words.join(", "))),
        1 => vec(word(), 0..4).prop_map(|words| words.iter().map(|word| format!("\n  - {word}")).collect()),
        1 => words().prop_map(|words| format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))),
        1 => words().prop_map(|words| format!("'{}'", words.replace('\'', "''"))),
        1 => words().prop_map(|words| format!("|\n  {words}\n  {words}")),
        1 => select(&["", "{a: b}", "*a", "&a x", "!!str 1", ">-\n  x\n\n  y", "[", "{", "\"", "- x", "? y", "%", "@me"][..]).prop_map(str::to_owned),
    ];
    let field = (prop_oneof![9 => select(&FIELDS[..]).prop_map(str::to_owned), 1 => word()], value);
    let frame = select(
        &[
            ("---", ": ", "---"),
            ("---", ": ", "---"),
            ("---", ":", "..."),
            ("+++", " = ", "+++"),
            ("---", ": ", ""),
            ("\u{feff}---", ": ", "---"),
        ][..],
    );
    (frame, vec(field, 0..7), any::<bool>()).prop_map(|((start, is, end), fields, crlf)| {
        let fields: String = fields.iter().map(|(key, value)| format!("{key}{is}{value}\n")).collect();
        let text = format!("{start}\n{fields}{end}\n");
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

/// What stands below front matter where that is what matters.
fn body() -> impl Strategy<Value = String> {
    let zone = prop_oneof![
        2 => Just(String::new()),
        1 => select(&STATUSES[..]).prop_map(|status| format!("**Status:** {status}\n\n")),
        1 => (select(&FIELDS[..]), words()).prop_map(|(key, words)| format!("| {key} | {words} |\n|---|---|\n\n")),
        1 => (select(&FIELDS[..]), words()).prop_map(|(key, words)| format!("- {key}: {words}\n")),
        1 => words().prop_map(|words| format!("## Status\n\n{words}\n\n")),
    ];
    let decisions = vec((words(), words(), prop::option::weighted(0.3, select(&STATUSES[..]))), 0..4);
    (words(), zone, decisions, any::<bool>()).prop_map(|(title, zone, decisions, is_short)| {
        let mut text = format!("# {title}\n\n{zone}");
        if is_short {
            return text;
        }
        text.push_str("## Current Context\n\nText.\n\n## Requirements\n\nText.\n\n## Design Decisions\n\n");
        for (n, (area, choice, status)) in decisions.iter().enumerate() {
            text.push_str(&format!("### {}. {area}\n\nWill use {choice} because:\n\n- it is there\n\n", n + 1));
            if let Some(status) = status {
                text.push_str(&format!("**Status:** {status}\n\n"));
            }
        }
        text
    })
}

/// Documents that are front matter above all.
pub fn front_matters() -> impl Strategy<Value = Input> {
    document_of((front_matter(), body()).prop_map(|(front_matter, body)| front_matter + "\n" + &body))
        .prop_map(Input::Document)
}

/// What names another document, or doesn't.
fn reference() -> impl Strategy<Value = String> {
    let path = || select(&PATHS[..]).prop_map(|path| path.trim_start_matches("designs/").to_owned());
    prop_oneof![
        path(),
        (path(), 0..3_u32).prop_map(|(path, number)| format!("{path}#{number}")),
        (words(), path()).prop_map(|(words, path)| format!("[{words}](<{path}>)")),
        (0..9_u32).prop_map(|number| format!("ADR-{number}")),
        (0..9_u32).prop_map(|number| format!("{number:04}")),
        select(&["https://example.org/x", "none", "../notes.md", "#1", "#storage", "Storage", "*"][..])
            .prop_map(str::to_owned),
        words(),
    ]
}

/// A document that says how it stands to others, in front matter and in its text.
fn related() -> impl Strategy<Value = String> {
    let field = (
        select(&["supersedes", "superseded-by", "amends", "depends-on", "relates-to", "status", "id"][..]),
        vec(reference(), 0..4),
    );
    let said = (
        select(&["Supersedes", "Superseded by", "Amends", "Depends on", "Relates to", "**Superseded by:**"][..]),
        reference(),
    );
    (vec(field, 0..4), body(), vec(said, 0..3)).prop_map(|(fields, body, said)| {
        let fields: String = fields
            .iter()
            .map(|(key, values)| match values.as_slice() {
                [value] => format!("{key}: {value}\n"),
                values => format!(
                    "{key}: [{}]\n",
                    values
                        .iter()
                        .map(|value| format!("'{}'", value.replace('\'', "''")))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            })
            .collect();
        let said: String = said.iter().map(|(relation, other)| format!("{relation} {other}.\n\n")).collect();
        let (title, rest) = body.split_once("\n\n").unwrap_or((&body, ""));
        format!("---\n{fields}---\n{title}\n\n{said}{rest}")
    })
}

/// Settings that change what a book's pages look like.
fn settings() -> impl Strategy<Value = toml::Table> {
    let nasty = || select(&NASTY[..]).prop_map(|word| toml::Value::from(word.replace('\u{0}', "")));
    let some = vec(
        prop_oneof![
            Just(("assets", toml::Value::from("none"))),
            Just(("index", toml::Value::from(false))),
            Just(("decision-list", toml::Value::from(1))),
            Just(("normalise", toml::Value::from("off"))),
            Just(("missing-sections", toml::Value::from("omit"))),
            nasty().prop_map(|word| ("index-title", word)),
            nasty().prop_map(|word| (
                "labels",
                toml::Value::Table(
                    [("no-status".to_owned(), word.clone()), ("filter".to_owned(), word)].into_iter().collect()
                )
            )),
            nasty().prop_map(|word| (
                "statuses",
                toml::Value::Table(
                    [(
                        "trial".to_owned(),
                        toml::Value::Table(
                            [
                                ("label".to_owned(), word),
                                ("phase".to_owned(), "open".into()),
                                ("aliases".to_owned(), vec!["x y"].into())
                            ]
                            .into_iter()
                            .collect()
                        )
                    )]
                    .into_iter()
                    .collect()
                )
            )),
        ],
        0..3,
    );
    some.prop_map(|some| some.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Books of documents, beside a page of decisions and a page that nothing may touch.
fn book(
    document: impl Strategy<Value = String>,
    notes: impl Strategy<Value = String>,
    documents: usize,
) -> impl Strategy<Value = Input> {
    let paths = subsequence(&PATHS[..], 1..=documents).prop_shuffle();
    (any::<bool>(), settings(), paths, vec(document, documents), notes, any::<bool>()).prop_map(
        |(is_04, settings, paths, documents, notes, has_index)| {
            let documents = paths.into_iter().map(str::to_owned).zip(documents);
            let mut chapters: BTreeMap<String, String> = documents.collect();
            if has_index {
                chapters.insert("decisions.md".to_owned(), "# Decisions\n".to_owned());
            }
            chapters.insert("notes.md".to_owned(), notes);
            Input::Book(Book { is_04, settings, chapters })
        },
    )
}

/// Books whose documents refer to each other.
pub fn relations() -> impl Strategy<Value = Input> {
    book(related(), Just("# Notes\n\n[a](designs/a.md#1)\n".to_owned()), 6)
}

/// A directive with arguments that may mean something.
fn directive() -> impl Strategy<Value = String> {
    let key = select(
        &[
            "status",
            "phase",
            "area",
            "document",
            "tag",
            "author",
            "collection",
            "group",
            "sort",
            "columns",
            "x",
            "STATUS",
        ][..],
    );
    let value = prop_oneof![
        3 => select(&["draft", "accepted", "open", "decided", "!closed", "*", "Sto*", "none", "status", "phase", "tag", "document", "-date", "area,-number",
            "decision,choice,status", "area,document,tags,authors,date,progress", "a,b", "!x,y*", "\"Use Kafka\"", ""][..]).prop_map(str::to_owned),
        1 => words().prop_map(|words| format!("\"{words}\"")),
        1 => word(),
    ];
    let arguments =
        vec((key, value).prop_map(|(key, value)| format!("{key}={value}")), 0..4).prop_map(|all| all.join(" "));
    let table = (select(&["decisions", "design-docs", "decisons", "design_docs"][..]), arguments);
    let place = prop_oneof![select(&PATHS[..]).prop_map(str::to_owned), word()];
    let inline = (select(&["design-status", "decision"][..]), place, select(&["", "#1", "#2", "#x"][..]));
    prop_oneof![
        table.prop_map(|(name, arguments)| format!("{{{{#{name} {arguments}}}}}")),
        inline.prop_map(|(name, place, number)| format!("{{{{#{name} {place}{number}}}}}")),
    ]
}

/// Books with a page of directives, alone and in text.
pub fn directives() -> impl Strategy<Value = Input> {
    let around = select(
        &[
            ("", ""),
            ("See ", " there."),
            ("- ", ""),
            ("> ", ""),
            ("## ", ""),
            ("`", "`"),
            ("    ", ""),
            ("[", "](x.md)"),
            ("| a |\n|---|\n| ", " |"),
            ("<div>\n", "\n</div>"),
            ("\\", ""),
        ][..],
    );
    let notes = vec(
        (around, directive()).prop_map(|((before, after), directive)| format!("{before}{directive}{after}\n\n")),
        1..5,
    );
    book(
        (front_matter(), body()).prop_map(|(front_matter, body)| front_matter + &body),
        notes.prop_map(|all| all.concat()),
        3,
    )
}

/// Books of any documents, to be formatted, mended and checked.
pub fn formatted() -> impl Strategy<Value = Input> {
    let nasty = handbook::nasty().prop_map(|handbook| handbook.text());
    book(prop_oneof![texts::document(), nasty], texts::fragments(), 2)
}

/// What a host might send: JSON of the right kind with surprises in it, spelled in several ways.
pub fn hosts() -> impl Strategy<Value = Input> {
    let text = || prop_oneof![texts::fragments(), words(), ".{0,9}"];
    let odd =
        select(vec![Value::Null, json!([]), json!({}), json!(1), json!("x"), json!([[{"Chapter": 1}]]), json!(1e300)]);
    let path = prop_oneof![Just(Value::Null), select(&PATHS[..]).prop_map(Value::from), text().prop_map(Value::from)];
    let chapter = (text(), text(), path, prop::option::of(odd.clone()), any::<bool>());
    let item = prop_oneof![
        6 => chapter.prop_map(|(name, content, path, odd, more)| {
            let mut chapter = json!({"name": name, "content": content, "number": null, "sub_items": [], "path": path, "source_path": path, "parent_names": []});
            if let Some(odd) = odd {
                chapter[if more { "later" } else { "source_path" }] = odd;
            }
            json!({"Chapter": chapter})
        }),
        1 => Just(json!("Separator")),
        1 => text().prop_map(|title| json!({"PartTitle": title})),
        1 => odd.clone(),
    ];
    let nested = item.prop_recursive(4, 12, 4, |inner| {
        (inner.clone(), vec(inner, 0..4)).prop_map(|(mut item, below)| {
            if item.get("Chapter").is_some() {
                item["Chapter"]["sub_items"] = below.into();
            }
            item
        })
    });
    let context = (
        select(&["0.4.52", "0.5.4", "0.5.0-beta.1", "0.6.0", "x", ""][..]),
        select(&["html", "markdown", "test"][..]),
        prop::option::weighted(0.2, odd),
    );
    let spelling = (select(&["sections", "items"][..]), any::<(bool, bool)>(), 0..4_usize);
    (context, vec(nested, 0..5), spelling).prop_map(|((version, renderer, odd), items, (key, (pretty, last), cut))| {
        let mut context = json!({"root": "/book", "renderer": renderer, "mdbook_version": version, "config": {"book": {"src": "src"}}});
        if let Some(odd) = odd {
            context["config"] = odd;
        }
        let mut book = serde_json::Map::new();
        if last {
            book.insert("__non_exhaustive".to_owned(), Value::Null);
        }
        book.insert(key.to_owned(), items.into());
        let request = json!([context, book]);
        let mut request = if pretty { serde_json::to_string_pretty(&request) } else { serde_json::to_string(&request) }.expect("JSON");
        if cut == 0 {
            let half = (0..=request.len() / 2).rev().find(|&at| request.is_char_boundary(at)).unwrap_or(0);
            request.truncate(half);
        }
        Input::Host { request }
    })
}
