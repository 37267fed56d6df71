//! What is wrong with the globs of a book's collections.

use std::collections::BTreeMap;

use crate::collection::OWN;
use crate::diagnostic::{Diagnostic, Rule};
use crate::settings::{Collection, Settings};
use crate::text::Span;

use crate::read::Chapter;

use super::Location;

/// The globs that name nothing, and the collections that name documents of others; each with the place of the globs.
pub(super) fn diagnostics(chapters: &[Chapter<'_>], settings: &Settings) -> Vec<(Location, Diagnostic)> {
    let paths: Vec<&str> = chapters.iter().filter_map(|chapter| chapter.path).collect();
    let collections = &settings.collections;
    let mut found = Vec::new();
    for Collection { name, docs, docs_key, .. } in collections {
        // Who gives collections and no `docs` needs no design documents beside them.
        if name.id == OWN && docs.is_default() && collections.len() > 1 {
            continue;
        }
        for glob in docs.unmatched(paths.iter().copied()) {
            let message = format!("the glob \"{glob}\" in `{docs_key}` matches no chapter");
            let diagnostic = Diagnostic::new(Rule::GlobEmpty, Span::at(0), message)
                .with_help("list the chapters in SUMMARY.md, or correct the glob; it starts in the book's `src`");
            found.push((Location::Setting { key: docs_key.clone(), value: glob.to_owned() }, diagnostic));
        }
    }
    if collections.len() > 1 {
        found.extend(overlaps(&paths, settings));
    }
    found
}

/// One diagnostic for two collections that name the same documents.
fn overlaps(paths: &[&str], settings: &Settings) -> Vec<(Location, Diagnostic)> {
    let place_of =
        |collection: &Collection| settings.collections.iter().position(|other| other.name == collection.name);
    let mut shared: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for &path in paths {
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
        let diagnostic = Diagnostic::new(Rule::CollectionOverlap, Span::at(0), message).with_help(help);
        (Location::Setting { key: key.clone(), value }, diagnostic)
    });
    found.collect()
}
