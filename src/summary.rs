//! SUMMARY.md's text in; the same with one more chapter out, all else to the byte. mdBook's own parser says whether it is that.

use mdbook_summary::{Summary, SummaryItem, parse_summary};
use thiserror::Error;

use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{Dialect, escape, parse};
use crate::path::{self, BookPath};
use crate::text::{Span, prefix_to, split, suffix_from};
use crate::text::{line_end, normalize};

/// A SUMMARY.md to which mdBook's parser lets nothing be added safely.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("can't take another chapter; make room for `{line}`")]
pub(crate) struct NoRoomError {
    /// The line to add by hand.
    pub line: String,
}

/// An item of a list with its link.
#[derive(Debug)]
struct SummaryEntry {
    /// The link's destination without `./`.
    path: String,
    /// The link's words.
    name: String,
    /// The link.
    link: Span,
    /// The item with all that is nested in it, without the blank lines behind.
    item: Span,
    /// How deep it is nested: 1 for an item of an outer list.
    depth: usize,
}

/// A SUMMARY.md that lists another chapter: in the place of the one draft of that title, else behind the last chapter of the same folder, else as a child of the folder's own page, else behind the last
/// item of the outermost list. `path` is relative to `src`, with `/`.
///
/// # Errors
/// The line to add by hand, if mdBook would read something else than before and the new chapter.
pub(crate) fn with_chapter(summary: &str, title: &str, path: &str) -> Result<String, NoRoomError> {
    let entries = entries(summary).ok_or_else(|| NoRoomError { line: format!("- {}", link(title, path)) })?;
    if let Some(filled) = with_draft_filled(summary, &entries, title, path) {
        return Ok(filled);
    }
    let folder = path::folder(path);
    let is_folder_page = |entry: &SummaryEntry| BookPath::of_chapter(&entry.path).is_folder_page();
    let is_page = |entry: &&SummaryEntry| path::folder(&entry.path) == folder && is_folder_page(entry);
    let mut siblings = entries.iter().filter(|entry| path::folder(&entry.path) == folder && !is_folder_page(entry));
    let place = if let Some(sibling) = siblings.next_back() {
        Some((sibling, lead_of(summary, sibling)))
    } else if let Some(page) = entries.iter().find(is_page) {
        let is_child = |entry: &&SummaryEntry| page.item.contains(entry.item) && entry.depth == page.depth + 1;
        Some(match entries.iter().rfind(is_child) {
            Some(child) => (child, lead_of(summary, child)),
            None => {
                let lead = lead_of(summary, page);
                let indent: String = lead.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
                (page, format!("{indent}- "))
            }
        })
    } else {
        last_of_all(summary, &entries)
    };
    with_line(summary, place, title, path)
}

/// The text with a path in the only draft of that title, `- [Title]()`; `None` if there is none, or mdBook would read something else too.
fn with_draft_filled(summary: &str, entries: &[SummaryEntry], title: &str, path: &str) -> Option<String> {
    let is_of_title = |entry: &&SummaryEntry| entry.path.is_empty() && normalize(&entry.name) == normalize(title);
    let mut drafts = entries.iter().filter(is_of_title);
    let (Some(draft), None) = (drafts.next(), drafts.next()) else { return None };
    let before = prefix_to(summary, draft.link.end).strip_suffix("()")?;
    let filled = format!("{before}({}){}", destination(path), suffix_from(summary, draft.link.end));
    let (before, mut after) = (flat(&parse_summary(summary).ok()?), flat(&parse_summary(&filled).ok()?));
    let new = after.iter_mut().find(|(_, location)| location.as_deref() == Some(path))?;
    new.1 = None;
    (before == after).then_some(filled)
}

/// A SUMMARY.md that lists another page, behind the last item of the outermost list.
///
/// # Errors
/// As [`with_chapter`].
pub(crate) fn with_page(summary: &str, title: &str, path: &str) -> Result<String, NoRoomError> {
    let entries = entries(summary).ok_or_else(|| NoRoomError { line: format!("- {}", link(title, path)) })?;
    with_line(summary, last_of_all(summary, &entries), title, path)
}

/// A chapter's link as SUMMARY.md has it; `path` is relative to `src`, with `/`.
pub(crate) fn link(title: &str, path: &str) -> String {
    format!("[{}]({})", escape(title), destination(path))
}

/// A path as a link's destination (CommonMark 0.31, section 6.3). Of percent-encoding mdBook takes off that of spaces alone.
fn destination(path: &str) -> String {
    if !path.contains(['(', ')', '<', '>', '\\', '&']) {
        return path.replace(' ', "%20");
    }
    let mut destination = "<".to_owned();
    for c in path.chars() {
        if matches!(c, '<' | '>' | '\\' | '&') {
            destination.push('\\');
        }
        destination.push(c);
    }
    destination + ">"
}

