//! Documents whose authors give anchors, classes and attributes to their headings, and link to them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::books::book;
use super::documents::document_of;
use super::words::words;
use crate::input::Input;

/// What an anchor may be made of: all that doesn't end it.
const PIECES: [&str; 32] = [
    "a",
    "b-1",
    "\"",
    "'",
    "`",
    "&",
    "&quot;",
    "&#34;",
    "&amp;",
    ";",
    "=",
    "onx=",
    "javascript:",
    "data:",
    "|",
    "%",
    "%22",
    "$",
    "^",
    "*",
    "_",
    "[",
    "]",
    "(",
    ")",
    "!",
    "#",
    ".md",
    ":",
    "/",
    "\u{e9}",
    "\u{a0}",
];

fn anchor() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 1..5).prop_map(|pieces| pieces.concat())
}

/// `{#a .b c=d}`. An attribute without a name, `{=d}`, is left out: both hosts write a tag of it that doesn't end, with or without the program.
fn attributes() -> impl Strategy<Value = String> {
    let attribute =
        (select(&["#", "#", ".", "onx=", "k"][..]), anchor()).prop_map(|(mark, anchor)| mark.to_owned() + &anchor);
    let all = vec(attribute, 0..4);
    all.prop_map(|all| if all.is_empty() { String::new() } else { format!(" {{{}}}", all.join(" ")) })
}

/// A heading with its text.
fn section() -> impl Strategy<Value = String> {
    let heading = select(
        &[
            "## Status",
            "## Status",
            "## Core Requirements",
            "## Current Context",
            "## Design Decisions",
            "### 1. Storage",
            "### Area",
            "### \\<xss\\>",
            "## Notes",
            "# Appendix",
        ][..],
    );
    let below = prop_oneof![
        Just("Accepted".to_owned()),
        Just("Accepted\n\n- **Owner:** \\<xss\\>".to_owned()),
        anchor().prop_map(|anchor| format!("[x](<#{anchor}>)")),
        anchor().prop_map(|anchor| format!("<a id=\"{}\"></a>", anchor.replace('"', "&quot;"))),
        words(),
        Just(String::new()),
    ];
    (heading, attributes(), below, any::<bool>()).prop_map(|(heading, attributes, below, is_underlined)| match heading
        .strip_prefix("## ")
        .filter(|_| is_underlined)
    {
        Some(words) => format!("{words}{attributes}\n---\n\n{below}\n\n"),
        None => format!("{heading}{attributes}\n\n{below}\n\n"),
    })
}

fn document() -> impl Strategy<Value = String> {
    let title = (words(), attributes()).prop_map(|(title, attributes)| format!("# {title}{attributes}\n\n"));
    (title, vec(section(), 1..7)).prop_map(|(title, sections)| title + &sections.concat())
}

/// Such documents, alone and in books.
pub fn anchors() -> impl Strategy<Value = Input> {
    let notes = anchor().prop_map(|anchor| format!("# Notes\n\n[x](<designs/a.md#{anchor}>)\n\n{{{{#decisions}}}}\n"));
    prop_oneof![document_of(document()).prop_map(Input::Document), book(document(), notes, 3)]
}
