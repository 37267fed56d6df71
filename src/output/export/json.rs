//! The export as JSON, for other programs.

use serde::Serialize;

use super::Export;
use crate::output::list::VERSION;
use crate::terminal;

#[derive(Serialize)]
struct Versioned<'e> {
    version: u32,
    #[serde(flatten)]
    export: &'e Export<'e>,
}

/// The export as JSON. It ends with a line break.
#[must_use]
pub fn as_json(export: &Export<'_>) -> String {
    let json = serde_json::to_string_pretty(&Versioned { version: VERSION, export });
    terminal::json(&(json.expect("texts, numbers and lists of them can be written") + "\n"))
}
