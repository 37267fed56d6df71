//! The template's prompts to authors, found again in documents where nobody replaced them.

use memchr::memmem::Finder;

use crate::text::{Span, suffix_from};

/// The lines of a piece of guidance.
#[derive(Debug, Clone, Default)]
pub struct Prompts(Vec<Prompt>);

/// A line of guidance as it is compared.
#[derive(Debug, Clone)]
struct Prompt {
    line: String,
    finder: Finder<'static>,
}

impl Prompts {
    /// Adds the lines of some guidance.
    pub(super) fn add(&mut self, guidance: &str) {
        self.0.extend(
            lines(guidance).map(|line| Prompt { line: line.to_owned(), finder: Finder::new(line).into_owned() }),
        );
    }

    /// Whether a text is nothing but guidance.
    #[must_use]
    pub fn are_all_of(&self, text: &str) -> bool {
        let mut lines = lines(text).filter(|line| !is_fence(line)).peekable();
        lines.peek().is_some() && lines.all(|line| self.has(line))
    }

    /// The first line of `text` that is still guidance, as a range of `text`: not code, and no label of what is nested below it.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<Span> {
        // Most texts hold none, and to know that no line has to be read.
        if !self.0.iter().any(|prompt| prompt.finder.find(text.as_bytes()).is_some()) {
            return None;
        }
        let indent = |line: &str| line.len() - line.trim_start().len();
        let mut start = 0;
        let mut in_code = false;
        let mut lines = text.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let bare = without_list_mark(line);
            in_code ^= is_fence(bare);
            let introduces = |next: &&str| !next.trim().is_empty() && indent(next) > indent(line);
            if !in_code && !is_fence(bare) && self.has(bare) && !lines.peek().is_some_and(introduces) {
                return Some(Span::new(start, start + line.len()).trimmed(text));
            }
            start += line.len();
        }
        None
    }

    fn has(&self, line: &str) -> bool {
        self.0.iter().any(|prompt| prompt.line == line)
    }
}

/// The lines of a text as they are compared, blank ones left out.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(without_list_mark).filter(|line| !line.is_empty())
}

/// A line without its list mark and the white space around.
fn without_list_mark(line: &str) -> &str {
    let line = line.trim();
    let behind_mark = match line.chars().next() {
        Some('-' | '*' | '+') => Some(suffix_from(line, 1)),
        Some('0'..='9') => line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']),
        _ => None,
    };
    behind_mark.filter(|rest| rest.starts_with([' ', '\t'])).map_or(line, str::trim)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use crate::template::Template;

    #[test]
    fn guidance_is_known_in_other_list_marks() {
        let full = Template::built_in("full").expect("built in");
        assert!(full.sections[0].prompts.are_all_of("\n* Brief overview of the existing system\n\n\n"));
        assert!(!full.sections[0].prompts.are_all_of("\n"));
        assert!(!full.sections[0].prompts.are_all_of("- Brief overview of the existing system: we run lockers\n"));
        assert!(full.sections[2].prompts.are_all_of("Will implement/choose [approach] because:\n- Rationale 1\n"));
        assert!(full.sections[3].subsections[0].prompts.are_all_of(&full.sections[3].subsections[0].guidance));
        assert_eq!(full.sections[2].prompts.first_in("- Alternatives considered\n  - None.\n"), None);
        assert_eq!(full.sections[3].subsections[0].prompts.first_in("```python\n    pass\n```\n"), None);
        let text = "Real.\n- Scalability needs\n";
        assert_eq!(
            full.sections[1].subsections[1].prompts.first_in(text).map(|span| span.of(text)),
            Some("- Scalability needs")
        );
    }
}
