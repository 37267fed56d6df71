//! The ids that a host gives to headings.
//!
//! 0.5: `add_header_links` in mdBook's `crates/mdbook-html/src/html/tree.rs` and `id_from_content` in its `utils.rs`.
//! 0.4: `build_header_links` in `src/renderer/html_handlebars/hbs_renderer.rs` and `id_from_content` in `src/utils/mod.rs`.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap, HashSet};

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::span::Span;

/// The two ways to name headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdRules {
    /// mdBook 0.4: over the page's final HTML, counted per base.
    V04,
    /// mdBook 0.5: over the page's tree, the smallest free number.
    V05,
}

/// What stands on a page and may get an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdSource {
    /// What it is.
    pub kind: IdSourceKind,
    /// The whole element.
    pub span: Span,
    /// Its text nodes, as 0.5 reads them.
    pub text: String,
    /// Its content as HTML, as far as 0.4 reads it.
    pub html: String,
    /// The id that its author gave.
    pub explicit: Option<String>,
    /// The footnote whose definition it stands in, by number; `None` in a footnote that nothing refers to.
    pub footnote: Footnote,
    /// Whether 0.4's pattern fails on it: more than one line, or other attributes than an id and a class.
    pub is_hidden_from_v04: bool,
}

/// What may get an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdSourceKind {
    /// A Markdown heading.
    Heading,
    /// A term of a definition list: 0.5 only.
    Term,
    /// `<h2>…</h2>` on one line of raw HTML: it gets an id from 0.4 only.
    RawHeading,
}

/// Where an element stands: 0.4 puts footnotes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Footnote {
    /// In the page's body.
    No,
    /// In the definition of the footnote of that number.
    Number(usize),
    /// In a definition that no page shows.
    Unused,
}

/// The id of each element, in the order of `sources`; `None` where the host gives none.
#[must_use]
pub fn assign<S: Borrow<IdSource>>(rules: IdRules, sources: &[S]) -> Vec<Option<String>> {
    let sources = sources.iter().map(Borrow::borrow);
    match rules {
        IdRules::V04 => assign_v04(&sources.collect::<Vec<_>>()),
        IdRules::V05 => assign_v05(sources),
    }
}

fn assign_v05<'s>(sources: impl Iterator<Item = &'s IdSource>) -> Vec<Option<String>> {
    let mut taken: HashSet<String> = HashSet::with_capacity(sources.size_hint().0);
    // For each base, the least number that may be free: ids are never given back.
    let mut next: HashMap<String, usize> = HashMap::new();
    sources
        .map(|source| {
            if source.kind == IdSourceKind::RawHeading || source.explicit.is_some() {
                return source.explicit.clone();
            }
            let base = id_from_text(&source.text);
            if taken.insert(base.clone()) {
                return Some(base);
            }
            let number = next.entry(base.clone()).or_insert(1);
            loop {
                let id = format!("{base}-{number}");
                *number += 1;
                if taken.insert(id.clone()) {
                    return Some(id);
                }
            }
        })
        .collect()
}

fn assign_v04(sources: &[&IdSource]) -> Vec<Option<String>> {
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|&place| sources[place].footnote);
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut ids = vec![None; sources.len()];
    for place in order {
        let source = &sources[place];
        if source.explicit.is_some() {
            ids[place].clone_from(&source.explicit);
        } else if source.kind != IdSourceKind::Term && source.footnote != Footnote::Unused && !source.is_hidden_from_v04
        {
            let base = id_from_html(&source.html);
            let count = counts.entry(base.clone()).or_insert(0);
            ids[place] = Some(if *count == 0 { base } else { format!("{base}-{count}") });
            *count += 1;
        }
    }
    ids
}

/// 0.5's `id_from_content`.
fn id_from_text(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        kept_letters(text, |c| c.to_ascii_lowercase())
    } else {
        kept_letters(&text.to_lowercase(), |c| c)
    }
}

/// 0.4's `id_from_content`: tags and five entities off, then `#` and white space around.
fn id_from_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((inside, behind)) = tag.split_once('>') else { break };
        if inside.contains('\n') {
            break;
        }
        text.push_str(before);
        rest = behind;
    }
    text.push_str(rest);
    for entity in ["&lt;", "&gt;", "&amp;", "&#39;", "&quot;"] {
        text = text.replace(entity, "");
    }
    kept_letters(text.trim().trim_start_matches('#').trim(), |c| c.to_ascii_lowercase())
}

