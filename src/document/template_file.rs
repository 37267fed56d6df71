//! Whether a file is a template and no document: by its name, or because it is unfilled.

use crate::text::normalize;

use super::Document;
use super::file_name::FileName;
use super::outline::Section;
use super::sections::Matching;

/// Whether a file's name is that of a template, in any case: `template.md`, `_template.md`, `adr-template.md`, `0000-template.md`. A file with a number
/// of its own is a document, as `0007-email-template.md` is.
pub(crate) fn is_named_template(path: &str) -> bool {
    let file = FileName::parse(path);
    let is_numbered = file.digits.bytes().any(|digit| digit != b'0');
    let name = normalize(file.rest);
    let before = name.strip_suffix("template").filter(|_| !is_numbered);
    before.is_some_and(|before| before.is_empty() || before.ends_with(['-', '_', ' ', '.']))
}

/// Whether a document is an unfilled template: its title has brackets or is missing from its heading, and each line below it is a prompt or has
/// brackets to be filled.
pub(crate) fn is_unfilled(document: &Document<'_>, matching: &Matching<'_>) -> bool {
    let Document { parsed, outline, .. } = document;
    let Some(title) = outline.title.map(|title| parsed.headings[title].text.trim()) else { return false };
    if !title.is_empty() && !has_blank_to_fill(title) {
        return false;
    }
    let status = outline.status_section(parsed);
    let mut has_prompt = false;
    for (place, section) in outline.sections.iter().enumerate() {
        if Some(place) == status {
            continue;
        }
        for line in without_comments(section.own.of(parsed.text)).lines().filter(|line| says_something(line)) {
            if !has_blank_to_fill(line) && !is_prompt(line, section, place, document, matching) {
                return false;
            }
            has_prompt = true;
        }
    }
    has_prompt
}

/// Whether a line is a prompt of the template's section that a section fills, or one of those around it.
fn is_prompt(line: &str, section: &Section, place: usize, document: &Document<'_>, matching: &Matching<'_>) -> bool {
    let of = |place: usize| {
        let slot = matching.matches[place].map(|found| matching.slots[found.slot].slot);
        slot.is_some_and(|slot| slot.prompts.are_all_of(line))
    };
    let mut parent = section.parent;
    let mut is_one = of(place);
    while let Some(place) = parent.filter(|_| !is_one) {
        is_one = of(place);
        parent = document.outline.sections[place].parent;
    }
    is_one
}

/// Whether a line has more than marks and dots, and is no fence of code.
fn says_something(line: &str) -> bool {
    let line = line.trim();
    line.chars().any(char::is_alphanumeric) && !line.starts_with("```") && !line.starts_with("~~~")
}

/// Whether words have brackets around words that are to be replaced: `[name]`, `{name}`, and no link and no box of a task.
fn has_blank_to_fill(text: &str) -> bool {
    let has = |open: char, close: char| {
        text.split(open).skip(1).any(|after| {
            let Some((inside, rest)) = after.split_once(close) else { return false };
            let is_link = close == ']' && rest.starts_with(['(', '[', ':']);
            !is_link && inside.trim().chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
        })
    };
    has('[', ']') || has('{', '}')
}

/// A text without its comments.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut left = String::with_capacity(text.len());
    while let Some((before, comment)) = rest.split_once("<!--") {
        left.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    left + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Dialect;
    use crate::status::Statuses;
    use crate::template::Template;

    #[test]
    fn names_of_templates() {
        for (path, expected) in [
            ("designs/template.md", true),
            ("designs/TEMPLATE.md", true),
            ("adr/0000-template.md", true),
            ("adr/ADR-000-template.md", true),
            ("adr/_template.md", true),
            ("adr/adr-template.md", true),
            ("adr/adr_template.md", true),
            ("adr/0000-adr-template.md", true),
            ("adr/My Template.md", true),
            ("adr/0001-use-askama-as-template-engine.md", false),
            ("adr/0007-email-template.md", false),
            ("adr/ADR-007-email-template.md", false),
            ("adr/TemplateOrganization.md", false),
            ("adr/template-creation-design.md", false),
            ("adr/templates.md", false),
            ("adr/mytemplate.md", false),
            ("adr/0000-use-markdown-decision-records.md", false),
            ("templates/ledger.md", false),
        ] {
            assert_eq!(is_named_template(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_unfilled_is_a_template() {
        let full = Template::built_in("full").expect("built in");
        let scaffold = full.document("X").replacen("# X", "# [Name]", 1);
        let filled = scaffold.replacen("- Brief overview of the existing system", "- Notes on paper", 1);
        for (text, expected) in [
            (scaffold.as_str(), true),
            (filled.as_str(), false),
            (&full.document("X"), false),
            (
                "# [short title]\n\n* Status: [draft | accepted]\n\n## Context\n\n[What is it?] <!-- one\nline -->\n\n## Decision\n\nWe use {option}.\n",
                true,
            ),
            ("# {short title}\n\n## Context\n\n{What is it?}\n\n* {one}\n* …\n", true),
            ("# <!-- short title -->\n\n## Context\n\n<!-- what it is -->\n\n{What is it?}\n", true),
            ("# [Ledger] Design Document\n\n## Context\n\nNotes on paper.\n", false),
            ("# [Ledger] Design Document\n\n## Context\n\nNotes [on paper](a.md).\n", false),
            ("# [Ledger]\n\n## Tasks\n\n- [ ] count\n", false),
            ("# [Ledger]\n\n## Context\n", false),
            ("# [Ledger]\n", false),
            ("# Ledger\n\n## Context\n\n[What is it?]\n", false),
            ("", false),
        ] {
            let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
            assert_eq!(is_unfilled(&document, &document.matching(&full)), expected, "{text}");
        }
    }
}
