//! A check: what a build finds, and what takes the whole book, its folder or a day to know.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::index::target_of;
use crate::markdown::parse;
use crate::page::Look;
use crate::rules::{self, Page};
use crate::settings::Settings;
use crate::status::Status;

use super::{Chapter, Outcome, Place, Reported, Templates, silence, sort, survey, texts};

/// What a check knows beside the book.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The Markdown files below `src`, relative to it and with `/`, chapters among them.
    pub files: Vec<String>,
    /// The day on which it is checked.
    pub today: Date,
}

/// Finds all that can be said about a book, whatever its severity but `off`.
#[must_use]
pub fn check(
    chapters: &[Chapter<'_>],
    settings: &Settings,
    templates: &Templates,
    look: &Look<'_>,
    surroundings: &Surroundings,
) -> Outcome {
    let (mut outcome, commented) = survey(chapters, settings, templates, look, Severity::Note);
    let texts = texts(chapters);
    let phases: BTreeMap<&str, _> = outcome
        .register
        .documents
        .iter()
        .map(|document| (document.path.as_str(), document.status.as_ref().map(Status::phase)))
        .collect();
    let pages = pages(chapters, &outcome, look, &phases.keys().copied().collect());
    let of_chapters = (0..chapters.len()).into_par_iter().flat_map_iter(|place| {
        let (Some(path), Some(text)) = (chapters[place].path, texts[place].as_deref()) else { return Vec::new() };
        let mut findings = Vec::new();
        if let Ok(parsed) = parse(text, 0, look.dialect) {
            findings.extend(rules::links_to_missing_headings(&parsed, path, &pages));
        }
        let phase = phases.get(path.replace('\\', "/").as_str());
        if phase.is_some()
            && let Ok(document) = Document::read(text, look.dialect, &settings.statuses)
        {
            findings.extend(rules::review_overdue(&document, surroundings.today));
        }
        let reported = |finding: Finding| Reported {
            place: Place::Chapter(place),
            severity: settings.rules.of(finding.code, phase.copied().flatten()),
            finding,
        };
        findings.into_iter().map(reported).collect()
    });
    let mut found: Vec<Reported> = of_chapters.collect();
    let listed = chapters.iter().filter_map(|chapter| target_of("", chapter.path?)).collect();
    let unlisted = rules::not_in_summary(&surroundings.files, &listed, &included(chapters, &texts), settings);
    found.extend(unlisted.into_iter().map(|(path, finding)| Reported {
        place: Place::File(path.to_owned()),
        severity: settings.rules.of(finding.code, None),
        finding,
    }));
    outcome.findings.extend(found.into_iter().filter(|reported| reported.severity != Severity::Off));
    silence(&mut outcome.findings, &commented, settings, true);
    outcome.findings.retain(|reported| reported.severity != Severity::Off);
    sort(&mut outcome.findings);
    outcome
}

/// The pages of all chapters, by path.
fn pages(
    chapters: &[Chapter<'_>],
    outcome: &Outcome,
    look: &Look<'_>,
    documents: &BTreeSet<&str>,
) -> BTreeMap<String, Page> {
    let pages = chapters.par_iter().enumerate().filter_map(|(place, chapter)| {
        let path = chapter.path?;
        let is_document = documents.contains(path.replace('\\', "/").as_str());
        let text = chapter.text();
        let text = outcome.contents.get(&place).map(String::as_str).or(text.as_deref())?;
        let page = parse(text, 0, look.dialect).ok()?;
        Some((rules::page_path(path), Page::of(&page, is_document)))
    });
    pages.collect()
}

/// The files that chapters include, relative to `src`.
fn included(chapters: &[Chapter<'_>], texts: &[Option<std::borrow::Cow<'_, str>>]) -> BTreeSet<String> {
    let texts = chapters.iter().zip(texts).filter_map(|(chapter, text)| Some((chapter.path?, text.as_deref()?)));
    let included = texts.flat_map(|(path, text)| {
        let directives = text.split("{{#").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(inside, _)| inside);
        let files = directives.filter_map(|inside| inside.split_whitespace().nth(1));
        files.filter_map(|file| target_of(&path.replace('\\', "/"), file.split(':').next().unwrap_or_default()))
    });
    included.collect()
}
