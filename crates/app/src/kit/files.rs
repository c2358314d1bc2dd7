//! What the machine says of files and disks: who may read them, how much room there is.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The bytes of a file that a person named.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| unopened(path, &error))
}

/// What is said of a file that cannot be opened.
pub(crate) fn unopened(path: &Path, error: &std::io::Error) -> Error {
    Error::Refused(format!(
        "ファイル「{}」を開けません（{error}）。場所と名前を確認してください。",
        path.display()
    ))
}

/// The text of bytes.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| {
        Error::Refused("文字コードがUTF-8ではありません。UTF-8で保存してください。".to_owned())
    })
}

/// From here on what is written is the user's own: databases, backups, and what stands beside them.
#[cfg(unix)]
pub(crate) fn keep_private() {
    use rustix::fs::Mode;

    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// Elsewhere who may read a file is a matter of its folder.
#[cfg(not(unix))]
pub(crate) fn keep_private() {}

/// A file that others on the machine may read or write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExposedFile {
    path: PathBuf,
    mode: u32,
}

impl ExposedFile {
    /// Whether it is a folder, of which others may read the names only.
    pub(crate) fn is_folder(&self) -> bool {
        self.path.is_dir()
    }

    /// What whoever looks after the machine should do.
    pub(crate) fn sentence(&self) -> String {
        let (shown, mode) = (self.path.display(), self.mode);
        let keep = if self.is_folder() { "700" } else { "600" };
        format!(
            "「{shown}」を、この端末のほかの利用者も読めます（{mode:04o}）。chmod {keep} {shown} で閉じてください。"
        )
    }
}

/// Which of these others on the machine may read or write.
pub(crate) fn exposed(paths: impl IntoIterator<Item = PathBuf>) -> Vec<ExposedFile> {
    let of = |path: PathBuf| Some(ExposedFile { mode: open_mode(&path)?, path });
    paths.into_iter().filter_map(of).collect()
}

/// The mode of a file, where it lets others in.
#[cfg(unix)]
fn open_mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;

    let mode = path.metadata().ok()?.permissions().mode() & 0o7777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn open_mode(_: &Path) -> Option<u32> {
    None
}

/// The files of a database: its own, and those that stand beside it.
pub(crate) fn of_database(file: &Path) -> Vec<PathBuf> {
    ["", "-wal", "-shm", "-journal", ".key"].map(|ending| beside(file, ending)).into()
}

/// The file whose name goes on after another's.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

/// The folder in which a file stands.
pub(crate) fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// How many bytes the disk of a folder still takes, where the machine says so.
#[cfg(unix)]
pub(crate) fn room(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
pub(crate) fn room(_: &Path) -> Option<u64> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    #[test]
    fn what_others_may_read_is_named_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sqlite");
        for (mode, open) in [(0o600, false), (0o640, true), (0o604, true), (0o400, false)] {
            fs::write(&file, "").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let found = exposed(of_database(&file));
            assert_eq!(!found.is_empty(), open, "{mode:o}");
            let told = found.first().map(ExposedFile::sentence).unwrap_or_default();
            assert!(!open || told.contains("chmod 600"), "{told}");
            fs::remove_file(&file).unwrap();
        }
        assert!(exposed(of_database(&file)).is_empty(), "what is not there");
        assert!(room(folder.path()).is_some_and(|bytes| bytes > 0));
    }
}
