//! No command: mdBook's `[context, book]` on standard input, the book on standard output.

use std::borrow::Cow;
use std::env;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::process::ExitCode;

use crate::book::{self, Outcome};
use crate::diagnostic::{LocatedDiagnostic, Severity};
use crate::fault::{Fault, isolate};
use crate::host::{self, AddedChapter, BookChanges, Contents, HostContext, HostError, Request};
use crate::lint::rules::internal_error;
use crate::read::{self, Chapter, RenderOptions, Templates, template_files};
use crate::settings::Settings;
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
    if !is_supported(&context.renderer) {
        write_answer(&request, &BookChanges::default())?;
        return Ok(ExitCode::SUCCESS);
    }
    match isolate(|| PreparedBook::new(&request, context)) {
        Ok(prepared) => preprocess(&request, &prepared?),
        Err(fault) => unchanged(&request, &fault),
    }
}

/// Runs the stages, and writes the answer as pages are rendered.
fn preprocess(request: &Request<'_>, prepared: &PreparedBook<'_>) -> Result<ExitCode> {
    let context = prepared.context(request.context());
    let text = |diagnostics: &[LocatedDiagnostic]| {
        output::build_report(diagnostics, &prepared.chapters, request.context().src(), wants_all())
    };
    let built = isolate(|| {
        let outcome = book::build(&prepared.chapters, &context);
        let text = text(&outcome.diagnostics);
        (outcome, text)
    });
    let (mut outcome, told) = match built {
        Ok(built) => built,
        Err(fault) => return unchanged(request, &fault),
    };
    let report = |text: &str, diagnostics: &[LocatedDiagnostic]| {
        write_stderr(text);
        let worst = diagnostics.iter().map(|reported| reported.severity).max();
        let fails = worst.is_some_and(|worst| prepared.settings.fail_on.is_reached_by(worst));
        if fails {
            let fail_on = prepared.settings.fail_on.name();
            write_stderr(&format!(
                "error: the build fails because of a finding; `fail-on` is \"{fail_on}\" in the settings\n"
            ));
        }
        fails
    };
    if report(&told, &outcome.diagnostics) {
        return Ok(ExitCode::FAILURE);
    }
    let paths = std::mem::take(&mut outcome.paths);
    let added = outcome.added.take();
    let added = added.map(|page| AddedChapter { name: page.name, path: page.path, content: page.content });
    write_answer(request, &BookChanges { contents: &Pages(&outcome), paths, added })?;
    let late = outcome.late_diagnostics();
    Ok(if report(&text(&late), &late) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A bug that isn't traced to a document: the book is passed on unchanged.
fn unchanged(request: &Request<'_>, fault: &Fault) -> Result<ExitCode> {
    write_stderr(&format!("error[{}]: {fault}; the book is left unchanged\n", internal_error::RULE.name()));
    write_answer(request, &BookChanges::default())?;
    Ok(ExitCode::SUCCESS)
}

fn write_answer(request: &Request<'_>, changes: &BookChanges<'_>) -> Result<()> {
    let mut stdout = BufWriter::with_capacity(1 << 18, answer_stream().context("standard output can't be used")?);
    request
        .write_answer(changes, &mut stdout)
        .and_then(|()| stdout.flush())
        // No cause: a build whose answer is cut off fails, also where the host has closed the pipe.
        .map_err(|error| anyhow!("the answer can't be written: {error}"))
}

/// The pages of a book, each rendered when it is written.
struct Pages<'b>(&'b Outcome<'b>);

impl Contents for Pages<'_> {
    fn chapters(&self) -> Vec<usize> {
        self.0.pages()
    }

    fn content(&self, chapter: usize) -> Option<Cow<'_, str>> {
        self.0.page(chapter)
    }
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

/// What the stages need of a request.
struct PreparedBook<'r> {
    settings: Settings,
    templates: Templates,
    chapters: Vec<Chapter<'r>>,
}

impl<'r> PreparedBook<'r> {
    fn new(request: &'r Request<'_>, context: &HostContext) -> Result<Self> {
        let settings = settings(context, "book.toml")?;
        let chapters = request.chapters().iter().map(|chapter| Chapter {
            name: &chapter.name,
            path: chapter.path.as_deref(),
            file: chapter.source_path.as_deref(),
            content: chapter,
        });
        let chapters: Vec<Chapter<'_>> = chapters.collect();
        let templates = Templates::new(workspace::templates(&context.root, template_files(&chapters, &settings)));
        templates.check(&settings)?;
        Ok(Self { settings, templates, chapters })
    }

    fn context(&self, host: &HostContext) -> read::Context<'_> {
        let Self { settings, templates, .. } = self;
        let options = RenderOptions {
            html: host.renderer == "html",
            labels: &settings.labels,
            assets: settings.assets,
            dialect: host.dialect(),
        };
        let least = if wants_all() { Severity::Note } else { Severity::Warning };
        read::Context { settings, templates, options, least, today: None }
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
