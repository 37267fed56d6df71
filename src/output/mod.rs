//! Diagnostics and lists as text, for people and for other programs. It prints nothing itself.

mod baseline;
mod diff;
mod explanation;
pub mod export;
mod github;
mod json;
pub mod list;
mod sarif;
mod settings_problems;
mod sources;
mod text;

pub use baseline::{Baseline, BaselineError};
pub use diff::unified;
pub use explanation::explanation;
pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use settings_problems::settings_problems;
pub use sources::{Source, Sources};
pub use text::text;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{LocatedDiagnostic, Location};
use crate::diagnostic::{Rule, Severity};
use crate::read::Chapter;
use crate::terminal::one_line;
use crate::text::line_and_column;

/// How many diagnostics a build prints one by one.
const SHOWN_IN_BUILD: usize = 10;

/// What a build prints: errors and warnings, gravest first and else in the book's order, the first ten one by one, then one line that counts the rest. With `all`, every
/// diagnostic with notes. Empty where there is nothing to say. `src` is the folder of the chapters, relative to the book's root.
#[must_use]
pub fn build_report(diagnostics: &[LocatedDiagnostic], chapters: &[Chapter<'_>], src: &str, all: bool) -> String {
    let mut told: Vec<&LocatedDiagnostic> =
        diagnostics.iter().filter(|reported| all || reported.severity > Severity::Note).collect();
    // The gravest come first: ten missing sections mustn't hide an error.
    told.sort_by_key(|reported| std::cmp::Reverse(reported.severity));
    let shown = if all { told.len() } else { told.len().min(SHOWN_IN_BUILD) };
    let mut text = String::new();
    for reported in &told[..shown] {
        text.push_str(&line(reported, chapters, src));
        if let Some(help) = &reported.diagnostic.help {
            let _ = write!(text, "\n  help: {}", one_line(help));
        }
        text.push('\n');
    }
    if shown < told.len() {
        let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
        for reported in &told[shown..] {
            *counts.entry(reported.diagnostic.rule).or_default() += 1;
        }
        let counts: Vec<String> = counts.iter().map(|(code, count)| format!("{count} {}", code.name())).collect();
        let _ = writeln!(
            text,
            "design-docs: {} more: {}; `mdbook-design-docs check` shows all, and so does MDBOOK_LOG=debug (mdBook 0.4: RUST_LOG=debug)",
            told.len() - shown,
            counts.join(", ")
        );
    }
    text
}

/// `warning[status-unknown]: "Aproved" is not a status --> src/designs/ledger.md:3:9`
fn line(reported: &LocatedDiagnostic, chapters: &[Chapter<'_>], src: &str) -> String {
    let diagnostic = &reported.diagnostic;
    let mut line =
        format!("{}[{}]: {}", reported.severity.name(), diagnostic.rule.name(), one_line(&diagnostic.message));
    match &reported.location {
        Location::Chapter(chapter) => {
            let chapter = &chapters[*chapter];
            let path = chapter.file.or(chapter.path).unwrap_or(chapter.name);
            let (row, column) = line_and_column(&chapter.text().unwrap_or_default(), diagnostic.span.start);
            let _ = write!(line, " --> {src}/{}:{row}:{column}", one_line(path));
        }
        Location::File(path) => _ = write!(line, " --> {src}/{}", one_line(path)),
        Location::Setting { .. } => line.push_str(" --> book.toml"),
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::lint::rules::{section_missing, section_renamed};
    use crate::text::Span;

    fn reported(code: Rule, severity: Severity) -> LocatedDiagnostic {
        LocatedDiagnostic {
            location: Location::Chapter(0),
            severity,
            diagnostic: Diagnostic::new(code, Span::at(5), "a\nb\u{1b}[31m"),
        }
    }

    #[test]
    fn the_first_ten_and_the_counts() {
        let chapters = [Chapter { name: "A", path: Some("a.md"), file: Some("A.md"), content: &"# T\n\ntext" }];
        let mut diagnostics = vec![reported(section_renamed::RULE, Severity::Note)];
        assert_eq!(build_report(&diagnostics, &chapters, "src", false), "");
        assert_eq!(
            build_report(&diagnostics, &chapters, "src", true),
            "note[section-renamed]: a b [31m --> src/A.md:3:1\n"
        );
        diagnostics.extend((0..12).map(|_| reported(section_missing::RULE, Severity::Warning)));
        let text = build_report(&diagnostics, &chapters, "src", false);
        assert_eq!(text.lines().count(), 11);
        assert!(
            text.ends_with(
                "design-docs: 2 more: 2 section-missing; `mdbook-design-docs check` shows all, and so does MDBOOK_LOG=debug (mdBook 0.4: RUST_LOG=debug)\n"
            ),
            "{text}"
        );
    }
}
