//! Which table of the whole book's configuration is the preprocessor's own: the host doesn't say.

use serde_json::{Map, Value};

use super::problem::{ProblemKind, Problems, SettingPath, described, entries};
use crate::text::{prefix_to, suffix_from};

/// The name of the preprocessor's own table in the whole book's configuration, if it has just one.
#[must_use]
pub fn table_name(config: &Value) -> Option<&str> {
    match candidates(entries(config.get("preprocessor")?)?).as_slice() {
        [name] => Some(name),
        _ => None,
    }
}

/// The preprocessor's own table and its path: `preprocessor.design-docs`, or else the one whose command mentions this program. `None` if there
/// is none, or several, which is reported.
pub(super) fn own_table<'c>(config: &'c Value, problems: &mut Problems) -> Option<(SettingPath, &'c Value)> {
    let path = SettingPath::default().key("preprocessor");
    let all = config.get("preprocessor")?;
    let Some(tables) = entries(all) else {
        problems.report(path, ProblemKind::WrongValue { found: described(all), expected: "a table".to_owned() });
        return None;
    };
    match candidates(tables).as_slice() {
        [] => None,
        [name] => Some((path.key(name), tables.get(*name)?)),
        [first, second, ..] => {
            let predicate = format!(
                "runs mdbook-design-docs, as {} does; expected one table, or one of them called preprocessor.design-docs",
                path.key(first)
            );
            problems.report(path.key(second), ProblemKind::Other(predicate));
            None
        }
    }
}

/// The names of the tables that may be ours.
fn candidates(tables: &Map<String, Value>) -> Vec<&str> {
    if tables.contains_key("design-docs") {
        return vec!["design-docs"];
    }
    let runs_us = |table: &Value| {
        let command = table.get("command").and_then(Value::as_str);
        command.is_some_and(|command| mentions(command, env!("CARGO_PKG_NAME")))
    };
    let mut names: Vec<&str> =
        tables.iter().filter(|(_, table)| runs_us(table)).map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Whether a command names a program: as a word of its own, so that `mdbook-design-docs-extra` is another program.
fn mentions(command: &str, program: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    command.match_indices(program).any(|(start, _)| {
        !prefix_to(command, start).ends_with(goes_on)
            && !suffix_from(command, start + program.len()).starts_with(goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_its_program() {
        for (command, expected) in [
            ("mdbook-design-docs", true),
            ("/usr/local/bin/mdbook-design-docs --quiet", true),
            (r"C:\tools\mdbook-design-docs.exe", true),
            ("cargo run --quiet -p mdbook-design-docs --", true),
            ("mdbook-design-docs-extra", false),
            ("my-mdbook-design-docs", false),
            ("mdbook-mermaid", false),
        ] {
            assert_eq!(mentions(command, "mdbook-design-docs"), expected, "{command}");
        }
    }
}
