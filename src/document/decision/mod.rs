//! The decisions in a document: area, reasons and status of each, with what was chosen.

mod heading;
mod in_list;
mod of_document;
mod reasons;

use crate::markdown::{Inline, Parsed};
use crate::status::{Status, Statuses};
use crate::text::Span;

use super::choice::{Choice, choice};
use super::label::Label;
use super::metadata::Form;
use super::metadata::nearest_status;
use super::outline::{Outline, Section};
use super::sections::{Matching, Role};
use super::statement::{self, Statement};
use super::status_value::{self, StatusValue};
use heading::{group, is_decision};
use in_list::in_list;
use reasons::says_more;

pub(crate) use super::choice::ChoiceFrom;
pub(crate) use heading::{area_start, number_start, written_number};
pub(crate) use of_document::of_document;

/// One decision inside a document.
#[derive(Debug, Clone)]
pub struct Decision {
    /// From 1 in the document's order.
    pub number: u32,
    /// What it is about.
    pub area: Inline,
    /// What was chosen, if it says so.
    pub choice: Option<Inline>,
    /// Why that text is the choice: for messages.
    pub choice_from: ChoiceFrom,
    /// Where the statement stands that says it; `None` if none does.
    pub choice_span: Option<Span>,
    /// Its reasons.
    pub rationale: Vec<Inline>,
    /// What it costs.
    pub trade_offs: Vec<Inline>,
    /// What was not chosen.
    pub alternatives: Vec<Inline>,
    /// Whether it gives reasons, or says more than its choice outside of all labels: prose that may well be its reasons.
    pub may_give_reasons: bool,
    /// Its own status, if it says one.
    pub status: Option<Status>,
    /// How it says that status; `None` if it says none.
    pub status_said: Option<StatusSaid>,
    /// Its own status as it is written, if the book has none of that name.
    pub unread_status: Option<UnreadStatus>,
    /// The heading to link to: the decision's own or that of the section; the place in [`Parsed::headings`].
    pub heading: usize,
    /// Whether it is the document itself.
    pub is_document: bool,
    /// The section of its own heading in [`Outline::sections`]; `None` for an item of a list, and for the document itself.
    pub section: Option<usize>,
    /// Where it stands.
    pub span: Span,
}

/// How a decision says its own status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusSaid {
    /// The words behind the label.
    pub words: String,
    /// How it is written: [`Form::Line`] or [`Form::List`].
    pub form: Form,
    /// Where it stands, with its label.
    pub span: Span,
}

impl Decision {
    /// One that says no more than what was chosen.
    fn new(area: Inline, choice: Choice, heading: usize, span: Span) -> Self {
        Self {
            number: 0,
            area,
            choice: choice.words,
            choice_from: choice.from,
            choice_span: choice.span,
            rationale: Vec::new(),
            trade_offs: Vec::new(),
            alternatives: Vec::new(),
            may_give_reasons: false,
            status: None,
            status_said: None,
            unread_status: None,
            heading,
            is_document: false,
            section: None,
            span,
        }
    }

    /// What messages call it: its area, which stays when another decision comes before it; its number if it has none.
    #[must_use]
    pub fn called(&self) -> String {
        let area = self.area.plain().trim();
        if area.is_empty() { self.number.to_string() } else { format!("`{area}`") }
    }
}

/// A decision's own status that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadStatus {
    /// The words behind the label.
    pub words: String,
    /// Whether they stand for a status that is to come.
    pub is_placeholder: bool,
    /// The status of the book that is most like them.
    pub nearest: Option<String>,
    /// Where it stands, with its label.
    pub span: Span,
}

impl UnreadStatus {
    /// The span of its words alone, where they are written as they are shown.
    #[must_use]
    pub fn words_span(&self, text: &str) -> Span {
        let words = self.span.of(text).rfind(self.words.as_str()).filter(|_| !self.words.is_empty());
        words.map_or(self.span, |at| Span::new(self.span.start + at, self.span.start + at + self.words.len()))
    }
}

/// Finds the decisions of a document, in order, numbered from 1.
pub(crate) fn read_decisions(
    parsed: &Parsed<'_>,
    outline: &Outline,
    matching: &Matching<'_>,
    statuses: &Statuses,
) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (place, section) in outline.sections.iter().enumerate() {
        let Some(found) = matching.matches[place].filter(|_| matching.holds_decisions(place)) else { continue };
        let slot = matching.slots[found.slot].slot;
        let before = decisions.len();
        for (child, below) in outline.children(Some(place)) {
            if below.level == section.level + 1 && is_decision(parsed, below, slot) {
                let grouped = group(parsed, outline, child);
                if grouped.is_empty() {
                    decisions.push(under_heading(parsed, child, below, statuses));
                }
                for (place, section) in grouped {
                    decisions.push(under_heading(parsed, place, section, statuses));
                }
            }
        }
        if decisions.len() == before && (before == 0 || found.role == Role::Fills) {
            decisions.extend(in_list(parsed, section, slot, statuses));
        }
    }
    for (number, decision) in (1..).zip(&mut decisions) {
        decision.number = number;
    }
    decisions
}

