//! Where a chapter has text: runs of inline content, each with the parts of it that are text and not code, HTML or an
//! image.

use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::text::Span;

/// The inline content of one paragraph, heading, cell, or stretch of a list's item.
#[derive(Debug)]
pub(super) struct InlineRun {
    /// From the first inline thing to the last.
    pub(super) span: Span,
    /// What the host would make an id of its text for: `a heading`, `a term`.
    pub(super) names_an_id: Option<&'static str>,
    /// The source of its text, in order; what touches is joined.
    text: Vec<Span>,
    /// The source of its links.
    links: Vec<Span>,
}

impl InlineRun {
    /// Whether all of a stretch of source is text.
    pub(super) fn is_text(&self, stretch: Span) -> bool {
        let next = self.text.partition_point(|text| text.start <= stretch.start);
        self.text[..next].last().is_some_and(|text| text.contains(stretch))
    }

    /// Whether it is a link's text, so that no other link can stand there.
    pub(super) fn is_in_link(&self, stretch: Span) -> bool {
        self.links.iter().any(|link| link.contains(stretch))
    }

    fn push(&mut self, span: Span) {
        match self.text.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => self.text.push(span),
        }
    }
}

/// Hands every run that has text to `visit`, in order.
pub(super) fn each(parsed: &Parsed<'_>, mut visit: impl FnMut(&InlineRun)) {
    let mut run: Option<InlineRun> = None;
    let mut names_an_id = None;
    let mut images = 0_usize;
    // Code blocks and HTML blocks: their lines come as text too.
    let mut is_verbatim = false;
    for (event, span) in &parsed.events {
        if is_block_boundary(event) {
            if let Some(run) = run.take().filter(|run| !run.text.is_empty()) {
                visit(&run);
            }
            match event {
                Event::Start(Tag::Heading { .. }) => names_an_id = Some("a heading"),
                Event::Start(Tag::DefinitionListTitle) => names_an_id = Some("a term"),
                Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => names_an_id = None,
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => is_verbatim = true,
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => is_verbatim = false,
                _ => {}
            }
            continue;
        }
        if is_verbatim {
            continue;
        }
        let run =
            run.get_or_insert_with(|| InlineRun { span: *span, names_an_id, text: Vec::new(), links: Vec::new() });
        run.span.end = run.span.end.max(span.end);
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Start(Tag::Link { .. }) => run.links.push(*span),
            Event::Text(_) if images == 0 => run.push(*span),
            _ => {}
        }
    }
}

fn is_block_boundary(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !is_inline(tag.to_end()),
        Event::End(tag) => !is_inline(*tag),
        Event::Rule => true,
        _ => false,
    }
}

const fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
