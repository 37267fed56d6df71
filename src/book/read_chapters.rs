//! Stage 1 for a book: each chapter read and planned in one pass, of which only what later stages need is kept.

use rayon::prelude::*;

use crate::catalog::DocumentRecord;
use crate::diagnostic::{Diagnostic, Rule};
use crate::directive::{self, BookWords};
use crate::document::suppression::{self, Suppression};
use crate::fault::isolate;
use crate::lint::{self, FragmentLink, Page};
use crate::markdown::{Parsed, Unparsable, parse};
use crate::normalise::{self, plan_page};
use crate::page::plan::{Part, Plan};
use crate::page::segment::{PlacedDirective, Segment};
use crate::read::{Chapter, Context, DocumentChapter, ReadDocument, Reading, Unread, document_chapters, read_document};
use crate::status::Phase;
use crate::text::{Span, prefix_to, suffix_from};

use super::index_page;

/// What later stages need of a chapter.
#[derive(Debug, Default)]
pub(super) struct ReadChapter {
    /// Its place in the book.
    pub index: usize,
    /// What the catalog has of it, if it is a document.
    pub record: Option<DocumentRecord>,
    pub phase: Option<Phase>,
    /// Its page; `None` if that is the author's text.
    pub plan: Option<Plan>,
    /// What is to be said of it before the catalog is known.
    pub diagnostics: Vec<Diagnostic>,
    pub suppressions: Vec<Suppression>,
    /// Where its page's text begins: behind the front matter.
    pub start: usize,
    /// For rules that see all pages, if they are wanted.
    pub links: Option<Links>,
}

/// The links of a chapter to places on pages, and the places on its own page.
#[derive(Debug)]
pub(super) struct Links {
    pub own: Vec<FragmentLink>,
    pub page: Page,
}

