//! Which headings get other words: names of the template, decisions' numbers, titles of the pattern's form.

use crate::document::Document;
use crate::document::decision::{Decision, area_start, number_start};
use crate::document::sections::{Fit, Matching, Role};
use crate::document::title::{TitleForm, TitleParts};
use crate::markdown::Heading;
use crate::page::segment::LinePart;
use crate::template::{HeadingName, Template};
use crate::text::{Span, prefix_to, suffix_from};

use super::heading_line::NewHeading;

/// New content for a heading, in parts as its words are, if it differs from what is written.
fn changed(heading: &Heading<'_>, text: &str, content: Vec<LinePart>, words: &[&str]) -> Option<NewHeading> {
    let mut written = Some(heading.content.of(text));
    for part in &content {
        let part = match part {
            LinePart::Source(span) => span.of(text),
            LinePart::Text(part) => part,
            LinePart::Directive(_) => return None,
        };
        written = written.and_then(|written| written.strip_prefix(part));
    }
    (written != Some("")).then(|| NewHeading {
        content: Some(content),
        words: Some(words.concat()),
        ..NewHeading::default()
    })
}

/// The title in the pattern's form.
pub(super) fn rename_title(document: &Document<'_>, template: &Template) -> Option<NewHeading> {
    let text = document.parsed.text;
    let heading = &document.parsed.headings[document.outline.title?];
    let parts = TitleParts::parse(&heading.text, &template.title);
    if parts.form != TitleForm::CanFollow {
        return None;
    }
    let number = HeadingName::start_behind_mark(&heading.text);
    let number_source = Span::new(heading.content.start, heading.cut_before(number, &document.parsed)?);
    let name = Span::new(
        heading.cut_before(parts.name_start, &document.parsed)?,
        heading.cut(parts.name_end, &document.parsed)?,
    )
    .trimmed(text);
    // What is dropped has to be words of the pattern alone.
    heading.is_plain_up_to(heading.content.end, &document.parsed).then_some(())?;
    // A bare `[Name]` only loses its brackets: the pattern's words are not the author's.
    let has_pattern =
        TitleParts::parse(&heading.text.replace(['[', ']'], ""), &template.title).form != TitleForm::Other;
    let words = Span::new(parts.name_start, parts.name_end).of(&heading.text).trim();
    let ((before, behind), words) = if has_pattern {
        (template.title.markdown_around(), template.title.title_for(words))
    } else {
        (Default::default(), words.to_owned())
    };
    let content =
        vec![LinePart::Source(number_source), LinePart::Text(before), LinePart::Source(name), LinePart::Text(behind)];
    changed(heading, text, content, &[prefix_to(&heading.text, number), &words])
}

/// A section's heading with the template's name; its number and suffix stay.
pub(super) fn rename_section(document: &Document<'_>, matching: &Matching<'_>, section: usize) -> Option<NewHeading> {
    let text = document.parsed.text;
    let found = matching.matches[section].filter(|found| found.role == Role::Fills && found.fit != Fit::CountsAs)?;
    let heading = &document.parsed.headings[document.outline.sections[section].heading];
    let slot = matching.slots[found.slot].slot;
    let start = HeadingName::parse(&heading.text).start;
    let (from, to) = (heading.cut_before(start, &document.parsed)?, heading.cut(found.name_end, &document.parsed)?);
    if !heading.is_plain_up_to(to, &document.parsed) {
        return None;
    }
    // However it is escaped.
    let has_emphasis = |written: &str| written.contains(['*', '_']);
    let is_it = Span::new(start, found.name_end).of(&heading.text) == slot.name;
    if is_it && !has_emphasis(Span::new(from, to).of(text)) && !has_emphasis(&slot.markdown) {
        return None;
    }
    let content = vec![
        LinePart::Source(Span::new(heading.content.start, from)),
        LinePart::Text(slot.markdown.clone()),
        LinePart::Source(Span::new(to, heading.content.end)),
    ];
    changed(
        heading,
        text,
        content,
        &[prefix_to(&heading.text, start), &slot.name, suffix_from(&heading.text, found.name_end)],
    )
}

/// A decision's heading with its number in front.
pub(super) fn rename_decision(
    document: &Document<'_>,
    matching: &Matching<'_>,
    decision: &Decision,
) -> Option<NewHeading> {
    let text = document.parsed.text;
    let section = &document.outline.sections[decision.section?];
    let parent = matching.matches[section.parent?]?;
    let heading = &document.parsed.headings[section.heading];
    let start = area_start(&heading.text);
    // `4.1 Area` is numbered with the whole document.
    let is_dotted =
        prefix_to(&heading.text, start).trim_end().trim_end_matches(['.', ')', ':', '-', '–', '—', ' ']).contains('.');
    if parent.role == Role::Misplaced || is_dotted || !suffix_from(&heading.text, start).contains(char::is_alphabetic) {
        return None;
    }
    let from = heading.cut_before(start, &document.parsed)?;
    if !heading.is_plain_up_to(from, &document.parsed) {
        return None;
    }
    let lead = number_start(&heading.text);
    let lead_source = Span::new(heading.content.start, heading.cut_before(lead, &document.parsed)?);
    let number = format!("{}. ", decision.number);
    let content = vec![
        LinePart::Source(lead_source),
        LinePart::Text(number.clone()),
        LinePart::Source(Span::new(from, heading.content.end)),
    ];
    // `### **2. Area**` is numbered already; `### __2) Area__` can't be without taking it apart.
    changed(heading, text, content, &[prefix_to(&heading.text, lead), &number, suffix_from(&heading.text, start)])
        .filter(|new| new.words.as_deref().map(fold_spaces) != Some(fold_spaces(&heading.text)))
}

/// The words with single spaces: how they are spaced is the author's.
fn fold_spaces(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
