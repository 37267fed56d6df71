//! `id-duplicate`: two documents with one number.

use std::collections::BTreeMap;

use crate::document::identifier::Identifier;
use crate::finding::{Code, Finding, Related};
use crate::span::Span;

/// Every document, by its chapter's place, whose identifier an earlier one of the book has. Numbers alone, such as `7` and `0007`, count within
/// one folder: each folder may number its own. `documents` are the documents with their paths relative to `src`, and where their titles stand.
#[must_use]
pub fn id_duplicate(documents: &[(usize, &str, Identifier, Span)]) -> Vec<(usize, Finding)> {
    let mut first: BTreeMap<(&str, String), (usize, &str, Span)> = BTreeMap::new();
    let mut findings = Vec::new();
    for (chapter, path, identifier, title) in documents {
        let words = identifier.words.trim();
        let span = identifier.span.unwrap_or(*title);
        let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
        let folder = if is_number { path.rsplit_once('/').map_or("", |(folder, _)| folder) } else { "" };
        let same = if is_number { words.trim_start_matches('0').to_owned() } else { words.to_lowercase() };
        let Some((other, known, place)) = first.get(&(folder, same.clone())) else {
            first.insert((folder, same), (*chapter, path, span));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_within_a_folder() {
        let documents: Vec<(usize, &str, Identifier, Span)> = [
            ("adr/0007-a.md", "0007"),
            ("rfc/0007-b.md", "0007"),
            ("adr/7-c.md", "7"),
            ("adr/0008-d.md", "ADR-7"),
            ("rfc/x.md", "adr-7"),
        ]
        .into_iter()
        .enumerate()
        .map(|(chapter, (path, words))| {
            (chapter, path, Identifier { words: words.to_owned(), span: None }, Span::at(0))
        })
        .collect();
        let found: Vec<_> = id_duplicate(&documents)
            .into_iter()
            .map(|(chapter, finding)| (chapter, finding.related[0].chapter))
            .collect();
        assert_eq!(found, [(2, Some(0)), (4, Some(3))]);
    }
}