fn under_heading(parsed: &Parsed<'_>, place: usize, section: &Section, statuses: &Statuses) -> Decision {
    let heading = &parsed.headings[section.heading];
    let statements = statement::read_statements(parsed, Span::new(section.own.start, section.span.end));
    let whole = Inline::from_events(parsed.events_of_heading(heading));
    let plain = whole.plain();
    let area = whole.slice(area_start(plain), plain.len()).tidied();
    decision(area, statements, section.heading, Some(place), section.span, statuses)
}

fn decision(
    area: Inline,
    statements: Vec<Statement>,
    heading: usize,
    section: Option<usize>,
    span: Span,
    statuses: &Statuses,
) -> Decision {
    let choice = choice(&area, &statements);
    let choice_span = choice.span;
    let mut decision = Decision { section, ..Decision::new(area, choice, heading, span) };
    decision.may_give_reasons = statements.iter().any(|statement| match statement.label {
        Some(Label::Rationale | Label::TradeOffs) => !statement.is_blank(),
        _ => false,
    }) || statements.iter().any(|statement| says_more(statement, choice_span));
    for (label, statement) in introduced(statements) {
        decision.add(statement, label, statuses);
    }
    decision.may_give_reasons |= !decision.rationale.is_empty() || !decision.trade_offs.is_empty();
    decision
}

/// The statements, each with its label or the one that introduces it: a label alone speaks for the paragraph and the lists that follow it.
fn introduced(statements: Vec<Statement>) -> impl Iterator<Item = (Option<Label>, Statement)> {
    let mut current = None;
    let mut is_alone = false;
    statements.into_iter().map(move |statement| {
        current = match (statement.label, statement.list) {
            (Some(label), None) => Some(label),
            (None, None) if !is_alone => None,
            (None, None) | (_, Some(_)) => current,
        };
        is_alone = statement.list.is_none() && statement.label.is_some() && statement.is_blank();
        (statement.label.or(current), statement)
    })
}

