//! Stage 1: a chapter's text in, the document that it is out, with all that later stages ask of it. It reads no file and knows no host's JSON.

mod chapter;
mod chapter_text;
mod context;
mod document;
mod sections;
mod switches;
mod templates;

pub use chapter::{Chapter, DocumentChapter, document_chapters};
pub use chapter_text::ChapterText;
pub(crate) use chapter_text::links_to_anchor;
pub use context::{Context, RenderOptions};
pub use document::{ReadDocument, Reading, Unread, read_document};
pub use switches::{NormaliseExtent, is_no_document};
pub use templates::{Templates, template_files};
