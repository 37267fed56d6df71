//! A status as a badge in running text.

use maud::{PreEscaped, html};

use crate::markdown::escape;
use crate::settings::Labels;
use crate::status::Status;

/// What `data-status` says where there is no status.
const NO_STATUS: &str = "none";

/// Inline Markdown that shows a status, or that there is none: its label in an element that a style sheet can colour,
/// or in bold for renderers other than HTML.
#[must_use]
pub fn badge(status: Option<&Status>, html: bool, labels: &Labels) -> String {
    let label = escape(status.map_or(labels.no_status.as_str(), Status::label));
    if !html {
        return format!("**{label}**");
    }
    let id = status.map_or(NO_STATUS, Status::id);
    let phase = status.map(|status| status.phase().name());
    // What stands between inline tags is Markdown, and is escaped as such.
    html! { span class="design-status" data-status=(id) data-phase=[phase] { (PreEscaped(label)) } }.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Statuses;

    #[test]
    fn a_badge_says_its_status_in_words() {
        let statuses = Statuses::default();
        let labels = Labels { no_status: "<Kein> *Status*".to_owned(), ..Labels::default() };
        for (id, html, expected) in [
            (
                "in-review",
                true,
                r#"<span class="design-status" data-status="in-review" data-phase="open">In review</span>"#,
            ),
            ("in-review", false, "**In review**"),
            ("", true, r#"<span class="design-status" data-status="none">\<Kein\> \*Status\*</span>"#),
            ("", false, r"**\<Kein\> \*Status\***"),
        ] {
            assert_eq!(badge(statuses.with_id(id), html, &labels), expected);
        }
    }
}
