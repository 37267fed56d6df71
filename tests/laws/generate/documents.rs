//! Documents.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use mdbook_design_docs::template::Template;

use super::words::{FIELDS, STATUSES, word, words};
use crate::handbook;
use crate::input::{Document, Input};
use crate::texts;

/// How a document is read, with one of the built-in templates.
pub(super) fn document_of(text: impl Strategy<Value = String>) -> impl Strategy<Value = Document> {
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

/// Front matter, well or badly written.
pub(super) fn front_matter() -> impl Strategy<Value = String> {
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
pub(super) fn body() -> impl Strategy<Value = String> {
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
