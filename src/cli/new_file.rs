//! Where a new document comes to: the main folder of its collection, and what its file's name begins with so that it follows the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book;
use crate::collection::CollectionName;
use crate::document::file_name::{FileName, Series};
use crate::document::identifier::{self, IdSource, Identification, Identifier};
use crate::path::{self, BookPath};
use crate::settings::Collection;
use jiff::civil::Date;

use super::book::OpenedBook;

/// What folders of records that no longer count are called.
const ARCHIVES: [&str; 6] = ["archive", "archived", "attic", "deprecated", "obsolete", "old"];

/// The main folder of these collections: the one of most documents, or the outermost one around it that has documents with ids too; not an archive. If
/// there is none yet, where the first glob of the last collection begins.
pub(super) fn usual_folder(book: &OpenedBook, collections: &[Collection]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut with_ids = BTreeSet::new();
    let paths = book.disk.chapters.iter().filter_map(|chapter| chapter.path.as_deref());
    for path in paths {
        let found = book.settings.collection_of(path);
        let Some(found) = found.filter(|found| collections.iter().any(|other| other.name == found.name)) else {
            continue;
        };
        let path = BookPath::of_chapter(path);
        let folder = path.folder();
        *counts.entry(folder.to_owned()).or_default() += 1;
        if identifier::id_in_file_name(path.as_str(), &found.name.id, false).is_some() {
            with_ids.insert(folder.to_owned());
        }
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    let main = most.map(|(most, _)| {
        let around = with_ids.iter().filter(|folder| is_in_folder(most, folder)).min_by_key(|folder| folder.len());
        let mut main = around.unwrap_or(most).as_str();
        while !path::folder(main).is_empty() && ARCHIVES.contains(&path::file_name(main).to_lowercase().as_str()) {
            main = path::folder(main);
        }
        main.to_owned()
    });
    main.unwrap_or_else(|| {
        let glob = collections.last().and_then(|collection| collection.docs.patterns().next()).unwrap_or_default();
        let plain = glob.split('/').take_while(|part| !part.contains(['*', '?', '[', '{']) && !part.ends_with(".md"));
        plain.collect::<Vec<_>>().join("/")
    })
}

/// Whether a path is in a folder or below it, or is that folder.
fn is_in_folder(path: &str, folder: &str) -> bool {
    path == folder || BookPath::of_chapter(path).is_inside(folder)
}

/// What most files of a folder have before their titles, as the next one has it: `0012-`, `ADR-0003-`, `2021-08-19_009-`; nothing if most have nothing.
pub(super) fn lead(book: &OpenedBook, folder: &str, date: Date) -> String {
    let paths: Vec<String> = book.disk.markdown_files();
    let series = Series::from_paths(paths.iter().map(String::as_str));
    let documents = paths.iter().filter_map(|path| Some((path.as_str(), &book.settings.collection_of(path)?.name)));
    let below: Vec<_> =
        documents.clone().filter(|(path, _)| is_in_folder(FileName::parse(path).folder, folder)).collect();
    let beside: Vec<_> = below.iter().copied().filter(|(path, _)| FileName::parse(path).folder == folder).collect();
    let alike = if beside.is_empty() { &below } else { &beside };
    let id = |path: &str, collection: &str| {
        identifier::id_in_file_name(path, collection, series.has(&FileName::parse(path)))
    };
    let numbered = alike.iter().filter(|(path, collection)| id(path, &collection.id).is_some());
    let numbered: Vec<FileName<'_>> = numbered.map(|(path, _)| FileName::parse(path)).collect();
    let half = alike.len().div_ceil(2);
    if numbered.is_empty() || numbered.len() < half {
        let dated: Vec<_> =
            alike.iter().map(|(path, _)| FileName::parse(path).date).filter(|date| !date.is_empty()).collect();
        let last = dated.iter().max().filter(|_| dated.len() >= half);
        return last.map_or_else(String::new, |form| dated_as(form, date));
    }
    let value = |file: &FileName<'_>| file.digits.parse::<u64>().unwrap_or_default();
    let count = |prefix: &str| numbered.iter().filter(|file| file.prefix == prefix).count();
    let Some(form) = numbered.iter().max_by_key(|file| (count(file.prefix), value(file), file.digits.len())) else {
        return String::new();
    };
    let own = Identifier::new(&form.numbered().unwrap_or_default(), IdSource::File, None);
    // Titles and fields count too: a record in an archive may have lost its file's number.
    let said = ids(book);
    let counted = |(path, collection): &(&str, &Arc<CollectionName>)| {
        let of_text = said.get(*path).into_iter().flatten().cloned();
        let of_file = id(path, &collection.id);
        let is_like_own = |id: &Identifier| match id.source {
            IdSource::Field => id.prefix == own.prefix,
            IdSource::Title | IdSource::File => {
                id.prefix.is_empty() || own.prefix.is_empty() || id.prefix == own.prefix
            }
        };
        of_text.chain(of_file).filter(is_like_own).filter_map(|id| id.number).max()
    };
    let is_of_same =
        |(_, collection): &(&str, &Arc<CollectionName>)| alike.iter().any(|(_, other)| other == collection);
    let all: Vec<u64> = documents.clone().filter(is_of_same).filter_map(|document| counted(&document)).collect();
    // Where no number of the collection is there twice, its folders count together.
    let is_common = all.iter().collect::<BTreeSet<_>>().len() == all.len();
    let in_folder = below.iter().filter(|document| is_of_same(document)).filter_map(counted).max();
    let highest = if is_common { all.into_iter().max() } else { in_folder };
    let Some(next) = highest.unwrap_or_else(|| value(form)).checked_add(1) else { return String::new() };
    let (prefix, width) = (form.prefix, form.digits.len());
    let mark = if matches!(form.mark, "-" | "_") { form.mark } else { "-" };
    format!("{}{prefix}{next:0width$}{mark}", dated_as(form.date, date))
}

/// A date with the marks of another: `2021-08-19_` and `20210819-`.
fn dated_as(form: &str, date: Date) -> String {
    let digits = date.strftime("%Y%m%d").to_string();
    let mut digits = digits.chars();
    form.chars().filter_map(|c| if c.is_ascii_digit() { digits.next() } else { Some(c) }).collect()
}

/// What documents say that their ids are, by their paths; two where title and file disagree.
fn ids(book: &OpenedBook) -> BTreeMap<String, Vec<Identifier>> {
    let (chapters, context) = (book.disk.chapters(), book.context());
    let texts = book::texts(&chapters);
    let read = book::read_book(&chapters, &texts, &context);
    let ids = read.documents.iter().filter_map(|(place, document)| {
        let document = document.as_ref().ok()?;
        let path = BookPath::of_chapter(chapters[*place].path?).into_text().into_owned();
        let Identification { id, conflict } = document.identification.clone();
        let conflict = conflict.into_iter().flat_map(|(title, other)| [title, other]);
        Some((path, id.into_iter().chain(conflict).collect()))
    });
    ids.collect()
}
