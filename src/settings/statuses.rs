//! A book's own statuses: the built-in list with what the table `statuses` changes and adds.

use std::collections::{BTreeMap, HashSet};

use super::lifecycle::Lifecycle;
use super::problem::{ProblemKind, Problems, SettingPath, one_of};
use super::raw::RawStatus;
use crate::status::{Definition, Phase};
use crate::suggestions::closest_match;
use crate::text::normalize_key;

/// Some statuses, and what they ask of documents, by id.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub definitions: Vec<Definition>,
    pub lifecycles: BTreeMap<String, Lifecycle>,
}

/// A list of statuses with what the table `statuses` in the table at `path` changes and adds.
///
/// For a known id what is given replaces what holds without it, but for aliases, which come to the others. A new id goes to
/// the end of the list, in alphabetical order; its label is the id with a capital and spaces. A given label or alias is
/// taken away from the known status that had it.
pub(super) fn resolve(
    raw: BTreeMap<String, RawStatus>,
    mut known: Known,
    path: &SettingPath,
    problems: &mut Problems,
) -> Known {
    let path = path.key("statuses");
    let Known { definitions, lifecycles } = &mut known;
    let ids = definitions.iter().map(|definition| &definition.id).chain(raw.keys());
    let mut spellings =
        SpellingOwners { owners: ids.map(|id| (normalize_key(id).into_owned(), id.clone())).collect(), problems };
    let known_ids: Vec<String> = definitions.iter().map(|definition| definition.id.clone()).collect();
    let given: Vec<(String, RawStatus)> = raw
        .into_iter()
        .map(|(id, mut status)| {
            let path = path.key(&id);
            status.label = status.label.filter(|label| spellings.claim(&path.key("label"), label, &id));
            status.aliases.retain(|alias| spellings.claim(&path.key("aliases"), alias, &id));
            if !known_ids.contains(&id) {
                report_new(&id, &status, &path, &known_ids, spellings.problems);
            }
            (id, status)
        })
        .collect();
    for definition in &mut *definitions {
        let owner = |alias: &String| spellings.owners.get(&*normalize_key(alias));
        definition.aliases.retain(|alias| owner(alias).is_none_or(|owner| *owner == definition.id));
    }
    for (id, status) in given {
        lifecycles.entry(id.clone()).or_default().update(status.requires, status.stale_after);
        match definitions.iter_mut().find(|definition| definition.id == id) {
            Some(definition) => {
                definition.label = status.label.unwrap_or_else(|| std::mem::take(&mut definition.label));
                definition.phase = status.phase.unwrap_or(definition.phase);
                definition.aliases.extend(status.aliases);
            }
            None => {
                let label = status.label.unwrap_or_else(|| label_of(&id));
                // Without a phase there is none: that has been reported.
                let phase = status.phase;
                definitions.extend(phase.map(|phase| Definition { id, label, phase, aliases: status.aliases }));
            }
        }
    }
    known
}

/// Reports what keeps a table from describing a new status.
fn report_new(id: &str, status: &RawStatus, path: &SettingPath, known: &[String], problems: &mut Problems) {
    let nearest = closest_match(id, known.iter().map(String::as_str));
    let or_nearest = nearest.map(|nearest| format!("; or did you mean {nearest}?")).unwrap_or_default();
    if !is_kebab_case(id) {
        let predicate = "is not the id of a status; expected a-z and 0-9, with `-` between words";
        problems.report(path.clone(), ProblemKind::Other(format!("{predicate}{or_nearest}")));
    } else if status.phase.is_none() {
        let phases: Vec<&str> = Phase::ALL.iter().map(|phase| phase.name()).collect();
        let expected = format!("{} for a new status{or_nearest}", one_of(&phases));
        problems.report_unless_known(path.key("phase"), ProblemKind::Missing { expected });
    }
}

