//! What a document says of others: which it supersedes, amends, depends on or relates to. It must not know them, so it can't say whether
//! they are there.

use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{Dialect, Inline, Parsed, parse};
use crate::span::{Span, prefix_to, suffix_from};

use super::Document;
use super::decision::Decision;
use super::field::FieldName;
use super::metadata::{Field, FieldValue, Form};

/// How two documents stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The one takes the other's place.
    Supersedes,
    /// The one changes a part of the other.
    Amends,
    /// The one rests on the other.
    DependsOn,
    /// The two have to do with each other.
    RelatesTo,
}

impl Relation {
    /// The name of the field that declares it, for example `depends-on`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::Amends => "amends",
            Self::DependsOn => "depends-on",
            Self::RelatesTo => "relates-to",
        }
    }

    /// What one document does to another, or has done to it.
    #[must_use]
    pub const fn words(self, is_inverse: bool) -> &'static str {
        match (self, is_inverse) {
            (Self::Supersedes, false) => "supersedes",
            (Self::Supersedes, true) => "superseded by",
            (Self::Amends, false) => "amends",
            (Self::Amends, true) => "amended by",
            (Self::DependsOn, false) => "depends on",
            (Self::DependsOn, true) => "needed by",
            (Self::RelatesTo, _) => "relates to",
        }
    }
}

/// One mention of another document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// How the two stand to each other.
    pub relation: Relation,
    /// Whether it is the other one that supersedes, amends or depends on this one.
    pub is_inverse: bool,
    /// The number of the decision that says so; `None` for the document as a whole.
    pub decision: Option<u32>,
    /// What the author calls the other one: a path, an id, a number, a name, the words of a link.
    pub words: String,
    /// Where the link leads, if it is one.
    pub destination: Option<String>,
    /// Whether the words may be prose that names no document: they stand behind a status, and no link does.
    pub may_be_prose: bool,
    /// Where it stands.
    pub span: Span,
    /// The field of front matter that says so, as its place among the fields, and which of its values it is.
    pub value: Option<(usize, usize)>,
}

/// How people say it in a sentence, with the words in lower case; what stands behind it is the other one.
const PHRASES: [(&str, Relation, bool); 17] = [
    ("superseded by", Relation::Supersedes, true),
    ("superceded by", Relation::Supersedes, true),
    ("superseeded by", Relation::Supersedes, true),
    ("replaced by", Relation::Supersedes, true),
    ("obsoleted by", Relation::Supersedes, true),
    ("supersedes", Relation::Supersedes, false),
    ("supercedes", Relation::Supersedes, false),
    ("superseeds", Relation::Supersedes, false),
    ("replaces", Relation::Supersedes, false),
    ("obsoletes", Relation::Supersedes, false),
    ("amended by", Relation::Amends, true),
    ("amends", Relation::Amends, false),
    ("depends on", Relation::DependsOn, false),
    ("needed by", Relation::DependsOn, true),
    ("required by", Relation::DependsOn, true),
    ("relates to", Relation::RelatesTo, false),
    ("related to", Relation::RelatesTo, false),
];

/// The relation that a field declares, and whether it is the other one that does it.
#[must_use]
pub fn of_field(name: FieldName) -> Option<(Relation, bool)> {
    match name {
        FieldName::Supersedes => Some((Relation::Supersedes, false)),
        FieldName::SupersededBy => Some((Relation::Supersedes, true)),
        FieldName::Amends => Some((Relation::Amends, false)),
        FieldName::DependsOn => Some((Relation::DependsOn, false)),
        FieldName::RelatesTo => Some((Relation::RelatesTo, false)),
        _ => None,
    }
}

/// The last phrase in a text, and where what follows it begins.
fn phrase(text: &str) -> Option<(Relation, bool, usize)> {
    let lower = text.to_ascii_lowercase();
    let found = PHRASES.iter().filter_map(|&(words, relation, is_inverse)| {
        let at = lower.rfind(words)?;
        let (before, behind) = (prefix_to(&lower, at), suffix_from(&lower, at + words.len()));
        let is_word = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        is_word.then_some((at + words.len(), relation, is_inverse))
    });
    // `superseded by` ends behind `supersedes`; of two at one place the longer one counts.
    found.max_by_key(|(end, ..)| *end).map(|(end, relation, is_inverse)| (relation, is_inverse, end))
}

