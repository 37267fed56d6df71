//! A whole book's documents formatted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::fault::{self, Stage, isolate};
use crate::includes;
use crate::normalise::Formatted;
use crate::path::BookPath;
use crate::read::{Chapter, Context, ReadDocument, Unread, document_chapters};

use super::formatting::{self, Formatting};
use super::unpin::without_pins;
use super::{read_documents, texts};

/// How documents are formatted.
#[derive(Debug, Clone, Copy, Default)]
pub struct FormatOptions<'o> {
    /// Whether missing sections are started, with the template's guidance.
    pub fills_in: bool,
    /// If renamed headings get no id that they keep, the texts beside the chapters that may be part of a page: what they link to keeps its id.
    pub without_pins: Option<&'o [String]>,
}

/// What formatting makes of a book's files, by their chapters' places.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FormattedBook {
    /// The new texts of those that change: documents and, without pins, chapters with links to them.
    pub texts: BTreeMap<usize, String>,
    /// Why documents stay as they are though something would be to do.
    pub refused: BTreeMap<usize, String>,
}

/// How often a book is formatted anew without pins: without one, sections can move that couldn't before.
const MOST_TURNS: usize = 4;

/// Formats those documents of a book that are `asked_for`, by their chapters' places.
#[must_use]
pub fn format_book(
    chapters: &[Chapter<'_>],
    context: &Context<'_>,
    options: FormatOptions<'_>,
    asked_for: impl Fn(usize) -> bool,
) -> FormattedBook {
    let mut book = FormattedBook::default();
    let turns = if options.without_pins.is_some() { MOST_TURNS } else { 1 };
    for _ in 0..turns {
        let mut current = chapters.to_vec();
        for (&place, text) in &book.texts {
            current[place].content = text;
        }
        let texts = texts(&current);
        let mut formatted: BTreeMap<usize, Formatted> = BTreeMap::new();
        book.refused.clear();
        let parts_are_in = included_in_part(&current, &texts);
        let mut documents = Vec::new();
        let named: Vec<_> = document_chapters(&current, context.settings).collect();
        for (place, read) in read_documents(&named, &texts, context) {
            match read {
                Ok(document) if asked_for(place) => documents.push((place, document)),
                Err(Unread::Fault(fault)) if asked_for(place) => _ = book.refused.insert(place, fault.to_string()),
                _ => {}
            }
        }
        for (place, formatting) in format(documents, context, options.fills_in) {
            match formatting {
                Formatting::Changed(document) => {
                    match current[place].path.and_then(BookPath::parse).and_then(|path| parts_are_in.get(&path)) {
                        Some(other) => _ = book.refused.insert(place, format!("`{other}` includes some of its lines")),
                        None => _ = formatted.insert(place, document),
                    }
                }
                Formatting::Unchanged => {}
                Formatting::Refused(why) => _ = book.refused.insert(place, why),
            }
        }
        let new = match options.without_pins {
            Some(others) => {
                let places: Vec<usize> = formatted.keys().copied().collect();
                isolate(|| without_pins(&current, formatted, others, context.options.dialect)).unwrap_or_else(|fault| {
                    // A link and the id that it leads to are written together.
                    book.refused.extend(places.into_iter().map(|place| (place, fault.to_string())));
                    BTreeMap::new()
                })
            }
            None => formatted.into_iter().map(|(place, document)| (place, document.text)).collect(),
        };
        let is_new = |(place, text): &(usize, String)| texts[*place].as_deref() != Some(text);
        let new: BTreeMap<usize, String> = new.into_iter().filter(is_new).collect();
        drop(texts);
        if new.is_empty() {
            break;
        }
        book.texts.extend(new);
    }
    book
}

/// The files of which some lines are included, each with a chapter that does so.
fn included_in_part<'c>(
    chapters: &[Chapter<'c>],
    texts: &[Option<Cow<'_, str>>],
) -> BTreeMap<BookPath<'static>, &'c str> {
    let texts = chapters.iter().zip(texts).filter_map(|(chapter, text)| Some((chapter.path?, text.as_deref()?)));
    let parts = texts.flat_map(|(path, text)| {
        let parts = includes::files(text).filter(|file| file.is_part);
        parts.filter_map(move |file| Some((BookPath::of_chapter(path).join(file.path)?, path)))
    });
    parts.collect()
}

/// What becomes of the documents' files, each with its chapter's place. With `fills_in`, missing sections are started with the template's
/// prompts. `documents` are those of [`super::read_book`].
#[must_use]
pub fn format(
    documents: Vec<(usize, ReadDocument<'_>)>,
    context: &Context<'_>,
    fills_in: bool,
) -> Vec<(usize, Formatting)> {
    documents
        .into_par_iter()
        .map(|(place, document)| {
            let format = || {
                fault::point(Stage::Format, document.document.parsed.text);
                formatting::format(&document, context, fills_in)
            };
            (place, isolate(format).unwrap_or_else(|fault| Formatting::Refused(fault.to_string())))
        })
        .collect()
}
