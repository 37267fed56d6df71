//! Sentences whose punctuation is hard: quotation marks beside full stops, scripts without spaces or capitals, text from right to left, and
//! ids and classes with quotes and brackets.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::documents::document_of;
use super::words::STATUSES;
use crate::input::Input;

/// What sentences are made of.
const PIECES: [&str; 76] = [
    "Use bulbs",
    "We will use",
    "it",
    "Drop the lamp",
    "because",
    "since",
    "Accepted",
    "ADR-2",
    "x",
    "Q: A",
    "I",
    "e.g.",
    "not",
    " ",
    " ",
    " ",
    "\n",
    "\u{a0}",
    "\u{202f}",
    ".",
    ".",
    ".",
    "!",
    "?",
    "…",
    ":",
    ";",
    ",",
    "-",
    "–",
    "—",
    "/",
    "•",
    "|",
    "\"",
    "'",
    "“",
    "”",
    "„",
    "‟",
    "‘",
    "’",
    "‚",
    "«",
    "»",
    "‹",
    "›",
    "(",
    ")",
    "[",
    "]",
    "`",
    "。",
    "！",
    "？",
    "、",
    "，",
    "：",
    "；",
    "（",
    "）",
    "「",
    "」",
    "『",
    "』",
    "電球を使う",
    "我们用电灯",
    "نستخدم المصابيح",
    "؟",
    "،",
    "؛",
    "۔",
    "हम",
    "।",
    "\u{200f}",
    "é\u{301}",
];

/// Attributes of headings, as authors and attackers write them.
const ATTRIBUTES: [&str; 14] = [
    "",
    "",
    "",
    " {#a\"b}",
    " {#a'b}",
    " {#a\"onclick=\"xss()\"b=\"}",
    " {#a<b>}",
    " {#a[b]}",
    " {#a(b)`c`}",
    " {.c\"d}",
    " {#“a” .«b»}",
    " {#日本語 .x onx=\"xss()\"}",
    " {#a{b}}",
    " {#}",
];

fn sentence() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 1..14).prop_map(|pieces| pieces.concat())
}

/// In one line, for where the second line would be something else.
fn line() -> impl Strategy<Value = String> {
    sentence().prop_map(|sentence| sentence.replace('\n', " "))
}

/// Documents with such sentences in all places that are read.
pub fn sentences() -> impl Strategy<Value = Input> {
    let status = || (select(&STATUSES[..]), line()).prop_map(|(status, rest)| format!("{status}{rest}"));
    let zone = prop_oneof![
        status().prop_map(|status| format!("Status: {status}\n\n")),
        status().prop_map(|status| format!("**Status:** {status}\n**Date:** {status}\n\n")),
        status().prop_map(|status| format!("- Status: {status}\n- [x] {status}\n\n")),
        status().prop_map(|status| format!("| Status | {status} |\n|---|---|\n\n")),
        (status(), sentence(), select(&ATTRIBUTES[..]))
            .prop_map(|(status, more, attributes)| format!("## Status{attributes}\n\n{status}\n\n{more}\n\n")),
        (status(), line()).prop_map(|(status, line)| format!("> {status}\n> {line}\n\n")),
    ];
    let decision = (line(), select(&ATTRIBUTES[..]), sentence(), sentence(), sentence()).prop_map(
        |(area, attributes, first, second, item)| {
            format!("### 1. {area}{attributes}\n\n{first}\n\n{second}\n\n- Rationale: {item}\n- {item}\n\n")
        },
    );
    let document = (line(), select(&ATTRIBUTES[..]), zone, vec(decision, 0..3), line(), select(&ATTRIBUTES[..]));
    document_of(document.prop_map(|(title, attributes, zone, decisions, heading, other)| {
        let decisions = decisions.concat();
        format!(
            "# {title}{attributes}\n\n{zone}## Background\n\n{title}\n\n## Key Design Decisions{other}\n\n{decisions}\
             ## {heading}{other}\n\n[{title}](#{heading})\n"
        )
    }))
    .prop_map(Input::Document)
}
