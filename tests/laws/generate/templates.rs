//! Templates of a book's own.

use std::collections::BTreeSet;

use mdbook_design_docs::text::normalize_name;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::documents::document_of;
use super::words::words;
use crate::input::Input;
use crate::texts;

/// A template that somebody wrote, with headings from the built-in ones among them, so that a document may match.
fn template() -> impl Strategy<Value = String> {
    let name = prop_oneof![9 => select(&texts::HEADINGS[..]).prop_map(str::to_owned), 1 => words()];
    let good = select(&["optional", "decisions", "plan", "decision", "rationale", "trade-offs", "alternatives"][..]);
    let spelled = (select(&["aliases", "counts-as"][..]), select(&texts::HEADINGS[..]));
    let attribute = prop_oneof![
        6 => good.prop_map(str::to_owned),
        6 => spelled.prop_map(|(key, name)| format!("{key}: {name}")),
        1 => select(&["keep-order", "x", ""][..]).prop_map(str::to_owned),
        1 => words(),
    ];
    let guidance =
        prop_oneof![4 => select(&texts::FRAGMENTS[..]).prop_map(str::to_owned), 1 => words(), 4 => Just(String::new())];
    let level = prop_oneof![40 => Just(2), 30 => Just(3), 4 => Just(4), 1 => Just(1)];
    let section = (level, name, prop::option::weighted(0.3, vec(attribute, 0..3)), guidance);
    let title = prop_oneof![
        9 => select(&["# [Name] Design Document", "# [N]", "# Title", "Setext [x]\n===", "# <xss> [a] b"][..]),
        1 => select(&["", "## Not one"][..]),
    ];
    (title, vec(section, 0..9), any::<bool>()).prop_map(|(title, sections, crlf)| {
        let mut text = format!("{title}\n\n");
        let mut names = BTreeSet::new();
        // A name that is there twice, or a section that comes first and isn't at the top, would be refused each time.
        let sections = sections
            .into_iter()
            .enumerate()
            .filter(|(_, (_, name, ..))| names.insert(normalize_name(name).into_owned()));
        for (n, (level, name, attributes, guidance)) in sections {
            let level = if n == 0 { 2 } else { level };
            text.push_str(&format!("{} {name}\n\n", "#".repeat(level)));
            if let Some(attributes) = attributes {
                text.push_str(&format!("<!-- design-docs: {} -->\n\n", attributes.join("; ")));
            }
            text.push_str(&format!("{guidance}\n\n"));
        }
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

/// Templates of a book's own, each with a document.
pub fn templates() -> impl Strategy<Value = Input> {
    let mixed = prop_oneof![texts::document(), texts::fragments()];
    (template(), document_of(mixed), any::<bool>()).prop_map(|(template, mut document, same)| {
        if same {
            // What the template makes, with its sections the other way round.
            let sections: Vec<&str> = template.split("\n## ").collect();
            document.text = sections.iter().rev().copied().collect::<Vec<_>>().join("\n\n## ");
        }
        Input::Template { template, document }
    })
}
