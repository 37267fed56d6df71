//! Where book.toml says what.

use toml_edit::{Document, Item, Value};

use crate::text::Span;

/// Where a book.toml sets the dotted `key` of a preprocessor's table to `value` or has it among the items; else where it has that table, if it has one.
pub fn of_setting(book_toml: &str, table: &str, key: &str, value: &str) -> Option<Span> {
    let document = Document::parse(book_toml).ok()?;
    let table = document.get("preprocessor")?.get(table)?;
    let setting = key.split('.').try_fold(table, |item, part| item.get(part)).and_then(Item::as_value);
    let items = setting.into_iter().chain(setting.and_then(Value::as_array).into_iter().flatten());
    let place = items.into_iter().find(|item| item.as_str() == Some(value)).and_then(Value::span);
    let place = place.or_else(|| table.span())?;
    Some(Span::new(place.start, place.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_where_they_stand() {
        let docs = |book_toml: &str| {
            let place = of_setting(book_toml, "design-docs", "docs", "old/*.md");
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
}
