//! The header below a document's title: the status badge, and what else the metadata says.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::html;

use crate::document::Document;
use crate::document::decision::Decision;
use crate::document::field::FieldName;
use crate::document::metadata::{Field, FieldValue, Metadata, MetadataBlock};
use crate::document::progress::{PlanPhase, Progress};
use crate::markdown::pulldown_cmark::Event;
use crate::markdown::{Parsed, escape, print, source_behind, span_of_inline};
use crate::read::RenderOptions;
use crate::text::{Span, normalize_key, prefix_to, suffix_from};

use super::{MarkdownBlock, link_to};

/// What a header shows of a document's relations, as Markdown in a line.
#[derive(Debug, Clone, Default)]
pub struct HeaderRelations {
    /// Links in place of values of front matter, by the field's place and the value's.
    pub values: BTreeMap<(usize, usize), String>,
    /// What holds in the document's place, or is to: a label, and links.
    pub banner: Option<(String, Vec<String>)>,
    /// What other documents say of it: labels, each with links.
    pub items: Vec<(String, Vec<String>)>,
}

impl HeaderRelations {
    /// Nothing.
    pub const NONE: &'static Self = &Self { values: BTreeMap::new(), banner: None, items: Vec::new() };
}

/// A header: what the document says of itself, printed, and where links of the catalog take the place of names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The anchor that it takes over from a removed `Status` heading.
    anchor: Option<String>,
    /// The badge, and what its author wrote beside the status.
    status: String,
    items: Vec<HeaderItem>,
    /// How far the plan's tasks have come.
    progress: Option<String>,
    /// Whether a list may end it: what follows would be read as part of it otherwise. In HTML it may always.
    may_gain_list: bool,
}

/// A field in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
struct HeaderItem {
    /// The field's place in the document's metadata.
    field: usize,
    label: String,
    value: String,
    /// The values of a field of front matter, one by one, as Markdown.
    values: Vec<String>,
}

impl Header {
    /// The header of a document. `shown` are the blocks that it stands for; `anchor` is that of a removed `Status` heading. `is_before_list` says
    /// whether a list follows it on the page.
    #[must_use]
    pub fn new(
        document: &Document<'_>,
        shown: &[&MetadataBlock],
        anchor: Option<&str>,
        is_before_list: bool,
        options: &RenderOptions<'_>,
        progress: Option<&Progress>,
    ) -> Self {
        let metadata = &document.metadata;
        let parsed = &document.parsed;
        let status_field = metadata.status_field;
        let mut is_shown = vec![false; metadata.fields.len()];
        is_shown[..metadata.front_matter_fields].fill(true);
        shown.iter().for_each(|block| is_shown[block.fields.0..block.fields.1].fill(true));
        let mut status = options.badge(metadata.status.as_ref());
        if !options.html {
            status = format!("{} {}", options.label(&options.labels.status), status.replace("**", ""));
        }
        let said = status_field
            .filter(|&field| is_shown[field] || matches!(metadata.fields[field].value, FieldValue::Plain(_)));
        if let Some(more) =
            said.map(|field| said_beside_status(metadata, field, parsed)).filter(|more| !more.is_empty())
        {
            status.push(' ');
            status.push_str(&more);
        }
        let items = metadata.fields.iter().enumerate().filter_map(|(index, field)| {
            let is_front_matter = index < metadata.front_matter_fields;
            if Some(index) == status_field || !is_shown[index] || is_silent(field, is_front_matter) {
                return None;
            }
            let values = if is_front_matter { field.values() } else { Vec::new() };
            Some(HeaderItem {
                field: index,
                label: options.label(&field.label),
                value: value(field, parsed),
                values: values.iter().map(|value| escape(value)).collect(),
            })
        });
        let items: Vec<_> = items.collect();
        let progress = progress
            .map(|progress| format!("{} {}", options.label(&options.labels.progress), counted(progress, options)));
        Self {
            // An empty anchor can't be linked to.
            anchor: anchor.filter(|anchor| !anchor.is_empty()).map(str::to_owned),
            status,
            may_gain_list: options.html || !is_before_list || !items.is_empty() || progress.is_some(),
            items,
            progress,
        }
    }

