//! What the tool writes into pages beside the author's text: badges, placeholders, the style. Markdown for every renderer, raw HTML for
//! `html` only. Titles, labels and values of authors are escaped here and nowhere else. HTML is written by maud alone, which escapes
//! attributes; what it takes as it is has been escaped as Markdown.

pub mod assets;
pub mod header;
mod link;
pub mod plan;
pub mod segment;
mod source;

pub use link::{link_to, link_to_source, push_link_to};

use maud::{PreEscaped, Render, html};

use crate::markdown::{entities, escape};
use crate::read::RenderOptions;
use crate::settings::Assets;
use crate::status::Status;

impl RenderOptions<'_> {
    /// A status in words, in a line of text.
    #[must_use]
    pub fn badge(&self, status: Option<&Status>) -> String {
        let label = status.map_or(self.labels.no_status.as_str(), Status::label);
        if !self.html {
            return format!("**{}**", escape(label));
        }
        let phase = status.map(|status| status.phase().name());
        let id = status.map_or("none", Status::id);
        // Entities keep Markdown from reading a label as anything but text.
        html! { span.design-status data-status=(id) data-phase=[phase] { (PreEscaped(entities(label))) } }.into_string()
    }

    /// A label in a line of text.
    #[must_use]
    pub fn label(&self, label: &str) -> String {
        if self.html {
            html! { span.design-label { (PreEscaped(entities(label))) } }.into_string()
        } else {
            format!("**{}:**", escape(label))
        }
    }

    /// What stands for a section that has no text: its words, and the names of its subsections.
    #[must_use]
    pub fn placeholder(&self, words: &str, subsections: &[String]) -> String {
        let words =
            if subsections.is_empty() { words.to_owned() } else { format!("{words}: {}", subsections.join(", ")) };
        if self.html {
            html! { p.design-stub { (PreEscaped(entities(&words))) } }.into_string()
        } else {
            format!("*{}*", escape(&words))
        }
    }

    /// The style of a page with a header, a badge or a placeholder, as a block of its own; `None` for renderers other than `html`, and for
    /// books that serve their own.
    #[must_use]
    pub fn document_style(&self) -> Option<&'static str> {
        self.has_assets().then(|| assets::DOCUMENT_STYLE.as_str())
    }

    /// The style of a page with a table, which has [`RenderOptions::document_style`] in it.
    #[must_use]
    pub fn index_style(&self) -> Option<&'static str> {
        self.has_assets().then(|| assets::INDEX_STYLE.as_str())
    }

    /// The script of a page with a table, as a block of its own.
    #[must_use]
    pub fn index_script(&self) -> Option<&'static str> {
        self.has_assets().then(|| assets::INDEX_SCRIPT.as_str())
    }

    fn has_assets(&self) -> bool {
        self.html && self.assets == Assets::Inline
    }
}

/// Markdown as the content of an element of HTML: blank lines around it make the host read it as Markdown.
#[derive(Debug, Clone, Copy)]
pub struct MarkdownBlock<'m>(pub &'m str);

impl Render for MarkdownBlock<'_> {
    fn render_to(&self, html: &mut String) {
        html.extend(["\n\n", self.0, "\n\n"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Dialect;
    use crate::settings::Labels;
    use crate::status::Statuses;

    #[test]
    fn words_of_authors_stay_words() {
        let labels = Labels { no_status: "<b>*no*</b> {{#x}}".to_owned(), ..Labels::default() };
        let options = RenderOptions { html: true, labels: &labels, assets: Assets::Inline, dialect: Dialect::V05 };
        assert_eq!(
            options.badge(None),
            "<span class=\"design-status\" data-status=\"none\">&#60;b&#62;&#42;no&#42;&#60;/b&#62; &#123;&#123;&#35;x&#125;&#125;</span>"
        );
        let statuses = Statuses::default();
        assert_eq!(
            options.badge(statuses.with_id("in-review")),
            "<span class=\"design-status\" data-status=\"in-review\" data-phase=\"open\">In review</span>"
        );
        let plain = RenderOptions { html: false, ..options };
        assert_eq!(plain.badge(statuses.with_id("draft")), "**Draft**");
        assert_eq!(plain.document_style(), None);
        assert_eq!(plain.index_script(), None);
        assert_eq!(plain.placeholder("Not yet written", &["A".to_owned(), "B".to_owned()]), "*Not yet written: A, B*");
        assert!(options.index_style().is_some() && options.index_script().is_some());
        assert_eq!(RenderOptions { assets: Assets::None, ..options }.document_style(), None);
    }
}
