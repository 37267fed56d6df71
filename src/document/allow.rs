//! `<!-- design-docs: allow(section-missing) -->`: which findings a document's author doesn't want to hear of.

use crate::finding::{Code, Finding};
use crate::markdown::Parsed;
use crate::markdown::pulldown_cmark::Event;
use crate::nearest::nearest;
use crate::span::Span;

/// One code that a document allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// What is not to be reported.
    pub code: Code,
    /// Where its name stands.
    pub span: Span,
}

/// All that a document allows, and what is wrong in its comments.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Allows {
    /// The codes, as often as they are named.
    pub codes: Vec<Allow>,
    /// Names of no code.
    pub findings: Vec<Finding>,
}

impl Allows {
    /// Whether the document has no such comment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.findings.is_empty()
    }
}

/// Reads the comments of a document. One in code is no comment.
#[must_use]
pub fn read(parsed: &Parsed<'_>) -> Allows {
    let mut allows = Allows::default();
    if !parsed.text.contains("design-docs:") {
        return allows;
    }
    let html = parsed.events.iter().filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    for (_, span) in html {
        for (start, _) in span.of(parsed.text).match_indices("<!--") {
            let inside = span.start + start + "<!--".len();
            let rest = &parsed.text[inside..];
            let Some(end) = rest.find("-->") else { continue };
            let Some(list) = list_of(&rest[..end]) else { continue };
            read_names(parsed.text, list.shifted(inside), &mut allows);
        }
    }
    allows
}

/// What stands in the brackets of `design-docs: allow(…)`.
fn list_of(comment: &str) -> Option<Span> {
    let list = comment.trim().strip_prefix("design-docs:")?.trim_start().strip_prefix("allow")?.trim_start();
    let list = list.strip_prefix('(')?.strip_suffix(')')?;
    let start = list.as_ptr() as usize - comment.as_ptr() as usize;
    Some(Span::new(start, start + list.len()))
}

fn read_names(text: &str, list: Span, allows: &mut Allows) {
    let mut start = list.start;
    for name in list.of(text).split(',') {
        let span = Span::new(start, start + name.len()).trimmed(text);
        start += name.len() + ",".len();
        let name = span.of(text);
        match Code::named(name) {
            Some(code) => allows.codes.push(Allow { code, span }),
            None => {
                let message = format!("`{name}` is no finding, so nothing is silenced");
                let near = nearest(name, Code::ALL.iter().map(|code| code.name()));
                let help = near.map_or_else(
                    || "write the code that stands in brackets behind the severity".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                allows.findings.push(Finding::new(Code::AllowUnused, span, message).with_help(help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    fn names(text: &str) -> (Vec<&str>, Vec<String>) {
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let allows = read(&parsed);
        let codes = allows.codes.iter().map(|allow| allow.span.of(text)).collect();
        (codes, allows.findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn comments_name_codes() {
        for (text, expected) in [
            ("# T\n\n<!-- design-docs: allow(section-missing) -->\n", vec!["section-missing"]),
            ("a <!--design-docs:allow( date-invalid , status-missing )--> b\n", vec!["date-invalid", "status-missing"]),
            ("> <!-- design-docs:\n> allow(date-invalid) -->\n", vec![]),
            ("<!-- design-docs:\nallow(date-invalid) -->\n", vec!["date-invalid"]),
            ("`<!-- design-docs: allow(section-missing) -->`\n", vec![]),
            ("<!-- design-docs: optional; aliases: A -->\n", vec![]),
            ("<!-- allow(section-missing) -->\n", vec![]),
        ] {
            assert_eq!(names(text), (expected, Vec::new()), "{text}");
        }
        let (codes, messages) = names("<!-- design-docs: allow(sectoin-missing, date-invalid) -->\n");
        assert_eq!((codes, messages.len()), (vec!["date-invalid"], 1));
    }
}
