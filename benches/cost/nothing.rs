//! The preprocessor that does nothing, as mdBook's guide teaches it ("Implementing a preprocessor with Rust"): read the book
//! with the host's own types, and write it.

use std::error::Error;
use std::io;

use benches::book::Host;

/// Gives back the book that stands on standard input.
///
/// # Errors
/// If it can't be read or written.
pub fn preprocess(host: Host) -> Result<(), Box<dyn Error>> {
    match host {
        Host::Mdbook04 => {
            let (_context, book) = mdbook_04::preprocess::CmdPreprocessor::parse_input(io::stdin())?;
            serde_json::to_writer(io::stdout(), &book)?;
        }
        Host::Mdbook05 => {
            let (_context, book) = mdbook_preprocessor::parse_input(io::stdin())?;
            serde_json::to_writer(io::stdout(), &book)?;
        }
    }
    Ok(())
}
