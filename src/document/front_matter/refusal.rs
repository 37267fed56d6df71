//! Why a block, or one field of it, is not valid: the problem that says so, and what its author can do.

use super::block::{FrontMatterBlock, FrontMatterFormat, field, lines};
use super::salvage;
use super::{FrontMatterEntry, FrontMatterValue};
use crate::diagnostic::InputProblem;
use crate::text::{Span, prefix_to};

/// What helps against a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    Quote,
    QuoteKey,
    CloseQuote,
    CloseBracket,
    UseSpaces,
    Indent,
    WriteField,
    ListBelow,
    RemoveLine,
    RemoveOne,
}

/// Why a text is not valid YAML or TOML.
#[derive(Debug)]
pub(super) struct FrontMatterRefusal {
    offset: usize,
    reason: String,
    remedy: Remedy,
}

impl FrontMatterRefusal {
    /// `reason` is half a sentence; `offset` is where the reader stopped, on a character's first byte or not.
    pub(super) fn new(offset: usize, reason: impl Into<String>, remedy: Remedy) -> Self {
        Self { offset, reason: reason.into(), remedy }
    }

    /// The problem: at the value on the line where the reader stopped, or at the line if no value is to blame.
    pub(super) fn problem(&self, text: &str, block: &FrontMatterBlock) -> InputProblem {
        let line = self.line(text, block);
        let place = RefusalPlace::on(text, line, block.format);
        let help = match (self.remedy, &place) {
            (Remedy::Quote, _)
            | (Remedy::WriteField, RefusalPlace::Field(_))
            | (Remedy::CloseBracket, RefusalPlace::Field(FrontMatterEntry { value: FrontMatterValue::List(_), .. })) => {
                place.help_to_quote(text, block.format)
            }
            (remedy, _) => remedy.help().to_owned(),
        };
        let span = match (self.remedy, place) {
            (Remedy::UseSpaces | Remedy::Indent | Remedy::RemoveLine, _) | (_, RefusalPlace::Line) => line,
            (Remedy::QuoteKey, RefusalPlace::Field(entry)) => entry.key_span,
            (_, RefusalPlace::Field(entry)) if entry.value_span.is_empty() => line,
            (_, RefusalPlace::Field(entry)) => entry.value_span,
            (_, RefusalPlace::Item(item)) => item,
        };
        let message = format!("the front matter is not valid {}: {}", block.format.name(), self.reason);
        InputProblem { span, message, help: help.into() }
    }

    /// The line where the reader stopped, or the last one before it that is not blank; without white space around it.
    fn line(&self, text: &str, block: &FrontMatterBlock) -> Span {
        if self.remedy == Remedy::UseSpaces {
            // The reader stops before the tab or behind it.
            let has_tab = |line: &Span| {
                let line = line.of(text);
                prefix_to(line, line.len() - line.trim_start().len()).contains('\t')
            };
            let mut with_tab = lines(text, block.content).filter(has_tab);
            if let Some(line) = with_tab.find(|line| line.end >= self.offset) {
                return line.trimmed(text);
            }
        }
        let mut found = Span::at(block.content.start);
        for line in lines(text, block.content) {
            if line.start > self.offset && !found.is_empty() {
                break;
            }
            let line = line.trimmed(text);
            if !line.is_empty() {
                found = line;
            }
        }
        found
    }
}

impl Remedy {
    const fn help(self) -> &'static str {
        match self {
            Self::Quote => "put the value in quotes",
            Self::QuoteKey => "put the key in quotes",
            Self::CloseQuote => "close the quote",
            Self::CloseBracket => "close the bracket, or put the value in quotes",
            Self::UseSpaces => "replace the tab by spaces",
            Self::Indent => "indent the line like the others, or put the value in quotes",
            Self::WriteField => "write it as `key: value`, or indent it to go on with the value above",
            Self::ListBelow => "put each item on a line of its own below the key, or the value in quotes",
            Self::RemoveLine => "remove the line",
            Self::RemoveOne => "remove one of the two",
        }
    }
}

/// What stands on a line.
enum RefusalPlace {
    Field(FrontMatterEntry),
    Item(Span),
    Line,
}

/// A longer line is not written out in a help.
const LONGEST_EXAMPLE: usize = 100;

impl RefusalPlace {
    fn on(text: &str, line: Span, format: FrontMatterFormat) -> Self {
        // A line that is a good field by itself is not to blame, but how it stands between the others.
        if let Some(entry) = salvage::read_line(text, line, format) {
            return if format.parse_entries(text, line).is_err() { Self::Field(entry) } else { Self::Line };
        }
        match salvage::item(text, line) {
            Some(item) if !item.is_empty() && field(text, item, format).is_none() => Self::Item(item),
            _ => Self::Line,
        }
    }

    /// The help to write quotes, with the line as it should be where that makes it valid.
    fn help_to_quote(&self, text: &str, format: FrontMatterFormat) -> String {
        let (help, example) = match self {
            Self::Field(FrontMatterEntry { key_span, value: FrontMatterValue::Text(value), .. }) => {
                let key = key_span.of(text);
                ("put the value in quotes", format!("{key}{}{}", format.separator(), quoted(value)))
            }
            Self::Field(FrontMatterEntry { key_span, value: FrontMatterValue::List(items), .. }) => {
                let key = key_span.of(text);
                let items: Vec<String> = items.iter().map(|(item, _)| quoted(item)).collect();
                ("put each item in quotes", format!("{key}{}[{}]", format.separator(), items.join(", ")))
            }
            Self::Item(item) => ("put the item in quotes", format!("- {}", quoted(item.of(text)))),
            Self::Field(_) | Self::Line => return Remedy::Quote.help().to_owned(),
        };
        let in_context = if let Self::Item(_) = self { format!("items:\n{example}") } else { example.clone() };
        let is_valid = || format.parse_entries(&in_context, Span::new(0, in_context.len())).is_ok();
        if example.len() <= LONGEST_EXAMPLE && is_valid() { format!("{help}: `{example}`") } else { help.to_owned() }
    }
}

fn quoted(value: &str) -> String {
    if value.contains(['"', '\\']) { format!("'{}'", value.replace('\'', "''")) } else { format!("\"{value}\"") }
}
