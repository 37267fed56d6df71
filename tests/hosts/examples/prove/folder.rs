//! Folders of books: copied, listed, given a SUMMARY.md.

use std::fs;
use std::io;
use std::path::Path;

/// Lists all Markdown files of a bare folder, in the order of their paths; says which can't be chapters.
pub fn write_summary(src: &Path) -> Result<Vec<String>, String> {
    let mut summary = String::from("# Summary\n\n");
    let mut notes = Vec::new();
    let mut paths = markdown_in(src, "").map_err(|error| error.to_string())?;
    paths.sort();
    for path in paths {
        if fs::read_to_string(src.join(&path)).is_err() {
            notes.push(format!("{path}, which is not UTF-8"));
        } else {
            let name = path.replace(|c: char| "\\[]*_`<>&!".contains(c), " ");
            summary.push_str(&format!("- [{name}](<{path}>)\n"));
        }
    }
    write(&src.join("SUMMARY.md"), &summary)?;
    Ok(notes)
}

/// The Markdown files below a folder, relative to it.
pub fn markdown_in(folder: &Path, prefix: &str) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            paths.extend(markdown_in(&entry.path(), &format!("{path}/"))?);
        } else if path.ends_with(".md") {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// Copies files, but for what version control and builds put beside a book.
pub fn copy(from: &Path, to: &Path, built: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().expect("an entry has a name");
        let is_passing = [".git", "target", "node_modules"].iter().any(|passing| name == *passing);
        if is_passing || path == built {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name), built)?;
        } else if path.is_file() {
            fs::write(to.join(name), fs::read(&path)?)?;
        }
    }
    Ok(())
}

pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

pub fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{} can't be written: {error}", path.display()))
}

pub fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
