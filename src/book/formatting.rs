//! What becomes of one document's file when it is formatted.

use crate::markdown::read_alike;
use crate::normalise::{Formatted, Pin, plan_file, plan_page, render_without_catalog};
use crate::read::{Context, ReadDocument, Reading, read_document};
use crate::settings::Normalise;
use crate::text::line_and_column;

/// What formatting does with a document's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formatting {
    /// It is as it should be, as far as that can be had.
    Unchanged,
    /// It gets another text.
    Changed(Formatted),
    /// It stays, since it can't get another text that loses nothing, whose page is the same and that stays when it is formatted again: why.
    Refused(String),
}

/// Formats a document's file, as far as its page stays what it is, but for sections that are filled in, and formatting it again
/// changes nothing.
pub(super) fn format(read: &ReadDocument<'_>, context: &Context<'_>, fills_in: bool) -> Formatting {
    let ways: &[Normalise] = match read.extent.normalise {
        Normalise::Full => &[Normalise::Full, Normalise::KeepOrder],
        Normalise::KeepOrder => &[Normalise::KeepOrder],
        Normalise::Off => &[],
    };
    let mut refused = None;
    for &normalise in ways {
        match settled(read, normalise, context, fills_in) {
            Ok(Some(formatted)) => return Formatting::Changed(formatted),
            Ok(None) => {}
            Err(why) => refused = refused.or(Some(why)),
        }
    }
    refused.map_or(Formatting::Unchanged, Formatting::Refused)
}

/// How often a document is formatted until nothing changes any more. With new sections, or without a pin, another order may be possible.
const MOST_TURNS: usize = 4;

/// A document's file formatted until formatting it again changes nothing; `None` if nothing changes at first.
///
/// # Errors
/// Why it can't be.
fn settled(
    read: &ReadDocument<'_>,
    normalise: Normalise,
    context: &Context<'_>,
    fills_in: bool,
) -> Result<Option<Formatted>, String> {
    let Some(mut formatted) = formatted(read, normalise, context, fills_in, &[])? else { return Ok(None) };
    for _ in 0..MOST_TURNS {
        let Reading::Document(again) = read_document(&formatted.text, &read.chapter, context) else { break };
        let Some(next) = self::formatted(&again, again.extent.normalise, context, fills_in, &formatted.pinned)? else {
            let page = |read: &ReadDocument<'_>| {
                render_without_catalog(&plan_page(read, context).plan, read.document.parsed.text, &context.options).text
            };
            let is_same = || read_alike(&page(&again), &page(read), context.options.dialect);
            return if fills_in || is_same() { Ok(Some(formatted)) } else { Err("its page would change".to_owned()) };
        };
        formatted = next;
    }
    Err("it would change each time that it is formatted".to_owned())
}

fn formatted(
    read: &ReadDocument<'_>,
    normalise: Normalise,
    context: &Context<'_>,
    fills_in: bool,
    pinned: &[Pin],
) -> Result<Option<Formatted>, String> {
    plan_file(read, context, normalise, fills_in, pinned).map_err(|refusal| match refusal.span() {
        Some(span) => {
            format!("in line {}, {refusal}", line_and_column(read.document.parsed.text, span.start).0)
        }
        None => refusal.to_string(),
    })
}
