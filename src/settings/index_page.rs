//! Where the index page stands, if the book wants one.

use serde::Deserializer;
use serde::de::Error as _;
use serde_json::Value;

use crate::path::BookPath;

use super::raw::checked;

/// The pages at the book's root that both hosts write themselves: a chapter there is refused, or one overwrites the other.
const RESERVED: [&str; 3] = ["print.md", "toc.md", "404.md"];

/// The value of `index`, which is set: a path, or `None` for `false`.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    let expected = "a path under src with `/` that ends in .md, like \"decisions.md\", or false";
    let index = checked(deserializer, expected, |value| match value {
        Value::Bool(false) => Some(None),
        value => value.as_str().filter(|path| is_page(path)).map(|path| Some(path.to_owned())),
    })?;
    match index {
        Some(path) if RESERVED.iter().any(|reserved| path.eq_ignore_ascii_case(reserved)) => {
            let predicate = format!("is {path:?}, a page that mdBook writes itself; expected another path");
            Err(D::Error::custom(predicate))
        }
        index => Ok(Some(index)),
    }
}

/// Whether a path stays under `src`, ends in `.md`, and is written as chapters' paths are compared: one way only.
fn is_page(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | ".." | ".md") && part.trim() == part;
    path.ends_with(".md") && !path.contains(['\\', ':', '\n', '\r']) && BookPath::of_chapter(path).parts().all(is_plain)
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
            ("1", Err("is 1")),
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
