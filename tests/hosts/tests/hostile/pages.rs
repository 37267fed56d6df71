//! What authors may write into the pages of real hosts: whatever it is, with this program a page has no attribute, no handler and no address that runs
//! which the page without it doesn't have, and all its anchors.

use std::collections::BTreeSet;

use mdbook_design_docs::settings::Labels;
use scraper::{ElementRef, Html, Selector};

use crate::books::says;
use support::book::{BookFolder, build, build_without};
use support::host::Host;
use support::site::Site;

/// Anchors that authors may give to a heading. The attribute syntax of Markdown has no others: `<`, `>`, `\`, braces and white space end it.
const IDS: [&str; 19] = [
    "a\"onclick=\"alert(1)\"b=\"",
    "a\"b",
    "a'b",
    "a`b",
    "`a`",
    "a&b",
    "a&quot;b",
    "a&#34;onclick=&#34;alert(1)",
    "a&lt;b",
    "a|b",
    "a%b",
    "a%22b",
    "a=b",
    "javascript:alert(1)",
    "a$b^c~d*e_f",
    "(a)[b]",
    "x.md",
    "data:text/html,x",
    "\u{e4}\u{a0}\u{202e}b",
];

/// Text that tries to be more than text.
const WORDS: [&str; 22] = [
    "<img src=x onerror=alert(1)>",
    "x\" onclick=\"alert(1)",
    "x' onclick='alert(1)",
    "\"><script>alert(1)</script>",
    "</div></span><script>alert(1)</script>",
    "`<img src=x onerror=alert(1)>`",
    "`` ` <img src=x onerror=alert(1)> ` ``",
    "\\<img src=x onerror=alert(1)\\>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "[x](javascript:alert(1))",
    "[x](<JaVaScRiPt:alert(1)>)",
    "[x](java&#x73;cript&colon;alert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](vbscript:alert(1))",
    "![x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "javascript:alert(1)",
    "data:text/html,alert(1)",
    "a | b \\| c",
    "<!-- a",
    "{{#include ../secret.txt}}",
    "{{ #include ../secret.txt}}",
];

/// What files may be called where the file system is no obstacle.
#[cfg(unix)]
const NAMES: [&str; 4] = ["a\"onclick=\"x", "javascript:alert(1)", "<img src=x onerror=x>", "it's & `x` | #1"];
#[cfg(not(unix))]
const NAMES: [&str; 1] = ["it's & `x` #1"];

/// A text between quotes of YAML and TOML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

/// A link to a place on a page, as authors write it.
fn link(page: &str, id: &str) -> String {
    let encoded: String = id.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let id = id.replace('&', "&amp;");
    format!("[x](<{page}#{id}>) [y]({page}#{encoded})\n\n")
}

/// Files of a book, by paths, with a page of links that comes first: the host shows the first chapter twice, once in another folder.
struct Book {
    files: Vec<(String, String)>,
    links: String,
    settings: String,
}

impl Book {
    fn new() -> Self {
        let secret = ("src/secret.txt".to_owned(), "xylophone".to_owned());
        Self { files: vec![secret], links: "# Links\n\n".to_owned(), settings: String::new() }
    }

    fn add(&mut self, path: String, text: String) {
        self.files.push((format!("src/designs/{path}"), text));
    }

    /// Files with book.toml and SUMMARY.md.
    fn files(mut self) -> Vec<(String, String)> {
        let mut summary = "# Summary\n\n- [Links](links.md)\n".to_owned();
        for (n, (path, _)) in self.files.iter().enumerate().filter(|(_, (path, _))| path.ends_with(".md")) {
            let path = path.trim_start_matches("src/").replace('<', "\\<").replace('>', "\\>");
            summary += &format!("- [{n} &lt;img onerror=x&gt; \"x\"](<{path}>)\n");
        }
        let settings = format!(
            "[book]\ntitle = \"B\"\n[output.html.print]\nenable = true\n[preprocessor.design-docs]\ndecision-list = 1\n{}",
            self.settings
        );
        self.files.extend([
            ("src/links.md".to_owned(), self.links),
            ("src/SUMMARY.md".to_owned(), summary),
            ("book.toml".to_owned(), settings),
        ]);
        self.files
    }
}

