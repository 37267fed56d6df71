//! What an author should know of the match of a document with its template.

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::outline::Outline;
use crate::markdown::Parsed;
use crate::template::Slot;
use crate::text::{Span, normalize, normalize_name, prefix_to};

use super::{Matching, Role};

impl Matching<'_> {
    /// What an author should know of the match. `is_exempt` says of a slot that nothing is missed where it is empty.
    #[must_use]
    pub fn diagnostics(
        &self,
        parsed: &Parsed<'_>,
        outline: &Outline,
        is_exempt: impl Fn(&Slot) -> bool,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let heading_span = |place: usize| parsed.headings[outline.sections[place].heading].content;
        let words = |place: usize| &*parsed.headings[outline.sections[place].heading].text;
        for (place, found) in self.matches.iter().enumerate() {
            let Some(found) = found else {
                diagnostics.extend(self.near_miss(outline, place).map(|near| {
                    let heading = &parsed.headings[outline.sections[place].heading];
                    let message = format!("`{}` is almost `{near}`", heading.text);
                    let help = format!("did you mean `{near}`?");
                    Diagnostic::new(Rule::SectionNearMiss, heading.content, message).with_help(help)
                }));
                continue;
            };
            let slot = self.slots[found.slot];
            let name = &slot.slot.name;
            match found.role {
                Role::Fills => {}
                // `Unit Tests (storage)` and `Unit Tests (network)` are told apart.
                Role::Duplicate if slot.filled_by.is_some_and(|first| differ_by_suffix(words(first), words(place))) => {
                }
                Role::Duplicate => {
                    let message = format!("`{name}` is there twice");
                    let diagnostic = Diagnostic::new(Rule::SectionDuplicate, heading_span(place), message)
                        .with_help("join the two, or give one another name");
                    let first = slot.filled_by.map(heading_span);
                    diagnostics.push(match first {
                        Some(first) => diagnostic.beside(first, "it is here first"),
                        None => diagnostic,
                    });
                }
                Role::Misplaced => {
                    let marks = "#".repeat(slot.slot.level.into());
                    let under = slot
                        .parent
                        .map_or(String::new(), |parent| format!(" under `{}`", self.slots[parent].slot.name));
                    let above =
                        std::iter::successors(outline.sections[place].parent, |&above| outline.sections[above].parent);
                    let second_title = above.map(|above| &outline.sections[above]).find(|above| above.level == 1);
                    let (message, help) = match second_title.map(|title| &parsed.headings[title.heading].text) {
                        Some(title) if slot.parent.is_none() => (
                            format!("`{name}` stands below a second title, `{title}`"),
                            format!("a document has one title: make `{title}` a section, or move `{name}` above it"),
                        ),
                        _ => (
                            format!("`{name}` stands at another place than in the template"),
                            format!("the template has it as `{marks} {name}`{under}"),
                        ),
                    };
                    diagnostics
                        .push(Diagnostic::new(Rule::SectionMisplaced, heading_span(place), message).with_help(help));
                }
            }
        }
        for placed in &self.slots {
            if placed.filled_by.is_some() || is_exempt(placed.slot) {
                continue;
            }
            let name = &placed.slot.name;
            let marks = "#".repeat(placed.slot.level.into());
            let (span, message) = match placed.parent {
                None => {
                    let title = outline.title.map(|title| parsed.headings[title].content);
                    (
                        title.unwrap_or(Span::at(outline.header_zone.start)),
                        format!("the document has no section `{name}`"),
                    )
                }
                Some(parent) => {
                    let Some(section) = self.slots[parent].filled_by else { continue };
                    if outline.sections[section].span.len()
                        <= parsed.headings[outline.sections[section].heading].span.len() + 1
                    {
                        continue;
                    }
                    (heading_span(section), format!("`{}` has no section `{name}`", self.slots[parent].slot.name))
                }
            };
            let help = format!("add `{marks} {name}`, or list it under `not-applicable` in front matter");
            diagnostics.push(Diagnostic::new(Rule::SectionMissing, span, message).with_help(help));
        }
        diagnostics
    }
}

/// Whether two headings have the same words, and others behind a parenthesis, a dash or a colon.
fn differ_by_suffix(a: &str, b: &str) -> bool {
    let base = |text: &str| {
        let ends = [" (", " \u{2013} ", " \u{2014} ", " - ", ": "].iter().filter_map(|mark| text.find(mark));
        normalize_name(prefix_to(text, ends.min().unwrap_or(text.len()))).into_owned()
    };
    normalize(a) != normalize(b) && base(a) == base(b)
}
