//! What README and manual show of `--help` is what the program prints. `BLESS=1 cargo test --test help` writes it there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mdbook_design_docs::template::Template;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mdbook-design-docs");

/// The README and the manual's pages.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = fs::read_dir(root.join("example-book/src/manual")).expect("the manual");
    let pages = manual.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some());
    pages.chain([root.join("README.md")]).collect()
}

/// What `--help` prints on a usual terminal.
fn help(command: &str) -> String {
    help_on(command, "80")
}

fn help_on(command: &str, columns: &str) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("mdbook-design-docs"), "{command}");
    let output = Command::new(PROGRAM).args(words).env("COLUMNS", columns).output().expect("the program starts");
    assert!(output.status.success(), "{command}");
    let text = String::from_utf8(output.stdout).expect("the program writes UTF-8");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn help_is_shown_as_it_is_printed() {
    let mut shown = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        let mut blessed = String::new();
        let mut rest = text.as_str();
        while let Some((before, block)) = rest.split_once("```console\n$ ") {
            let (command, block) = block.split_once('\n').expect("a line");
            let (printed, behind) = block.split_once("```\n").expect("the block ends");
            let expected = if command.ends_with("--help") { help(command) } else { printed.to_owned() };
            if command.ends_with("--help") {
                shown.push(command.to_owned());
                if std::env::var_os("BLESS").is_none() {
                    assert_eq!(printed, expected, "{}: {command}", page.display());
                }
            }
            blessed.push_str(&format!("{before}```console\n$ {command}\n{expected}```\n"));
            rest = behind;
        }
        blessed.push_str(rest);
        if std::env::var_os("BLESS").is_some() && blessed != text {
            fs::write(&page, blessed).expect("the page can be written");
        }
    }
    for command in ["", "check ", "fmt ", "new ", "init ", "list ", "explain "] {
        let wanted = format!("mdbook-design-docs {command}--help");
        assert!(shown.contains(&wanted), "no page shows `{wanted}`");
    }
}

#[test]
fn a_new_document_can_have_each_template() {
    let help = help("mdbook-design-docs new --help");
    for name in Template::BUILT_IN {
        assert!(help.contains(&format!("`{name}`")), "the help of `new --template` names {name}");
    }
}

#[test]
fn examples_fit_a_usual_terminal() {
    for command in ["check", "fmt", "new", "init", "list", "explain"] {
        let command = format!("mdbook-design-docs {command} --help");
        let examples = |help: String| help.split_once("Examples:\n").map(|(_, examples)| examples.to_owned());
        let narrow = examples(help(&command));
        assert!(narrow.is_some(), "{command} has examples");
        assert_eq!(narrow, examples(help_on(&command, "300")), "{command}: an example is broken");
    }
}
