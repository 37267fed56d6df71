//! What the tool writes on a page is its own markup: words of authors never become elements, attributes or script.

use std::collections::BTreeSet;

use mdbook_design_docs::document::Document;
use mdbook_design_docs::markdown::pulldown_cmark::html::push_html;
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag};
use mdbook_design_docs::markdown::{Dialect, parse};
use mdbook_design_docs::page::assets::{DOCUMENT_STYLE, INDEX_SCRIPT, INDEX_STYLE};
use mdbook_design_docs::status::Statuses;
use scraper::{ElementRef, Html};

/// The elements that the tool writes, itself or as Markdown.
const ELEMENTS: [&str; 34] = [
    "html", "head", "body", "div", "span", "p", "a", "details", "summary", "table", "colgroup", "thead", "tbody", "tr",
    "th", "td", "ul", "ol", "li", "strong", "em", "code", "del", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "dl",
    "dt", "dd",
];

/// Every element of `page` is one that the author's page of `text` has, or one that the tool may write.
pub fn only_ours_is_new(path: &str, text: &str, page: &str, dialect: Dialect) {
    let Ok(document) = Document::parse(text, dialect, &Statuses::default()) else { return };
    let Ok(ours) = parse(page, 0, dialect) else { return };
    // The hosts write the names of a heading's attributes as they are. One that is no name in HTML, as in `{k/=x}`, opens a quote over all that
    // follows, with the tool and without it: what the browser makes of that says nothing of either page.
    let is_no_name = |name: &str| name.is_empty() || name.contains(['"', '\'', '<', '>', '/', '=']);
    let has_broken_tag = document.parsed.events.iter().any(|(event, _)| match event {
        Event::Start(Tag::Heading { attrs, .. }) => attrs.iter().any(|(name, _)| is_no_name(name)),
        _ => false,
    });
    if has_broken_tag {
        return;
    }
    let render = |events: &[(_, _)]| {
        let mut html = String::new();
        push_html(&mut html, events.iter().map(|(event, _)| Clone::clone(event)));
        Html::parse_document(&html)
    };
    let authors: BTreeSet<Element> = elements(&render(&document.parsed.events)).collect();
    for element in elements(&render(&ours.events)) {
        assert!(authors.contains(&element) || is_ours(&element), "{element:?} in {path}\n{text:?}\nbecame\n{page}");
    }
}

/// An element's name, its attributes in order, and the text of what a browser would run or apply.
type Element = (String, Vec<(String, String)>, Option<String>);

fn elements(page: &Html) -> impl Iterator<Item = Element> {
    page.root_element().descendants().filter_map(ElementRef::wrap).map(|element| {
        let mut attributes: Vec<(String, String)> =
            element.value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        attributes.sort();
        let name = element.value().name();
        // A heading whose anchor would change gets it as its id, whatever else its author gave it.
        if let Some(level) = name.strip_prefix('h')
            && level.parse::<u8>().is_ok()
        {
            attributes.retain(|(key, _)| key != "id");
        }
        let text = matches!(name, "script" | "style").then(|| element.text().collect());
        (name.to_owned(), attributes, text)
    })
}

fn is_ours((name, attributes, text): &Element) -> bool {
    let is_known = match (name.as_str(), text) {
        ("script", Some(text)) => *INDEX_SCRIPT == format!("<script>{text}</script>"),
        ("style", Some(text)) => [&*DOCUMENT_STYLE, &*INDEX_STYLE].contains(&&format!("<style>{text}</style>")),
        (name, _) => ELEMENTS.contains(&name),
    };
    is_known
        && attributes.iter().all(|(key, value)| match key.as_str() {
            "class" => value.split_whitespace().all(|class| class.starts_with("design-")) || name.starts_with('h'),
            "href" => !has_other_scheme(value),
            "id" | "title" | "dir" | "data-status" | "data-phase" | "data-label" | "data-column" | "data-index" => true,
            // Of an ordered list, and of a table's cell.
            "start" => name == "ol",
            "style" => matches!(name.as_str(), "th" | "td") && value.starts_with("text-align: "),
            _ => false,
        })
}

/// Whether an address is none of the book's and none that people read.
fn has_other_scheme(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
    scheme.is_some_and(|(scheme, _)| !matches!(scheme.to_ascii_lowercase().trim(), "http" | "https" | "mailto"))
}
