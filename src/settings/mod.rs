//! Raw settings in, valid settings out: the whole book's configuration as the host sends it, and either a value for every
//! setting or all that is wrong, in one run. This module reads no file. Of documents and templates it knows names alone: those of fields
//! that a status may require, and of the templates that are built in.
//!
//! Both hosts send the same: book.toml as JSON, with the environment's overrides in it. The hosts turn
//! `MDBOOK_PREPROCESSOR__DESIGN_DOCS__INDEX_TITLE` into `preprocessor.design-docs.index-title` (lower case, `__` → `.`,
//! `_` → `-`), and read the value as JSON if they can, else as a string. So `INDEX=false` comes as a boolean,
//! `DOCS=adr/*.md` as a string, `INDEX_TITLE=2026` as an integer, which is an error here as it is in book.toml.

mod collections;
mod globs;
mod index_page;
mod labels;
mod lifecycle;
mod own_table;
mod problem;
mod raw;
mod reader;
mod severities;
mod statuses;
mod switches;

pub use collections::Collection;
pub use globs::DocumentGlobs;
pub use labels::Labels;
pub use lifecycle::{Age, Lifecycle, Requirement};
pub use own_table::table_name;
pub use problem::{PathStep, Problem, ProblemKind, SettingPath, SettingsErrors, described};
pub use severities::{Severities, Threshold};
pub use switches::{Assets, FailOn, MissingSections, Normalise};

use std::num::NonZeroUsize;

use crate::path::BookPath;
use crate::status::Statuses;
use own_table::own_table;
use problem::Problems;
use raw::{RawCollection, RawSettings};
use serde_json::Value;

/// What a book wants of the tool; every setting has a default.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which chapters are documents, and of which kind: at least one, in the order in which they are asked.
    pub collections: Vec<Collection>,
    /// The index page's path relative to `src`, with `/`; `None` if the book wants none.
    pub index: Option<String>,
    /// The name of the index page, and of the draft chapter that becomes it.
    pub index_title: String,
    /// From how many decisions on a document's header lists them; `None` if it never does.
    pub decision_list: Option<NonZeroUsize>,
    /// Whether pages have style and script in them.
    pub assets: Assets,
    /// Which diagnostics fail a build.
    pub fail_on: FailOn,
    /// The words that the tool itself writes.
    pub labels: Labels,
    /// How grave each diagnostic is.
    pub rules: Severities,
    /// All statuses of all collections.
    pub statuses: Statuses,
}

impl Default for Settings {
    fn default() -> Self {
        Self::resolve(RawSettings::default(), &SettingPath::default(), &mut Problems::default())
    }
}

