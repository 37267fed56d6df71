//! What the real hosts make of this program: nothing may be lost, on either of them.

use support::book::{BookFolder, build, build_without};
use support::host::Host;
use support::links::Link;
use support::program::program;
use support::site::Site;

/// A book with all that the protocol knows: nesting, a draft, a part's title, separators, texts that JSON escapes.
const HANDBOOK: &[(&str, &str)] = &[
    (
        "book.toml",
        "[book]\ntitle = \"Handbook\"\n[preprocessor.design-docs]\nbefore = [\"links\"]\ndocs = \"records/**\"\nindex = false\n",
    ),
    (
        "src/SUMMARY.md",
        "# Summary\n\n[Welcome](README.md)\n\n# Designs\n\n- [Ledger](designs/ledger.md)\n  - [Ledger \"v2\"](designs/v2.md)\n\
         - [Later]()\n\n---\n\n[Größe](notes/größe.md)\n",
    ),
    (
        "src/README.md",
        "# Welcome\n\nSee [the ledger](designs/ledger.md#costs) and [outside](https://example.org/#x).\n",
    ),
    (
        "src/designs/ledger.md",
        "# Ledger\r\n\r\n## Costs\r\n\r\n\"Quoted\" -- and `\\ud800`, tab\there.\r\n\r\n## Costs\r\n",
    ),
    (
        "src/designs/v2.md",
        "# Version 2\n\n[up](../README.md), [gone](gone.md), [same](#no-such-id)\n\n{{#include v2.txt}}\n",
    ),
    ("src/designs/v2.txt", "It includes a xylophone.\n"),
    ("src/notes/größe.md", "# Größe 😀\n\n[To it](größe.md#größe-) \u{2028} <div id=\"mine\">raw &amp; \u{7f}</div>\n"),
];

#[test]
fn a_book_without_documents_is_built_as_if_the_program_did_not_exist() {
    for host in Host::ALL {
        let (with, without) = (build(host, HANDBOOK).files(), build_without(host, HANDBOOK).files());
        assert_eq!(with.keys().collect::<Vec<_>>(), without.keys().collect::<Vec<_>>(), "{host:?}");
        for (path, bytes) in with {
            assert!(bytes == without[&path], "{host:?}: {path} differs");
        }
    }
}

#[test]
fn the_hosts_can_run_the_program_and_read_its_answer() {
    let book = BookFolder::new(HANDBOOK);
    let command = format!("'{}'", program());

    use mdbook_04::preprocess::{CmdPreprocessor, Preprocessor as _};
    let old = mdbook_04::MDBook::load(book.root()).expect("a book");
    let context = old.preprocess_book(&mdbook_04::renderer::HtmlHandlebars).expect("a context").1;
    let program = CmdPreprocessor::new("design-docs".to_owned(), command.clone());
    assert!(program.supports_renderer("html") && !program.supports_renderer("test"));
    assert_eq!(program.run(&context, old.book.clone()).expect("an answer"), old.book);

    use mdbook_preprocessor::{Preprocessor as _, PreprocessorContext};
    let new = mdbook_driver::MDBook::load(book.root()).expect("a book");
    let context = PreprocessorContext::new(new.root.clone(), new.config.clone(), "html".to_owned());
    let name = "design-docs".to_owned();
    let program = mdbook_driver::builtin_preprocessors::CmdPreprocessor::new(name, command, new.root.clone(), false);
    let supports = |renderer| program.supports_renderer(renderer).expect("the program runs");
    assert!(supports("html") && !supports("test"));
    assert_eq!(program.run(&context, new.book.clone()).expect("an answer"), new.book);
}

/// The harness itself: what later tests believe about pages.
#[test]
fn a_site_says_what_a_reader_meets() {
    for host in Host::ALL {
        let site: Site = build(host, HANDBOOK);
        let pages = ["designs/ledger.html", "designs/v2.html", "index.html", "notes/größe.html"];
        assert_eq!(site.pages(), pages, "{host:?}");

        let ids = site.ids("designs/ledger.html");
        let expected = [("ledger", "Ledger"), ("costs", "Costs"), ("costs-1", "Costs")];
        assert_eq!(ids, expected.map(|(id, text)| (id.to_owned(), text.to_owned())), "{host:?}");
        assert!(site.text("designs/v2.html").ends_with("It includes a xylophone."), "{host:?}");

        let link = |page: &str, fragment: &str| Link { page: page.to_owned(), fragment: fragment.to_owned() };
        assert_eq!(site.links("index.html"), [link("designs/ledger.html", "costs")], "{host:?}");
        let broken = ["README.html#", "designs/gone.html#", "designs/v2.html#no-such-id"];
        assert_eq!(site.broken_links(), broken.map(|to| format!("designs/v2.html -> {to}")), "{host:?}");
        let index = site.search_index().to_string();
        assert!(index.contains("xylophone"), "{host:?}");
    }
}

/// Both hosts panic on its text as well: that would be the end of the build, when the old pages are gone already.
#[test]
fn a_document_on_which_the_parser_panics_shows_its_source() {
    let ledger = "# Ledger Design Document\n\n````text\n{{#include a.txt}} {{#include a.txt}}\n````\n\n> Limits\n>  {.wide}\n> ===\n";
    let book = [
        ("book.toml", "[book]\ntitle = \"Handbook\"\n[preprocessor.design-docs]\n"),
        ("src/SUMMARY.md", "# Summary\n\n- [The ledger](designs/ledger.md)\n- [Pay](designs/pay.md)\n"),
        ("src/designs/ledger.md", ledger),
        ("src/designs/a.txt", "It is not included."),
        ("src/designs/pay.md", "# Pay Design Document\n\nStatus: accepted\n\n## Background\n\nWe pay.\n"),
    ];
    for host in Host::ALL {
        let site = build(host, &book);
        let source = ledger.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(site.text("designs/ledger.html"), source, "{host:?}");
        assert!(site.text("designs/pay.html").contains("We pay."), "{host:?}");
    }
}