    /// The header as a block, with what the catalog knows of the document's relations.
    #[must_use]
    pub fn write(&self, related: &HeaderRelations, options: &RenderOptions<'_>) -> String {
        let own = self.items.iter().map(|item| format!("{} {}", item.label, item.value_with_links(related)));
        let of_others =
            related.items.iter().map(|(label, links)| format!("{} {}", options.label(label), links.join(", ")));
        let items = own.chain(of_others).chain(self.progress.clone());
        let mut header = String::new();
        if let Some((label, links)) = &related.banner {
            let banner = format!("{} {}", options.label(label), links.join(", "));
            header.push_str(&if options.html {
                html! { div.design-banner { (MarkdownBlock(&banner)) } }.into_string()
            } else {
                banner
            });
            header.push_str("\n\n");
        }
        header.push_str(&self.status);
        for (n, item) in items.enumerate() {
            let before = match (self.may_gain_list, n) {
                (true, 0) => "\n\n- ",
                (true, _) => "\n- ",
                (false, _) => "\n\n",
            };
            header.extend([before, item.trim_end()]);
        }
        if !options.html {
            return header;
        }
        html! { div.design-header id=[&self.anchor] { (MarkdownBlock(&header)) } }.into_string()
    }
}

impl HeaderItem {
    /// The value, with links in place of the names of documents in it.
    fn value_with_links(&self, related: &HeaderRelations) -> Cow<'_, str> {
        if related.values.range((self.field, 0)..(self.field + 1, 0)).next().is_none() {
            return Cow::Borrowed(&self.value);
        }
        let shown = self.values.iter().enumerate();
        let shown = shown.map(|(n, value)| related.values.get(&(self.field, n)).unwrap_or(value).as_str());
        Cow::Owned(shown.collect::<Vec<_>>().join(", "))
    }
}

/// Writes a list of a document's decisions, each with the id of the heading to link to and its own status, if it has one; for `html`.
#[must_use]
pub fn decision_list<'d>(
    decisions: impl Iterator<Item = (&'d Decision, Option<&'d str>)>,
    options: &RenderOptions<'_>,
) -> String {
    let mut list = format!("{}\n", options.label(&options.labels.decisions));
    for (Decision { number, area, status, .. }, id) in decisions {
        let mark = if area.is_blank() { "" } else { ". " };
        let words = format!("{number}{mark}{}", print(area, options.html));
        let _ = match id {
            Some(id) => write!(list, "\n- [{words}]({})", link_to("", "", Some(id))),
            None => write!(list, "\n- {words}"),
        };
        if let Some(status) = status {
            let _ = write!(list, " {}", options.badge(Some(status)));
        }
    }
    html! { div.design-decisions { (MarkdownBlock(&list)) } }.into_string()
}

/// `3/5 · Phase 1 (3/3) · Phase 2 (0/2)`
fn counted(progress: &Progress, options: &RenderOptions<'_>) -> String {
    let mut line = progress.tasks.to_string();
    for PlanPhase { name, tasks } in &progress.phases {
        // A count stays on the line of its word.
        let _ = write!(line, " · {}\u{a0}({tasks})", print(name, options.html));
    }
    line
}

/// Whether a field of front matter says nothing to a reader of the page.
fn is_silent(field: &Field, is_front_matter: bool) -> bool {
    let says_nothing =
        field.name.is_some_and(|name| name.is_switch() || name == FieldName::Title) || field.words().trim().is_empty();
    is_front_matter && says_nothing
}

/// What the author wrote beside the status: a date, a link, prose; all of it where the word differs from the badge's.
fn said_beside_status(metadata: &Metadata, place: usize, parsed: &Parsed<'_>) -> String {
    let field = &metadata.fields[place];
    let Some(status) = &metadata.status else { return String::new() };
    let words = field.words();
    let named = prefix_to(&words, metadata.status_length).trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins_with_it = words.starts_with(char::is_alphanumeric);
    // `Accepted/Implemented` and `Proposed!` are one word to a reader.
    let behind = suffix_from(&words, metadata.status_length).chars().next();
    let is_parted = behind.is_none_or(|c| c.is_whitespace() || c == '(' || PARTING.contains(&c));
    let names = [status.label(), status.id()];
    let is_same = begins_with_it && is_parted && names.iter().any(|name| normalize_key(name) == normalize_key(named));
    match &field.value {
        FieldValue::Plain(_) if is_same => {
            escape(suffix_from(&words, metadata.status_length).trim_start_matches(PARTING).trim())
        }
        FieldValue::Plain(_) => escape(words.trim()),
        FieldValue::Markdown(span, shown) if span.is_empty() => {
            if is_same {
                String::new()
            } else {
                escape(shown.plain().trim())
            }
        }
        FieldValue::Markdown(span, _) => {
            let inner = without_emphasis(*span, parsed.text);
            let behind = is_same.then(|| source_behind(parsed, inner, metadata.status_length)).flatten();
            let rest = one_line(Span::new(behind.unwrap_or(inner.start), inner.end), parsed);
            rest.trim_start_matches(PARTING).to_owned()
        }
    }
}

