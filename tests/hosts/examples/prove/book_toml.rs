//! A book's settings, reduced to what a comparison of pages needs.

use std::path::{Path, PathBuf};

use mdbook_design_docs::lint;
use mdbook_design_docs::settings::Settings;
use toml::{Table, Value};

use crate::book::Wish;
use crate::folder::{path_text, read};

/// book.toml, or what stands for it where there is none.
pub struct BookToml {
    table: Table,
    /// The table of the preprocessor.
    design_docs: Table,
    /// Where the chapters are, relative to the root.
    pub src: PathBuf,
    /// Where the book's own builds go, relative to the root.
    pub build_dir: PathBuf,
    /// What was left out.
    pub notes: Vec<String>,
}

impl BookToml {
    /// Reads the settings of the book in `folder`.
    pub fn read(folder: &Path, wish: &Wish) -> Result<Self, String> {
        let path = folder.join("book.toml");
        let text = if path.is_file() { read(&path)? } else { String::new() };
        let mut table: Table = text.parse().map_err(|error| format!("book.toml: {error}"))?;
        let path_at = |section: &str, key: &str, usual: &str| {
            let path = table.get(section).and_then(|section| section.get(key)).and_then(Value::as_str);
            PathBuf::from(path.unwrap_or(usual))
        };
        let (src, build_dir) = (path_at("book", "src", "src"), path_at("build", "build-dir", "book"));
        let notes = reduce(&mut table);
        let design_docs = wanted(&mut table, wish)?;
        Ok(Self { table, design_docs, src, build_dir, notes })
    }

    /// What the preprocessor makes of them.
    pub fn settings(&self) -> Result<Settings, String> {
        let config = serde_json::to_value(&self.table).map_err(|error| error.to_string())?;
        Settings::from_config(&config, lint::NAMES).map_err(|error| error.to_string())
    }

    /// The text of a copy's book.toml: `command` is the preprocessor's, if it has one.
    pub fn text(&self, command: Option<String>, pages: &Path) -> Result<String, String> {
        let mut table = self.table.clone();
        let preprocessors = section(&mut table, "preprocessor")?;
        match command {
            None => drop(preprocessors.remove("design-docs")),
            Some(command) => {
                let mut design_docs = self.design_docs.clone();
                design_docs.insert("command".to_owned(), command.into());
                preprocessors.insert("design-docs".to_owned(), design_docs.into());
            }
        }
        section(&mut table, "build")?.insert("build-dir".to_owned(), path_text(pages).into());
        Ok(table.to_string())
    }
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
