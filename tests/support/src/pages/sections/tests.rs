//! The comparison of sections can fail: a page is spoilt in one place, and the law that it breaks is named.

use super::super::failure::Law;
use super::super::rules::Rules;
use super::{compare, has_moves};

const WITHOUT: &str = "<main>\
<h1 id=\"t\"><a class=\"header\" href=\"#t\">T</a></h1>\n\
<ul><li>Status: accepted</li><li>Owner: <a href=\"o.html\">Ö</a></li></ul>\n\
<p>intro</p>\n\
<h2 id=\"tests\"><a class=\"header\" href=\"#tests\">Key Design Decisions</a></h2>\n\
<p>one<sup class=\"footnote-reference\" id=\"fr-a-1\"><a href=\"#footnote-a\">1</a></sup></p>\n\
<pre><code class=\"language-rust\">let a = 1;</code></pre>\n\
<h3 id=\"units\"><a class=\"header\" href=\"#units\">Units</a></h3>\n\
<p>two</p>\n\
<p><a id=\"old\"></a></p>\n\
<h2 id=\"cost\"><a class=\"header\" href=\"#cost\">Cost</a></h2>\n\
<p>three</p>\n\
<hr>\n\
<p>footer</p>\n\
<hr><ol class=\"footnote-definition\"><li id=\"footnote-a\"><p>note <a href=\"#fr-a-1\">↩</a></p></li></ol>\
</main>";

const HEADER: &str = "<style>.design-header {}</style><div class=\"design-header\"><p><span class=\"design-status\">Accepted\
</span></p><ul><li>Owner <a href=\"o.html\">Ö</a></li></ul></div>\n";
const METADATA: &str = "<ul><li>Status: accepted</li><li>Owner: <a href=\"o.html\">Ö</a></li></ul>\n";
const STUB: &str = "<h2 id=\"metrics\"><a class=\"header\" href=\"#metrics\">Metrics</a></h2>\n\
<p class=\"design-stub\">Not yet written</p>\n";

/// The page as the tool writes it.
fn with() -> String {
    WITHOUT
        .replace(METADATA, HEADER)
        .replace("Key Design Decisions", "Design Decisions")
        .replace("<hr>\n", &format!("{STUB}<hr>\n"))
}

/// The same with the section Cost before the tests, and the footnote renumbered.
fn moved() -> String {
    let page = with().replace(">1</a></sup>", ">2</a></sup>").replace("fr-a-1", "fr-a-2");
    let [tests, cost, placeholder] =
        ["<h2 id=\"tests", "<p><a id=\"old", "<h2 id=\"metrics"].map(|start| page.find(start).expect(start));
    [&page[..tests], &page[cost..placeholder], &page[tests..cost], &page[placeholder..]].concat()
}

fn laws(page: &str) -> Vec<Law> {
    compare(WITHOUT, page, &Rules::new(Vec::new())).into_iter().map(|failure| failure.law).collect()
}

