//! L3 and L8 for a page: every block of the author's is there, in its section and in its order.

use std::collections::BTreeSet;

use super::failure::{Failure, Law};
use super::markup::{links_of_html, tokens, tokens_of_html};
use super::page::{Header, Loose, Page, Section};
use super::renamed::is_renamed;
use super::rules::Rules;

/// Compares a page as the host alone built it with the same page built with the tool.
pub fn compare(without: &str, with: &str, rules: &Rules) -> Vec<Failure> {
    let (mut old, mut new) = (Page::read(without), Page::read(with));
    if has_written_title(&old, &new) {
        new.preamble.append(&mut new.sections.remove(0).blocks);
    }
    let mut comparison = Comparison { rules, header: new.header.take(), failures: Vec::new() };
    let footer = old.take_footer();
    if !footer.is_empty() {
        // Without one, a rule in a section that has come to stand last is that section's own.
        let found = new.take_footer();
        if found != footer {
            let failure = Failure::new(Law::L8, "the footer", footer.concat(), found.concat());
            comparison.failures.push(failure);
        }
    }
    comparison.blocks("the top of the page", &old.preamble, &new.preamble, true, false);
    comparison.sections(&old, &new);
    comparison.loose(&old, &new);
    if old.footnotes != new.footnotes {
        let [expected, found] = [&old, &new].map(|page| page.footnotes.values().cloned().collect::<String>());
        comparison.failures.push(Failure::new(Law::L3, "the footnotes", expected, found));
    }
    comparison.failures
}

/// Whether the author's sections stand in another order.
pub fn has_moves(without: &str, with: &str) -> bool {
    let (old, new) = (Page::read(without), Page::read(with));
    let (old, new) = (old.keys(), new.keys());
    let kept = |of: &[&str], in_both: &[&str]| -> Vec<String> {
        of.iter().filter(|key| in_both.contains(key)).map(|key| (*key).to_owned()).collect()
    };
    kept(&old, &new) != kept(&new, &old)
}

/// Whether the page's title is one that the tool wrote.
fn has_written_title(old: &Page, new: &Page) -> bool {
    let first = new.sections.first().filter(|first| first.level == 1 && !first.has_placeholder);
    first.is_some_and(|first| !old.keys().contains(&first.key.as_str()))
}

struct Comparison<'r> {
    rules: &'r Rules,
    header: Option<Header>,
    failures: Vec<Failure>,
}

impl Comparison<'_> {
    fn sections(&mut self, old: &Page, new: &Page) {
        let mut used = vec![false; new.sections.len()];
        let mut removed: BTreeSet<&str> = BTreeSet::new();
        for (place, section) in old.sections.iter().enumerate() {
            let same: Vec<usize> = (0..new.sections.len())
                .filter(|&other| !used[other] && new.sections[other].key == section.key)
                .collect();
            // Where a host gives an id twice, the blocks tell which is which.
            let best = same.iter().find(|&&other| new.sections[other].blocks == section.blocks).or(same.first());
            let about = format!("the section {:?} (#{})", section.words, section.key);
            let Some(&best) = best else {
                if self.is_in_header(section) {
                    removed.insert(&section.key);
                } else {
                    let keys = new.keys().join(", ");
                    self.failures.push(Failure::new(Law::L3, about, section.key.clone(), keys));
                }
                continue;
            };
            used[best] = true;
            let other = &new.sections[best];
            self.heading(&about, section, other);
            if section.parent != other.parent && !section.parent.as_deref().is_some_and(|key| removed.contains(key)) {
                let [expected, found] = [section, other].map(|section| format!("in {:?}", section.parent));
                self.failures.push(Failure::new(Law::L8, about.clone(), expected, found));
            }
            let is_title = place == 0 && section.level == 1;
            let in_zone = is_title || tokens(&section.words).contains("status");
            self.blocks(&about, &section.blocks, &other.blocks, in_zone, other.has_placeholder);
        }
        for (section, _) in new.sections.iter().zip(used).filter(|(section, used)| !used && !section.has_placeholder) {
            self.failures.push(Failure::new(Law::L3, "a heading that nobody wrote", "", &*section.words));
        }
        for (section, _) in
            new.sections.iter().zip(0..).filter(|(section, _)| !old.keys().contains(&section.key.as_str()))
        {
            if !section.blocks.is_empty() {
                let about = format!("the stub {:?}", section.words);
                self.failures.push(Failure::new(Law::L8, about, "", section.blocks.concat()));
            }
        }
    }

    /// What shows nothing between two sections has to stay with one of them.
    fn loose(&mut self, old: &Page, new: &Page) {
        let (mut lost, mut left) = (old.loose.clone(), new.loose.clone());
        let goes_along = |a: &Loose, b: &Loose| a.below.is_some() && a.below == b.below;
        let stays = |a: &Loose, b: &Loose| a.above == b.above;
        // Of equal ones, those in their place are taken first.
        for is_same in [|a: &Loose, b: &Loose| a == b, goes_along, stays] {
            lost.retain(|loose| {
                let place = left.iter().position(|other| other.html == loose.html && is_same(loose, other));
                place.map(|place| left.remove(place)).is_none()
            });
        }
        lost.retain(|loose| !self.header_says(&loose.html));
        for loose in lost {
            let found = left.iter().find(|other| other.html == loose.html);
            let found = found.map_or_else(|| "nothing".to_owned(), |other| format!("{other:?}"));
            self.failures.push(Failure::new(Law::L3, "a comment", format!("{loose:?}"), found));
        }
        for extra in left {
            self.failures.push(Failure::new(Law::L3, "a comment", "nobody's", format!("{extra:?}")));
        }
    }

    fn heading(&mut self, about: &str, old: &Section, new: &Section) {
        let is_rewritten = || self.rules.templates.iter().any(|template| is_renamed(&old.words, &new.words, template));
        if old.html != new.html && !is_rewritten() {
            self.failures.push(Failure::new(Law::L3, format!("the heading of {about}"), &*old.html, &*new.html));
        }
    }

    /// `in_zone`: metadata may be gone from here, if the header says it. `is_placeholder`: guidance may be gone.
    fn blocks(&mut self, about: &str, old: &[String], new: &[String], in_zone: bool, is_placeholder: bool) {
        let mut left = new.iter().peekable();
        for block in old {
            if left.next_if(|next| *next == block).is_some() {
                continue;
            }
            let is_removed = in_zone && self.header_says(block) || is_placeholder && self.rules.is_guidance(block);
            if !is_removed {
                let law = if new.contains(block) { Law::L8 } else { Law::L3 };
                let found = left.peek().map_or("", |next| next.as_str());
                self.failures.push(Failure::new(law, format!("a block of {about}"), &**block, found));
            }
        }
        if let Some(extra) = left.next() {
            self.failures.push(Failure::new(Law::L3, format!("a block in {about}"), "", &**extra));
        }
    }

    /// Whether a removed section is one that the header shows, under its id.
    fn is_in_header(&self, section: &Section) -> bool {
        let has_id = self.header.as_ref().is_some_and(|header| header.ids.contains(&section.key));
        has_id
            && tokens(&section.words).contains("status")
            && section.blocks.iter().all(|block| self.header_says(block))
    }

    /// Whether the header says each word of a block, and leads where its links lead.
    fn header_says(&self, block: &str) -> bool {
        let Some(header) = &self.header else { return false };
        let is_said = |word: &String| header.words.contains(word) || Rules::is_label(word);
        let words = tokens_of_html(block);
        !words.is_empty() && words.iter().all(is_said) && links_of_html(block).is_subset(&header.links)
    }
}

#[cfg(test)]
mod tests;
