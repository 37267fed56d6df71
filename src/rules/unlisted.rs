//! `not-in-summary`: a file that the globs name and SUMMARY.md doesn't, so that neither a page nor the index knows of it.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding};
use crate::settings::Settings;
use crate::span::Span;
use crate::summary;

/// The documents among `files` that are neither chapters nor included by one. All paths are relative to `src`, with `/`.
#[must_use]
pub fn not_in_summary<'f>(
    files: &'f [String],
    chapters: &BTreeSet<String>,
    included: &BTreeSet<String>,
    settings: &Settings,
) -> Vec<(&'f str, Finding)> {
    let is_unlisted =
        |path: &&str| settings.is_document(path) && !chapters.contains(*path) && !included.contains(*path);
    let unlisted = files.iter().map(String::as_str).filter(is_unlisted);
    unlisted
        .map(|path| {
            let file = path.rsplit('/').next().unwrap_or(path);
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let message = "the document is not in SUMMARY.md, so it has no page and its decisions are in no index";
            let (line, glob) = (summary::link(stem, path), globset::escape(path));
            let help = format!("add `- {line}` to SUMMARY.md, or exclude it with \"!{glob}\" in `docs`");
            (path, Finding::new(Code::NotInSummary, Span::at(0), message).with_help(help))
        })
        .collect()
}
