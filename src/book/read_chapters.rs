//! Stage 1 for a book: each chapter read and planned in one pass, of which only what later stages need is kept.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::catalog::DocumentRecord;
use crate::diagnostic::{Diagnostic, InputProblem, Severity};
use crate::directive::{self, BookWords};
use crate::document::suppression::{self, Suppression};
use crate::fault::isolate;
use crate::lint::{self, DocumentFacts, FragmentLink, PageAnchors};
use crate::markdown::pulldown_cmark::{Event, Tag};
use crate::markdown::{Parsed, Unparsable, parse};
use crate::normalise::{self, plan_page};
use crate::page::plan::{Part, Plan};
use crate::page::segment::{PlacedDirective, Segment};
use crate::path::BookPath;
use crate::read::{Chapter, Context, DocumentChapter, ReadDocument, Reading, Unread, read_document};
use crate::settings::Threshold;
use crate::status::Phase;
use crate::text::{Span, prefix_to, suffix_from};

use super::{Stages, index_page};

/// What later stages need of a chapter.
#[derive(Debug, Default)]
pub(super) struct ReadChapter {
    /// Its place in the book.
    pub index: usize,
    /// What the catalog has of it, if it is a document.
    pub record: Option<Box<DocumentRecord>>,
    pub phase: Option<Phase>,
    /// Its page; `None` if that is the author's text.
    pub plan: Option<Plan>,
    /// What rules report that see it alone.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the form of its directives.
    pub directive_problems: Vec<InputProblem>,
    pub suppressions: Vec<Suppression>,
    /// Its links to anchors, but for those on its own page that are there.
    pub links: Vec<FragmentLink>,
    /// The anchors of its page, if it could be read.
    pub anchors: Option<PageAnchors>,
}

/// Reads all chapters of a book that a stage has something to do with, in the book's order: documents, what may have a directive, a comment that suppresses
/// rules, or a link to an anchor of another page, and then what documents link to.
pub(super) fn read_chapters(stages: &Stages<'_>) -> Vec<ReadChapter> {
    let Stages { chapters, documents, context } = stages;
    let index = index_page::path(chapters, context.settings);
    let links: Vec<bool> = chapters.par_iter().map(|chapter| chapter.content.may_link_to_anchor()).collect();
    let is_linked = links.contains(&true);
    let read = chapters.par_iter().enumerate().filter_map(|(place, chapter)| {
        let document = documents.binary_search_by_key(&place, |document| document.index).ok();
        let document = document.map(|found| &documents[found]);
        let is_index = index.is_some() && index == chapter.path;
        let content = chapter.content;
        let is_seen = document.is_some()
            || is_index
            || content.may_hold("{{")
            || content.may_hold("<!--") && content.may_hold(suppression::MARK)
            || links[place];
        if !is_seen {
            return None;
        }
        let text = chapter.text()?;
        let reader = Reader { chapter, text: &text, context, is_index, is_linked };
        Some(ReadChapter { index: place, ..reader.read(document) })
    });
    let mut read: Vec<ReadChapter> = read.collect();
    let linked = linked_chapters(chapters, &read);
    let targets = linked.par_iter().filter_map(|&place| {
        let chapter = &chapters[place];
        let text = chapter.text()?;
        let reader = Reader { chapter, text: &text, context, is_index: false, is_linked };
        Some(ReadChapter { index: place, ..reader.read(None) })
    });
    read.extend(targets.collect::<Vec<_>>());
    read.sort_by_key(|chapter| chapter.index);
    read
}

