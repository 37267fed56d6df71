//! Where the block of front matter stands, and whether it is one: an author's rule and paragraph must not be taken for it.

use super::refusal::FrontMatterRefusal;
use super::{FrontMatterEntry, toml, yaml};
use crate::text::{Span, split, suffix_from};

/// The language of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrontMatterFormat {
    /// Between `---` and `---` or `...`.
    Yaml,
    /// Between `+++` and `+++`.
    Toml,
}

impl FrontMatterFormat {
    /// What messages call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        }
    }

    /// What stands between key and value when we write a field.
    pub(super) const fn separator(self) -> &'static str {
        match self {
            Self::Yaml => ": ",
            Self::Toml => " = ",
        }
    }

    /// All fields in `span`, duplicates too.
    pub(super) fn parse_entries(self, text: &str, span: Span) -> Result<Vec<FrontMatterEntry>, FrontMatterRefusal> {
        match self {
            Self::Yaml => yaml::parse_yaml(text, span),
            Self::Toml => toml::parse_toml(text, span),
        }
    }

    fn opened_by(line: &str) -> Option<Self> {
        match without_line_end(line) {
            "---" => Some(Self::Yaml),
            "+++" => Some(Self::Toml),
            _ => None,
        }
    }

    fn is_closed_by(self, line: &str) -> bool {
        match self {
            Self::Yaml => matches!(without_line_end(line), "---" | "..."),
            Self::Toml => without_line_end(line) == "+++",
        }
    }
}

/// A block of front matter.
#[derive(Debug)]
pub(super) struct FrontMatterBlock {
    pub(super) format: FrontMatterFormat,
    /// With both fences, through the closing one's line end.
    pub(super) span: Span,
    /// The lines between the fences.
    pub(super) content: Span,
}

/// The block that `text` starts with; [`super::read`] says what counts as one.
pub(super) fn find(text: &str) -> Option<FrontMatterBlock> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines(text, Span::new(start, text.len()));
    let opening = lines.next()?;
    let format = FrontMatterFormat::opened_by(opening.of(text))?;
    let closing = lines.find(|line| format.is_closed_by(line.of(text)))?;
    let content = Span::new(opening.end, closing.start);
    let is_front_matter = match format {
        FrontMatterFormat::Yaml => is_like_yaml(text, content),
        FrontMatterFormat::Toml => is_like_toml(text, content),
    };
    is_front_matter.then_some(FrontMatterBlock { format, span: Span::new(start, closing.end), content })
}

/// The lines in `span`, each with its line end.
pub(super) fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut end = span.start;
    span.of(text).split_inclusive('\n').map(move |line| {
        let start = end;
        end += line.len();
        Span::new(start, end)
    })
}

/// The key at the start of `line`, as it is written, and all that follows its separator, both without white space
/// around them.
///
/// A key is quoted, or up to three words of letters, digits, `-`, `_` and `.`: more words are a sentence.
pub(super) fn field(text: &str, line: Span, format: FrontMatterFormat) -> Option<(Span, Span)> {
    let written = line.of(text);
    let separator = match format {
        FrontMatterFormat::Yaml => ':',
        FrontMatterFormat::Toml => '=',
    };
    let key_length = match written.chars().next()? {
        quote @ ('"' | '\'') => 1 + suffix_from(written, 1).find(quote)? + 1,
        _ => written.find(separator)?,
    };
    let (key, rest) = split(written, key_length);
    let rest = rest.trim_start_matches([' ', '\t']).strip_prefix(separator)?;
    let is_separated = format == FrontMatterFormat::Toml || rest.is_empty() || rest.starts_with(char::is_whitespace);
    let is_key = key.starts_with(['"', '\'']) || is_name(key.trim_end_matches([' ', '\t']));
    (is_separated && is_key).then(|| {
        let key = Span::new(line.start, line.start + key_length);
        (key.trimmed(text), Span::new(line.end - rest.len(), line.end).trimmed(text))
    })
}

fn is_name(key: &str) -> bool {
    // Not every letter is alphanumeric: many scripts have marks that are neither.
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') || !c.is_ascii();
    key.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && key.chars().all(belongs)
        && key.split_whitespace().count() <= 3
}

fn is_like_yaml(text: &str, content: Span) -> bool {
    let mut rest = lines(text, content).skip_while(|line| is_comment(line.of(text))).peekable();
    if rest.peek().is_some_and(|&line| field(text, line, FrontMatterFormat::Yaml).is_some()) {
        return true;
    }
    // Comments alone: a page may have one title between two rules, or a title and a subtitle, but not two titles in a row.
    let comments = lines(text, content).take_while(|line| is_comment(line.of(text))).count();
    let has_subtitle = lines(text, content).any(|line| line.of(text).starts_with("##"));
    let has_only_comments = rest.all(|line| is_blank(line.of(text)) || is_comment(line.of(text)));
    content.is_empty() || (has_only_comments && comments >= 2 && !has_subtitle)
}

/// Nothing in Markdown starts with `+++`, so there is less to be in doubt about.
fn is_like_toml(text: &str, content: Span) -> bool {
    lines(text, content)
        .find(|line| !is_blank(line.of(text)) && !is_comment(line.of(text)))
        .is_none_or(|line| line.of(text).starts_with('[') || field(text, line, FrontMatterFormat::Toml).is_some())
}

