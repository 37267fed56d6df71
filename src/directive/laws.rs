//! The laws of directives, over any text.

use super::*;
use crate::markdown::{Dialect, parse};
use crate::text::suffix_from;
use proptest::prelude::*;

fn hold(text: &str) -> Result<(), TestCaseError> {
    for flags in [Dialect::V05, Dialect::V04] {
        let Ok(parsed) = parse(text, 0, flags) else { continue };
        let mut end = 0;
        for found in find(&parsed, &BookWords::from_settings(&crate::settings::Settings::default())) {
            prop_assert!(end <= found.span.start, "in order, without overlaps");
            prop_assert!(suffix_from(text, found.span.start).starts_with("{{"));
            prop_assert!(found.span.end <= text.len());
            end = found.span.end;
            if let Some(block) = found.block {
                prop_assert!(block.contains(found.span));
                prop_assert_eq!(block.of(text).trim(), found.span.of(text));
            }
            if let Err(diagnostic) = found.directive {
                prop_assert!(found.span.contains(diagnostic.span));
                prop_assert!(
                    text.is_char_boundary(diagnostic.span.start) && text.is_char_boundary(diagnostic.span.end)
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_can_be_arguments(arguments in any::<String>(), name in 0..3_usize) {
        let name = ["decisions", "design-docs", "design-status"][name];
        hold(&format!("{{{{#{name} {arguments}}}}}"))?;
    }

    #[test]
    fn any_pieces_can_be_a_chapter(pieces in prop::collection::vec(0..PIECES.len(), 0..24)) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        hold(&text)?;
    }
}

const PIECES: [&str; 40] = [
    "{{#decisions",
    "{{#design-docs",
    "{{#design-status",
    "{{ #",
    "}}",
    " ",
    "\n",
    "\n\n",
    "status",
    "area",
    "group",
    "sort",
    "columns",
    "=",
    ",",
    "!",
    "*",
    "\"",
    "\\",
    "draft",
    "none",
    "-",
    "é",
    "`",
    "<!--",
    "-->",
    "# ",
    "- ",
    "> ",
    "|",
    "[",
    "](",
    ")",
    "_",
    "--",
    "    ",
    "<b>",
    "{{#decison",
    "tag",
    "\r\n",
];
