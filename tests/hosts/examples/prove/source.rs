//! A chapter's text as the host sent it and as it came back: code, raw HTML and directives to the byte (L4), and the fields of front
//! matter in the header (L3).

use std::collections::{BTreeMap, BTreeSet};

use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::field::FieldName;
use mdbook_design_docs::document::front_matter::FrontMatterValue;
use mdbook_design_docs::markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use mdbook_design_docs::markdown::{Dialect, Parsed, parse};
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::text::Span;

use support::pages::failure::{Failure, Law};
use support::pages::markup::{tokens, tokens_of_html, without_directives};
use support::pages::rules::Rules;

/// What has to come back as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Verbatim {
    Rule(String),
    Html(String),
    Directive(String),
}

/// Compares a document's text before and after the tool. `is_table` says that the tool wrote a table into it, in which names may
/// hold code.
pub fn compare(before: &str, after: &str, dialect: Dialect, rules: &Rules, is_table: bool) -> Vec<Failure> {
    let settings = Settings::default();
    let Ok(document) = Document::parse(before, dialect, &settings.statuses) else { return unparsable(before, after) };
    let Ok(written) = parse(after, 0, dialect) else {
        return vec![Failure::new(Law::L9, "the chapter's text", "Markdown that can be parsed", after)];
    };
    let header = header_in(after);
    let header_words = tokens_of_html(header.map_or("", |header| header.of(after)));
    let list = list_in(after);
    let mut left = multiset(&written, list.as_slice());
    let mut failures = if header.is_some() { unsaid_fields(&document, &header_words) } else { Vec::new() };
    // What has to stay is looked for first, or a copy of it in removed metadata would be taken for it.
    let of_author = verbatims(&document.parsed, document.start()).into_iter();
    let (removable, staying): (Vec<_>, Vec<_>) =
        of_author.partition(|(span, verbatim)| is_removal(&document, *span, verbatim, &header_words, rules));
    let staying_count = staying.len();
    for (place, (_, verbatim)) in staying.into_iter().chain(removable).enumerate() {
        if let Some(count) = left.get_mut(&verbatim).filter(|count| **count > 0) {
            *count -= 1;
        } else if place < staying_count {
            let found = left.iter().find(|(other, count)| **count > 0 && is_like(other, &verbatim));
            let found = found.map_or("nothing like it", |(other, _)| other.text());
            failures.push(Failure::new(Law::L4, format!("{} in the text", verbatim.kind()), verbatim.text(), found));
        }
    }
    let written_by_us: Vec<Span> = header.into_iter().chain(list).collect();
    let outside_header = multiset(&written, &written_by_us);
    let is_extra = |verbatim: &Verbatim| left.get(verbatim).is_some_and(|count| *count > 0) && !is_ours(verbatim);
    for verbatim in outside_header.keys().filter(|verbatim| !is_table && is_extra(verbatim)) {
        failures.push(Failure::new(Law::L4, format!("{} in the text", verbatim.kind()), "nobody's", verbatim.text()));
    }
    failures
}

impl Verbatim {
    fn kind(&self) -> &'static str {
        match self {
            Self::Rule(_) => "code",
            Self::Html(_) => "raw HTML",
            Self::Directive(_) => "a directive",
        }
    }

    fn text(&self) -> &str {
        let (Self::Rule(text) | Self::Html(text) | Self::Directive(text)) = self;
        text
    }
}

/// L3 for front matter: the header says each word of the fields that the tool knows.
fn unsaid_fields(document: &Document<'_>, header: &BTreeSet<String>) -> Vec<Failure> {
    let fields = document.front_matter.iter().flat_map(|front_matter| &front_matter.fields);
    let is_shown =
        |key: &str| FieldName::spelled(key).is_some_and(|name| !name.is_switch() && name != FieldName::Title);
    fields
        .filter(|field| is_shown(&field.key))
        .filter_map(|field| {
            let said = match &field.value {
                FrontMatterValue::Text(text) => text.clone(),
                FrontMatterValue::List(items) => items.iter().map(|(item, _)| format!("{item} ")).collect(),
                FrontMatterValue::Empty | FrontMatterValue::Other => return None,
            };
            let is_said = tokens(&said).is_subset(header);
            let found = header.iter().cloned().collect::<Vec<_>>().join(" ");
            (!is_said).then(|| Failure::new(Law::L3, format!("the front matter's {:?}", field.key), said, found))
        })
        .collect()
}

fn unparsable(before: &str, after: &str) -> Vec<Failure> {
    let is_kept = before == after;
    is_kept.then(Vec::new).unwrap_or_else(|| vec![Failure::new(Law::L4, "an unparsable chapter", before, after)])
}

fn is_like(other: &Verbatim, verbatim: &Verbatim) -> bool {
    let start = |text: &str| text.chars().take(8).collect::<String>();
    other.kind() == verbatim.kind() && start(other.text()) == start(verbatim.text())
}

/// Whether it may be gone: in a heading line, in metadata that the header shows, in guidance, or a directive of the tool's own.
fn is_removal(
    document: &Document<'_>,
    span: Span,
    verbatim: &Verbatim,
    header: &BTreeSet<String>,
    rules: &Rules,
) -> bool {
    let outline = &document.outline;
    let in_heading = document.parsed.depth_0_headings().any(|(_, heading)| heading.span.contains(span));
    let status = outline.status_section(&document.parsed).map(|section| outline.sections[section].span);
    let in_zone = outline.header_zone.contains(span) || status.is_some_and(|status| status.contains(span));
    let words = match verbatim {
        Verbatim::Rule(code) => tokens(code),
        Verbatim::Html(html) => tokens_of_html(html),
        Verbatim::Directive(directive) => return without_directives(directive).trim_matches('\\').is_empty(),
    };
    let is_said = in_zone && words.iter().all(|word| header.contains(word) || Rules::is_label(word));
    let holding = outline.sections.iter().find(|section| section.own.contains(span));
    in_heading || is_said || holding.is_some_and(|section| rules.is_guidance(section.own.of(document.parsed.text)))
}