/// Every reference in a document's metadata and in the statuses of its decisions, in their order.
#[must_use]
pub fn read(document: &Document<'_>, decisions: &[Decision]) -> Vec<Reference> {
    let metadata = &document.metadata;
    let mut references = Vec::new();
    for (place, field) in metadata.fields.iter().enumerate() {
        if let Some(relation) = field.name.and_then(of_field) {
            of_values(document, field, place, relation, &mut references);
        // A template's prompt, `[proposed | superseded by [ADR-5](0005-x.md)]`, says nothing.
        } else if field.name == Some(FieldName::Status) && !metadata.is_prompt(place) {
            let is_superseded = metadata.status_field == Some(place)
                && metadata.status.as_ref().is_some_and(|status| status.id() == "superseded");
            of_status(document, field, is_superseded, &mut references);
        }
    }
    for decision in decisions {
        let (Some(said), Some(status)) = (&decision.status_said, &decision.status) else { continue };
        let usual = (status.id() == "superseded").then_some((Relation::Supersedes, true));
        let mut said = in_markdown(inside(&document.parsed, said.span), usual, said.span);
        said.iter_mut().for_each(|reference| reference.decision = Some(decision.number));
        references.extend(said);
    }
    // A section is read as a whole, beside its fields.
    let mut known = Vec::new();
    references.retain(|reference| {
        let key = (reference.relation, reference.is_inverse, reference.decision, reference.span);
        let is_new = reference.destination.is_none() || !known.contains(&key);
        known.push(key);
        is_new
    });
    references
}

/// The values of a field that declares a relation.
fn of_values(
    document: &Document<'_>,
    field: &Field,
    place: usize,
    (relation, is_inverse): (Relation, bool),
    references: &mut Vec<Reference>,
) {
    // `Depends on: Redis 7` and `Related: the checkout` in a text name no document.
    let is_loose = matches!(field.value, FieldValue::Markdown(..))
        && matches!(relation, Relation::DependsOn | Relation::RelatesTo);
    let reference = |words: &str, destination: Option<String>, value: Option<(usize, usize)>| Reference {
        relation,
        is_inverse,
        decision: None,
        words: words.trim().to_owned(),
        destination,
        may_be_prose: is_loose,
        span: field.span,
        value,
    };
    if let FieldValue::Markdown(span, _) = field.value {
        let links = in_markdown(inside(&document.parsed, span), Some((relation, is_inverse)), span);
        if !links.is_empty() {
            references.extend(links);
            return;
        }
    }
    let is_front_matter = place < document.metadata.front_matter_fields;
    for (n, words) in field.values().iter().enumerate().filter(|(_, words)| !is_none(words)) {
        let (words, destination) = link_in(words).unwrap_or_else(|| (words.clone(), None));
        references.push(reference(&words, destination, is_front_matter.then_some((place, n))));
    }
}

/// What stands behind the word of a status: links, or one name.
fn of_status(document: &Document<'_>, field: &Field, is_superseded: bool, references: &mut Vec<Reference>) {
    let usual = is_superseded.then_some((Relation::Supersedes, true));
    let before = references.len();
    match &field.value {
        // `Superseded by [5. Queues](0005-queues.md)` may stand in a paragraph of its own, as adr-tools writes it.
        FieldValue::Markdown(..) if field.form == Form::Section => {
            let sections = &document.outline.sections;
            if let Some(section) = sections.iter().find(|section| section.own.contains(field.span)) {
                references.extend(in_markdown(document.parsed.events_in(section.own), usual, section.own));
            }
        }
        FieldValue::Markdown(span, _) => references.extend(in_markdown(inside(&document.parsed, *span), usual, *span)),
        FieldValue::Plain(values) => {
            for value in values {
                let Ok(parsed) = parse(value, 0, Dialect::V05) else { continue };
                let found = in_markdown(&parsed.events, usual, field.span);
                references.extend(found.into_iter().map(|reference| Reference { span: field.span, ..reference }));
            }
        }
    }
    if references.len() > before {
        return;
    }
    let words = field.words();
    let Some((relation, is_inverse, end)) = phrase(&words) else { return };
    let name = suffix_from(&words, end).trim_start_matches([':', ' ']);
    let name = name.split([',', ';', '(', '|']).next().unwrap_or_default().trim().trim_end_matches('.');
    if !is_none(name) {
        references.push(Reference {
            relation,
            is_inverse,
            decision: None,
            words: name.to_owned(),
            destination: None,
            may_be_prose: true,
            span: field.span,
            value: None,
        });
    }
}

