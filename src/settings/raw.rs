//! The raw settings: what the preprocessor's table may contain, setting by setting. What several settings together mean is not known here.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use serde::de::{Error, IgnoredAny, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::globs::DocumentGlobs;
use super::index_page;
use super::labels::Labels;
use super::lifecycle::{Age, Requirement, stale_after};
use super::severities::Severities;
use super::switches::{Assets, FailOn, MissingSections, Normalise};
use crate::status::Phase;
use crate::template::Template;

/// The preprocessor's own table; what is not set is `None` or has its type's default.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
pub(super) struct RawSettings {
    pub docs: Option<DocumentGlobs>,
    #[serde(deserialize_with = "template")]
    pub template: Option<String>,
    pub normalise: Option<Normalise>,
    pub missing_sections: Option<MissingSections>,
    pub statuses: BTreeMap<String, RawStatus>,
    pub collections: BTreeMap<String, RawCollection>,
    #[serde(deserialize_with = "index_page::deserialize")]
    pub index: Option<Option<String>>,
    #[serde(deserialize_with = "line")]
    pub index_title: Option<String>,
    #[serde(deserialize_with = "decision_list")]
    pub decision_list: Option<Option<NonZeroUsize>>,
    pub assets: Assets,
    pub fail_on: FailOn,
    pub labels: Labels,
    pub rules: Severities,
    // The keys of mdBook's own (its `PreprocessorConfig`), which mdBook checks.
    command: IgnoredAny,
    renderer: IgnoredAny,
    renderers: IgnoredAny,
    before: IgnoredAny,
    after: IgnoredAny,
    optional: IgnoredAny,
}

/// A table of `collections`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
pub(super) struct RawCollection {
    pub docs: Option<DocumentGlobs>,
    #[serde(deserialize_with = "line")]
    pub label: Option<String>,
    #[serde(deserialize_with = "template")]
    pub template: Option<String>,
    pub normalise: Option<Normalise>,
    pub missing_sections: Option<MissingSections>,
    pub statuses: BTreeMap<String, RawStatus>,
}

/// A table of `statuses`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
pub(super) struct RawStatus {
    #[serde(deserialize_with = "line")]
    pub label: Option<String>,
    pub phase: Option<Phase>,
    pub aliases: Vec<String>,
    pub requires: Option<Vec<Requirement>>,
    /// An age, or that there is none.
    #[serde(deserialize_with = "stale_after")]
    pub stale_after: Option<Option<Age>>,
}

/// What `parse` makes of a value; the error says what was `expected`.
pub(super) fn checked<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &str,
    parse: impl FnOnce(&Value) -> Option<T>,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    parse(&value).ok_or_else(|| D::Error::invalid_value(Unexpected::Other("value"), &expected))
}

/// A string that can stand in a heading or a table's cell.
pub(super) fn line<'de, D: Deserializer<'de>, T: From<String>>(deserializer: D) -> Result<T, D::Error> {
    checked(deserializer, "one line of text", |value| {
        let text = value.as_str()?;
        let is_line = !text.trim().is_empty() && !text.contains(['\n', '\r']);
        is_line.then(|| T::from(text.to_owned()))
    })
}

/// The name or the path of a template. A word that could be no file is a misspelt name: `ful`.
fn template<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let names = Template::BUILT_IN.map(|name| format!("{name:?}")).join(", ");
    checked(deserializer, &format!("{names} or the path of a Markdown file in the book"), |value| {
        let text = value.as_str()?;
        let can_be_path = text.contains(['.', '/', '\\']) && !text.contains(['\n', '\r']);
        (can_be_path || Template::BUILT_IN.contains(&text)).then(|| Some(text.to_owned()))
    })
}

/// From how many decisions on they are listed; `None` for never.
fn decision_list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<NonZeroUsize>>, D::Error> {
    checked(deserializer, "a number from 1, or false", |value| match value {
        Value::Bool(false) => Some(Some(None)),
        value => NonZeroUsize::new(usize::try_from(value.as_u64()?).ok()?).map(|least| Some(Some(least))),
    })
}

#[cfg(test)]
mod tests {
    use crate::settings::tests::of_book;

    #[test]
    fn a_list_of_decisions_starts_at_a_number_or_never() {
        for (value, expected) in [
            ("1", Ok(Some(1))),
            ("12", Ok(Some(12))),
            ("false", Ok(None)),
            ("true", Err("is true")),
            ("0", Err("is 0")),
            ("-1", Err("is -1")),
            ("2.5", Err("is 2.5")),
            ("'3'", Err("is \"3\"")),
            ("[]", Err("is an array")),
        ] {
            let expected = expected.map_err(|found| {
                format!("preprocessor.design-docs.decision-list {found}; expected a number from 1, or false")
            });
            let read = of_book(&format!("decision-list = {value}"));
            let read = read.map(|settings| settings.decision_list.map(std::num::NonZeroUsize::get));
            assert_eq!(read.map_err(|errors| errors.to_string()), expected, "{value}");
        }
    }
}
