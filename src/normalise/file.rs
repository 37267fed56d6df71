//! What a document's file becomes when it is formatted.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::read::{Context, ReadDocument};
use crate::settings::Normalise;
use crate::text::{prefix_to, split, suffix_from};

use super::attempt::{Attempt, Attempted, PlanExtent, PlanTarget, WithoutCatalog};
use super::order::Order;
use super::refusal::Refusal;
use super::{BodyPlans, Pin};

/// A document as its file can be written, so that its page stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The file's text.
    pub text: String,
    /// The ids that were written to headings, so that they keep them.
    pub pinned: Vec<Pin>,
    /// Where the page's text begins: behind the front matter.
    pub start: usize,
}

/// What a document's file becomes: its names, levels, order and numbers are the template's, and headings keep their anchors. Front matter,
/// metadata and prompts stay as they are, and nothing is added but, if it `fills_in`, the sections that are missing, with the template's
/// prompts. `normalise` is how far to go, and `pinned` are the anchors that headings got before. `None` if there is nothing to do.
///
/// # Errors
/// Why nothing can be done that would lose nothing.
pub fn plan_file(
    read: &ReadDocument<'_>,
    context: &Context<'_>,
    normalise: Normalise,
    fills_in: bool,
    pinned: &[Pin],
) -> Result<Option<Formatted>, Refusal> {
    let document = &read.document;
    let BodyPlans { extents, moved, .. } = BodyPlans::for_document(document, &read.matching, normalise);
    let in_source = Order::from_source(document, &read.matching);
    let mut refused = None;
    for extent in extents {
        let order = moved.as_ref().filter(|_| extent == PlanExtent::Moved).map_or(&in_source, |(order, _)| order);
        match (Attempt { read, context, extent, order, target: PlanTarget::File { fills_in } }).run(&BTreeSet::new()) {
            Ok(Attempted { plan, pinned: new }) => {
                let source = document.parsed.text;
                let rendered = plan.render(source, &WithoutCatalog { options: &context.options });
                let text = with_end_of(&rendered.text, source);
                if text == source {
                    return Ok(None);
                }
                let there =
                    |Pin { heading, id }: &Pin| Some(Pin { heading: rendered.offset_of(*heading)?, id: id.clone() });
                let pinned = pinned.iter().chain(&new).filter_map(there).collect();
                return Ok(Some(Formatted { text: text.into_owned(), pinned, start: document.start() }));
            }
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    refused.map_or(Ok(None), Err)
}

/// The text with as many line ends behind it as the source has: another section may have come last. What has a line end in the source
/// keeps one, as code in the last place would otherwise lose it.
fn with_end_of<'t>(text: &'t str, source: &'t str) -> Cow<'t, str> {
    let without = |text: &str| text.trim_end_matches(['\n', '\r']).len();
    let (content, ends) = split(text, without(text));
    match suffix_from(source, without(source)) {
        "" => Cow::Borrowed(prefix_to(text, content.len() + ends.find('\n').map_or(0, |place| place + 1))),
        wanted if wanted == ends => Cow::Borrowed(text),
        wanted => Cow::Owned(format!("{content}{wanted}")),
    }
}
