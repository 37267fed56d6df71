//! The ids that a host gives to headings.
//!
//! 0.5: `add_header_links` in mdBook's `crates/mdbook-html/src/html/tree.rs` and `id_from_content` in its `utils.rs`.
//! 0.4: `build_header_links` in `src/renderer/html_handlebars/hbs_renderer.rs` and `id_from_content` in `src/utils/mod.rs`.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, HashMap, HashSet};

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::text::{Span, prefix_to, suffix_from};

use super::append;

/// The two ways to name headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorRules {
    /// mdBook 0.4: over the page's final HTML, counted per base.
    V04,
    /// mdBook 0.5: over the page's tree, the smallest free number.
    V05,
}

/// What stands on a page and may get an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorSource {
    /// What it is.
    pub kind: AnchorSourceKind,
    /// The whole element.
    pub span: Span,
    /// What the host makes of its words; the id itself differs where another has it already.
    pub base: String,
    /// The id that its author gave.
    pub explicit: Option<String>,
    /// The footnote whose definition it stands in.
    pub footnote: Footnote,
    /// Whether the host gives it an id if its author gave none. Only 0.5 sees terms, and only 0.4 raw HTML. 0.4's pattern fails on
    /// more than one line and on other attributes than an id and a class, and it doesn't show a footnote that nothing refers to.
    pub is_named: bool,
}

impl AnchorSource {
    /// The id that it gets where no other element has it already; `None` if the host gives none.
    pub(super) fn usual_anchor(&self) -> Option<&str> {
        self.explicit.as_deref().or(self.is_named.then_some(self.base.as_str()))
    }
}

/// What may get an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorSourceKind {
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

impl AnchorRules {
    /// What the host makes of the words of a heading that are text alone.
    #[must_use]
    pub fn base(self, words: &str) -> String {
        match self {
            Self::V04 => self.id_from_content(&escaped(words)),
            Self::V05 => self.id_from_content(words),
        }
    }

    /// What the host makes of a heading's content: 0.4 reads it as HTML, 0.5 as text.
    fn id_from_content(self, content: &str) -> String {
        match self {
            Self::V04 => id_from_html(content),
            Self::V05 => id_from_text(content),
        }
    }

    /// The id of each element, in the order of `sources`; `None` where the host gives none.
    #[must_use]
    pub fn assign<'s, S: Borrow<AnchorSource>>(self, sources: &'s [S]) -> Vec<Option<Cow<'s, str>>> {
        match self {
            Self::V04 => assign_v04(sources),
            Self::V05 => assign_v05(sources),
        }
    }
}

fn assign_v05<S: Borrow<AnchorSource>>(sources: &[S]) -> Vec<Option<Cow<'_, str>>> {
    let mut taken: HashSet<Cow<'_, str>> = HashSet::with_capacity(sources.len());
    // For each base, the least number that may be free: ids are never given back.
    let mut next: HashMap<&str, usize> = HashMap::new();
    sources
        .iter()
        .map(|source| {
            let source: &AnchorSource = source.borrow();
            if let Some(explicit) = &source.explicit {
                return Some(Cow::Borrowed(explicit.as_str()));
            }
            let base = source.is_named.then_some(source.base.as_str())?;
            if taken.insert(Cow::Borrowed(base)) {
                return Some(Cow::Borrowed(base));
            }
            let number = next.entry(base).or_insert(1);
            loop {
                let id = Cow::Owned(format!("{base}-{number}"));
                *number += 1;
                if taken.insert(Cow::clone(&id)) {
                    return Some(id);
                }
            }
        })
        .collect()
}

fn assign_v04<S: Borrow<AnchorSource>>(sources: &[S]) -> Vec<Option<Cow<'_, str>>> {
    let mut order: Vec<(usize, &AnchorSource)> = sources.iter().map(Borrow::borrow).enumerate().collect();
    order.sort_by_key(|(_, source)| source.footnote);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut ids = vec![None; sources.len()];
    for (place, source) in order {
        if let Some(explicit) = &source.explicit {
            ids[place] = Some(Cow::Borrowed(explicit.as_str()));
        } else if source.is_named {
            let base = source.base.as_str();
            let count = counts.entry(base).or_insert(0);
            ids[place] = Some(if *count == 0 { Cow::Borrowed(base) } else { Cow::Owned(format!("{base}-{count}")) });
            *count += 1;
        }
    }
    ids
}

/// 0.5's `id_from_content`.
fn id_from_text(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        // The same as below, for most headings.
        let mut kept = Vec::with_capacity(text.len());
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
                kept.push(byte.to_ascii_lowercase());
            } else if char::from(byte).is_whitespace() {
                kept.push(b'-');
            }
        }
        String::from_utf8(kept).expect("ASCII stays ASCII")
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

