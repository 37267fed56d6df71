//! The directives in all chapters, replaced by what they ask for.

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Rule};
use crate::directive::{self, BookWords, Directive, FoundDirective, Listing};
use crate::fault::Stage;
use crate::markdown::{Parsed, Unparsable, parse};
use crate::page::RenderOptions;
use crate::path::with_slashes;
use crate::render::index::{self, Tables};
use crate::settings::Settings;
use crate::text::Edits;
use crate::text::line_end;
use crate::text::{Span, prefix_to, suffix_from};

use super::isolation::{Suspects, fault_points, internal_error};
use super::{Chapter, Outcome, Place, index_page, report, target};

/// Replaces the directives of every chapter, and fills the index page. What is wrong with a directive is reported where its author
/// wrote it.
pub(super) fn replace(suspects: &Suspects<'_>, options: &RenderOptions<'_>, outcome: &mut Outcome) {
    let &Suspects { chapters, settings } = suspects;
    let is_index =
        |chapter: &Chapter<'_>| settings.index.as_deref().is_some_and(|path| index_page::is_at(chapter, path));
    let may_hold_some = chapters
        .par_iter()
        .enumerate()
        .filter(|(_, chapter)| chapter.content.may_hold("{{") || is_index(chapter))
        .map(|(place, _)| place);
    for place in may_hold_some.collect::<Vec<_>>() {
        let chapter = &chapters[place];
        let (Some(path), Some(text)) = (chapter.path, chapter.text()) else { continue };
        let is_index = is_index(chapter);
        if is_index && text.trim().is_empty() {
            let path = with_slashes(path);
            let content = index_page::content(chapter.name, &path, options, suspects, outcome);
            match content {
                Ok(content) => _ = outcome.contents.insert(place, content),
                Err(fault) => outcome.diagnostics.push(internal_error(place, &fault, settings)),
            }
            continue;
        }
        let Outcome { catalog, diagnostics: reported, contents, .. } = outcome;
        let page = index::Page { path: &with_slashes(path), options: *options };
        let written = contents.get(&place).map(String::as_str);
        let replaced = suspects.run(catalog, reported, |catalog| {
            fault_points(Stage::Index, catalog);
            let parsed = parse(&text, 0, options.dialect)?;
            let replaced = match written {
                Some(written) => parse(written, 0, options.dialect)
                    .ok()
                    .and_then(|parsed| replaced(&parsed, &page, settings, catalog, is_index)),
                None => replaced(&parsed, &page, settings, catalog, is_index),
            };
            Ok::<_, Unparsable>((diagnostics(&parsed, path, settings, catalog), replaced))
        });
        match replaced {
            Ok(Ok((diagnostics, replaced))) => {
                contents.extend(replaced.map(|text| (place, text)));
                for diagnostic in diagnostics {
                    report(outcome, settings, Place::Chapter(place), diagnostic);
                }
            }
            Ok(Err(_)) if settings.is_document(path) => {}
            Ok(Err(why)) => {
                let message = format!("the chapter {why}, so its directives stay as they are");
                let diagnostic = Diagnostic::new(Rule::ChapterUnparsable, Span::at(0), message).with_help(why.help());
                report(outcome, settings, Place::Chapter(place), diagnostic);
            }
            Err(fault) => reported.push(internal_error(place, &fault, settings)),
        }
    }
}

fn diagnostics(parsed: &Parsed<'_>, path: &str, settings: &Settings, catalog: &Catalog) -> Vec<Diagnostic> {
    let found = directive::find(parsed, &BookWords::from_settings(settings)).into_iter();
    found
        .filter_map(|found| match found.directive {
            Err(diagnostic) => Some(diagnostic),
            Ok(Directive::Status { path: target }) => {
                target::document(path, &target, catalog).err().map(|missing| missing.at(found.span))
            }
            Ok(Directive::Decision { target }) => {
                target::decision(path, &target, catalog).err().map(|missing| missing.at(found.span))
            }
            Ok(Directive::Decisions(_) | Directive::Documents(_)) => None,
        })
        .collect()
}

/// The text with its directives replaced, and with what an index page has to have; `None` if nothing changes.
fn replaced(
    parsed: &Parsed<'_>,
    page: &index::Page<'_>,
    settings: &Settings,
    catalog: &Catalog,
    is_index: bool,
) -> Option<String> {
    let (text, options) = (parsed.text, &page.options);
    let mut tables = Tables::new(catalog, *page, is_index);
    let mut all = directive::find(parsed, &BookWords::from_settings(settings));
    if is_index && !all.iter().any(|found| matches!(found.directive, Ok(Directive::Decisions(_)))) {
        // Nothing can be put behind an unclosed fence: the table goes before it.
        let end = Span::at(parsed.open_tail.unwrap_or(text.len()));
        let directive = Ok(Directive::Decisions(index_page::query(catalog)));
        let place = all.partition_point(|found| found.span.start < end.start);
        all.insert(place, FoundDirective { span: end, block: Some(end), directive });
    }
    let lists =
        all.iter().any(|found| matches!(found.directive, Ok(Directive::Decisions(_) | Directive::Documents(_))));
    let mut style = if lists { options.index_style() } else { options.document_style() };
    let mut changes: Vec<(Span, String)> = Vec::new();
    // A document's page has a style already, which is a part of that of tables.
    if let Some(at) = options.document_style().and_then(|style| text.find(style)) {
        let there = Span::new(at, at + options.document_style().map_or(0, str::len));
        if let Some(style) = style.take().filter(|_| lists) {
            changes.push((there, style.to_owned()));
        }
    }
    for found in all {
        let written = match &found.directive {
            Ok(Directive::Decisions(query)) => tables.write(Listing::Decisions, query),
            Ok(Directive::Documents(query)) => tables.write(Listing::Documents, query),
            Ok(Directive::Status { path }) => match target::document(page.path, path, catalog) {
                Ok(document) => options.badge(document.status.as_ref()),
                Err(_) => continue,
            },
            Ok(Directive::Decision { target }) => match target::decision(page.path, target, catalog) {
                Ok((document, decision)) => index::decision_link(document, decision, page),
                Err(_) => continue,
            },
            Err(_) => continue,
        };
        let Some(block) = found.block else {
            let block = parsed.block_around(found.span);
            let block = block.map_or(found.span, |block| block.span);
            if let Some(style) = style.take() {
                let line = Span::at(prefix_to(text, block.start).rfind('\n').map_or(0, |newline| newline + 1));
                changes.push((line, blank_lines_around(text, line, style)));
            }
            changes.push((found.span, written));
            continue;
        };
        let style = style.take().map_or(String::new(), |style| format!("{style}\n\n"));
        changes.push((block, blank_lines_around(text, block, &(style + &written))));
    }
    // A directive may stand above a document's title, and the style stands below it.
    changes.sort_by_key(|(span, _)| *span);
    let mut edits = Edits::new();
    changes.into_iter().for_each(|(span, change)| edits.replace(span, change));
    (!edits.is_empty()).then(|| edits.apply(text))
}

/// A block with a blank line on the sides on which its place in the text has none.
fn blank_lines_around(text: &str, place: Span, block: &str) -> String {
    let end = line_end(text);
    let before = prefix_to(text, place.start).trim_end_matches([' ', '\t']);
    let behind = suffix_from(text, place.end).trim_start_matches([' ', '\t']);
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
