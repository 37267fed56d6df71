//! What a team has known and let be: diagnostics that a check doesn't report again. An entry is a file, a code and a message, so that lines can
//! move; and how often it is there, so that another one like it is new.

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;

use super::sources::Sources;
use crate::diagnostic::LocatedDiagnostic;
use crate::terminal::one_line;

/// How often each known diagnostic is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

/// A line of a baseline that isn't one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} is {found:?}; expected a path, a code, a count and a message, with tabs between them")]
pub struct BaselineError {
    line: usize,
    found: String,
}

/// What the file begins with.
const HEAD: &str = "# Findings that `mdbook-design-docs check --baseline` lets be: path, code, count, message.\n";

impl Baseline {
    /// The baseline that lets all of these be.
    #[must_use]
    pub fn from_diagnostics(diagnostics: &[LocatedDiagnostic], sources: &dyn Sources) -> Self {
        let mut baseline = Self::default();
        for reported in diagnostics {
            *baseline.known.entry(key(reported, sources)).or_default() += 1;
        }
        baseline
    }

    /// Reads a baseline as its `Display` writes it, with or without a byte order mark.
    ///
    /// # Errors
    /// The first line that isn't one; in a text of `#` alone, such as Markdown with nothing but headings, the first that isn't ours.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let mut baseline = Self::default();
        let text = text.trim_start_matches('\u{feff}');
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let mut parts = line.splitn(4, '\t');
            let mut next = || parts.next().map(str::to_owned);
            let (path, code, count, message) = (next(), next(), next(), next());
            let count = count.and_then(|count| count.parse().ok()).filter(|&count: &usize| count > 0);
            let (Some(path), Some(code), Some(count), Some(message)) = (path, code, count, message) else {
                return Err(BaselineError { line: number + 1, found: line.to_owned() });
            };
            *baseline.known.entry((path, code, message)).or_default() += count;
        }
        let mut comments = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
        match comments.next() {
            Some((number, line)) if baseline.known.is_empty() && line != HEAD.trim_end() => {
                Err(BaselineError { line: number + 1, found: line.to_owned() })
            }
            _ => Ok(baseline),
        }
    }

    /// Takes the known ones out of the diagnostics. Gives how many of the baseline are not there any more.
    #[must_use]
    pub fn take_from(&self, diagnostics: &mut Vec<LocatedDiagnostic>, sources: &dyn Sources) -> usize {
        let mut left = self.known.clone();
        diagnostics.retain(|reported| match left.get_mut(&key(reported, sources)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        left.values().sum()
    }
}

impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        self.known
            .iter()
            .try_for_each(|((path, code, message), count)| writeln!(f, "{path}\t{code}\t{count}\t{message}"))
    }
}

fn key(reported: &LocatedDiagnostic, sources: &dyn Sources) -> (String, String, String) {
    let mut path = one_line(&sources.source(&reported.location).path);
    // A line that begins so is a comment.
    if path.starts_with('#') {
        path.insert_str(0, "./");
    }
    (path, reported.diagnostic.rule.name().to_owned(), one_line(&reported.diagnostic.message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::lint::rules::section_missing;
    use crate::output::Source;
    use crate::text::Span;

    struct OneFile;

    impl Sources for OneFile {
        fn source(&self, _: &Location) -> Source<'_> {
            Source { path: "src/a.md".to_owned(), text: Some("# T\n".into()), has_byte_order_mark: false }
        }
    }

    fn found(message: &str, at: usize) -> LocatedDiagnostic {
        let diagnostic = Diagnostic::new(section_missing::RULE, Span::at(at), message);
        LocatedDiagnostic { location: Location::Chapter(0), severity: Severity::Warning, diagnostic }
    }

    #[test]
    fn moved_lines_are_known_and_another_like_it_is_new() {
        let baseline = Baseline::from_diagnostics(&[found("a\tb", 0), found("c", 0)], &OneFile);
        assert_eq!(Baseline::parse(&baseline.to_string()), Ok(baseline.clone()));
        let mut diagnostics = vec![found("a\tb", 2), found("a\tb", 3)];
        assert_eq!(baseline.take_from(&mut diagnostics, &OneFile), 1, "`c` is gone");
        assert_eq!(diagnostics, [found("a\tb", 3)]);
    }

    #[test]
    fn a_document_is_no_baseline() {
        for text in ["# T\n", "\n# T\n\n## S\n", "text"] {
            assert!(Baseline::parse(text).is_err(), "{text:?}");
        }
        for text in ["", "\n", HEAD, &format!("\u{feff}{HEAD}# by hand\n")] {
            assert_eq!(Baseline::parse(text), Ok(Baseline::default()), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_entry_is_said() {
        for line in ["src/a.md", "src/a.md\tx\tmany\tm", "src/a.md\tx\t0\tm"] {
            let error = Baseline::parse(&format!("# head\n{line}\n")).expect_err(line);
            assert!(error.to_string().starts_with("line 2 is "), "{error}");
        }
    }
}
