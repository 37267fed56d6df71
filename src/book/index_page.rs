//! The index page: a chapter at its path, else the draft with its title, else a page at the book's end.

use crate::directive::{self, BookWords, Directive, Group, Query};
use crate::edit::Edits;
use crate::finding::{Code, Finding};
use crate::index;
use crate::markdown::{escape, parse};
use crate::page::Look;
use crate::path::{self, with_slashes};
use crate::settings::Settings;
use crate::span::Span;

use super::directives::blank_lines_around;
use super::{AddedPage, Chapter, Outcome, Place, report};

/// Sees to it that the book has its index page.
pub(super) fn write(chapters: &[Chapter<'_>], settings: &Settings, look: &Look<'_>, outcome: &mut Outcome) {
    let Some(path) = settings.index.as_deref() else { return };
    let is_at = |chapter: &Chapter<'_>| chapter.path.is_some_and(|other| with_slashes(other) == path);
    let listed: Vec<usize> = (0..chapters.len()).filter(|&place| is_at(&chapters[place])).collect();
    if !listed.is_empty() {
        for place in listed {
            fill(chapters, place, path, settings, look, outcome);
        }
        return;
    }
    if let Some(other) = chapters.iter().find_map(|chapter| chapter.path.filter(|other| same_page(other, path))) {
        let message = format!("the index page `{path}` would be written over the page of `{other}`");
        let finding = Finding::new(Code::IndexClash, Span::at(0), message);
        report(
            outcome,
            settings,
            Place::Setting { key: "index".to_owned(), value: path.to_owned() },
            finding.with_help("give `index` in the settings another path, or `false`"),
        );
        return;
    }
    // A large book's table is not copied for what stands above it.
    let mut content = table(path, look, outcome);
    content.insert_str(0, &format!("# {}\n\n", escape(&settings.index_title)));
    let draft = chapters.iter().position(|chapter| chapter.path.is_none() && chapter.name == settings.index_title);
    match draft {
        Some(place) => {
            outcome.paths.insert(place, path.to_owned());
            outcome.contents.insert(place, content);
        }
        None => outcome.added = Some(AddedPage { name: settings.index_title.clone(), path: path.to_owned(), content }),
    }
}

/// The whole table with its style; of several collections, one table each.
fn table(path: &str, look: &Look<'_>, outcome: &Outcome) -> String {
    let register = &outcome.register;
    let mut collections = register.documents.iter().map(|document| &document.collection.id);
    let first = collections.next();
    let group = if collections.any(|other| Some(other) != first) { Group::Collection } else { Group::None };
    let query = Query::all().grouped_by(group);
    let mut table = index::decisions_table(register, &query, &index::Page { path, look: *look });
    if let Some(style) = look.style() {
        table.insert_str(0, &format!("{style}\n\n"));
    }
    table
}

/// Puts the table at the end of a chapter that doesn't ask for one itself.
fn fill(
    chapters: &[Chapter<'_>],
    place: usize,
    path: &str,
    settings: &Settings,
    look: &Look<'_>,
    outcome: &mut Outcome,
) {
    let Some(written) = chapters[place].text() else { return };
    let Ok(parsed) = parse(&written, 0, look.dialect) else { return };
    let found = directive::find(&parsed, &BookWords::of(settings));
    if found.iter().any(|found| matches!(found.directive, Ok(Directive::Decisions(_)))) {
        return;
    }
    let text = outcome.contents.get(&place).cloned().unwrap_or_else(|| written.to_string());
    let table = table(path, look, outcome);
    if text.trim().is_empty() {
        outcome.contents.insert(place, format!("# {}\n\n{table}", escape(chapters[place].name)));
        return;
    }
    // Nothing can be put behind an unclosed fence: the table goes before it.
    let tail = parse(&text, 0, look.dialect).ok().and_then(|parsed| parsed.open_tail);
    let at = Span::at(tail.unwrap_or(text.len()));
    let mut edits = Edits::new();
    edits.replace(at, blank_lines_around(&text, at, &table));
    outcome.contents.insert(place, edits.apply(&text));
}

/// Whether two paths lead to one page, on file systems that ignore case too.
fn same_page(a: &str, b: &str) -> bool {
    path::page(a).to_lowercase() == path::page(b).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_clash() {
        assert!(same_page("README.md", "index.md"));
        assert!(same_page("a/Readme.md", "a/index.md"));
        assert!(same_page("Decisions.md", "decisions.md"));
        assert!(!same_page("myreadme.md", "myindex.md"));
    }
}
