//! The least that this job takes: the book is read, each document is parsed once by mdBook's parser, on all cores, and all is written.
//! Nothing is known of a document then, and nothing is proven.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::os::fd::AsFd;

use mdbook_design_docs::host::{self, BookChanges};
use mdbook_design_docs::lint;
use mdbook_design_docs::settings::Settings;
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use rayon::prelude::*;

/// Gives back the book that stands on standard input, with its documents written anew as they came.
///
/// # Errors
/// If it can't be read or written.
pub fn preprocess() -> Result<(), Box<dyn Error>> {
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input)?;
    let request = host::parse_request(&input)?;
    let settings = Settings::from_config(&request.context().config, lint::NAMES)?;
    let documents = request.chapters().par_iter().enumerate().filter_map(|(place, chapter)| {
        let text = chapter.content().filter(|_| settings.is_document(chapter.path.as_deref().unwrap_or_default()))?;
        let events: Vec<_> = new_cmark_parser(&text, &MarkdownOptions::default()).into_offset_iter().collect();
        (!events.is_empty()).then(|| (place, text.into_owned()))
    });
    let contents: BTreeMap<usize, String> = documents.collect::<Vec<_>>().into_iter().collect();
    let mut stdout = BufWriter::with_capacity(1 << 18, File::from(io::stdout().as_fd().try_clone_to_owned()?));
    request.write_answer(&BookChanges { contents: &contents, ..BookChanges::default() }, &mut stdout)?;
    stdout.flush()?;
    Ok(())
}
