//! Diagnostics as workflow commands, which GitHub shows at the lines of a pull request.
//!
//! The escapes are those of the runner's own toolkit (`actions/toolkit`, `packages/core/src/command.ts`).

use std::fmt::Write as _;

use super::sources::Sources;
use crate::diagnostic::LocatedDiagnostic;
use crate::diagnostic::Severity;
use crate::terminal::one_line;

/// One command a diagnostic.
#[must_use]
pub fn github(diagnostics: &[LocatedDiagnostic], sources: &dyn Sources) -> String {
    let mut text = String::new();
    for reported in diagnostics {
        let diagnostic = &reported.diagnostic;
        let source = sources.source(&reported.location);
        let command = match reported.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note | Severity::Off => "notice",
        };
        let _ = write!(text, "::{command} file={}", property(&one_line(&source.path)));
        if let Some(region) = source.region(diagnostic.span) {
            let _ = write!(text, ",line={},endLine={}", region.start.0, region.end.0);
            // GitHub wants columns only where they lie on one line.
            if region.start.0 == region.end.0 {
                let _ = write!(text, ",col={},endColumn={}", region.start.1, region.end.1);
            }
        }
        let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {}", one_line(help)));
        let message = format!("{}{help}", one_line(&diagnostic.message));
        let _ = writeln!(text, ",title={}::{}", property(diagnostic.rule.name()), data(&message));
    }
    text
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
