//! The style and the script of pages, as they stand in the program. It must not know what is on a page, nor whether a book wants
//! them.
//!
//! Nothing is loaded from anywhere: both are written into the pages that need them. Neither can hold `{{#`, since mdBook's `links`
//! runs later.

use std::sync::LazyLock;

use maud::{PreEscaped, html};

/// What headers, badges and placeholders look like.
pub const DOCUMENT_CSS: &str = include_str!("document.css");

/// What tables look like, and what filters them.
pub const INDEX_CSS: &str = include_str!("index.css");

/// What filters and sorts tables; it may run any number of times on a page.
pub const INDEX_JS: &str = include_str!("index.js");

/// The style of a page that has a header, a badge or a placeholder, as an element on one line: every page has it, and a parser takes each
/// line of HTML by itself.
pub static DOCUMENT_STYLE: LazyLock<String> = LazyLock::new(|| style(&[DOCUMENT_CSS]));

/// The style of a page that has a table, which may have all else too.
pub static INDEX_STYLE: LazyLock<String> = LazyLock::new(|| style(&[DOCUMENT_CSS, INDEX_CSS]));

/// The script of a page that has a table, as an element.
pub static INDEX_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let code = without_comments(INDEX_JS);
    html! { script { (PreEscaped(code)) } }.into_string()
});

fn style(sheets: &[&str]) -> String {
    let rules: String = sheets.iter().flat_map(|sheet| sheet.lines()).map(str::trim).collect();
    html! { style { (PreEscaped(rules)) } }.into_string()
}

/// The script's lines without comments and white space around them. In its strings nothing looks like a comment.
fn without_comments(script: &str) -> String {
    let mut code = String::new();
    let mut rest = script;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
    }
    code.push_str(rest);
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_pages_ends_where_it_should() {
        for (element, end) in
            [(&*DOCUMENT_STYLE, "</style>"), (&*INDEX_STYLE, "</style>"), (&*INDEX_SCRIPT, "</script>")]
        {
            assert_eq!(element.matches("</").count(), 1, "{element}");
            assert!(element.ends_with(end), "{element}");
            assert!(!element.contains("{{"), "mdBook would take it for a directive: {element}");
            assert!(!element.contains("\n\n"), "{element}");
        }
        assert!(!INDEX_SCRIPT.contains("/*") && !INDEX_SCRIPT.contains("@type"), "comments are for us");
    }

    #[test]
    fn nothing_moves_by_itself() {
        // Who prefers reduced motion has nothing to switch off.
        for moving in ["transition", "animation", "scroll-behavior", "@keyframes"] {
            assert!(!DOCUMENT_CSS.contains(moving) && !INDEX_CSS.contains(moving), "{moving}");
        }
    }
}
