//! Ids that links lead to: which headings have to be given the id that they had, and which ids the page has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::{AnchorRules, AnchorSource, AnchorSourceKind, Parsed};
use crate::page::plan::{Plan, Rendered};
use crate::text::Span;

use super::heading_line::NewHeading;
use super::order::Ranks;
use super::refusal::Refusal;

/// Pins the id of each heading whose id would change, until no id changes. `ranks` say in which order the headings are shown, and
/// `removed` are the parts of the source that the page doesn't show.
///
/// # Errors
/// The id that would change and can't be pinned: that of a heading in another block, of a term, or of raw HTML.
pub(super) fn pin(
    parsed: &Parsed<'_>,
    ranks: &Ranks,
    removed: &[Span],
    headings: &mut BTreeMap<usize, NewHeading>,
) -> Result<(), Refusal> {
    let rules = parsed.dialect.anchors;
    let kept = parsed.anchor_sources.iter().enumerate();
    let kept = kept.filter(|(_, source)| !removed.iter().any(|span| span.contains(source.span)));
    let mut kept: Vec<_> = kept.map(|(place, source)| (ranks.rank_of(source.span.start), place)).collect();
    kept.sort_unstable();
    let kept: Vec<usize> = kept.into_iter().map(|(_, place)| place).collect();
    let heading_of = |source: &AnchorSource| {
        parsed.heading_at(source.span.start).filter(|_| source.kind == AnchorSourceKind::Heading)
    };
    let mut sources: Vec<Cow<'_, AnchorSource>> = kept
        .iter()
        .map(|&place| {
            let source = &parsed.anchor_sources[place];
            let new = heading_of(source).and_then(|heading| headings.get(&heading));
            new.map_or(Cow::Borrowed(source), |new| Cow::Owned(after(source, new, rules)))
        })
        .collect();
    loop {
        let after = rules.assign(&sources);
        let changed: Vec<(usize, usize)> = kept
            .iter()
            .copied()
            .enumerate()
            // An empty id can't be linked to.
            .filter(|&(at, place)| {
                parsed.anchor(place).is_some_and(|old| !old.is_empty() && after[at].as_deref() != Some(old))
            })
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        for (at, place) in changed {
            let old = parsed.anchor(place).unwrap_or_default().to_owned();
            let source = &parsed.anchor_sources[place];
            // What ends an attribute of a heading (`extract_attribute_block_content_from_header_text` in pulldown-cmark's `firstpass.rs`).
            let can_pin = !old.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '<' | '>' | '\\'));
            match heading_of(source).filter(|&heading| parsed.headings[heading].at_depth_0 && can_pin) {
                Some(heading) => {
                    let pinned = &mut headings.entry(heading).or_default().id;
                    if pinned.is_some() {
                        return Err(Refusal::Id(source.span, old));
                    }
                    *pinned = Some(old.clone());
                    sources[at].to_mut().explicit = Some(old);
                }
                None => return Err(Refusal::Id(source.span, old)),
            }
        }
    }
}

/// What the host will make an id of, once the heading is rewritten.
fn after(source: &AnchorSource, new: &NewHeading, rules: AnchorRules) -> AnchorSource {
    let mut source = source.clone();
    if let Some(words) = &new.words {
        source.base = rules.base(words);
    }
    if new.id.is_some() {
        source.explicit.clone_from(&new.id);
    }
    source
}

/// Whether all ids of the source are on the same elements of a plan's page. `checked` is what was parsed `after`; all else is as it was before.
///
/// # Errors
/// An id that is on another element, or on none; or something of the tool's own that would take part in the naming of headings.
pub(super) fn are_kept_on_page(
    before: &Parsed<'_>,
    plan: &Plan,
    after: &Parsed<'_>,
    checked: &Rendered,
) -> Result<(), Refusal> {
    let order = plan.order();
    let mut is_authors = vec![false; after.anchor_sources.len()];
    let mut shown: Vec<((usize, usize), usize, &AnchorSource)> = Vec::with_capacity(before.anchor_sources.len());
    // Several headings of one piece of raw HTML have one place.
    let mut of_one_place = 0;
    for (place, source) in before.anchor_sources.iter().enumerate() {
        let start = source.span.start;
        let is_same_place = place > 0 && before.anchor_sources[place - 1].span.start == start;
        of_one_place = if is_same_place { of_one_place + 1 } else { 0 };
        let Some(at) = order.position_of(start) else { continue };
        let mut shown_as = source;
        if let Some(there) = checked.offset_of(start) {
            let found = after.anchor_sources.partition_point(|other| other.span.start < there) + of_one_place;
            shown_as = after
                .anchor_sources
                .get(found)
                .filter(|other| other.span.start == there)
                .ok_or(Refusal::Block(source.span))?;
            is_authors[found] = true;
        }
        shown.push((at, place, shown_as));
    }
    if after.anchor_sources.iter().zip(is_authors).any(|(source, is_authors)| !is_authors && source.explicit.is_none())
    {
        return Err(Refusal::Generated);
    }
    shown.sort_by_key(|(at, ..)| *at);
    let sources: Vec<&AnchorSource> = shown.iter().map(|(_, _, source)| *source).collect();
    let ids = before.dialect.anchors.assign(&sources);
    for ((_, place, _), id) in shown.iter().zip(ids) {
        let old = before.anchor(*place).filter(|old| !old.is_empty());
        if let Some(old) = old.filter(|old| id.as_deref() != Some(*old)) {
            return Err(Refusal::Id(before.anchor_sources[*place].span, old.to_owned()));
        }
    }
    Ok(())
}

