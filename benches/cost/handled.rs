//! Whether an answer is the work that is measured: a program that gives the book back as it came would be the fastest.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A chapter's text by its path.
type Texts<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

#[derive(Deserialize)]
struct Book<'a> {
    #[serde(borrow, alias = "sections")]
    items: Vec<Item<'a>>,
}

#[derive(Deserialize)]
enum Item<'a> {
    #[serde(borrow)]
    Chapter(Chapter<'a>),
}

#[derive(Deserialize)]
struct Chapter<'a> {
    #[serde(borrow)]
    content: Cow<'a, str>,
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(borrow)]
    sub_items: Vec<Item<'a>>,
}

/// Checks that the answer has each of the book's `documents` with its status in a header and its decisions under the template's
/// name, and every other chapter as it came.
///
/// # Errors
/// If it hasn't, or can't be read.
pub fn check(request: &Path, answer: &Path, documents: usize) -> Result<(), String> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let (request, answer) = (read(request)?, read(answer)?);
    let (_, request): (IgnoredAny, Book) = serde_json::from_str(&request).map_err(|error| error.to_string())?;
    let answer: Book = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
    let (mut before, mut after) = (Texts::new(), Texts::new());
    collect(request.items, &mut before);
    collect(answer.items, &mut after);
    let mut handled = 0;
    for (path, text) in &before {
        let page = after.get(path).ok_or_else(|| format!("{path} is missing"))?;
        if !path.starts_with("designs/") {
            if page != text {
                return Err(format!("{path} is no document and was changed"));
            }
        } else if page.contains("<div class=\"design-header\"") && page.contains("\n## Design Decisions {#") {
            handled += 1;
        }
    }
    if handled == documents { Ok(()) } else { Err(format!("{handled} of {documents} documents were handled")) }
}

fn collect<'a>(items: Vec<Item<'a>>, texts: &mut Texts<'a>) {
    for Item::Chapter(chapter) in items {
        texts.insert(chapter.path, chapter.content);
        collect(chapter.sub_items, texts);
    }
}
