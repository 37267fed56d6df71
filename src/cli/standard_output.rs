//! Standard output, for commands that print.

use std::io::{self, ErrorKind, Write};

use anyhow::{Context, Result};

/// Writes all of a text. A reader that has seen enough, such as `head`, is no error.
///
/// # Errors
/// Why it can't be written.
pub(super) fn write(text: impl AsRef<[u8]>) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_ref()).and_then(|()| stdout.flush()) {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(why).context("standard output can't be written"),
        _ => Ok(()),
    }
}
