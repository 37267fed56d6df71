//! From how many decisions on a document's header lists them.

use std::num::NonZeroUsize;

use super::problem::{Expected, Problem};
use super::raw::Table;
use serde_json::Value;

/// What holds without the setting: two are seen without a list.
pub(super) const USUAL: Option<NonZeroUsize> = NonZeroUsize::new(3);

/// The value of `decision-list`: `None` if there is no valid one, `Some(None)` if it is `false`.
pub(super) fn read(table: &mut Table<'_, '_>) -> Option<Option<NonZeroUsize>> {
    let value = table.value("decision-list")?;
    let found = match value {
        Value::Bool(false) => return Some(None),
        Value::Number(number) => {
            let least = number.as_u64().and_then(|number| usize::try_from(number).ok()).and_then(NonZeroUsize::new);
            if least.is_some() {
                return Some(least);
            }
            number.to_string()
        }
        Value::Bool(true) => "true".to_owned(),
        _ => {
            table.report(table.wrong_type("decision-list", value, Expected::DecisionList));
            return None;
        }
    };
    let key = table.key_of("decision-list");
    table.report(Problem::WrongValue { key, found, expected: Expected::DecisionList });
    None
}

#[cfg(test)]
mod tests {
    use crate::settings::tests::of_book;

    #[test]
    fn a_number_or_none() {
        for (value, expected) in [
            ("1", Ok(Some(1))),
            ("12", Ok(Some(12))),
            ("false", Ok(None)),
            ("true", Err("is true")),
            ("0", Err("is 0")),
            ("-1", Err("is -1")),
            ("2.5", Err("is 2.5")),
            ("'3'", Err("is a string")),
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
