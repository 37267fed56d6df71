//! One string, or null, of the host's JSON, as the host wrote it.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::read::links_to_anchor;
use crate::text::{Span, prefix_to, suffix_from};

/// A JSON string with its quotes and escapes, or `null`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal<'a>(&'a str);

impl<'de: 'a, 'a> Deserialize<'de> for Literal<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let literal = Self(<&RawValue>::deserialize(deserializer)?.get());
        if literal.is_null() || literal.0.starts_with('"') {
            Ok(literal)
        } else {
            Err(D::Error::custom("a value that should be a string is none"))
        }
    }
}

impl<'a> Literal<'a> {
    /// Whether it is `null`.
    pub(super) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// The string, borrowed where it has no escapes. `None` for `null` and for half a surrogate pair.
    pub(super) fn decoded(self) -> Option<Cow<'a, str>> {
        let written = self.between_quotes()?;
        let Some(mut at) = memchr(b'\\', written.as_bytes()) else { return Some(written.into()) };
        let mut text = String::with_capacity(written.len());
        let mut rest = written;
        loop {
            text.push_str(prefix_to(rest, at));
            text.push(match rest.as_bytes()[at + 1] {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                // Few texts have these, and the library knows how they pair up.
                b'u' => return serde_json::from_str(self.0).ok().map(Cow::Owned),
                itself => char::from(itself),
            });
            rest = suffix_from(rest, at + 2);
            match memchr(b'\\', rest.as_bytes()) {
                Some(next) => at = next,
                None => break,
            }
        }
        text.push_str(rest);
        Some(text.into())
    }

    /// Whether the string may hold `part`, which has no character that JSON must escape. Any other can be escaped too: `\u007b`.
    pub(super) fn may_hold(self, part: &str) -> bool {
        let holds = |part: &str| memmem::find(self.0.as_bytes(), part.as_bytes()).is_some();
        holds(part) || holds(r"\u")
    }

    /// Whether the string may link to an anchor of another page.
    pub(super) fn may_link_to_anchor(self) -> bool {
        links_to_anchor(self.0) || memmem::find(self.0.as_bytes(), br"\u").is_some()
    }

    /// Whether the string may begin with one of `letters`.
    pub(super) fn may_begin_with(self, letters: &[char]) -> bool {
        self.between_quotes().is_some_and(|written| written.starts_with(letters) || written.starts_with('\\'))
    }

    /// The string; as it is written where it can't be decoded.
    pub(super) fn decoded_or_source(self) -> Cow<'a, str> {
        self.decoded().unwrap_or_else(|| self.between_quotes().unwrap_or(self.0).into())
    }

    fn between_quotes(self) -> Option<&'a str> {
        self.0.strip_prefix('"')?.strip_suffix('"')
    }

    /// Where it stands in the input that it was read from.
    pub(super) fn span_in(self, input: &str) -> Span {
        span_in(input, self.0)
    }
}

/// Where `part`, a slice of `input`, stands in it.
pub(super) fn span_in(input: &str, part: &str) -> Span {
    let start = part.as_ptr().addr() - input.as_ptr().addr();
    Span::new(start, start + part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_rule_nothing_out() {
        let literal = Literal(r#""--- {{#x}}\n""#);
        assert!(literal.may_hold("{{") && literal.may_begin_with(&['-']));
        assert!(!literal.may_hold("{{{") && !literal.may_begin_with(&['+']));
        let escaped = Literal(r#""\u002d \u007b{#x}}""#);
        assert!(escaped.may_hold("{{") && escaped.may_begin_with(&['-']));
    }

    #[test]
    fn strings_are_decoded_where_they_must_be() {
        assert_eq!(Literal(r#""""#).decoded().as_deref(), Some(""));
        assert_eq!(Literal(r#""a\n\"ü\u00fc\ud83d\ude00""#).decoded().as_deref(), Some("a\n\"üü😀"));
        assert_eq!(Literal(r#""\n\t\r\b\f\\\/\"\\n""#).decoded().as_deref(), Some("\n\t\r\u{8}\u{c}\\/\"\\n"));
        assert_eq!(Literal(r#""\ud83d""#).decoded(), None);
        assert_eq!(Literal(r#""\ud83d\"""#).decoded_or_source(), r#"\ud83d\""#);
        assert_eq!(Literal("null").decoded(), None);
        assert!(serde_json::from_str::<Literal>("7").is_err());
    }
}
