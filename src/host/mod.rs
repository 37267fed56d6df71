//! The host's protocol: mdBook's JSON comes in, a view over its bytes goes out, and later the answer.
//!
//! mdBook writes `[context, book]` and reads the book back. The answer is the book's own bytes with some literals replaced,
//! so that fields and items that this program doesn't know survive, and one code serves both protocols. This module
//! knows nothing of documents, reads no stream and prints nothing.

mod answer;
mod context;
mod error;
mod literal;
mod scan;

use std::borrow::Cow;

use serde_json::value::RawValue;

pub use answer::{AddedChapter, BookChanges, Contents};
pub use context::{HostContext, Protocol, SUPPORTED};
pub use error::HostError;
use literal::Literal;
use scan::{ScannedBook, ScannedChapter};

use crate::read::ChapterText;
use crate::text::{Span, prefix_to, suffix_from};

/// What mdBook asks: a book, and under which circumstances it is built. It borrows the input and copies almost nothing.
#[derive(Debug)]
pub struct Request<'a> {
    input: &'a str,
    context: HostContext,
    chapters: Vec<HostChapter<'a>>,
    book: Span,
    /// The `]` of the top level, where a chapter is appended.
    items_end: usize,
    has_items: bool,
}

/// One chapter as the host sent it.
#[derive(Debug, Clone)]
pub struct HostChapter<'a> {
    /// The name in the sidebar. As written in the JSON where it holds half a surrogate pair, which is no text in Rust.
    pub name: Cow<'a, str>,
    /// The page's path relative to the book's `src`, with the host's separators; a draft has none.
    pub path: Option<Cow<'a, str>>,
    /// The file's path relative to the book's `src`; drafts and chapters that a preprocessor made have none.
    pub source_path: Option<Cow<'a, str>>,
    content: Literal<'a>,
    path_literal: Literal<'a>,
}

impl<'a> HostChapter<'a> {
    /// The chapter's Markdown, decoded from the JSON at each call.
    ///
    /// `None` if it is no text in Rust: JSON can write half a surrogate pair (`\ud800`). Such a chapter is to be left alone;
    /// its bytes go back as they came.
    #[must_use]
    pub fn content(&self) -> Option<Cow<'a, str>> {
        self.content.decoded()
    }
}

impl ChapterText for HostChapter<'_> {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.content()
    }

    fn may_hold(&self, part: &str) -> bool {
        self.content.may_hold(part)
    }

    fn may_link_to_anchor(&self) -> bool {
        self.content.may_link_to_anchor()
    }

    fn may_begin_with(&self, letters: &[char]) -> bool {
        self.content.may_begin_with(letters)
    }
}

/// Reads what mdBook wrote to standard input.
///
/// # Errors
/// If it is not what an mdBook sends, and why.
pub fn parse_request(input: &[u8]) -> Result<Request<'_>, HostError> {
    let text = std::str::from_utf8(input).map_err(|error| HostError::NotUtf8 { offset: error.valid_up_to() })?;
    if text.trim().is_empty() {
        return Err(HostError::Empty);
    }
    let (context, book): (&RawValue, ScannedBook) =
        serde_json::from_str(text).map_err(|error| error::diagnose(text, &error))?;
    Ok(Request::new(text, HostContext::parse(context)?, context.get(), book))
}

impl<'a> Request<'a> {
    /// `context_text` and `book` stand in `input`, in this order, with nothing but punctuation around them.
    fn new(input: &'a str, context: HostContext, context_text: &str, book: ScannedBook<'a>) -> Self {
        let context_end = literal::span_in(input, context_text).end;
        let start = suffix_from(input, context_end).find('{').expect("the book was scanned as an object") + context_end;
        let end = input.rfind('}').expect("the book was scanned as an object") + 1;
        let behind_items = book.key_behind_items.map_or(end, |key| literal::span_in(input, key).start);
        let items_end = prefix_to(input, behind_items).rfind(']').expect("the items were scanned as an array");
        let has_items = !book.items.is_empty();
        let chapters = scan::depth_first(book.items).into_iter().map(HostChapter::from).collect();
        Self { input, context, chapters, book: Span::new(start, end), items_end, has_items }
    }