/// The chapters that documents link to and that are not read yet.
fn linked_chapters(chapters: &[Chapter<'_>], read: &[ReadChapter]) -> Vec<usize> {
    let targets = read.iter().filter(|chapter| chapter.record.is_some()).flat_map(|chapter| &chapter.links);
    let targets: HashSet<&BookPath<'_>> = targets.map(|link| &link.target).collect();
    let is_unread = |place: &usize| read.binary_search_by_key(place, |chapter| chapter.index).is_err();
    let is_target =
        |place: &usize| chapters[*place].path.is_some_and(|path| targets.contains(&BookPath::of_chapter(path).page()));
    if targets.is_empty() { Vec::new() } else { (0..chapters.len()).filter(is_unread).filter(is_target).collect() }
}

/// What reads one chapter.
struct Reader<'r> {
    chapter: &'r Chapter<'r>,
    text: &'r str,
    context: &'r Context<'r>,
    is_index: bool,
    /// Whether another chapter may link to one of its anchors.
    is_linked: bool,
}

impl Reader<'_> {
    fn read(&self, document: Option<&DocumentChapter<'_>>) -> ReadChapter {
        let read = || match document {
            Some(document) => match read_document(self.text, document, self.context) {
                Reading::Document(read) => self.document(&read),
                Reading::NoDocument(read) => {
                    self.no_document(&read.parsed, read.start(), normalise::without_front_matter(&read))
                }
                Reading::Unread(why) => self.unread(&why, document),
            },
            None => self.chapter(),
        };
        isolate(read).unwrap_or_else(|fault| match document {
            Some(document) => self.unread(&Unread::Fault(fault), document),
            None => ReadChapter { diagnostics: vec![lint::internal_error(fault)], ..ReadChapter::default() },
        })
    }

    fn unread(&self, why: &Unread, document: &DocumentChapter<'_>) -> ReadChapter {
        let whole = Segment::SourceAsCode(Span::new(0, self.text.len()));
        let is_code = *why == Unread::Unparsable(Unparsable::Panics);
        ReadChapter {
            record: Some(Box::new(DocumentRecord::unread(document))),
            plan: is_code.then(|| Plan::new(vec![Part::Generated(whole)], Vec::new())),
            diagnostics: vec![lint::lint_unread(why, true)],
            ..ReadChapter::default()
        }
    }

    fn document(&self, read: &ReadDocument<'_>) -> ReadChapter {
        let parsed = &read.document.parsed;
        let suppressions = suppression::find_suppressions(parsed, read.document.start());
        let mut page = plan_page(read, self.context);
        // Most of what can be said of a large book are notes that nobody asked for; but whether a comment is of use depends on all.
        let least = if suppressions.is_empty() { self.context.least } else { Severity::Note };
        let threshold = Threshold { least, ..self.context.threshold(read.phase()) };
        let facts = DocumentFacts { read, page: &page, today: self.context.today };
        let linted = isolate(|| lint::lint_document(&facts, threshold));
        let is_faulty = linted.is_err();
        let mut diagnostics = linted.unwrap_or_else(|fault| vec![lint::internal_error(fault)]);
        diagnostics.shrink_to_fit();
        let directive_problems;
        (page.plan, directive_problems) = self.with_directives(page.plan, parsed);
        let (links, anchors) = self.links(parsed, &page.plan, true);
        ReadChapter {
            record: Some(Box::new(DocumentRecord::from_document(read))),
            phase: read.phase(),
            suppressions,
            links,
            anchors,
            plan: Some(page.plan.for_rendering()).filter(|_| !is_faulty),
            diagnostics,
            directive_problems,
            ..ReadChapter::default()
        }
    }

    /// A chapter that is no document. Its page begins at `start`.
    fn no_document(&self, parsed: &Parsed<'_>, start: usize, plan: Plan) -> ReadChapter {
        let (plan, directive_problems) = self.with_directives(plan, parsed);
        let (links, anchors) = self.links(parsed, &plan, false);
        ReadChapter {
            suppressions: suppression::find_suppressions(parsed, start),
            links,
            anchors,
            plan: Some(plan).filter(Plan::changes_something),
            directive_problems,
            ..ReadChapter::default()
        }
    }

    /// A chapter that the globs don't name.
    fn chapter(&self) -> ReadChapter {
        if self.is_index && self.text.trim().is_empty() {
            let plan = index_page::plan(self.chapter.name, self.text.len());
            let anchors = Some(PageAnchors::from_plan(None, &plan, false));
            return ReadChapter { plan: Some(plan), anchors, ..ReadChapter::default() };
        }
        match parse(self.text, 0, self.context.options.dialect) {
            Ok(parsed) => {
                self.no_document(&parsed, 0, Plan::new(vec![Part::Source(Span::new(0, self.text.len()))], Vec::new()))
            }
            Err(why) if self.is_index || self.text.contains("{{") => {
                let diagnostics = vec![lint::lint_unread(&Unread::Unparsable(why), false)];
                ReadChapter { diagnostics, ..ReadChapter::default() }
            }
            Err(_) => ReadChapter::default(),
        }
    }

    /// The plan with the chapter's directives, and what is wrong with the others. An index page that lists no decisions gets a list at its end.
    fn with_directives(&self, plan: Plan, parsed: &Parsed<'_>) -> (Plan, Vec<InputProblem>) {
        let (mut placed, mut problems) = (Vec::new(), Vec::new());
        for found in directive::find(parsed, &BookWords::from_settings(self.context.settings)) {
            match found.directive {
                Ok(directive) => placed.push(PlacedDirective {
                    span: found.block.map_or(found.span, |block| whole_lines(block, parsed.text)),
                    is_block: found.block.is_some(),
                    directive: Some(directive),
                }),
                Err(problem) => problems.push(problem),
            }
        }
        let lists_decisions =
            |placed: &PlacedDirective| matches!(placed.directive, Some(directive::Directive::Decisions(_)));
        if self.is_index && !placed.iter().any(lists_decisions) {
            // Nothing can be put behind an unclosed fence: the table goes before it.
            let end = Span::at(parsed.open_tail.unwrap_or(parsed.text.len()));
            let index = placed.partition_point(|known| known.span.start < end.start);
            placed.insert(index, PlacedDirective { span: end, is_block: true, directive: None });
        }
        let plan = plan.with_directives(parsed.text, placed, |offset| {
            parsed.block_around(Span::at(offset)).map_or(offset, |block| block.span.start)
        });
        (plan, problems)
    }

    /// The links that may lead nowhere, and the anchors of the page where a link may lead to them.
    fn links(&self, parsed: &Parsed<'_>, plan: &Plan, is_document: bool) -> (Vec<FragmentLink>, Option<PageAnchors>) {
        let links = self.chapter.path.into_iter().flat_map(|path| {
            let is_link = |(event, _): &&(Event<'_>, Span)| {
                matches!(event, Event::Start(Tag::Link { .. }) | Event::Html(_) | Event::InlineHtml(_))
            };
            parsed
                .events
                .iter()
                .filter(is_link)
                .flat_map(move |(event, span)| FragmentLink::from_event(path, event, *span, parsed.text))
        });
        let mut links: Vec<FragmentLink> = links.collect();
        if links.is_empty() && !self.is_linked {
            return (links, None);
        }
        let anchors = PageAnchors::from_plan(Some(parsed), plan, is_document);
        let own = self.chapter.path.map(|path| BookPath::of_chapter(path).page());
        links.retain(|link| Some(&link.target) != own.as_ref() || !anchors.has(link));
        (links, Some(anchors))
    }
}

/// A block with the white space before it in its first line, and what is left of its last one.
fn whole_lines(block: Span, text: &str) -> Span {
    let before = prefix_to(text, block.start).trim_end_matches([' ', '\t']);
    let start = if before.is_empty() || before.ends_with('\n') { before.len() } else { block.start };
    let behind = suffix_from(text, block.end);
    let rest = behind.trim_start_matches([' ', '\t', '\r']);
    let end = match rest.strip_prefix('\n') {
        Some(rest) => text.len() - rest.len(),
        None if rest.is_empty() => text.len(),
        None => block.end,
    };
    Span::new(start, end)
}
