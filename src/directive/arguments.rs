//! A directive's arguments: `key=value key="a value, another"` in, keys and values with their places out. It must not
//! know which keys there are.
//!
//! White space parts arguments, commas part values, in quotation marks too. Around `=` and `,` white space doesn't
//! matter. A backslash takes its meaning from a comma and a quotation mark, and is dropped before any other
//! punctuation: formatters put it before `*` and `_`.
//!
//! Of an argument that comes alone, from a command line, white space and `=` belong to the value.

use crate::diagnostic::InputProblem;
use crate::text::{Span, prefix_to};

use super::problem::DirectiveProblem;

/// One argument, as it is written.
#[derive(Debug)]
pub(super) struct Argument<'a> {
    pub(super) key: &'a str,
    pub(super) key_span: Span,
    /// At least one; none is empty.
    pub(super) values: Vec<ArgumentValue>,
}

/// A value without quotation marks and backslashes.
#[derive(Debug)]
pub(super) struct ArgumentValue {
    pub(super) text: String,
    pub(super) span: Span,
}

/// Reads the arguments that stand at `place` in `text`; the first thing that is wrong ends it.
pub(super) fn parse_arguments(text: &str, place: Span) -> Result<Vec<Argument<'_>>, InputProblem> {
    let mut reader = ArgumentReader { text, place, is_alone: false };
    let mut arguments = Vec::new();
    reader.skip_white_space();
    while !reader.place.is_empty() {
        arguments.push(reader.argument()?);
        reader.skip_white_space();
    }
    Ok(arguments)
}

/// The argument `key` with the values in `text`, which is all of it.
pub(super) fn alone<'a>(key: &'a str, text: &'a str) -> Result<Argument<'a>, InputProblem> {
    let place = Span::new(0, text.len());
    let values = ArgumentReader { text, place, is_alone: true }.values(key, place)?;
    Ok(Argument { key, key_span: place, values })
}

/// `text` as Markdown shows it, as far as backslashes go.
pub(super) fn without_escapes(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_escape = c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        shown.extend(if is_escape { rest.next() } else { Some(c) });
    }
    shown
}

/// What is still to be read.
struct ArgumentReader<'a> {
    text: &'a str,
    place: Span,
    /// Whether there is but one argument, so that nothing has to part it from others.
    is_alone: bool,
}

impl<'a> ArgumentReader<'a> {
    fn rest(&self) -> &'a str {
        self.place.of(self.text)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.place.start += c.len_utf8();
        Some(c)
    }

    fn skip_white_space(&mut self) {
        self.place.start = self.place.end - self.rest().trim_start().len();
    }

    fn argument(&mut self) -> Result<Argument<'a>, InputProblem> {
        let rest = self.rest();
        let length = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = prefix_to(rest, length);
        let key_span = Span::new(self.place.start, self.place.start + length);
        self.place.start += length;
        self.skip_white_space();
        if !self.rest().starts_with('=') {
            return Err(DirectiveProblem::NotAnArgument(key.to_owned()).at(key_span));
        }
        if key.is_empty() {
            return Err(DirectiveProblem::NoKey.at(Span::new(key_span.start, key_span.start + 1)));
        }
        self.next();
        self.skip_white_space();
        let values = self.values(key, key_span)?;
        Ok(Argument { key, key_span, values })
    }

    fn values(&mut self, key: &str, key_span: Span) -> Result<Vec<ArgumentValue>, InputProblem> {
        let mut values = Vec::new();
        let mut value = ArgumentValue { text: String::new(), span: Span::at(self.place.start) };
        let mut quotation = None;
        loop {
            let ends = quotation.is_none() && self.list_ends(value.text.is_empty() && !values.is_empty());
            let start = self.place.start;
            match if ends { None } else { self.next() } {
                None => break,
                Some('"') => quotation = if quotation.is_none() { Some(start) } else { None },
                Some(',') => {
                    values.push(value.unless_empty(key, key_span)?);
                    value = ArgumentValue { text: String::new(), span: Span::at(self.place.start) };
                }
                Some('=') if quotation.is_none() && !self.is_alone => {
                    value.push('=', Span::new(start, self.place.start));
                    return Err(DirectiveProblem::EqualsSign { key: key.to_owned(), value: value.text }.at(value.span));
                }
                Some('\\') if self.rest().starts_with(|c: char| c.is_ascii_punctuation()) => {
                    let escaped = self.next().expect("the rest isn't empty");
                    value.push(escaped, Span::new(start, self.place.start));
                }
                Some(c) => value.push(c, Span::new(start, self.place.start)),
            }
        }
        if let Some(start) = quotation {
            return Err(DirectiveProblem::OpenQuotation.at(Span::new(start, start + 1)));
        }
        values.push(value.unless_empty(key, key_span)?);
        Ok(values)
    }

    /// Whether the list ends here: at the end, or at white space that stands neither behind a comma nor before one.
    /// That is skipped.
    fn list_ends(&mut self, is_behind_comma: bool) -> bool {
        if self.is_alone || !self.rest().starts_with(char::is_whitespace) {
            return self.place.is_empty();
        }
        let ends = !is_behind_comma && !self.rest().trim_start().starts_with(',');
        if !ends {
            self.skip_white_space();
        }
        ends || self.place.is_empty()
    }
}

