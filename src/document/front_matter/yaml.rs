//! Valid YAML: a mapping's fields, from the events of a YAML parser, so that a scalar's text stays as it is written.
//!
//! Nothing here recurses and nothing is expanded: a collection that an alias names is [`FrontMatterValue::Other`].

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StrInput, options};

use super::refusal::{FrontMatterRefusal, Remedy};
use super::{FrontMatterEntry, FrontMatterValue};
use crate::text::Span;

/// The fields of the mapping in `block`, duplicates too; none if only comments stand in it.
pub(super) fn parse_yaml(text: &str, block: Span) -> Result<Vec<FrontMatterEntry>, FrontMatterRefusal> {
    let mut reader = YamlReader {
        text,
        block,
        parser: Parser::new_from_str_with_options(block.of(text), options! { disallow_directives: true }),
        anchored: HashMap::new(),
        repeatable: block.len(),
    };
    let mut entries = Vec::new();
    let mut has_document = false;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentEnd => {}
            Event::StreamEnd => return Ok(entries),
            Event::DocumentStart(..) if has_document => {
                return Err(FrontMatterRefusal::new(
                    span.start,
                    "a second YAML document starts in it",
                    Remedy::RemoveLine,
                ));
            }
            Event::DocumentStart(..) => has_document = true,
            Event::MappingStart(..) => entries = reader.entries()?,
            _ => {
                return Err(FrontMatterRefusal::new(
                    span.start,
                    "a line is neither a field nor part of one",
                    Remedy::WriteField,
                ));
            }
        }
    }
}

struct YamlReader<'t> {
    text: &'t str,
    block: Span,
    parser: Parser<'t, StrInput<'t>>,
    /// The scalars that an alias can name.
    anchored: HashMap<usize, FrontMatterValue>,
    /// How many bytes aliases may still repeat: as many as the block has, so that no alias can blow it up.
    repeatable: usize,
}

impl<'t> YamlReader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), FrontMatterRefusal> {
        let end = self.block.end;
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, Span::at(end))),
            Some(Ok((event, span))) => {
                let span = span.byte_range().map_or(Span::at(end), |range| Span::from(range).shifted(self.block.start));
                Ok((event, span))
            }
            Some(Err(error)) => {
                let offset = error.marker().byte_offset().map_or(end, |offset| self.block.start + offset);
                let (reason, remedy) = explain(error.kind());
                Err(FrontMatterRefusal::new(offset.min(end), reason, remedy))
            }
        }
    }

    /// The fields of a mapping whose start was read.
    fn entries(&mut self) -> Result<Vec<FrontMatterEntry>, FrontMatterRefusal> {
        let mut entries = Vec::new();
        loop {
            let (event, key_span) = self.next()?;
            let key = match event {
                Event::MappingEnd | Event::StreamEnd => return Ok(entries),
                Event::Scalar(ref key, ..) => Some(key.clone().into_owned()),
                _ => None,
            };
            self.node(event, key_span)?;
            let (event, span) = self.next()?;
            let (value, value_span) = self.node(event, span)?;
            if let Some(key) = key {
                entries.push(FrontMatterEntry { key, key_span, value, value_span });
            }
        }
    }

    /// The node that starts with `event`, and all of its place.
    fn node(&mut self, event: Event<'t>, span: Span) -> Result<(FrontMatterValue, Span), FrontMatterRefusal> {
        match event {
            Event::SequenceStart(..) => {
                let (value, end) = self.collection(span)?;
                Ok((value, Span::new(span.start, end)))
            }
            Event::MappingStart(..) => {
                let (_, end) = self.collection(span)?;
                let span = Span::new(span.start, end);
                let written = span.of(self.text);
                // YAML takes `{draft | accepted}` for a map with one key and no value; its author wrote a placeholder.
                let is_placeholder = written.starts_with('{') && !written.contains(':');
                Ok((if is_placeholder { FrontMatterValue::text(written) } else { FrontMatterValue::Other }, span))
            }
            _ => Ok((self.scalar(event), span.trimmed(self.text))),
        }
    }

    fn scalar(&mut self, event: Event<'t>) -> FrontMatterValue {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "~" | "null" | "Null" | "NULL");
                let value = if is_null { FrontMatterValue::Empty } else { FrontMatterValue::text(&text) };
                if anchor != 0 {
                    self.anchored.insert(anchor, value.clone());
                }
                value
            }
            Event::Alias(anchor) => match self.anchored.get(&anchor) {
                Some(FrontMatterValue::Text(text)) if text.len() > self.repeatable => FrontMatterValue::Other,
                Some(value) => {
                    if let FrontMatterValue::Text(text) = value {
                        self.repeatable -= text.len();
                    }
                    value.clone()
                }
                None => FrontMatterValue::Other,
            },
            _ => FrontMatterValue::Other,
        }
    }

    /// The scalars in a collection whose start was read, or `Other` if not all in it are scalars, and where its last part
    /// ends.
    fn collection(&mut self, start: Span) -> Result<(FrontMatterValue, usize), FrontMatterRefusal> {
        let mut items = Some(Vec::new());
        let mut end = start.end;
        let mut depth = 1;
        while depth > 0 {
            let (event, span) = self.next()?;
            let span = span.trimmed(self.text);
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => {
                    depth += 1;
                    items = None;
                }
                Event::SequenceEnd | Event::MappingEnd => depth -= 1,
                Event::StreamEnd => break,
                _ => match (self.scalar(event), &mut items) {
                    (FrontMatterValue::Text(item), Some(items)) if depth == 1 => items.push((item, span)),
                    (FrontMatterValue::Other, _) => items = None,
                    _ => {}
                },
            }
            // The end of a block collection is an empty place below it, the end of a flow collection is its bracket.
            if !span.is_empty() {
                end = span.end;
            }
        }
        Ok((items.map_or(FrontMatterValue::Other, FrontMatterValue::list), end))
    }
}

