//! Elements of a page as text that can be compared: what the tool writes left out, what a move may change evened out.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Node, Selector};

/// Whether the tool wrote the element.
pub fn is_ours(element: ElementRef<'_>) -> bool {
    let is_style = element.value().name() == "style" && text_of(element).trim_start().starts_with(".design-header");
    let is_script = element.value().name() == "script" && text_of(element).contains(".design-controls");
    is_style || is_script || element.value().classes().any(|class| class.starts_with("design-"))
}

/// The element as HTML without what the tool wrote in it, its attributes sorted. References to footnotes have no number and no id,
/// which follow the order of references; directives of the tool are left out on both sides.
pub fn html_of(element: ElementRef<'_>) -> String {
    let mut html = String::new();
    write(element, &mut html);
    html
}

/// What stands in the element, as HTML.
pub fn inner_html_of(element: ElementRef<'_>) -> String {
    let mut html = String::new();
    write_children(element, &mut html);
    html
}

/// The element's text, white space as it is.
pub fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// The element's text as the author wrote it: without what the tool wrote, and without numbers of footnotes.
pub fn authors_text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    write_text(element, &mut text);
    text
}

/// A text with single spaces.
pub fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text in lower case.
pub fn tokens(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words that a reader of a piece of HTML meets, those of comments and of images among them.
pub fn tokens_of_html(html: &str) -> BTreeSet<String> {
    let fragment = Html::parse_fragment(html);
    let mut found = BTreeSet::new();
    for node in fragment.tree.nodes() {
        match node.value() {
            Node::Text(text) => found.extend(tokens(text)),
            Node::Comment(text) => found.extend(tokens(text)),
            Node::Element(element) => found.extend(element.attr("alt").map(tokens).unwrap_or_default()),
            _ => {}
        }
    }
    found
}

/// Where the links of a piece of HTML lead.
pub fn links_of_html(html: &str) -> BTreeSet<String> {
    let links = Selector::parse("a[href]").expect("a selector");
    let fragment = Html::parse_fragment(html);
    fragment.select(&links).filter_map(|link| link.attr("href").map(str::to_owned)).collect()
}

/// A text without the tool's directives.
pub fn without_directives(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(start) = ["{{#decisions", "{{#design-"].iter().filter_map(|name| rest.find(name)).min() {
        let Some(length) = rest[start..].find("}}") else { break };
        kept.push_str(&rest[..start]);
        rest = &rest[start + length + 2..];
    }
    kept + rest
}

fn write(element: ElementRef<'_>, html: &mut String) {
    if is_ours(element) || is_backlink(element) {
        return;
    }
    let name = element.value().name();
    html.push('<');
    html.push_str(name);
    let mut attributes: Vec<(&str, &str)> = element.value().attrs().collect();
    attributes.retain(|(key, value)| !(*key == "id" && value.starts_with("fr-")));
    attributes.sort_unstable();
    for (key, value) in attributes {
        html.push_str(&format!(" {key}={value:?}"));
    }
    html.push('>');
    if !is_footnote_number(element) {
        write_children(element, html);
    }
    if name == "code" {
        // Code that ends a file without a line end has none; moved, it has one.
        html.truncate(html.trim_end_matches('\n').len());
    }
    html.push_str(&format!("</{name}>"));
}

fn write_children(element: ElementRef<'_>, html: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => html.push_str(&without_directives(text).replace('<', "&lt;")),
            Node::Comment(comment) => html.push_str(&format!("<!--{}-->", &**comment)),
            _ => {
                if let Some(element) = ElementRef::wrap(child) {
                    write(element, html);
                }
            }
        }
    }
}

fn write_text(element: ElementRef<'_>, written: &mut String) {
    if is_ours(element) || is_backlink(element) || is_footnote_number(element) {
        return;
    }
    for child in element.children() {
        match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(text), _) => written.push_str(&without_directives(text)),
            (_, Some(element)) => write_text(element, written),
            _ => {}
        }
    }
}

/// `↩` behind a footnote: there is one for each reference, with its number.
fn is_backlink(element: ElementRef<'_>) -> bool {
    element.value().name() == "a" && element.attr("href").is_some_and(|href| href.starts_with("#fr-"))
}

/// The link in a reference, whose text is the footnote's number. In a heading, whose words are a link, it stands behind its `<sup>`.
fn is_footnote_number(element: ElementRef<'_>) -> bool {
    let leads_to_note = || element.attr("href").is_some_and(|href| href.starts_with("#footnote-"));
    element.value().name() == "a" && leads_to_note() && text_of(element).chars().all(|c| c.is_ascii_digit())
}
