//! A page of the manual taken apart: what stands under which heading, and the files that its blocks of code are.

use std::ops::Range;

use mdbook_design_docs::markdown::pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// The file that an example is unless the page says which.
const USUAL_PATH: &str = "src/designs/ledger.md";

/// What a page is made of.
#[derive(Default)]
pub struct Page {
    /// Its headings, each with its `#`s.
    pub headings: Vec<String>,
    /// The bold words that paragraphs begin with, before the first `##`.
    pub leads: Vec<String>,
    /// Its blocks of code.
    pub blocks: Vec<Block>,
}

/// A block of code.
pub struct Block {
    /// The heading that it stands under.
    pub heading: String,
    /// What it is written in; what the tool prints is `text`.
    pub language: String,
    /// The file that it is: the one that the line above names, else the usual one if it is Markdown.
    pub path: Option<String>,
    /// What it holds, as the page has it.
    pub text: String,
    /// The place of the text in the page.
    pub place: Range<usize>,
}

impl Page {
    pub fn read(page: &str) -> Self {
        let mut read = Self::default();
        let mut text = String::new();
        // The path that the paragraph before a block names, and whether the paragraph has just begun.
        let (mut path, mut is_first) = (None, false);
        for (event, place) in Parser::new(page).into_offset_iter() {
            let was_first = std::mem::take(&mut is_first);
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    path = None;
                    text = "#".repeat(level as usize) + " ";
                }
                Event::End(TagEnd::Heading(_)) => read.headings.push(std::mem::take(&mut text)),
                Event::Start(Tag::Paragraph) => {
                    (path, is_first) = (None, true);
                    text.clear();
                }
                Event::End(TagEnd::Paragraph) => path = path.filter(|_| text.ends_with(':')),
                Event::Code(name) if was_first => path = Some(name.into_string()),
                Event::Start(Tag::Strong) if was_first && read.headings.len() == 1 => {
                    read.leads.push(page[place].trim_matches('*').to_owned());
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                    read.blocks.push(read.block(&page[place.clone()], place.start, &language, path.take()));
                }
                Event::Text(more) | Event::Code(more) => text.push_str(&more),
                _ => {}
            }
        }
        read
    }

    fn block(&self, fenced: &str, start: usize, language: &str, named: Option<String>) -> Block {
        let inside = fenced.find('\n').map_or(fenced.len(), |end| end + 1)
            ..fenced.trim_end().rfind('\n').map_or(0, |end| end + 1);
        let usual = (language == "markdown").then(|| USUAL_PATH.to_owned());
        Block {
            heading: self.headings.last().cloned().unwrap_or_default(),
            language: language.to_owned(),
            path: named.or(usual),
            text: fenced[inside.clone()].to_owned(),
            place: start + inside.start..start + inside.end,
        }
    }

    /// The blocks under a heading.
    pub fn under(&self, heading: &str) -> Vec<&Block> {
        self.blocks.iter().filter(|block| block.heading == heading).collect()
    }

    /// The files under a heading, with their paths.
    pub fn files(&self, heading: &str) -> Vec<(String, String)> {
        let file = |block: &Block| {
            // mdBook takes the backslash away.
            Some((block.path.clone()?, block.text.replace("\\{{#", "{{#")))
        };
        self.under(heading).into_iter().filter_map(file).collect()
    }
}
