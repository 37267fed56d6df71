//! Ids that links lead to: which headings have to be given the id that they had, and which ids the page has.

use std::collections::{BTreeMap, BTreeSet};

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
    let heading_at: BTreeMap<Span, usize> =
        parsed.headings.iter().enumerate().map(|(place, heading)| (heading.span, place)).collect();
    loop {
        let sources: Vec<IdSource> =
            kept.iter().map(|&place| after(&parsed.id_sources[place], &heading_at, headings)).collect();
        let after = assign(rules, &sources);
        let mut is_stable = true;
        for (&place, new) in kept.iter().zip(&after) {
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

/// What the host will make an id of, once the headings are rewritten.
fn after(source: &IdSource, heading_at: &BTreeMap<Span, usize>, headings: &BTreeMap<usize, NewHeading>) -> IdSource {
    let mut source = source.clone();
    let Some(new) = heading_at.get(&source.span).and_then(|place| headings.get(place)) else { return source };
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
    ids_by_heading(&document.parsed, &document.parsed, rules, Some)
}

/// The ids of the author's headings on the finished page.
#[must_use]
pub fn of_page(
    before: &Parsed<'_>,
    rendered: &Rendered,
    after: &Parsed<'_>,
    rules: IdRules,
) -> BTreeMap<usize, String> {
    ids_by_heading(before, after, rules, |start| rendered.place_of(start))
}

/// The id of each heading of `before` in `after`, where it begins at `place_of` its start.
fn ids_by_heading(
    before: &Parsed<'_>,
    after: &Parsed<'_>,
    rules: IdRules,
    place_of: impl Fn(usize) -> Option<usize>,
) -> BTreeMap<usize, String> {
    let sources = after.id_sources.iter().zip(after.ids(rules));
    let id_at: BTreeMap<usize, String> = sources.filter_map(|(source, id)| Some((source.span.start, id?))).collect();
    let headings = before.headings.iter().enumerate();
    headings.filter_map(|(place, heading)| Some((place, id_at.get(&place_of(heading.span.start)?)?.clone()))).collect()
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
