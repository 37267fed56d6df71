//! `chapter-unparsable`: a chapter that the Markdown parser can't read.

use crate::diagnostic::Diagnostic;
use crate::lint::UnreadFacts;
use crate::markdown::Unparsable;
use crate::read::Unread;
use crate::text::Span;

rule! {
    /// The Markdown parser can't read a chapter.
    "chapter-unparsable", Error, Unread
}

fn check(facts: &UnreadFacts<'_>) -> Option<Diagnostic> {
    let Unread::Unparsable(why) = facts.why else { return None };
    let becomes = match why {
        _ if !facts.is_document => "its directives stay as they are",
        Unparsable::Panics => "its page shows its source",
        Unparsable::TooLong => "it stays as it is",
    };
    Some(Diagnostic::new(RULE, Span::at(0), format!("the chapter {why}, so {becomes}")).with_help(why.help()))
}
