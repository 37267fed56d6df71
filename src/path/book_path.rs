//! A file of the book: its path relative to `src`. It must not know what is in the file.

use std::borrow::{Borrow, Cow};
use std::fmt;

/// The path of a chapter or another file relative to `src`, with `/` between its parts on every platform. The only code that splits such a path.
///
/// Two are equal if they are spelled alike; [`BookPath::page`] gives the one spelling that all paths to a page share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookPath<'p>(Cow<'p, str>);

impl<'p> BookPath<'p> {
    /// A chapter's path as the host gives it, with `\` or `/`. Nothing else changes: a chapter can be outside `src`, as `../notes.md`.
    #[must_use]
    pub fn of_chapter(path: &'p str) -> Self {
        Self(if path.contains('\\') { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) })
    }

    /// A path that a person wrote, relative to `src`, without `.`, `..` and empty parts; `None` if it leads out of `src`.
    ///
    /// ```
    /// # use mdbook_design_docs::path::BookPath;
    /// assert_eq!(BookPath::parse("./designs\\adr/../ledger.md").unwrap().as_str(), "designs/ledger.md");
    /// assert_eq!(BookPath::parse("../ledger.md"), None);
    /// ```
    #[must_use]
    pub fn parse(path: &str) -> Option<BookPath<'static>> {
        resolve(std::iter::empty(), &BookPath::of_chapter(path).0)
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as text, and no longer as a path.
    #[must_use]
    pub fn into_text(self) -> Cow<'p, str> {
        self.0
    }

    /// The same path with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> BookPath<'static> {
        BookPath(Cow::Owned(self.0.into_owned()))
    }

    /// The folder without a `/` at its end; empty for a file in `src` itself.
    #[must_use]
    pub fn folder(&self) -> &str {
        folder(&self.0)
    }

    /// The folders from `src` down to the file's own.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folder().split('/').filter(|folder| !folder.is_empty())
    }

    /// Its folders and its last part, as they are written; one empty part if the path is empty.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The name of the folder that the file is in; empty for a file in `src` itself.
    #[must_use]
    pub fn folder_name(&self) -> &str {
        file_name(self.folder())
    }

    /// Whether it is in a folder or in one below that; an empty folder is `src` itself.
    #[must_use]
    pub fn is_inside(&self, folder: &str) -> bool {
        folder.is_empty() || self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The last part: `ledger.md` of `designs/ledger.md`.
    #[must_use]
    pub fn file_name(&self) -> &str {
        file_name(&self.0)
    }

    /// The last part without its extension: `ledger` of `designs/ledger.md`.
    #[must_use]
    pub fn stem(&self) -> &str {
        stem(&self.0)
    }

    /// The path that a target in this file leads to, such as a link's without its fragment: from the file's folder, or from `src` with a leading
    /// `/`. `None` if it leads out of `src`.
    ///
    /// ```
    /// # use mdbook_design_docs::path::BookPath;
    /// let log = BookPath::of_chapter("adr/log.md");
    /// assert_eq!(log.join("../designs/./ledger.md").unwrap().as_str(), "designs/ledger.md");
    /// assert_eq!(log.join("/designs/ledger.md").unwrap().as_str(), "designs/ledger.md");
    /// assert_eq!(log.join("../../ledger.md"), None);
    /// ```
    #[must_use]
    pub fn join(&self, target: &str) -> Option<BookPath<'static>> {
        let from_src = target.starts_with('/');
        resolve(self.folders().filter(|_| !from_src), target)
    }

    /// The page of a chapter or of a link's target, in the one spelling in which all paths to it are equal: `index.md` for `README.md`, `.md` for
    /// `.html`. It is what mdBook's preprocessor `index` makes of a chapter.
    ///
    /// ```
    /// # use mdbook_design_docs::path::BookPath;
    /// assert_eq!(BookPath::of_chapter("a/Readme.html").page().as_str(), "a/index.md");
    /// ```
    #[must_use]
    pub fn page(&self) -> BookPath<'static> {
        let path = Self::parse(&self.0).unwrap_or_else(|| self.clone().into_owned());
        let file = path.file_name();
        let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".html")).unwrap_or(file);
        let built = format!("{stem}.md");
        BookPath(Cow::Owned(in_folder(path.folder(), name_as_built(&built))))
    }

    /// Whether the file is its folder's own page: `README.md` or `index.md`, in any case.
    #[must_use]
    pub fn is_folder_page(&self) -> bool {
        name_as_built(&self.file_name().to_lowercase()) == "index.md"
    }

    /// The file name after mdBook's preprocessor `index`.
    #[must_use]
    pub fn file_name_as_built(&self) -> &str {
        name_as_built(self.file_name())
    }

    /// The parts of the way from this file's folder to another's: `..` for each folder up, then folders down. A link adds the other one's name.
    pub fn folders_to<'s>(&'s self, other: &'s BookPath<'_>) -> impl Iterator<Item = &'s str> {
        let common = self.folders().zip(other.folders()).take_while(|(own, other)| own == other).count();
        self.folders().skip(common).map(|_| "..").chain(other.folders().skip(common))
    }
}

