//! `new TITLE`: a document from its template, listed in SUMMARY.md.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

use crate::document::file_name::FileName;
use crate::document::identifier;
use crate::document::template_file::is_named_template;
use crate::document::title::TitleParts;
use crate::path::{BookPath, in_folder, is_device_on_windows};
use crate::read::Templates;
use crate::settings::Collection;
use crate::slug::slug;
use crate::suggestions::closest_match;
use crate::summary;
use crate::template::{Template, TemplateFileError};
use crate::text::Span;
use crate::workspace::{self, Replacement};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::book::{Generation, OpenedBook, open, status_named};
use super::new_file::{lead, usual_folder};

/// The arguments of `new`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct NewArguments {
    /// What the document is about, without "Design Document"
    title: String,
    /// The book's folder; without one, the book around the current folder
    #[arg(long, value_name = "FOLDER")]
    book: Option<PathBuf>,
    /// The folder in the book's `src` [default: the main one of the book, or of the collection or the template if one is given]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// The collection that it belongs to, by its id in the settings [default: that of its folder]
    #[arg(long, value_name = "COLLECTION")]
    collection: Option<String>,
    #[arg(long, value_name = "TEMPLATE", help = template_help())]
    template: Option<String>,
    /// One of the collection's statuses
    #[arg(long, default_value = "draft")]
    status: String,
    /// Who writes it [default: git's `user.name`]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// The day of the document [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Open it in `$VISUAL` or `$EDITOR`
    #[arg(long)]
    edit: bool,
}

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs new \"Parcel Search\"
      src/designs/parcel-search.md, or 0012-parcel-search.md or
      ADR-0012-parcel-search.md where files are numbered so.
  mdbook-design-docs new \"Parcel Search\" --template lean --edit
  mdbook-design-docs new \"Use PostgreSQL\" --collection adr";

fn template_help() -> String {
    let built_in = Template::BUILT_IN.map(|name| format!("`{name}`")).join(", ");
    format!("{built_in} or a Markdown file in the book [default: the collection's template]")
}

/// Makes a document and lists it.
///
/// # Errors
/// What keeps the document from being made. Nothing is written then; or if it is SUMMARY.md that can't be, the message says so.
pub(super) fn run(arguments: &NewArguments) -> Result<ExitCode> {
    let book = open(arguments.book.as_deref(), Generation::V05)?;
    let title = arguments.title.trim();
    let folder = folder(&book, arguments)?;
    let date = arguments.date.unwrap_or_else(|| ZonedDateTime::now().date());
    let lead = lead(&book, &folder, date);
    let named = in_folder(&folder, &format!("{lead}{}.md", slug(title).unwrap_or_default()));
    let collection = collection(&book, &named, arguments.collection.as_deref())?;
    let status = status_named(collection, &arguments.status)?.id().to_owned();
    let own_templates = arguments.template.as_ref().map(|name| Templates::new(template_files(&book, name)));
    let template = template(&book, collection, arguments.template.as_deref(), own_templates.as_ref())?;
    // `Ledger Design Document` is about the ledger.
    let parts = TitleParts::parse(title, &template.title);
    let name = Span::new(parts.name_start, parts.name_end).of(title);
    let path = path(&book, collection, name, &folder, &lead)?;
    let text = format!("{}{}", front_matter(&book, collection, arguments, &status, date), template.document(name));
    let is_listed = book.disk.chapters.iter().any(|chapter| chapter.path.as_deref() == Some(path.as_str()));
    let listed = if is_listed {
        book.disk.summary.clone()
    } else {
        summary::with_chapter(&book.disk.summary, name, &path)
            .map_err(|no_room| anyhow!("{} {no_room}", book.display_path("SUMMARY.md")))?
    };
    let file = book.disk.src().join(&path);
    let summary = book.disk.src().join("SUMMARY.md");
    let summary = Replacement::prepare(summary, book.disk.summary.clone().into_bytes(), listed.as_bytes())?;
    workspace::create(&file, &text)?;
    let listed = summary.write().context("the document is written, but not listed");
    // Nothing is printed before all is written: who reads it may close the pipe.
    writeln!(io::stdout(), "{}", book.display_path(&path))?;
    listed?;
    if arguments.edit { edit(&file) } else { Ok(ExitCode::SUCCESS) }
}

