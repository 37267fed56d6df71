//! The cells of a row, as Markdown that shows what the document says and nothing else.

use std::fmt::Write as _;

use maud::{PreEscaped, html};

use crate::catalog::{DecisionRecord, DocumentLink, DocumentRecord};
use crate::directive::Column;
use crate::markdown::{Inline, entities, escape, print};

use super::row::IndexRow;
use super::{PageContext, table};
use crate::page::push_link_to;

/// Stands where a row has nothing to show.
pub(super) const NOTHING: &str = "–";

impl IndexRow<'_> {
    /// The document's name in words, or its path if it has none.
    pub(super) fn document_name(&self) -> String {
        let name = &self.document.name;
        if name.is_blank() { self.document.path.to_string() } else { name.plain().trim().to_owned() }
    }

    /// Writes what the row shows in a column behind the line's other cells.
    pub(super) fn push_cell(&self, column: Column, page: &PageContext<'_>, line: &mut String) {
        let options = &page.options;
        let start = line.len();
        // On a phone a row is a card without a head: what doesn't explain itself has its label with it.
        if options.html && !matches!(column, Column::Decision | Column::Choice | Column::Document | Column::Status) {
            let mut words = String::new();
            self.push_words(column, page, &mut words);
            let label = PreEscaped(entities(table::label(column, options.labels)));
            if !words.is_empty() {
                line.push_str(&html! { span.design-cell data-label=(label) { (PreEscaped(words)) } }.0);
            }
        } else {
            self.push_words(column, page, line);
        }
        if line.len() == start {
            line.push_str(&if options.html {
                html! { span.design-nothing { (NOTHING) } }.0
            } else {
                NOTHING.to_owned()
            });
        }
    }

    /// Writes what the row says in a column, which may be nothing.
    fn push_words(&self, column: Column, page: &PageContext<'_>, line: &mut String) {
        match column {
            Column::Decision => self.push_decision_link(page, line),
            Column::Choice => {
                if let Some(choice) = self.decision.and_then(|decision| decision.choice.as_ref()) {
                    line.push_str(&print(choice, page.options.html));
                }
            }
            Column::Document => self.push_document_link(page, line),
            // Unknown for a document that was not read.
            Column::Status | Column::Decisions if !self.document.is_read => {}
            Column::Status => {
                line.push_str(&page.options.badge(self.status()));
                self.push_successors(page, line);
            }
            Column::Decisions => line.push_str(&self.document.decisions.len().to_string()),
            Column::Date => line.push_str(&escape(self.document.date.as_deref().unwrap_or_default().trim())),
            Column::Authors => line.push_str(&join_words(&self.document.authors)),
            Column::Tags => line.push_str(&join_words(&self.document.tags)),
            Column::Progress => line.extend(self.document.tasks.map(|tasks| tasks.to_string())),
            Column::Collection => line.push_str(&escape(self.document.collection.label.trim())),
        }
    }

    fn push_decision_link(&self, page: &PageContext<'_>, line: &mut String) {
        let Some(decision) = self.decision else { return };
        let number = self.document.number_of(decision).map_or(String::new(), |number| number.to_string());
        let mark = if number.is_empty() || decision.area.is_blank() { "" } else { ". " };
        let area = if decision.area.is_blank() && number.is_empty() {
            escape(self.document.path.as_str())
        } else {
            print(&decision.area, page.options.html)
        };
        let _ = write!(line, "[{number}{mark}{area}");
        line.push_str("](");
        push_link_to(page.path, self.document.path.as_str(), decision.fragment.as_deref(), line);
        line.push(')');
    }

    /// What holds in the place of the decision, or of its document.
    fn push_successors(&self, page: &PageContext<'_>, line: &mut String) {
        let own = self.decision.map(|decision| &decision.superseded_by).filter(|own| !own.is_empty());
        let successors = own.unwrap_or(&self.document.superseded_by);
        if successors.is_empty() {
            return;
        }
        let mut words = escape(&page.options.labels.superseded_by);
        for (n, link) in successors.iter().enumerate() {
            words.push_str(if n == 0 { " " } else { ", " });
            push_link(page, link, &mut words);
        }
        line.push(' ');
        line.push_str(&if page.options.html {
            html! { span.design-successor { (PreEscaped(words)) } }.0
        } else {
            words
        });
    }

    fn push_document_link(&self, page: &PageContext<'_>, line: &mut String) {
        let DocumentRecord { name, path, .. } = self.document;
        push_named_link(page, name, path.as_str(), None, None, line);
    }
}

/// Writes a link to a document, or to a decision in it.
pub fn push_link(page: &PageContext<'_>, link: &DocumentLink, line: &mut String) {
    push_named_link(page, &link.name, link.path.as_str(), link.decision.as_ref(), link.fragment.as_deref(), line);
}

/// A link to a decision with its badge, for a line of text: from its own page with its number and area, from others with the document's
/// name too.
#[must_use]
pub fn decision_link(document: &DocumentRecord, decision: &DecisionRecord, page: &PageContext<'_>) -> String {
    let row = IndexRow { document, place: 0, decision: Some(decision), nth: 0 };
    let mut line = String::new();
    if decision.is_document || document.path.as_str() == page.path {
        row.push_decision_link(page, &mut line);
    } else {
        let part = (decision.number, decision.area.clone());
        push_named_link(
            page,
            &document.name,
            document.path.as_str(),
            Some(&part),
            decision.fragment.as_deref(),
            &mut line,
        );
    }
    line + " " + &page.options.badge(decision.status.as_ref())
}

fn push_named_link(
    page: &PageContext<'_>,
    name: &Inline,
    path: &str,
    decision: Option<&(u32, Inline)>,
    fragment: Option<&str>,
    line: &mut String,
) {
    line.push('[');
    line.push_str(&if name.is_blank() { escape(path) } else { print(name, page.options.html) });
    if let Some((number, area)) = decision {
        let _ = write!(line, ", {number}. {}", print(area, page.options.html));
    }
    line.push_str("](");
    push_link_to(page.path, path, fragment, line);
    line.push(')');
}

fn join_words(words: &[String]) -> String {
    let words = words.iter().map(|word| escape(word.trim())).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(", ")
}