/// Reads all chapters of a book that a stage has something to do with, in the book's order. `wants_links` says whether links between pages are
/// wanted: these are in all chapters.
pub(super) fn read_chapters(chapters: &[Chapter<'_>], context: &Context<'_>, wants_links: bool) -> Vec<ReadChapter> {
    let documents: Vec<_> = document_chapters(chapters, context.settings).collect();
    let index = index_page::path(chapters, context.settings);
    let read = chapters.par_iter().enumerate().filter_map(|(place, chapter)| {
        let document = documents.binary_search_by_key(&place, |document| document.index).ok();
        let document = document.map(|found| &documents[found]);
        let is_index = index.is_some() && index == chapter.path;
        let content = chapter.content;
        let is_seen = document.is_some()
            || is_index
            || content.may_hold("{{")
            || content.may_hold(suppression::MARK)
            || wants_links && chapter.path.is_some();
        if !is_seen {
            return None;
        }
        let text = chapter.text()?;
        let reader = Reader { chapter, text: &text, context, is_index, wants_links };
        Some(ReadChapter { index: place, ..reader.read(document) })
    });
    read.collect()
}

/// What reads one chapter.
struct Reader<'r> {
    chapter: &'r Chapter<'r>,
    text: &'r str,
    context: &'r Context<'r>,
    is_index: bool,
    wants_links: bool,
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
            None => ReadChapter { diagnostics: vec![lint::internal_error(&fault)], ..ReadChapter::default() },
        })
    }

    fn unread(&self, why: &Unread, document: &DocumentChapter<'_>) -> ReadChapter {
        let whole = Segment::SourceAsCode(Span::new(0, self.text.len()));
        let is_code = *why == Unread::Unparsable(Unparsable::Panics);
        ReadChapter {
            record: Some(DocumentRecord::unread(document)),
            plan: is_code.then(|| Plan::new(vec![Part::Generated(whole)], Vec::new())),
            diagnostics: vec![lint::unread(why)],
            ..ReadChapter::default()
        }
    }

    fn document(&self, read: &ReadDocument<'_>) -> ReadChapter {
        let parsed = &read.document.parsed;
        let mut page = plan_page(read, self.context);
        let linted = isolate(|| lint::document(read, &page, self.context));
        let is_faulty = linted.is_err();
        let mut diagnostics = linted.unwrap_or_else(|fault| vec![lint::internal_error(&fault)]);
        // Most of what can be said of a large book are notes that nobody asked for.
        let threshold = self.context.threshold(read.phase());
        diagnostics.retain(|diagnostic| threshold.reports(diagnostic.rule));
        diagnostics.shrink_to_fit();
        page.plan = self.with_directives(page.plan, parsed, &mut diagnostics);
        ReadChapter {
            record: Some(DocumentRecord::from_document(read)),
            start: read.document.start(),
            phase: read.phase(),
            suppressions: suppression::find_suppressions(parsed),
            links: self.links(parsed, &page.plan, true),
            plan: Some(page.plan.without_notes()).filter(|_| !is_faulty),
            diagnostics,
            ..ReadChapter::default()
        }
    }

    /// A chapter that the globs name, and that says itself that it is no document.
    fn no_document(&self, parsed: &Parsed<'_>, start: usize, plan: Plan) -> ReadChapter {
        let mut diagnostics = Vec::new();
        let plan = self.with_directives(plan, parsed, &mut diagnostics);
        ReadChapter {
            suppressions: suppression::find_suppressions(parsed),
            links: self.links(parsed, &plan, false),
            start,
            plan: Some(plan),
            diagnostics,
            ..ReadChapter::default()
        }
    }

    /// A chapter that the globs don't name.
    fn chapter(&self) -> ReadChapter {
        if self.is_index && self.text.trim().is_empty() {
            let plan = index_page::plan(self.chapter.name, self.text.len());
            let links = self.wants_links.then(|| Links { own: Vec::new(), page: Page::of_plan(None, &plan, false) });
            return ReadChapter { plan: Some(plan), links, ..ReadChapter::default() };
        }
        match parse(self.text, 0, self.context.options.dialect) {
            Ok(parsed) => {
                self.no_document(&parsed, 0, Plan::new(vec![Part::Source(Span::new(0, self.text.len()))], Vec::new()))
            }
            Err(why) if self.is_index || self.text.contains("{{") => {
                let message = format!("the chapter {why}, so its directives stay as they are");
                let diagnostic = Diagnostic::new(Rule::ChapterUnparsable, Span::at(0), message).with_help(why.help());
                ReadChapter { diagnostics: vec![diagnostic], ..ReadChapter::default() }
            }
            Err(_) => ReadChapter::default(),
        }
    }

    /// The plan with the chapter's directives; what is wrong with one is a diagnostic. An index page that lists no decisions gets a list at its end.
    fn with_directives(&self, plan: Plan, parsed: &Parsed<'_>, diagnostics: &mut Vec<Diagnostic>) -> Plan {
        let mut placed = Vec::new();
        for found in directive::find(parsed, &BookWords::from_settings(self.context.settings)) {
            match found.directive {
                Ok(directive) => placed.push(PlacedDirective {
                    span: found.block.map_or(found.span, |block| whole_lines(block, parsed.text)),
                    is_block: found.block.is_some(),
                    directive: Some(directive),
                }),
                Err(diagnostic) => diagnostics.push(diagnostic),
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
        plan.with_directives(parsed.text, placed, |offset| {
            parsed.block_around(Span::at(offset)).map_or(offset, |block| block.span.start)
        })
    }

    fn links(&self, parsed: &Parsed<'_>, plan: &Plan, is_document: bool) -> Option<Links> {
        let path = self.chapter.path.filter(|_| self.wants_links)?;
        let own =
            parsed.events.iter().flat_map(|(event, span)| FragmentLink::of_event(path, event, *span, parsed.text));
        Some(Links { own: own.collect(), page: Page::of_plan(Some(parsed), plan, is_document) })
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
