//! A document formatted without pins: every link leads where it led, from the document and from beside it, and nothing else changes.

use mdbook_design_docs::book::{self, FormatOptions, Formatting};
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag};
use mdbook_design_docs::markdown::{Dialect, Parsed, parse, raw_ids};
use mdbook_design_docs::normalise::Formatted;
use mdbook_design_docs::read::Chapter;
use mdbook_design_docs::text::Span;

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
    let (settings, templates) = (case.settings(), case.templates());
    let context = case.context(&settings, &templates);
    let options = FormatOptions { without_pins: Some(&[]), ..FormatOptions::default() };
    let mut texts = book::format_book(&chapters, &context, options, |_| true).texts;
    let text = texts.remove(&0).expect("it was formatted");
    let context = || format!("{:?}\nwithout pins\n{text:?}", formatted.text);

    let after = Page::of(&text, formatted.start, case.dialect);
    // Without a pin, sections may move that couldn't before.
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
        self.0.anchors().flatten().filter(is_plain)
    }

    /// What a link to an id leads to, by its words: a browser takes the first element that has it.
    fn element(&self, id: &str) -> Option<String> {
        let sources = self.0.anchor_sources.iter().zip(self.0.anchors()).map(|(source, id)| (source.span, id));
        let all = raw_ids(&self.0, Span::new(0, self.0.text.len()));
        let raw = all.iter().map(|(id, span)| (*span, Some(id.as_str())));
        let (span, _) = sources.chain(raw).filter(|(_, other)| *other == Some(id)).min()?;
        let heading = self.0.heading_at(span.start).map(|place| self.0.headings[place].text.to_string());
        Some(heading.unwrap_or_else(|| span.of(self.0.text).to_owned()))
    }

    /// The fragments of its links, as far as they are ids that can be written as they are.
    fn fragments(&self) -> impl Iterator<Item = String> {
        self.0.events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.split_once('#')?.1.to_owned()),
            _ => None,
        })
    }

    /// For each link with a fragment, what it leads to on this page; in no order.
    fn ends_of_links(&self) -> Vec<Option<String>> {
        let mut ends: Vec<_> = self.fragments().map(|fragment| self.element(&fragment)).collect();
        ends.sort_unstable();
        ends
    }

    /// All events, in no order, without where links lead and what headings are called by.
    fn words(&self) -> Vec<String> {
        let words = self.0.events.iter().map(|(event, _)| match event {
            Event::Start(Tag::Link { title, link_type, .. }) => format!("link {link_type:?} {title:?}"),
            Event::Start(Tag::Heading { level, classes, .. }) => format!("{level:?} {classes:?}"),
            event => format!("{event:?}"),
        });
        let mut words: Vec<String> = words.collect();
        words.sort_unstable();
        words
    }
}
