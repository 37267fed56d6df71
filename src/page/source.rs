//! The page of a document on which the Markdown parser panics: what its author wrote, as a block of code. On the text itself mdBook would
//! panic as well, and take the pages of all other chapters, or a running `mdbook serve`, with it.

use crate::text::split;
use std::fmt::Write;

/// A block of code that shows `text` to the letter, in every renderer.
pub(super) fn as_code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let mut page = format!("{fence}markdown\n");
    for line in text.lines() {
        // mdBook's `links` takes the backslash away again. It takes a line up to its last `}}` as one escaped directive.
        let (before, directives) = split(line, line.find("{{#").unwrap_or(line.len()));
        let escape = if directives.contains("}}") { "\\" } else { "" };
        let _ = writeln!(page, "{before}{escape}{directives}");
    }
    page + &fence + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_block_of_code() {
        for (text, expected) in [
            ("> a\n>  {.c}\n> ===", "```markdown\n> a\n>  {.c}\n> ===\n```\n"),
            ("````\na\r\n````", "`````markdown\n````\na\n````\n`````\n"),
            ("x {{#a b}} {{#c d}}\n\\{{#a b}}\n{{#a", "```markdown\nx \\{{#a b}} {{#c d}}\n\\\\{{#a b}}\n{{#a\n```\n"),
        ] {
            assert_eq!(as_code(text), expected);
        }
    }
}
