//! What a document is known by: the `id` that it says, or the number that its file's name or its title begins with. It must not know other
//! documents, so it can't say whether an identifier is unique.

use crate::span::{Span, prefix_to, split, suffix_from};
use crate::template::HeadingName;

use super::field::FieldName;
use super::metadata::Metadata;

/// A document's identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// As it is written: `0007` is not `7`.
    pub words: String,
    /// Where the document says it; `None` if it is the file's name that does.
    pub span: Option<Span>,
}

impl Identifier {
    /// The identifier of a document at a path relative to `src`, with `/`: its field `id`, else the number at the start of the
    /// file's name. `None` if it has neither; a date at the start, as in `2024-01-02-x.md`, is no number.
    #[must_use]
    pub fn of(metadata: &Metadata, path: &str) -> Option<Self> {
        let said = metadata.field(FieldName::Id).and_then(|field| {
            let words = field.words().trim().to_owned();
            (!words.is_empty()).then_some(Self { words, span: Some(field.span) })
        });
        said.or_else(|| Some(Self { words: number_of(path)?.to_owned(), span: None }))
    }
}

/// The number that a title begins with: 7 in `# 7. Title`.
#[must_use]
pub fn of_title(title: &str) -> Option<Identifier> {
    let number = prefix_to(title, HeadingName::start_behind_mark(title)).trim().trim_end_matches(['.', ')', ':']);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Identifier { words: number.to_owned(), span: None })
}

/// What an identifier says as a number, for people: `0007` and `ADR-0007` are 7. More than five digits are a date, and no number.
#[must_use]
pub fn number(words: &str) -> Option<u32> {
    let digits = words.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '-' | '_' | ' ' | '#'));
    digits.parse().ok().filter(|_| digits.len() < 6)
}

/// The number that the file's name begins with.
fn number_of(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let (number, rest) = digits(name)?;
    let ends = rest.is_empty() || rest.starts_with(['-', '_', ' ', '.']);
    let is_version = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (ends && !is_version && !begins_with_date(name)).then_some(number)
}

/// The digits that a text begins with, and what follows them.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| split(text, end))
}

/// `2024-01-02`, `2024_01`, `20240102`: a year of four digits, a month of two, and perhaps a day.
fn begins_with_date(name: &str) -> bool {
    let is = |digits: &str, least: u32, most: u32| digits.parse().is_ok_and(|number| (least..=most).contains(&number));
    let Some((first, rest)) = digits(name) else { return false };
    match first.len() {
        8 => {
            is(prefix_to(first, 4), 1900, 2199)
                && is(Span::new(4, 6).of(first), 1, 12)
                && is(suffix_from(first, 6), 1, 31)
        }
        4 => {
            let month = rest.strip_prefix(['-', '_', '.']).and_then(digits);
            is(first, 1900, 2199) && month.is_some_and(|(month, _)| month.len() == 2 && is(month, 1, 12))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::markdown::Dialect;
    use crate::status::Statuses;

    #[test]
    fn numbers_of_identifiers_and_titles() {
        for (words, expected) in [
            ("0007", Some(7)),
            ("ADR-0012", Some(12)),
            ("#3", Some(3)),
            ("20240102", None),
            ("1.2", None),
            ("TBD", None),
        ] {
            assert_eq!(number(words), expected, "{words}");
        }
        for (title, expected) in [
            ("7. Title", Some("7")),
            ("07) Title", Some("07")),
            ("2024 Roadmap", None),
            ("1.2 Title", None),
            ("Title", None),
        ] {
            assert_eq!(of_title(title).map(|found| found.words).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn numbers_of_files() {
        for (path, number) in [
            ("adr/0007-storage.md", Some("0007")),
            ("adr/0007.md", Some("0007")),
            ("adr/1.2-a.md", None),
            ("7_storage.md", Some("7")),
            ("12 storage.md", Some("12")),
            ("3.storage.md", Some("3")),
            ("2024-storage.md", Some("2024")),
            ("2094-99-problems.md", Some("2094")),
            ("20241399-x.md", Some("20241399")),
            ("2024-01-02-x.md", None),
            ("2024_01_x.md", None),
            ("20240102-x.md", None),
            ("3d-printing.md", None),
            ("0007-storage/README.md", None),
            ("storage-7.md", None),
            ("７-x.md", None),
            (".md", None),
            ("", None),
        ] {
            assert_eq!(number_of(path), number, "{path}");
        }
    }

    #[test]
    fn what_the_document_says_comes_first() {
        for (text, words, source) in [
            ("---\nid: RFC-12\n---\n# T\n", "RFC-12", Some("RFC-12")),
            ("# T\n\nStatus: Draft\nId: `9`\n", "9", Some("`9`")),
            ("---\nid:\nstatus: draft\n---\n# T\n", "0007", None),
        ] {
            let document = Document::read(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
            let found = Identifier::of(&document.metadata, "0007-x.md").expect("it has one");
            assert_eq!((found.words.as_str(), found.span.map(|span| span.of(text))), (words, source), "{text}");
        }
    }
}
