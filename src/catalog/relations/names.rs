//! What a reference names: a document by its path, id, number, file or title, or a decision in it.

use std::collections::{BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::catalog::DocumentRecord;
use crate::collection::OWN;
use crate::document::file_name::FileName;
use crate::document::identifier::{self, GENERIC, KINDS, parse_id, singular};
use crate::document::relation::{Reference, Relation};
use crate::path::BookPath;
use crate::text::normalize_key;

use super::{Party, Target};

/// The documents by all that they can be called.
pub(super) struct NamedDocuments<'d> {
    documents: &'d [DocumentRecord],
    pages: HashMap<BookPath<'static>, Option<usize>>,
    ids: HashMap<String, Vec<usize>>,
    /// By number: its prefix, and whose it is.
    numbers: HashMap<u64, Vec<(String, usize)>>,
    /// Words that say of which kind a numbered document is.
    kinds: HashSet<String>,
    /// What stands before the numbers of the book's documents.
    prefixes: HashSet<String>,
}

impl<'d> NamedDocuments<'d> {
    pub(super) fn from_documents<'c>(
        documents: &'d [DocumentRecord],
        chapters: impl IntoIterator<Item = &'c str>,
    ) -> Self {
        let mut names = Self {
            documents,
            pages: chapters.into_iter().map(|path| (BookPath::of_chapter(path).page(), None)).collect(),
            ids: HashMap::new(),
            numbers: HashMap::new(),
            kinds: KINDS.into_iter().map(str::to_owned).collect(),
            prefixes: HashSet::new(),
        };
        let collections = documents.iter().map(|document| &document.collection.id).filter(|id| *id != OWN);
        names.kinds.extend(collections.map(|id| singular(id)));
        for (place, document) in documents.iter().enumerate() {
            names.pages.insert(document.path.page(), Some(place));
            let own = document.identifier.as_ref();
            // A file's name counts too where the title says something else.
            let of_file = identifier::id_in_file_name(document.path.as_str(), &document.collection.id, false);
            let file = FileName::parse(document.path.as_str());
            let without_number = if of_file.is_some() || file.prefix.is_empty() { file.rest } else { "" };
            let words = own.map_or("", |id| id.words.as_str());
            let called = [words, document.path.stem(), without_number, document.name.plain()];
            for name in called.into_iter().map(normalize_key).filter(|name| !name.is_empty()).collect::<BTreeSet<_>>() {
                names.ids.entry(name.into_owned()).or_default().push(place);
            }
            let ids = own.into_iter().chain(of_file.as_ref());
            let numbers = ids.filter_map(|id| Some((id.prefix.clone(), id.number?)));
            for (prefix, number) in numbers.collect::<BTreeSet<_>>() {
                names.prefixes.insert(prefix.clone());
                names.numbers.entry(number).or_default().push((prefix, place));
            }
        }
        names
    }

    /// What a document's reference names.
    pub(super) fn find(&self, reference: &Reference, from: usize) -> Target {
        let called = reference.destination.as_deref().unwrap_or(&reference.words).trim();
        if has_scheme(called) {
            return Target::Elsewhere;
        }
        let (name, fragment) = called
            .split_once('#')
            .filter(|(name, _)| !name.is_empty() || reference.destination.is_some())
            .map_or((called, None), |(name, fragment)| (name, Some(fragment)));
        let found = if name.is_empty() {
            Some(Some(from))
        } else if reference.destination.is_some() || name.contains('/') || name.to_lowercase().ends_with(".md") {
            self.document_at_path(name, from)
        } else {
            self.document_called(name, from).map(Some)
        };
        match found {
            Some(Some(document)) => {
                match fragment.map(|fragment| (fragment, self.documents[document].decision_called(fragment))) {
                    Some((fragment, None)) if self.needs_decision(reference, document, fragment) => Target::Missing,
                    found => Target::Party(Party { document, decision: found.and_then(|(_, decision)| decision) }),
                }
            }
            Some(None) => Target::Elsewhere,
            None if reference.destination.is_none() && self.is_ticket(called) => Target::Elsewhere,
            None => Target::Missing,
        }
    }

    /// The document at a path from the folder of another, or from `src`; the inner `None` for a chapter that is no document.
    fn document_at_path(&self, path: &str, from: usize) -> Option<Option<usize>> {
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let from_folder = self.documents[from].path.join(&decoded);
        let from_src = BookPath::of_chapter("").join(&decoded);
        [from_folder, from_src].into_iter().flatten().find_map(|path| self.pages.get(&path.page()).copied())
    }

    /// The one document of that id, number, file or name; of several, the one in the same folder, else in the same collection.
    fn document_called(&self, name: &str, from: usize) -> Option<usize> {
        let exact = self.ids.get(&*normalize_key(name)).map_or(&[][..], Vec::as_slice);
        if let Some(found) = self.nearest(exact, from) {
            return Some(found);
        }
        let (prefix, number) = parse_id(name)?;
        let numbered = self.numbers.get(&number)?;
        // `ADR-7` is the one that says so itself, belongs to the collection `adr` or stands in `adrs/`; else one that says no more than 7,
        // and is no RFC. `Decision 7` says nothing of a kind.
        let kinds = |document: usize| {
            let DocumentRecord { path, collection, .. } = &self.documents[document];
            [path.folder_name(), &collection.id].map(singular)
        };
        let is_of_prefix = |(own, document): &&(String, usize)| *own == prefix || kinds(*document).contains(&prefix);
        let is_of_other_kind = |document: usize| {
            self.kinds.contains(&prefix) && kinds(document).iter().any(|kind| self.kinds.contains(kind))
        };
        let places = |candidates: Vec<&(String, usize)>| {
            Vec::from_iter(BTreeSet::from_iter(candidates.into_iter().map(|(_, place)| *place)))
        };
        let named = places(numbered.iter().filter(|_| !prefix.is_empty()).filter(is_of_prefix).collect());
        if !named.is_empty() {
            return self.nearest(&named, from);
        }
        // `Redis 7` is no document with that number.
        let is_kind = self.kinds.contains(&singular(&prefix)) || GENERIC.contains(&prefix.as_str());
        let may_be = |(own, document): &&(String, usize)| {
            prefix.is_empty() || is_kind && own.is_empty() && !is_of_other_kind(*document)
        };
        let mut any = places(numbered.iter().filter(may_be).collect());
        // `#7` of another collection is rather an issue.
        let is_near = |place: &usize| self.documents[*place].collection == self.documents[from].collection;
        any.retain(|place| !name.starts_with('#') || is_near(place));
        self.nearest(&any, from)
    }

    /// Whether words name an issue or a ticket, which no book has: `#12`, `PAY-12`.
    fn is_ticket(&self, name: &str) -> bool {
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_key = |(key, number): (&str, &str)| {
            let is_of_project = key.len() > 1 && key.bytes().all(|byte| byte.is_ascii_uppercase());
            let is_of_book = self.kinds.contains(&singular(key)) || self.prefixes.contains(&key.to_lowercase());
            is_of_project && is_number(number) && !is_of_book
        };
        name.strip_prefix('#').is_some_and(is_number) || name.split_once('-').is_some_and(is_key)
    }

    fn nearest(&self, candidates: &[usize], from: usize) -> Option<usize> {
        let from = &self.documents[from];
        let in_folder = |document: &DocumentRecord| document.path.folder() == from.path.folder();
        let in_collection = |document: &DocumentRecord| document.collection == from.collection;
        let are_near: [&dyn Fn(&DocumentRecord) -> bool; 3] = [&in_folder, &in_collection, &|_| true];
        for is_near in are_near {
            let mut near = candidates.iter().copied().filter(|&document| is_near(&self.documents[document]));
            if let Some(first) = near.next() {
                // Where two are equally near, none is meant rather than the other.
                return Some(first).filter(|_| near.next().is_none());
            }
        }
        None
    }

    /// Whether it would be something else to take the whole document, where a fragment leads to none of its decisions: with a number one is meant, and
    /// what takes the place of a part doesn't take that of the whole.
    fn needs_decision(&self, reference: &Reference, document: usize, fragment: &str) -> bool {
        let has_parts = self.documents[document].decisions.iter().any(|decision| !decision.is_document);
        let is_number = !fragment.is_empty() && fragment.bytes().all(|byte| byte.is_ascii_digit());
        is_number || has_parts && !fragment.is_empty() && reference.effect() == Relation::Supersedes
    }
}

/// Whether an address names a protocol or a host: `https://…`, `mailto:…`, `//…`.
fn has_scheme(address: &str) -> bool {
    let is_scheme =
        |scheme: &str| scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+');
    let scheme = address.split_once(':').filter(|(_, rest)| !rest.starts_with(' ') && !rest.is_empty());
    address.starts_with("//") || scheme.is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// Whether words have the form of an id, such as `ADR-0012`, so that they must name a document.
#[must_use]
pub fn is_id(words: &str) -> bool {
    let is_kind =
        |prefix: &str| prefix.is_empty() || prefix == "decision" || KINDS.contains(&singular(prefix).as_str());
    words.to_lowercase().ends_with(".md") || parse_id(words).is_some_and(|(prefix, _)| is_kind(&prefix))
}
