//! The template files of a book.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path};

use super::read;
use crate::template::{Template, TemplateFileError};

/// Reads the template files that a book names, relative to its root: for each name the template, or why it can't be
/// used.
#[must_use]
pub fn templates(root: &Path, names: BTreeSet<String>) -> BTreeMap<String, Result<Template, TemplateFileError>> {
    names
        .into_iter()
        .map(|name| {
            let template = text_in_book(root, &name).and_then(|text| {
                Template::parse(&name, &body(text))
                    .map_err(|error| TemplateFileError::Invalid { name: name.clone(), error })
            });
            (name, template)
        })
        .collect()
}

/// A template's text with blank lines for its front matter, so that errors name the file's lines. What it says is for people: it may be no YAML at all.
fn body(text: String) -> String {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().map(|line| line.trim_start_matches('\u{feff}').trim_end());
    let is_fence = |line: &&str| Some(line.trim_end()) == fence;
    let Some(fields) =
        fence.filter(|fence| ["---", "+++"].contains(fence)).and_then(|_| lines.position(|line| is_fence(&line)))
    else {
        return text;
    };
    "\n".repeat(fields + 2) + &lines.collect::<String>()
}

/// The text of a file in the book. A path may not lead out of it, also not through a link.
fn text_in_book(root: &Path, name: &str) -> Result<String, TemplateFileError> {
    let path = Path::new(name);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !stays || name.is_empty() {
        return Err(TemplateFileError::NotInBook);
    }
    let full = root.join(path);
    let unreadable = |error: io::Error| TemplateFileError::Unreadable(error.to_string());
    let real = full.canonicalize().map_err(unreadable)?;
    let real_root = root.canonicalize().map_err(|error| TemplateFileError::UnreadableBook(error.to_string()))?;
    if !real.starts_with(&real_root) {
        return Err(TemplateFileError::LeadsOut);
    }
    let bytes = read::bytes(&real).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| TemplateFileError::NotUtf8(error.utf8_error().valid_up_to()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_template_is_a_file_of_the_book() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("book");
        fs::create_dir_all(root.join("folder")).expect("a folder");
        fs::write(root.join("good.md"), "# [Name]\n\n## A\n").expect("a file");
        fs::write(root.join("bad.md"), "## A\n").expect("a file");
        let fields = "---\n# Remove what you don't need.\nstatus: \"{draft | accepted\"\ndate: {YYYY-MM-DD when it was decided}\nwho: {all of them (mostly)}; and others\n---\n";
        fs::write(root.join("fields.md"), format!("{fields}\n# {{short title}}\n\n## A\n")).expect("a file");
        fs::write(root.join("fields-bad.md"), format!("{fields}\n## A\n")).expect("a file");
        fs::write(root.join("latin.md"), b"# \xe9\n").expect("a file");
        fs::write(folder.path().join("outside.md"), "# [Name]\n\n## A\n").expect("a file");
        let read =
            |name: &str| templates(&root, BTreeSet::from([name.to_owned()])).remove(name).expect("one for each name");
        assert_eq!(read("good.md").map(|template| template.sections.len()), Ok(1));
        assert_eq!(read("./good.md").map(|template| template.name), Ok("./good.md".to_owned()));
        assert_eq!(read("fields.md").map(|template| template.document("X")), Ok("# X\n\n## A\n".to_owned()));
        let error = read("fields-bad.md").expect_err("it has no title");
        assert_eq!(
            error.to_string(),
            "fields-bad.md, line 1: the template has no `# Title`; expected one such as `# [Name] Design Document`"
        );
        for (name, why) in [
            ("bad.md", "bad.md, line 1: the template has no `# Title`"),
            ("../outside.md", "it is no path inside the book"),
            ("/etc/hostname", "it is no path inside the book"),
            ("folder", "it can't be read: it is no file"),
            ("missing.md", "it can't be read"),
            ("latin.md", "it is not UTF-8 from byte 2 on"),
        ] {
            let error = read(name).expect_err(name).to_string();
            assert!(error.starts_with(why), "{name}: {error}");
        }
        // Not everybody may make links on Windows.
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("outside.md"), root.join("link.md")).expect("a link");
            assert_eq!(read("link.md").expect_err("a link out"), TemplateFileError::LeadsOut);
        }
    }
}
