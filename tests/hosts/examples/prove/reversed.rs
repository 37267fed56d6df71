//! A document with its sections in reverse order, so that moving has much to do.

use mdbook_design_docs::document::Document;
use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::text::Span;

/// The text with each run of level-2 sections turned round; `None` if it has none, can't be parsed, or ends in something that
/// would swallow what is put behind it.
pub fn reversed(text: &str) -> Option<String> {
    let settings = Settings::default();
    let document = Document::parse(text, Dialect::V05, &settings.statuses).ok()?;
    let spans = document.outline.sections.iter().filter(|section| section.level == 2).map(|section| section.span);
    let mut runs: Vec<Vec<Span>> = Vec::new();
    for span in spans {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.end == span.start) => run.push(span),
            _ => runs.push(vec![span]),
        }
    }
    if document.parsed.open_tail.is_some() || runs.iter().all(|run| run.len() < 2) {
        return None;
    }
    let mut written = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for run in runs {
        written.push_str(&text[at..run[0].start]);
        for section in run.iter().rev() {
            end_with_blank_line(&mut written);
            written.push_str(section.of(text));
        }
        at = run[run.len() - 1].end;
        if at < text.len() {
            end_with_blank_line(&mut written);
        }
    }
    Some(written + &text[at..])
}

/// A heading or a rule must not become part of the paragraph before it.
fn end_with_blank_line(text: &mut String) {
    while !text.is_empty() && !["\n\n", "\n\r\n"].iter().any(|blank| text.ends_with(blank)) {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::reversed;

    #[test]
    fn sections_are_turned_round_and_nothing_else_is() {
        let text = "# T\n\nx\n\n## A\n\na\n\n### A1\n\nB\n---\nb\n\n# U\n\n## C\nc\n## D\n\nd\n\n---\n\nfoot";
        let expected = "# T\n\nx\n\nB\n---\nb\n\n## A\n\na\n\n### A1\n\n# U\n\n## D\n\nd\n\n## C\nc\n\n---\n\nfoot";
        assert_eq!(reversed(text).as_deref(), Some(expected));
        assert_eq!(reversed("# T\n\n## A\n\na\n"), None);
        assert_eq!(reversed("# T\n\n## A\n\n## B\n\n```\nopen\n"), None);
    }
}
