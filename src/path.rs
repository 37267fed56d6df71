//! Paths of chapters: in the one spelling in which rules compare them, as mdBook builds them, and as messages show them.

mod book_path;

use std::path::{Component, Path, PathBuf};

use crate::terminal::one_line;

pub use book_path::{BookPath, file_name, folder, in_folder, stem};

/// Whether a file of this name can't be on Windows, which keeps it for a device, whatever comes behind the first dot: `con.md`, `NUL`, `com1.a.md`.
#[must_use]
pub fn is_device_on_windows(file: &str) -> bool {
    let name = file.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_numbered = |kind: &str| {
        let number = name.strip_prefix(kind).map(|number| number.chars().collect::<Vec<_>>());
        number.is_some_and(|number| matches!(number[..], ['0'..='9' | '¹' | '²' | '³']))
    };
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || is_numbered("com")
        || is_numbered("lpt")
}

/// A file's path as messages name it: without `./` and doubled slashes, with `/` between its parts, and in one line.
#[must_use]
pub fn display_path(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    let path = parts.collect::<PathBuf>();
    let words = path.to_string_lossy();
    let words = if cfg!(windows) { words.replace('\\', "/").into() } else { words };
    if words.is_empty() { ".".to_owned() } else { one_line(&words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_keeps_names_for_devices() {
        for file in ["con.md", "NUL", "Aux.tar.gz", "com1.md", "LPT9", "com².md", "prn .md"] {
            assert!(is_device_on_windows(file), "{file}");
        }
        for file in ["console.md", "0012-con.md", "com.md", "com10.md", "a.con", ""] {
            assert!(!is_device_on_windows(file), "{file}");
        }
    }

    #[test]
    fn shown_paths_are_short_and_harmless() {
        for (path, expected) in [
            ("./src//designs/a.md", "src/designs/a.md"),
            ("src/./a.md", "src/a.md"),
            ("../a.md", "../a.md"),
            (".", "."),
            ("a\n::error::\u{1b}[31m.md", "a ::error:: [31m.md"),
        ] {
            assert_eq!(display_path(Path::new(path)), expected);
        }
    }

    // On Windows it parts names.
    #[cfg(unix)]
    #[test]
    fn a_backslash_is_part_of_a_name() {
        assert_eq!(display_path(Path::new("src/a\\b.md")), "src/a\\b.md");
    }
}