/// Why YAML refuses a text, in our words where they are clearer, and what helps.
fn explain(kind: &ErrorKind) -> (String, Remedy) {
    use ErrorKind as E;
    let (reason, remedy) = match kind {
        E::MappingValueNotAllowed => ("a colon and a space stand in a value without quotes", Remedy::Quote),
        E::UnexpectedCharacter { character } => {
            let reason = format!("a value without quotes can't start with \"{}\"", character.escape_debug());
            return (reason, Remedy::Quote);
        }
        E::UnknownAnchor => ("a value without quotes can't start with \"*\"", Remedy::Quote),
        E::UndeclaredTagHandle => ("a value without quotes can't start with \"!\"", Remedy::Quote),
        E::ExpectedNodeContent | E::UnexpectedEofBlockMapping => ("this value needs quotes", Remedy::Quote),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            ("text follows a closing quote", Remedy::Quote)
        }
        E::InvalidBlockScalarHeader => ("text follows \"|\" or \">\" at the start of a value", Remedy::Quote),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            ("a backslash in double quotes starts no known escape", Remedy::Quote)
        }
        E::RecursionLimitExceeded => ("lists or maps are nested too deep", Remedy::Quote),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => ("a quote is not closed", Remedy::CloseQuote),
        E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => {
            ("a closing bracket has no opening one", Remedy::CloseBracket)
        }
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is not closed, or nothing stands between two commas", Remedy::CloseBracket)
        }
        E::BlockSequenceEntryNotAllowed => ("a list starts on its key's line", Remedy::ListBelow),
        E::ExpectedBlockMappingKey => ("something that is no field follows a value", Remedy::WriteField),
        E::SimpleKeyExpected | E::DirectiveDisallowed => {
            ("a line is neither a field nor part of one", Remedy::WriteField)
        }
        E::InvalidIndentation => ("a line is indented unlike those around it", Remedy::Indent),
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => ("a tab stands where YAML wants spaces", Remedy::UseSpaces),
        other => return (other.to_string(), Remedy::Quote),
    };
    (reason.to_owned(), remedy)
}
