//! `index-clash`: an index page at the path of another page.

use crate::diagnostic::{Diagnostic, Location};
use crate::lint::BookFacts;
use crate::path::BookPath;
use crate::text::Span;

rule! {
    /// The index page can't be where the settings want it.
    "index-clash", Error, Book
}

fn check(facts: &BookFacts<'_>) -> Vec<(Location, Diagnostic)> {
    let clash = facts.settings.index.as_deref().and_then(|index| Some((index, clash(index, facts.paths)?)));
    let diagnostic = clash.map(|(index, other)| {
        let message = format!("the index page `{index}` would be written over the page of `{other}`");
        let help = "give `index` in the settings another path, or `false`";
        let location = Location::Setting { key: "index".to_owned(), value: index.to_owned() };
        (location, Diagnostic::new(RULE, Span::at(0), message).with_help(help))
    });
    diagnostic.into_iter().collect()
}

/// The path of a chapter that isn't the index page, and whose page is written to the same file.
#[must_use]
pub fn clash<'p>(index: &str, paths: &[&'p str]) -> Option<&'p str> {
    if paths.iter().any(|path| BookPath::of_chapter(path).as_str() == index) {
        return None;
    }
    let page = page_everywhere(index);
    // Most chapters have another name.
    let index = BookPath::of_chapter(index);
    let is_alike = |other: &&str| {
        let other = BookPath::of_chapter(other);
        other.is_folder_page() && index.is_folder_page() || other.stem().to_lowercase() == index.stem().to_lowercase()
    };
    paths.iter().copied().filter(is_alike).find(|other| page_everywhere(other) == page)
}

/// The page that a path leads to, on file systems that ignore case too.
fn page_everywhere(path: &str) -> String {
    BookPath::of_chapter(path).page().as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_clash() {
        assert_eq!(clash("index.md", &["a.md", "README.md"]), Some("README.md"));
        assert_eq!(clash("a/index.md", &["a/Readme.md"]), Some("a/Readme.md"));
        assert_eq!(clash("decisions.md", &["Decisions.md"]), Some("Decisions.md"));
        assert_eq!(clash("myindex.md", &["myreadme.md"]), None);
        assert_eq!(clash("a/decisions.md", &["a\\decisions.md"]), None, "it is the page");
    }
}