/// Adds to a list what another one knows beside it. A word that has a meaning in `all` keeps it, unless it is the id of a new status.
pub(super) fn unite(all: &mut Vec<Definition>, others: &[Definition]) {
    let spellings = |definition: &Definition| {
        let Definition { id, label, aliases, .. } = definition;
        [id, label].into_iter().chain(aliases).map(|spelling| normalize_key(spelling).into_owned()).collect::<Vec<_>>()
    };
    for other in others {
        let mut known: HashSet<String> = all.iter().flat_map(spellings).collect();
        let label = if known.contains(&*normalize_key(&other.label)) { &other.id } else { &other.label };
        let words = other.aliases.iter().chain([&other.label]);
        let free: Vec<String> = words.filter(|word| known.insert(normalize_key(word).into_owned())).cloned().collect();
        match all.iter_mut().find(|definition| definition.id == other.id) {
            Some(definition) => definition.aliases.extend(free),
            None => all.push(Definition { label: label.clone(), aliases: free, ..other.clone() }),
        }
    }
}

/// Which status each normalized spelling names.
struct SpellingOwners<'p> {
    owners: BTreeMap<String, String>,
    problems: &'p mut Problems,
}

impl SpellingOwners<'_> {
    /// Whether the label or alias at `path` can name the status `id`; reports if not, and remembers if so.
    fn claim(&mut self, path: &SettingPath, text: &str, id: &str) -> bool {
        let spelling = normalize_key(text).into_owned();
        let predicate = if spelling.is_empty() {
            format!("has {text:?}, which no author could write as a status; expected a word or a few")
        } else {
            let owner = self.owners.entry(spelling).or_insert_with(|| id.to_owned());
            if owner == id {
                return true;
            }
            format!("has {text:?}, which names the status {owner}; expected a word of its own")
        };
        self.problems.report(path.clone(), ProblemKind::Other(predicate));
        false
    }
}

