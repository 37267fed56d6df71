//! `allow-unused`: a comment that suppresses nothing, since it names no rule or one that reports nothing.

use crate::diagnostic::{Diagnostic, Rule};
use crate::document::suppression::{SuppressedRule, Suppression};
use crate::lint::{NAMES, SuppressionFacts, named};
use crate::suggestions::closest_match;
use crate::text::Edits;

rule! {
    /// A comment allows what isn't there.
    "allow-unused", Warning, Suppressions
}

fn check(facts: &SuppressionFacts<'_>) -> Vec<Diagnostic> {
    facts.suppressions.iter().flat_map(|suppression| in_comment(suppression, facts)).collect()
}

/// The fix takes all unused names out of a comment; one that has no others is removed, if nothing else on the page changes by that.
fn in_comment(suppression: &Suppression, facts: &SuppressionFacts<'_>) -> Vec<Diagnostic> {
    if suppression.names.is_empty() {
        let help = "write it as `<!-- design-docs: allow(CODE) -->`, with the code of a finding";
        return vec![Diagnostic::new(RULE, suppression.list, "this comment silences nothing").with_help(help)];
    }
    let unused_rule = |name: &SuppressedRule| named(&name.text).filter(|rule| !facts.used.contains(rule));
    let is_kept = |name: &&SuppressedRule| unused_rule(name).is_none();
    let kept: Vec<&str> = suppression.names.iter().filter(is_kept).map(|name| name.text.as_str()).collect();
    let fix = match kept.as_slice() {
        [] => suppression.removal.map(|lines| (lines, String::new())),
        kept => Some((suppression.list, kept.join(", "))),
    };
    let fix = fix.map(|(span, text)| {
        let mut edits = Edits::new();
        edits.replace(span, text);
        edits
    });
    let diagnostics = suppression.names.iter().filter_map(|name| match named(&name.text) {
        None => Some(unknown(name)),
        Some(_) => unused_rule(name).map(|rule| Diagnostic { fix: fix.clone(), ..unused(name, rule) }),
    });
    diagnostics.collect()
}

fn unused(name: &SuppressedRule, rule: Rule) -> Diagnostic {
    let message = format!("there is no `{}` here to allow", rule.name());
    Diagnostic::new(RULE, name.span, message).with_help("take it out of the comment")
}

fn unknown(name: &SuppressedRule) -> Diagnostic {
    let help = closest_match(&name.text, NAMES.iter().copied()).map_or_else(
        || "write the code that stands in brackets behind the severity".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("`{}` is no finding, so nothing is silenced", name.text);
    Diagnostic::new(RULE, name.span, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::Document;
    use crate::document::suppression::find_suppressions;
    use crate::lint::rules::section_missing;
    use crate::markdown::Dialect;
    use crate::status::Statuses;

    /// A document without its unused names, where only `section-missing` is found.
    fn mended(text: &str) -> String {
        let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
        let suppressions = find_suppressions(&document.parsed, document.start());
        let used = BTreeSet::from([section_missing::RULE]);
        let diagnostics = check(&SuppressionFacts { suppressions: &suppressions, used: &used });
        diagnostics[0].fix.as_ref().map_or_else(|| "none".to_owned(), |fix| fix.apply(text))
    }

    #[test]
    fn unused_names_are_taken_out_where_nothing_else_changes() {
        for (text, expected) in [
            (
                "<!-- design-docs: allow(date-invalid,section-missing , id-duplicate) -->\n",
                "<!-- design-docs: allow(section-missing) -->\n",
            ),
            ("# T\n\n<!-- design-docs: allow(date-invalid) -->\n\nText\n", "# T\n\nText\n"),
            (
                "---\nstatus: draft\n---\n# T\n\nText\n\n<!-- design-docs: allow(date-invalid) -->\n",
                "---\nstatus: draft\n---\n# T\n\nText\n",
            ),
            ("# T\r\n<!-- design-docs: allow(date-invalid) -->\r\nText\r\n", "# T\r\nText\r\n"),
            ("- a\n\n  <!-- design-docs: allow(date-invalid) -->\n\n  b\n", "none"),
            ("- a\n\n<!-- design-docs: allow(date-invalid) -->\n\n- b\n", "none"),
            ("    a\n\n<!-- design-docs: allow(date-invalid) -->\n\n    b\n", "none"),
            ("a\n\n<!-- design-docs: allow(date-invalid) -->\n\n: b\n", "none"),
            ("# T\n[x]: y\n<!-- design-docs: allow(date-invalid) -->\n\"z\"\n", "none"),
            ("a\n\u{a0}\n<!-- design-docs: allow(date-invalid) -->\nb\n", "none"),
            ("# T\n<!-- design-docs: allow(date-invalid) -->\n\u{a0}\nb\n", "# T\n\u{a0}\nb\n"),
            ("---\n<!-- design-docs: allow(date-invalid) -->\nstatus: draft\n---\n\n# T\n", "none"),
            ("# T\n\nProperties:\n\n<!-- design-docs: allow(date-invalid) -->\n\n- Status: Draft\n", "none"),
            (
                "<!-- design-docs: allow(date-invalid) -->\n\n<!-- design-docs: allow(date-invalid) -->\n\n---\nstatus: draft\n---\n\n# T\n",
                "none",
            ),
            (
                "# T\n\na\n\n<!-- design-docs: allow(date-invalid) -->\n\n<!-- design-docs: allow(date-invalid) -->\n\n: b\n",
                "none",
            ),
            ("<!-- design-docs: allow(date-invalid) -->\n\n---\nstatus: nope\n---\n\n# T\n", "none"),
            ("a\n<!-- design-docs: allow(date-invalid) -->\nb\n", "none"),
            ("- a\n<!-- design-docs: allow(date-invalid) -->\n- b\n", "none"),
            ("a <!-- design-docs: allow(date-invalid) --> b\n", "none"),
            ("<!-- design-docs: allow(date-invalid) --> b\n", "none"),
            ("<!-- design-docs: allow(date-invaild) -->\n", "none"),
            (
                "<!-- design-docs: allow(date-invalid, sectoin-missing) -->\n",
                "<!-- design-docs: allow(sectoin-missing) -->\n",
            ),
        ] {
            assert_eq!(mended(text), expected, "{text}");
        }
    }
}
