//! A chapter's text, which its holder makes when it is asked for: a build holds the host's bytes and the texts that changed,
//! and no second copy of the book.

use memchr::memmem;
use std::borrow::Cow;
use std::fmt::Debug;

/// What holds a chapter's text. The two questions are for ruling a text out without making it: they may be answered by "yes"
/// where the text says otherwise.
pub trait ChapterText: Debug + Sync {
    /// The text; `None` if it can't be decoded, and has to stay as it is.
    fn text(&self) -> Option<Cow<'_, str>>;

    /// Whether the text may hold `part`.
    fn may_hold(&self, part: &str) -> bool;

    /// Whether the text may link to an anchor of another page: whether it has `.md` or `.html` before `#` or `?`.
    fn may_link_to_anchor(&self) -> bool;

    /// Whether the text may begin with one of `letters`.
    fn may_begin_with(&self, letters: &[char]) -> bool;
}

impl<T: AsRef<str> + Debug + Sync> ChapterText for T {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_ref()))
    }

    fn may_hold(&self, part: &str) -> bool {
        self.as_ref().contains(part)
    }

    fn may_link_to_anchor(&self) -> bool {
        links_to_anchor(self.as_ref())
    }

    fn may_begin_with(&self, letters: &[char]) -> bool {
        self.as_ref().starts_with(letters)
    }
}

/// Whether a text has `.md` or `.html` before `#` or `?`.
pub(crate) fn links_to_anchor(text: &str) -> bool {
    [".md", ".html"].into_iter().any(|end| {
        let mut places = memmem::find_iter(text.as_bytes(), end);
        places.any(|at| matches!(text.as_bytes().get(at + end.len()), Some(b'#' | b'?')))
    })
}
