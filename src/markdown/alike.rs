//! Whether two texts make one page.

use std::collections::BTreeMap;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use super::{Dialect, Parsed, parse};

/// Whether two texts make the same page: all events, ids and definitions are equal, wherever they stand. Both hosts show footnotes at the page's
/// end, so where they are defined doesn't count.
#[must_use]
pub fn read_alike(a: &str, b: &str, dialect: Dialect) -> bool {
    if a == b {
        return true;
    }
    let (Ok(a), Ok(b)) = (parse(a, 0, dialect), parse(b, 0, dialect)) else { return false };
    let definitions = |parsed: &Parsed<'_>| {
        let definitions = parsed.definitions.iter();
        definitions.map(|(label, (_, url, title))| (label.clone(), url.clone(), title.clone())).collect::<Vec<_>>()
    };
    shown_events(&a).eq(&shown_events(&b)) && definitions(&a) == definitions(&b) && a.anchors().eq(b.anchors())
}

/// The events of a text, and apart from them those of each footnote, by name and then in their order.
fn shown_events<'p, 'a>(parsed: &'p Parsed<'a>) -> (Vec<&'p Event<'a>>, BTreeMap<&'p str, Vec<&'p Event<'a>>>) {
    let (mut text, mut footnotes) = (Vec::new(), BTreeMap::<_, Vec<_>>::new());
    let mut open: Vec<&str> = Vec::new();
    for (event, _) in &parsed.events {
        if let Event::Start(Tag::FootnoteDefinition(name)) = event {
            open.push(name);
        }
        match open.last() {
            Some(name) => footnotes.entry(*name).or_default().push(event),
            None => text.push(event),
        }
        if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
            open.pop();
        }
    }
    (text, footnotes)
}
