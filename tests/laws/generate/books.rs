//! Whole books.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::documents::{body, front_matter};
use super::words::{NASTY, PATHS, word, words};
use crate::book::Book;
use crate::handbook;
use crate::input::Input;
use crate::texts;

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
pub(super) fn book(
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
