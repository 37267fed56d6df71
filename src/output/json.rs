//! Diagnostics as JSON, for other programs: an interface, held to `src/output/check.schema.json`.

use serde::Serialize;

use super::sources::{Region, Sources};
use crate::diagnostic::{self, LocatedDiagnostic};
use crate::terminal;

#[derive(Serialize)]
struct Report<'r> {
    version: u8,
    #[serde(rename = "findings")]
    diagnostics: Vec<ReportedDiagnostic<'r>>,
}

#[derive(Serialize)]
struct ReportedDiagnostic<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    help: Option<&'r str>,
    place: FileLocation,
    related: Vec<Beside<'r>>,
    fix: Option<Vec<Edit<'r>>>,
}

/// Lines and columns from 1, columns in characters; offsets in bytes of the file. `null` for the file as a whole.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct FileLocation {
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Serialize)]
struct Beside<'r> {
    label: &'r str,
    place: FileLocation,
}

#[derive(Serialize)]
struct Edit<'r> {
    start: usize,
    end: usize,
    text: &'r str,
}

/// All diagnostics as one JSON value, with a line end.
///
/// # Panics
/// Never: strings and numbers can always be written.
#[must_use]
pub fn json(diagnostics: &[LocatedDiagnostic], sources: &dyn Sources) -> String {
    let report =
        Report { version: 1, diagnostics: diagnostics.iter().map(|reported| item(reported, sources)).collect() };
    let mut text = serde_json::to_string_pretty(&report).expect("strings and numbers can be written");
    text.push('\n');
    terminal::json(&text)
}

fn item<'r>(reported: &'r LocatedDiagnostic, sources: &dyn Sources) -> ReportedDiagnostic<'r> {
    let diagnostic = &reported.diagnostic;
    let source = sources.source(&reported.location);
    let related = diagnostic.related.iter().map(|related| {
        let place = related.chapter.map_or_else(|| reported.location.clone(), diagnostic::Location::Chapter);
        let other = sources.source(&place);
        Beside {
            label: &related.label,
            place: FileLocation::from_region(other.path.clone(), other.region(related.span)),
        }
    });
    let edits = diagnostic.fix.as_ref().map(|fix| {
        let edits = fix.iter().filter_map(|(span, text)| Some((source.region(span)?.bytes, text)));
        edits.map(|(bytes, text)| Edit { start: bytes.start, end: bytes.end, text }).collect()
    });
    ReportedDiagnostic {
        code: diagnostic.rule.name(),
        severity: reported.severity.name(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        place: FileLocation::from_region(source.path.clone(), source.region(diagnostic.span)),
        related: related.collect(),
        fix: edits,
    }
}

impl FileLocation {
    fn from_region(path: String, region: Option<Region>) -> Self {
        Self {
            path,
            line: region.map(|region| region.start.0),
            column: region.map(|region| region.start.1),
            end_line: region.map(|region| region.end.0),
            end_column: region.map(|region| region.end.1),
            start: region.map(|region| region.bytes.start),
            end: region.map(|region| region.bytes.end),
        }
    }
}