/// Whether something begins there that may get an id, or a footnote's definition begins or ends there.
pub(super) fn matters_to_anchors(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Html(_)
            | Event::Start(Tag::Heading { .. } | Tag::DefinitionListTitle | Tag::FootnoteDefinition(_))
            | Event::End(TagEnd::FootnoteDefinition)
    )
}

/// Reads all that may get an id, in order; `places` are those of the events that matter to ids.
pub(super) fn sources(
    text: &str,
    events: &[(Event<'_>, Span)],
    places: &[usize],
    rules: AnchorRules,
) -> Vec<AnchorSource> {
    let numbers = if text.contains("[^") { footnote_numbers(events) } else { BTreeMap::new() };
    let mut sources: Vec<AnchorSource> = Vec::with_capacity(places.len());
    let mut footnote = Footnote::No;
    for &place in places {
        let (event, span) = &events[place];
        let source = |kind, explicit, is_named| {
            AnchorSource { kind, span: *span, base: String::new(), explicit, footnote, is_named }.with_base(
                &events[place + 1..],
                rules,
                &numbers,
            )
        };
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                footnote = numbers.get(&**name).map_or(Footnote::Unused, |&number| Footnote::Number(number));
            }
            Event::End(TagEnd::FootnoteDefinition) => footnote = Footnote::No,
            Event::Start(Tag::Heading { id, attrs, .. }) => {
                let is_named = rules == AnchorRules::V05 || attrs.is_empty() && footnote != Footnote::Unused;
                sources.push(source(AnchorSourceKind::Heading, id.as_ref().map(ToString::to_string), is_named));
            }
            Event::Start(Tag::DefinitionListTitle) => {
                sources.push(source(AnchorSourceKind::Term, None, rules == AnchorRules::V05));
            }
            Event::Html(html) => sources.extend(raw_headings(html, *span, footnote, rules)),
            _ => {}
        }
    }
    sources
}

impl AnchorSource {
    /// Makes its base of what it holds: for 0.5 its text, for 0.4 its content as HTML, as far as 0.4 reads it. `events` begin with
    /// its content.
    fn with_base(mut self, events: &[(Event<'_>, Span)], rules: AnchorRules, numbers: &BTreeMap<&str, usize>) -> Self {
        let mut content = Cow::Borrowed("");
        let mut images = 0_usize;
        let mut after_reference = false;
        for (event, _) in events {
            match (event, rules) {
                (Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle), _) => break,
                (Event::Start(Tag::Image { .. }), _) => images += 1,
                (Event::End(TagEnd::Image), _) => images -= 1,
                _ if images > 0 => {}
                (Event::Text(words) | Event::Code(words), AnchorRules::V04) if words.contains(['<', '>', '&']) => {
                    content.to_mut().push_str(&escaped(words));
                }
                (Event::Text(words) | Event::Code(words), _) => append(&mut content, Cow::Borrowed(words)),
                (Event::SoftBreak, AnchorRules::V05) => content.to_mut().push('\n'),
                (Event::SoftBreak | Event::HardBreak, AnchorRules::V04) => self.is_named = false,
                (Event::InlineHtml(html), AnchorRules::V04) => {
                    append(&mut content, Cow::Borrowed(html));
                    self.is_named &= !html.contains('\n');
                }
                (Event::FootnoteReference(name), _) => {
                    if after_reference && rules == AnchorRules::V05 {
                        content.to_mut().push(' ');
                    }
                    let number = numbers.get(&**name).copied().unwrap_or_default();
                    content.to_mut().push_str(&number.to_string());
                }
                _ => {}
            }
            after_reference = matches!(event, Event::FootnoteReference(_));
        }
        self.base = rules.id_from_content(&content);
        self
    }
}

/// Text as 0.4 writes it into HTML, as far as ids hang on it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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
fn raw_headings(html: &str, span: Span, footnote: Footnote, rules: AnchorRules) -> Vec<AnchorSource> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(place) = rest.find("<h") {
        rest = suffix_from(rest, place + 2);
        let Some(tag) = rest.strip_prefix(|c: char| c.is_ascii_digit()) else { continue };
        let Some((attributes, content)) = tag.split_once('>') else { continue };
        let (id, attributes) = attribute(attributes, " id=\"");
        let (_, attributes) = attribute(attributes, " class=\"");
        let Some(end) = content.find("</h").filter(|&end| !prefix_to(content, end).contains('\n')) else { continue };
        if attributes.is_empty() {
            found.push(AnchorSource {
                kind: AnchorSourceKind::RawHeading,
                span,
                base: id_from_html(prefix_to(content, end)),
                explicit: id.map(str::to_owned),
                footnote,
                is_named: rules == AnchorRules::V04 && footnote != Footnote::Unused,
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
        let parsed = parse(text, 0, dialect).expect("the parser reads it");
        parsed.anchors().map(|id| id.map(str::to_owned)).collect()
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
