//! `chapter-unparsable` and `internal-error`: a document that can't be read.

use crate::diagnostic::{Diagnostic, Rule};
use crate::markdown::Unparsable;
use crate::read::Unread;
use crate::text::Span;

use super::internal_error;

/// That a document can't be read.
#[must_use]
pub fn unread(why: &Unread) -> Diagnostic {
    match why {
        Unread::Unparsable(why) => {
            let becomes = match why {
                Unparsable::Panics => "its page shows its source",
                Unparsable::TooLong => "it stays as it is",
            };
            let message = format!("the chapter {why}, so {becomes}");
            Diagnostic::new(Rule::ChapterUnparsable, Span::at(0), message).with_help(why.help())
        }
        Unread::Fault(fault) => internal_error(fault),
    }
}
