//! The index page: a chapter at its path, else the draft with its title, else a page at the book's end.

use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Rule};
use crate::directive::{Column, Group, Listing, Query};
use crate::fault::{Fault, Stage};
use crate::lint;
use crate::markdown::escape;
use crate::page::RenderOptions;
use crate::path::{self, with_slashes};
use crate::render::index::{self, Tables};
use crate::text::Span;

use super::isolation::{Suspects, fault_points};
use super::{AddedPage, Chapter, Outcome, Place, report};

/// Sees to it that the book has its index page, if no chapter is at its path.
pub(super) fn add(suspects: &Suspects<'_>, options: &RenderOptions<'_>, outcome: &mut Outcome) {
    let &Suspects { chapters, settings } = suspects;
    let Some(path) = settings.index.as_deref() else { return };
    if chapters.iter().any(|chapter| is_at(chapter, path)) {
        return;
    }
    let setting = || Place::Setting { key: "index".to_owned(), value: path.to_owned() };
    let page = page_everywhere(path);
    let mut paths = chapters.iter().filter_map(|chapter| chapter.path);
    if let Some(other) = paths.find(|other| page_everywhere(other) == page) {
        let message = format!("the index page `{path}` would be written over the page of `{other}`");
        let diagnostic = Diagnostic::new(Rule::IndexClash, Span::at(0), message)
            .with_help("give `index` in the settings another path, or `false`");
        return report(outcome, settings, setting(), diagnostic);
    }
    let content = match content(&settings.index_title, path, options, suspects, outcome) {
        Ok(content) => content,
        Err(fault) => return report(outcome, settings, setting(), lint::internal_error(&fault)),
    };
    let draft = chapters.iter().position(|chapter| chapter.path.is_none() && chapter.name == settings.index_title);
    match draft {
        Some(place) => {
            outcome.paths.insert(place, path.to_owned());
            outcome.contents.insert(place, content);
        }
        None => outcome.added = Some(AddedPage { name: settings.index_title.clone(), path: path.to_owned(), content }),
    }
}

/// Whether a chapter is the index page at this path.
pub(super) fn is_at(chapter: &Chapter<'_>, path: &str) -> bool {
    chapter.path.is_some_and(|other| with_slashes(other) == path)
}

/// The page of nobody's own words: a title, and what [`query`] asks for.
///
/// # Errors
/// The panic that keeps it from being written.
pub(super) fn content(
    title: &str,
    path: &str,
    options: &RenderOptions<'_>,
    suspects: &Suspects<'_>,
    outcome: &mut Outcome,
) -> Result<String, Fault> {
    suspects.run(&mut outcome.catalog, &mut outcome.diagnostics, |catalog| {
        fault_points(Stage::Index, catalog);
        let page = index::Page { path, options: *options };
        // A large book's table is not copied to add the title above it.
        let mut content = Tables::new(catalog, page, true).write(Listing::Decisions, &query(catalog));
        let style = options.index_style().map_or(String::new(), |style| format!("{style}\n\n"));
        content.insert_str(0, &format!("# {}\n\n{style}", escape(title)));
        content
    })
}

/// What the index page lists if it doesn't say: all decisions by phase, each with its collection if there are several.
pub(super) fn query(catalog: &Catalog) -> Query {
    let query = Query::all().grouped_by(Group::Phase);
    let mut collections = catalog.documents.iter().map(|document| &document.collection.id);
    let first = collections.next();
    if collections.any(|other| Some(other) != first) {
        let usual = Listing::Decisions.default_columns().iter().copied();
        return query.with_columns(usual.chain([Column::Collection]));
    }
    query
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