fn last_of_all<'e>(summary: &str, entries: &'e [SummaryEntry]) -> Option<(&'e SummaryEntry, String)> {
    entries.iter().rfind(|entry| entry.depth == 1).map(|last| (last, lead_of(summary, last)))
}

/// The text with a line behind an item, or with a list of its own if there is none.
fn with_line(
    summary: &str,
    place: Option<(&SummaryEntry, String)>,
    title: &str,
    path: &str,
) -> Result<String, NoRoomError> {
    let (link, end) = (link(title, path), line_end(summary));
    let by_hand = format!("- {link}");
    let new = if let Some((entry, lead)) = place {
        let behind = suffix_from(summary, entry.item.end);
        let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let (before, rest) = split(summary, entry.item.end + spaces);
        format!("{before}{end}{lead}{link}{rest}")
    } else {
        let gap = if summary.is_empty() || summary.ends_with("\n\n") {
            String::new()
        } else {
            end.repeat(1 + usize::from(!summary.ends_with('\n')))
        };
        format!("{summary}{gap}{by_hand}{end}")
    };
    if adds_only(summary, &new, path) { Ok(new) } else { Err(NoRoomError { line: by_hand }) }
}

/// What stands before an item's content on its line: indentation and marker.
fn lead_of(summary: &str, entry: &SummaryEntry) -> String {
    let start = entry.item.start;
    let line = prefix_to(summary, start).rfind('\n').map_or(0, |newline| newline + 1);
    let item = entry.item.of(summary);
    let content = item.find('[').unwrap_or(0);
    format!("{}{}", Span::new(line, start).of(summary), prefix_to(item, content))
}

/// All items with a link, in order; `None` if the parser panics.
fn entries(summary: &str) -> Option<Vec<SummaryEntry>> {
    let parsed = parse(summary, 0, Dialect::V05).ok()?;
    let mut entries: Vec<SummaryEntry> = Vec::new();
    let mut open: Vec<(Span, bool)> = Vec::new();
    for (event, span) in &parsed.events {
        match event {
            Event::Start(Tag::Item) => open.push((*span, false)),
            Event::End(TagEnd::Item) => _ = open.pop(),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let depth = open.len();
                if let Some((item, has_link @ false)) = open.last_mut() {
                    *has_link = true;
                    let path = dest_url.trim_start_matches("./").replace("%20", " ");
                    let name = String::new();
                    entries.push(SummaryEntry { path, name, link: *span, item: item.trimmed(summary), depth });
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(entry) = entries.last_mut().filter(|entry| entry.link.contains(*span)) {
                    entry.name.push_str(words);
                }
            }
            _ => {}
        }
    }
    Some(entries)
}

/// Whether mdBook reads the same in both, but for one more chapter at that path.
fn adds_only(before: &str, after: &str, path: &str) -> bool {
    let (Ok(before), Ok(after)) = (parse_summary(before), parse_summary(after)) else { return false };
    let (before, mut after) = (flat(&before), flat(&after));
    let is_new = |(_, location): &(String, Option<String>)| location.as_deref() == Some(path);
    let Some(new) = after.iter().position(is_new) else { return false };
    after.remove(new);
    before == after
}

