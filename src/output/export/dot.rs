//! The export as a graph in the DOT language, for Graphviz.

use std::fmt::Write as _;

use super::{Export, fill};
use crate::document::relation::Relation;
use crate::output::list::ListedDocument;
use crate::page::link_to;
use crate::settings::Settings;
use crate::status::Phase;
use crate::terminal::one_line;

/// A box for each document, an arrow for each relation; the boxes of a collection stand together if the book has several.
#[must_use]
pub fn as_dot(export: &Export<'_>, settings: &Settings) -> String {
    let mut graph = "digraph design_docs {\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n".to_owned();
    let parts = export.by_collection(settings);
    let has_several = parts.len() > 1;
    for (n, (label, documents)) in parts.into_iter().enumerate() {
        let indent = if has_several { "    " } else { "  " };
        if has_several {
            let _ = writeln!(graph, "  subgraph cluster_{n} {{\n    label=\"{}\";", label_text(label));
        }
        for (_, document) in documents {
            let _ = writeln!(graph, "{indent}{} {};", quoted(&document.path), attributes(document, settings));
        }
        graph.push_str(if has_several { "  }\n" } else { "" });
    }
    for (found, ..) in export.inner_relations() {
        let (from, to) = (quoted(&found.from.document), quoted(&found.to.document));
        let look = match found.relation {
            Relation::Supersedes => "",
            Relation::Amends | Relation::DependsOn => ", style=dashed",
            Relation::RelatesTo => ", style=dotted, dir=none",
        };
        let _ = writeln!(graph, "  {from} -> {to} [label={}{look}];", quoted(&found.words()));
    }
    graph + "}\n"
}

fn attributes(document: &ListedDocument, settings: &Settings) -> String {
    let status = document.status.as_ref();
    let fill = status.and_then(|status| Phase::named(status.phase)).map_or("white", fill);
    let status = status.map_or(&settings.labels.no_status, |status| &status.label);
    let link = link_to("", &document.path, None);
    let page = link.strip_suffix(".md").map_or_else(|| link.clone(), |page| format!("{page}.html"));
    // `\n` is the language's own line break, so it comes between what is quoted.
    let label = format!("\"{}\\n{}\"", label_text(&document.title), label_text(status));
    format!("[label={label}, fillcolor=\"{fill}\", URL={}]", quoted(&page))
}

/// A name or an address between its quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", inside_quotes(text))
}

/// A text as a label shows it, where `&amp;` is read as in HTML.
fn label_text(text: &str) -> String {
    inside_quotes(&text.replace('&', "&amp;"))
}

/// A text that stands for itself between quotation marks; a backslash begins an escape there.
fn inside_quotes(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_for_itself() {
        for (text, expected) in [(r#"a "b" \n"#, r#"a \"b\" \\n"#), ("a\nb", "a b"), ("&lt;b>", "&amp;lt;b>")] {
            assert_eq!(label_text(text), expected);
        }
        assert_eq!(quoted("a & b.md"), "\"a & b.md\"");
    }
}