impl Settings {
    /// The settings in the whole book's configuration: those of the table `preprocessor.design-docs`; if there is none,
    /// those of the table whose `command` names this program; else the defaults. `rules` are the names of all rules.
    ///
    /// # Errors
    ///
    /// Every unknown key, wrong type and wrong value, not just the first.
    pub fn from_config(config: &Value, rules: &'static [&'static str]) -> Result<Self, SettingsErrors> {
        let mut problems = Problems::default();
        let settings = match own_table(config, &mut problems) {
            None => Self::default(),
            Some((path, table)) => {
                let settings = Self::resolve(reader::read_value(table, &path, &mut problems), &path, &mut problems);
                settings.rules.check_names(rules, &path.key("rules"), &mut problems);
                settings
            }
        };
        problems.unless_any(settings)
    }

    /// What raw settings at `path` mean together.
    fn resolve(raw: RawSettings, path: &SettingPath, problems: &mut Problems) -> Self {
        let book = RawCollection {
            docs: raw.docs,
            label: None,
            template: raw.template,
            normalise: raw.normalise,
            missing_sections: raw.missing_sections,
            statuses: raw.statuses,
        };
        let (collections, statuses) = collections::resolve(book, raw.collections, path, problems);
        Self {
            collections,
            index: raw.index.unwrap_or_else(|| Some("decisions.md".to_owned())),
            index_title: raw.index_title.unwrap_or_else(|| "Decisions".to_owned()),
            // Two are seen without a list.
            decision_list: raw.decision_list.unwrap_or(NonZeroUsize::new(3)),
            assets: raw.assets,
            fail_on: raw.fail_on,
            labels: raw.labels,
            rules: raw.rules,
            statuses,
        }
    }

    /// The collection of the chapter at this path, relative to `src`: the first that names it. The index page never is a document.
    #[must_use]
    pub fn collection_of(&self, path: &str) -> Option<&Collection> {
        self.collections_of(path).next()
    }

    /// All collections that name the chapter at this path, relative to `src`, in their order.
    pub fn collections_of<'s>(&'s self, path: &str) -> impl Iterator<Item = &'s Collection> {
        let is_index = self.index.as_deref() == Some(BookPath::of_chapter(path).as_str());
        self.collections.iter().filter(move |collection| !is_index && collection.docs.matches(path))
    }

    /// Whether the chapter at this path, relative to `src`, is a document.
    #[must_use]
    pub fn is_document(&self, path: &str) -> bool {
        self.collection_of(path).is_some()
    }

    /// The collection of that id.
    #[must_use]
    pub fn collection(&self, id: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.name.id == id)
    }

    /// The globs of all collections, as they were written, with the exclusions.
    #[must_use]
    pub fn patterns(&self) -> Vec<&str> {
        self.collections.iter().flat_map(|collection| collection.docs.written()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::OWN;
    use crate::diagnostic::Severity;
    use crate::lint;
    use crate::lint::rules::{prompt_unfilled, section_missing};
    use crate::status::Phase;
    use serde_json::json;

    /// The settings in a book.toml, given without the head of the preprocessor's own table.
    pub(super) fn of_book(own_table: &str) -> Result<Settings, SettingsErrors> {
        from_toml(&format!("[preprocessor.design-docs]\n{own_table}"))
    }

    fn from_toml(book: &str) -> Result<Settings, SettingsErrors> {
        Settings::from_config(&toml::from_str(book).expect("the test's book.toml is valid"), lint::NAMES)
    }

    /// What a book without collections has.
    fn own(settings: &Settings) -> &Collection {
        settings.collection(OWN).expect("every book has it")
    }

    fn sentences(result: Result<Settings, SettingsErrors>) -> Vec<String> {
        result.err().map(|errors| errors.to_string().lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    #[test]
    fn every_key_has_a_default() {
        for config in [json!({}), json!({"preprocessor": {}}), json!({"preprocessor": {"design-docs": {}}})] {
            let settings = Settings::from_config(&config, lint::NAMES).expect("nothing is wrong");
            assert_eq!(own(&settings).docs.patterns().collect::<Vec<_>>(), ["designs/**/*.md", "design-docs/**/*.md"]);
            assert_eq!(own(&settings).template, "full");
            assert_eq!(own(&settings).normalise, Normalise::Full);
            assert_eq!(own(&settings).missing_sections, MissingSections::Placeholder);
            assert_eq!(settings.index.as_deref(), Some("decisions.md"));
            assert_eq!(settings.index_title, "Decisions");
            assert_eq!(settings.decision_list.map(NonZeroUsize::get), Some(3));
            assert_eq!(settings.assets, Assets::Inline);
            assert_eq!(settings.fail_on, FailOn::Never);
            assert_eq!(settings.labels, Labels::default());
            assert_eq!(settings.rules, Severities::default());
            assert_eq!(settings.statuses.iter().count(), Statuses::built_in().len());
        }
    }

    #[test]
    fn every_key_can_be_set() {
        let mut book = r#"
            command = "mdbook-design-docs"
            renderer = ["html"]
            renderers = ["html"]
            before = ["links"]
            after = ["gettext"]
            optional = true
            docs = ["adr/*.md", "!adr/README.md"]
            template = "templates/adr.md"
            normalise = "keep-order"
            missing-sections = "omit"
            index = "adr/index.md"
            index-title = "Beschlüsse"
            decision-list = false
            assets = "none"
            fail-on = "warning"
            statuses.trial = { label = "On trial", phase = "open", aliases = ["pilot"] }
        "#
        .to_owned();
        book.extend(lint::all().map(|code| format!("rules.{} = \"note\"\n", code.name())));
        book.extend(Labels::KEYS.iter().map(|key| format!("labels.{key} = \"<{key}>\"\n")));
        let settings = of_book(&book).expect("nothing is wrong");
        assert!(own(&settings).docs.matches("adr/one.md") && !own(&settings).docs.matches("adr/README.md"));
        assert_eq!(own(&settings).template, "templates/adr.md");
        assert_eq!(own(&settings).normalise, Normalise::KeepOrder);
        assert_eq!(own(&settings).missing_sections, MissingSections::Omit);
        assert_eq!(settings.index.as_deref(), Some("adr/index.md"));
        assert_eq!(settings.index_title, "Beschlüsse");
        assert_eq!(settings.fail_on, FailOn::Warning);
        for code in lint::all() {
            assert_eq!(settings.rules.of(code, Some(Phase::Decided)), Severity::Note);
        }
        for key in Labels::KEYS {
            assert_eq!(settings.labels.get(key), Some(format!("<{key}>").as_str()));
        }
        assert_eq!(settings.statuses.leading("Pilot").map(|(status, _)| status.label()), Some("On trial"));
    }

    #[test]
    fn a_given_severity_holds_in_every_phase() {
        let rules = of_book("rules.section-missing = 'error'").expect("nothing is wrong").rules;
        for phase in [None, Some(Phase::Open), Some(Phase::Decided)] {
            assert_eq!(rules.of(section_missing::RULE, phase), Severity::Error);
            assert_eq!(rules.of(prompt_unfilled::RULE, phase), prompt_unfilled::RULE.default_severity(phase));
        }
    }

    #[test]
    fn a_severity_can_depend_on_the_phase() {
        let rules =
            of_book("rules.section-missing = { open = 'off', decided = 'error' }").expect("nothing is wrong").rules;
        for (phase, severity) in [
            (Some(Phase::Open), Severity::Off),
            (Some(Phase::Decided), Severity::Error),
            (Some(Phase::Closed), Severity::Warning),
            (None, Severity::Warning),
        ] {
            assert_eq!(rules.of(section_missing::RULE, phase), severity, "{phase:?}");
        }
    }

    #[test]
    fn the_index_page_is_no_document() {
        let settings = of_book("docs = '**/*.md'\nindex = 'adr/index.md'").expect("nothing is wrong");
        assert!(settings.is_document("adr/one.md"));
        assert!(!settings.is_document("adr/index.md"));
        assert!(!settings.is_document(r"adr\index.md"));
        assert!(of_book("docs = '**/*.md'\nindex = false").expect("nothing is wrong").is_document("decisions.md"));
    }

    #[test]
    fn the_own_table_is_found() {
        for (book, template) in [
            ("[preprocessor.design-docs]\ntemplate = 'lean'", "lean"),
            ("[preprocessor.adr]\ncommand = 'cargo run -p mdbook-design-docs --'\ntemplate = 'lean'", "lean"),
            ("[preprocessor.adr]\ncommand = 'mdbook-adr'\ntemplate = 'lean'", "full"),
            ("[preprocessor.design-docs]\n[preprocessor.x]\ncommand = 'mdbook-design-docs'\ntemplate = 'lean'", "full"),
            ("[preprocessor.mermaid]\ntemplate = 1", "full"),
        ] {
            assert_eq!(
                from_toml(book).map(|settings| own(&settings).template.clone()).as_deref(),
                Ok(template),
                "{book}"
            );
        }
        let two = "[preprocessor.b]\ncommand = 'mdbook-design-docs'\n[preprocessor.a]\ncommand = 'mdbook-design-docs'";
        for (book, sentence) in [
            ("preprocessor = 1", "preprocessor is 1; expected a table"),
            ("preprocessor.design-docs = true", "preprocessor.design-docs is true; expected a table"),
            (
                "[preprocessor.'my docs']\ncommand = 'mdbook-design-docs'\ntemplate = 1",
                "preprocessor.\"my docs\".template is 1; \
                 expected \"full\", \"lean\", \"nygard\", \"madr\", \"rfc\" or the path of a Markdown file in the book",
            ),
            (
                two,
                "preprocessor.b runs mdbook-design-docs, as preprocessor.a does; \
                 expected one table, or one of them called preprocessor.design-docs",
            ),
        ] {
            assert_eq!(sentences(from_toml(book)), [sentence], "{book}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let template =
            "expected \"full\", \"lean\", \"nygard\", \"madr\", \"rfc\" or the path of a Markdown file in the book";
        let severity = "expected \"off\", \"note\", \"warning\" or \"error\"";
        let strings = "expected an array of strings, or one string";
        let no_glob = "names no document; expected at least one glob that doesn't start with `!`";
        for (book, expected) in [
            ("docs = 1", format!("docs is 1; {strings}")),
            ("docs = { a = 1 }", format!("docs is a table; {strings}")),
            ("docs = ['a.md', 1.5]", "docs[1] is 1.5; expected a string".to_owned()),
            ("docs = []", format!("docs {no_glob}")),
            ("docs = [1]", "docs[0] is 1; expected a string".to_owned()),
            ("collections.adr.docs = ['a[']", "collections.adr.docs[0] is \"a[\", which is not a glob: unclosed character class; missing ']'".to_owned()),
            ("docs = ['!a.md']", format!("docs {no_glob}")),
            ("docs = ''", "docs is \"\", which is not a glob: it is empty".to_owned()),
            ("docs = '!'", "docs is \"!\", which is not a glob: it is empty".to_owned()),
            (
                "docs = 'a[.md'",
                "docs is \"a[.md\", which is not a glob: unclosed character class; missing ']'".to_owned(),
            ),
            (
                "rules.section-missing = { opened = 'off' }",
                "rules.section-missing.opened is not a setting; did you mean open?".to_owned(),
            ),
            ("rules.section-missing = { open = 'of' }", format!("rules.section-missing.open is \"of\"; {severity}")),
            ("template = 1", format!("template is 1; {template}")),
            ("template = 'ful'", format!("template is \"ful\"; {template}")),
            ("template = ''", format!("template is \"\"; {template}")),
            ("normalise = true", "normalise is true; expected \"full\", \"keep-order\" or \"off\"".to_owned()),
            ("normalise = 'Full'", "normalise is \"Full\"; expected \"full\", \"keep-order\" or \"off\"".to_owned()),
            ("missing-sections = []", "missing-sections is an array; expected \"placeholder\" or \"omit\"".to_owned()),
            ("missing-sections = 'no'", "missing-sections is \"no\"; expected \"placeholder\" or \"omit\"".to_owned()),
            ("fail-on = 0", "fail-on is 0; expected \"never\", \"error\" or \"warning\"".to_owned()),
            ("fail-on = 'note'", "fail-on is \"note\"; expected \"never\", \"error\" or \"warning\"".to_owned()),
            ("index-title = 2026", "index-title is 2026; expected one line of text".to_owned()),
            ("index-title = 2026-06-07", "index-title is a date; expected one line of text".to_owned()),
            ("index-title = ' '", "index-title is \" \"; expected one line of text".to_owned()),
            ("labels = 'x'", "labels is \"x\"; expected a table".to_owned()),
            ("labels = 2026-06-07", "labels is a date; expected a table".to_owned()),
            ("labels.date = true", "labels.date is true; expected one line of text".to_owned()),
            ("labels.date = \"a\\nb\"", "labels.date is \"a\\nb\"; expected one line of text".to_owned()),
            ("labels.dates = 'x'", "labels.dates is not a setting; did you mean date?".to_owned()),
            ("rules = []", "rules is an array; expected a table".to_owned()),
            ("rules.title-missing = false", format!("rules.title-missing is false; {severity}")),
            ("rules.title-missing = 'warn'", format!("rules.title-missing is \"warn\"; {severity}")),
            (
                "rules.section-mising = 'off'",
                "rules.section-mising is not a setting; did you mean section-missing?".to_owned(),
            ),
            (
                "rules.missing_section = 'off'",
                "rules.missing_section is not a setting; did you mean section-missing?".to_owned(),
            ),
            ("normalize = 'off'", "normalize is not a setting; did you mean normalise?".to_owned()),
            ("befor = []", "befor is not a setting; did you mean before?".to_owned()),
            ("'fail on' = 'never'", "\"fail on\" is not a setting; did you mean fail-on?".to_owned()),
            (
                "colour = 'red'",
                "colour is not a setting; expected docs, template, normalise, missing-sections, statuses, collections, index, index-title, \
                 decision-list, assets, fail-on, labels, rules, command, renderer, renderers, before, after or optional"
                    .to_owned(),
            ),
            (
                "collections.adr.template = 'lean'",
                "collections.adr.docs is missing; expected globs of documents below `src`, such as [\"adr/*.md\"]".to_owned(),
            ),
            (
                "collections.ADR.docs = 'adr/*.md'",
                "collections.ADR is not the id of a collection; expected a-z and 0-9, with `-` between words"
                    .to_owned(),
            ),
            (
                "collections.adr = { docs = 'a.md', label = 1 }",
                "collections.adr.label is 1; expected one line of text".to_owned(),
            ),
            (
                "collections.adr = { docs = 'a.md', doc = 'b.md' }",
                "collections.adr.doc is not a setting; did you mean docs?".to_owned(),
            ),
            (
                "collections.adr = { docs = 'a.md', template = 'ful' }",
                format!("collections.adr.template is \"ful\"; {template}"),
            ),
            ("collections.adr.docs = []", format!("collections.adr.docs {no_glob}")),
            ("collections = 1", "collections is 1; expected a table".to_owned()),
        ] {
            assert_eq!(sentences(of_book(book)), [format!("preprocessor.design-docs.{expected}")], "{book}");
        }
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let book = "
            docs = [1, 'a[', 'b']
            index = 'print.md'
            fail-on = 'x'
            colections = {}
            rules.section-missing = 'x'
            rules.section = 'off'
            statuses.trial.fase = 'open'
        ";
        let found = sentences(of_book(book));
        let keys: Vec<&str> = found.iter().filter_map(|sentence| sentence.split(' ').next()).collect();
        assert_eq!(
            keys,
            [
                "preprocessor.design-docs.colections",
                "preprocessor.design-docs.docs[0]",
                "preprocessor.design-docs.docs[1]",
                "preprocessor.design-docs.fail-on",
                "preprocessor.design-docs.index",
                "preprocessor.design-docs.rules.section",
                "preprocessor.design-docs.rules.section-missing",
                "preprocessor.design-docs.statuses.trial.fase",
                "preprocessor.design-docs.statuses.trial.phase",
            ]
        );
    }
}
