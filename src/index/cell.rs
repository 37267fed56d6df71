//! The cells of a row, as Markdown that shows what the document says and nothing else.

use crate::directive::Column;
use crate::markdown::{escape, print};

use super::row::Row;
use super::{Page, link_to};

/// Stands where a row has nothing to show.
pub(super) const NOTHING: &str = "–";

impl Row<'_> {
    /// The document's name in words, or its path if it has none.
    pub(super) fn document_name(&self) -> String {
        let name = &self.document.name;
        if name.is_blank() { self.document.path.clone() } else { name.plain().trim().to_owned() }
    }

    /// What the row shows in a column.
    pub(super) fn cell(&self, column: Column, page: &Page<'_>) -> String {
        let cell = match column {
            Column::Decision => self.decision_link(page),
            Column::Choice => {
                let choice = self.decision.and_then(|decision| decision.choice.as_ref());
                choice.map(|choice| print(choice, page.look.html)).unwrap_or_default()
            }
            Column::Document => self.document_link(page),
            Column::Status => page.look.badge(self.status()),
            Column::Decisions => self.document.decisions.len().to_string(),
            Column::Date => escape(self.document.date.as_deref().unwrap_or_default().trim()),
            Column::Authors => listed(&self.document.authors),
            Column::Tags => listed(&self.document.tags),
        };
        if cell.is_empty() { NOTHING.to_owned() } else { cell }
    }

    fn decision_link(&self, page: &Page<'_>) -> String {
        let Some(decision) = self.decision else { return String::new() };
        let link = link_to(page.path, &self.document.path, decision.fragment.as_deref());
        let number = decision.number;
        if decision.area.is_blank() {
            format!("[{number}]({link})")
        } else {
            format!("[{number}. {}]({link})", print(&decision.area, page.look.html))
        }
    }

    fn document_link(&self, page: &Page<'_>) -> String {
        let name = &self.document.name;
        let text = if name.is_blank() { escape(&self.document.path) } else { print(name, page.look.html) };
        format!("[{text}]({})", link_to(page.path, &self.document.path, None))
    }
}

fn listed(words: &[String]) -> String {
    let words = words.iter().map(|word| escape(word.trim())).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(", ")
}