/// The links behind a phrase in the same line, and those listed after them; else, the first link is in the relation that is `usual` there.
fn in_markdown(events: &[(Event<'_>, Span)], usual: Option<(Relation, bool)>, place: Span) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut line = String::new();
    // What the last link of this line said, and where the words behind it begin.
    let mut last: Option<((Relation, bool), usize)> = None;
    let mut rest = events;
    while let Some((event, span)) = rest.first() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let since = last.map_or(0, |(_, end)| end);
                let listed = last.map(|(relation, _)| relation).filter(|_| is_separator(suffix_from(&line, since)));
                let said = phrase(suffix_from(&line, since))
                    .filter(|(.., end)| !suffix_from(&line, since + end).contains(['.', ',', ';']));
                let said = said.map(|(relation, is_inverse, _)| (relation, is_inverse));
                let found = said.or(listed).or(usual.filter(|_| references.is_empty()));
                let end = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Link)));
                let words = Inline::of(&rest[1..end.unwrap_or(1).max(1)]);
                if let Some((relation, is_inverse)) = found {
                    references.push(Reference {
                        relation,
                        is_inverse,
                        decision: None,
                        words: words.plain().trim().to_owned(),
                        destination: Some(dest_url.to_string()),
                        may_be_prose: false,
                        span: if place.contains(*span) { *span } else { place },
                        value: None,
                    });
                    line.push_str(words.plain());
                    last = Some(((relation, is_inverse), line.len()));
                    rest = &rest[end.unwrap_or(0)..];
                }
            }
            Event::Text(words) | Event::Code(words) => line.push_str(words),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell)
            | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                line.clear();
                last = None;
            }
            _ => {}
        }
        rest = &rest[1..];
    }
    references
}

/// The events of a block that a part of it touches.
fn inside<'p, 'a>(parsed: &'p Parsed<'a>, part: Span) -> &'p [(Event<'a>, Span)] {
    let block = parsed.blocks.partition_point(|block| block.span.start <= part.start).checked_sub(1);
    let events = block.map_or(&[][..], |block| parsed.events_of(&parsed.blocks[block]));
    // The words before a link may begin with the field's label.
    let touches = |(event, span): &(Event<'_>, Span)| {
        let is_around = matches!(event, Event::Start(_) | Event::End(_)) && !part.contains(*span);
        !is_around && span.start < part.end && part.start < span.end
    };
    let first = events.iter().position(touches).unwrap_or(events.len());
    let end = events.iter().rposition(touches).map_or(first, |last| last + 1);
    &events[first..end]
}

/// Whether words do nothing but part two items of a list.
fn is_separator(words: &str) -> bool {
    let mut parts =
        words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '&')).filter(|part| !part.is_empty());
    !words.trim().is_empty() && parts.all(|part| matches!(part, "and" | "or"))
}

/// The words and the destination of a value that is a Markdown link.
fn link_in(value: &str) -> Option<(String, Option<String>)> {
    if !value.starts_with(['[', '<']) {
        return None;
    }
    let parsed = parse(value, 0, Dialect::V05).ok()?;
    let found = in_markdown(&parsed.events, Some((Relation::RelatesTo, false)), Span::at(0)).into_iter().next()?;
    Some((found.words, found.destination))
}

