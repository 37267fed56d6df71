//! `check`: every problem of a book, in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::book::{self, Surroundings};
use crate::diagnostic::{LocatedDiagnostic, Location};
use crate::diagnostic::{Rule, Severity};
use crate::lint;
use crate::output::{self, Baseline, Sources};
use crate::path;
use crate::suggestions::closest_match;
use crate::workspace::{self, WriteError};
use anstream::AutoStream;
use anyhow::{Context, Result, anyhow, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::book::{BookArguments, OpenedBook};
use super::sources::{InBook, ShownInBook};

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    book: BookArguments,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    /// The least severity that is reported, and that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_parser = severity(), default_value = Severity::Warning.name())]
    severity: Severity,
    /// Report this diagnostic only; can be given several times
    #[arg(long = "rule", value_name = "CODE", value_parser = code)]
    rules: Vec<Rule>,
    /// The day for which `review-by` and the age of a status are judged [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Report only what this file doesn't list
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all diagnostics into the baseline, so that from now on only new ones are reported
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    /// Mend what can be mended for certain, and report the rest
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,
}

const EXAMPLES: &str = "\
Examples:
  mdbook-design-docs check
      The book around the current folder.
  mdbook-design-docs check handbook handbook/src/designs/ledger.md
      One document of another book.
  mdbook-design-docs check --severity note --rule not-in-summary
      Notes too; one rule.
  mdbook-design-docs check --fix
      Mend what can be mended for certain first.
  mdbook-design-docs check --format sarif > design-docs.sarif
      For code scanning.
  mdbook-design-docs check --baseline known.txt --write-baseline
      From now on, `check --baseline known.txt` fails on what is new alone.

Exit codes: 0 nothing is found, 1 something is, 2 the book could not be checked.
`mdbook-design-docs explain CODE` says what a finding means and how to mend it.";

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people, with the lines in question
    Text,
    /// For programs; the schema is `src/output/check.schema.json` in the tool's repository
    Json,
    /// GitHub's workflow commands: notes on the lines of a pull request
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Reads the severities that are reported.
fn severity() -> impl TypedValueParser<Value = Severity> {
    let names = [Severity::Note, Severity::Warning, Severity::Error].map(Severity::name);
    PossibleValuesParser::new(names).map(|name| Severity::named(&name).expect("no other name is accepted"))
}

fn code(name: &str) -> Result<Rule> {
    lint::named(name).with_context(|| match closest_match(name, lint::NAMES.iter().copied()) {
        Some(near) => format!("there is no such finding; did you mean `{near}`?"),
        None => "there is no such finding; `mdbook-design-docs explain` lists all".to_owned(),
    })
}

