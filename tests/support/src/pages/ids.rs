//! L5 for a page: every id is there, on the same content.

use scraper::{ElementRef, Html, Node, Selector};

use super::failure::{Failure, Law};
use super::markup::{authors_text_of, html_of, is_ours, text_of, tokens, without_directives, words_of};
use super::renamed::is_renamed;
use super::rules::Rules;

/// An id on a page and what a reader who follows it meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub id: String,
    /// The element's words; of an empty one, the next words behind it.
    pub words: String,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On a heading, or directly above one.
    Heading,
    /// On the tool's header.
    Header,
    Text,
}

/// Compares the ids in `<main>`, but for those of references to footnotes.
pub fn compare(without: &str, with: &str, rules: &Rules) -> Vec<Failure> {
    let (old, new) = (targets(without), targets(with));
    let mut failures = Vec::new();
    for (n, target) in old.iter().enumerate() {
        let is_first = || !old[..n].iter().any(|earlier| earlier.id == target.id);
        if target.id.starts_with("fr-") || !is_first() {
            continue;
        }
        let about = format!("#{}", target.id);
        match new.iter().find(|other| other.id == target.id) {
            None => failures.push(Failure::new(Law::L5, about, &*target.words, "no such id")),
            Some(other) if !is_same(target, other, rules) => {
                failures.push(Failure::new(Law::L5, about, &*target.words, &*other.words));
            }
            Some(_) => {}
        }
    }
    failures
}

fn is_same(old: &Target, new: &Target, rules: &Rules) -> bool {
    let renamed = || rules.templates.iter().any(|template| is_renamed(&old.words, &new.words, template));
    match new.place {
        Place::Header => tokens(&old.words).contains("status"),
        Place::Heading => old.words == new.words || old.words.is_empty() || old.place == Place::Heading && renamed(),
        // What nothing followed may have come to stand further up.
        Place::Text => old.words == new.words || old.words.is_empty(),
    }
}

/// All ids in a page's `<main>`, in order.
pub fn targets(page: &str) -> Vec<Target> {
    let html = Html::parse_document(page);
    let select = |selector: &str| Selector::parse(selector).expect("a selector");
    let Some(main) = html.select(&select("main")).next() else { return Vec::new() };
    // No link leads to an empty id, which the hosts give to headings without words.
    main.select(&select("[id]:not([id=\"\"]), a[name]:not([name=\"\"])")).map(|element| target(main, element)).collect()
}

fn target(main: ElementRef<'_>, element: ElementRef<'_>) -> Target {
    let id = element.attr("id").or(element.attr("name")).unwrap_or_default().to_owned();
    let words = words_of(&authors_text_of(element));
    if element.value().classes().any(|class| class == "design-header") {
        return Target { id, words: text_of(element), place: Place::Header };
    }
    if !words.is_empty() || is_heading(element) {
        let place = if is_heading(element) { Place::Heading } else { Place::Text };
        return Target { id, words, place };
    }
    if element.descendent_elements().any(|element| PICTURES.contains(&element.value().name())) {
        return Target { id, words: html_of(element), place: Place::Text };
    }
    // What follows: the first text behind the element that is the author's and in a block with words.
    let mut behind = main.descendants().skip_while(|node| node.id() != element.id()).skip(1);
    let next = behind.find_map(|node| {
        let Node::Text(text) = node.value() else { return None };
        let around: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
        let is_theirs = !text.trim().is_empty() && !around.iter().any(|element| is_ours(*element));
        is_theirs.then(|| match around.iter().find(|element| is_heading(**element)) {
            Some(heading) => (words_of(&authors_text_of(*heading)), Place::Heading),
            None => (words_of(&without_directives(text)), Place::Text),
        })
    });
    let (words, place) = next.unwrap_or((String::new(), Place::Text));
    Target { id, words, place }
}

/// Elements that show something without words.
const PICTURES: [&str; 8] = ["img", "svg", "video", "audio", "canvas", "iframe", "object", "input"];

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[cfg(test)]
mod tests {
    use super::super::failure::Law;
    use super::super::rules::Rules;
    use super::compare;

    const WITHOUT: &str = "<main><h2 id=\"status\">Status</h2><p>Draft</p><h2 id=\"tests\">Key Design Decisions</h2>\
        <dl><dt id=\"term\">Term</dt><dd>x</dd></dl><p><a id=\"old\"></a></p><h2 id=\"cost\">Cost</h2>\
        <p id=\"p\">text<sup class=\"footnote-reference\" id=\"fr-a-1\"><a href=\"#footnote-a\">1</a></sup></p>\
        <h2 id=\"cost\">Cost</h2></main>";

    fn with() -> String {
        let header = "<div class=\"design-header\" id=\"status\"><p>Draft</p></div>";
        let page = WITHOUT.replace("<h2 id=\"status\">Status</h2><p>Draft</p>", header);
        page.replace("Key Design Decisions", "Design Decisions").replace("fr-a-1", "fr-a-2")
    }

    #[test]
    fn ids_on_the_same_content_are_accepted() {
        assert_eq!(compare(WITHOUT, WITHOUT, &Rules::new(Vec::new())), []);
        assert_eq!(compare(WITHOUT, &with(), &Rules::new(Vec::new())), []);
    }

    #[test]
    fn ids_that_are_gone_or_elsewhere_are_reported() {
        for (replaced, by) in [
            ("id=\"status\"", ""),
            ("id=\"tests\"", "id=\"testing-strategy\""),
            ("id=\"term\"", ""),
            ("Term", "Terms"),
            ("<p><a id=\"old\"></a></p>", ""),
            ("<p><a id=\"old\"></a></p>", "<p><a id=\"old\"></a></p><p>other</p>"),
            ("Design Decisions", "Metrics"),
            ("id=\"tests\">Design Decisions", "id=\"cost\">Design Decisions"),
            ("<p id=\"p\">text", "<p>text</p><p id=\"p\">more"),
        ] {
            assert!(with().contains(replaced), "{replaced}");
            let failures = compare(WITHOUT, &with().replacen(replaced, by, 1), &Rules::new(Vec::new()));
            assert!(!failures.is_empty() && failures.iter().all(|f| f.law == Law::L5), "{replaced}: {failures:?}");
        }
    }
}
