//! A book's settings as mdBook reads them: book.toml, and the environment's overrides over it. Unlike
//! 0.5, unknown keys are let be, since 0.4 knows some that 0.5 refuses.

use serde_json::{Map, Value};

use crate::host::Protocol;
use crate::settings::described;

/// The tables that the environment can override, as in mdBook's `Config::update_from_env`.
const TABLES: [&str; 5] = ["book", "build", "rust", "output", "preprocessor"];

/// The configuration in the text of a book.toml, with the overrides in `variables`, as a generation of mdBook reads them.
///
/// # Errors
/// What the TOML parser says, with line and column.
pub fn parse_config(
    book_toml: &str,
    variables: impl IntoIterator<Item = (String, String)>,
    host: Protocol,
) -> Result<Value, toml::de::Error> {
    let mut config: Value = toml::from_str(book_toml)?;
    for (variable, value) in variables {
        let Some(key) = key(&variable) else { continue };
        let value = serde_json::from_str(&value).unwrap_or(Value::String(value));
        match value {
            // mdBook 0.4 sets the entries of these two one by one, and reads no further variable then.
            Value::Object(entries) if host == Protocol::V04 && matches!(key.as_str(), "book" | "build") => {
                for (name, value) in entries {
                    set(&mut config, &format!("{key}.{name}"), value);
                }
                break;
            }
            value => set(&mut config, &key, value),
        }
    }
    Ok(config)
}

/// What the tool itself reads of mdBook's settings, with the types that mdBook wants: the first that has another, as its key, what
/// stands there and what was expected.
pub(super) fn wrong_type(config: &Value) -> Option<(&'static str, String, &'static str)> {
    let (book, build) = (&config["book"], &config["build"]);
    let checks = [
        ("book", book, book.is_object(), "a table"),
        ("book.src", &book["src"], book["src"].is_string(), "a string"),
        ("build", build, build.is_object(), "a table"),
        ("build.create-missing", &build["create-missing"], build["create-missing"].is_boolean(), "a boolean"),
    ];
    checks
        .into_iter()
        .find(|(_, value, is_right, _)| !value.is_null() && !is_right)
        .map(|(key, value, _, expected)| (key, described(value), expected))
}

/// `MDBOOK_BOOK__TEXT_DIRECTION` as `book.text-direction`; `None` for what is no override.
fn key(variable: &str) -> Option<String> {
    let key = variable.strip_prefix("MDBOOK_")?.to_lowercase().replace("__", ".").replace('_', "-");
    TABLES.contains(&key.split('.').next()?).then_some(key)
}

/// Sets the value at a dotted key; what stands in the way and is no table gives way.
fn set(config: &mut Value, key: &str, value: Value) {
    let mut place = config;
    for part in key.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(table) = place else { unreachable!("it was made a table") };
        place = table.entry(part).or_insert(Value::Null);
    }
    *place = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "[book]\ntitle = 'T'\nsrc = 'docs'\n\n[preprocessor.design-docs]\nindex = 'd.md'\nrules.status-missing = 'off'\n\n[output.html]\ndefault-theme = 'ayu'\n";

    #[test]
    fn mdbook_04_sets_the_entries_of_a_book_one_by_one() {
        let variables = [("MDBOOK_BOOK", r#"{"title": "U"}"#), ("MDBOOK_OUTPUT__HTML__DEFAULT_THEME", "navy")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let old = parse_config(BOOK, variables.clone(), Protocol::V04).expect("valid TOML");
        assert_eq!(old["book"], serde_json::json!({"title": "U", "src": "docs"}));
        assert_eq!(old["output"]["html"]["default-theme"], "ayu", "it stops there");
        let new = parse_config(BOOK, variables, Protocol::V05).expect("valid TOML");
        assert_eq!(new["book"], serde_json::json!({"title": "U"}));
        assert_eq!(new["output"]["html"]["default-theme"], "navy");
    }

    #[test]
    fn types_that_mdbook_refuses_are_found() {
        for (toml, expected) in [
            ("book = 5", Some(("book", "5", "a table"))),
            ("[book]\nsrc = ['a']", Some(("book.src", "an array", "a string"))),
            ("[build]\ncreate-missing = 'no'", Some(("build.create-missing", "\"no\"", "a boolean"))),
            ("[book]\nsrc = 'a'\n[build]\ncreate-missing = true", None),
            ("", None),
        ] {
            let config = parse_config(toml, [], Protocol::V05).expect("valid TOML");
            let expected = expected.map(|(key, found, expected): (_, &str, _)| (key, found.to_owned(), expected));
            assert_eq!(wrong_type(&config), expected, "{toml}");
        }
    }

    #[test]
    fn a_value_in_the_way_gives_way() {
        let variables = [("MDBOOK_OUTPUT__HTML__PRINT__ENABLE".to_owned(), "false".to_owned())];
        let config = parse_config("[output]\nhtml = 1\n", variables, Protocol::V05).expect("valid TOML");
        assert_eq!(config, serde_json::json!({"output": {"html": {"print": {"enable": false}}}}));
    }
}
