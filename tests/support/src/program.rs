//! The program, built by cargo for members of the workspace: only the package of a program is told its path.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The name of the program and of its package.
const NAME: &str = "mdbook-design-docs";

/// The path of the program for a test, up to date in the profile of the test.
pub fn program() -> &'static str {
    // The selection of `cargo test`, whose dependencies' features are compiled already.
    static PROGRAM: LazyLock<String> = LazyLock::new(|| build(&["--test", "help"]).expect("cargo builds the program"));
    &PROGRAM
}

/// Builds the program in the profile of the running executable and returns its path. `selection` is what cargo selects besides the
/// program: with the packages and targets of the running executable, dependencies are compiled with the same features, and once.
pub fn build(selection: &[&str]) -> Result<String, String> {
    let program = path()?;
    let folder = program.parent().unwrap_or(&program);
    let target = folder.parent().unwrap_or(folder);
    let profile = match folder.file_name().unwrap_or_default().to_string_lossy() {
        name if name == "debug" => "dev".to_owned(),
        name => name.into_owned(),
    };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(crate::repository()).args(["build", "--quiet", "--bin", NAME]).args(selection);
    command.args(["--profile", &profile]).arg("--target-dir").arg(target);
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("cargo can't be run: {error}"))?;
    if !status.success() {
        return Err("cargo can't build the preprocessor".to_owned());
    }
    program.into_os_string().into_string().map_err(|path| format!("{} isn't UTF-8", path.display()))
}

/// Where cargo writes the program in the profile of the running executable: it may be missing or stale before [`build`].
pub fn path() -> Result<PathBuf, String> {
    let executable = env::current_exe().map_err(|error| format!("the running executable can't be found: {error}"))?;
    // `target/debug`, also of `target/debug/deps/x`.
    let folder = executable.parent().filter(|folder| !folder.ends_with("deps") && !folder.ends_with("examples"));
    let folder = folder.or_else(|| executable.ancestors().nth(2)).ok_or("the running executable is in no folder")?;
    Ok(folder.join(NAME).with_extension(env::consts::EXE_EXTENSION))
}

/// A word of a command as both hosts split it.
pub fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
