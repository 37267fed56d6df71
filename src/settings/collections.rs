//! The sets of documents that have globs, a template and statuses of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::collection::{CollectionName, OWN};
use crate::status::{Status, Statuses};

use super::globs::DocumentGlobs;
use super::lifecycle::Lifecycle;
use super::problem::{ProblemKind, Problems, SettingPath};
use super::raw::RawCollection;
use super::statuses::{self, Known};
use super::switches::{MissingSections, Normalise};

/// Documents that share globs, a template and a list of statuses.
#[derive(Debug, Clone)]
pub struct Collection {
    /// What it is called.
    pub name: Arc<CollectionName>,
    /// Which chapters belong to it, unless an earlier collection has them.
    pub docs: DocumentGlobs,
    /// The key that these globs are written at, below the preprocessor's table: `docs`, `collections.adr.docs`.
    pub docs_key: String,
    /// A built-in template's name, or the path of a Markdown file in the book, as it was written.
    pub template: String,
    /// How far a document is brought to its template.
    pub normalise: Normalise,
    /// Whether its own settings say so, and not just those of the whole book.
    pub says_normalise: bool,
    /// What a page shows for a missing section.
    pub missing_sections: MissingSections,
    /// Its list of statuses.
    pub statuses: Statuses,
    /// What statuses ask of documents, by id.
    pub lifecycles: BTreeMap<String, Lifecycle>,
}

impl Collection {
    /// What a status asks of the documents that have it; `None` if the settings don't say anything.
    #[must_use]
    pub fn lifecycle(&self, status: &Status) -> Option<&Lifecycle> {
        self.lifecycles.get(status.id())
    }
}

impl Default for Collection {
    fn default() -> Self {
        Self {
            name: Arc::new(CollectionName::new(OWN, None)),
            docs: DocumentGlobs::default(),
            docs_key: "docs".to_owned(),
            template: "full".to_owned(),
            normalise: Normalise::default(),
            says_normalise: false,
            missing_sections: MissingSections::default(),
            statuses: Statuses::default(),
            lifecycles: BTreeMap::new(),
        }
    }
}

/// A collection, with the statuses that it knows before all lists are compared.
struct Resolved {
    collection: Collection,
    known: Known,
}

/// The collections of a book, in the order in which they are asked: those of the table `collections` by their ids, and last what the
/// book's own `docs` name. The others start from what the book says for all. `path` is that of the preprocessor's table.
pub(super) fn resolve(
    book: RawCollection,
    others: BTreeMap<String, RawCollection>,
    path: &SettingPath,
    problems: &mut Problems,
) -> (Vec<Collection>, Statuses) {
    let built_in = Known { definitions: Statuses::built_in(), lifecycles: BTreeMap::new() };
    let collection = Collection::default().with_raw(&book);
    let usual = Resolved { collection, known: statuses::resolve(book.statuses, built_in, path, problems) };
    let mut own = None;
    let mut all = Vec::new();
    for (id, raw) in others {
        let path = path.key("collections").key(&id);
        if !statuses::is_kebab_case(&id) {
            let predicate = "is not the id of a collection; expected a-z and 0-9, with `-` between words";
            problems.report(path.clone(), ProblemKind::Other(predicate.to_owned()));
        }
        let resolved = usual.collection(&id, raw, &path, problems);
        if id == OWN { own = Some(resolved) } else { all.push(resolved) }
    }
    all.push(own.unwrap_or(usual));
    with_ranks(all)
}

impl Collection {
    /// What a table says, over what holds without it; statuses and names come later.
    fn with_raw(self, raw: &RawCollection) -> Self {
        Self {
            docs: raw.docs.clone().unwrap_or(self.docs),
            template: raw.template.clone().unwrap_or(self.template),
            normalise: raw.normalise.unwrap_or(self.normalise),
            says_normalise: raw.normalise.is_some(),
            missing_sections: raw.missing_sections.unwrap_or(self.missing_sections),
            ..self
        }
    }
}

impl Resolved {
    /// The collection that a table of `collections` describes, where `self` is what holds for the whole book.
    fn collection(&self, id: &str, raw: RawCollection, path: &SettingPath, problems: &mut Problems) -> Self {
        let has_docs = raw.docs.is_some();
        if id != OWN && !has_docs {
            let expected = "globs of documents below `src`, such as [\"adr/*.md\"]".to_owned();
            problems.report_unless_known(path.key("docs"), ProblemKind::Missing { expected });
        }
        let mut collection = self.collection.clone().with_raw(&raw);
        if has_docs {
            collection.docs_key = format!("collections.{id}.docs");
        }
        // What the book says for all, it says of its own documents.
        collection.says_normalise |= id == OWN && self.collection.says_normalise;
        collection.name = Arc::new(CollectionName::new(id, raw.label));
        Self { collection, known: statuses::resolve(raw.statuses, self.known.clone(), path, problems) }
    }
}

/// Gives every collection its statuses, and the book the list of all. A status stands at one place in all lists, so that rows of several
/// collections can be sorted by it.
fn with_ranks(resolved: Vec<Resolved>) -> (Vec<Collection>, Statuses) {
    let mut lists = resolved.iter().rev().map(|resolved| &resolved.known.definitions);
    let mut all = lists.next().cloned().unwrap_or_default();
    lists.for_each(|definitions| statuses::unite(&mut all, definitions));
    let all = Statuses::new(all);
    let ranked = |Resolved { collection, known }| Collection {
        statuses: Statuses::new(known.definitions).ranked_as_in(&all),
        lifecycles: known.lifecycles,
        ..collection
    };
    (resolved.into_iter().map(ranked).collect(), all)
}

