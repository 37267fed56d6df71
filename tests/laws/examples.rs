//! The examples of CommonMark and its extensions, out of the packaged test suite of the parser that we build with.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// Every example's Markdown.
pub fn read() -> Vec<String> {
    let mut examples = Vec::new();
    for entry in fs::read_dir(suite()).expect("the parser's package holds its test suite") {
        let source = fs::read_to_string(entry.expect("a file").path()).expect("a file of Rust");
        examples.extend(
            source
                .split("let original = r##\"")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once("\"##;")?.0.to_owned())),
        );
    }
    examples
}

/// The folder of the test suite of the newest pulldown-cmark in the dependency graph: the one of mdBook 0.5.
fn suite() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        // Of other platforms nothing has to be there.
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", &host()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let manifest = packages
        .iter()
        .filter(|package| {
            package["name"] == "pulldown-cmark"
                && package["version"].as_str().is_some_and(|version| version.starts_with("0.13."))
        })
        .find_map(|package| package["manifest_path"].as_str())
        .expect("pulldown-cmark 0.13 is a dependency");
    PathBuf::from(manifest).with_file_name("tests").join("suite")
}

/// The platform that cargo runs on, such as `x86_64-unknown-linux-gnu`.
fn host() -> String {
    let output = Command::new(env!("CARGO")).arg("-vV").output().expect("cargo runs");
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its platform").to_owned()
}
