//! Files written whole or not at all: into a temporary file beside the old one, which then takes its place.

use std::fs;
use std::io::{self, Write};
use std::iter;
use std::mem;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};
use thiserror::Error;

use crate::path::display_path;

/// Why a file was not written. The file is as it was before.
#[derive(Debug, Error)]
pub enum WriteError {
    /// It is there already.
    #[error("{} is there already, and is not written over", display_path(.0))]
    Exists(PathBuf),
    /// It holds something else than what was read from it before.
    #[error("{} was changed by someone else in the meantime, and is not written over", display_path(.0))]
    Changed(PathBuf),
    /// The system says no.
    #[error("{} can't be written: {}", display_path(.0), .1)]
    Io(PathBuf, io::Error),
}

/// Writes a file that isn't there yet, and the folders above it.
///
/// # Errors
/// [`WriteError::Exists`] if there is something at the path, and what the system says.
pub fn create(path: &Path, text: &str) -> Result<(), WriteError> {
    let io = |why| WriteError::Io(path.to_owned(), why);
    if path.symlink_metadata().is_ok() {
        return Err(WriteError::Exists(path.to_owned()));
    }
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(io)?;
    let file = write_temporary(folder, text.as_bytes()).map_err(io)?;
    file.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists(path.to_owned()),
        _ => WriteError::Io(path.to_owned(), error.error),
    })?;
    Ok(())
}

/// Writes `after` over a file that holds `before`, as a [`Replacement`] does.
///
/// # Errors
/// Those of [`Replacement::prepare`] and [`Replacement::write`].
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    Replacement::prepare(path.to_owned(), before.to_owned(), after)?.write()
}

/// A file's new text, ready beside it. Until it is written, the file is as it was.
#[derive(Debug)]
pub struct Replacement {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
    real: PathBuf,
    // It is closed: a whole book may be waiting.
    file: TempPath,
}

impl Replacement {
    /// Prepares to write `after` over a file that holds `before`. Permissions and owner stay; a symbolic link stays one, and the file that it
    /// leads to is written.
    ///
    /// # Errors
    /// [`WriteError::Changed`] if the file holds something else by now, and what the system says.
    pub fn prepare(path: PathBuf, before: Vec<u8>, after: &[u8]) -> Result<Self, WriteError> {
        let io = |why| WriteError::Io(path.clone(), why);
        let real = path.canonicalize().map_err(io)?;
        let permissions = fs::metadata(&real).map_err(io)?.permissions();
        if permissions.readonly() {
            return Err(io(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only")));
        }
        let file = write_temporary(folder_of(&real), after).map_err(io)?;
        keep_owner(&real, file.path());
        file.as_file().set_permissions(permissions).map_err(io)?;
        let replacement = Self { path, before, after: after.to_owned(), real, file: file.into_temp_path() };
        replacement.holds_before()?;
        Ok(replacement)
    }

    /// Puts the new text in the file's place.
    ///
    /// # Errors
    /// [`WriteError::Changed`] if the file holds something else by now, and what the system says.
    pub fn write(self) -> Result<(), WriteError> {
        self.holds_before()?;
        let Self { path, real, file, .. } = self;
        file.persist(&real).map_err(|error| WriteError::Io(path, error.error))?;
        Ok(())
    }

    fn holds_before(&self) -> Result<(), WriteError> {
        let now = fs::read(&self.real).map_err(|why| WriteError::Io(self.path.clone(), why))?;
        if now == self.before { Ok(()) } else { Err(WriteError::Changed(self.path.clone())) }
    }
}

/// Puts all new texts in their places, or none: where one can't be put there, those before it are taken back.
///
/// # Errors
/// That of [`Replacement::write`], and those of what could not be taken back.
pub fn write_together(replacements: Vec<Replacement>) -> Result<(), Vec<WriteError>> {
    let mut written: Vec<(PathBuf, Vec<u8>, Vec<u8>)> = Vec::new();
    for mut replacement in replacements {
        let undo = (replacement.path.clone(), mem::take(&mut replacement.after), replacement.before.clone());
        match replacement.write() {
            Ok(()) => written.push(undo),
            Err(error) => {
                let taken_back = written.iter().map(|(path, after, before)| replace(path, after, before));
                return Err(iter::once(error).chain(taken_back.filter_map(Result::err)).collect());
            }
        }
    }
    Ok(())
}

/// A temporary file with that text, on disk.
fn write_temporary(folder: &Path, text: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".design-docs-");
    // What a new file gets from the system, less what the caller's umask takes.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Gives a file another one's owner and group, where that is allowed: who runs as root must not take files from their owners.
#[cfg(unix)]
fn keep_owner(of: &Path, to: &Path) {
    use std::os::unix::fs::MetadataExt;
    if let Ok(old) = fs::metadata(of) {
        let _ = std::os::unix::fs::chown(to, Some(old.uid()), Some(old.gid()));
    }
}

/// On Windows a file belongs to whom its folder belongs to.
#[cfg(not(unix))]
fn keep_owner(_of: &Path, _to: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_never_written_over() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a/b.md");
        create(&path, "one").expect("it isn't there yet");
        assert!(matches!(create(&path, "two"), Err(WriteError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "one");
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("the folder").count(), 1, "nothing else is left");
    }

    #[test]
    fn a_changed_file_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("b.md");
        fs::write(&path, "theirs").expect("a file");
        assert!(matches!(replace(&path, b"ours", b"new"), Err(WriteError::Changed(_))));
        assert_eq!(fs::read(&path).expect("it is there"), b"theirs");
        replace(&path, b"theirs", b"new").expect("nobody changed it");
        assert_eq!(fs::read(&path).expect("it is there"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing else is left");
    }

    #[test]
    fn together_means_all_or_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let paths = ["a.md", "b.md", "c.md"].map(|name| folder.path().join(name));
        let prepared = || -> Vec<Replacement> {
            let prepare = |path: &PathBuf| Replacement::prepare(path.clone(), b"old".to_vec(), b"new");
            paths.iter().map(|path| prepare(path).expect("nobody changed it")).collect()
        };
        let texts = || paths.clone().map(|path| fs::read_to_string(path).expect("it is there"));
        for path in &paths {
            fs::write(path, "old").expect("a file");
        }
        let replacements = prepared();
        fs::write(&paths[1], "theirs").expect("a file");
        let errors = write_together(replacements).expect_err("one was changed");
        assert!(matches!(errors.as_slice(), [WriteError::Changed(path)] if *path == paths[1]), "{errors:?}");
        assert_eq!(texts(), ["old", "theirs", "old"]);
        fs::write(&paths[1], "old").expect("a file");
        write_together(prepared()).expect("nobody changed it");
        assert_eq!(texts(), ["new", "new", "new"]);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 3, "nothing else is left");
    }

    // Windows has no such permissions, and not everybody may make links there.
    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, link) = (folder.path().join("real/b.md"), folder.path().join("link.md"));
        create(&path, "old").expect("a file");
        let umasked = fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(umasked & 0o600, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
        std::os::unix::fs::symlink("real/b.md", &link).expect("a link");
        replace(&link, b"old", b"new").expect("nobody changed it");
        assert!(link.symlink_metadata().expect("it is there").is_symlink());
        assert_eq!(fs::read(&path).expect("it is there"), b"new");
        assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
    }
}
