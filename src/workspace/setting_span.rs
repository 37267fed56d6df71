//! Where book.toml says what.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::settings::{PathStep, Problem, ProblemKind};
use crate::text::Span;

/// Where a book.toml sets the dotted `key` of a preprocessor's table to `value` or has it among the items; else where it has that table, if it has one.
pub(super) fn span_of_setting(book_toml: &str, table: &str, key: &str, value: &str) -> Option<Span> {
    let document = DeTable::parse(book_toml).ok()?;
    let table = document.get_ref().get("preprocessor")?.get_ref().get(table)?;
    let setting = key.split('.').try_fold(table, |item, part| item.get_ref().get(part));
    let items = setting.and_then(|setting| setting.get_ref().as_array()).into_iter().flat_map(|items| items.iter());
    let place = setting.into_iter().chain(items).find(|item| item.get_ref().as_str() == Some(value));
    Some(span_of_item(place.unwrap_or(table)))
}

/// Where a book.toml has what is wrong in the configuration, or the nearest thing around what is missing; `None` if it isn't book.toml that sets
/// it, but the environment.
pub fn span_of_problem(book_toml: &str, config: &Value, problem: &Problem) -> Option<Span> {
    let is_of_file =
        toml::from_str(book_toml).is_ok_and(|file| problem.path.value_in(&file) == problem.path.value_in(config));
    let document = DeTable::parse(book_toml).ok().filter(|_| is_of_file)?;
    let (mut table, mut item, mut place) = (Some(document.get_ref()), None::<&Spanned<DeValue<'_>>>, None);
    for step in problem.path.steps() {
        let (key, next) = match step {
            PathStep::Key(name) => {
                let Some((key, next)) = table.and_then(|table| table.get_key_value(name.as_str())) else { break };
                (key.span(), next)
            }
            PathStep::Index(index) => {
                let Some(next) = item.and_then(|item| item.get_ref().get(*index)) else { break };
                (next.span(), next)
            }
        };
        let is_key = matches!(problem.kind, ProblemKind::UnknownKey { .. }) || next.get_ref().is_table();
        place = Some(if is_key { key } else { next.span() });
        (table, item) = (next.get_ref().as_table(), Some(next));
    }
    place.map(|place| Span::new(place.start, place.end))
}

fn span_of_item(item: &Spanned<DeValue<'_>>) -> Span {
    Span::new(item.span().start, item.span().end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;
    use crate::settings::Settings;

    #[test]
    fn settings_are_found_where_they_stand() {
        let docs = |book_toml: &str| {
            let place = span_of_setting(book_toml, "design-docs", "docs", "old/*.md");
            place.map(|place| (place.start, place.of(book_toml).to_owned()))
        };
        let comment = "# docs = ['old/*.md']\n[book]\ntitle = 'old/*.md'\n";
        for (settings, expected) in [
            ("[preprocessor.design-docs]\ndocs = ['new/*.md', 'old/*.md']\n", "'old/*.md'"),
            ("[preprocessor.\"design-docs\"]\ndocs = [\n  \"\\u006fld/*.md\",\n]\n", "\"\\u006fld/*.md\""),
            ("[preprocessor]\ndesign-docs = { docs = 'old/*.md' }\n", "'old/*.md'"),
            ("[preprocessor.design-docs]\nindex = 'a.md'\n", "[preprocessor.design-docs]"),
        ] {
            let book_toml = format!("{comment}{settings}");
            let start = comment.len() + settings.find(expected).expect("it is there");
            assert_eq!(docs(&book_toml), Some((start, expected.to_owned())), "{settings}");
        }
        assert_eq!(docs(comment), None);
    }

    #[test]
    fn problems_are_found_where_they_are_set() {
        let head = "[preprocessor.design-docs]\n";
        for (settings, expected) in [
            ("templat = 'full'", Some("templat")),
            ("docs = ['a.md', 3]", Some("3")),
            ("'fail on' = 'never'", Some("'fail on'")),
            ("collections.adr.statuses = { old = {} }\ncollections.adr.docs = 'a.md'", Some("old")),
            ("collections.adr = { label = 'A' }", Some("adr")),
            ("[preprocessor.design-docs.labels]\ndate = \"\"", Some("\"\"")),
            ("index = 4", None),
        ] {
            let book_toml = format!("{head}{settings}");
            let mut config: Value = toml::from_str(&book_toml).expect("the test's book.toml is valid");
            if expected.is_none() {
                // As the environment does.
                config["preprocessor"]["design-docs"]["index"] = 5.into();
            }
            let errors = Settings::from_config(&config, lint::NAMES).expect_err("something is wrong");
            let place = span_of_problem(&book_toml, &config, &errors.problems()[0]);
            assert_eq!(place.map(|place| place.of(&book_toml)), expected, "{settings}");
        }
    }
}
