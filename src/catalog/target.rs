//! What a directive in a chapter names: a document, or a decision in it.

use std::collections::BTreeSet;

use crate::path::BookPath;
use crate::suggestions::closest_match;

use super::{Catalog, DecisionRecord, DocumentRecord};

/// Why a directive names nothing.
#[derive(Debug)]
pub struct Missing {
    /// What is wrong, as a diagnostic says it.
    pub message: String,
    /// What to do, as a diagnostic says it.
    pub help: String,
}

/// The document at a path, from the folder of the chapter that names it, or from `src` with `/` in front.
pub fn find_document<'r>(chapter: &str, path: &str, catalog: &'r Catalog) -> Result<&'r DocumentRecord, Missing> {
    let at = |path: BookPath<'_>| catalog.documents.iter().find(|document| document.path == path);
    BookPath::of_chapter(chapter).join(path).and_then(at).ok_or_else(|| {
        let paths: BTreeSet<&str> = catalog.documents.iter().map(|document| document.path.as_str()).collect();
        let near = closest_match(path, paths.iter().copied());
        Missing {
            message: format!("\"{path}\" is no document of the book"),
            help: near.map_or_else(
                || "write the path from this chapter's folder, or from `src` with a `/` in front".to_owned(),
                |near| format!("did you mean `/{near}`?"),
            ),
        }
    })
}

/// The decision of a number, or with a heading of that id, in the document at a path: `ledger.md#2`. A document that is a decision needs
/// no number.
pub fn find_decision<'r>(
    chapter: &str,
    target: &str,
    catalog: &'r Catalog,
) -> Result<(&'r DocumentRecord, &'r DecisionRecord), Missing> {
    let (path, called) = target.split_once('#').unwrap_or((target, ""));
    // `#2` alone is a decision of the document that it stands in.
    let own = BookPath::of_chapter(chapter);
    let document = if path.is_empty() {
        find_document(chapter, &format!("/{own}"), catalog)?
    } else {
        find_document(chapter, path, catalog)?
    };
    // A document that is a decision may be called by its own number.
    let whole = document.decisions.iter().position(|decision| {
        let number = || document.number_of(decision).is_some_and(|number| called.parse() == Ok(number));
        decision.is_document && (called.is_empty() || number() || decision.fragment.as_deref() == Some(called))
    });
    let place = document.decision_called(called).or(whole);
    place.map(|place| (document, &document.decisions[place])).ok_or_else(|| {
        let numbers: Vec<u32> = document.decisions.iter().filter_map(|decision| document.number_of(decision)).collect();
        let DocumentRecord { path, .. } = document;
        let message = if called.is_empty() {
            format!("no decision of `{path}` is named")
        } else {
            format!("\"{called}\" is no decision of `{path}`")
        };
        let help = match numbers.as_slice() {
            [] if document.decisions.is_empty() => "the document has no decisions".to_owned(),
            [] => format!("write `/{path}`"),
            [one] => format!("write `/{path}#{one}`, its only decision"),
            [first, .., last] => format!("write `/{path}#{first}`: its decisions are {first} to {last}"),
        };
        Missing { message, help }
    })
}
