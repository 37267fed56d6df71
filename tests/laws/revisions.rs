//! A revised document says what it is to say; all else is there, in its order; and what is said already isn't said again.

use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::field::FieldName;
use mdbook_design_docs::document::front_matter::FrontMatterValue;
use mdbook_design_docs::document::relation::{self, Reference, Relation};
use mdbook_design_docs::edit::{Link, Revision, revise};
use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::status::{Status, Statuses};

fn other() -> Link {
    let [words, path, destination] = ["*2.* Other", "../a/other.md", "../a/other.md"].map(str::to_owned);
    Link { words, path, destination }
}

/// Gives a document each status of the list, and both sides of a supersession, where it takes them.
pub fn revisions(text: &str, dialect: Dialect) {
    let statuses = Statuses::default();
    let Ok(before) = Document::parse(text, dialect, &statuses) else { return };
    for status in statuses.iter() {
        let Ok(once) = revise(&before, &statuses, Revision::Status(status)) else { continue };
        let after = Document::parse(&once, dialect, &statuses).expect("it was read");
        assert_eq!(after.metadata.status.as_ref().map(Status::id), Some(status.id()), "{text:?}\n{once:?}");
        let again = revise(&after, &statuses, Revision::Status(status));
        assert_eq!(again.as_ref(), Ok(&once), "{text:?}");
        assert_eq!(before.parsed.headings.len(), after.parsed.headings.len(), "{text:?}\n{once:?}");
    }
    let other = other();
    let superseded = statuses.with_id("superseded").expect("it is built in");
    for revision in [Revision::Supersedes(&other), Revision::SupersededBy(superseded, &other)] {
        let Ok(once) = revise(&before, &statuses, revision) else { continue };
        let after = Document::parse(&once, dialect, &statuses).expect("it was read");
        let is_inverse = matches!(revision, Revision::SupersededBy(..));
        let is_it = |reference: &&Reference| {
            reference.relation == Relation::Supersedes
                && reference.is_inverse == is_inverse
                && [reference.destination.as_deref(), Some(&reference.words)].contains(&Some(other.path.as_str()))
        };
        let count = |document: &Document<'_>| relation::read_references(document, &[]).iter().filter(is_it).count();
        assert_eq!(count(&after), count(&before) + 1, "{text:?}\n{once:?}");
        // A value that says "none", or nothing, gives its place to the first one that says something.
        let is_it = |name: Option<FieldName>| name == Some(FieldName::Supersedes);
        let mut fields = before.metadata.fields.iter().filter(|field| is_it(field.name));
        let mut entries = before.front_matter.iter().flat_map(|front_matter| &front_matter.fields);
        let says_none = fields.any(|field| relation::is_none(&field.words()))
            || entries.any(|entry| is_it(FieldName::spelled(&entry.key)) && entry.value == FrontMatterValue::Empty);
        if !is_inverse && !says_none {
            let mut rest = once.chars();
            assert!(text.chars().all(|letter| rest.any(|other| other == letter)), "{text:?}\n{once:?}");
        }
    }
}
