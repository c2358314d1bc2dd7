//! The files of backups: written beside their place, digested, named at last.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use sha2::{Digest, Sha256};

use crate::{
    Error, Result,
    kit::{clock, files::folder, ids},
};

/// A file under work to which nothing was written for so long belongs to a program that has ended.
const ABANDONED: Duration = Duration::from_hours(1);

/// The rests of programs that were killed over a backup: files under work beside their place, and
/// copies that were being verified.
pub(crate) fn rests(folder: &Path) -> Vec<PathBuf> {
    let before = clock::machine().checked_sub(ABANDONED);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let old = |path: &PathBuf| {
        let written = path.metadata().and_then(|of| of.modified()).ok();
        is_under_work(&name(path)) && written.zip(before).is_some_and(|(at, before)| at < before)
    };
    entries.map(|entry| entry.path()).filter(old).collect()
}

/// Whether a name is one that [`Scratch`] gives, or stands beside it.
fn is_under_work(name: &str) -> bool {
    let bare = ["-wal", "-shm", "-journal"].iter().find_map(|ending| name.strip_suffix(ending));
    let bare = bare.unwrap_or(name);
    let part = bare.strip_prefix('.').and_then(|rest| rest.strip_suffix(".part"));
    let copy = bare.strip_prefix("sasae-").and_then(|rest| rest.strip_suffix(".sqlite"));
    let id = part.and_then(|rest| rest.get(rest.len().checked_sub(36)?..)).or(copy);
    id.is_some_and(|id| uuid::Uuid::try_parse(id).is_ok())
}

/// Removes the rests in a folder, and among what this machine keeps for a while.
pub(super) fn sweep(folder: &Path) {
    for path in rests(folder).into_iter().chain(rests(&std::env::temp_dir())) {
        match fs::remove_file(&path) {
            Ok(()) => tracing::warn!(
                "途中で終わったバックアップの残り「{}」を消しました。",
                path.display()
            ),
            // Another user's, or gone meanwhile
            Err(error) => tracing::debug!("{}: {error}", path.display()),
        }
    }
}

/// A file that is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// One beside the place that it will take.
    pub(super) fn beside(file: &Path) -> Result<Self> {
        let folder = folder(file);
        sweep(folder);
        if !folder.is_dir() {
            return Err(Error::Usage(format!(
                "フォルダー「{}」がありません。フォルダーを作ってから、もう一度実行してください。",
                folder.display()
            )));
        }
        Ok(Self(folder.join(format!(".{}-{}.part", name(file), ids::text()))))
    }

    /// A copy of a file, where this machine keeps what does not last.
    pub(super) async fn copy_of(file: &Path) -> Result<Self> {
        let copy = Self(std::env::temp_dir().join(format!("sasae-{}.sqlite", ids::text())));
        let (from, to) = (file.to_owned(), copy.0.clone());
        // Not `fs::copy`, which copies also who may read it
        let copied = move || io::copy(&mut File::open(from)?, &mut File::create_new(to)?);
        blocking(file, copied).await?;
        Ok(copy)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Its address as a database.
    pub(super) fn url(&self) -> String {
        format!("sqlite:{}", self.0.display())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.0.clone().into_os_string();
            path.push(ending);
            let _ = fs::remove_file(path);
        }
    }
}

/// A file's own name.
pub(super) fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Where the digest of a file is written down.
pub(super) fn checksum_of(file: &Path) -> PathBuf {
    let mut path = file.to_owned().into_os_string();
    path.push(".sha256");
    path.into()
}

/// Brings a written file safely to the disk, writes its digest down as `sha256sum` does, and gives
/// it its name.
pub(super) async fn seal(part: Scratch, file: &Path) -> Result<(String, u64)> {
    let to = file.to_owned();
    blocking(file, move || {
        File::open(part.path())?.sync_all()?;
        let (digest, size) = digest(part.path())?;
        let written = checksum_of(&to);
        fs::write(&written, format!("{digest}  {}\n", name(&to)))?;
        File::open(&written)?.sync_all()?;
        fs::rename(part.path(), &to)?;
        // A folder can be synced only where it can be opened
        if let Ok(folder) = File::open(folder(&to)) {
            folder.sync_all()?;
        }
        Ok((digest, size))
    })
    .await
}

/// The SHA-256 of a file's bytes, and how many they are.
pub(super) async fn digest_of(file: &Path) -> Result<(String, u64)> {
    let path = file.to_owned();
    blocking(file, move || digest(&path)).await
}

fn digest(path: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut hash, mut size) = (File::open(path)?, Sha256::new(), 0);
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        size += read as u64;
    }
    let text =
        hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    Ok((text, size))
}

/// Works on a file away from the server's threads.
pub(super) async fn blocking<T: Send + 'static>(
    file: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    done.map_err(|error| {
        Error::Refused(format!(
            "「{}」を読み書きできません（{error}）。場所、空き容量、権限を確認してください。",
            file.display()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_killed_program_left_long_ago_is_a_rest() {
        let folder = tempfile::tempdir().unwrap();
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let rest = [
            format!(".sasae-nightly-20260401-020000.sqlite-{id}.part"),
            format!(".b.sqlite-{id}.part-journal"),
            format!("sasae-{id}.sqlite"),
            format!("sasae-{id}.sqlite-wal"),
        ];
        let others = [
            ".b.sqlite-x.part".to_owned(),
            format!("b.sqlite-{id}.part"),
            "sasae-20260401-020000.sqlite".to_owned(),
            ".part".to_owned(),
        ];
        let old = clock::machine() - 2 * ABANDONED;
        for name in rest.iter().chain(&others) {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(old).unwrap();
        }
        let fresh = folder.path().join(format!(".fresh-{id}.part"));
        fs::write(&fresh, "").unwrap();
        let mut found: Vec<_> = rests(folder.path()).iter().map(|path| name(path)).collect();
        found.sort();
        let mut wanted = rest.to_vec();
        wanted.sort();
        assert_eq!(found, wanted);
        sweep(folder.path());
        assert!(rests(folder.path()).is_empty() && fresh.exists());
        assert!(others.iter().all(|name| folder.path().join(name).exists()));
    }
}