/// Documents with hostile anchors and classes, and links to them.
fn anchors() -> Book {
    let mut book = Book::new();
    for (n, id) in IDS.into_iter().enumerate() {
        let own = link("", id);
        let status =
            format!("# Status {n} Design Document\n\n## Status {{#{id}}}\n\nAccepted\n\n## Background\n\n{own}");
        book.add(format!("status-{n}.md"), status);
        let decision = format!(
            "# Decision {n} Design Document\n\nStatus: accepted\n\n## Context\n\n{own}\n\n## Design Decisions\n\n### 1. Storage {{#{id}}}\n\nWill use a tin.\n\n## Summary\n\nx\n"
        );
        book.add(format!("decision-{n}.md"), decision);
        let class = id.replace('#', "");
        let others = format!(
            "# Others {n} {{.{class}}}\n\n## Status {{.{class} #s onfocus=alert(1)}}\n\nDraft\n\n## Core Requirements {{.{class}}}\n\nx\n\n### 1. A {{#{id} .{class}}}\n\n{own}"
        );
        book.add(format!("others-{n}.md"), others);
        // The hosts take the last `.md` of an address for a file's.
        if !id.contains(".md") {
            for page in ["status", "decision", "others"] {
                book.links += &link(&format!("designs/{page}-{n}.md"), id);
            }
        }
    }
    book
}

/// Documents with hostile words wherever they may have words.
fn words() -> Book {
    let mut book = Book::new();
    for (n, words) in WORDS.into_iter().enumerate() {
        let yaml = quoted(words);
        let front_matter = format!(
            "---\ntitle: {yaml}\nstatus: {yaml}\nauthors: [{yaml}, {yaml}]\ntags: [{yaml}, 'x']\ndate: {yaml}\nowner: {yaml}\nsupersedes: {yaml}\ndepends-on: [{yaml}, status-0]\n{yaml}: x\n---\n\n## Background\n\nx\n"
        );
        book.add(format!("front-matter-{n}.md"), front_matter);
        let toml = format!(
            "+++\ntitle = {yaml}\nstatus = 'draft'\nauthors = [{yaml}]\n\"x y\" = {yaml}\n+++\n\n# {words}\n\n## {words}\n\nx\n"
        );
        book.add(format!("toml-{n}.md"), toml);
        let lines = format!(
            "# {words} Design Document\n\n- **Status:** Accepted, {words}\n- **Owner:** {words}\n- **Superseded by:** {words}\n\n## Design Decisions\n\n### 1. {words}\n\n**Status:** superseded by {words}\n\nWill use {words} because it is there.\n\n### 2. Queue\n\n- {words}\n\n## {words}\n\n{words}\n"
        );
        book.add(format!("lines-{n}.md"), lines);
        let table = format!(
            "# Table {n}\n\n| Status | Accepted, {words} |\n|---|---|\n| Owner | {words} |\n\n## Background\n\nx\n"
        );
        book.add(format!("table-{n}.md"), table);
        let several = format!(
            "# Lines {n}\n\n> **Status:** Accepted\n> {words}\n\n## Background\n\nx\n\n## Risks\n\n- [ ] {words}\n"
        );
        book.add(format!("several-{n}.md"), several);
        let title = quoted(&format!("a\n\n{words}\n\n# b\r{words}"));
        book.add(format!("title-{n}.md"), format!("---\ntitle: {title}\n---\n\n## Background\n\nx\n"));
        book.links += &format!(
            "x {{{{#design-status designs/lines-{n}.md}}}} {{{{#decision designs/lines-{n}.md#1}}}}\n\n{{{{#decisions area={yaml}}}}}\n\n{{{{#design-docs tag={yaml} group=tag columns=document,tags,authors,date}}}}\n\n"
        );
    }
    book
}

/// Files with hostile names.
fn names() -> Book {
    let mut book = Book::new();
    for (n, name) in NAMES.into_iter().enumerate() {
        let text =
            "# Name Design Document\n\nStatus: accepted\n\n## Design Decisions\n\n### 1. A {#d\"x}\n\nWill use tins.\n";
        book.add(format!("{name}-{n}.md"), text.to_owned());
        let path = quoted(&format!("{name}-{n}.md"));
        let of = format!("---\nsupersedes: {path}\nstatus: accepted\n---\n\n# Of {n}\n\n## Background\n\nx\n");
        book.add(format!("of-{n}.md"), of);
    }
    book
}

/// Settings with hostile words.
fn settings() -> Book {
    let mut book = Book::new();
    book.add(
        "a.md".to_owned(),
        "# A\n\nStatus: accepted\n\n## Design Decisions\n\n### 1. A\n\nWill use tins.\n".to_owned(),
    );
    book.add("b.md".to_owned(), "---\nsupersedes: a.md\ntags: [x, y]\n---\n# B\n\n## Background\n".to_owned());
    book.links += "{{#decisions}} \n\n{{#design-docs group=collection}}\n";
    let words = quoted("\"><img src=x onerror=alert(1)> {{#include secret.txt}} `|` {{ #include secret.txt}}");
    let labels: String = Labels::KEYS.iter().map(|key| format!("{key} = {words}\n")).collect();
    let label = quoted("Acc\" onclick=\"x <img onerror=x> | {{#include secret.txt}}");
    book.settings = format!(
        "index-title = {words}\n[preprocessor.design-docs.statuses.accepted]\nlabel = {label}\n[preprocessor.design-docs.collections.designs]\ndocs = 'designs/**'\nlabel = {words}\n[preprocessor.design-docs.labels]\n{labels}"
    );
    book
}

