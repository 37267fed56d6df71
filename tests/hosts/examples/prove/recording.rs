//! What a host sends and what it gets back: this program stands between the host and the preprocessor and keeps both.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use mdbook_design_docs::host::{self, HostChapter, Request};

/// The first argument of this program when it stands in the preprocessor's place.
pub const FLAG: &str = "--record";

const ASKED: &str = "asked.json";
const ANSWERED: &str = "answered.json";
const FINDINGS: &str = "findings.txt";

/// Runs a program as the host asks: the program, the folder for the recording, and the host's own arguments.
pub fn relay(arguments: &[OsString]) -> Result<ExitCode, String> {
    let [program, folder, asked @ ..] = arguments else { return Err("it is for the host to call".to_owned()) };
    let mut command = Command::new(program);
    command.args(asked);
    let mut run = || -> io::Result<ExitCode> {
        if !asked.is_empty() {
            return Ok(exit_code(command.status()?.success()));
        }
        let folder = Path::new(folder);
        let mut input = Vec::new();
        io::stdin().read_to_end(&mut input)?;
        fs::write(folder.join(ASKED), &input)?;
        command.stderr(File::create(folder.join(FINDINGS))?).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        // It reads all before it writes; if it doesn't read at all, its exit code says more.
        let _ = child.stdin.take().expect("it is a pipe").write_all(&input);
        let output = child.wait_with_output()?;
        fs::write(folder.join(ANSWERED), &output.stdout)?;
        io::stdout().write_all(&output.stdout)?;
        Ok(exit_code(output.status.success()))
    };
    run().map_err(|error| format!("{} can't be run: {error}", program.display()))
}

fn exit_code(is_success: bool) -> ExitCode {
    if is_success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the preprocessor said, to be told when a build fails.
pub fn diagnostics(folder: &Path) -> String {
    fs::read_to_string(folder.join(FINDINGS)).unwrap_or_default()
}

/// One build's question and answer.
pub struct Recording {
    asked: String,
    answered: String,
}

impl Recording {
    /// Reads it; an error if the preprocessor was never asked.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let read = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"));
        let asked = read(ASKED)?;
        // The answer is a book alone, and is read as the question is: with the context in front.
        let context: Vec<&serde_json::value::RawValue> =
            serde_json::from_str(&asked).map_err(|error| error.to_string())?;
        let answered = format!("[{},{}]", context[0].get(), read(ANSWERED)?);
        Ok(Self { asked, answered })
    }

    pub fn asked(&self) -> Result<Request<'_>, String> {
        host::parse_request(self.asked.as_bytes()).map_err(|error| error.to_string())
    }

    pub fn answered(&self) -> Result<Request<'_>, String> {
        host::parse_request(self.answered.as_bytes()).map_err(|error| error.to_string())
    }
}

/// A chapter's text; one that is no text in Rust counts as empty.
pub fn text_of<'c>(chapter: &'c HostChapter<'_>) -> Cow<'c, str> {
    chapter.content().unwrap_or_default()
}
