//! The files of backups: written beside their place, digested, named at last.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{Error, Result, kit::ids};

/// A file that is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// One beside the place that it will take.
    pub(super) fn beside(file: &Path) -> Result<Self> {
        let folder = folder(file);
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
        blocking(file, move || fs::copy(from, to)).await?;
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

/// The folder in which a file stands.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
