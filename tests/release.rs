//! What is said of releases holds: the oldest Rust, the licences of dependencies, where archives are found, and the changelog.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn manifest() -> toml::Table {
    read("Cargo.toml").parse().expect("Cargo.toml is TOML")
}

/// The packages that are part of the program on any platform, as cargo describes them.
fn dependencies() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (node["id"].to_string(), node)).collect();
    let is_for_tests = |dependency: &Value| list(&dependency["dep_kinds"]).iter().all(|kind| kind["kind"] == "dev");
    let mut known = BTreeSet::new();
    let mut waiting = vec![metadata["resolve"]["root"].to_string()];
    while let Some(id) = waiting.pop() {
        let all = list(&nodes[&id]["deps"]);
        if known.insert(id) {
            waiting.extend(all.iter().filter(|other| !is_for_tests(other)).map(|other| other["pkg"].to_string()));
        }
    }
    list(&metadata["packages"]).into_iter().filter(|package| known.contains(&package["id"].to_string())).collect()
}

fn version(text: &str) -> Vec<u64> {
    text.split('.').map(|part| part.parse().expect("a number")).collect()
}

#[test]
fn no_dependency_needs_a_newer_rust_than_is_stated() {
    let ours = env!("CARGO_PKG_RUST_VERSION");
    for package in dependencies() {
        if let Some(theirs) = package["rust_version"].as_str() {
            assert!(version(theirs)[..2] <= version(ours)[..2], "{} needs Rust {theirs}", package["name"]);
        }
    }
    for page in ["README.md", "example-book/src/manual/README.md"] {
        assert!(read(page).contains(&format!("Rust {ours} or newer")), "{page} names another Rust than {ours}");
    }
}

/// Whether an expression of licences (SPDX) is satisfied by those that are allowed. `/` is an old way to write `OR`.
fn is_satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let holds = any_of(&mut rest, allowed);
    assert!(rest.is_empty(), "{expression}: {rest:?}");
    holds
}

fn any_of(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut holds = all_of(words, allowed);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        holds |= all_of(words, allowed);
    }
    holds
}

fn all_of(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut holds = one(words, allowed);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        holds &= one(words, allowed);
    }
    holds
}

fn one(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    match **words {
        ["(", ref rest @ ..] => {
            *words = rest;
            let holds = any_of(words, allowed);
            *words = words.strip_prefix(&[")"]).expect("the bracket is closed");
            holds
        }
        [licence, "WITH", exception, ref rest @ ..] => {
            *words = rest;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, ref rest @ ..] => {
            *words = rest;
            allowed.contains(licence)
        }
        [] => panic!("a licence is expected"),
    }
}

#[test]
fn licences_of_dependencies_are_allowed() {
    let deny: toml::Table = read(".deny.toml").parse().expect("it is TOML");
    let list = deny["licenses"]["allow"].as_array().expect("a list");
    let allowed: BTreeSet<String> = list.iter().map(|name| name.as_str().expect("a name").to_owned()).collect();
    for (expression, expected) in
        [("MIT", true), ("MIT/GPL-3.0", true), ("(MIT OR X) AND GPL-3.0", false), ("X AND Y OR MIT", true)]
    {
        assert_eq!(is_satisfied(expression, &allowed), expected, "{expression}");
    }
    for package in dependencies() {
        let expression = package["license"].as_str().expect("each has one");
        assert!(is_satisfied(expression, &allowed), "{}: {expression}", package["name"]);
    }
}

/// The targets that the workflow builds for.
fn targets() -> Vec<String> {
    let workflow = read(".github/workflows/release.yml");
    workflow.lines().filter_map(|line| line.trim().strip_prefix("- target: ").map(str::to_owned)).collect()
}

#[test]
fn binstall_finds_the_archives_that_a_release_has() {
    let script = read(".ci/release");
    let folder = script.lines().find_map(|line| line.trim().strip_prefix("folder=")).expect("it names the folder");
    let folder = folder.replace("$name", "{ name }").replace("$(stated version)", "{ version }");
    let folder = folder.replace("$target", "{ target }");
    let manifest = manifest();
    let package = &manifest["package"];
    assert!(script.contains(&format!("\nname={}\n", env!("CARGO_PKG_NAME"))));
    let binstall = &package["metadata"]["binstall"];
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    assert_eq!(text(&binstall["bin-dir"]), format!("{folder}/{{ bin }}{{ binary-ext }}"));
    let overrides = binstall["overrides"].as_table().expect("a table");
    let targets = targets();
    assert!(targets.len() >= 7 && overrides.keys().all(|target| targets.contains(target)), "{targets:?}");
    for target in targets {
        let (extension, format) = if target.contains("windows") { (".zip", "zip") } else { (".tar.gz", "tgz") };
        assert!(script.contains(&format!("archive=$folder{extension}\n")));
        let of_target = overrides.get(&target).unwrap_or(binstall);
        assert_eq!(text(&of_target["pkg-fmt"]), format, "{target}");
        assert_eq!(
            text(&of_target["pkg-url"]),
            format!("{{ repo }}/releases/download/v{{ version }}/{folder}{extension}"),
            "{target}"
        );
    }
}

#[test]
fn the_changelog_begins_with_this_version() {
    let changelog = read("CHANGELOG.md");
    let newest = changelog.lines().find_map(|line| line.strip_prefix("## ")).expect("a version");
    let (version, day) = newest.split_once(" - ").expect("a version and its day");
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert!(day == "unreleased" || day.parse::<jiff::civil::Date>().is_ok(), "{day}");
}
