//! Paths of chapters: in the one spelling in which rules compare them, as mdBook builds them, and as messages show them.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use crate::terminal::one_line;

/// The path as mdBook's links write it, on every platform.
#[must_use]
pub fn with_slashes(path: &str) -> Cow<'_, str> {
    if path.contains('\\') { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) }
}

/// The path relative to `src` of what a path in a chapter leads to: from the chapter's folder, or from `src` with a
/// leading `/`. `None` if it leads out of `src`.
///
/// ```
/// # use mdbook_design_docs::path::target_of;
/// assert_eq!(target_of("adr/log.md", "../designs/./ledger.md").as_deref(), Some("designs/ledger.md"));
/// assert_eq!(target_of("adr/log.md", "/designs/ledger.md").as_deref(), Some("designs/ledger.md"));
/// assert_eq!(target_of("log.md", "../ledger.md"), None);
/// ```
#[must_use]
pub fn target_of(chapter: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        parts.extend(chapter.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A file's name after mdBook's preprocessor `index`.
#[must_use]
pub fn as_built(file: &str) -> &str {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.eq_ignore_ascii_case("readme") { "index.md" } else { file }
}

/// A chapter's path, or one that a link names without its fragment, in the one spelling in which all that lead to its page are equal.
#[must_use]
pub fn page(path: &str) -> String {
    let path = with_slashes(path);
    let path = target_of("", &path).unwrap_or_else(|| path.into_owned());
    let (folder, file) = path.rsplit_once('/').map_or((None, path.as_str()), |(folder, file)| (Some(folder), file));
    let stem = file.strip_suffix(".md").or_else(|| file.strip_suffix(".html")).unwrap_or(file);
    let built = format!("{stem}.md");
    let file = as_built(&built);
    folder.map_or_else(|| file.to_owned(), |folder| format!("{folder}/{file}"))
}

/// Whether a chapter is the page of its folder.
#[must_use]
pub fn is_of_folder(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    as_built(&file) == "index.md"
}

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
pub fn shown(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    let path = parts.collect::<PathBuf>();
    let words = path.to_string_lossy();
    let words = if cfg!(windows) { with_slashes(&words) } else { words };
    if words.is_empty() { ".".to_owned() } else { one_line(&words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_chapter_leads_to_a_chapter() {
        for (chapter, path, expected) in [
            ("a.md", "b.md", Some("b.md")),
            ("d/a.md", "b.md", Some("d/b.md")),
            ("d/a.md", "./../b.md", Some("b.md")),
            ("d/a.md", "/e/b.md", Some("e/b.md")),
            ("d/a.md", "../../b.md", None),
            ("d/a.md", "/../b.md", None),
            ("d/a.md", "//b.md", Some("b.md")),
        ] {
            assert_eq!(target_of(chapter, path).as_deref(), expected, "{chapter} {path}");
        }
    }

    #[test]
    fn one_page_has_one_spelling() {
        for path in ["a/README.md", "a/index.md", "a/readme.html", "./a/index.html", "a\\Readme.md"] {
            assert_eq!(page(path), "a/index.md", "{path}");
        }
        assert_eq!(page("myreadme.md"), "myreadme.md");
        assert!(is_of_folder("a/ReadMe.md") && is_of_folder("index.md") && !is_of_folder("index/a.md"));
    }

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
            assert_eq!(shown(Path::new(path)), expected);
        }
    }

    // On Windows it parts names.
    #[cfg(unix)]
    #[test]
    fn a_backslash_is_part_of_a_name() {
        assert_eq!(shown(Path::new("src/a\\b.md")), "src/a\\b.md");
    }
}
