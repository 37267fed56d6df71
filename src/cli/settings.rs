//! The settings of a book, and what is printed where they are wrong.

use crate::host::HostContext;
use crate::lint;
use crate::settings::Settings;
use crate::{output, workspace};
use anyhow::Result;

/// All problems of a book's settings as they are printed, in colours.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct SettingsReport(String);

/// The valid settings of a book, whose book.toml is shown as `path`.
///
/// # Errors
/// All problems of the settings, with their lines where there is a book.toml.
pub(super) fn settings(context: &HostContext, path: &str) -> Result<Settings> {
    let errors = match Settings::from_config(&context.config, lint::NAMES) {
        Ok(settings) => return Ok(settings),
        Err(errors) => errors,
    };
    let Some(book_toml) = workspace::book_toml(&context.root) else { return Err(errors.into()) };
    let place = |problem| workspace::span_of_problem(&book_toml, &context.config, problem);
    let problems = errors.problems().iter().map(|problem| (problem, place(problem))).collect();
    Err(SettingsReport(output::settings_problems(problems, path, &book_toml)).into())
}