/// Whether a value says that there is no other document.
#[must_use]
pub fn is_none(words: &str) -> bool {
    let words = words.trim();
    !words.contains(char::is_alphanumeric)
        || ["none", "n/a", "na", "no", "null", "tbd", "todo"].iter().any(|none| words.eq_ignore_ascii_case(none))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Statuses;
    use crate::template::Template;

    /// Each reference as `[decision] relation words -> destination`, `<` before what is inverse, `?` behind what may be prose.
    fn found(text: &str) -> Vec<String> {
        let statuses = Statuses::default();
        let document = Document::read(text, Dialect::V05, &statuses).expect("the parser reads it");
        let template = Template::built_in("full").expect("it is built in");
        let decisions = document.decisions(&document.matching(&template), &statuses);
        let shown = |reference: &Reference| {
            let decision = reference.decision.map_or(String::new(), |number| format!("{number} "));
            let inverse = if reference.is_inverse { "<" } else { "" };
            let prose = if reference.may_be_prose { "?" } else { "" };
            let destination = reference.destination.as_ref().map_or(String::new(), |to| format!(" -> {to}"));
            format!("{decision}{inverse}{:?} {}{prose}{destination}", reference.relation, reference.words)
        };
        read(&document, &decisions).iter().map(shown).collect()
    }

    #[test]
    fn all_ways_to_say_it() {
        for (text, expected) in [
            (
                "---\nsupersedes: [ADR-3, ledger.md#2]\nsuperseded-by: \"[New](new.md)\"\ndepends-on: 12\n---\n# T\n",
                vec!["Supersedes ADR-3", "Supersedes ledger.md#2", "<Supersedes New -> new.md", "DependsOn 12"],
            ),
            ("# T\n\nAmends: none\nRelated to: A, B\n", vec!["RelatesTo A?", "RelatesTo B?"]),
            ("# T\n\n- **Replaces:** [A](a.md) and [B](b.md)\n", vec!["Supersedes A -> a.md", "Supersedes B -> b.md"]),
            ("# T\n\nStatus: Superseded by [N](n.md), see [why](w.md)\n", vec!["<Supersedes N -> n.md"]),
            ("# T\n\nStatus: Superseded by prose, see [W](w.md)\n", vec!["<Supersedes W -> w.md"]),
            (
                "# T\n\nStatus: Superseded by [A](a.md), [B](b.md) and [C](c.md); amends [D](d.md)\n",
                vec!["<Supersedes A -> a.md", "<Supersedes B -> b.md", "<Supersedes C -> c.md", "Amends D -> d.md"],
            ),
            ("# T\n\nStatus: Superseded by ADR-0012 (2024-01-02)\n", vec!["<Supersedes ADR-0012?"]),
            ("# T\n\nStatus: Accepted, supersedes [A](a.md)\n", vec!["Supersedes A -> a.md"]),
            ("# T\n\nStatus: Accepted, see [A](a.md)\n", vec![]),
            ("# T\n\n* Status: [proposed | superseded by [A](a.md)]\n", vec![]),
            ("---\nstatus: \"{proposed | superseded by ADR-123}\"\n---\n# T\n", vec![]),
            ("---\nstatus: superseded by [ADR-5](0005-x.md)\n---\n# T\n", vec!["<Supersedes ADR-5 -> 0005-x.md"]),
            (
                "# 3. T\n\n## Status\n\nAccepted\n\nSupercedes [1. A](0001-a.md)\n\nAmended by [9. X](0009-x.md)\n\n## Context\n\nx\n",
                vec!["Supersedes 1. A -> 0001-a.md", "<Amends 9. X -> 0009-x.md"],
            ),
            ("# 3. T\n\n## Status\n\nSuperseded by [4. B](0004-b.md)\n", vec!["<Supersedes 4. B -> 0004-b.md"]),
            (
                "# T Design Document\n\n## Design Decisions\n\n### 1. A\n\n**Status:** Superseded by [N](n.md#2)\n\nWill use x.\n",
                vec!["1 <Supersedes N -> n.md#2"],
            ),
            ("# T\n\nStatus: Accepted\nDepends on: [A](a.md)\n", vec!["DependsOn A -> a.md"]),
            ("# T\n\nThis supersedes [A](a.md).\n", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
