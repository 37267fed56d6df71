//! The preprocessor for the examples, built by cargo.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The path of this package's program, built in the profile of the running `example`; cargo rebuilds it only if it is stale.
pub fn built_with_example(example: &str) -> Result<String, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args([
        "build",
        "--quiet",
        "--message-format=json-render-diagnostics",
    ]);
    // Together with the example, whose dependencies' features are compiled already.
    command.args(["--bin", env!("CARGO_PKG_NAME"), "--example", example, "--profile", &profile()]);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        return Err("cargo can't build the preprocessor".to_owned());
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut programs = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_program = message["target"]["kind"][0] == "bin";
        is_program.then(|| message["executable"].as_str().map(str::to_owned)).flatten()
    });
    programs.next().ok_or_else(|| "cargo doesn't say where it put the preprocessor".to_owned())
}

/// A word of a command as both hosts split it.
pub fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The profile that this example was built in: the name of the folder in `target/` that it runs from.
fn profile() -> String {
    let example = env::current_exe().unwrap_or_default();
    let folder = example.parent().and_then(Path::parent).and_then(Path::file_name).unwrap_or_default();
    match folder.to_string_lossy() {
        name if name.is_empty() || name == "debug" => "dev".to_owned(),
        name => name.into_owned(),
    }
}
