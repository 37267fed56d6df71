//! Reports for other programs: what is written is what the formats want.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};

use serde_json::{Value, json};
use serde_sarif::sarif::Sarif;
use support::program::program;
use support::repository;

const BOOK: &str = "tests/cmd/check/book.in";

/// The program, in the root of the repository.
fn command() -> Command {
    let mut command = Command::new(program());
    command.current_dir(repository());
    command
}

fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().expect("the program starts")
}

fn report(format: &str) -> Value {
    let arguments = ["check", BOOK, "--severity", "note", "--today", "2026-11-23", "--format", format];
    let output = run(&arguments);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

#[test]
fn json_follows_its_schema_and_offsets_count_in_the_file() {
    let schema: Value = serde_json::from_str(include_str!("../../../src/output/check.schema.json")).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a valid schema");
    let report = report("json");
    let errors: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let diagnostics = report["findings"].as_array().expect("an array");
    let of = |code: &'static str| diagnostics.iter().filter(move |diagnostic| diagnostic["code"] == code);
    let words = |place: &Value| {
        let file = fs::read(repository().join(place["path"].as_str().expect("a path"))).expect("a file");
        let offset = |key: &str| usize::try_from(place[key].as_u64().expect("an offset")).expect("it is small");
        String::from_utf8(file[offset("start")..offset("end")].to_vec()).expect("whole characters")
    };
    let dates: Vec<String> = of("date-invalid").map(|diagnostic| words(&diagnostic["place"])).collect();
    assert_eq!(dates, ["July 1, 2026", "2026-02-30"], "in a file with a byte order mark");
    let duplicate = of("id-duplicate").next().expect("there is one");
    assert_eq!(words(&duplicate["related"][0]["place"]), "Pilots Design Document", "in the other document");
    let unlisted = of("not-in-summary").next().expect("there is one");
    assert_eq!((&unlisted["place"]["line"], &unlisted["place"]["start"]), (&Value::Null, &Value::Null));
}

#[test]
fn lists_follow_their_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../../src/output/list/schema.json")).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a valid schema");
    let mut forms = BTreeSet::new();
    for book in [BOOK, "tests/cmd/list/book.in", "example-book", "tests/cmd/fmt/book.in"] {
        for of_what in ["--decisions", "--mdbook=0.5"] {
            let arguments = ["list", book, of_what, "--format", "json"];
            let output = run(&arguments);
            assert_eq!(output.status.code(), Some(0));
            let list: Value = serde_json::from_slice(&output.stdout).expect("the list is JSON");
            let errors: Vec<String> =
                schema.iter_errors(&list).map(|error| format!("{} {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{book} {of_what}: {errors:?}");
            for document in list["documents"].as_array().into_iter().flatten() {
                forms.extend(document["status"]["source"]["form"].as_str().map(str::to_owned));
            }
        }
    }
    assert!(forms.len() >= 4, "statuses in several forms: {forms:?}");
}

#[test]
fn exports_follow_their_schema() {
    let read = |text: &str| -> Value { serde_json::from_str(text).expect("a schema") };
    let [export, list] = ["output/export/schema.json", "output/list/schema.json"].map(|path| format!("src:///{path}"));
    let registry = jsonschema::Registry::new()
        .add(&export, read(include_str!("../../../src/output/export/schema.json")))
        .and_then(|registry| registry.add(&list, read(include_str!("../../../src/output/list/schema.json"))))
        .and_then(|registry| registry.prepare());
    let registry = registry.expect("two schemas");
    let schema = jsonschema::options().with_registry(&registry).build(&json!({ "$ref": export }));
    let schema = schema.expect("a valid schema");
    let mut count = 0;
    for book in [BOOK, "tests/cmd/export/book.in", "example-book"] {
        let output = run(&["export", book]);
        assert_eq!(output.status.code(), Some(0));
        let export: Value = serde_json::from_slice(&output.stdout).expect("the export is JSON");
        let errors: Vec<String> =
            schema.iter_errors(&export).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{book}: {errors:?}");
        count += export["relations"].as_array().map_or(0, Vec::len);
    }
    assert!(count >= 10, "relations to look at: {count}");
}

#[test]
fn sarif_is_what_its_schema_describes() {
    let report = report("sarif");
    // The types are generated from the schema.
    let log: Sarif = serde_json::from_value(report.clone()).expect("it is SARIF 2.1.0");
    let run = &log.runs[0];
    let rules = run.tool.driver.rules.as_ref().expect("it has rules");
    let results = run.results.as_ref().expect("it has results");
    assert_eq!(results.len(), self::report("json")["findings"].as_array().expect("an array").len());
    for result in results {
        let rule = usize::try_from(result.rule_index.expect("an index")).expect("it is small");
        assert_eq!(Some(&rules[rule].id), result.rule_id.as_ref());
    }
    let region = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region, &serde_json::json!({"startLine": 3, "startColumn": 30, "endLine": 3, "endColumn": 37}));
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let is_coloured = |more: &[&str]| {
        let output = command().args(["check", BOOK]).args(more).env_remove("CLICOLOR_FORCE").output();
        output.expect("the program starts").stdout.contains(&0x1b)
    };
    assert!(!is_coloured(&[]), "a pipe is no terminal");
    assert!(is_coloured(&["--color", "always"]));
    assert!(!is_coloured(&["--color", "never"]));
}
