//! One book on one host: built twice, and each promise held against pages and answer.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use mdbook_design_docs::host::{HostChapter, HostContext};
use mdbook_design_docs::settings::Settings;

use crate::book::{Book, Side};
use crate::recording::{self, Recording, text_of};
use crate::site::{Site, main_of, page_of};
use crate::source;
use support::host::Host;
use support::links::Link;
use support::pages::failure::{Failure, Law};
use support::pages::rules::Rules;
use support::pages::{ids, sections};

/// What a proof found.
#[derive(Debug, Default)]
pub struct Proof {
    pub chapters: usize,
    pub documents: usize,
    /// Chapters whose text came back changed.
    pub changed: usize,
    /// Pages on which the author's sections stand in another order.
    pub moved: usize,
    /// Each with its page.
    pub failures: Vec<(String, Failure)>,
}

/// Builds and compares; an error if the host can't build the book without the preprocessor either.
pub fn prove(book: &Book, host: Host) -> Result<Proof, String> {
    build(book, host, Side::Without)?;
    let without = Site::take(&book.pages(Side::Without))?;
    let mut proof = Proof::default();
    if let Err(error) = build(book, host, Side::With) {
        let found = format!("{error}\n{}", recording::diagnostics(&book.recording()));
        proof.fail("the book", Failure::new(Law::L9, "the build", "a built book", found));
        return Ok(proof);
    }
    let with = Site::take(&book.pages(Side::With))?;
    let recording =
        Recording::read(&book.recording()).map_err(|error| format!("the preprocessor wasn't asked: {error}"))?;
    let (asked, answered) = (recording.asked()?, recording.answered()?);
    let chapters: Vec<Pair<'_>> = asked.chapters().iter().zip(answered.chapters()).map(Pair::from).collect();
    if answered.chapters().len() < asked.chapters().len() {
        let counts = [&asked, &answered].map(|book| format!("{} chapters", book.chapters().len()));
        let [expected, found] = counts;
        proof.fail("the book", Failure::new(Law::L1, "the answer", expected, found));
    }
    let comparison = Comparison { settings: &book.settings, context: asked.context(), rules: rules(book) };
    proof.chapters = chapters.len();
    for pair in &chapters {
        proof.documents += usize::from(comparison.is_document(pair));
        proof.changed += usize::from(pair.is_changed());
        let failures = comparison.text(pair);
        failures.into_iter().for_each(|failure| proof.fail(pair.path().unwrap_or(pair.name), failure));
    }
    let by_page = by_page(&chapters);
    for (page, old) in &without.0 {
        let Some(new) = with.0.get(page) else {
            proof.fail(page, Failure::new(Law::L5, "the page", "a page", "no page"));
            continue;
        };
        let Some(pair) = by_page.get(page.as_str()) else { continue };
        proof.moved += usize::from(pair.is_changed() && sections::has_moves(old, new));
        comparison.page(pair, old, new).into_iter().for_each(|failure| proof.fail(page, failure));
    }
    comparison.links(&without, &with).into_iter().for_each(|(page, failure)| proof.fail(&page, failure));
    Ok(proof)
}

impl Proof {
    fn fail(&mut self, page: &str, failure: Failure) {
        self.failures.push((page.to_owned(), failure));
    }
}

fn build(book: &Book, host: Host, side: Side) -> Result<(), String> {
    // What an earlier build left must not be taken for this one's.
    let folders = [book.pages(side), book.recording()];
    folders.iter().for_each(|folder| drop(fs::remove_dir_all(folder)));
    fs::create_dir_all(book.recording()).map_err(|error| format!("there is no place for a recording: {error}"))?;
    let built = catch_unwind(AssertUnwindSafe(|| host.build(&book.root(side))));
    built.unwrap_or_else(|_| Err("the host panics".to_owned()))
}

/// The built-in templates, those that the settings name, and those of single documents.
fn rules(book: &Book) -> Rules {
    let names: BTreeSet<String> =
        book.settings.collections.iter().map(|collection| collection.template.clone()).collect();
    let files = mdbook_design_docs::workspace::templates(&book.root(Side::With), names);
    Rules::new(files.into_values().filter_map(Result::ok).chain(book.templates.iter().cloned()).collect())
}

