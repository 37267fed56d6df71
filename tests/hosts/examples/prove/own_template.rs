//! A template made of a document's own headings, so that the sections of any document can be moved.

use std::collections::BTreeSet;

use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::field::FieldName;
use mdbook_design_docs::document::front_matter;
use mdbook_design_docs::markdown::{Dialect, escape};
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::template::{HeadingName, Template};
use mdbook_design_docs::text::normalize_name;

/// Which heading of each level is left out, so that a document has sections that its template doesn't know.
const LEFT_OUT: usize = 4;

/// The document's sections of levels 2 and 3, the last one first, without every fourth; `None` if no template can be made of them.
pub fn reverse_template(text: &str) -> Option<String> {
    let settings = Settings::default();
    let document = Document::parse(text, Dialect::V05, &settings.statuses).ok()?;
    let mut known: BTreeSet<(Option<usize>, String)> = BTreeSet::new();
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    for section in &document.outline.sections {
        let parent = section.parent.and_then(|parent| places[parent]);
        let words = &document.parsed.headings[section.heading].text;
        let name = HeadingName::parse(words).whole().trim();
        let is_new = !normalize_name(name).is_empty() && known.insert((parent, normalize_name(name).into_owned()));
        let line = || format!("{} {}\n\n", "#".repeat(section.level.into()), escape(name));
        places.push(match (section.level, parent) {
            (2, None) if is_new => {
                sections.push((line(), Vec::new()));
                Some(sections.len() - 1)
            }
            (3, Some(parent)) if is_new => {
                sections[parent].1.push(line());
                None
            }
            _ => None,
        });
    }
    let kept = |place: &usize| place % LEFT_OUT != LEFT_OUT - 1;
    let mut template = "# [Name]\n\n".to_owned();
    for section in (0..sections.len()).filter(kept).rev() {
        let (line, subsections) = &sections[section];
        template.push_str(line);
        (0..subsections.len()).filter(kept).rev().for_each(|place| template.push_str(&subsections[place]));
    }
    Template::parse("own", &template).is_ok().then_some(template)
}

/// The document with front matter that names its template; `None` if it names one already, or says nothing that can be added to.
pub fn naming(text: &str, template: &str) -> Option<String> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let found = front_matter::parse_front_matter(text);
    let (fence, line) = match found.as_ref().map(|found| &text[found.span.start..found.span.start + 3]) {
        None => ("---\n", format!("template: {template}\n---\n")),
        Some("---") => ("", format!("template: {template}\n")),
        Some(_) => ("", format!("template = \"{template}\"\n")),
    };
    let at = match &found {
        None => mark,
        Some(found) => found.span.start + text[found.span.start..].find('\n')? + 1,
    };
    let named = [&text[..at], fence, &line, &text[at..]].concat();
    let read = front_matter::parse_front_matter(&named)?;
    let names = read.fields.iter().filter(|field| FieldName::spelled(&field.key) == Some(FieldName::Template)).count();
    let keeps_rest = read.span.end - read.span.start
        == found.map_or(0, |found| found.span.end - found.span.start) + fence.len() + line.len();
    (names == 1 && keeps_rest && read.problems.is_empty()).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::{naming, reverse_template};

    #[test]
    fn a_template_turns_the_sections_round() {
        let text = "# T\n\n## A\n\n### 1. X\n\n### Y\n\n### X\n\n## *B*\n\n## C\n\n## D\n\n## E\n";
        let expected = "# [Name]\n\n## E\n\n## C\n\n## B\n\n## A\n\n### Y\n\n### X\n\n";
        assert_eq!(reverse_template(text).as_deref(), Some(expected));
        assert_eq!(reverse_template("# T\n\ntext\n"), None);
    }

    #[test]
    fn a_document_names_its_template() {
        assert_eq!(naming("# T\n", "t.md").as_deref(), Some("---\ntemplate: t.md\n---\n# T\n"));
        assert_eq!(naming("---\na: b\n---\n# T\n", "t.md").as_deref(), Some("---\ntemplate: t.md\na: b\n---\n# T\n"));
        assert_eq!(naming("+++\na = 1\n+++\n", "t.md").as_deref(), Some("+++\ntemplate = \"t.md\"\na = 1\n+++\n"));
        assert_eq!(naming("---\ntemplate: lean\n---\n# T\n", "t.md"), None);
    }
}