/// Checks a book.
///
/// # Errors
/// What keeps the book from being checked, or the diagnostics from being written.
pub(super) fn run(arguments: &CheckArguments) -> Result<ExitCode> {
    let mut book = arguments.book.open()?;
    for chapter in book.disk.chapters.iter().filter(|chapter| !chapter.is_on_disk && book.is_asked_for(chapter)) {
        let Some(path) = &chapter.path else { continue };
        writeln!(
            io::stderr(),
            "note: {} is not there yet; mdBook makes it when it builds the book",
            book.display_path(path)
        )?;
    }
    if let Some(path) = arguments.baseline.as_deref().filter(|_| arguments.write_baseline) {
        return write_baseline(path, &book, arguments);
    }
    let baseline = arguments.baseline.as_deref().map(read_baseline).transpose()?;
    let unwritten = if arguments.fix { apply_fixes(arguments, &mut book, baseline.as_ref())? } else { BTreeMap::new() };
    for error in unwritten.values() {
        writeln!(io::stderr(), "error: {error}")?;
    }
    let (diagnostics, gone) = arguments.reported(&book, baseline.as_ref());
    if gone > 0 && book.is_whole() && arguments.rules.is_empty() {
        let gone = format_count(gone, "finding");
        writeln!(
            io::stderr(),
            "note: not found any more: {gone} of the baseline; `--write-baseline` takes out what is gone"
        )?;
    }
    let shown = ShownInBook(&book);
    let text = match arguments.format {
        ReportFormat::Text => output::text(&diagnostics, &shown),
        ReportFormat::Json => output::json(&diagnostics, &shown),
        ReportFormat::Github => output::github(&diagnostics, &shown),
        ReportFormat::Sarif => output::sarif(&diagnostics, &shown),
    };
    if arguments.format != ReportFormat::Text {
        io::stdout().lock().write_all(text.as_bytes())?;
    } else {
        AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes())?;
        writeln!(io::stderr(), "{}", summary(&diagnostics, &book, arguments.baseline.is_some()))?;
    }
    Ok(match diagnostics.is_empty() {
        _ if !unwritten.is_empty() => ExitCode::from(2),
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// How often a book is mended and checked again at most.
const MOST_FIXES: usize = 10;

/// Mends what is reported and has a fix, and checks again, until nothing is left to mend. Gives the files that can't be written, and why.
fn apply_fixes(
    arguments: &CheckArguments,
    book: &mut OpenedBook,
    baseline: Option<&Baseline>,
) -> Result<BTreeMap<PathBuf, WriteError>> {
    let mut unwritten = BTreeMap::new();
    // What is mended may bring out what it hid, and two changes of one place need two turns.
    for _ in 0..MOST_FIXES {
        let (reported, _) = arguments.reported(book, baseline);
        if !fix_once(book, &reported, &mut unwritten) {
            break;
        }
        *book = arguments.book.load()?;
    }
    Ok(unwritten)
}

fn read_baseline(path: &Path) -> Result<Baseline> {
    let shown = path::display_path(path);
    let text = fs::read_to_string(path)
        .map_err(|why| anyhow!("the baseline {shown} can't be read: {why}; `--write-baseline` makes one"))?;
    Baseline::parse(&text).map_err(|why| anyhow!("the baseline {shown}, {why}"))
}

/// Writes all that is reported into the baseline.
fn write_baseline(path: &Path, book: &OpenedBook, arguments: &CheckArguments) -> Result<ExitCode> {
    if !book.is_whole() || !arguments.rules.is_empty() {
        bail!("the baseline is one of the whole book; expected neither paths nor `--rule` beside `--write-baseline`");
    }
    let (diagnostics, _) = arguments.reported(book, None);
    let text = Baseline::from_diagnostics(&diagnostics, &InBook(book)).to_string();
    let shown = path::display_path(path);
    match fs::read(path) {
        Ok(before) => {
            // A slip of the finger must not cost a document.
            Baseline::parse(&String::from_utf8_lossy(&before))
                .with_context(|| format!("{shown} is no baseline, and is not written over"))?;
            workspace::replace(path, &before, text.as_bytes())?;
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => workspace::create(path, &text)?,
        Err(why) => return Err(why).context(format!("{shown} can't be read")),
    }
    writeln!(io::stderr(), "{shown}: {}", format_count(diagnostics.len(), "finding"))?;
    Ok(ExitCode::SUCCESS)
}

impl CheckArguments {
    /// What is reported: found, asked for, grave enough and not in the baseline; and how many of the baseline are not found any more.
    fn reported(&self, book: &OpenedBook, baseline: Option<&Baseline>) -> (Vec<LocatedDiagnostic>, usize) {
        let mut diagnostics = self.diagnostics(book);
        let gone = baseline.map_or(0, |baseline| baseline.take_from(&mut diagnostics, &InBook(book)));
        diagnostics.retain(|reported| reported.severity >= self.severity);
        (diagnostics, gone)
    }

    /// What is found, whatever its severity, as far as it is asked for.
    fn diagnostics(&self, book: &OpenedBook) -> Vec<LocatedDiagnostic> {
        let surroundings = Surroundings {
            beside: book.files_beside_chapters(),
            today: self.today.unwrap_or_else(|| ZonedDateTime::now().date()),
        };
        let found = book::check(&book.disk.chapters(), &book.context(), &surroundings);
        let is_asked_for = |place: &Location| match place {
            // What mdBook will make of a chapter without a file is nobody's text.
            Location::Chapter(chapter) => {
                let chapter = &book.disk.chapters[*chapter];
                chapter.is_on_disk && book.is_asked_for(chapter)
            }
            Location::File(path) => book.is_file_asked_for(&book.disk.src().join(path)),
            Location::Setting { .. } => book.is_file_asked_for(&book.disk.book_toml_file()),
        };
        let is_reported = |reported: &LocatedDiagnostic| {
            (self.rules.is_empty() || self.rules.contains(&reported.diagnostic.rule))
                && is_asked_for(&reported.location)
        };
        let mut diagnostics: Vec<LocatedDiagnostic> = found.into_iter().filter(is_reported).collect();
        for LocatedDiagnostic { location: place, diagnostic, .. } in &mut diagnostics {
            if let Location::Setting { key, value } = place {
                diagnostic.span = book.disk.span_of_setting(key, value);
            }
        }
        // They come last.
        diagnostics.sort_by_key(|LocatedDiagnostic { location: place, diagnostic, .. }| {
            matches!(place, Location::Setting { .. }).then_some(diagnostic.span)
        });
        diagnostics
    }
}

/// Makes the changes of all diagnostics that have one, as far as they don't overlap, and notes in `unwritten` which files can't
/// be written; they aren't tried again. Whether anything was changed.
fn fix_once(
    book: &OpenedBook,
    diagnostics: &[LocatedDiagnostic],
    unwritten: &mut BTreeMap<PathBuf, WriteError>,
) -> bool {
    // One file may be two chapters, by a link or by `./`.
    let mut written = BTreeSet::new();
    for (place, text) in book::fixed(&book.disk.chapters(), diagnostics) {
        let chapter = &book.disk.chapters[place];
        let Some(file) = book.disk.file_of(chapter) else { continue };
        let Ok(real) = file.canonicalize() else { continue };
        if unwritten.contains_key(&real) || written.contains(&real) {
            continue;
        }
        match workspace::replace(&file, &chapter.bytes_with(&chapter.text), &chapter.bytes_with(&text)) {
            Ok(()) => _ = written.insert(real),
            Err(error) => _ = unwritten.insert(real, error),
        }
    }
    !written.is_empty()
}

/// `2 errors and 1 warning in 2 files, 14 documents checked`
fn summary(diagnostics: &[LocatedDiagnostic], book: &OpenedBook, has_baseline: bool) -> String {
    let documents = book.disk.chapters.iter().filter(|chapter| {
        chapter.path.as_deref().is_some_and(|path| book.settings.is_document(path)) && book.is_asked_for(chapter)
    });
    let checked = format_count(documents.count(), "document");
    if diagnostics.is_empty() {
        let new = if has_baseline { "new " } else { "" };
        return format!("nothing {new}found in {checked}");
    }
    let of = |severity: Severity| diagnostics.iter().filter(|reported| reported.severity == severity).count();
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|&severity| of(severity) > 0)
        .map(|severity| format_count(of(severity), severity.name()))
        .collect();
    let files: BTreeSet<String> =
        diagnostics.iter().map(|reported| InBook(book).source(&reported.location).path).collect();
    format!("{} in {}; {checked} checked", counts.join(", "), format_count(files.len(), "file"))
}

/// `1 diagnostic`, `2 diagnostics`
fn format_count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
