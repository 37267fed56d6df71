//! The parts of a file's name: a date, a prefix, the number and the rest. Whether the number is an id of the document is
//! for [`super::identifier`] to say.

use std::collections::HashSet;

use crate::path;
use crate::text::{Span, normalize, prefix_to, split, suffix_from};

/// Marks between the parts of a file's name.
const MARKS: [char; 4] = ['-', '_', ' ', '.'];

/// A file's name in its parts, as they are written; what is missing is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FileName<'p> {
    /// The file's folder, without a `/` at the end.
    pub folder: &'p str,
    /// A date with the mark after it: `2021-08-19_`.
    pub date: &'p str,
    /// The prefix of the number, with its mark: `ADR-`.
    pub prefix: &'p str,
    /// The digits of the number: `0001`.
    pub digits: &'p str,
    /// The mark after the number: `-`.
    pub mark: &'p str,
    /// What follows, without the extension.
    pub rest: &'p str,
}

impl<'p> FileName<'p> {
    /// The parts of the name of a file at a path with `/`. A version such as `1.2-x.md` and a date alone have no number.
    pub(crate) fn parse(path: &'p str) -> Self {
        let (date, name) = date_at_start(path::stem(path));
        let without_number = Self { folder: path::folder(path), date, rest: name, ..Self::default() };
        let Some(start) = name.find(|c: char| c.is_ascii_digit()) else { return without_number };
        let (prefix, from_digits) = split(name, start);
        let Some((digits, after)) = digits(from_digits) else { return without_number };
        let rest = after.trim_start_matches(MARKS);
        let mark = prefix_to(after, after.len() - rest.len());
        let ends = after.is_empty() || !mark.is_empty();
        let is_version = mark == "." && rest.starts_with(|c: char| c.is_ascii_digit());
        let kind = prefix.trim_end_matches(MARKS);
        let is_prefix =
            prefix.is_empty() || !kind.is_empty() && words(kind).all(|word| word.chars().all(char::is_alphabetic));
        if !ends || is_version || !is_prefix || prefix.is_empty() && !may_follow(date, digits) {
            return without_number;
        }
        Self { prefix, digits, mark, rest, ..without_number }
    }

    /// The number with its prefix, as written: `ADR-0001`; `None` if there is no number.
    pub(crate) fn numbered(&self) -> Option<String> {
        (!self.digits.is_empty()).then(|| format!("{}{}", self.prefix, self.digits))
    }

    /// Whether the number is four digits that can be a year, and nothing says otherwise.
    pub(crate) fn may_be_year(&self) -> bool {
        self.prefix.is_empty() && self.date.is_empty() && is_year(self.digits)
    }
}

/// The folders of a book with the prefixes of their files' numbers, where one of the files leaves no doubt that it is numbered: `hld-099.md` says
/// what `hld-100.md` is, and `0401.md` that `2000.md` is no year.
#[derive(Debug, Default)]
pub(crate) struct Series(HashSet<(String, String)>);

impl Series {
    /// The series of some files, by their paths with `/`.
    pub(crate) fn from_paths<'p>(paths: impl IntoIterator<Item = &'p str>) -> Self {
        let files = paths.into_iter().map(FileName::parse);
        let numbered = files.filter(|file| {
            let is_plain = file.prefix.is_empty() && !file.digits.is_empty() && !file.may_be_year();
            is_plain || is_padded(file.prefix, file.digits)
        });
        Self(numbered.map(|file| key(&file)).collect())
    }

    /// Whether a file continues one of them.
    pub(crate) fn has(&self, file: &FileName<'_>) -> bool {
        !file.digits.is_empty() && self.0.contains(&key(file))
    }
}

fn key(file: &FileName<'_>) -> (String, String) {
    (file.folder.to_owned(), normalize(file.prefix.trim_end_matches(MARKS)).into_owned())
}

/// Whether digits begin with a zero, are at least three, and follow a mark: `http-002` is an id.
/// `ann0216` is a name.
pub(crate) fn is_padded(prefix: &str, digits: &str) -> bool {
    digits.len() >= 3 && digits.starts_with('0') && !prefix.ends_with(char::is_alphabetic)
}

/// Whether digits can be a year of our time.
pub(crate) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && is_between(digits, 1900, 2099)
}

/// The words of a text that marks part.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(MARKS).filter(|word| !word.is_empty())
}

/// The ASCII digits that a text begins with, and what follows them.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| split(text, end))
}

fn is_between(digits: &str, least: u32, most: u32) -> bool {
    digits.parse().is_ok_and(|number| (least..=most).contains(&number))
}

