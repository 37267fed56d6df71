//! A built page as its author's sections: the children of `<main>`, cut at the headings, without what the tool wrote.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Node, Selector};

use super::markup::{
    html_of, inner_html_of, is_ours, links_of_html, text_of, tokens, tokens_of_html, without_directives, words_of,
};

/// A page's parts.
#[derive(Debug, Default)]
pub struct Page {
    /// What stands before the first heading.
    pub preamble: Vec<String>,
    /// Each heading with what follows it, up to the next one.
    pub sections: Vec<Section>,
    /// The notes that the host puts at the page's end, by their ids.
    pub footnotes: BTreeMap<String, String>,
    /// What shows nothing at the end of a section: it may go along with the heading below it or stay, as far as links are concerned
    /// too (L5).
    pub loose: Vec<Loose>,
    /// What the tool put below the title.
    pub header: Option<Header>,
}

/// A comment or an anchor at the end of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    pub html: String,
    /// The key of the section that it ends.
    pub above: Option<String>,
    /// The key of the heading below it.
    pub below: Option<String>,
}

/// A heading that is a child of `<main>`, and the blocks up to the next one.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The heading's id; where the host gives none, its words.
    pub key: String,
    pub level: u8,
    pub words: String,
    /// What stands in the heading.
    pub html: String,
    pub blocks: Vec<String>,
    /// Whether the tool says here that nothing is written yet.
    pub has_placeholder: bool,
    /// The key of the section that it is part of; none of a page's title.
    pub parent: Option<String>,
}

/// The tool's header.
#[derive(Debug, Default)]
pub struct Header {
    pub words: BTreeSet<String>,
    pub links: BTreeSet<String>,
    pub ids: BTreeSet<String>,
}

impl Page {
    /// Reads a page; one without `<main>` is empty.
    pub fn read(page: &str) -> Self {
        let html = Html::parse_document(page);
        let main = Selector::parse("main").expect("a selector");
        let Some(main) = html.select(&main).next() else { return Self::default() };
        let mut read = Self { header: header_in(main), ..Self::default() };
        for child in main.children() {
            match child.value() {
                Node::Text(text) => {
                    let text = without_directives(text).trim().to_owned();
                    if !text.is_empty() {
                        read.add(text);
                    }
                }
                Node::Comment(comment) => read.add(format!("<!--{}-->", &**comment)),
                _ => {
                    if let Some(element) = ElementRef::wrap(child) {
                        read.add_element(element);
                    }
                }
            }
        }
        read.part_loose(None);
        read
    }

    /// Takes off the footer: the last rule that no heading follows, and what follows it.
    pub fn take_footer(&mut self) -> Vec<String> {
        let Some(last) = self.sections.last_mut() else { return Vec::new() };
        let rule = last.blocks.iter().rposition(|block| block.starts_with("<hr"));
        rule.map_or_else(Vec::new, |rule| last.blocks.split_off(rule))
    }

    /// All sections' keys, in order.
    pub fn keys(&self) -> Vec<&str> {
        self.sections.iter().map(|section| section.key.as_str()).collect()
    }

    fn add(&mut self, block: String) {
        match self.sections.last_mut() {
            Some(section) => section.blocks.push(block),
            None => self.preamble.push(block),
        }
    }

    fn add_element(&mut self, element: ElementRef<'_>) {
        if is_ours(element) {
            if let Some(section) = self.sections.last_mut() {
                section.has_placeholder |= element.value().classes().any(|class| class == "design-stub");
            }
        } else if let Some(level) = heading_level(element) {
            self.add_heading(element, level);
        } else if element.value().name() == "ol" && element.attr("class") == Some("footnote-definition") {
            let notes = element.child_elements();
            self.footnotes.extend(notes.map(|note| (note.attr("id").unwrap_or_default().to_owned(), html_of(note))));
            // The rule above them.
            self.blocks().pop();
        } else {
            let html = html_of(element);
            let was_directive = html == "<p></p>" && !text_of(element).trim().is_empty();
            if !was_directive {
                self.add(html);
            }
        }
    }

    fn add_heading(&mut self, element: ElementRef<'_>, level: u8) {
        let words = words_of(&text_of(element));
        let key = element.attr("id").map_or_else(|| words.clone(), str::to_owned);
        self.part_loose(Some(&key));
        // All stands under the title; a page that gets one, or whose levels shift, isn't nested deeper by that.
        let outer = if self.sections.first().is_some_and(|first| first.level == 1) { 1 } else { 0 };
        let parent = self.sections[outer.min(self.sections.len())..].iter().rfind(|section| section.level < level);
        let parent = parent.map(|section| section.key.clone());
        let html = inner_html_of(element);
        self.sections.push(Section { key, level, words, html, parent, ..Section::default() });
    }

    /// The blocks of the last section.
    fn blocks(&mut self) -> &mut Vec<String> {
        self.sections.last_mut().map_or(&mut self.preamble, |section| &mut section.blocks)
    }

    fn part_loose(&mut self, below: Option<&str>) {
        let above = self.sections.last().map(|section| section.key.clone());
        let blocks = self.blocks();
        let is_silent = |block: &String| block.starts_with("<!--") || is_anchor(block);
        let first = blocks.iter().rposition(|block| !is_silent(block)).map_or(0, |place| place + 1);
        let loose = blocks.split_off(first).into_iter();
        self.loose.extend(loose.map(|html| Loose { html, above: above.clone(), below: below.map(str::to_owned) }));
    }
}

fn heading_level(element: ElementRef<'_>) -> Option<u8> {
    match element.value().name().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Whether a block is nothing but places to link to, such as `<a id="x"></a>`.
fn is_anchor(block: &str) -> bool {
    let fragment = Html::parse_fragment(block);
    let mut elements = fragment.root_element().descendent_elements().skip(1);
    let is_place = |element: ElementRef<'_>| {
        let is_target = element.attr("id").is_some() || element.attr("name").is_some();
        matches!(element.value().name(), "a" | "span" | "div") && is_target && element.attr("href").is_none()
    };
    (block.starts_with("<p><") || block.starts_with("<a ") || block.starts_with("<span ") || block.starts_with("<div "))
        && elements.all(|element| element.value().name() == "p" || is_place(element))
        && tokens(&text_of(fragment.root_element())).is_empty()
}

fn header_in(main: ElementRef<'_>) -> Option<Header> {
    let header = main.select(&Selector::parse(".design-header").expect("a selector")).next()?;
    let ids = header.attr("id").map(str::to_owned).into_iter().collect();
    Some(Header { words: tokens_of_html(&header.html()), links: links_of_html(&header.html()), ids })
}
