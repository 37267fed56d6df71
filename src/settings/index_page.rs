//! Where the index page stands, if the book wants one.

use super::problem::{Expected, Problem};
use super::raw::Table;
use serde_json::Value;

/// The pages at the book's root that both hosts write themselves: a chapter there is refused, or one overwrites the other.
const RESERVED: [&str; 3] = ["print.md", "toc.md", "404.md"];

/// The value of `index`: `None` if there is no valid one, `Some(None)` if it is `false`.
pub(super) fn read(table: &mut Table<'_, '_>) -> Option<Option<String>> {
    let value = table.value("index")?;
    let path = match value {
        Value::Bool(false) => return Some(None),
        Value::String(path) => path,
        Value::Bool(true) => {
            let key = table.key_of("index");
            table.report(Problem::WrongValue { key, found: "true".to_owned(), expected: Expected::IndexPage });
            return None;
        }
        _ => {
            table.report(table.wrong_type("index", value, Expected::IndexPage));
            return None;
        }
    };
    if !is_page(path) {
        table.report(table.wrong_value("index", path, Expected::IndexPage));
        return None;
    }
    if RESERVED.iter().any(|reserved| path.eq_ignore_ascii_case(reserved)) {
        table.report(Problem::IndexReserved { key: table.key_of("index"), path: path.clone() });
        return None;
    }
    Some(Some(path.clone()))
}

/// Whether a path stays under `src`, ends in `.md`, and is written as chapters' paths are compared: one way only.
fn is_page(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | ".." | ".md") && part.trim() == part;
    path.ends_with(".md") && !path.contains(['\\', ':', '\n', '\r']) && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use crate::settings::tests::of_book;

    #[test]
    fn the_index_page_has_one_spelling() {
        for (value, expected) in [
            ("'decisions.md'", Ok(Some("decisions.md"))),
            ("'adr/README.md'", Ok(Some("adr/README.md"))),
            ("'adr/print.md'", Ok(Some("adr/print.md"))),
            ("'Ünsere Beschlüsse.md'", Ok(Some("Ünsere Beschlüsse.md"))),
            ("false", Ok(None)),
            ("true", Err("is true")),
            ("1", Err("is an integer")),
            ("['a.md']", Err("is an array")),
            ("''", Err("is \"\"")),
            ("'false'", Err("is \"false\"")),
            ("'decisions'", Err("is \"decisions\"")),
            ("'decisions.html'", Err("is \"decisions.html\"")),
            ("'.md'", Err("is \".md\"")),
            ("'adr/'", Err("is \"adr/\"")),
            ("'/decisions.md'", Err("is \"/decisions.md\"")),
            ("'./decisions.md'", Err("is \"./decisions.md\"")),
            ("'../decisions.md'", Err("is \"../decisions.md\"")),
            ("'adr/../decisions.md'", Err("is \"adr/../decisions.md\"")),
            ("'adr//decisions.md'", Err("is \"adr//decisions.md\"")),
            (r"'adr\decisions.md'", Err(r#"is "adr\\decisions.md""#)),
            ("'C:/decisions.md'", Err("is \"C:/decisions.md\"")),
        ] {
            let expected = expected.map(|path| path.map(str::to_owned)).map_err(|found| {
                format!(
                    "preprocessor.design-docs.index {found}; \
                     expected a path under src with `/` that ends in .md, like \"decisions.md\", or false"
                )
            });
            let index = of_book(&format!("index = {value}")).map(|settings| settings.index);
            assert_eq!(index.map_err(|errors| errors.to_string()), expected, "{value}");
        }
    }

    #[test]
    fn the_hosts_own_pages_are_reserved() {
        for path in ["print.md", "Print.md", "toc.md", "404.md"] {
            assert_eq!(
                of_book(&format!("index = '{path}'")).map(|_| ()).map_err(|errors| errors.to_string()),
                Err(format!(
                    "preprocessor.design-docs.index is \"{path}\", a page that mdBook writes itself; \
                     expected another path"
                ))
            );
        }
    }
}