/// Whether a key of the settings can be an id.
pub(super) fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// `in-trial` → `In trial`.
fn label_of(id: &str) -> String {
    let mut letters = id.chars().map(|c| if c == '-' { ' ' } else { c });
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tests::of_book;
    use crate::status::Statuses;

    fn statuses(book: &str) -> Statuses {
        of_book(book).expect("nothing is wrong").statuses
    }

    #[test]
    fn a_book_changes_and_adds_statuses() {
        for (book, value, expected) in [
            ("statuses.trial.phase = 'open'", "trial", ("trial", "Trial", Phase::Open)),
            ("statuses.in-trial-2.phase = 'closed'", "In Trial 2", ("in-trial-2", "In trial 2", Phase::Closed)),
            ("statuses.trial = { phase = 'open', label = 'On trial' }", "on trial", ("trial", "On trial", Phase::Open)),
            ("statuses.trial = { phase = 'open', label = 'On trial' }", "trial", ("trial", "On trial", Phase::Open)),
            ("statuses.trial = { phase = 'open', aliases = 'pilot' }", "Pilot", ("trial", "Trial", Phase::Open)),
            ("statuses.draft.label = 'Entwurf'", "Draft", ("draft", "Entwurf", Phase::Open)),
            ("statuses.draft.label = 'Entwurf'", "Entwurf", ("draft", "Entwurf", Phase::Open)),
            ("statuses.draft.label = 'Entwurf'", "WIP", ("draft", "Entwurf", Phase::Open)),
            ("statuses.accepted.phase = 'open'", "Approved", ("accepted", "Accepted", Phase::Open)),
            ("statuses.draft.aliases = ['sketch']", "sketch", ("draft", "Draft", Phase::Open)),
            ("statuses.draft.aliases = ['sketch']", "idea", ("draft", "Draft", Phase::Open)),
        ] {
            let statuses = statuses(book);
            let status = statuses.leading(value).map(|(status, _)| (status.id(), status.label(), status.phase()));
            assert_eq!(status, Some(expected), "{book}: {value}");
        }
    }

    #[test]
    fn a_given_spelling_is_taken_from_the_built_in_status() {
        for (book, value, expected) in [
            ("statuses.trial = { phase = 'open', aliases = ['Active'] }", "active", "trial"),
            ("statuses.active.phase = 'open'", "Active", "active"),
            ("statuses.active.phase = 'open'", "Activated", "living"),
            ("statuses.draft.aliases = ['active']", "active", "draft"),
            ("statuses.draft.label = 'Active'", "active", "draft"),
            ("statuses.accepted.label = 'Final'", "final", "accepted"),
            ("statuses.trial = { phase = 'open', aliases = ['in_progress'] }", "In Progress", "trial"),
        ] {
            let statuses = statuses(book);
            assert_eq!(statuses.leading(value).map(|(status, _)| status.id()), Some(expected), "{book}: {value}");
        }
    }

    #[test]
    fn new_statuses_stand_last_in_alphabetical_order() {
        let statuses =
            statuses("statuses = { b.phase = 'open', c.phase = 'open', a.phase = 'open', draft.phase = 'open' }");
        let ids: Vec<&str> = statuses.iter().map(|status| status.id()).collect();
        assert_eq!((ids[0], &ids[10..]), ("draft", &["superseded", "a", "b", "c"][..]));
    }

    #[test]
    fn what_is_wrong_with_a_status_is_said() {
        let phases = "expected \"open\", \"decided\" or \"closed\"";
        let kebab = "is not the id of a status; expected a-z and 0-9, with `-` between words";
        let new = "phase is missing; expected \"open\", \"decided\" or \"closed\" for a new status";
        let blank = "which no author could write as a status; expected a word or a few";
        let own = "expected a word of its own";
        for (book, expected) in [
            ("statuses = 1", "statuses is 1; expected a table".to_owned()),
            ("statuses.trial = 'open'", "statuses.trial is \"open\"; expected a table".to_owned()),
            ("statuses.trial.phase = 'opened'", format!("statuses.trial.phase is \"opened\"; {phases}")),
            ("statuses.trial.phase = 1", format!("statuses.trial.phase is 1; {phases}")),
            ("statuses.trial = {}", format!("statuses.trial.{new}")),
            ("statuses.acepted.label = 'Yes'", format!("statuses.acepted.{new}; or did you mean accepted?")),
            ("statuses.Trial.phase = 'open'", format!("statuses.Trial {kebab}")),
            ("statuses.'on trial'.phase = 'open'", format!("statuses.\"on trial\" {kebab}")),
            ("statuses.trial-.phase = 'open'", format!("statuses.trial- {kebab}")),
            ("statuses.In_Review.label = 'x'", format!("statuses.In_Review {kebab}; or did you mean in-review?")),
            ("statuses.draft.alias = 'x'", "statuses.draft.alias is not a setting; did you mean aliases?".to_owned()),
            (
                "statuses.draft.colour = 'red'",
                "statuses.draft.colour is not a setting; expected label, phase, aliases, requires or stale-after"
                    .to_owned(),
            ),
            ("statuses.draft.label = 1", "statuses.draft.label is 1; expected one line of text".to_owned()),
            ("statuses.draft.label = ''", "statuses.draft.label is \"\"; expected one line of text".to_owned()),
            ("statuses.draft.label = '-'", format!("statuses.draft.label has \"-\", {blank}")),
            ("statuses.draft.aliases = ['x', '_']", format!("statuses.draft.aliases has \"_\", {blank}")),
            (
                "statuses.draft.aliases = 1",
                "statuses.draft.aliases is 1; expected an array of strings, or one string".to_owned(),
            ),
            (
                "statuses.draft.aliases = ['Accepted']",
                format!("statuses.draft.aliases has \"Accepted\", which names the status accepted; {own}"),
            ),
            (
                "statuses.draft.label = 'In review'",
                format!("statuses.draft.label has \"In review\", which names the status in-review; {own}"),
            ),
            (
                "statuses = { a = { phase = 'open', aliases = 'x' }, b = { phase = 'open', aliases = 'X' } }",
                format!("statuses.b.aliases has \"X\", which names the status a; {own}"),
            ),
        ] {
            let found = of_book(book).map(|_| ()).map_err(|errors| errors.to_string());
            assert_eq!(found, Err(format!("preprocessor.design-docs.{expected}")), "{book}");
        }
    }
}