impl fmt::Display for BookPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for BookPath<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A map by paths can be asked with text.
impl Borrow<str> for BookPath<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The folders with the parts of a path added; `None` if that leads out of them.
fn resolve<'s>(folders: impl Iterator<Item = &'s str>, path: &'s str) -> Option<BookPath<'static>> {
    let mut parts: Vec<&str> = folders.collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(BookPath(Cow::Owned(parts.join("/"))))
}

/// The folder of a path with `/`, without a `/` at its end; empty if there is none.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path with `/`.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, file)| file)
}

/// The last part of a path with `/`, without its extension.
#[must_use]
pub fn stem(path: &str) -> &str {
    let file = file_name(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The path of a file or folder in a folder of `src`; an empty folder is `src` itself.
#[must_use]
pub fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A file's name after mdBook's preprocessor `index`.
pub(super) fn name_as_built(file: &str) -> &str {
    if stem(file).eq_ignore_ascii_case("readme") { "index.md" } else { file }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_path() {
        for (path, expected) in [
            ("a.md", ["", "", "a.md", "a"]),
            ("d/a.md", ["d", "d", "a.md", "a"]),
            ("d\\e\\a.b.md", ["d/e", "e", "a.b.md", "a.b"]),
            ("d/LICENSE", ["d", "d", "LICENSE", "LICENSE"]),
            ("", ["", "", "", ""]),
        ] {
            let path = BookPath::of_chapter(path);
            assert_eq!([path.folder(), path.folder_name(), path.file_name(), path.stem()], expected, "{path}");
        }
    }

    #[test]
    fn a_target_leads_to_a_file() {
        for (chapter, target, expected) in [
            ("a.md", "b.md", Some("b.md")),
            ("d/a.md", "b.md", Some("d/b.md")),
            ("d/a.md", "./../b.md", Some("b.md")),
            ("d/a.md", "/e/b.md", Some("e/b.md")),
            ("d/a.md", "../../b.md", None),
            ("d/a.md", "/../b.md", None),
            ("d/a.md", "//b.md", Some("b.md")),
            ("../a.md", "b.md", Some("../b.md")),
        ] {
            let found = BookPath::of_chapter(chapter).join(target);
            assert_eq!(found.as_ref().map(BookPath::as_str), expected, "{chapter} {target}");
        }
    }

    #[test]
    fn one_page_has_one_spelling() {
        for path in ["a/README.md", "a/index.md", "a/readme.html", "./a/index.html", "a\\Readme.md"] {
            assert_eq!(BookPath::of_chapter(path).page().as_str(), "a/index.md", "{path}");
        }
        for (path, is_folder_page) in
            [("a/ReadMe.md", true), ("index.md", true), ("index/a.md", false), ("myreadme.md", false)]
        {
            assert_eq!(BookPath::of_chapter(path).is_folder_page(), is_folder_page, "{path}");
        }
        assert_eq!(BookPath::of_chapter("../x.md").page().as_str(), "../x.md");
    }

    #[test]
    fn ways_between_folders() {
        for (from, to, expected) in [
            ("a.md", "b.md", ""),
            ("a.md", "d/b.md", "d"),
            ("d/e/a.md", "d/f/b.md", "../f"),
            ("d/e/a.md", "b.md", "../.."),
        ] {
            let (from, to) = (BookPath::of_chapter(from), BookPath::of_chapter(to));
            assert_eq!(from.folders_to(&to).collect::<Vec<_>>().join("/"), expected, "{from} {to}");
        }
    }
}
