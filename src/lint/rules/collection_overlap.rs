//! `collection-overlap`: two collections that name the same documents.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Location};
use crate::lint::BookFacts;
use crate::settings::Collection;
use crate::text::Span;

rule! {
    /// Two collections name one document.
    "collection-overlap", Warning, Book
}

/// One diagnostic for two collections that name the same documents.
fn check(facts: &BookFacts<'_>) -> Vec<(Location, Diagnostic)> {
    let settings = facts.settings;
    let place_of =
        |collection: &Collection| settings.collections.iter().position(|other| other.name == collection.name);
    let mut shared: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for &path in facts.paths {
        // The default globs are nobody's words.
        let given = settings.collections_of(path).filter(|collection| !collection.docs.is_default());
        let mut naming = given.filter_map(place_of);
        let Some(first) = naming.next() else { continue };
        naming.for_each(|other| shared.entry((first, other)).or_default().push(path));
    }
    let found = shared.into_iter().map(|((first, other), paths)| {
        let (first, other) = (&settings.collections[first], &settings.collections[other]);
        let example = paths[0];
        let glob_of = |collection: &Collection| {
            let globs = collection.docs.matching_patterns(example);
            let glob = globs.first().and_then(|&glob| collection.docs.patterns().nth(glob));
            glob.unwrap_or_default().to_owned()
        };
        let (value, exclusion) = (glob_of(other), glob_of(first));
        let (first, key) = (&first.name.id, &other.docs_key);
        let message = match paths.len() {
            1 => format!("`{key}` names `{example}`, which belongs to the collection `{first}`"),
            count => {
                format!(
                    "`{key}` names {count} documents that belong to the collection `{first}`, among them `{example}`"
                )
            }
        };
        let help = format!("add `\"!{exclusion}\"` to `{key}`; until then they stay with `{first}`");
        let diagnostic = Diagnostic::new(RULE, Span::at(0), message).with_help(help);
        (Location::Setting { key: key.clone(), value }, diagnostic)
    });
    found.collect()
}