/// The folder that the document comes to, relative to `src`: the one that is given, else the usual one of the collection, of the only collection
/// with the given template, or of the book.
fn folder(book: &OpenedBook, arguments: &NewArguments) -> Result<String> {
    if let Some(folder) = &arguments.folder {
        let path = BookPath::parse(folder).with_context(|| {
            format!("{folder} is not in the book's {}; expected a folder in it", book.disk.context.src())
        })?;
        return Ok(path.into_text().into_owned());
    }
    let collections = &book.settings.collections;
    let Some(id) = &arguments.collection else {
        // `--template madr` means the records where they alone have it.
        let mut same = collections.iter().filter(|other| Some(&other.template) == arguments.template.as_ref());
        let only = same.next().filter(|_| same.next().is_none());
        return Ok(usual_folder(book, only.map_or(collections, std::slice::from_ref)));
    };
    let named = book.settings.collection(id).with_context(|| {
        let ids: Vec<&str> = collections.iter().map(|other| other.name.id.as_str()).collect();
        match closest_match(id, ids.iter().copied()) {
            Some(near) => format!("\"{id}\" is not a collection of the book; did you mean `{near}`?"),
            None => format!("\"{id}\" is not a collection of the book; expected one of {}", ids.join(", ")),
        }
    })?;
    Ok(usual_folder(book, std::slice::from_ref(named)))
}

/// The collection that a document at this path would belong to.
fn collection<'b>(book: &'b OpenedBook, path: &str, wanted: Option<&str>) -> Result<&'b Collection> {
    match (book.settings.collection_of(path), wanted) {
        (None, _) if is_named_template(path) => {
            bail!("{path} would not be a document: its file name is that of a template; choose another title")
        }
        (None, _) => Err(anyhow!(
            "{path} would be no document: `docs` has {}; give another `--folder`, or add a glob",
            book.settings.patterns().join(", ")
        )),
        (Some(found), Some(wanted)) if found.name.id != wanted => Err(anyhow!(
            "{path} would belong to the collection `{}`, not to `{wanted}`; give another `--folder`",
            found.name.id
        )),
        (Some(found), _) => Ok(found),
    }
}

/// The new file's path, relative to `src` and with `/`.
fn path(book: &OpenedBook, collection: &Collection, title: &str, folder: &str, lead: &str) -> Result<String> {
    let slug = slug(title).with_context(|| {
        format!("no file can be named after the title {title:?}; expected a letter or a digit in it")
    })?;
    let file = format!("{lead}{slug}.md");
    let path = in_folder(folder, &file);
    // On other systems too: whoever clones the book on Windows could not check it out.
    if is_device_on_windows(&file) {
        bail!(
            "{} can't be a file on Windows, which keeps the name for a device; give the document another title",
            book.display_path(&path)
        );
    }
    let same_slug = book.disk.markdown_files().into_iter().find(|other| {
        let name = FileName::parse(other);
        // Some systems take `A.md` and `a.md` for one file. The number of `http-2-push.md` belongs to its name.
        let is_numbered =
            name.prefix.is_empty() || identifier::id_in_file_name(other, &collection.name.id, false).is_some();
        let is_same = other.to_lowercase() == in_folder(folder, &format!("{slug}.md")).to_lowercase();
        name.folder == folder && (is_same || is_numbered && name.rest.to_lowercase() == slug)
    });
    match same_slug {
        Some(other) => bail!("{} is there already, and is not written over", book.display_path(&other)),
        None => Ok(path),
    }
}