#[cfg(test)]
mod tests {
    use crate::collection::OWN;
    use crate::settings::tests::of_book;
    use crate::settings::{MissingSections, Normalise};

    #[test]
    fn a_collection_starts_from_what_the_book_says() {
        let settings = of_book(
            "template = 'lean'\nnormalise = 'keep-order'\nmissing-sections = 'omit'\nstatuses.trial.phase = 'open'\n\
             collections.adr = { docs = 'adr/*.md', label = 'ADRs' }\n\
             collections.rfc = { docs = 'rfc/*.md', template = 'full', normalise = 'full', missing-sections = 'placeholder' }",
        );
        let settings = settings.expect("nothing is wrong");
        let adr = settings.collection("adr").expect("it is there");
        assert_eq!((adr.template.as_str(), adr.normalise), ("lean", Normalise::KeepOrder));
        assert_eq!((adr.missing_sections, adr.name.label.as_str()), (MissingSections::Omit, "ADRs"));
        assert!(adr.statuses.with_id("trial").is_some());
        let rfc = settings.collection("rfc").expect("it is there");
        assert_eq!((rfc.template.as_str(), rfc.normalise), ("full", Normalise::Full));
        assert_eq!((rfc.missing_sections, rfc.name.label.as_str()), (MissingSections::Placeholder, "rfc"));
        let ids: Vec<&str> = settings.collections.iter().map(|collection| collection.name.id.as_str()).collect();
        assert_eq!(ids, ["adr", "rfc", OWN]);
    }

    #[test]
    fn the_first_collection_has_a_document() {
        let settings = of_book(
            "docs = '**/*.md'\ncollections.b.docs = 'x/**/*.md'\ncollections.a.docs = 'x/a/*.md'\nindex = 'x/a/index.md'",
        );
        let settings = settings.expect("nothing is wrong");
        let of = |path: &str| settings.collection_of(path).map(|collection| collection.name.id.clone());
        for (path, expected) in
            [("x/a/1.md", Some("a")), ("x/1.md", Some("b")), ("y/1.md", Some(OWN)), ("x/a/index.md", None)]
        {
            assert_eq!(of(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn the_books_own_collection_can_stand_among_the_others() {
        let own = |book: &str| {
            let settings = of_book(book).expect("nothing is wrong");
            let own = settings.collection(OWN).expect("every book has it").clone();
            (own.name.label.clone(), own.docs.patterns().map(str::to_owned).collect::<Vec<_>>(), own.docs_key)
        };
        let key = "collections.design-docs.docs";
        for (book, label, docs, key) in [
            ("docs = 'a.md'\ncollections.design-docs.label = 'Entwürfe'", "Entwürfe", "a.md", "docs"),
            ("docs = 'a.md'\ncollections.design-docs.docs = 'b.md'", "Design documents", "b.md", key),
            ("docs = 'a.md'\ncollections.adr.docs = 'b.md'", "Design documents", "a.md", "docs"),
        ] {
            assert_eq!(own(book), (label.to_owned(), vec![docs.to_owned()], key.to_owned()), "{book}");
        }
    }

    #[test]
    fn what_is_asked_for_is_asked_of_the_own_documents() {
        for (book, own, adr) in [
            ("normalise = 'full'\ncollections.adr.docs = 'a.md'", true, false),
            ("normalise = 'full'\ncollections = { adr.docs = 'a.md', design-docs.label = 'x' }", true, false),
            ("collections = { adr = { docs = 'a.md', normalise = 'full' }, design-docs.label = 'x' }", false, true),
        ] {
            let settings = of_book(book).expect("nothing is wrong");
            let says = |id: &str| settings.collection(id).expect("it is there").says_normalise;
            assert_eq!((says(OWN), says("adr")), (own, adr), "{book}");
        }
    }

    /// Two collections may use a word for two things; a query knows all of them, and rows sort by one list.
    #[test]
    fn every_collection_has_statuses_of_its_own() {
        let settings = of_book(
            "statuses.trial.phase = 'open'\n\
             collections.adr = { docs = 'adr/*.md', statuses.agreed.phase = 'decided', statuses.draft.label = 'Sketch' }\n\
             collections.rfc = { docs = 'rfc/*.md', statuses.final = { phase = 'closed', label = 'Stable' }, statuses.trial.aliases = ['pilot'] }",
        );
        let settings = settings.expect("nothing is wrong");
        let read = |id: &str, value: &str| {
            let statuses = &settings.collection(id).expect("it is there").statuses;
            statuses
                .leading(value)
                .map(|(status, _)| (status.id().to_owned(), status.label().to_owned(), status.rank()))
        };
        let found = |id: &str, label: &str, rank| Some((id.to_owned(), label.to_owned(), rank));
        assert_eq!(read("adr", "Agreed"), found("agreed", "Agreed", 13));
        assert_eq!(read("adr", "WIP"), found("draft", "Sketch", 0));
        assert_eq!(read("rfc", "Agreed"), found("accepted", "Accepted", 3));
        assert_eq!(read("rfc", "Final"), found("final", "Stable", 12));
        assert_eq!(read("rfc", "Pilot"), found("trial", "Trial", 11));
        assert_eq!(read(OWN, "Pilot"), None);
        assert_eq!(read(OWN, "Final"), found("implemented", "Implemented", 4));
        let ids: Vec<&str> = settings.statuses.iter().skip(10).map(|status| status.id()).collect();
        assert_eq!(ids, ["superseded", "trial", "final", "agreed"]);
        for (word, id) in [("sketch", "draft"), ("pilot", "trial"), ("final", "final"), ("stable", "implemented")] {
            assert_eq!(settings.statuses.leading(word).map(|(status, _)| status.id()), Some(id), "{word}");
        }
    }
}
