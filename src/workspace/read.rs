//! Files read whole. What is no file isn't read: a named pipe would never end, and nobody would know why.

use std::fs;
use std::io;
use std::path::Path;

/// The bytes of a file, also behind a link.
///
/// # Errors
/// What the system says, and that it is a folder, a pipe or a device.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    fs::read(path)
}

/// The text of a file.
///
/// # Errors
/// As [`bytes`], and that it is not UTF-8.
pub(super) fn text(path: &Path) -> io::Result<String> {
    String::from_utf8(bytes(path)?).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))
}

/// The text of the book.toml in a book's folder; `None` if there is none that can be read.
#[must_use]
pub fn book_toml(root: &Path) -> Option<String> {
    text(&root.join("book.toml")).ok()
}
