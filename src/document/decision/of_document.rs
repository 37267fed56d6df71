//! The decision that a document is, as an ADR and an RFC are.

use crate::markdown::{Inline, Parsed};
use crate::status::Statuses;
use crate::template::Says;
use crate::text::Span;

use super::super::choice::{self, choice};
use super::super::label::Label;
use super::super::outline::Outline;
use super::super::sections::Matching;
use super::super::sentence;
use super::super::statement::{self, Statement};
use super::{Decision, introduced};

/// The decision that a document is, about `area`, out of the sections that say so in its template; `None` if it has neither a title nor a section that says what
/// was chosen.
pub(crate) fn of_document(
    parsed: &Parsed<'_>,
    outline: &Outline,
    matching: &Matching<'_>,
    area: &Inline,
    statuses: &Statuses,
) -> Option<Decision> {
    let area = area.clone();
    let saying = |says: Says| {
        let found = matching.sections_for(|slot| slot.says == Some(says)).into_iter();
        found.map(|(place, slot)| {
            let section = &outline.sections[place];
            (section, !slot.prompts.are_all_of(section.own.of(parsed.text)))
        })
    };
    let of_choice = saying(Says::Choice).next();
    let heading = outline.title.or(of_choice.map(|(section, _)| section.heading))?;
    let span = parsed.headings[of_choice.map_or(heading, |(section, _)| section.heading)].span;
    let statements = of_choice.filter(|(_, is_written)| *is_written).map(|(section, _)| {
        let own = statement::read_statements(parsed, section.own);
        if own.is_empty() {
            statement::read_statements(parsed, Span::new(section.own.start, section.span.end))
        } else {
            own
        }
    });
    let statements = statements.unwrap_or_default();
    let said = choice(&area, &statements);
    let by_choice = statements.iter().find(|statement| Some(statement.span) == said.span);
    let said_words = by_choice.map(Statement::inline_words);
    let quoted = said_words.as_deref().and_then(sentence::quoted);
    let behind = quoted.as_ref().map(|(_, rest)| rest).or(said_words.as_deref());
    let reason = behind.and_then(sentence::reason);
    let reasons = listed_reasons(&statements, by_choice, behind.filter(|_| reason.is_none()));
    let mut decision =
        Decision { number: 1, is_document: true, may_give_reasons: true, ..Decision::new(area, said, heading, span) };
    if let Some((inner, _)) = quoted {
        decision.choice = Some(inner).filter(|inner| !choice::is_to_come(inner.plain()));
    }
    decision.rationale.extend(reason);
    for (label, statement) in introduced(statements) {
        // What stands in a list below a decision is part of it, unless it is said to be its reasons.
        let label = match label {
            None | Some(Label::Choice) if reasons.is_some() && statement.list == reasons => Some(Label::Rationale),
            None => Some(Label::Other),
            label => label,
        };
        decision.add(statement, label, statuses);
    }
    for (says, label) in [
        (Says::Rationale, Label::Rationale),
        (Says::TradeOffs, Label::TradeOffs),
        (Says::Alternatives, Label::Alternatives),
    ] {
        for (section, _) in saying(says).filter(|(_, is_written)| *is_written) {
            for mut statement in statement::read_statements(parsed, section.own) {
                statement.label = None;
                decision.add(statement, Some(label), statuses);
            }
        }
    }
    Some(decision)
}

/// The list of reasons: the one that directly follows a choice which ends with `because`. `behind` is what the choice says behind its quotation
/// marks, if it has some, and if no reason follows on the line.
fn listed_reasons(statements: &[Statement], choice: Option<&Statement>, behind: Option<&Inline>) -> Option<usize> {
    let place = statements.iter().position(|statement| choice.is_some_and(|choice| choice.span == statement.span))?;
    behind.filter(|words| sentence::is_reasoned(words)).and(statements.get(place + 1)?.list)
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::markdown::{Dialect, Inline};
    use crate::status::Statuses;
    use crate::template::Template;

    /// What a record says: choice, rationale, trade-offs, alternatives.
    fn said(template: &str, text: &str) -> (Option<String>, [Vec<String>; 3]) {
        let statuses = Statuses::default();
        let document = Document::parse(text, Dialect::V04, &statuses).expect("the parser reads it");
        let template = Template::built_in(template).expect("it is built in");
        let matching = document.matching(&template);
        let found = document.as_decision(&matching, &Inline::text("Name"), &statuses).expect("it has a heading");
        assert!(found.is_document);
        let plain = |list: &[Inline]| list.iter().map(|words| words.plain().to_owned()).collect::<Vec<_>>();
        let reasons = [&found.rationale, &found.trade_offs, &found.alternatives].map(|list| plain(list));
        (found.choice.map(|choice| choice.plain().to_owned()), reasons)
    }

    #[test]
    fn choices_and_reasons_of_records() {
        let context = "# T\n\n## Context\n\nx\n\n## Decision\n\n";
        for (body, choice, rationale) in [
            ("We will use x.\n\n- a\n- b\n", Some("We will use x"), &[][..]),
            ("We will use x because:\n\n- a\n- b\n", Some("We will use x"), &["a", "b"]),
            ("We will use x because it is small.\n\n- a\n- b\n", Some("We will use x"), &["it is small."]),
            ("We will use x because:\n\n- a\n\nSteps follow.\n\n- b\n", Some("We will use x"), &["a"]),
            ("We will use x because:\n\nIt rains.\n\n- b\n", Some("We will use x"), &[]),
            ("Chosen option: \"x, because y\", because\n\n- a\n", Some("x, because y"), &["a"]),
            ("Chosen option: \"TBD\"\n", None, &[]),
            ("- a\n- b\n", Some("Name"), &[]),
            ("**Rationale:**\n\n- a\n", Some("Name"), &["a"]),
            ("```\nx\n```\n", None, &[]),
            ("### Store\n\nUse x.\n\n### Queue\n\nUse y.\n", Some("Use x"), &[]),
            ("We will [what was decided], because [the reason that weighed most].\n", None, &[]),
        ] {
            let (found, [reasons, ..]) = said("nygard", &format!("{context}{body}"));
            assert_eq!(found.as_deref(), choice, "{body}");
            assert_eq!(reasons, rationale, "{body}");
        }
    }

    #[test]
    fn other_sections_say_the_rest() {
        let text = "# T\n\n## Considered Options\n\n* x\n* y\n\n## Decision Outcome\n\nChosen option: x\n\n### Consequences\n\n* Good, because z\n\n## Context\n\nc\n";
        let (choice, reasons) = said("madr", text);
        assert_eq!(choice.as_deref(), Some("x"));
        assert_eq!(reasons, [vec![], vec!["Good, because z".to_owned()], vec!["x".to_owned(), "y".to_owned()]]);
    }
}
