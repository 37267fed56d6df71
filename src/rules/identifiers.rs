//! `id-duplicate`: two documents with one number.

use std::collections::BTreeMap;

use crate::document::identifier::Identifier;
use crate::finding::{Code, Finding, Related};
use crate::span::{Span, split};

/// A document that is known by something.
#[derive(Debug, Clone)]
pub struct Identified<'d> {
    /// Its chapter's place in the book.
    pub chapter: usize,
    /// Its path relative to `src`.
    pub path: &'d str,
    /// The id of its collection.
    pub collection: &'d str,
    /// What it is known by.
    pub identifier: Identifier,
    /// Where its title stands.
    pub title: Span,
}

/// Where an identifier may be there once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scope<'d> {
    Book,
    Collection(&'d str),
    Folder(&'d str),
}

/// Every document, by its chapter's place, whose identifier an earlier one has: `ADR-7` in the whole book, a number that a document says in its
/// collection, and the number of a file in its folder, since each of these may count from 1.
#[must_use]
pub fn id_duplicate(documents: &[Identified<'_>]) -> Vec<(usize, Finding)> {
    let mut first: BTreeMap<(Scope<'_>, String), (usize, &str, Span)> = BTreeMap::new();
    let mut findings = Vec::new();
    for Identified { chapter, path, collection, identifier, title } in
        documents.iter().filter(|document| !is_placeholder(&document.identifier))
    {
        let words = identifier.words.trim();
        let span = identifier.span.unwrap_or(*title);
        let words = words.trim_start_matches('#');
        let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
        let same = same(words);
        let folder = path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
        let said = if is_number { Scope::Collection(collection) } else { Scope::Book };
        let scopes = [identifier.span.map(|_| said), is_number.then_some(Scope::Folder(folder))];
        let keys: Vec<_> = scopes.into_iter().flatten().map(|scope| (scope, same.clone())).collect();
        let Some((other, known, place)) = keys.iter().find_map(|key| first.get(key)) else {
            first.extend(keys.into_iter().map(|key| (key, (*chapter, *path, span))));
            continue;
        };
        let message = format!("the number \"{words}\" is that of `{known}` too");
        let mut finding =
            Finding::new(Code::IdDuplicate, span, message).with_help("give one of the two another number");
        finding.related.push(Related { chapter: Some(*other), span: *place, label: "it is here first".to_owned() });
        findings.push((*chapter, finding));
    }
    findings
}

/// An identifier without case, and without the zeros that its number begins with: `ADR-0001` is `ADR-1`.
fn same(words: &str) -> String {
    let digits = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = split(words, words.len() - digits);
    format!("{}{}", prefix.to_lowercase(), number.trim_start_matches('0'))
}

/// Whether an identifier stands for one that is to come, such as `TBD` and `0000`, or is the year of a file.
fn is_placeholder(identifier: &Identifier) -> bool {
    let words = identifier.words.trim();
    let is_year = identifier.span.is_none() && matches!(words.parse(), Ok(1900..=2099)) && words.len() == 4;
    let is_zero = words.bytes().all(|byte| byte == b'0');
    let is_none = ["tbd", "tba", "todo", "n/a", "na", "none", "null", "x", "xxx", "xxxx", "-", "\u{2013}", "?"]
        .contains(&words.to_lowercase().as_str());
    let lower = words.to_lowercase();
    let is_to_come = ["xxx", "pending", "to be ", "unassigned", "none yet"].iter().any(|word| lower.contains(word));
    is_year || is_zero || is_none || is_to_come || words.contains(['[', '<'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_within_a_folder() {
        let found = |documents: &[(&'static str, &str, bool)]| {
            let documents = documents.iter().enumerate().map(|(chapter, (path, words, is_said))| {
                let span = is_said.then_some(Span::at(0));
                let identifier = Identifier { words: (*words).to_owned(), span };
                let collection = if path.starts_with("rfc/") { "rfc" } else { "adr" };
                Identified { chapter, path, collection, identifier, title: Span::at(0) }
            });
            let found = id_duplicate(&documents.collect::<Vec<_>>()).into_iter();
            found.map(|(chapter, finding)| (chapter, finding.related[0].chapter)).collect::<Vec<_>>()
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
    }
}