#[test]
fn what_the_rules_change_is_accepted() {
    assert_eq!(compare(WITHOUT, WITHOUT, &Rules::new(Vec::new())), []);
    assert_eq!(compare(WITHOUT, &with(), &Rules::new(Vec::new())), []);
    assert_eq!(compare(WITHOUT, &moved(), &Rules::new(Vec::new())), []);
    assert!(has_moves(WITHOUT, &moved()) && !has_moves(WITHOUT, &with()));
    let comment = "<p>two</p>\n<!-- c -->";
    let commented = WITHOUT.replace("<p>two</p>", comment);
    for page in [with(), moved()] {
        let stays = page.replace("<p>two</p>", comment);
        let goes_along = page.replace("<p><a id=\"old", "<!-- c --><p><a id=\"old");
        assert_eq!(compare(&commented, &stays, &Rules::new(Vec::new())), []);
        assert_eq!(compare(&commented, &goes_along, &Rules::new(Vec::new())), []);
        let elsewhere = page.replace("<p>one", "<!-- c --><p>one");
        assert!(!compare(&commented, &elsewhere, &Rules::new(Vec::new())).is_empty());
        assert!(!compare(&commented, &page, &Rules::new(Vec::new())).is_empty());
    }
    let untitled = "<main><h2 id=\"a\">A</h2><p>a</p><hr><p>foot</p></main>";
    let titled = "<main><h1 id=\"x\">X</h1><h2 id=\"a\">A</h2><p>a</p><hr><p>foot</p></main>";
    assert_eq!(compare(untitled, titled, &Rules::new(Vec::new())), []);
    let status = "<main><h1 id=\"t\">T</h1><h2 id=\"status\">Status</h2><p>Accepted</p></main>";
    let header = "<main><h1 id=\"t\">T</h1><div class=\"design-header\" id=\"status\"><p>Accepted</p></div></main>";
    assert_eq!(compare(status, header, &Rules::new(Vec::new())), []);
    assert_eq!(compare(status, &header.replace("id=\"status\"", ""), &Rules::new(Vec::new()))[0].law, Law::L3);
}

#[test]
fn what_is_lost_or_spoilt_is_reported() {
    let out_of_place = format!("{STUB}<p>two</p>\n");
    for (replaced, by, law) in [
        ("<p>two</p>\n", "", Law::L3),
        ("<p>two</p>", "<p><em>two</em></p>", Law::L3),
        ("let a = 1;", "let a = 2;", Law::L3),
        ("language-rust", "language-text", Law::L3),
        ("Units", "Metrics", Law::L3),
        ("Design Decisions", "Observability", Law::L3),
        ("id=\"units\"", "id=\"unit\"", Law::L3),
        ("<p>intro</p>", "", Law::L3),
        ("<p>intro</p>", "<p>intro</p><p>news</p>", Law::L3),
        ("<li>Owner <a href=\"o.html\">Ö</a></li>", "", Law::L3),
        ("<li>Owner <a href=\"o.html\">", "<li>Owner <a href=\"p.html\">", Law::L3),
        ("Accepted", "Draft", Law::L3),
        ("note", "not", Law::L3),
        ("#footnote-a", "#footnote-b", Law::L3),
        ("<p><a id=\"old\"></a></p>\n", "", Law::L3),
        ("<p>footer</p>", "", Law::L8),
        ("<p>three</p>\n", "", Law::L3),
        ("<h3 id=\"units\"", "<h2 id=\"units\"", Law::L8),
        ("<p>two</p>\n", &out_of_place, Law::L3),
    ] {
        for page in [with(), moved()] {
            assert!(page.contains(replaced), "{replaced}");
            let laws = laws(&page.replacen(replaced, by, 1));
            assert!(laws.contains(&law), "{replaced} -> {by}: {laws:?}");
        }
    }
}

#[test]
fn what_stands_elsewhere_is_reported() {
    let moves = |what: &str, before: &str| {
        let page = with().replacen(what, "", 1);
        let place = page.find(before).expect(before);
        laws(&[&page[..place], what, &page[place..]].concat())
    };
    let pre = "<pre><code class=\"language-rust\">let a = 1;</code></pre>\n";
    let h3 = "<h3 id=\"units\"><a class=\"header\" href=\"#units\">Units</a></h3>\n";
    assert!(moves(pre, "<p>one").contains(&Law::L8), "within a section");
    assert!(moves(pre, "<p>three").contains(&Law::L3), "into another section");
    assert!(moves("<p>three</p>\n", "<p class=\"design-stub").contains(&Law::L8), "under a stub");
    assert!(moves(h3, "<p>three").contains(&Law::L8), "a subsection into another section");
    assert!(moves("<p>footer</p>\n", "<h2 id=\"cost").contains(&Law::L8), "the footer");
    assert!(moves("<p><a id=\"old\"></a></p>\n", "<h2 id=\"tests").contains(&Law::L3), "an anchor");
}
