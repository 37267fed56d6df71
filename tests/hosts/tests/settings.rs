//! Settings as both hosts merge the environment into them, compared with what we read.

use mdbook_design_docs::collection::OWN;
use mdbook_design_docs::diagnostic::Severity;
use mdbook_design_docs::host::Protocol;
use mdbook_design_docs::lint;
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::workspace::config_with_overrides;
use serde_json::{Value, json};

/// What each host has after `overrides` were set over the text of a book.toml.
fn configurations(book_toml: &str, overrides: &[(&str, Value)]) -> [Value; 2] {
    let mut new: mdbook_driver::config::Config = book_toml.parse().expect("mdBook 0.5 reads it");
    let mut old: mdbook_04::Config = book_toml.parse().expect("mdBook 0.4 reads it");
    for (key, value) in overrides {
        new.set(key, value.clone()).expect("mdBook 0.5 accepts it");
        old.set(key, value).expect("mdBook 0.4 accepts it");
    }
    [serde_json::to_value(new), serde_json::to_value(old)].map(|config| config.expect("a configuration is JSON"))
}

/// Both hosts merge an environment variable into the configuration with `set`, the value read as JSON if possible.
#[test]
fn both_hosts_send_the_same_settings() {
    let book_toml = "[preprocessor.design-docs]\nbefore = ['links']\nindex-title = 'Log'\nrules.status-missing = 'off'";
    let overrides = [
        ("preprocessor.design-docs.index", json!(false)),
        ("preprocessor.design-docs.docs", json!("adr/*.md")),
        ("preprocessor.design-docs.rules.section-missing", json!("error")),
        ("preprocessor.design-docs.statuses.in-trial.phase", json!("open")),
    ];
    for config in configurations(book_toml, &overrides) {
        let settings = Settings::from_config(&config, lint::NAMES).expect("nothing is wrong");
        assert_eq!(settings.index, None);
        assert_eq!(settings.index_title, "Log");
        let own = settings.collection(OWN).expect("every book has it");
        assert_eq!(own.docs.patterns().collect::<Vec<_>>(), ["adr/*.md"]);
        let severity = |rule| settings.rules.of(lint::named(rule).expect("there is such a rule"), None);
        assert_eq!((severity("section-missing"), severity("status-missing")), (Severity::Error, Severity::Off));
        assert_eq!(settings.statuses.leading("in trial").map(|(status, _)| status.label()), Some("In trial"));
    }
}

#[test]
fn overrides_are_read_as_both_hosts_read_them() {
    let book_toml = "[book]\ntitle = 'T'\nsrc = 'docs'\n\n[preprocessor.design-docs]\nindex = 'd.md'\n\
                     rules.status-missing = 'off'\n\n[output.html]\ndefault-theme = 'ayu'\n";
    let variables = [
        ("MDBOOK_BOOK__SRC", "book.src", "chapters"),
        ("MDBOOK_PREPROCESSOR__DESIGN_DOCS__INDEX", "preprocessor.design-docs.index", "false"),
        ("MDBOOK_PREPROCESSOR__DESIGN_DOCS__DOCS", "preprocessor.design-docs.docs", "[\"adr/*.md\"]"),
        ("MDBOOK_PREPROCESSOR__DESIGN_DOCS__RULES__GLOB_EMPTY", "preprocessor.design-docs.rules.glob-empty", "error"),
        ("MDBOOK_OUTPUT__HTML__SMART_PUNCTUATION", "output.html.smart-punctuation", "true"),
    ];
    let overrides =
        variables.map(|(_, key, value)| (key, serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))));
    for protocol in [Protocol::V04, Protocol::V05] {
        let given =
            variables.map(|(variable, _, value)| (variable, value)).into_iter().chain([("MDBOOK_LOG", "debug")]);
        let given = given.map(|(variable, value)| (variable.to_owned(), value.to_owned()));
        let config = config_with_overrides(book_toml, given, protocol).expect("valid TOML");
        for host in configurations(book_toml, &overrides) {
            assert_eq!(config["preprocessor"], host["preprocessor"]);
            assert_eq!(config["output"], host["output"]);
            assert_eq!(config["book"]["src"], host["book"]["src"]);
        }
    }
}
