//! One section of a template, with what its attributes say.

use crate::markdown::{BlockKind, Heading, Parsed, heading_words};
use crate::text::{Span, normalize_name};
use crate::words::words;

use super::error::TemplateProblem;
use super::{Fit, HeadingName, Prompts};

/// One section of a template.
#[derive(Debug, Clone, Default)]
pub struct Slot {
    /// Its name without a number.
    pub name: String,
    /// The name as the template writes it, in bold too.
    pub markdown: String,
    /// 2 to 6.
    pub level: u8,
    /// Spellings of the name, renamed to it.
    pub aliases: Vec<String>,
    /// Other names that fill the slot and stay.
    pub counts_as: Vec<String>,
    /// Whether nothing is missed where a document lacks it.
    pub is_optional: bool,
    /// Whether its subsections are decisions; then `subsections` is empty.
    pub holds_decisions: bool,
    /// Whether its task lists are the document's progress.
    pub is_plan: bool,
    /// What it says of the decision that a document of this template is.
    pub says: Option<Says>,
    /// The prompt to the author, as it is written in the template.
    pub guidance: String,
    /// The next level below.
    pub subsections: Vec<Self>,
    /// The lines of the guidance, of the decisions' too.
    pub prompts: Prompts,
    /// Its name, its aliases and what counts as it, folded, in this order.
    pub(super) spellings: Vec<(Fit, String)>,
    /// Where it stands in the template, with all below it.
    pub(super) source: Span,
    /// Where its comments with attributes stand.
    pub(super) comments: Vec<Span>,
}

words! {
    /// What a section says of the decision that its document is; the word is its attribute in a template.
    Says {
        /// What was chosen.
        Choice = "decision",
        /// Why.
        Rationale = "rationale",
        /// What it costs.
        TradeOffs = "trade-offs",
        /// What was not chosen.
        Alternatives = "alternatives",
    }
}

/// A heading's words from a byte of them on, as they are written: what a document's heading would have in their place. `None` if more than text and
/// emphasis stands before their end.
fn source_words<'t>(parsed: &Parsed<'t>, heading: &Heading<'_>, start: usize) -> Option<&'t str> {
    let (from, to) = (heading.cut_before(start, parsed)?, heading.cut(heading.text.trim_end().len(), parsed)?);
    heading.is_plain_up_to(to, parsed).then(|| Span::new(from, to).of(parsed.text))
}

/// Whether a heading has nothing but brackets to be filled.
fn is_blank(name: &str) -> bool {
    let inside = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    name.is_empty() || inside.is_some_and(|inside| !inside.contains(['[', ']']))
}

impl Slot {
    /// Adds what an author who starts the section isn't given: comments with attributes, and optional sections below.
    pub(super) fn leave_out(&self, left_out: &mut Vec<Span>) {
        left_out.extend(&self.comments);
        for below in &self.subsections {
            if below.is_optional {
                left_out.push(below.source);
            } else {
                below.leave_out(left_out);
            }
        }
    }

    /// Adds the heading with what stands under it at the end of this slot, at its level.
    pub(super) fn add(
        &mut self,
        parsed: &Parsed<'_>,
        heading: &Heading<'_>,
        below: Span,
    ) -> Result<(), (usize, TemplateProblem)> {
        let start = heading.span.start;
        self.source.end = self.source.end.max(below.end);
        if heading.level == 1 {
            return Err((start, TemplateProblem::SecondTitle(heading.text.to_string())));
        }
        if self.level + 1 < heading.level {
            let Some(last) = self.subsections.last_mut() else {
                if self.holds_decisions {
                    self.prompts.add(below.of(parsed.text));
                    return Ok(());
                }
                let problem = TemplateProblem::LevelJump {
                    name: heading.text.to_string(),
                    found: heading.level,
                    expected: self.level + 1,
                };
                return Err((start, problem));
            };
            return last.add(parsed, heading, below);
        }
        if self.holds_decisions {
            // `### 1. [Major Decision Area]` shows what a decision looks like; it is no section.
            self.prompts.add(below.of(parsed.text));
            return Ok(());
        }
        let words = HeadingName::parse(&heading.text);
        let name = words.whole().trim().to_owned();
        if is_blank(&name) {
            // `### [First option]` and `### {first option}`, which Markdown takes for attributes, show what authors fill in; they are no sections.
            self.prompts.add(below.of(parsed.text));
            return Ok(());
        }
        if self.subsections.iter().any(|known| normalize_name(&known.name) == normalize_name(&name)) {
            return Err((start, TemplateProblem::NameTwice(name)));
        }
        let written = source_words(parsed, heading, words.start).map(str::to_owned);
        let markdown = written.unwrap_or_else(|| heading_words(&name).into_owned());
        let mut slot = Self { name, markdown, level: heading.level, ..Self::default() };
        let mut guidance = below.of(parsed.text).to_owned();
        for (comment, place) in attribute_comments(parsed, below) {
            slot.read_attributes(comment).map_err(|problem| (place.start, problem))?;
            slot.comments.push(place);
            guidance = guidance.replace(&format!("<!--{comment}-->"), "");
        }
        slot.guidance = guidance.trim().to_owned();
        slot.source = Span::new(start, below.end);
        slot.prompts.add(&slot.guidance);
        slot.spellings = std::iter::once((Fit::Exact, &slot.name))
            .chain(slot.aliases.iter().map(|alias| (Fit::Alias, alias)))
            .chain(slot.counts_as.iter().map(|name| (Fit::CountsAs, name)))
            .map(|(fit, name)| (fit, normalize_name(name).into_owned()))
            .collect();
        self.subsections.push(slot);
        Ok(())
    }

    fn read_attributes(&mut self, comment: &str) -> Result<(), TemplateProblem> {
        for attribute in attributes(comment) {
            let (key, names) = attribute.split_once(':').unwrap_or((attribute, ""));
            let names = names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
            match key.trim() {
                "optional" if attribute == "optional" => self.is_optional = true,
                "decisions" if attribute == "decisions" => self.holds_decisions = true,
                "plan" if attribute == "plan" => self.is_plan = true,
                "aliases" => self.aliases.extend(names),
                "counts-as" => self.counts_as.extend(names),
                name if attribute == name && Says::named(name).is_some() => self.says = Says::named(name),
                _ => return Err(TemplateProblem::UnknownAttribute(attribute.to_owned())),
            }
        }
        Ok(())
    }

    /// Whether one of these folded names is its own, or another one that fills it.
    #[must_use]
    pub fn is_among(&self, folded: &[String]) -> bool {
        self.spellings.iter().any(|(_, own)| folded.contains(own))
    }

    /// The name and the aliases, each with how it is compared.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let folded = self.spellings.iter().map(|(_, folded)| folded.as_str());
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str).zip(folded)
    }
}

/// The attributes in a comment.
pub(super) fn attributes(comment: &str) -> impl Iterator<Item = &str> {
    let attributes = comment.trim().trim_start_matches("design-docs:");
    attributes.split(';').map(str::trim).filter(|attribute| !attribute.is_empty())
}

/// The comments with attributes in that part of a template: their insides and places.
pub(super) fn attribute_comments<'p>(parsed: &'p Parsed<'_>, part: Span) -> impl Iterator<Item = (&'p str, Span)> {
    parsed.blocks.iter().filter(move |block| block.kind == BlockKind::Html && part.contains(block.span)).filter_map(
        |block| {
            let inside = block.span.of(parsed.text).trim().strip_prefix("<!--")?.strip_suffix("-->")?;
            inside.trim_start().starts_with("design-docs:").then_some((inside, block.span))
        },
    )
}
