//! A document formatted without pins: every link leads where it led, from the document and from beside it, and nothing else changes.

use std::collections::BTreeMap;

use mdbook_design_docs::book::{self, Chapter, FormatOptions, Formatting, Templates};
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag};
use mdbook_design_docs::markdown::{Dialect, Parsed, parse};
use mdbook_design_docs::normalise::Formatted;
use mdbook_design_docs::page::Look;

use crate::checks::Case;
use crate::format::page_and_formatting;

/// Takes a document's pins out, beside a chapter with a link to each of its elements.
pub fn unpin(case: &Case<'_>, formatted: &Formatted) {
    let before = Page::of(&formatted.text, formatted.start, case.dialect);
    let links =
        before.linkable().fold("# Links\n".to_owned(), |text, id| text + &format!("\n[x](<designs/x.md#{id}>)\n"));
    let chapter = |path, content| Chapter { name: "Chapter", path: Some(path), file: Some(path), content };
    let (document, beside) = (case.text, links.as_str());
    let chapters = [chapter("designs/x.md", &document), chapter("links.md", &beside)];
    let (settings, templates) = (case.settings(), Templates::new(BTreeMap::new()));
    let look = Look { html: case.html, labels: &settings.labels, dialect: case.dialect };
    let options = FormatOptions { without_pins: Some(&[]), ..FormatOptions::default() };
    let mut texts = book::format_book(&chapters, &settings, &templates, &look, options, |_| true).texts;
    let text = texts.remove(&0).expect("it was formatted");
    let context = || format!("{:?}\nwithout pins\n{text:?}", formatted.text);

    let after = Page::of(&text, formatted.start, case.dialect);
    assert_eq!(after.words(), before.words(), "words stay: {}", context());
    assert_eq!(after.ends_of_links(), before.ends_of_links(), "its own links lead where they led: {}", context());
    let beside = texts.remove(&1).unwrap_or_else(|| links.clone());
    let ends = |text: &str, page: &Page<'_>| {
        let chapter = Page::of(text, 0, case.dialect);
        chapter.fragments().map(|fragment| page.element(&fragment)).collect::<Vec<_>>()
    };
    assert_eq!(ends(&beside, &after), ends(&links, &before), "links lead where they led: {beside}\n{}", context());

    let (_, again) = page_and_formatting(&text, case, &settings, false).expect("it is a document still");
    assert_eq!(again, Formatting::Unchanged, "formatting again changes nothing: {}", context());
}

struct Page<'p>(Parsed<'p>);

impl<'p> Page<'p> {
    fn of(text: &'p str, start: usize, dialect: Dialect) -> Self {
        Self(parse(text, start, dialect).expect("what we write can be parsed"))
    }

    /// The ids that can be written into a link as they are.
    fn linkable(&self) -> impl Iterator<Item = &str> {
        let is_plain = |id: &&str| !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        self.0.ids().flatten().filter(is_plain)
    }

    /// Which of its elements a link to an id leads to: a browser takes the first.
    fn element(&self, id: &str) -> Option<usize> {
        self.0.ids().position(|other| other == Some(id))
    }

    /// The fragments of its links, as far as they are ids that can be written as they are.
    fn fragments(&self) -> impl Iterator<Item = String> {
        self.0.events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.split_once('#')?.1.to_owned()),
            _ => None,
        })
    }

    /// For each link with a fragment, the element that it leads to on this page.
    fn ends_of_links(&self) -> Vec<Option<usize>> {
        self.fragments().map(|fragment| self.element(&fragment)).collect()
    }

    /// All events, without where links lead and what headings are called by.
    fn words(&self) -> Vec<String> {
        let words = self.0.events.iter().map(|(event, _)| match event {
            Event::Start(Tag::Link { title, link_type, .. }) => format!("link {link_type:?} {title:?}"),
            Event::Start(Tag::Heading { level, classes, .. }) => format!("{level:?} {classes:?}"),
            event => format!("{event:?}"),
        });
        words.collect()
    }
}
