//! What the rules allow to change, by the templates that a book may use.

use std::collections::BTreeSet;

use mdbook_design_docs::template::{Slot, Template};
use scraper::Html;

use super::markup::{tokens, tokens_of_html};

/// Templates, for renamed headings and for guidance that nobody replaced.
pub struct Rules {
    pub templates: Vec<Template>,
    guidance: BTreeSet<String>,
}

impl Rules {
    /// The built-in templates and the book's own.
    pub fn new(own: Vec<Template>) -> Self {
        let built_in = Template::BUILT_IN.into_iter().filter_map(Template::built_in);
        let templates: Vec<Template> = built_in.chain(own).collect();
        let mut guidance = BTreeSet::new();
        templates.iter().flat_map(|template| &template.sections).for_each(|slot| add_guidance(slot, &mut guidance));
        Self { templates, guidance }
    }

    /// Whether a piece of HTML or Markdown has words, and none but those of the templates' guidance.
    pub fn is_guidance(&self, text: &str) -> bool {
        let words = tokens_of_html(text);
        let lines = Html::parse_fragment(text).root_element().text().collect::<String>();
        let is_of_decision = |slot: &Slot| slot.prompts.are_all_of(&lines);
        !words.is_empty()
            && (words.is_subset(&self.guidance)
                || self.templates.iter().flat_map(|template| &template.sections).any(is_of_decision))
    }

    /// Words that name a field or head a table of fields: the header shows a badge instead.
    pub fn is_label(word: &str) -> bool {
        ["status", "field", "value"].contains(&word)
    }
}

fn add_guidance(slot: &Slot, words: &mut BTreeSet<String>) {
    words.extend(tokens(&slot.guidance));
    slot.subsections.iter().for_each(|slot| add_guidance(slot, words));
}
