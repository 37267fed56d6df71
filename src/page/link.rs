//! Paths of chapters relative to each other, and as destinations of Markdown links.

use std::fmt::Write as _;

use crate::path::BookPath;

/// The destination of a Markdown link from one chapter to another, or to a heading in it; both paths are relative to
/// `src`, with `/`. It can stand in a table's cell.
///
/// A `README.md` becomes the `index.md` that mdBook makes of it (its preprocessor `index`). Both hosts make `x.html#id`
/// of `x.md#id`, taking the last `.md` in it; so none is left in a fragment.
///
/// ```
/// # use mdbook_design_docs::page::link_to;
/// assert_eq!(link_to("decisions.md", "designs/ledger.md", Some("1-storage")), "designs/ledger.md#1-storage");
/// assert_eq!(link_to("adr/log.md", "designs/README.md", None), "../designs/index.md");
/// ```
#[must_use]
pub fn link_to(from: &str, to: &str, fragment: Option<&str>) -> String {
    let mut link = String::with_capacity(to.len() + fragment.map_or(0, str::len) + 8);
    push_link_to(from, to, fragment, &mut link);
    link
}

/// What [`link_to`] gives, but for a source that people read as well: `README.md` stays what it is.
#[must_use]
pub fn link_to_source(from: &str, to: &str) -> String {
    let mut link = String::new();
    let (from, to) = (BookPath::of_chapter(from), BookPath::of_chapter(to));
    push_folders(&from, &to, &mut link);
    encode(to.file_name(), &mut link);
    link
}

/// Writes what [`link_to`] gives.
pub fn push_link_to(from: &str, to: &str, fragment: Option<&str>, link: &mut String) {
    // A place on the same page is there whatever the page is called: mdBook shows the first chapter as `index.html` too.
    if from != to || fragment.is_none() {
        let (from, to) = (BookPath::of_chapter(from), BookPath::of_chapter(to));
        push_folders(&from, &to, link);
        encode(to.file_name_as_built(), link);
    }
    if let Some(fragment) = fragment {
        let mut mark = "#";
        for part in fragment.split(".md") {
            link.push_str(mark);
            encode(part, link);
            mark = "%2Emd";
        }
    }
}

/// Writes the way from one chapter's folder to another's.
fn push_folders(from: &BookPath<'_>, to: &BookPath<'_>, link: &mut String) {
    for folder in from.folders_to(to) {
        encode(folder, link);
        link.push('/');
    }
}

/// Percent-encodes what means something in a URL, in a link's destination (CommonMark 0.31, section 6.3), in a table's
/// cell or to mdBook's preprocessors. Other scripts stay readable.
fn encode(part: &str, encoded: &mut String) {
    for c in part.chars() {
        let has_meaning = c.is_whitespace()
            || c.is_control()
            || matches!(c, '(' | ')' | '<' | '>' | '"' | '%' | '#' | '?' | '\\' | '`' | '|' | '{' | '}' | '[' | ']')
            || matches!(c, '&' | ':' | '^' | '$');
        if has_meaning {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::pulldown_cmark::{Event, Tag};
    use crate::markdown::{Dialect, parse};

    #[test]
    fn links_lead_from_folder_to_folder() {
        for (from, to, fragment, expected) in [
            ("a.md", "b.md", None, "b.md"),
            ("a.md", "a.md", Some("x"), "#x"),
            ("a.md", "d/b.md", Some("1-x"), "d/b.md#1-x"),
            ("d/a.md", "b.md", None, "../b.md"),
            ("d/e/a.md", "d/f/b.md", None, "../f/b.md"),
            ("d/README.md", "d/b.md", None, "b.md"),
            ("d/a.md", "d/README.md", None, "index.md"),
            ("d/a.md", "Readme.markdown", Some("x"), "../index.md#x"),
            ("a.md", "readme/b.md", None, "readme/b.md"),
            ("a.md", "x (1)/a_b*c.md", None, "x%20%281%29/a_b*c.md"),
            ("a.md", "50%#?.md", None, "50%25%23%3F.md"),
            ("a.md", "Größe.md", Some("größe"), "Größe.md#größe"),
            ("a.md", "rfc:1.md", None, "rfc%3A1.md"),
            ("a.md", "a&lt;b.md", None, "a%26lt;b.md"),
            ("a.md", "b.md", Some("of-b.md"), "b.md#of-b%2Emd"),
            ("a.md", "a.md.d/b.md", Some("x"), "a.md.d/b.md#x"),
        ] {
            assert_eq!(link_to(from, to, fragment), expected, "{from} {to}");
        }
    }

    proptest::proptest! {
        /// In a cell, under all flags, a destination is what was written; decoded, it is the path again.
        #[test]
        fn any_path_is_a_destination(to in "[^/\0]{1,12}(/[^/\0]{1,12}){0,2}", fragment in "[^\0]{0,12}") {
            let link = link_to("d/a.md", &to, Some(&fragment));
            for flags in [Dialect::V05, Dialect::V04] {
                let table = format!("| a |\n| --- |\n| [x]({link}) | \n");
                let parsed = parse(&table, 0, flags).expect("the parser reads it");
                let found = parsed.events.iter().find_map(|(event, _)| match event {
                    Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
                    _ => None,
                });
                proptest::prop_assert_eq!(found.as_deref(), Some(link.as_str()));
            }
            proptest::prop_assert!(!link.contains("{{"));
        }
    }
}
