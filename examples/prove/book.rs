//! A book to be proven, copied so that nothing is written where it stands: once without the preprocessor and once with it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use mdbook_design_docs::document::front_matter;
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::template::Template;
use tempfile::TempDir;
use toml::{Table, Value};

use crate::own_template;
use crate::recording;
use crate::reversed::reversed;

/// How the book is to be built, beside what its own settings say.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Globs instead of the book's own.
    pub docs: Vec<String>,
    /// A template instead of the book's own.
    pub template: Option<String>,
    /// Whether the level-2 sections of documents are turned round first.
    pub reverse_sections: bool,
    /// Whether each document gets a template of its own headings, the last one first.
    pub own_templates: bool,
}

/// The paths of the two programs that the host runs.
pub struct Programs {
    /// This one, which records.
    pub own: String,
    pub preprocessor: String,
}

impl Programs {
    /// Has cargo build the preprocessor.
    pub fn built() -> Result<Self, String> {
        // Before cargo may put a newer one in its place.
        let own = std::env::current_exe().map_err(|error| format!("this program can't be found: {error}"))?;
        Ok(Self { own: path_text(&own), preprocessor: crate::program::built_with_example("prove")? })
    }
}

/// Built with the preprocessor or without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Without,
    With,
}

/// The two copies, gone when dropped.
pub struct Book {
    folder: TempDir,
    pub settings: Settings,
    /// What had to be left out of the copies.
    pub notes: Vec<String>,
    /// The templates of single documents.
    pub templates: Vec<Template>,
}

impl Book {
    /// Copies the book in `folder`: with book.toml, with SUMMARY.md alone, or a bare folder of Markdown.
    pub fn copy_of(folder: &Path, wish: &Wish, programs: &Programs) -> Result<Self, String> {
        let temporary = TempDir::new().map_err(|error| format!("there is no temporary folder: {error}"))?;
        let has_settings = folder.join("book.toml").is_file();
        let is_whole = has_settings || folder.join("src/SUMMARY.md").is_file();
        let text = if has_settings { read(&folder.join("book.toml"))? } else { String::new() };
        let mut table: Table = text.parse().map_err(|error| format!("book.toml: {error}"))?;
        let build = table.get("build").and_then(|build| build.get("build-dir")).and_then(Value::as_str);
        let built = folder.join(build.unwrap_or("book"));
        let src = table.get("book").and_then(|book| book.get("src")).and_then(Value::as_str);
        let src = PathBuf::from(src.unwrap_or("src"));
        let mut notes = reduce(&mut table);
        let design_docs = wanted(&mut table, wish)?;
        let config = serde_json::to_value(&table).map_err(|error| error.to_string())?;
        let settings = Settings::from_config(&config).map_err(|error| error.to_string())?;
        let mut book = Self { folder: temporary, settings, notes: Vec::new(), templates: Vec::new() };
        for side in [Side::Without, Side::With] {
            let root = book.root(side);
            let into = if is_whole { root.clone() } else { root.join(&src) };
            copy(folder, &into, &built).map_err(|error| format!("the book can't be copied: {error}"))?;
            if !root.join(&src).join("SUMMARY.md").is_file() {
                let left_out = write_summary(&root.join(&src))?;
                notes.extend(left_out.into_iter().filter(|_| side == Side::With));
            }
            let mut table = table.clone();
            if side == Side::With {
                let mut design_docs = design_docs.clone();
                design_docs.insert("command".to_owned(), book.command(programs).into());
                section(&mut table, "preprocessor")?.insert("design-docs".to_owned(), design_docs.into());
            } else {
                section(&mut table, "preprocessor")?.remove("design-docs");
            }
            section(&mut table, "build")?.insert("build-dir".to_owned(), path_text(&book.pages(side)).into());
            write(&root.join("book.toml"), &table.to_string())?;
            book.prepare_documents(&root, &src, side, wish)?;
        }
        fs::create_dir_all(book.recording()).map_err(|error| error.to_string())?;
        Ok(Self { notes, ..book })
    }

    /// Where a copy's book.toml stands.
    pub fn root(&self, side: Side) -> PathBuf {
        self.folder.path().join(if side == Side::With { "with" } else { "without" })
    }

    /// Where the host puts a copy's pages.
    pub fn pages(&self, side: Side) -> PathBuf {
        self.folder.path().join(if side == Side::With { "pages-with" } else { "pages-without" })
    }

    /// Where the host's question and the answer are kept.
    pub fn recording(&self) -> PathBuf {
        self.folder.path().join("recording")
    }

    /// This program in the preprocessor's place.
    fn command(&self, programs: &Programs) -> String {
        let words = [&programs.own, recording::FLAG, &programs.preprocessor, &path_text(&self.recording())];
        words.map(crate::program::quoted).join(" ")
    }

