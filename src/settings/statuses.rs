//! A book's own statuses: the built-in list with what the table `statuses` changes and adds.

use super::lifecycle::{self, Lifecycle};
use super::problem::Problem;
use super::raw::Table;
use crate::status::{Definition, Phase, fold};
use crate::suggestions::closest_match;
use std::collections::{BTreeMap, HashSet};

/// Some statuses, and what they ask of documents, by id.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub definitions: Vec<Definition>,
    pub lifecycles: BTreeMap<String, Lifecycle>,
}

/// A list of statuses with what the table `statuses` of some settings changes and adds.
///
/// For a known id what is given replaces what holds without it, but for aliases, which come to the others. A new id goes to
/// the end of the list, in alphabetical order; its label is the id with a capital and spaces. A given label or alias is
/// taken away from the known status that had it.
pub(super) fn read(settings: &mut Table<'_, '_>, mut known: Known) -> Known {
    let Some(mut table) = settings.table("statuses") else { return known };
    let Known { definitions, lifecycles } = &mut known;
    let built_in: Vec<String> = definitions.iter().map(|definition| definition.id.clone()).collect();
    let built_in: Vec<&str> = built_in.iter().map(String::as_str).collect();
    let ids = table.names();
    let mut owners: BTreeMap<String, String> =
        built_in.iter().chain(&ids).map(|&id| (fold(id), id.to_owned())).collect();
    let all_given: Vec<_> =
        ids.into_iter().filter_map(|id| Some(Given::read(id, table.table(id)?, &built_in, &mut owners))).collect();
    for definition in &mut *definitions {
        definition.aliases.retain(|alias| owners.get(&fold(alias)).is_none_or(|owner| *owner == definition.id));
    }
    for (given, lifecycle) in all_given {
        lifecycle.change(lifecycles.entry(given.id.clone()).or_default());
        match definitions.iter_mut().find(|definition| definition.id == given.id) {
            Some(definition) => given.change(definition),
            None => definitions.extend(given.define()),
        }
    }
    known
}

/// Adds to a list what another one knows beside it. A word that has a meaning in `all` keeps it, unless it is the id of a new status.
pub(super) fn unite(all: &mut Vec<Definition>, others: &[Definition]) {
    let spellings = |definition: &Definition| {
        let Definition { id, label, aliases, .. } = definition;
        [id, label].into_iter().chain(aliases).map(|spelling| fold(spelling)).collect::<Vec<_>>()
    };
    for other in others {
        let mut known: HashSet<String> = all.iter().flat_map(spellings).collect();
        let label = if known.contains(&fold(&other.label)) { &other.id } else { &other.label };
        let free = other.aliases.iter().chain([&other.label]).filter(|alias| known.insert(fold(alias))).cloned();
        let free: Vec<String> = free.collect();
        match all.iter_mut().find(|definition| definition.id == other.id) {
            Some(definition) => definition.aliases.extend(free),
            None => all.push(Definition { label: label.clone(), aliases: free, ..other.clone() }),
        }
    }
}

/// What the settings say about one status.
struct Given {
    id: String,
    label: Option<String>,
    phase: Option<Phase>,
    aliases: Vec<String>,
}

impl Given {
    /// `owners` leads from each folded spelling to the id that it names, and learns those of this status.
    fn read(
        id: &str,
        mut table: Table<'_, '_>,
        built_in: &[&str],
        owners: &mut BTreeMap<String, String>,
    ) -> (Self, lifecycle::Given) {
        let label = table.line("label").filter(|label| is_free(&mut table, "label", label, id, owners));
        let says_phase = table.holds("phase");
        let phase = table.one_of("phase", Phase::ALL, Phase::name);
        let mut aliases = table.texts("aliases").unwrap_or_default();
        aliases.retain(|alias| is_free(&mut table, "aliases", alias, id, owners));
        let aliases = aliases.into_iter().map(str::to_owned).collect();
        let lifecycle = lifecycle::Given::read(&mut table);
        if !built_in.contains(&id) {
            let key = table.key().to_owned();
            let nearest = closest_match(id, built_in.iter().copied()).map(str::to_owned);
            if !is_kebab_case(id) {
                table.report(Problem::WrongStatusId { key, nearest });
            } else if !says_phase {
                table.report(Problem::PhaseMissing { key, nearest });
            }
        }
        table.finish();
        (Self { id: id.to_owned(), label, phase, aliases }, lifecycle)
    }

    fn change(self, definition: &mut Definition) {
        definition.label = self.label.unwrap_or_else(|| std::mem::take(&mut definition.label));
        definition.phase = self.phase.unwrap_or(definition.phase);
        definition.aliases.extend(self.aliases);
    }

    /// The new status; none without a phase, which has been reported by then.
    fn define(self) -> Option<Definition> {
        let label = self.label.unwrap_or_else(|| label_of(&self.id));
        Some(Definition { id: self.id, label, phase: self.phase?, aliases: self.aliases })
    }
}

/// Whether a label or alias can name the status `id`; reports if not, and remembers if so.
fn is_free(table: &mut Table<'_, '_>, name: &str, text: &str, id: &str, owners: &mut BTreeMap<String, String>) -> bool {
    let spelling = fold(text);
    if spelling.is_empty() {
        table.report(Problem::BlankSpelling { key: table.key_of(name), spelling: text.to_owned() });
        return false;
    }
    let owner = owners.entry(spelling).or_insert_with(|| id.to_owned());
    if owner != id {
        let by = owner.clone();
        table.report(Problem::SpellingTaken { key: table.key_of(name), spelling: text.to_owned(), by });
        return false;
    }
    true
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
        let new = "is a new status without a phase; expected phase = \"open\", \"decided\" or \"closed\"";
        let blank = "which no author could write as a status; expected a word or a few";
        let own = "expected a word of its own";
        for (book, expected) in [
            ("statuses = 1", "statuses is an integer; expected a table".to_owned()),
            ("statuses.trial = 'open'", "statuses.trial is a string; expected a table".to_owned()),
            ("statuses.trial.phase = 'opened'", format!("statuses.trial.phase is \"opened\"; {phases}")),
            ("statuses.trial.phase = 1", format!("statuses.trial.phase is an integer; {phases}")),
            ("statuses.trial = {}", format!("statuses.trial {new}")),
            ("statuses.acepted.label = 'Yes'", format!("statuses.acepted {new}; or did you mean accepted?")),
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
            ("statuses.draft.label = 1", "statuses.draft.label is an integer; expected a string".to_owned()),
            ("statuses.draft.label = ''", "statuses.draft.label is \"\"; expected one line of text".to_owned()),
            ("statuses.draft.label = '-'", format!("statuses.draft.label has \"-\", {blank}")),
            ("statuses.draft.aliases = ['x', '_']", format!("statuses.draft.aliases has \"_\", {blank}")),
            (
                "statuses.draft.aliases = 1",
                "statuses.draft.aliases is an integer; expected an array of strings, or one string".to_owned(),
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