/// A chapter as it was sent and as it came back.
struct Pair<'c> {
    before: &'c HostChapter<'c>,
    after: &'c HostChapter<'c>,
    name: &'c str,
}

impl<'c> From<(&'c HostChapter<'c>, &'c HostChapter<'c>)> for Pair<'c> {
    fn from((before, after): (&'c HostChapter<'c>, &'c HostChapter<'c>)) -> Self {
        Self { before, after, name: &before.name }
    }
}

impl Pair<'_> {
    fn path(&self) -> Option<&str> {
        self.before.path.as_deref()
    }

    fn is_changed(&self) -> bool {
        text_of(self.before) != text_of(self.after)
    }
}

/// The chapter that each page shows. A copy of the first one as `index.html` needs no look of its own.
fn by_page<'p>(chapters: &'p [Pair<'p>]) -> BTreeMap<String, &'p Pair<'p>> {
    chapters.iter().filter_map(|pair| Some((page_of(pair.path()?), pair))).collect()
}

struct Comparison<'s> {
    settings: &'s Settings,
    context: &'s HostContext,
    rules: Rules,
}

impl Comparison<'_> {
    fn is_document(&self, pair: &Pair<'_>) -> bool {
        pair.path().is_some_and(|path| self.settings.is_document(path))
    }

    /// Whether the tool writes a table into the chapter.
    fn has_table(&self, pair: &Pair<'_>) -> bool {
        let is_index = self.settings.index.is_some() && pair.after.path.as_deref() == self.settings.index.as_deref();
        let text = text_of(pair.before);
        is_index || text.contains("{{#decisions") || text.contains("{{#design-")
    }

    /// L1 and L4 for a chapter's text.
    fn text(&self, pair: &Pair<'_>) -> Vec<Failure> {
        let (before, after) = (text_of(pair.before), text_of(pair.after));
        if before == after {
            Vec::new()
        } else if !self.is_document(pair) && !self.has_table(pair) {
            vec![Failure::new(Law::L1, "the text of a chapter that is no document", before, after)]
        } else {
            source::compare(&before, &after, self.context.dialect(), &self.rules, self.has_table(pair))
        }
    }

    /// L1, L3, L5 and L8 for a page.
    fn page(&self, pair: &Pair<'_>, old: &str, new: &str) -> Vec<Failure> {
        if !pair.is_changed() {
            let (old, new) = (main_of(old), main_of(new));
            let failure = || Failure::new(Law::L1, "a page whose text is unchanged", old, new);
            return if old == new { Vec::new() } else { vec![failure()] };
        }
        let mut failures = sections::compare(old, new, &self.rules);
        if !has_opaque_include(&text_of(pair.before)) {
            failures.extend(ids::compare(old, new, &self.rules));
        }
        failures
    }

    /// L5 for links: each that led somewhere leads there, and none that the tool wrote leads nowhere.
    fn links(&self, without: &Site, with: &Site) -> Vec<(String, Failure)> {
        let (old, new) = (without.ids(), with.ids());
        let mut failures = Vec::new();
        let is_whole = |ids: &HashMap<&str, HashSet<String>>, link: &Link| {
            ids.get(link.page.as_str()).is_some_and(|ids| link.fragment.is_empty() || ids.contains(&link.fragment))
        };
        let known = without.links();
        for (page, link) in &known {
            if is_whole(&old, link) && !is_whole(&new, link) {
                let to = format!("{}#{}", link.page, link.fragment);
                failures.push(((*page).to_owned(), Failure::new(Law::L5, "a link", to, "it leads nowhere")));
            }
        }
        for (page, link) in with.links() {
            let is_page = link.page.ends_with(".html") && !is_whole(&new, &link);
            if is_page && !known.contains(&(page, link.clone())) {
                let to = format!("{}#{}", link.page, link.fragment);
                failures.push((page.to_owned(), Failure::new(Law::L5, "a link that the tool wrote", "a place", to)));
            }
        }
        failures
    }
}

/// Whether a document includes Markdown that the tool can't see.
fn has_opaque_include(text: &str) -> bool {
    text.lines().any(|line| line.trim().starts_with("{{#include") && line.contains(".md"))
}
