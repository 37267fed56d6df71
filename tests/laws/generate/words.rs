//! Words that authors might write, and worse.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

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

pub(super) const STATUSES: [&str; 16] = [
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

pub(super) const PATHS: [&str; 9] = [
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

pub(super) const FIELDS: [&str; 24] = [
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
pub(super) fn word() -> impl Strategy<Value = String> {
    prop_oneof![2 => select(&TAME[..]), 1 => select(&NASTY[..])].prop_map(str::to_owned)
}

/// A few words.
pub(super) fn words() -> impl Strategy<Value = String> {
    vec(word(), 1..4).prop_map(|words| words.join(" "))
}
