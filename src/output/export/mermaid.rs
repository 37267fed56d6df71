//! The export as a flowchart in Mermaid's language, which GitHub, GitLab and mdbook-mermaid show.

use std::fmt::Write as _;

use super::{Export, fill};
use crate::document::relation::Relation;
use crate::settings::Settings;
use crate::status::Phase;
use crate::terminal::one_line;

/// A box for each document, an arrow for each relation; the boxes of a collection stand together if the book has several.
#[must_use]
pub fn as_mermaid(export: &Export<'_>, settings: &Settings) -> String {
    let mut chart = "flowchart LR\n".to_owned();
    let parts = export.by_collection(settings);
    let has_several = parts.len() > 1;
    for (n, (label, documents)) in parts.into_iter().enumerate() {
        let indent = if has_several { "    " } else { "  " };
        if has_several {
            let _ = writeln!(chart, "  subgraph c{n}[\"{}\"]", escaped(label));
        }
        for (place, document) in documents {
            let status = document.status.as_ref();
            let label = status.map_or(&settings.labels.no_status, |status| &status.label);
            let phase = status.map_or_else(String::new, |status| format!(":::{}", status.phase));
            let _ = writeln!(chart, "{indent}d{place}[\"{}<br>{}\"]{phase}", escaped(&document.title), escaped(label));
        }
        chart.push_str(if has_several { "  end\n" } else { "" });
    }
    for (found, from, to) in export.inner_relations() {
        let (line, end) = match found.relation {
            Relation::Supersedes => ("--", "-->"),
            Relation::Amends | Relation::DependsOn => ("-.", ".->"),
            Relation::RelatesTo => ("-.", ".-"),
        };
        let _ = writeln!(chart, "  d{from} {line} \"{}\" {end} d{to}", escaped(&found.words()));
    }
    for &phase in Phase::ALL {
        let stroke = match phase {
            Phase::Open => "#a9690a",
            Phase::Decided => "#22863a",
            Phase::Closed => "#75757f",
        };
        let _ = writeln!(chart, "  classDef {} fill:{},stroke:{stroke},color:#000", phase.name(), fill(phase));
    }
    chart
}

/// A text that stands for itself between quotation marks: what means something there, in Markdown or in HTML, as the number of its letter.
fn escaped(text: &str) -> String {
    // Mermaid breaks the line at `\n`, however its letters are written.
    let text = one_line(text).replace("\\n", "\\\u{200b}n");
    text.chars().fold(String::new(), |mut escaped, letter| {
        if letter.is_ascii_punctuation()
            && !matches!(letter, '.' | ',' | ':' | '(' | ')' | '/' | '-' | '\'' | '!' | '?' | '+')
        {
            let _ = write!(escaped, "#{};", u32::from(letter));
        } else {
            escaped.push(letter);
        }
        escaped
    })
}
