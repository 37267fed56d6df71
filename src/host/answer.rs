//! The answer to the host: its own bytes, with other literals where something changed.
//!
//! The answer is written piece by piece, and each changed text is asked for when it is written, so that a build has the input in memory and no second copy
//! of the book.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::Request;
use crate::text::Span;

/// New Markdown for chapters, which are known by their places in [`Request::chapters`]. It is asked for when it is written.
pub trait Contents: Sync {
    /// The chapters whose Markdown may be another one.
    fn chapters(&self) -> Vec<usize>;

    /// The Markdown of such a chapter; `None` if it stays as it is.
    fn content(&self, chapter: usize) -> Option<Cow<'_, str>>;
}

impl Contents for BTreeMap<usize, String> {
    fn chapters(&self) -> Vec<usize> {
        self.keys().copied().collect()
    }

    fn content(&self, chapter: usize) -> Option<Cow<'_, str>> {
        self.get(&chapter).map(|content| Cow::Borrowed(content.as_str()))
    }
}

/// What is different in the answer. A number is a chapter's place in [`Request::chapters`].
pub struct BookChanges<'c> {
    /// New Markdown for chapters.
    pub contents: &'c dyn Contents,
    /// Paths for drafts, which makes them pages; `source_path` stays empty, as there is no file.
    pub paths: BTreeMap<usize, String>,
    /// A chapter to add at the end of the sidebar.
    pub added: Option<AddedChapter>,
}

/// No change.
impl Default for BookChanges<'_> {
    fn default() -> Self {
        static NONE: BTreeMap<usize, String> = BTreeMap::new();
        Self { contents: &NONE, paths: BTreeMap::new(), added: None }
    }
}

/// What a literal of the host's book is replaced by.
enum NewLiteral<'c> {
    /// The new Markdown of a chapter.
    Content(usize),
    /// A path.
    Path(&'c str),
}

/// A chapter that is no file of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedChapter {
    /// The name in the sidebar.
    pub name: String,
    /// The page's path relative to the book's `src`.
    pub path: String,
    /// Its Markdown.
    pub content: String,
}

impl Request<'_> {
    /// Writes the book with `changes`. Without any it is the host's book, byte for byte.
    ///
    /// # Errors
    /// If `out` can't be written.
    ///
    /// # Panics
    /// If a change names a chapter that doesn't exist.
    pub fn write_answer(&self, changes: &BookChanges<'_>, out: &mut impl Write) -> io::Result<()> {
        let mut copied = self.book.start;
        for some in self.replaced_literals(changes).chunks(AT_ONCE) {
            let written = some.par_iter().map_with(Vec::new(), |room, (_, new)| match new {
                NewLiteral::Content(chapter) => Some(literal(&changes.contents.content(*chapter)?, room)),
                NewLiteral::Path(path) => Some(literal(path, room)),
            });
            let written: Vec<Option<Vec<u8>>> = written.collect();
            for ((old, _), new) in some.iter().zip(written) {
                let Some(new) = new else { continue };
                out.write_all(&self.input.as_bytes()[copied..old.start])?;
                out.write_all(&new)?;
                copied = old.end;
            }
        }
        if let Some(added) = &changes.added {
            out.write_all(&self.input.as_bytes()[copied..self.items_end])?;
            if self.has_items {
                out.write_all(b",")?;
            }
            let AddedChapter { name, path, content } = added;
            let item = AddedItem::Chapter {
                name,
                content,
                number: (),
                sub_items: [],
                path,
                source_path: (),
                parent_names: [],
            };
            serde_json::to_writer(&mut *out, &item)?;
            copied = self.items_end;
        }
        out.write_all(&self.input.as_bytes()[copied..self.book.end])
    }

    /// The book with `changes`, as one text.
    ///
    /// # Panics
    /// If a change names a chapter that doesn't exist.
    #[must_use]
    pub fn answer(&self, changes: &BookChanges<'_>) -> String {
        let mut answer = Vec::with_capacity(self.book.len());
        self.write_answer(changes, &mut answer).expect("a vector takes all that is written");
        String::from_utf8(answer).expect("text with replaced literals is text")
    }

    /// Where literals are replaced, and by what, in the order of the input: a chapter's path stands behind the chapters that are nested in it.
    fn replaced_literals<'c>(&self, changes: &'c BookChanges<'_>) -> Vec<(Span, NewLiteral<'c>)> {
        let contents = changes.contents.chapters().into_iter();
        let contents = contents.map(|chapter| (self.chapters[chapter].content, NewLiteral::Content(chapter)));
        let paths = changes.paths.iter();
        let paths = paths.map(|(&chapter, path)| (self.chapters[chapter].path_literal, NewLiteral::Path(path)));
        let mut replaced: Vec<_> =
            contents.chain(paths).map(|(literal, new)| (literal.span_in(self.input), new)).collect();
        replaced.sort_unstable_by_key(|(span, _)| *span);
        replaced
    }
}