/// Each item's words, with its depth before it, and its file.
fn flat(summary: &Summary) -> Vec<(String, Option<String>)> {
    fn add(items: &[SummaryItem], depth: usize, all: &mut Vec<(String, Option<String>)>) {
        for item in items {
            match item {
                SummaryItem::Link(link) => {
                    let location = link.location.as_ref().map(|path| path.to_string_lossy());
                    let location = location.map(|path| BookPath::of_chapter(&path).into_text().into_owned());
                    all.push((format!("{depth} {}", link.name), location));
                    add(&link.nested_items, depth + 1, all);
                }
                SummaryItem::Separator => all.push(("---".to_owned(), None)),
                SummaryItem::PartTitle(title) => all.push((format!("# {title}"), None)),
                _ => all.push((String::new(), None)),
            }
        }
    }
    let mut all = vec![(summary.title.clone().unwrap_or_default(), None)];
    for items in [&summary.prefix_chapters, &summary.numbered_chapters, &summary.suffix_chapters] {
        add(items, 0, &mut all);
        all.push(("|".to_owned(), None));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_chapter_stands_beside_its_siblings() {
        for (summary, expected) in [
            ("- [A](designs/a.md)\n- [X](x.md)\n", "- [A](designs/a.md)\n- [N](designs/n.md)\n- [X](x.md)\n"),
            (
                "- [All](designs/README.md)\r\n    * [A](designs/a.md)\r\n        * [A1](x/a1.md)\r\n- [X](x.md)\r\n",
                "- [All](designs/README.md)\r\n    * [A](designs/a.md)\r\n        * [A1](x/a1.md)\r\n    * [N](designs/n.md)\r\n- [X](x.md)\r\n",
            ),
            (
                "- [All](designs/README.md)\n- [X](x.md)\n",
                "- [All](designs/README.md)\n  - [N](designs/n.md)\n- [X](x.md)\n",
            ),
            (
                "* [All](designs/README.md)\n  * [Later]()\n",
                "* [All](designs/README.md)\n  * [Later]()\n  * [N](designs/n.md)\n",
            ),
            ("- [A](designs/a.md)  \n- [X](x.md)\n", "- [A](designs/a.md)  \n- [N](designs/n.md)\n- [X](x.md)\n"),
            (
                "1. [All](designs/README.md)\n   1. [S](designs/y/s.md)\n      1. [T](t.md)\n2. [X](x.md)\n",
                "1. [All](designs/README.md)\n   1. [S](designs/y/s.md)\n      1. [T](t.md)\n   1. [N](designs/n.md)\n2. [X](x.md)\n",
            ),
            (
                "# S\n\n[P](p.md)\n\n- [X](x.md)\n\n---\n\n[E](e.md)\n",
                "# S\n\n[P](p.md)\n\n- [X](x.md)\n- [N](designs/n.md)\n\n---\n\n[E](e.md)\n",
            ),
            ("- [A](designs/a.md)", "- [A](designs/a.md)\n- [N](designs/n.md)"),
            (
                "- [X](x.md)\n  - [n]()\n- [A](designs/a.md)\n",
                "- [X](x.md)\n  - [n](designs/n.md)\n- [A](designs/a.md)\n",
            ),
            ("- [N]()\n- [N]()\n", "- [N]()\n- [N]()\n- [N](designs/n.md)\n"),
            ("- [N](x.md)\n", "- [N](x.md)\n- [N](designs/n.md)\n"),
            ("# Summary\n", "# Summary\n\n- [N](designs/n.md)\n"),
            ("", "- [N](designs/n.md)\n"),
            (
                "# One\n\n- [A](designs/a.md)\n\n# Two\n\n- [X](x.md)\n",
                "# One\n\n- [A](designs/a.md)\n- [N](designs/n.md)\n\n# Two\n\n- [X](x.md)\n",
            ),
        ] {
            assert_eq!(with_chapter(summary, "N", "designs/n.md").as_deref(), Ok(expected), "{summary:?}");
        }
    }

    #[test]
    fn paths_are_found_again() {
        for path in ["a b/n.md", "a b(c/n.md", "100%/a#b?.md", "設計/ü.md", "a&amp;/<b>.md", "a_b*c/*.md"] {
            let new = with_chapter("- [A](a.md)\n", "N", path).expect("it can be added");
            let read = parse_summary(&new).expect("mdBook reads it");
            let SummaryItem::Link(link) = &read.numbered_chapters[1] else { panic!("a link") };
            assert_eq!(link.location.as_deref(), Some(std::path::Path::new(path)), "{new}");
        }
    }

    #[test]
    fn titles_are_words() {
        let new = with_chapter("- [A](a.md)\n", "*a* [b] `c` <d>", "n n.md").expect("it can be added");
        assert_eq!(new.lines().count(), 2);
        let read = parse_summary(&new).expect("mdBook reads it");
        let SummaryItem::Link(link) = &read.numbered_chapters[1] else { panic!("a link") };
        assert_eq!(link.name, "*a* [b] `c` <d>");
    }

    proptest! {
        #[test]
        fn all_else_stays(
            items in prop::collection::vec((0..3_usize, prop::sample::select(vec!["d", "x", ""]), any::<bool>()), 0..8),
            marker in prop::sample::select(vec!["- ", "* ", "-   "]),
        ) {
            let mut depth = 0;
            let mut summary = "# Summary\n\n".to_owned();
            for (n, (wanted, folder, blank)) in items.iter().enumerate() {
                depth = if n == 0 { 0 } else { (*wanted).min(depth + 1) };
                let path = if folder.is_empty() { format!("{n}.md") } else { format!("{folder}/{n}.md") };
                summary.push_str(&format!("{}{marker}[{n}]({path})\n", " ".repeat(4 * depth)));
                if *blank { summary.push('\n'); }
            }
            let new = with_chapter(&summary, "New", "d/new.md").expect("it can be added");
            let line = new.lines().find(|line| line.contains("d/new.md")).expect("it is there").to_owned();
            let at = new.find(&line).expect("it is there");
            let without = format!("{}{}", prefix_to(&new, at), suffix_from(&new, at + line.len() + 1));
            let same = without == summary || without.trim_end() == summary.trim_end();
            prop_assert!(same, "{summary:?} {new:?}");
        }
    }
}
