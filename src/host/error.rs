//! What can be wrong with the host's input, as sentences, and which of them it is.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;
use thiserror::Error;

use super::context::{HostContext, SUPPORTED};

/// How many chapters may stand in each other: serde_json reads 127 levels, three for each chapter. mdBook itself reads
/// answers with it, so that no preprocessor can return a deeper book.
pub(super) const DEEPEST: usize = 41;

/// Why the input is no request of an mdBook.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HostError {
    /// There is no input: someone started the program by hand.
    #[error(
        "nothing came on standard input: mdBook runs this program in a build once `[preprocessor.design-docs]` stands in book.toml"
    )]
    Empty,
    /// The input is not text; the offset is that of the first wrong byte.
    #[error("the input is not UTF-8 at byte {offset}, so it doesn't come from mdBook")]
    NotUtf8 {
        /// In bytes.
        offset: usize,
    },
    /// The input is not JSON, or only the beginning of it.
    #[error("the input is not complete JSON: {reason} at line {line}, column {column}")]
    NotJson {
        /// From 1.
        line: usize,
        /// In bytes, from 1.
        column: usize,
        /// What the JSON's reader says.
        reason: String,
    },
    /// JSON, but not `[context, book]`.
    #[error("the input is not the `[context, book]` that mdBook sends: {found}")]
    NotARequest {
        /// What stands there instead.
        found: String,
    },
    /// The context doesn't say which mdBook it comes from.
    #[error("`mdbook_version` should say which mdBook runs the build, for example \"0.5.4\": found {found}")]
    NoVersion {
        /// The JSON that stands in the version's place.
        found: String,
    },
    /// A book that has neither `sections` nor `items`, or whose chapters look different.
    #[error(
        "mdBook {version} sent a book without readable `sections` or `items`: found {found}; supported is mdBook {SUPPORTED}"
    )]
    UnknownBook {
        /// The version of mdBook.
        version: String,
        /// What stands there instead.
        found: String,
    },
    /// Chapters nest deeper than mdBook could read in the answer.
    #[error("the input nests too deeply: mdBook reads back at most {DEEPEST} chapters in each other")]
    TooDeep,
}

/// Why `input`, which is not blank, could not be read as a context and a book. Reads it again, in smaller steps.
pub(super) fn diagnose(input: &str, error: &serde_json::Error) -> HostError {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(input) {
        let (line, column) = (error.line(), error.column());
        return HostError::NotJson { line, column, reason: reason(&error) };
    }
    let Ok((context, book)) = serde_json::from_str::<(&RawValue, &RawValue)>(input) else {
        return HostError::NotARequest { found: kind(input) };
    };
    let version = match HostContext::parse(context) {
        Ok(context) => context.version.to_string(),
        Err(error) => return error,
    };
    if is_too_deep(error) {
        HostError::TooDeep
    } else {
        HostError::UnknownBook { version, found: shape(book.get(), error) }
    }
}

/// Why a context could not be read.
pub(super) fn unreadable_context(error: &serde_json::Error) -> HostError {
    if is_too_deep(error) {
        HostError::TooDeep
    } else {
        HostError::NotARequest { found: format!("a context with {}", reason(error)) }
    }
}

fn is_too_deep(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit exceeded")
}

/// What serde_json says, without the place, which it appends.
fn reason(error: &serde_json::Error) -> String {
    let sentence = error.to_string();
    sentence.split(" at line ").next().unwrap_or_default().to_owned()
}

/// What a JSON text that is not `[context, book]` is.
fn kind(json: &str) -> String {
    match serde_json::from_str::<Vec<IgnoredAny>>(json) {
        Ok(values) => format!("an array of {} values", values.len()),
        Err(_) if json.trim_start().starts_with('{') => "an object".to_owned(),
        Err(_) => "a single value".to_owned(),
    }
}

/// What an unreadable book looks like.
fn shape(book: &str, error: &serde_json::Error) -> String {
    let Ok(fields) = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(book) else {
        return kind(book);
    };
    if fields.contains_key("sections") || fields.contains_key("items") {
        return reason(error);
    }
    let named: Vec<_> = fields.keys().take(5).map(|key| Value::from(key.as_str()).to_string()).collect();
    if named.is_empty() { "an empty object".to_owned() } else { format!("an object with {}", named.join(", ")) }
}

#[cfg(test)]
mod tests {
    use crate::host::parse_request;

    const CONTEXT: &str = r#"{"root":"/b","config":{},"renderer":"html","mdbook_version":"0.7.0"}"#;

    #[test]
    fn each_mistake_has_its_sentence() {
        for (input, expected) in [
            ("", "nothing came on standard input"),
            (" \n", "nothing came on standard input"),
            ("# Title", "not complete JSON: expected value at line 1, column 1"),
            ("[{},\n{", "not complete JSON: EOF while parsing an object at line 2, column 1"),
            ("{}", "not the `[context, book]` that mdBook sends: an object"),
            ("7", "a single value"),
            ("[]", "an array of 0 values"),
            ("[{},{},{}]", "an array of 3 values"),
            ("[{},{}]", "a context with missing field `root`"),
            (r#"[{"root":"","renderer":"html"},{}]"#, "for example \"0.5.4\": found null"),
            (r#"[{"root":"","renderer":"html","mdbook_version":"new"},{}]"#, "found \"new\""),
            (
                &format!("[{CONTEXT},{{}}]"),
                "mdBook 0.7.0 sent a book without readable `sections` or `items`: found an empty",
            ),
            (
                &format!(r#"[{CONTEXT},{{"chapters":[],"x":1}}]"#),
                r#"found an object with "chapters", "x"; supported is"#,
            ),
            (&format!(r#"[{CONTEXT},{{"items":[],"sections":[]}}]"#), "two lists of chapters"),
            (&format!(r#"[{CONTEXT},{{"items":[{{"Chapter":{{}}}}]}}]"#), "missing field `name`"),
            (&format!(r#"[{CONTEXT},{{"items":[{{"Chapter":{{"name":7}}}}]}}]"#), "should be a string is none"),
            (&format!(r#"[{CONTEXT},"book"]"#), "found a single value"),
        ] {
            let error = parse_request(input.as_bytes()).expect_err(input).to_string();
            assert!(error.contains(expected), "{input}: {error}");
        }
        let error = parse_request(b"[\xff]").expect_err("not UTF-8").to_string();
        assert!(error.contains("not UTF-8 at byte 1"), "{error}");
    }

    #[test]
    fn deep_settings_are_an_error_too() {
        let deep = format!("{}{}", r#"{"a":"#.repeat(200), "1".to_owned() + &"}".repeat(200));
        let input =
            format!(r#"[{{"root":"","renderer":"html","mdbook_version":"0.5.4","config":{deep}}},{{"items":[]}}]"#);
        let error = parse_request(input.as_bytes()).expect_err("too deep").to_string();
        assert!(error.contains("nests too deeply"), "{error}");
    }
}
