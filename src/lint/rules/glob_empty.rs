//! `glob-empty`: a glob that names nothing.

use crate::collection::OWN;
use crate::diagnostic::{Diagnostic, Location};
use crate::lint::BookFacts;
use crate::settings::Collection;
use crate::text::Span;

rule! {
    /// A `docs` glob matches no chapter.
    "glob-empty", Warning, Book
}

fn check(facts: &BookFacts<'_>) -> Vec<(Location, Diagnostic)> {
    let collections = &facts.settings.collections;
    let mut empty = Vec::new();
    for Collection { name, docs, docs_key, .. } in collections {
        // Who gives collections and no `docs` needs no design documents beside them.
        if name.id == OWN && docs.is_default() && collections.len() > 1 {
            continue;
        }
        for glob in docs.unmatched(facts.paths.iter().copied()) {
            let message = format!("the glob \"{glob}\" in `{docs_key}` matches no chapter");
            let help = "list the chapters in SUMMARY.md, or correct the glob; it starts in the book's `src`";
            let location = Location::Setting { key: docs_key.clone(), value: glob.to_owned() };
            empty.push((location, Diagnostic::new(RULE, Span::at(0), message).with_help(help)));
        }
    }
    empty
}
