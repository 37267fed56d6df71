//! The preprocessor as mdBook runs it, with the times when it had its whole request and when it had answered.
//!
//! What it does between them is its own: it reads all of a request before it does anything else, so that no waiting for the host is in it.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, SystemTime};

/// When the last request was there, and when it was answered.
pub struct Times {
    pub sent: SystemTime,
    pub answered: SystemTime,
}

/// Runs the preprocessor with these arguments; if it is for a request and not a question, writes to the file `times`.
pub fn run(times: &Path, arguments: &[String]) -> io::Result<ExitCode> {
    let mut command = Command::new(support::program::path().map_err(io::Error::other)?);
    let mut child = command.args(arguments).stdin(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().expect("it is piped");
    io::copy(&mut io::stdin().lock(), &mut stdin)?;
    drop(stdin);
    let sent = SystemTime::now();
    let status = child.wait()?;
    if arguments.is_empty() {
        fs::write(times, [sent, SystemTime::now()].map(since_epoch).join(" "))?;
    }
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads what the last [`run`] wrote.
pub fn read(times: &Path) -> io::Result<Times> {
    let text = fs::read_to_string(times)?;
    let mut times = text.split(' ').filter_map(|nanoseconds| nanoseconds.parse().ok());
    let mut next = || {
        let since = times.next().map(Duration::from_nanos).ok_or(io::ErrorKind::InvalidData)?;
        Ok::<_, io::Error>(SystemTime::UNIX_EPOCH + since)
    };
    Ok(Times { sent: next()?, answered: next()? })
}

fn since_epoch(time: SystemTime) -> String {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos().to_string()
}
