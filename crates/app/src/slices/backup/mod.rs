//! Keeping it: backups, their verification, bringing them back, moving to another database, and the
//! nightly backup of a server.

pub(crate) mod command;
mod file;
mod heads;
pub(crate) mod nightly;
mod verify;

use std::path::{Path, PathBuf};

use domain::event::{BackupRestored, DatabaseCopied, Event};
use store::{Age, AuditRecord, Store};

use crate::{
    Error, Result,
    kit::{
        actor::{By, LOCAL},
        clock,
        database::refuse_empty,
    },
};
use file::Scratch;
pub(crate) use file::rests;
pub(crate) use nightly::newest;
use verify::older;
pub(crate) use verify::{Checksum, Report, backup as verify_backup, database as verify_database};

/// A backup that was written.
#[derive(Debug, Clone)]
pub(crate) struct Backup {
    pub(crate) file: PathBuf,
    /// The SHA-256 of its bytes.
    pub(crate) digest: String,
    pub(crate) size: u64,
}

/// Writes a backup into a new file, or under the hour's name into a folder. Only a whole one gets
/// its name.
pub(crate) async fn back_up(store: &Store, to: &Path) -> Result<Backup> {
    let named = || to.join(format!("sasae-{}.sqlite", clock::japan().format("%Y%m%d-%H%M%S")));
    let file = if to.is_dir() { named() } else { to.to_owned() };
    if file.exists() {
        return Err(Error::Usage(format!(
            "「{}」はすでにあります。上書きはしません。別の名前を指定してください。",
            file.display()
        )));
    }
    let part = Scratch::beside(&file)?;
    store.backup(part.path()).await?;
    let (digest, size) = file::seal(part, &file).await?;
    Ok(Backup { file, digest, size })
}

/// Brings a backup back into an empty database, after it was verified.
pub(crate) async fn restore(backup: &Path, url: &str) -> Result<Report> {
    let report = verify_backup(backup, &[]).await?;
    if let Some(damage) = report.damage.first() {
        return Err(Error::Damaged(format!("{damage} 復元はしていません。")));
    }
    let scratch = if report.older { Some(Scratch::copy_of(backup).await?) } else { None };
    let from = match &scratch {
        Some(scratch) => Store::open(&scratch.url()).await?,
        None => Store::open_backup(backup).await?,
    };
    refuse_empty(url).await?;
    let to = Store::open(url).await?;
    let restored = BackupRestored { file: file::name(backup), sha256: report.sha256.clone() };
    copy(&from, &to, Event::BackupRestored(restored)).await?;
    from.close().await;
    to.close().await;
    Ok(report)
}

/// Moves everything into another, empty database, and answers how many rows each table has.
pub(crate) async fn move_to(from: &str, to: &str) -> Result<Vec<(String, u64)>> {
    let (here, shown) = (Store::open_as_is(from).await?, store::redacted(from));
    if here.age().await? == Age::Older {
        return Err(Error::Refused(older(&shown)));
    }
    refuse_empty(to).await?;
    let there = Store::open(to).await?;
    let copied = DatabaseCopied { from: shown, to: store::redacted(to) };
    let rows = copy(&here, &there, Event::DatabaseCopied(copied)).await?;
    here.close().await;
    there.close().await;
    Ok(rows)
}

/// Copies everything in one transaction, which ends well only when every table's every row is the
/// same on both sides and the chain of events holds.
async fn copy(from: &Store, to: &Store, event: Event) -> Result<Vec<(String, u64)>> {
    let (mut source, mut target) = (from.read().await?, to.begin().await?);
    source.copy_into(&mut target).await?;
    let (here, there) = (source.fingerprints().await?, target.fingerprints().await?);
    let differing: Vec<_> = here.iter().filter(|one| !there.contains(one)).collect();
    if !differing.is_empty() || here.len() != there.len() {
        let names: Vec<_> = differing.iter().map(|one| one.table.as_str()).collect();
        return Err(Error::Damaged(format!(
            "写した内容が元と一致しません（{}）。何も書き込んでいません。",
            names.join("、")
        )));
    }
    if let Err(broken) = target.check_chain().await? {
        return Err(Error::Damaged(format!("{broken} 何も書き込んでいません。")));
    }
    target.record(&done_by(LOCAL, event)).await?;
    target.commit().await?;
    Ok(here.into_iter().map(|one| (one.table, one.rows)).collect())
}

/// The audit record of what was done to the installation as a whole.
fn done_by(name: &str, event: Event) -> AuditRecord {
    let by = By { name: name.to_owned(), person: None };
    AuditRecord { subject: "database".to_owned(), ..by.did(event, &clock::now()) }
}
