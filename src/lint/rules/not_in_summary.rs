//! `not-in-summary`: a file that the globs name and SUMMARY.md doesn't, so that neither a page nor the index knows of it.

use crate::diagnostic::{Diagnostic, Location};
use crate::lint::BookFacts;
use crate::path;
use crate::summary;
use crate::text::Span;

rule! {
    /// A document's file is not in SUMMARY.md.
    "not-in-summary", Warning, Book
}

fn check(facts: &BookFacts<'_>) -> Vec<(Location, Diagnostic)> {
    let unlisted = facts.unlisted.iter().map(|&path| (Location::File(path.to_owned()), not_in_summary(path)));
    unlisted.collect()
}

fn not_in_summary(path: &str) -> Diagnostic {
    let message = "the document is not in SUMMARY.md, so it has no page and its decisions are in no index";
    let line = summary::link(path::stem(path), path);
    let help = format!("add `- {line}` to SUMMARY.md, or say `design-doc: false` in its front matter");
    Diagnostic::new(RULE, Span::at(0), message).with_help(help)
}