    /// Turns sections round and names templates where that is wanted. Without the preprocessor a document has no front matter, as a
    /// host that doesn't know it should have got it.
    fn prepare_documents(&mut self, root: &Path, src: &Path, side: Side, wish: &Wish) -> Result<(), String> {
        let paths = markdown_in(&root.join(src), "").map_err(|error| error.to_string())?;
        let texts = paths.iter().filter_map(|path| fs::read_to_string(root.join(src).join(path)).ok());
        let included: BTreeSet<String> = texts.flat_map(|text| included_names(&text)).collect();
        for path in paths {
            let file = root.join(src).join(&path);
            let Ok(text) = fs::read_to_string(&file) else { continue };
            if path == "SUMMARY.md" || !self.settings.is_document(&path) {
                continue;
            }
            let mut new = if wish.reverse_sections { reversed(&text) } else { None }.unwrap_or_else(|| text.clone());
            // Front matter that we write into an included file would be shown where it is included.
            let is_included = included.contains(path.rsplit('/').next().unwrap_or_default());
            if side == Side::With && wish.own_templates && !is_included {
                new = self.with_own_template(root, &new)?.unwrap_or(new);
            }
            if let Some(found) = front_matter::read(&new).filter(|_| side == Side::Without) {
                new.replace_range(found.span.start..found.span.end, "");
            }
            if new != text {
                write(&file, &new)?;
            }
        }
        Ok(())
    }

    /// The document with a template of its own, if one can be made of it and named.
    fn with_own_template(&mut self, root: &Path, text: &str) -> Result<Option<String>, String> {
        let name = format!("own-template-{}.md", self.templates.len());
        let Some((template, named)) = own_template::reverse_template(text).zip(own_template::naming(text, &name))
        else {
            return Ok(None);
        };
        write(&root.join(&name), &template)?;
        self.templates.push(Template::read(&name, &template).map_err(|error| error.to_string())?);
        Ok(Some(named))
    }
}

/// The names of the files that a text includes.
fn included_names(text: &str) -> Vec<String> {
    let paths = text.split("{{#").skip(1).filter_map(|rest| rest.split_once("}}")?.0.split_once("include "));
    paths.filter_map(|(_, path)| path.trim().split(':').next()?.rsplit('/').next().map(str::to_owned)).collect()
}

/// Leaves out what isn't needed to compare `<main>` and may not be installed; says what else was left out.
fn reduce(table: &mut Table) -> Vec<String> {
    let mut notes = Vec::new();
    for (kind, kept) in [("preprocessor", &["design-docs", "index", "links"][..]), ("output", &["html"])] {
        let Some(Value::Table(all)) = table.get_mut(kind) else { continue };
        notes.extend(all.keys().filter(|name| !kept.contains(&name.as_str())).map(|name| format!("{kind}.{name}")));
        all.retain(|name, _| kept.contains(&name));
    }
    notes.extend(migrate(table));
    let mut html = table.get("output").and_then(|output| output.get("html")).cloned();
    if let Some(Value::Table(html)) = &mut html {
        for key in ["search", "print"] {
            html.insert(key.to_owned(), Table::from_iter([("enable".to_owned(), Value::from(false))]).into());
        }
        table.insert("output".to_owned(), Table::from_iter([("html".to_owned(), html.clone().into())]).into());
    }
    notes
}

/// Takes out the settings that mdBook 0.4 ignores or deprecates and 0.5 refuses; says which.
fn migrate(table: &mut Table) -> Vec<String> {
    let mut notes = Vec::new();
    let mut take = |parents: &[&str], key: &str| {
        let parent = parents.iter().try_fold(&mut *table, |table, parent| table.get_mut(*parent)?.as_table_mut());
        let taken = parent.and_then(|parent| parent.remove(key));
        notes.extend(taken.as_ref().map(|_| format!("{}.{key}", parents.join("."))));
        taken
    };
    for key in ["author", "multilingual"] {
        take(&["book"], key);
    }
    for key in ["copy-fonts", "google-analytics", "playpen"] {
        take(&["output", "html"], key);
    }
    if let Some(quotes) = take(&["output", "html"], "curly-quotes")
        && let Some(html) = table.get_mut("output").and_then(|output| output.get_mut("html")?.as_table_mut())
    {
        html.entry("smart-punctuation").or_insert(quotes);
    }
    notes
}

/// The table of this preprocessor with what the command line says in it.
fn wanted(table: &mut Table, wish: &Wish) -> Result<Table, String> {
    let own = section(section(table, "preprocessor")?, "design-docs")?;
    if !wish.docs.is_empty() {
        own.insert("docs".to_owned(), wish.docs.clone().into());
    }
    if let Some(template) = &wish.template {
        own.insert("template".to_owned(), template.clone().into());
    }
    Ok(own.clone())
}

fn section<'t>(table: &'t mut Table, key: &str) -> Result<&'t mut Table, String> {
    let value = table.entry(key).or_insert_with(|| Table::new().into());
    value.as_table_mut().ok_or_else(|| format!("book.toml: `{key}` is no table"))
}

/// Lists all Markdown files of a bare folder, in the order of their paths; says which can't be chapters.
fn write_summary(src: &Path) -> Result<Vec<String>, String> {
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
fn markdown_in(folder: &Path, prefix: &str) -> io::Result<Vec<String>> {
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
fn copy(from: &Path, to: &Path, built: &Path) -> io::Result<()> {
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

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{} can't be written: {error}", path.display()))
}

fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
