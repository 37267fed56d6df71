//! Diagnostics as SARIF 2.1.0, the format of code scanning.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::sources::{Region, Source, Sources};
use crate::diagnostic::{LocatedDiagnostic, Location};
use crate::diagnostic::{Rule, Severity};
use crate::lint;
use crate::terminal;

/// What a relative URI can't hold as it is (RFC 3986, section 3.3).
const IN_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// All diagnostics as one run, with a line end.
#[must_use]
pub fn sarif(diagnostics: &[LocatedDiagnostic], sources: &dyn Sources) -> String {
    let rules: Vec<Value> = lint::all().map(rule).collect();
    let results: Vec<Value> = diagnostics.iter().map(|reported| result(reported, sources)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    terminal::json(&format!("{log:#}\n"))
}

fn rule(code: Rule) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": code.summary()},
        "help": {"text": code.page(), "markdown": code.page()},
        "defaultConfiguration": {"level": level(code.default_severity(None))},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Off => "none",
    }
}

fn result(reported: &LocatedDiagnostic, sources: &dyn Sources) -> Value {
    let diagnostic = &reported.diagnostic;
    let source = sources.source(&reported.location);
    let region = source.region(diagnostic.span);
    let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|related| {
            let place = related.chapter.map_or_else(|| reported.location.clone(), Location::Chapter);
            let other = sources.source(&place);
            let mut location = location(&other, other.region(related.span));
            location["message"] = json!({"text": related.label});
            location
        })
        .collect();
    let mut result = json!({
        "ruleId": diagnostic.rule.name(),
        "ruleIndex": lint::all().position(|rule| rule == diagnostic.rule),
        "level": level(reported.severity),
        "message": {"text": format!("{}{help}", diagnostic.message)},
        "locations": [location(&source, region)],
    });
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fix) = &diagnostic.fix {
        let replacements: Vec<Value> = fix
            .iter()
            .filter_map(|(span, text)| {
                Some(json!({"deletedRegion": in_lines(source.region(span)?), "insertedContent": {"text": text}}))
            })
            .collect();
        result["fixes"] = json!([{
            "description": {"text": diagnostic.help.as_deref().unwrap_or("change this")},
            "artifactChanges": [{"artifactLocation": artifact(&source), "replacements": replacements}],
        }]);
    }
    result
}

fn location(source: &Source<'_>, region: Option<Region>) -> Value {
    let mut place = json!({"artifactLocation": artifact(source)});
    if let Some(region) = region {
        place["region"] = in_lines(region);
    }
    json!({"physicalLocation": place})
}

fn artifact(source: &Source<'_>) -> Value {
    json!({"uri": uri(&source.path, cfg!(windows))})
}

/// A path as a URI. On Windows one from a drive or a server is absolute (RFC 8089, appendices E.2 and E.3).
fn uri(path: &str, on_windows: bool) -> String {
    let encoded = |path: &str| utf8_percent_encode(path, IN_URI).to_string();
    match path.split_once(':') {
        Some((drive, rest)) if on_windows && rest.starts_with('/') => format!("file:///{drive}:{}", encoded(rest)),
        _ if on_windows && path.starts_with("//") => format!("file:{}", encoded(path)),
        _ => encoded(path),
    }
}

fn in_lines(region: Region) -> Value {
    json!({
        "startLine": region.start.0,
        "startColumn": region.start.1,
        "endLine": region.end.0,
        "endColumn": region.end.1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri_on_every_system() {
        for (path, on_windows, expected) in [
            ("src/a b.md", true, "src/a%20b.md"),
            ("../src/a:b.md", true, "../src/a%3Ab.md"),
            ("C:/book/src/a b.md", true, "file:///C:/book/src/a%20b.md"),
            ("//server/share/a.md", true, "file://server/share/a.md"),
            ("C:/book/a.md", false, "C%3A/book/a.md"),
            ("/book/a.md", false, "/book/a.md"),
        ] {
            assert_eq!(uri(path, on_windows), expected, "{path}");
        }
    }
}
