//! Ids that links lead to: which headings have to be given the id that they had, and which ids the page has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::document::Document;
use crate::markdown::{IdRules, IdSource, IdSourceKind, Parsed, assign};
use crate::plan::Rendered;
use crate::span::Span;

use super::heading_line::NewHeading;
use super::order::Ranks;
use super::refusal::Refusal;

/// Pins the id of each heading whose id would change, until no id changes. `ranks` say in which order the headings are shown, and
/// `removed` are the parts of the source that the page doesn't show.
///
/// # Errors
/// The id that would change and can't be pinned: that of a heading in another block, of a term, or of raw HTML.
pub fn pin(
    parsed: &Parsed<'_>,
    rules: IdRules,
    ranks: &Ranks,
    removed: &[Span],
    headings: &mut BTreeMap<usize, NewHeading>,
) -> Result<(), Refusal> {
    let before = parsed.ids(rules);
    let mut kept: Vec<usize> = (0..parsed.id_sources.len())
        .filter(|&place| !removed.iter().any(|span| span.contains(parsed.id_sources[place].span)))
        .collect();
    kept.sort_by_key(|&place| ranks.of(parsed.id_sources[place].span.start));
    let heading_at: HashMap<Span, usize> =
        parsed.headings.iter().enumerate().map(|(place, heading)| (heading.span, place)).collect();
    let mut sources: Vec<Cow<'_, IdSource>> = kept
        .iter()
        .map(|&place| {
            let source = &parsed.id_sources[place];
            let new = heading_at.get(&source.span).and_then(|heading| headings.get(heading));
            new.map_or(Cow::Borrowed(source), |new| Cow::Owned(after(source, new)))
        })
        .collect();
    loop {
        let after = assign(rules, &sources);
        let mut is_stable = true;
        for ((&place, new), known) in kept.iter().zip(&after).zip(&mut sources) {
            // Nobody can link to an empty id.
            let Some(old) = before[place].as_ref().filter(|id| !id.is_empty()) else { continue };
            if Some(old) == new.as_ref() {
                continue;
            }
            let source = &parsed.id_sources[place];
            let heading = heading_at.get(&source.span).copied().filter(|_| source.kind == IdSourceKind::Heading);
            let can_pin = !old.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
            match heading.filter(|&heading| parsed.headings[heading].at_depth_0 && can_pin) {
                Some(heading) => {
                    let pinned = &mut headings.entry(heading).or_default().id;
                    if pinned.is_some() {
                        return Err(Refusal::Id(source.span, old.clone()));
                    }
                    *pinned = Some(old.clone());
                    known.to_mut().explicit = Some(old.clone());
                    is_stable = false;
                }
                None => return Err(Refusal::Id(source.span, old.clone())),
            }
        }
        if is_stable {
            return Ok(());
        }
    }
}

/// What the host will make an id of, once the heading is rewritten.
fn after(source: &IdSource, new: &NewHeading) -> IdSource {
    let mut source = source.clone();
    if let Some(words) = &new.words {
        source.text.clone_from(words);
        source.html = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    }
    if new.id.is_some() {
        source.explicit.clone_from(&new.id);
    }
    source
}

/// The id of a heading in the source.
#[must_use]
pub fn of_heading(parsed: &Parsed<'_>, heading: usize, rules: IdRules) -> Option<String> {
    let span = parsed.headings[heading].span;
    let place = parsed.id_sources.iter().position(|source| source.span == span)?;
    parsed.ids(rules).into_iter().nth(place).flatten()
}

/// The ids of a document that is shown as it is, by heading.
#[must_use]
pub fn of_source(document: &Document<'_>, rules: IdRules) -> BTreeMap<usize, String> {
    let parsed = &document.parsed;
    by_heading(parsed, parsed.id_sources.iter().zip(parsed.ids(rules)))
}

