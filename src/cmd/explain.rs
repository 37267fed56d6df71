//! `explain [CODE]`: the list of all rules, or the page of one.

use std::process::ExitCode;

use mdbook_design_docs::finding::Code;
use mdbook_design_docs::nearest::nearest;
use mdbook_design_docs::status::Phase;

use super::standard_output;

/// Writes the page of a code, or without one the list, to standard output.
///
/// # Errors
/// A code that doesn't exist, with the nearest one that does; or that the text can't be written.
pub fn run(code: Option<&str>) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let text = match code {
        None => list(),
        Some(name) => page(Code::named(name).ok_or_else(|| unknown(name))?),
    };
    standard_output::write(text)?;
    Ok(ExitCode::SUCCESS)
}

/// One line a code, by name: its default severity and what it finds.
fn list() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let width = |words: fn(Code) -> &'static str| codes.iter().map(|&code| words(code).len()).max().unwrap_or_default();
    let (names, severities) = (width(Code::name), width(severity));
    let line = |&code: &Code| {
        let open = code.default_severity(Some(Phase::Open)).name();
        let in_open = if open == severity(code) { String::new() } else { format!(" A {open} in phase `open`.") };
        format!("{:names$}  {:severities$}  {}{in_open}\n", code.name(), severity(code), code.summary())
    };
    codes.iter().map(line).collect()
}

fn severity(code: Code) -> &'static str {
    code.default_severity(None).name()
}

/// The page as it is read outside of mdBook, where nothing takes the backslash from `\{{#include …}}`.
fn page(code: Code) -> String {
    code.page().replace("\\{{#", "{{#")
}

fn unknown(name: &str) -> String {
    match nearest(name, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("there is no finding `{name}`; did you mean `{near}`?"),
        None => format!("there is no finding `{name}`; `mdbook-design-docs explain` lists all"),
    }
}