/// How many literals are made at once, on all cores. More would only be a second copy of the changes.
const AT_ONCE: usize = 64;

/// A text as JSON. It is made in `room`, which has to be several times as large as the text.
fn literal(text: &str, room: &mut Vec<u8>) -> Vec<u8> {
    room.clear();
    json_escape_simd::escape_into(text, room);
    room.clone()
}

/// A chapter as both protocols write it.
#[derive(Serialize)]
enum AddedItem<'a> {
    Chapter {
        name: &'a str,
        content: &'a str,
        /// Always `null`: mdBook 0.5 panics where a number is deeper than its neighbour's by more than one.
        number: (),
        sub_items: [(); 0],
        path: &'a str,
        source_path: (),
        parent_names: [&'a str; 0],
    },
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};

    use super::*;
    use crate::host::parse_request;

    const CONTEXT: &str = r#"{"root":"/b","config":{},"renderer":"html","mdbook_version":"0.4.52"}"#;

    fn answer(book: &str, changes: &BookChanges<'_>) -> String {
        let input = format!(" [ {CONTEXT} , {book} ] \n");
        parse_request(input.as_bytes()).expect("what a host sends").answer(changes)
    }

    proptest! {
        #[test]
        fn a_literal_is_read_as_the_text(text in "(?s)[\\PC\0-\x7f\u{2028}]{0,80}") {
            prop_assert_eq!(serde_json::from_slice::<String>(&literal(&text, &mut Vec::new())).expect("a string"), text);
        }
    }

    #[test]
    fn what_is_not_changed_keeps_its_bytes() {
        let book = r#"{ "new" : {"items":[]}, "sections" : [ {"Chapter":{"name":"\u0041","content":"\ud800 ]}\u00e4","x":[1.50],
            "sub_items":[{"Chapter":{"content":"old","name":"B","path":null}}],"path":null,"number" : [ 1 ]}}, "Separator" ] ,
            "__non_exhaustive":null, "later":"]" }"#;
        assert_eq!(answer(book, &BookChanges::default()), book);

        let changes = BookChanges {
            contents: &BTreeMap::from([(1, "new \"text\"\n".to_owned())]),
            paths: [(0, "a.md".to_owned()), (1, "b\\ü.md".to_owned())].into(),
            added: Some(AddedChapter { name: "N".to_owned(), path: "n.md".to_owned(), content: "# N".to_owned() }),
        };
        let expected = book
            .replace(r#""old""#, r#""new \"text\"\n""#)
            .replace(r#""B","path":null"#, r#""B","path":"b\\ü.md""#)
            .replace(r#"}}],"path":null"#, r#"}}],"path":"a.md""#)
            .replace(
                r#""Separator" ]"#,
                r##""Separator" ,{"Chapter":{"name":"N","content":"# N","number":null,"sub_items":[],"path":"n.md","source_path":null,"parent_names":[]}}]"##,
            );
        assert_eq!(answer(book, &changes), expected);
    }

    #[test]
    fn a_chapter_is_added_to_an_empty_book() {
        let added = AddedChapter { name: "N".to_owned(), path: "n.md".to_owned(), content: String::new() };
        let changes = BookChanges { added: Some(added), ..BookChanges::default() };
        let answer = answer(r#"{"sections":[],"__non_exhaustive":null}"#, &changes);
        assert!(answer.starts_with(r#"{"sections":[{"Chapter":{"name":"N","#), "{answer}");
        assert!(answer.ends_with(r#"}}],"__non_exhaustive":null}"#), "{answer}");
    }
}