/// Whether a paragraph stands in the block: text of a page between two rules, or below front matter that its author forgot
/// to close.
pub(super) fn holds_paragraph(text: &str, block: &FrontMatterBlock) -> bool {
    block.format == FrontMatterFormat::Yaml
        && lines_below_blank_ones(text, block.content).any(|(line, _)| {
            let is_part_of_yaml = line.of(text).starts_with([' ', '\t', '#', '-', ']', '}']);
            !is_part_of_yaml && field(text, line, FrontMatterFormat::Yaml).is_none()
        })
}

/// Whether a heading stands in the block. A comment looks the same, so this is no question for a block that is valid.
pub(super) fn holds_heading(text: &str, block: &FrontMatterBlock) -> bool {
    block.format == FrontMatterFormat::Yaml
        && lines_below_blank_ones(text, block.content).any(|(line, is_alone)| is_alone && is_comment(line.of(text)))
}

/// The lines that follow a blank one, and whether a blank one or the end follows them.
fn lines_below_blank_ones(text: &str, content: Span) -> impl Iterator<Item = (Span, bool)> {
    let lines = || lines(text, content);
    let following = lines().skip(1).map(Some).chain([None]);
    let mut below_blank = false;
    lines().zip(following).filter_map(move |(line, next)| {
        let is_blank_line = is_blank(line.of(text));
        let begins = std::mem::replace(&mut below_blank, is_blank_line) && !is_blank_line;
        begins.then(|| (line, next.is_none_or(|next| is_blank(next.of(text)))))
    })
}

fn without_line_end(line: &str) -> &str {
    line.trim_end_matches([' ', '\t', '\r', '\n'])
}

fn is_blank(line: &str) -> bool {
    without_line_end(line).is_empty()
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_front_matter_from_a_page_with_rules() {
        for (text, expected) in [
            ("---\ntitle: x\n---\nText\n", Some("---\ntitle: x\n---\n")),
            ("---\r\ntitle: x\r\n---\r\nText\r\n", Some("---\r\ntitle: x\r\n---\r\n")),
            ("\u{feff}---\ntitle: x\n---\n", Some("---\ntitle: x\n---\n")),
            ("--- \t\ntitle: x\n...\nText", Some("--- \t\ntitle: x\n...\n")),
            ("---\ntitle: x\n---", Some("---\ntitle: x\n---")),
            ("---\n状態: 承認\n---\n", Some("---\n状態: 承認\n---\n")),
            ("---\nस्थिति: x\n---\n", Some("---\nस्थिति: x\n---\n")),
            ("---\n\"a key\": x\n---\n", Some("---\n\"a key\": x\n---\n")),
            ("---\nlast updated on: x\n---\n", Some("---\nlast updated on: x\n---\n")),
            ("---\n---\n", Some("---\n---\n")),
            ("---\n# For the theme\ntitle: x\n---\n", Some("---\n# For the theme\ntitle: x\n---\n")),
            ("---\n# status: x\n# date: y\n\n# tags:\n---\n", Some("---\n# status: x\n# date: y\n\n# tags:\n---\n")),
            ("---\nowner: @me\nforgotten\n---\n", Some("---\nowner: @me\nforgotten\n---\n")),
            ("+++\n\n# Note\n\ntitle = 'x'\n+++\n", Some("+++\n\n# Note\n\ntitle = 'x'\n+++\n")),
            ("+++\n[extra]\n+++\n", Some("+++\n[extra]\n+++\n")),
            ("+++\n+++\n", Some("+++\n+++\n")),
            ("", None),
            ("---", None),
            ("---\ntitle: x\n", None),
            ("----\ntitle: x\n----\n", None),
            (" ---\ntitle: x\n---\n", None),
            ("\n---\ntitle: x\n---\n", None),
            ("---\ntitle: x\n----\n", None),
            ("---\ntitle: x\n ---\n", None),
            ("---\ntitle: x\n+++\n", None),
            ("---\n\ntitle: x\n\n---\n", None),
            ("---\n\n---\n", None),
            ("---\nText between two rules.\n---\n", None),
            ("---\nWe looked at three of them: a\n---\n", None),
            ("---\nhttps://example.org\n---\n", None),
            ("---\n- Status: Draft\n---\n", None),
            ("---\n**Status:** Draft\n---\n", None),
            ("---\n# Title\n---\n", None),
            ("---\n# Title\n## Subtitle\n---\n", None),
            ("---\n# Title\n\nStatus: Draft\n\n---\n", None),
            ("---\n# One\n\n# Two\n---\n", None),
            ("+++\nSome text\n+++\n", None),
        ] {
            assert_eq!(find(text).map(|block| block.span.of(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn sees_text_of_a_page_in_a_block() {
        for (text, paragraph, heading) in [
            ("---\nStatus: Draft\n\nA paragraph.\n---\n", true, false),
            ("---\ntitle: x\n\n```\nx\n```\n---\n", true, false),
            ("---\ntitle: x\n\nThere were three of them: a\n---\n", true, false),
            ("---\ntitle: x\n\n# Title\n\n- item\n\n---\n", false, true),
            ("---\ntitle: x\n\n## Last\n---\n", false, true),
            ("---\ntitle: RFC: x\n\n# status\n# date: @x\nowner: y\n---\n", false, false),
            ("---\ntags:\n\n- @a\n\n- @b\n---\n", false, false),
            ("---\ntitle: x\nforgotten\n---\n", false, false),
            ("+++\ntitle = x\n\nforgotten\n\n# x\n\n+++\n", false, false),
        ] {
            let block = find(text).expect("a block");
            assert_eq!(holds_paragraph(text, &block), paragraph, "{text:?}");
            assert_eq!(holds_heading(text, &block), heading, "{text:?}");
        }
    }
}
