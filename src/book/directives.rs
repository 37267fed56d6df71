//! The directives in all chapters, replaced by what they ask for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::directive::{self, BookWords, Directive};
use crate::edit::Edits;
use crate::finding::{Code, Finding};
use crate::index;
use crate::markdown::{Parsed, parse};
use crate::page::Look;
use crate::path::{target_of, with_slashes};
use crate::plan::line_end;
use crate::settings::Settings;
use crate::span::Span;

use super::{Chapter, Outcome, Place, report};

/// Replaces the directives of every chapter. What is wrong with one is reported where its author wrote it.
pub(super) fn replace(chapters: &[Chapter<'_>], settings: &Settings, look: &Look<'_>, outcome: &mut Outcome) {
    let may_hold_some =
        chapters.par_iter().enumerate().filter(|(_, chapter)| chapter.content.may_hold("{{")).map(|(place, _)| place);
    for place in may_hold_some.collect::<Vec<_>>() {
        let chapter = &chapters[place];
        let (Some(path), Some(text)) = (chapter.path, chapter.text()) else { continue };
        let Ok(parsed) = parse(&text, 0, look.dialect) else {
            if !settings.is_document(path) {
                let message = "the Markdown parser can't read this chapter, so its directives stay as they are";
                report(
                    outcome,
                    settings,
                    Place::Chapter(place),
                    Finding::new(Code::ChapterUnparsable, Span::at(0), message),
                );
            }
            continue;
        };
        for finding in findings(&parsed, path, settings, outcome) {
            report(outcome, settings, Place::Chapter(place), finding);
        }
        let path = with_slashes(path);
        let replaced = match outcome.contents.get(&place) {
            Some(page) => match parse(page, 0, look.dialect) {
                Ok(parsed) => replaced(&parsed, &path, settings, look, outcome, true),
                Err(_) => None,
            },
            None => replaced(&parsed, &path, settings, look, outcome, false),
        };
        outcome.contents.extend(replaced.map(|text| (place, text)));
    }
}

fn findings(parsed: &Parsed<'_>, path: &str, settings: &Settings, outcome: &Outcome) -> Vec<Finding> {
    directive::find(parsed, &BookWords::of(settings))
        .into_iter()
        .filter_map(|found| match found.directive {
            Err(finding) => Some(finding),
            Ok(Directive::Status { path: target }) if document_at(path, &target, outcome).is_none() => {
                let paths: BTreeSet<&str> =
                    outcome.register.documents.iter().map(|document| document.path.as_str()).collect();
                let near = crate::nearest::nearest(&target, paths.iter().copied());
                let help = near.map_or_else(
                    || "write the path from this chapter's folder, or from `src` with a `/` in front".to_owned(),
                    |near| format!("did you mean `/{near}`?"),
                );
                Some(
                    Finding::new(
                        Code::DirectiveInvalid,
                        found.span,
                        format!("\"{target}\" is no document of the book"),
                    )
                    .with_help(help),
                )
            }
            Ok(_) => None,
        })
        .collect()
}

/// The place in the register of the document that a directive in a chapter names.
fn document_at(chapter: &str, target: &str, outcome: &Outcome) -> Option<usize> {
    let path = target_of(&with_slashes(chapter), target)?;
    outcome.register.documents.iter().position(|document| document.path == path)
}

/// The text with its directives replaced, or `None` if it holds none that can be.
fn replaced(
    parsed: &Parsed<'_>,
    path: &str,
    settings: &Settings,
    look: &Look<'_>,
    outcome: &Outcome,
    has_style: bool,
) -> Option<String> {
    let text = parsed.text;
    let page = index::Page { path, look: *look };
    let mut edits = Edits::new();
    let mut style = if has_style { None } else { look.style() };
    for found in directive::find(parsed, &BookWords::of(settings)) {
        let written = match &found.directive {
            Ok(Directive::Decisions(query)) => index::decisions_table(&outcome.register, query, &page),
            Ok(Directive::Documents(query)) => index::documents_table(&outcome.register, query, &page),
            Ok(Directive::Status { path: target }) => match document_at(path, target, outcome) {
                Some(document) => look.badge(outcome.register.documents[document].status.as_ref()),
                None => continue,
            },
            Err(_) => continue,
        };
        let block =
            parsed.blocks.iter().find(|block| block.span.contains(found.span)).map_or(found.span, |block| block.span);
        if let Some(style) = style.take() {
            let at = text[..block.start].rfind('\n').map_or(0, |newline| newline + 1);
            edits.replace(Span::at(at), blank_lines_around(text, Span::at(at), &style));
        }
        match found.block {
            Some(block) => edits.replace(block, blank_lines_around(text, block, &written)),
            None => edits.replace(found.span, written),
        }
    }
    (!edits.is_empty()).then(|| edits.apply(text))
}

/// A block with a blank line on the sides on which its place in the text has none.
pub(super) fn blank_lines_around(text: &str, place: Span, block: &str) -> String {
    let end = line_end(text);
    let before = text[..place.start].trim_end_matches([' ', '\t']);
    let behind = text[place.end..].trim_start_matches([' ', '\t']);
    let lead = match before.strip_suffix('\n').map(|rest| rest.trim_end_matches(['\r', ' ', '\t'])) {
        None if before.trim_start_matches('\u{feff}').is_empty() => String::new(),
        None => end.repeat(2),
        Some(rest) if rest.is_empty() || rest.ends_with('\n') => String::new(),
        Some(_) => end.to_owned(),
    };
    let trail = match behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n')) {
        None if behind.is_empty() => String::new(),
        None => end.repeat(2),
        Some(rest) if rest.is_empty() || rest.lines().next().is_some_and(|line| line.trim().is_empty()) => {
            String::new()
        }
        Some(_) => end.to_owned(),
    };
    let block = block.trim_end();
    let block = if end == "\r\n" { block.replace('\n', end) } else { block.to_owned() };
    format!("{lead}{block}{trail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_get_blank_lines() {
        for (text, expected) in [
            ("X", "Y"),
            ("# T\nX\ntext\n", "# T\n\nY\n\ntext\n"),
            ("# T\n\nX\n\ntext\n", "# T\n\nY\n\ntext\n"),
            ("# T\r\nX\r\n# U", "# T\r\n\r\nY\r\n\r\n# U"),
            ("# T\n\nX\n", "# T\n\nY\n"),
        ] {
            let at = text.find('X').expect("in the text");
            let mut edits = Edits::new();
            edits.replace(Span::new(at, at + 1), blank_lines_around(text, Span::new(at, at + 1), "Y"));
            assert_eq!(edits.apply(text), expected, "{text:?}");
        }
    }
}