impl ArgumentValue {
    /// White space at the ends doesn't belong to a value.
    fn push(&mut self, c: char, place: Span) {
        if self.text.is_empty() {
            if c.is_whitespace() {
                return;
            }
            self.span = place;
        }
        self.text.push(c);
        if !c.is_whitespace() {
            self.span.end = place.end;
        }
    }

    fn unless_empty(mut self, key: &str, key_span: Span) -> Result<Self, InputProblem> {
        self.text.truncate(self.text.trim_end().len());
        if self.text.is_empty() { Err(DirectiveProblem::EmptyValue(key.to_owned()).at(key_span)) } else { Ok(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, &str> {
        let arguments =
            parse_arguments(text, Span::new(0, text.len())).map_err(|diagnostic| diagnostic.span.of(text))?;
        let one = |argument: &Argument<'_>| {
            let values: Vec<String> =
                argument.values.iter().map(|value| format!("{}@{}", value.text, value.span.of(text))).collect();
            format!("{}: {}", argument.key, values.join(" | "))
        };
        Ok(arguments.iter().map(one).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn keys_and_values() {
        for (text, expected) in [
            ("", ""),
            ("  \n ", ""),
            ("a=b", "a: b@b"),
            (" a = b  c=d ", "a: b@b; c: d@d"),
            ("a=b,c\nd=e", "a: b@b | c@c; d: e@e"),
            ("a=b, c , d e=f", "a: b@b | c@c | d@d; e: f@f"),
            ("a=\"b c\" d=e", "a: b c@b c; d: e@e"),
            ("a=\"b, c d \",e", "a: b@b | c d@c d | e@e"),
            ("a=!\"b c\"", "a: !b c@!\"b c"),
            ("a=\"b=c\"", "a: b=c@b=c"),
            (r#"a="b\, \"c\"" d=\*e\_f"#, r#"a: b, "c"@b\, \"c\"; d: *e_f@\*e\_f"#),
            (r"a=b\c", r"a: b\c@b\c"),
            ("a=é,ü", "a: é@é | ü@ü"),
        ] {
            assert_eq!(shown(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn values_of_an_argument_alone() {
        for (text, expected) in [
            ("b", Some("b")),
            ("Error handling, c = d", Some("Error handling|c = d")),
            ("\"b, c\" , !d e", Some("b|c|!d e")),
            (r#"b\, \"c\""#, Some(r#"b, "c""#)),
            ("", None),
            ("b,", None),
            ("a \"b", None),
        ] {
            let values = alone("key", text)
                .ok()
                .map(|argument| argument.values.into_iter().map(|value| value.text).collect::<Vec<_>>().join("|"));
            assert_eq!(values.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_shown() {
        for (text, place) in [
            ("a", "a"),
            ("a=b c", "c"),
            ("=b", "="),
            ("a=", "a"),
            ("a= ", "a"),
            ("a=b,", "a"),
            ("a=b, ", "a"),
            ("a=,b", "a"),
            ("a=\"\"", "a"),
            ("a=\"b c", "\""),
            ("a=\"b\\\"", "\""),
            ("a=b, c=d", "c="),
            ("a==b", "="),
            ("a=“b c”", "c”"),
        ] {
            assert_eq!(shown(text), Err(place), "{text}");
        }
    }
}
