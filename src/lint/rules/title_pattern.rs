//! `title-pattern`: a title in another form than the template's, whether the page shows it in that form or not.

use crate::diagnostic::Diagnostic;
use crate::document::title::{TitleForm, TitleParts};
use crate::lint::DocumentFacts;

rule! {
    /// A title differs from the template's pattern.
    "title-pattern", Note, Document
}

fn check(facts: &DocumentFacts<'_>) -> Vec<Diagnostic> {
    let Some(title) = facts.read.document.outline.title else { return Vec::new() };
    let (heading, pattern) = (&facts.read.document.parsed.headings[title], &facts.read.template.title);
    let is_other =
        facts.read.matching.is_document && TitleParts::parse(&heading.text, pattern).form == TitleForm::Other;
    let left = is_other.then(|| {
        let help = format!("the template has `# {}`", pattern.title_for("[Name]"));
        Diagnostic::new(RULE, heading.content, format!("the title \"{}\" stays as it is", heading.text)).with_help(help)
    });
    let rewritten = facts.rewritten_headings().filter(|line| line.heading == title);
    left.into_iter().chain(rewritten.filter_map(|line| facts.shown_otherwise(RULE, line))).collect()
}