/// What a template's name that is given means: a file of the book, unless it is built in.
fn template_files(book: &OpenedBook, name: &str) -> BTreeMap<String, Result<Template, TemplateFileError>> {
    let names = [name.to_owned()].into_iter().filter(|name| !Template::BUILT_IN.contains(&name.as_str())).collect();
    workspace::templates(&book.disk.context.root, names)
}

fn template<'t>(
    book: &'t OpenedBook,
    collection: &Collection,
    given: Option<&str>,
    own: Option<&'t Templates>,
) -> Result<&'t Template> {
    let name = given.unwrap_or(&collection.template);
    own.unwrap_or(&book.templates).named(name).map_err(|why| anyhow!("the template \"{name}\" can't be used: {why}"))
}

/// What the document says of itself.
fn front_matter(
    book: &OpenedBook,
    collection: &Collection,
    arguments: &NewArguments,
    status: &str,
    date: Date,
) -> String {
    let author = arguments.author.clone().or_else(|| author_of_git(&book.disk.context.root));
    let author = author.map(|author| format!("author: {}\n", quoted(&author))).unwrap_or_default();
    let template = arguments.template.as_ref().filter(|name| **name != collection.template);
    let template = template.map(|name| format!("template: {}\n", quoted(name))).unwrap_or_default();
    format!("---\nstatus: {status}\ndate: {date}\n{author}{template}---\n")
}

/// A YAML scalar: plain where that can mean nothing else, else in quotation marks, which YAML reads as JSON does.
fn quoted(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '/'))
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n");
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// git's `user.name` in the book's folder; no git and no name are no error.
fn author_of_git(root: &Path) -> Option<String> {
    let output = Command::new("git").current_dir(root).args(["config", "user.name"]).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?;
    Some(name.trim().to_owned()).filter(|name| output.status.success() && !name.is_empty() && !name.contains('\n'))
}

/// Opens a file as git does: the editor's words may hold arguments.
fn edit(file: &Path) -> Result<ExitCode> {
    let editor =
        ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var(name).ok().filter(|words| !words.trim().is_empty()));
    let editor = editor.context("the document is written; to open it, set `EDITOR`")?;
    // Not every editor on Windows knows `\\?\C:\…`.
    let file = dunce::canonicalize(file)?;
    let status = if cfg!(windows) {
        run_without_shell(&editor, &file)
    } else {
        Command::new("sh").args(["-c", &format!("{editor} \"$@\""), "sh"]).arg(file).status()
    };
    let status = status.with_context(|| format!("the document is written, but `{editor}` can't be run"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// Runs an editor's words on a file. Many editors on Windows are scripts, as `code.cmd` is, and are found by their whole name alone.
fn run_without_shell(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    let words = words(editor);
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
    let run = |program: &str| Command::new(program).args(arguments).arg(file).status();
    run(program).or_else(|why| match why.kind() {
        io::ErrorKind::NotFound => run(&format!("{program}.cmd")),
        _ => Err(why),
    })
}

/// The words of a command, as Windows writes one: quotation marks keep the spaces of `"C:\Program Files\…"`.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut is_quoted = false;
    for c in command.chars() {
        if c.is_whitespace() && !is_quoted {
            words.extend(word.take());
            continue;
        }
        let word = word.get_or_insert_default();
        if c == '"' {
            is_quoted = !is_quoted;
        } else {
            word.push(c);
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_on_windows_may_stand_in_a_folder_with_spaces() {
        for (command, expected) in [
            ("notepad", &["notepad"][..]),
            (" code  --wait ", &["code", "--wait"]),
            (r#""C:\Program Files\Vim\gvim.exe" --nofork"#, &[r"C:\Program Files\Vim\gvim.exe", "--nofork"]),
            (r#"C:\"My Editor"\e.exe """#, &[r"C:\My Editor\e.exe", ""]),
        ] {
            assert_eq!(words(command), expected, "{command}");
        }
    }
}
