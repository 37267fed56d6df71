//! The index page: a chapter at its path, else the draft with its title, else a page at the book's end.

use crate::diagnostic::{Diagnostic, Rule};
use crate::markdown::escape;
use crate::page::plan::{Part, Plan};
use crate::page::segment::{PlacedDirective, Segment};
use crate::path::{self, with_slashes};
use crate::read::Chapter;
use crate::settings::Settings;
use crate::text::Span;

use super::Location;

/// Where the index page goes if no chapter is at its path.
pub(super) enum Placement {
    /// A chapter is at its path, or the book wants none.
    None,
    /// It is the page of a draft, by its place in the book.
    Draft(usize),
    /// It is added at the book's end.
    Added,
    /// It would be written over another page.
    Clash(Location, Diagnostic),
}

/// The path of the chapter that is the index page, as the chapter says it.
pub(super) fn path<'c>(chapters: &[Chapter<'c>], settings: &Settings) -> Option<&'c str> {
    let index = settings.index.as_deref()?;
    chapters.iter().filter_map(|chapter| chapter.path).find(|path| with_slashes(path) == index)
}

/// Where the index page goes.
pub(super) fn placement(chapters: &[Chapter<'_>], settings: &Settings) -> Placement {
    let Some(index) = settings.index.as_deref().filter(|_| path(chapters, settings).is_none()) else {
        return Placement::None;
    };
    let page = page_everywhere(index);
    let mut paths = chapters.iter().filter_map(|chapter| chapter.path);
    if let Some(other) = paths.find(|other| page_everywhere(other) == page) {
        let message = format!("the index page `{index}` would be written over the page of `{other}`");
        let diagnostic = Diagnostic::new(Rule::IndexClash, Span::at(0), message)
            .with_help("give `index` in the settings another path, or `false`");
        return Placement::Clash(setting(index), diagnostic);
    }
    let draft = chapters.iter().position(|chapter| chapter.path.is_none() && chapter.name == settings.index_title);
    draft.map_or(Placement::Added, Placement::Draft)
}

/// The setting that names the index page.
pub(super) fn setting(index: &str) -> Location {
    Location::Setting { key: "index".to_owned(), value: index.to_owned() }
}

/// The page of nobody's own words, in place of a blank text of that length: a title, and all decisions.
pub(super) fn plan(title: &str, length: usize) -> Plan {
    let table = PlacedDirective { span: Span::new(0, length), is_block: true, directive: None };
    let segments = [
        Segment::Title { block: format!("# {}", escape(title)), anchor: None },
        Segment::Style,
        Segment::Directive(Box::new(table)),
    ];
    Plan::new(segments.map(Part::Generated).to_vec(), Vec::new())
}

/// The page that a path leads to, on file systems that ignore case too.
fn page_everywhere(path: &str) -> String {
    path::page(path).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_clash() {
        let clash = |a, b| page_everywhere(a) == page_everywhere(b);
        assert!(clash("README.md", "index.md"));
        assert!(clash("a/Readme.md", "a/index.md"));
        assert!(clash("Decisions.md", "decisions.md"));
        assert!(!clash("myreadme.md", "myindex.md"));
    }
}