    /// Under which circumstances the book is built.
    #[must_use]
    pub const fn context(&self) -> &HostContext {
        &self.context
    }

    /// All chapters, drafts included, in the order of the sidebar: a chapter comes before those nested in it.
    #[must_use]
    pub fn chapters(&self) -> &[HostChapter<'a>] {
        &self.chapters
    }
}

impl<'a> From<ScannedChapter<'a>> for HostChapter<'a> {
    fn from(scanned: ScannedChapter<'a>) -> Self {
        let path = |literal: Literal<'a>| (!literal.is_null()).then(|| literal.decoded_or_source());
        Self {
            name: scanned.name.decoded_or_source(),
            path: path(scanned.path),
            source_path: scanned.source_path.and_then(path),
            content: scanned.content,
            path_literal: scanned.path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: &str = r#"{"root":"/b","config":{},"renderer":"html","mdbook_version":"0.5.4"}"#;

    fn input(book: &str) -> String {
        format!("[{CONTEXT},{book}]")
    }

    #[test]
    fn chapters_come_in_the_order_of_the_sidebar() {
        let input = input(
            r##"{"items":[
                {"Chapter":{"name":"A","content":"# A\n","number":[1],"sub_items":[
                    {"Chapter":{"name":"B \"b\"","content":"# B","number":[1,1],"path":"a\\b.md","source_path":"a\\B.md"}}
                ],"path":"a.md","source_path":"a.md"}},
                "Separator", {"PartTitle":"P"}, {"Unknown":{"Chapter":1}}, "New", {},
                {"Chapter":{"name":"C","content":"","number":null,"sub_items":[],"path":null,"source_path":null}}
            ]}"##,
        );
        let request = parse_request(input.as_bytes()).expect("what a host sends");
        let seen: Vec<_> = request
            .chapters()
            .iter()
            .map(|chapter| (&*chapter.name, chapter.path.as_deref(), chapter.source_path.as_deref()))
            .collect();
        let expected =
            [("A", Some("a.md"), Some("a.md")), ("B \"b\"", Some("a\\b.md"), Some("a\\B.md")), ("C", None, None)];
        assert_eq!(seen, expected);
        assert_eq!(request.chapters()[0].content().as_deref(), Some("# A\n"));
        assert!(matches!(request.chapters()[1].content(), Some(Cow::Borrowed("# B"))), "nothing to decode");
    }

    #[test]
    fn a_chapter_is_seen_wherever_its_key_stands() {
        let chapter = r#""Chapter":{"name":"A","content":"","path":null}"#;
        for (item, chapters) in [
            (format!("{{{chapter}}}"), Some(1)),
            (format!(r#"{{"New":[1],{chapter},"Other":{{"Chapter":2}}}}"#), Some(1)),
            (format!("{{{chapter},{chapter}}}"), None),
        ] {
            let input = input(&format!(r#"{{"items":[{item}]}}"#));
            let read = parse_request(input.as_bytes());
            assert_eq!(read.map(|request| request.chapters().len()).ok(), chapters, "{item}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_no_content_but_no_error() {
        let input = input(r#"{"items":[{"Chapter":{"name":"\ud800","content":"a\ud800","path":"\udfff.md"}}]}"#);
        let request = parse_request(input.as_bytes()).expect("what a host could send");
        let chapter = &request.chapters()[0];
        assert_eq!((chapter.content(), &*chapter.name, chapter.path.as_deref()), (None, r"\ud800", Some(r"\udfff.md")));
    }

    /// A book whose only chapter has `levels` of chapters, each in the one above.
    fn nested(levels: usize) -> String {
        let open = r#"{"Chapter":{"name":"n","content":"c","path":null,"sub_items":["#;
        format!(r#"{{"items":[{}{}]}}"#, open.repeat(levels), "]}}".repeat(levels))
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_an_overflow() {
        let deepest = input(&nested(error::DEEPEST));
        assert_eq!(
            parse_request(deepest.as_bytes()).map(|request| request.chapters().len()).ok(),
            Some(error::DEEPEST)
        );
        for levels in [error::DEEPEST + 1, 100_000] {
            let error = parse_request(input(&nested(levels)).as_bytes()).expect_err("too deep");
            assert_eq!(error, HostError::TooDeep);
        }
    }
}