/// Whether all ids of the source are on the same elements of a text that was rendered and parsed `after`, whatever else has ids there.
///
/// # Errors
/// An id that is on another element, or on none.
pub(super) fn are_kept(before: &Parsed<'_>, rendered: &Rendered, after: &Parsed<'_>) -> Result<(), Refusal> {
    for (place, source) in before.anchor_sources.iter().enumerate() {
        let Some(old) = before.anchor(place).filter(|old| !old.is_empty()) else { continue };
        let Some(there) = rendered.offset_of(source.span.start) else { continue };
        let found = after.anchor_sources.partition_point(|other| other.span.start < there);
        // Several headings of one piece of raw HTML have one place.
        let alike = before.anchor_sources[..place].iter().rev();
        let nth = found + alike.take_while(|other| other.span.start == source.span.start).count();
        let is_there = after.anchor_sources.get(nth).is_some_and(|other| other.span.start == there)
            && after.anchor(nth) == Some(old);
        if !is_there {
            return Err(Refusal::Id(source.span, old.to_owned()));
        }
    }
    Ok(())
}

/// An id like `name` that is in none of `taken`; it is taken then.
pub(super) fn free_id(name: &str, taken: &mut BTreeSet<Cow<'_, str>>) -> String {
    let base: String = name
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| {
            if c.is_whitespace() { Some('-') } else { (c.is_alphanumeric() || matches!(c, '-' | '_')).then_some(c) }
        })
        .collect();
    let base = if base.is_empty() { "section".to_owned() } else { base };
    let id = std::iter::once(base.clone())
        .chain((1..).map(|n| format!("{base}-{n}")))
        .find(|id| !taken.contains(id.as_str()))
        .expect("numbers don't end");
    taken.insert(Cow::Owned(id.clone()));
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};
    use crate::page::segment::LinePart;

    #[test]
    fn a_pin_moves_the_ids_behind_it() {
        let text = "# a\n\n# a\n\n# a\n";
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let renamed = NewHeading {
            content: Some(vec![LinePart::Text("b".to_owned())]),
            words: Some("b".to_owned()),
            ..NewHeading::default()
        };
        let mut headings = BTreeMap::from([(0, renamed)]);
        assert_eq!(pin(&parsed, &Ranks::default(), &[], &mut headings), Ok(()));
        let ids: Vec<_> = (0..3).map(|place| headings.get(&place).and_then(|new| new.id.as_deref())).collect();
        assert_eq!(ids, [Some("a"), Some("a-1"), Some("a-2")]);
    }

    #[test]
    fn what_can_t_be_pinned_is_said() {
        let text = "# a\n\n> # a\n";
        let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
        let renamed = NewHeading {
            content: Some(vec![LinePart::Text("b".to_owned())]),
            words: Some("b".to_owned()),
            ..NewHeading::default()
        };
        let mut headings = BTreeMap::from([(0, renamed)]);
        assert_eq!(
            pin(&parsed, &Ranks::default(), &[], &mut headings),
            Err(Refusal::Id(Span::new(7, 11), "a-1".to_owned()))
        );
    }

    #[test]
    fn free_ids() {
        let mut taken = BTreeSet::from([Cow::Borrowed("metrics")]);
        assert_eq!(free_id("Metrics", &mut taken), "metrics-1");
        assert_eq!(free_id("Metrics", &mut taken), "metrics-2");
        assert_eq!(free_id("??", &mut taken), "section");
    }
}
