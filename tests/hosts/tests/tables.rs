//! A property of tables on pages: every cell shows the author's words, in our parser and on a page of the 0.4 host, over any names and choices.

use mdbook_design_docs::catalog::{Catalog, DecisionRecord, DocumentRecord};
use mdbook_design_docs::directive::{self, BookWords, Directive, Listing};
use mdbook_design_docs::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_design_docs::markdown::{Dialect, Inline, Parsed, parse};
use mdbook_design_docs::read::{Chapter, RenderOptions, document_chapters};
use mdbook_design_docs::render::index::{PageContext, Tables};
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::text::normalize;
use proptest::prelude::*;

/// The words of each cell below the head; smart punctuation is the host's matter.
fn cells(parsed: &Parsed<'_>) -> Vec<String> {
    let mut cells = Vec::new();
    let mut start = None;
    for (place, (event, _)) in parsed.events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableCell) => start = Some(place),
            Event::End(TagEnd::TableCell) => {
                cells.extend(
                    start.take().map(|start| compared(Inline::from_events(&parsed.events[start..place]).plain())),
                );
            }
            Event::End(TagEnd::TableHead) => cells.clear(),
            _ => {}
        }
    }
    cells
}

/// The words of each cell on a page of the 0.4 host, whose parser is an older one.
fn cells_in_04(table: &str) -> Vec<String> {
    let page = mdbook_04::utils::render_markdown(table, false);
    let cell = scraper::Selector::parse("td").expect("a selector");
    let page = scraper::Html::parse_fragment(&page);
    page.select(&cell).map(|cell| compared(&cell.text().collect::<String>())).collect()
}

/// Markdown can't keep runs of white space, nor which quotes were straight.
fn compared(text: &str) -> String {
    normalize(&text.replace(|c: char| c.is_control() && !c.is_whitespace(), "")).into_owned()
}

/// The table that a directive gives.
fn decisions_table(catalog: &Catalog, settings: &Settings, page: PageContext<'_>) -> String {
    let parsed = parse("{{#decisions columns=decision,choice,document,date,tags}}", 0, Dialect::V05);
    let mut found = directive::find(&parsed.expect("the parser reads it"), &BookWords::from_settings(settings));
    let Ok(Directive::Decisions(query)) = found.remove(0).directive else { panic!("it asks for decisions") };
    Tables::new(catalog, page, false).write(Listing::Decisions, &query)
}

/// The inline content of a paragraph.
fn inline(markdown: &str) -> Inline {
    Inline::from_events(&parse(markdown, 0, Dialect::V05).expect("the parser reads it").events)
}

fn holds(names: [&Inline; 3], tag: &str, html: bool) -> Result<(), TestCaseError> {
    let [name, area, choice] = names;
    let decision = DecisionRecord {
        is_document: false,
        superseded_by: Vec::new(),
        number: 7,
        area: area.clone(),
        choice: Some(choice.clone()),
        status: None,
        fragment: Some("x".to_owned()),
    };
    let settings = Settings::default();
    let chapter = Chapter { name: "Ledger", path: Some("designs/ledger.md"), file: None, content: &"" };
    let chapters = [chapter];
    let chapter = document_chapters(&chapters, &settings).next().expect("it is a document");
    let document = DocumentRecord {
        name: name.clone(),
        date: Some(tag.to_owned()),
        tags: vec![tag.to_owned()],
        decisions: vec![decision],
        ..DocumentRecord::unread(&chapter)
    };
    let catalog = Catalog { documents: vec![document], ..Catalog::default() };
    let options = RenderOptions { html, labels: &settings.labels, assets: settings.assets, dialect: Dialect::V05 };
    let table = decisions_table(&catalog, &settings, PageContext { path: "a.md", options });
    let or = |text: String, other: &str| if text.is_empty() { compared(other) } else { text };
    let shown = |inline: &Inline| compared(inline.plain());
    let decision = if area.is_blank() { "7".to_owned() } else { format!("7. {}", shown(area)) };
    let document = or(shown(name), "designs/ledger.md");
    let tag = or(compared(tag), "–");
    let expected = [decision, or(shown(choice), "–"), document, tag.clone(), tag];
    prop_assert!(!table.contains("{{#") || table.matches("{{#").count() == table.matches("\\{{#").count(), "{}", table);
    // The host's preprocessor `links` takes the backslash off.
    let table = table.replace("\\{{#", "{{#");
    prop_assert_eq!(cells_in_04(&table), &expected, "{}", table);
    for dialect in [Dialect::V05, Dialect::V04] {
        let parsed = parse(&table, 0, dialect).expect("the parser reads it");
        prop_assert_eq!(cells(&parsed), &expected, "{}", table);
        let links = parsed.events.iter().filter(|(event, _)| matches!(event, Event::Start(Tag::Link { .. })));
        prop_assert_eq!(links.count(), 2, "{}", table);
    }
    Ok(())
}

const PIECES: [&str; 44] = [
    "**a**",
    "*a*",
    "~~a~~",
    "***a***",
    "`a`",
    "`a|b`",
    "`a]b`",
    "`[a](b)`",
    "`` ` ``",
    "`\\`",
    "`\\|`",
    "`{{#include x}}`",
    "a",
    "b c",
    " ",
    "*",
    "**",
    "_",
    "`",
    "``",
    "|",
    "\\",
    "\\|",
    "<",
    ">",
    "<b>",
    "[",
    "]",
    "(x)",
    "![",
    "{{#include x}}",
    "{{",
    "#",
    "-",
    "--",
    "...",
    "~~",
    "&lt;",
    "1.",
    "\"",
    "'",
    "!",
    "é",
    "$",
];

proptest! {
    /// Every cell shows what the document says, whatever that is; and no directive comes of it.
    #[test]
    fn cells_show_what_went_in(
        pieces in prop::array::uniform3(prop::collection::vec(0..PIECES.len(), 0..8)),
        tag in prop::collection::vec(0..PIECES.len(), 0..6),
        html: bool,
    ) {
        let text = |pieces: &[usize]| pieces.iter().map(|&piece| PIECES[piece]).collect::<String>();
        // A name is inline: what a heading's words are.
        let names = pieces.map(|pieces| inline(&format!("x {}", text(&pieces))).slice(1, usize::MAX));
        holds([&names[0], &names[1], &names[2]], &text(&tag), html)?;
    }

    #[test]
    fn cells_show_any_text(name: String, area: String, tag: String, html: bool) {
        let (name, area) = (Inline::text(&name), Inline::text(&area));
        holds([&name, &area, &name], &tag, html)?;
    }
}
