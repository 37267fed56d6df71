//! The index page: a chapter at its path, else the draft with its title, else a page at the book's end.

use crate::diagnostic::Location;
use crate::lint::rules::index_clash;
use crate::markdown::escape;
use crate::page::plan::{Part, Plan};
use crate::page::segment::{PlacedDirective, Segment, TitleBlock};
use crate::path::BookPath;
use crate::read::Chapter;
use crate::settings::Settings;
use crate::text::Span;

/// Where the index page goes if no chapter is at its path.
pub(super) enum Placement {
    /// A chapter is at its path, or the book wants none.
    None,
    /// It is the page of a draft, by its place in the book.
    Draft(usize),
    /// It is added at the book's end.
    Added,
    /// It would be written over another page.
    Clash,
}

/// The path of the chapter that is the index page, as the chapter says it.
pub(super) fn path<'c>(chapters: &[Chapter<'c>], settings: &Settings) -> Option<&'c str> {
    let index = settings.index.as_deref()?;
    chapters.iter().filter_map(|chapter| chapter.path).find(|path| BookPath::of_chapter(path).as_str() == index)
}

/// Where the index page goes.
pub(super) fn placement(chapters: &[Chapter<'_>], settings: &Settings) -> Placement {
    let Some(index) = settings.index.as_deref().filter(|_| path(chapters, settings).is_none()) else {
        return Placement::None;
    };
    let paths: Vec<&str> = chapters.iter().filter_map(|chapter| chapter.path).collect();
    if index_clash::clash(index, &paths).is_some() {
        return Placement::Clash;
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
        Segment::Title(Box::new(TitleBlock { block: format!("# {}", escape(title)), anchor: None })),
        Segment::Style,
        Segment::Directive(Box::new(table)),
    ];
    Plan::new(segments.map(Part::Generated).to_vec(), Vec::new())
}