/// Whether the tool writes such a thing.
fn is_ours(verbatim: &Verbatim) -> bool {
    let starts = [
        "<style>.design-header",
        "<script>",
        "<details class=\"design-group",
        "<div class=\"design-",
        "</div>",
        "<p class=\"design-stub",
        "<span class=\"design-",
        "</span>",
    ];
    matches!(verbatim, Verbatim::Html(html) if starts.iter().any(|start| html.starts_with(start)))
}

/// Where the header stands in a text.
fn header_in(after: &str) -> Option<Span> {
    block_in(after, "<div class=\"design-header\"")
}

/// Where the list of decisions stands below it: names that stand elsewhere too.
fn list_in(after: &str) -> Option<Span> {
    block_in(after, "<div class=\"design-decisions\"")
}

fn block_in(after: &str, tag: &str) -> Option<Span> {
    let start = after.find(tag)?;
    let length = after[start..].find("</div>")?;
    Some(Span::new(start, start + length))
}

fn multiset(parsed: &Parsed<'_>, left_out: &[Span]) -> BTreeMap<Verbatim, usize> {
    let mut counts = BTreeMap::new();
    for (span, verbatim) in verbatims(parsed, 0) {
        if !left_out.iter().any(|part| part.contains(span)) {
            *counts.entry(verbatim).or_default() += 1;
        }
    }
    counts
}

/// All code, raw HTML and directives from byte `start` on, each with its place.
fn verbatims(parsed: &Parsed<'_>, start: usize) -> Vec<(Span, Verbatim)> {
    let mut found = directives(parsed.text, start);
    let mut block: Option<String> = None;
    for (event, span) in &parsed.events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => block = Some(format!("```{info}\n")),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock) => block = Some(String::new()),
            Event::Text(text) | Event::Html(text) => {
                if let Some(block) = &mut block {
                    block.push_str(text);
                }
            }
            Event::End(end @ (TagEnd::CodeBlock | TagEnd::HtmlBlock)) => {
                let text = block.take().unwrap_or_default().trim_end().to_owned();
                let is_code = *end == TagEnd::CodeBlock;
                found.push((*span, if is_code { Verbatim::Rule(text) } else { Verbatim::Html(text) }));
            }
            Event::Code(code) => found.push((*span, Verbatim::Rule(code.to_string()))),
            Event::InlineHtml(html) => found.push((*span, Verbatim::Html(html.to_string()))),
            _ => {}
        }
    }
    found
}

/// `{{#…}}` and `\{{#…}}`, wherever they stand.
fn directives(text: &str, start: usize) -> Vec<(Span, Verbatim)> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(place) = text[at..].find("{{#").map(|place| at + place) {
        let Some(length) = text[place..].find("}}") else { break };
        at = place + length + 2;
        let first = if text[start..place].ends_with('\\') { place - 1 } else { place };
        found.push((Span::new(first, at), Verbatim::Directive(text[first..at].to_owned())));
    }
    found
}

#[cfg(test)]
mod tests {
    use mdbook_design_docs::markdown::Dialect;

    use super::compare;
    use support::pages::failure::Law;
    use support::pages::rules::Rules;

    const BEFORE: &str = "# T\n\nStatus: `draft`<br>\n\n## A\n\n`a` and `a` {{#x y}} \\{{#z}} {{#decisions}}\n\n\
        ```rust\nfn main() {}\n```\n\n<div>\n\nx\n\n</div>\n";

    fn laws(replaced: &str, by: &str) -> Vec<Law> {
        let header = "<div class=\"design-header\">\n\n<span class=\"design-status\">Draft</span>\n\n</div>";
        let page = BEFORE.replace("Status: `draft`<br>", header).replace(" {{#decisions}}", "");
        let rules = Rules::new(Vec::new());
        let page = if replaced.is_empty() { page } else { page.replacen(replaced, by, 1) };
        compare(BEFORE, &page, Dialect::V05, &rules, false).into_iter().map(|failure| failure.law).collect()
    }

    #[test]
    fn what_comes_back_is_accepted() {
        assert_eq!(laws("", ""), []);
        assert_eq!(laws("## A", "## B {#a}"), [], "headings are the page's matter");
    }

    #[test]
    fn what_is_gone_or_new_is_reported() {
        for (replaced, by) in [
            ("`a` and `a`", "`a` and a"),
            ("{{#x y}}", "{{#x z}}"),
            ("\\{{#z}}", "{{#z}}"),
            ("rust", "text"),
            ("fn main() {}", "fn main() { }"),
            ("<div>\n\nx", "<div class=\"x\">\n\nx"),
            ("</div>\n\n## A", "</div>\n\n<p>x</p>\n\n## A"),
            ("Draft", "Accepted"),
        ] {
            let laws = laws(replaced, by);
            assert!(!laws.is_empty() && laws.iter().all(|law| *law == Law::L4), "{replaced:?} -> {by:?}: {laws:?}");
        }
    }
}
