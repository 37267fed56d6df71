//! What `list` prints: a book's documents or decisions as a table, Markdown, CSV or JSON. It reads no file and prints nothing.

mod csv;
mod document;
mod json;
mod rows;
mod table;

pub(super) use csv::{OF_DOCUMENTS, printed};
pub use csv::{decisions_as_csv, documents_as_csv};
pub use document::{ListedDecision, ListedDocument, ListedPhase, ListedProgress, ListedSource, ListedStatus};
pub(super) use json::VERSION;
pub use json::{decisions_as_json, documents_as_json};
pub use rows::ListRows;
pub use table::Width;