/// Letters, digits, `_` and `-` stay, in the case that `lower` gives them; each white space becomes `-`.
fn kept_letters(text: &str, lower: impl Fn(char) -> char) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => kept.push(lower(c)),
            c if c.is_whitespace() => kept.push('-'),
            _ => {}
        }
    }
    kept
}

/// Reads all that may get an id, in order.
pub(super) fn sources(events: &[(Event<'_>, Span)]) -> Vec<IdSource> {
    let numbers = footnote_numbers(events);
    let mut sources: Vec<IdSource> = Vec::new();
    let mut footnote = Footnote::No;
    let mut images = 0_usize;
    // The element that is being read, and whether a footnote reference stood directly before.
    let mut open: Option<IdSource> = None;
    let mut after_reference = false;
    for (event, span) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                footnote = numbers.get(&**name).map_or(Footnote::Unused, |&number| Footnote::Number(number));
            }
            Event::End(TagEnd::FootnoteDefinition) => footnote = Footnote::No,
            Event::Start(Tag::Heading { id, attrs, .. }) => {
                open = Some(IdSource {
                    kind: IdSourceKind::Heading,
                    span: *span,
                    text: String::with_capacity(span.len()),
                    html: String::with_capacity(span.len()),
                    explicit: id.as_ref().map(ToString::to_string),
                    footnote,
                    is_hidden_from_v04: !attrs.is_empty(),
                });
            }
            Event::Start(Tag::DefinitionListTitle) => {
                open = Some(IdSource {
                    kind: IdSourceKind::Term,
                    span: *span,
                    text: String::with_capacity(span.len()),
                    html: String::with_capacity(span.len()),
                    explicit: None,
                    footnote,
                    is_hidden_from_v04: true,
                });
            }
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => sources.extend(open.take()),
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Html(html) => sources.extend(raw_headings(html, *span, footnote)),
            _ => {
                if let Some(source) = open.as_mut().filter(|_| images == 0) {
                    add_content(source, event, &numbers, after_reference);
                }
            }
        }
        after_reference = matches!(event, Event::FootnoteReference(_));
    }
    sources
}

fn add_content(source: &mut IdSource, event: &Event<'_>, numbers: &BTreeMap<&str, usize>, after_reference: bool) {
    match event {
        Event::Text(words) | Event::Code(words) => {
            source.text.push_str(words);
            if !words.contains(['<', '>', '&']) {
                source.html.push_str(words);
                return;
            }
            for part in words.split_inclusive(['<', '>', '&']) {
                let end = part.trim_end_matches(['<', '>', '&']);
                source.html.push_str(end);
                source.html.push_str(match &part[end.len()..] {
                    "<" => "&lt;",
                    ">" => "&gt;",
                    "&" => "&amp;",
                    _ => "",
                });
            }
        }
        Event::SoftBreak => {
            source.text.push('\n');
            source.is_hidden_from_v04 = true;
        }
        Event::HardBreak => source.is_hidden_from_v04 = true,
        Event::InlineHtml(html) => {
            source.html.push_str(html);
            source.is_hidden_from_v04 |= html.contains('\n');
        }
        Event::FootnoteReference(name) => {
            let number = numbers.get(&**name).copied().unwrap_or_default().to_string();
            if after_reference {
                source.text.push(' ');
            }
            source.text.push_str(&number);
            source.html.push_str(&number);
        }
        _ => {}
    }
}

