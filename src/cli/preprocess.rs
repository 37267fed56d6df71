//! No command: mdBook's `[context, book]` on standard input, the book on standard output.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::process::ExitCode;

use crate::book::{self, Outcome};
use crate::diagnostic::{Rule, Severity};
use crate::fault::isolate;
use crate::host::{self, AddedChapter, BookChanges, HostContext, HostError, Request};
use crate::read::{self, Chapter, RenderOptions, Templates, template_files};
use crate::{output, workspace};
use anyhow::{Context as _, Result, anyhow};

use super::settings::settings;
use super::supports::is_supported;

/// Answers mdBook. All input is read first: mdBook writes all of it before it reads.
///
/// # Errors
/// What keeps the book from being read, its settings from being used, or the answer from being written.
pub(super) fn run() -> Result<ExitCode> {
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() {
        return Err(HostError::Empty.into());
    }
    // What one thread frees, another can't use: this one reads documents too, so that the index is made in the memory of their texts.
    rayon::ThreadPoolBuilder::new().use_current_thread().build_global().context("threads can't be started")?;
    let mut input = Vec::new();
    stdin.read_to_end(&mut input).context("standard input can't be read")?;
    let request = host::parse_request(&input)?;
    let context = request.context();
    if let Some(note) = context.outside_supported_range() {
        write_stderr(&format!("note: {note}\n"));
    }
    let changes = if is_supported(&context.renderer) {
        match isolate(|| changed_book(&request, context)) {
            Ok(changes) => match changes? {
                Some(changes) => changes,
                None => return Ok(ExitCode::FAILURE),
            },
            // A bug that isn't traced to a document: the book is passed on unchanged.
            Err(fault) => {
                write_stderr(&format!("error[{}]: {fault}; the book is left unchanged\n", Rule::InternalError.name()));
                BookChanges::default()
            }
        }
    } else {
        BookChanges::default()
    };
    let mut stdout = BufWriter::with_capacity(1 << 18, answer_stream().context("standard output can't be used")?);
    request
        .write_answer(&changes, &mut stdout)
        .and_then(|()| stdout.flush())
        // No cause: a build whose answer is cut off fails, also where the host has closed the pipe.
        .map_err(|error| anyhow!("the answer can't be written: {error}"))?;
    Ok(ExitCode::SUCCESS)
}

/// Standard output, without the buffer that would look for line ends in all of the answer.
#[cfg(unix)]
fn answer_stream() -> io::Result<impl Write> {
    use std::os::fd::AsFd;
    Ok(std::fs::File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Standard output.
#[cfg(not(unix))]
fn answer_stream() -> io::Result<impl Write> {
    Ok(io::stdout().lock())
}

/// What changes in the book; `None` if a diagnostic fails the build.
fn changed_book(request: &Request<'_>, context: &HostContext) -> Result<Option<BookChanges>> {
    let settings = settings(context, "book.toml")?;
    let chapters: Vec<Chapter<'_>> = request
        .chapters()
        .iter()
        .map(|chapter| Chapter {
            name: &chapter.name,
            path: chapter.path.as_deref(),
            file: chapter.source_path.as_deref(),
            content: chapter,
        })
        .collect();
    let files = workspace::templates(&context.root, template_files(&chapters, &settings));
    let templates = Templates::new(files);
    templates.check(&settings)?;
    let options = RenderOptions {
        html: context.renderer == "html",
        labels: &settings.labels,
        assets: settings.assets,
        dialect: context.dialect(),
    };
    let wants_all = wants_all();
    let least = if wants_all { Severity::Note } else { Severity::Warning };
    let context_of_stages = read::Context { settings: &settings, templates: &templates, options, least, today: None };
    let outcome = book::build(&chapters, &context_of_stages);
    write_stderr(&output::build_report(&outcome.diagnostics, &chapters, context.src(), wants_all));
    if let Some(worst) = outcome.diagnostics.iter().map(|reported| reported.severity).max()
        && settings.fail_on.is_reached_by(worst)
    {
        write_stderr(&format!(
            "error: the build fails because of a finding; `fail-on` is \"{}\" in the settings\n",
            settings.fail_on.name()
        ));
        return Ok(None);
    }
    Ok(Some(to_book_changes(outcome)))
}

fn to_book_changes(outcome: Outcome) -> BookChanges {
    BookChanges {
        contents: outcome.contents,
        paths: outcome.paths,
        added: outcome.added.map(|page| AddedChapter { name: page.name, path: page.path, content: page.content }),
    }
}

/// Whether the host's log level asks for everything: mdBook 0.5 reads `MDBOOK_LOG`, 0.4 `RUST_LOG`.
fn wants_all() -> bool {
    ["MDBOOK_LOG", "RUST_LOG"].into_iter().filter_map(|name| env::var(name).ok()).any(|directives| {
        directives.split(',').any(|directive| {
            let (target, level) = directive.rsplit_once('=').unwrap_or(("", directive));
            let is_ours = target.is_empty() || target.starts_with("mdbook_design_docs") || target == "design-docs";
            is_ours && matches!(level.trim().to_ascii_lowercase().as_str(), "debug" | "trace")
        })
    })
}

/// Writes to stderr. That nobody reads it is no reason to fail a build.
fn write_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
