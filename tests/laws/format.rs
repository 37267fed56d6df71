//! L6: a formatted document has the page that it had, formatting it again changes nothing, and of its lines only those of headings
//! are written anew.

use std::collections::{BTreeMap, BTreeSet};

use mdbook_design_docs::book::{self, Formatting};
use mdbook_design_docs::document::Document;
use mdbook_design_docs::markdown::pulldown_cmark::Event;
use mdbook_design_docs::markdown::{BlockKind, Dialect, Parsed, parse};
use mdbook_design_docs::normalise::{plan_page, render_without_catalog};
use mdbook_design_docs::read::{Chapter, Context, ReadDocument};
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::status::Statuses;
use mdbook_design_docs::text::Span;

use crate::checks::Case;
use crate::unpin::unpin;

/// What became of the document; `None` if it can't be parsed.
pub fn format(case: &Case<'_>) -> Option<Formatting> {
    let settings = case.settings();
    let (page, formatting) = page_and_formatting(case.text, case, &settings, false)?;
    let (_, filled) = page_and_formatting(case.text, case, &settings, true)?;
    if let Formatting::Changed(filled) = filled {
        let (_, again) = page_and_formatting(&filled.text, case, &settings, true).expect("it is a document still");
        assert_eq!(again, Formatting::Unchanged, "filling in again changes nothing: {:?}", filled.text);
        let mut gone = changed_lines(case.text, &filled.text, case.dialect);
        gone.retain(|_, count| *count < 0);
        assert!(gone.is_empty(), "lines that went: {gone:?}\n{:?}\nbecame\n{:?}", case.text, filled.text);
    }
    if let Formatting::Changed(formatted) = &formatting {
        let (new_page, again) =
            page_and_formatting(&formatted.text, case, &settings, false).expect("it is a document still");
        assert_eq!(again, Formatting::Unchanged, "formatting again changes nothing: {:?}", formatted.text);
        assert_eq!(
            events(&new_page, case.dialect),
            events(&page, case.dialect),
            "the page stays: {:?}",
            formatted.text
        );
        let changed = changed_lines(case.text, &formatted.text, case.dialect);
        let text = case.text;
        assert!(changed.is_empty(), "lines that came or went: {changed:?}\n{text:?}\nbecame\n{:?}", formatted.text);
        unpin(case, formatted);
    }
    Some(formatting)
}

/// The page that a build makes of a text, and what becomes of its file; `None` if it can't be parsed.
pub fn page_and_formatting(
    text: &str,
    case: &Case<'_>,
    settings: &Settings,
    fills_in: bool,
) -> Option<(String, Formatting)> {
    with_text(text, case, settings, |read, context| {
        let plan = plan_page(&read, context).plan;
        let page = render_without_catalog(&plan, text, &context.options).text;
        let (_, formatting) = book::format(vec![(0, read)], context, fills_in).pop().expect("it is formatted");
        (page, formatting)
    })
}

/// What `then` makes of a document in a book of its own; `None` if it can't be parsed, or says that it is none.
pub fn with_text<T>(
    text: &str,
    case: &Case<'_>,
    settings: &Settings,
    then: impl FnOnce(ReadDocument<'_>, &Context<'_>) -> T,
) -> Option<T> {
    let templates = case.templates();
    let context = case.context(settings, &templates);
    let path = Some("designs/x.md");
    let chapters = [Chapter { name: "Chapter", path, file: path, content: &text }];
    let texts = book::texts(&chapters);
    let (_, read) = book::read_book(&chapters, &texts, &context).documents.pop()?;
    Some(then(read.ok()?, &context))
}

/// That a document lacks nothing when it is filled in. It has no section in a wrong place, and leaves nothing open.
pub fn fill_in(case: &Case<'_>) {
    let settings = case.settings();
    let (_, filled) = page_and_formatting(case.text, case, &settings, true).expect("the parser reads it");
    let text = match &filled {
        Formatting::Changed(filled) => &filled.text,
        Formatting::Unchanged => case.text,
        Formatting::Refused(why) => panic!("it can be filled in: {why}: {:?}", case.text),
    };
    let missing = with_text(text, case, &settings, |read, _| {
        read.missing_sections().into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    assert_eq!(missing, Some(Vec::new()), "nothing is missing: {text:?}");
}

/// What a page shows and its ids, and apart from them its footnotes, which hosts show at its end.
fn events(page: &str, dialect: Dialect) -> (Vec<String>, Vec<String>) {
    let parsed = parse(page, 0, dialect).expect("what we write can be parsed");
    let is_footnote = |at: &Span| {
        let next = parsed.blocks.partition_point(|block| block.span.start <= at.start);
        parsed.blocks[..next].last().is_some_and(|block| block.kind == BlockKind::Footnote && at.end <= block.span.end)
    };
    let (footnotes, shown): (Vec<_>, Vec<_>) = parsed.events.iter().partition(|(_, span)| is_footnote(span));
    let text =
        |events: Vec<&(Event<'_>, Span)>| events.iter().map(|(event, _)| format!("{event:?}")).collect::<Vec<_>>();
    let ids = parsed.anchors().map(|id| format!("{id:?}"));
    let mut footnotes = text(footnotes);
    footnotes.sort_unstable();
    (text(shown).into_iter().chain(ids).collect(), footnotes)
}

/// The lines that are there more or less often than before, but for blank ones and those of headings.
fn changed_lines<'t>(before: &'t str, after: &'t str, dialect: Dialect) -> BTreeMap<&'t str, i32> {
    let mut count: BTreeMap<&str, i32> = BTreeMap::new();
    for (text, step) in [(before, -1), (after, 1)] {
        // Without front matter, which would be read as a heading.
        let document = Document::parse(text, dialect, &Statuses::default()).expect("it was parsed before");
        let lines = lines(text);
        let headings = lines_of_headings(&document.parsed, &lines);
        for line in lines.iter().filter(|line| !headings.contains(line)).map(|line| line.of(text).trim()) {
            *count.entry(line).or_default() += step;
        }
    }
    count.retain(|line, count| *count != 0 && !line.is_empty());
    count
}

/// A text's lines as the parser sees them: a carriage return alone ends one too (CommonMark 0.31, section 2.1).
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r'])
        .map(|line| {
            start += line.len();
            Span::new(start - line.len(), start)
        })
        .collect()
}

fn lines_of_headings(parsed: &Parsed<'_>, lines: &[Span]) -> BTreeSet<Span> {
    let headings = parsed.depth_0_headings().map(|(_, heading)| heading.span);
    headings
        .flat_map(|heading| lines.iter().copied().filter(move |line| heading.contains(line.trimmed(parsed.text))))
        .collect()
}
