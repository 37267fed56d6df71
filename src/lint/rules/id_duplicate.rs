//! `id-duplicate`: two documents with one id.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Related};
use crate::document::identifier::{IdSource, Identifier};
use crate::lint::CatalogFacts;
use crate::path;
use crate::text::Span;

rule! {
    /// Two documents have one number.
    "id-duplicate", Warning, Catalog
}

/// A document that is known by something.
#[derive(Debug, Clone)]
struct Identified<'d> {
    /// Its index in the catalog.
    pub index: usize,
    /// Its chapter's place in the book.
    pub chapter: usize,
    /// Its path relative to `src`.
    pub path: &'d str,
    /// The id of its collection.
    pub collection: &'d str,
    /// What it is known by.
    pub identifier: &'d Identifier,
    /// Where its title stands.
    pub title: Span,
}

/// Where an id may be there once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scope<'d> {
    Book,
    Collection(&'d str),
    Folder(&'d str),
}

/// Every document whose id an earlier one has: `ADR-7` of a field in the whole book, a mere number of a field in its collection, and what title and
/// file say in its folder, since each of these may count from 1.
fn check(facts: &CatalogFacts<'_>) -> Vec<(usize, Diagnostic)> {
    let identified = facts.catalog.documents.iter().enumerate().filter_map(|(index, document)| {
        let identifier = document.identifier.as_ref()?;
        let (path, collection) = (document.path.as_str(), document.collection.id.as_str());
        let (chapter, title) = (document.chapter, document.title_span);
        Some(Identified { index, chapter, path, collection, identifier, title })
    });
    duplicates(&identified.collect::<Vec<_>>())
}

fn duplicates(documents: &[Identified<'_>]) -> Vec<(usize, Diagnostic)> {
    let mut known: BTreeMap<(Scope<'_>, String), Vec<&Identified<'_>>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for document in documents.iter().filter(|document| !document.identifier.is_placeholder()) {
        let Identified { index, path, collection, identifier, .. } = document;
        let folder = path::folder(path);
        let is_number = identifier.number.is_some() && identifier.prefix.is_empty();
        let said = if is_number { Scope::Collection(collection) } else { Scope::Book };
        let of_field = (identifier.source == IdSource::Field).then(|| (said, identifier.folded()));
        // In one folder `7` and `ADR-7` are one, and `RFC-7` is another.
        let in_folder = identifier.number.map(|number| (Scope::Folder(folder), number.to_string()));
        let keys: Vec<_> = of_field.into_iter().chain(in_folder).collect();
        let is_same = |other: &&&Identified<'_>| {
            let is_prefixed_field = |id: &Identifier| id.source == IdSource::Field && !id.prefix.is_empty();
            let is_apart = identifier.prefix != other.identifier.prefix
                && (is_prefixed_field(identifier) || is_prefixed_field(other.identifier));
            identifier.folded() == other.identifier.folded() || identifier.agrees_with(other.identifier) && !is_apart
        };
        let first = keys.iter().find_map(|key| known.get(key)?.iter().find(is_same).copied());
        let Some(first) = first else {
            keys.into_iter().for_each(|key| known.entry(key).or_default().push(document));
            continue;
        };
        let words = identifier.words.trim_start_matches('#');
        let message = format!("the number \"{words}\" is that of `{}` too", first.path);
        let mut diagnostic =
            Diagnostic::new(RULE, document.span(), message).with_help("give one of the two another number");
        let label = "it is here first".to_owned();
        diagnostic.related.push(Related { chapter: Some(first.chapter), span: first.span(), label });
        diagnostics.push((*index, diagnostic));
    }
    diagnostics
}

impl Identified<'_> {
    /// Where the document says its id, else its title.
    fn span(&self) -> Span {
        self.identifier.span.unwrap_or(self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_within_a_folder() {
        let found = |documents: &[(&'static str, &str, bool)]| {
            let ids = documents.iter().map(|(_, words, is_field)| {
                let source = if *is_field { IdSource::Field } else { IdSource::File };
                Identifier::new(words, source, is_field.then_some(Span::at(0)))
            });
            let ids: Vec<_> = ids.collect();
            let documents = documents.iter().zip(&ids).enumerate().map(|(chapter, ((path, ..), identifier))| {
                let collection = if path.starts_with("rfc/") { "rfc" } else { "adr" };
                Identified { index: chapter, chapter, path, collection, identifier, title: Span::at(0) }
            });
            let found = duplicates(&documents.collect::<Vec<_>>()).into_iter();
            found.map(|(chapter, diagnostic)| (chapter, diagnostic.related[0].chapter)).collect::<Vec<_>>()
        };
        let files = [("adr/0007-a.md", "0007", false), ("rfc/0007-b.md", "0007", false), ("adr/7-c.md", "7", false)];
        assert_eq!(found(&files), [(2, Some(0))]);
        let said = [("x/a.md", "ADR-7", true), ("y/b.md", "adr-7", true), ("x/c.md", "7", true), ("y/d.md", "7", true)];
        assert_eq!(found(&said), [(1, Some(0)), (3, Some(2))]);
        let zeros = [("a.md", "ADR-1", true), ("b.md", "adr-0001", true), ("c.md", "3", true), ("d.md", "#3", true)];
        assert_eq!(found(&zeros), [(1, Some(0)), (3, Some(2))]);
        let two_collections = [("rfc/a.md", "7", true), ("adr/b.md", "7", true), ("rfc/c.md", "7", true)];
        assert_eq!(found(&two_collections), [(2, Some(0))]);
        let two_collections = [("rfc/a.md", "ADR-7", true), ("adr/b.md", "ADR-7", true)];
        assert_eq!(found(&two_collections), [(1, Some(0))]);
        let to_come = [
            ("a.md", "RFC-XXXX", true),
            ("b.md", "RFC-XXXX", true),
            ("c.md", "Pending", true),
            ("d.md", "pending", true),
        ];
        assert_eq!(found(&to_come), []);
        let both = [("x/a.md", "7", true), ("x/7-b.md", "7", false), ("y/7-c.md", "7", false)];
        assert_eq!(found(&both), [(1, Some(0))]);
        let none =
            [("a.md", "TBD", true), ("b.md", "tbd", true), ("0000-a.md", "0000", false), ("0000-b.md", "0000", false)];
        assert_eq!(found(&none), []);
        assert_eq!(found(&[("2024-a.md", "2024", false), ("2024-b.md", "2024", false)]), []);
        let prefixed =
            [("ADR-0001-a.md", "ADR-0001", false), ("adr1-b.md", "adr1", false), ("x/adr1-b.md", "adr1", false)];
        assert_eq!(found(&prefixed), [(1, Some(0))]);
        let one_folder = [
            ("0001-a.md", "ADR-0001", false),
            ("rfc-1-b.md", "rfc-1", false),
            ("1-c.md", "1", false),
            ("e.md", "PAY-1", true),
            ("ADR-000-f.md", "ADR-000", false),
            ("0000-g.md", "0000", false),
        ];
        assert_eq!(found(&one_folder), [(2, Some(0))]);
    }
}