/// The attributes that this program writes, and the hosts for the Markdown that it writes.
const OURS: [&str; 9] =
    ["id", "class", "href", "style", "data-status", "data-phase", "data-label", "data-column", "data-index"];

/// The attributes of the ticks that Markdown has.
const OF_TICKS: [&str; 3] = ["type", "disabled", "checked"];

/// What an author could get into a page: handlers, addresses that run, attributes and elements.
fn what_may_do_harm(html: &str) -> BTreeSet<String> {
    let page = Html::parse_document(html);
    let main = Selector::parse("main").expect("a selector");
    let mut found = BTreeSet::new();
    let Some(main) = page.select(&main).next() else { return BTreeSet::from(["no main".to_owned()]) };
    // What closes the page's frame follows it.
    let after = main.next_siblings().filter_map(ElementRef::wrap).filter(|element| element.value().name() != "nav");
    for element in
        std::iter::once(main).chain(after).flat_map(|element| element.descendants()).filter_map(ElementRef::wrap)
    {
        let name = element.value().name();
        for (key, value) in element.value().attrs() {
            // As browsers read an address (URL standard, "basic URL parser").
            let address: String = value.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
            let address = address.trim_start_matches(|c: char| c <= ' ').to_lowercase();
            let runs = ["javascript:", "data:", "vbscript:"].iter().any(|scheme| address.starts_with(scheme));
            // An anchor is no address, and what the program writes as data isn't either.
            if runs && key != "id" && !key.starts_with("data-") || key.starts_with("on") {
                found.insert(format!("<{name} {key}={value:?}>"));
            } else if !OURS.contains(&key) && !OF_TICKS.contains(&key) {
                found.insert(format!("attribute {key}"));
            }
        }
        let is_ours = name == "script" && element.inner_html().contains("design-index");
        if !is_ours && matches!(name, "script" | "img" | "iframe" | "object" | "svg" | "xss") {
            found.insert(element.html());
        }
    }
    if html.contains("xylophone") {
        found.insert("the text of another file".to_owned());
    }
    found
}

/// Whether a document has front matter: mdBook shows it as a heading, with an anchor.
fn has_front_matter(page: &str, files: &[(&str, &str)]) -> bool {
    let path = format!("src/{}", page.replace(".html", ".md"));
    files.iter().any(|(file, text)| *file == path && text.starts_with(['-', '+']))
}

/// Pages that a book has with the program, compared with those that it has without.
fn nothing_gets_into(book: Book) {
    let files = book.files();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut problems = Vec::new();
    for host in Host::ALL {
        let (with, without) = (build(host, &files), build_without(host, &files));
        let mut say = |problem: String| problems.push(format!("{host:?}: {problem}"));
        for page in with.pages().into_iter().chain(["print.html".to_owned()]) {
            let before = if without.has(&page) { what_may_do_harm(&without.page(&page)) } else { BTreeSet::new() };
            let after = what_may_do_harm(&with.page(&page));
            after.difference(&before).for_each(|found| say(format!("{page}: {found}")));
        }
        let ids = |site: &Site, page: &str| site.ids(page).into_iter().map(|(id, _)| id).collect::<BTreeSet<String>>();
        for page in without.pages().into_iter().filter(|page| !has_front_matter(page, &files)) {
            let lost = ids(&without, &page);
            lost.difference(&ids(&with, &page)).for_each(|id| say(format!("{page} has lost {id:?}")));
        }
        let broken: BTreeSet<String> = without.broken_links().into_iter().collect();
        // What an include brings into a heading, and so its anchor, is known to the host alone.
        let is_new = |link: &String| !broken.contains(link) && !link.ends_with("-include-secrettxt");
        with.broken_links().into_iter().filter(is_new).for_each(say);
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn anchors_stay_anchors() {
    nothing_gets_into(anchors());
}

/// Links to these anchors are right, and `check` knows it.
#[test]
fn links_to_hostile_anchors_are_found() {
    let files = anchors().files();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let book = BookFolder::new(&files);
    for mdbook in ["0.4", "0.5"] {
        let (_, said) = says(&book, &["check", "--mdbook", mdbook, "--rule", "link-to-missing-heading"]);
        assert!(said.contains("nothing found"), "{mdbook}: {said}");
    }
}

#[test]
fn words_stay_words() {
    nothing_gets_into(words());
}

#[test]
fn names_stay_names() {
    nothing_gets_into(names());
}

#[test]
fn settings_stay_settings() {
    nothing_gets_into(settings());
}