impl Decision {
    fn add(&mut self, mut statement: Statement, label: Option<Label>, statuses: &Statuses) {
        if label == Some(Label::Status) && statement.label == label && self.status.is_none() {
            match status_value::parse_status_value(&statement.inline_words(), statuses) {
                StatusValue::Known { status, .. } => {
                    self.status = Some(status);
                    let form = if statement.list.is_some() { Form::List } else { Form::Line };
                    let words = statement.words().trim().to_owned();
                    self.status_said = Some(StatusSaid { words, form, span: statement.span });
                }
                value => {
                    let words = statement.words().trim().to_owned();
                    let nearest = nearest_status(&words, statuses).map(str::to_owned);
                    let is_placeholder = value != StatusValue::Unknown;
                    self.unread_status = Some(UnreadStatus { words, is_placeholder, nearest, span: statement.span });
                }
            }
            return;
        }
        let nested = std::mem::take(&mut statement.nested);
        let list = match label {
            Some(Label::Rationale) => &mut self.rationale,
            Some(Label::TradeOffs) => &mut self.trade_offs,
            Some(Label::Alternatives) => &mut self.alternatives,
            // A plain bullet under `… because:` is a reason.
            None if statement.list.is_some() && self.choice_from == ChoiceFrom::Sentence => &mut self.rationale,
            _ => {
                for nested in nested.into_iter().filter(|nested| nested.label.is_some()) {
                    let label = nested.label;
                    self.add(nested, label, statuses);
                }
                return;
            }
        };
        if !statement.is_blank() {
            list.push(statement.into_words());
        }
        for nested in nested {
            let label = nested.label.or(label);
            self.add(nested, label, statuses);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};
    use crate::template::Template;

    fn decisions(text: &str) -> Vec<Decision> {
        let template = Template::built_in("full").expect("built in");
        let text = format!("# T\n\n## Design Decisions\n\n{text}");
        let parsed = parse(&text, 0, Dialect::V04).expect("the parser reads it");
        let outline = Outline::from_parsed(&parsed, 0);
        let matching = Matching::with_template(&parsed, &outline, &template, true);
        read_decisions(&parsed, &outline, &matching, &Statuses::default())
    }

    #[test]
    fn what_may_give_reasons() {
        for (body, may_give_reasons) in [
            ("Will use PostgreSQL.", false),
            ("Approach: PostgreSQL", false),
            ("We will use Redis, Kafka and Postgres.", false),
            ("Will move to the new store.", false),
            ("Will move to PostgreSQL.", false),
            ("Keep letters, and nothing else.", false),
            ("**Status:** Accepted\n\nWill use PostgreSQL.", false),
            ("Will implement:\n\n- PostgreSQL", false),
            ("Will use PostgreSQL.\n\nIt survives.", true),
            ("- Will use x\n- It is quick", true),
            ("Because it is atomic, we will use PostgreSQL.", true),
            ("Will use PostgreSQL (because it's quick).", true),
            ("To keep bookings atomic, we will use PostgreSQL.", true),
            ("Use PostgreSQL to avoid double bookings.", true),
            ("We use PostgreSQL, as everyone knows it.", true),
            ("We use PostgreSQL, which survives a restart.", true),
            ("Wir nehmen PostgreSQL, weil es atomar ist.", true),
            ("Use x. It is quick.", true),
        ] {
            assert_eq!(decisions(&format!("### 1. A\n\n{body}\n"))[0].may_give_reasons, may_give_reasons, "{body}");
        }
    }

    #[test]
    fn own_statuses_that_are_none() {
        for (status, expected) in [
            ("TBD", Some((true, None))),
            ("{draft|accepted}", Some((true, None))),
            ("Aproved", Some((false, Some("approved")))),
            ("Accepted", None),
        ] {
            let found = decisions(&format!("### 1. A\n\n**Status:** {status}\n\nUse x.\n"));
            let unread = found[0].unread_status.as_ref();
            let unread = unread.map(|unread| (unread.is_placeholder, unread.nearest.as_deref()));
            assert_eq!(unread, expected, "{status}");
        }
    }

    #[test]
    fn reasons_and_own_status() {
        let found = decisions(
            "### 1. A\n\nWill use x because:\n- fast\n- **Trade-offs:** slow\n- Alternatives considered:\n  - y\n  - z\n\n**Status:** Superseded by 2\n",
        );
        let plain = |list: &[Inline]| list.iter().map(|words| words.plain().to_owned()).collect::<Vec<_>>();
        assert_eq!(plain(&found[0].rationale), ["fast"]);
        assert_eq!(plain(&found[0].trade_offs), ["slow"]);
        assert_eq!(plain(&found[0].alternatives), ["y", "z"]);
        assert_eq!(found[0].status.as_ref().map(Status::id), Some("superseded"));
    }

    #[test]
    fn headings_beside_the_decisions() {
        let found = decisions(
            "### 1. A\n\nx\n\n### Open Questions\n\n- y?\n\n### Summary\n\nz\n\n### 2. Context\n\nx\n\n### Storage\n\nx\n\n### Tags\n\nx\n",
        );
        let areas: Vec<_> = found.iter().map(|found| found.area.plain()).collect();
        assert_eq!(areas, ["A", "Context", "Storage", "Tags"]);
    }

    #[test]
    fn groups_are_no_decisions() {
        let found = decisions(
            "### Backend\n\n#### 1. Store\n\nUse x.\n\n#### 2. Queue\n\nUse y.\n\n### Frontend\n\n#### 3. UI\n\nUse z.\n",
        );
        let areas: Vec<_> = found.iter().map(|found| (found.number, found.area.plain())).collect();
        assert_eq!(areas, [(1, "Store"), (2, "Queue"), (3, "UI")]);
    }

    #[test]
    fn what_a_label_alone_introduces() {
        let found = decisions(
            "### 1. A\n\nUse x.\n\n**Rationale**\n\nIt is fast.\n\nMore.\n\n#### Alternatives\n\ny is slow.\n",
        );
        let plain = |list: &[Inline]| list.iter().map(|words| words.plain().to_owned()).collect::<Vec<_>>();
        assert_eq!(found[0].choice.as_ref().map(Inline::plain), Some("Use x"));
        assert_eq!(plain(&found[0].rationale), ["It is fast."]);
        assert_eq!(plain(&found[0].alternatives), ["y is slow."]);
    }

    #[test]
    fn decisions_in_a_list() {
        let areas = |text: &str| {
            decisions(text)
                .iter()
                .map(|found| {
                    (found.area.plain().to_owned(), found.choice.as_ref().map(|choice| choice.plain().to_owned()))
                })
                .collect::<Vec<_>>()
        };
        let pair = |area: &str, choice: &str| (area.to_owned(), Some(choice.to_owned()));
        assert_eq!(
            areas("- **Storage:** Use x because y\n- **Queue** – Use z. Then\n"),
            [pair("Storage", "Use x"), pair("Queue", "Use z")]
        );
        assert_eq!(
            areas("1. **Storage**: Use x\n2. **Queue**: Use z\n"),
            [pair("Storage", "Use x"), pair("Queue", "Use z")]
        );
        assert_eq!(areas("- Use x because y\n"), [pair("Use x", "Use x")]);
        assert_eq!(
            areas("- **CSV only in v1.** XLSX can come later\n- **Trade-off:** ops\n- **Queue.** Use z\n"),
            [pair("CSV only in v1", "CSV only in v1"), pair("Queue", "Use z")]
        );
        assert!(areas("1. First\n2. Second\n").is_empty());
        assert!(areas("**Trade-offs:**\n\n- a\n- b\n").is_empty());
        assert!(
            areas("### 1. [Major Decision Area]\nWill implement/choose [approach] because:\n- Rationale 1\n")
                .is_empty()
        );
    }
}