/// The ids of the author's headings on the page, by heading. Of the page as it is `rendered`, `checked` is what was parsed
/// `after`; all else is as it was before.
///
/// # Errors
/// An id that is on another element, or on none; or something of the tool's own that would take part in the naming of headings.
pub fn of_page(
    before: &Parsed<'_>,
    rendered: &Rendered,
    after: &Parsed<'_>,
    checked: &Rendered,
    rules: IdRules,
) -> Result<BTreeMap<usize, String>, Refusal> {
    // Several headings of one piece of raw HTML have one place.
    let mut there: HashMap<usize, VecDeque<&IdSource>> = HashMap::with_capacity(after.id_sources.len());
    for source in &after.id_sources {
        there.entry(source.span.start).or_default().push_back(source);
    }
    let mut shown: Vec<(usize, usize, &IdSource)> = Vec::with_capacity(before.id_sources.len());
    for (place, source) in before.id_sources.iter().enumerate() {
        let start = source.span.start;
        let Some(at) = rendered.place_of(start) else { continue };
        let now = checked.place_of(start).map(|at| there.get_mut(&at).and_then(VecDeque::pop_front));
        shown.push((at, place, now.unwrap_or(Some(source)).ok_or(Refusal::Block(source.span))?));
    }
    if there.into_values().flatten().any(|source| source.explicit.is_none()) {
        return Err(Refusal::Generated);
    }
    shown.sort_by_key(|(at, ..)| *at);
    let ids = assign(rules, &shown.iter().map(|(_, _, source)| *source).collect::<Vec<_>>());
    let old = before.ids(rules);
    for ((_, place, _), id) in shown.iter().zip(&ids) {
        if let Some(old) = old[*place].as_ref().filter(|old| !old.is_empty() && id.as_ref() != Some(old)) {
            return Err(Refusal::Id(before.id_sources[*place].span, old.clone()));
        }
    }
    Ok(by_heading(before, shown.iter().map(|(_, place, _)| &before.id_sources[*place]).zip(ids)))
}

/// The ids of a text's headings, out of those of all that has one.
fn by_heading<'s>(
    parsed: &Parsed<'_>,
    ids: impl Iterator<Item = (&'s IdSource, Option<String>)>,
) -> BTreeMap<usize, String> {
    let mut id_at: HashMap<Span, String> = ids.filter_map(|(source, id)| Some((source.span, id?))).collect();
    let headings = parsed.headings.iter().enumerate();
    headings.filter_map(|(place, heading)| Some((place, id_at.remove(&heading.span)?))).collect()
}

/// An id like `name` that is in none of `taken`; it is taken then.
pub fn free_id(name: &str, taken: &mut BTreeSet<String>) -> String {
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
        .find(|id| !taken.contains(id))
        .expect("numbers don't end");
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, parse};

    #[test]
    fn a_pin_moves_the_ids_behind_it() {
        let text = "# a\n\n# a\n\n# a\n";
        let parsed = parse(text, 0, Dialect::V05.flags).expect("the parser reads it");
        let renamed =
            NewHeading { content: Some("b".to_owned()), words: Some("b".to_owned()), ..NewHeading::default() };
        let mut headings = BTreeMap::from([(0, renamed)]);
        assert_eq!(pin(&parsed, IdRules::V05, &Ranks::default(), &[], &mut headings), Ok(()));
        let ids: Vec<_> = (0..3).map(|place| headings.get(&place).and_then(|new| new.id.as_deref())).collect();
        assert_eq!(ids, [Some("a"), Some("a-1"), Some("a-2")]);
    }

    #[test]
    fn what_can_t_be_pinned_is_said() {
        let text = "# a\n\n> # a\n";
        let parsed = parse(text, 0, Dialect::V05.flags).expect("the parser reads it");
        let renamed =
            NewHeading { content: Some("b".to_owned()), words: Some("b".to_owned()), ..NewHeading::default() };
        let mut headings = BTreeMap::from([(0, renamed)]);
        assert_eq!(
            pin(&parsed, IdRules::V05, &Ranks::default(), &[], &mut headings),
            Err(Refusal::Id(Span::new(7, 11), "a-1".to_owned()))
        );
    }

    #[test]
    fn free_ids() {
        let mut taken = BTreeSet::from(["metrics".to_owned()]);
        assert_eq!(free_id("Metrics", &mut taken), "metrics-1");
        assert_eq!(free_id("Metrics", &mut taken), "metrics-2");
        assert_eq!(free_id("??", &mut taken), "section");
    }
}