/// Footnotes are numbered by their first reference.
fn footnote_numbers<'e>(events: &'e [(Event<'_>, Span)]) -> BTreeMap<&'e str, usize> {
    let mut numbers = BTreeMap::new();
    for (event, _) in events {
        if let Event::FootnoteReference(name) = event {
            let next = numbers.len() + 1;
            numbers.entry(&**name).or_insert(next);
        }
    }
    numbers
}

/// Headings that stand in one line of raw HTML in the only form that 0.4 sees: `<h2>`, with an id, a class or both.
fn raw_headings(html: &str, span: Span, footnote: Footnote) -> Vec<IdSource> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(place) = rest.find("<h") {
        rest = &rest[place + 2..];
        let Some(tag) = rest.strip_prefix(|c: char| c.is_ascii_digit()) else { continue };
        let Some((attributes, content)) = tag.split_once('>') else { continue };
        let (id, attributes) = attribute(attributes, " id=\"");
        let (_, attributes) = attribute(attributes, " class=\"");
        let Some(end) = content.find("</h").filter(|&end| !content[..end].contains('\n')) else { continue };
        if attributes.is_empty() {
            found.push(IdSource {
                kind: IdSourceKind::RawHeading,
                span,
                text: String::new(),
                html: content[..end].to_owned(),
                explicit: id.map(str::to_owned),
                footnote,
                is_hidden_from_v04: false,
            });
        }
    }
    found
}

/// Takes `name` with its quoted value from the front of a tag's attributes.
fn attribute<'t>(attributes: &'t str, name: &str) -> (Option<&'t str>, &'t str) {
    match attributes.strip_prefix(name).and_then(|rest| rest.split_once('"')) {
        Some((value, rest)) if !value.is_empty() => (Some(value), rest),
        _ => (None, attributes),
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{Dialect, parse};

    fn ids(dialect: Dialect, text: &str) -> Vec<Option<String>> {
        parse(text, 0, dialect.flags).expect("the parser reads it").ids(dialect.ids)
    }

    fn named(ids: &[&str]) -> Vec<Option<String>> {
        ids.iter().map(|&id| Some(id.to_owned())).collect()
    }

    #[test]
    fn duplicates_are_counted_in_two_ways() {
        let text = "# dup\n\n# dup-1\n\n# dup\n\n# dup\n";
        assert_eq!(ids(Dialect::V05, text), named(&["dup", "dup-1", "dup-2", "dup-3"]));
        assert_eq!(ids(Dialect::V04, text), named(&["dup", "dup-1", "dup-1", "dup-2"]));
        let text = "# dup\n\n# dup\n\n# dup-1\n";
        assert_eq!(ids(Dialect::V05, text), named(&["dup", "dup-1", "dup-1-1"]));
        assert_eq!(ids(Dialect::V04, text), named(&["dup", "dup-1", "dup-1"]));
    }

    #[test]
    fn letters_are_kept_or_dropped() {
        for (text, v05, v04) in [
            ("# Über `A<b>` & *C*", "über-ab--c", "Über-ab--c"),
            ("# a -- b", "a--b", "a----b"),
            ("# # Foo", "-foo", "foo"),
            ("# 日本語 1.", "日本語-1", "日本語-1"),
            ("# [a](b) ![alt](c) d[^1]\n\n[^1]: x", "a--d1", "a--d1"),
            ("# a<!-- b --> c", "a-c", "a-c"),
        ] {
            assert_eq!(ids(Dialect::V05, text)[0].as_deref(), Some(v05), "{text}");
            assert_eq!(ids(Dialect::V04, text)[0].as_deref(), Some(v04), "{text}");
        }
    }

    #[test]
    fn v04_misses_some_and_sees_raw_ones() {
        let text = "a\nb\n===\n\n# c {k=v}\n\n<h2>C</h2>\n\n# c\n\nterm\n: definition\n";
        let v04 = ids(Dialect::V04, text);
        assert_eq!(v04[..4], [None, None, Some("c".to_owned()), Some("c-1".to_owned())]);
        let v05 = ids(Dialect::V05, text);
        assert_eq!(
            v05[..4],
            [Some("ab".to_owned()), Some("c".to_owned()), None, Some("c-1".to_owned())]
                .map(|id| id.map(|id| id.replace("ab", "a-b")))
        );
        assert_eq!(v05[4].as_deref(), Some("term"));
    }

    #[test]
    fn footnotes_come_last_in_v04() {
        let text = "x[^1]\n\n[^1]: y\n\n    # dup\n\n# dup\n";
        assert_eq!(ids(Dialect::V04, text), named(&["dup-1", "dup"]));
        assert_eq!(ids(Dialect::V05, text), named(&["dup", "dup-1"]));
    }
}