/// Whether digits after a date number the file: `009` does, `10` in `2024-01-02-10-lessons` and a time of day don't.
fn may_follow(date: &str, digits: &str) -> bool {
    let Some(outer) = date.chars().next_back() else { return true };
    let inner = date.chars().find(|c| !c.is_ascii_digit());
    let is_apart = inner.is_some_and(|inner| inner != outer) && digits.len() == 3;
    digits.starts_with("00") || digits.len() <= 3 && (digits.starts_with('0') || is_apart)
}

/// The date at the start of a name with the mark after it, and what follows: `2024-01-02`, `2024_01`, `20240102`.
fn date_at_start(name: &str) -> (&str, &str) {
    let two = |text: &'_ str, most: u32| {
        let (digits, _) = text.strip_prefix(['-', '_', '.']).and_then(digits)?;
        (digits.len() == 2 && is_between(digits, 1, most)).then_some("-00".len())
    };
    let length = digits(name).and_then(|(first, rest)| match first.len() {
        8 => {
            let is_date = is_between(prefix_to(first, 4), 1900, 2199)
                && is_between(Span::new(4, 6).of(first), 1, 12)
                && is_between(suffix_from(first, 6), 1, 31);
            is_date.then_some(8)
        }
        4 if is_between(first, 1900, 2199) => {
            let month = two(rest, 12)?;
            Some(4 + month + two(suffix_from(rest, month), 31).unwrap_or(0))
        }
        _ => None,
    });
    let Some(length) = length else { return ("", name) };
    let after = suffix_from(name, length);
    let rest = after.trim_start_matches(MARKS);
    if rest.len() == after.len() && !rest.is_empty() {
        return ("", name);
    }
    split(name, name.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_names() {
        for (path, expected) in [
            ("adr/0007-storage.md", ["", "", "0007", "-", "storage"]),
            ("adr/0007.md", ["", "", "0007", "", ""]),
            ("adr/1.2-a.md", ["", "", "", "", "1.2-a"]),
            ("7_storage.md", ["", "", "7", "_", "storage"]),
            ("12 storage.md", ["", "", "12", " ", "storage"]),
            ("3.storage.md", ["", "", "3", ".", "storage"]),
            ("ADR-0001-a.md", ["", "ADR-", "0001", "-", "a"]),
            ("ADR001-x.md", ["", "ADR", "001", "-", "x"]),
            ("adr_12_x.md", ["", "adr_", "12", "_", "x"]),
            ("nr.-001-x.md", ["", "nr.-", "001", "-", "x"]),
            ("storage-7.md", ["", "storage-", "7", "", ""]),
            ("RFC-0012.md", ["", "RFC-", "0012", "", ""]),
            ("2021-08-19_009-x.md", ["2021-08-19_", "", "009", "-", "x"]),
            ("20210819-x.md", ["20210819-", "", "", "", "x"]),
            ("20210819_010-x.md", ["20210819_", "", "010", "-", "x"]),
            ("2021-08-19_100-x.md", ["2021-08-19_", "", "100", "-", "x"]),
            ("2024-01-02-10-lessons.md", ["2024-01-02-", "", "", "", "10-lessons"]),
            ("2024-01-02_1530-call.md", ["2024-01-02_", "", "", "", "1530-call"]),
            ("2024-01-02-ADR-7-x.md", ["2024-01-02-", "ADR-", "7", "-", "x"]),
            ("2024-01-02.md", ["2024-01-02", "", "", "", ""]),
            ("2024_01_x.md", ["2024_01_", "", "", "", "x"]),
            ("2094-99-problems.md", ["", "", "2094", "-", "99-problems"]),
            ("20241399-x.md", ["", "", "20241399", "-", "x"]),
            ("3d-printing.md", ["", "", "", "", "3d-printing"]),
            ("a1b2-7.md", ["", "", "", "", "a1b2-7"]),
            ("0007-storage/README.md", ["", "", "", "", "README"]),
            ("７-x.md", ["", "", "", "", "７-x"]),
            ("größe-7-x.md", ["", "größe-", "7", "-", "x"]),
            (".md", ["", "", "", "", ""]),
            ("", ["", "", "", "", ""]),
        ] {
            let FileName { date, prefix, digits, mark, rest, .. } = FileName::parse(path);
            assert_eq!([date, prefix, digits, mark, rest], expected, "{path}");
        }
    }

    #[test]
    fn one_file_says_what_the_next_ones_are() {
        let series = Series::from_paths(["a/hld-099-x.md", "b/0401-x.md", "c/2023-x.md", "d/http-2-x.md"]);
        for (path, expected) in [
            ("a/HLD-100-y.md", true),
            ("b/2000-y.md", true),
            ("b/hld-100-y.md", false),
            ("c/2024-y.md", false),
            ("d/http-3-y.md", false),
            ("a/y.md", false),
        ] {
            assert_eq!(series.has(&FileName::parse(path)), expected, "{path}");
        }
    }
}