/// What parts a status from the words behind it.
const PARTING: [char; 8] = [' ', ',', '.', ';', ':', '–', '—', '-'];

/// `**Implemented (v5)**` without its marks.
fn without_emphasis(span: Span, text: &str) -> Span {
    let source = span.of(text);
    for marks in ["**", "__", "*", "_"] {
        if let Some(inner) = source.strip_prefix(marks).and_then(|rest| rest.strip_suffix(marks))
            && !inner.contains(marks)
        {
            return Span::new(span.start + marks.len(), span.end - marks.len());
        }
    }
    span
}

fn value(field: &Field, parsed: &Parsed<'_>) -> String {
    match &field.value {
        FieldValue::Plain(_) => escape(field.words().trim()),
        FieldValue::Markdown(span, shown) if span.is_empty() => escape(shown.plain()),
        FieldValue::Markdown(span, _) => one_line(*span, parsed),
    }
}

/// The source of a value in one line, so that it shows the same outside of its list or quote.
fn one_line(value: Span, parsed: &Parsed<'_>) -> String {
    let text = parsed.text;
    let has_lines = |span: Span| span.of(text).contains(['\n', '\r']);
    if !has_lines(value) {
        return value.of(text).trim().to_owned();
    }
    let mut line = String::with_capacity(value.len());
    let mut at = value.start;
    let mut events = parsed.events.iter().filter(|(_, span)| value.contains(*span));
    while let Some((event, span)) = events.next() {
        let before = Span::new(at, span.start.max(at)).of(text);
        match event {
            Event::SoftBreak | Event::HardBreak => {
                line.extend([before.trim_end(), " "]);
                // Marks of quotes and lists behind it stand in no event.
                let next = events.clone().find(|(_, next)| next.start >= span.end);
                let next = next.and_then(|next| span_of_inline(std::slice::from_ref(next), text));
                at = next.map_or(value.end, |next| next.start);
            }
            Event::InlineHtml(html) if has_lines(*span) => {
                line.extend([before, html]);
                at = span.end;
            }
            _ => {}
        }
    }
    line.push_str(Span::new(at, value.end.max(at)).of(text));
    // The lines that are left are in code, tags and links.
    let lines = line.split(['\n', '\r']).map(|line| line.trim().trim_start_matches("> "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Dialect;
    use crate::settings::{Assets, Labels};
    use crate::status::Statuses;

    /// The header of a document with a removed heading of that id, for `html`.
    fn header(text: &str, id: Option<&str>) -> String {
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let shown: Vec<&MetadataBlock> = document.metadata.blocks.iter().collect();
        let labels = Labels::default();
        let options = RenderOptions { html: true, labels: &labels, assets: Assets::None, dialect: Dialect::V05 };
        Header::new(&document, &shown, id, false, &options, None).write(HeaderRelations::NONE, &options)
    }

    #[test]
    fn an_id_stays_in_its_attribute() {
        for (id, start) in [
            (None, "<div class=\"design-header\">\n\n"),
            (Some(""), "<div class=\"design-header\">\n\n"),
            (Some("a"), "<div class=\"design-header\" id=\"a\">\n\n"),
            (Some("a\"onclick=\"b"), "<div class=\"design-header\" id=\"a&quot;onclick=&quot;b\">\n\n"),
            (Some("a&quot;b"), "<div class=\"design-header\" id=\"a&amp;quot;b\">\n\n"),
        ] {
            let header = header("# T\n\nStatus: accepted\n", id);
            assert!(header.starts_with(start), "{id:?}: {header}");
            assert!(header.ends_with("</span>\n\n</div>"), "{header}");
        }
    }

    #[test]
    fn a_value_over_several_lines_shows_the_same_in_one() {
        for (text, expected) in [
            ("- **Status:** accepted,\n  more\n", "</span> more\n"),
            ("- **Status:** accepted\\\n  more `a\n  b`\n", "</span> more `a b`\n"),
            ("- **Status:** accepted  \n  \\> *more\\\n  and* more\n", "</span> \\> *more and* more\n"),
            (
                "- **Status:** accepted\n  [a](b\n  \"c\") <b\n  title=x>d</b>\n",
                "</span> [a](b \"c\") <b title=x>d</b>\n",
            ),
            ("> - **Status:** accepted,\n>   more\n>words\n", "</span> more words\n"),
            ("| Status | accepted |\n|---|---|\n| Owner | \\<b\\> |\n", "</span> \\<b\\>\n"),
        ] {
            let header = header(&format!("# T\n\n{text}"), None);
            assert!(header.contains(expected), "{text}\n{header}");
        }
    }
}
