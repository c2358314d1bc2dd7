//! The nightly backup of a server: when, into which folder, how many are kept.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{Days, NaiveDateTime, NaiveTime};
use domain::event::{BackupDone, BackupFailed, Event};
use store::Store;

use super::Backup;
use crate::{
    Error, Result,
    kit::{clock, lease::Lease},
};

/// What the administrator asked for.
#[derive(Debug, Clone)]
pub(crate) struct Nightly {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// The time of day in Japan.
    pub(crate) at: NaiveTime,
    /// How many of its own backups stay.
    pub(crate) keep: usize,
}

/// How the files of the nightly backup are called; a backup that a person made has another name and
/// is never removed.
const NAMED: &str = "sasae-nightly-%Y%m%d-%H%M%S.sqlite";

/// The name under which the events of the nightly backup stand.
const ACTOR: &str = "Sasae（夜間バックアップ）";

/// What one of several servers holds while it makes the backup.
const LEASE: &str = "backup";

/// Whether a server that was off at the hour has caught up is looked at this often; a machine that
/// sleeps does not count its own time.
const LOOK: Duration = Duration::from_secs(30);

/// When the next backup is due: at the first `at` after the last one. Without a last one it is due
/// at once, so that a mistake shows while the administrator looks. A last one from the future, which
/// a clock that was wrong can leave, counts as made now.
fn next(last: Option<NaiveDateTime>, now: NaiveDateTime, at: NaiveTime) -> NaiveDateTime {
    let Some(last) = last.map(|last| last.min(now)) else { return now };
    let same_day = last.date().and_time(at);
    if same_day > last { same_day } else { same_day + Days::new(1) }
}

/// Begins, and goes on as long as the program runs.
pub(crate) fn start(store: &Store, nightly: Nightly) -> Result<()> {
    if !nightly.folder.is_dir() {
        return Err(Error::Usage(format!(
            "バックアップ先のフォルダー「{}」がありません。フォルダーを作ってから、もう一度実行してください。",
            nightly.folder.display()
        )));
    }
    super::file::sweep(&nightly.folder);
    let lease = Lease::new(store, LEASE);
    let (store, began) = (store.clone(), clock::japan());
    tokio::spawn(Night { store, nightly, lease, tried: None, began }.go_on());
    Ok(())
}

/// What a server does night after night; of several on one database one does it.
struct Night {
    store: Store,
    nightly: Nightly,
    lease: Lease,
    /// When this program tried last.
    tried: Option<NaiveDateTime>,
    /// What counts as the time of a backup from the future, which a clock that was wrong can leave.
    began: NaiveDateTime,
}

impl Night {
    async fn go_on(mut self) {
        loop {
            if self.is_due().await && self.begin().await {
                self.tried = Some(clock::japan());
                let work = once(&self.store, &self.nightly);
                let event = event(Box::pin(self.lease.during(work)).await);
                if let Err(error) = record(&self.store, event).await {
                    tracing::error!("夜間バックアップの結果を記録できませんでした: {error}");
                }
            }
            if let Err(error) = self.lease.release().await {
                tracing::warn!("夜間バックアップの当番を返せませんでした: {error}");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Whether this program should do it. Where nobody's word can be had, as on a full disk, one
    /// backup too many is better than none.
    async fn begin(&mut self) -> bool {
        match self.lease.hold().await {
            // Another may have ended it between the look and the lease
            Ok(held) => held && self.is_due().await,
            Err(error) => {
                tracing::warn!("夜間バックアップの当番を確かめられません: {error}");
                true
            }
        }
    }

    /// Whether the hour has come, and no program has done it since.
    async fn is_due(&mut self) -> bool {
        let now = clock::japan();
        self.began = self.began.min(now);
        let past = |at: NaiveDateTime| if at > now { self.began } else { at };
        let own = newest(&self.nightly.folder).map(|(made, _)| made);
        let last = own.max(self.tried).map(past);
        if now < next(last, now, self.nightly.at) {
            return false;
        }
        // Into a folder without any it is made at once
        last.is_none() || now >= next(last.max(self.told().await.map(past)), now, self.nightly.at)
    }

    /// When a program on this database ended one last, as the history has it.
    async fn told(&self) -> Option<NaiveDateTime> {
        let told = async { self.store.read().await?.last_backup_at().await }.await;
        told.ok().flatten().and_then(|at| clock::in_japan(&at))
    }
}

/// The event of a backup.
fn event(done: Result<Backup>) -> Event {
    match done {
        Ok(backup) => Event::BackupDone(BackupDone {
            file: backup.file.display().to_string(),
            sha256: backup.digest,
            size: backup.size,
        }),
        Err(error) => {
            let cause = std::error::Error::source(&error);
            tracing::error!(?cause, "夜間バックアップに失敗しました: {error}");
            Event::BackupFailed(BackupFailed { why: error.to_string() })
        }
    }
}

/// One backup, verified; only then do older ones go.
async fn once(store: &Store, nightly: &Nightly) -> Result<Backup> {
    let name = clock::japan().format(NAMED).to_string();
    let backup = super::back_up(store, &nightly.folder.join(name)).await?;
    let report = super::verify_backup(&backup.file, &[]).await?;
    if let Some(damage) = report.damage.first() {
        // Under its own name it would count among those that stay
        let mut aside = backup.file.clone().into_os_string();
        aside.push(".damaged");
        let _ = std::fs::rename(&backup.file, aside);
        return Err(Error::Damaged(damage.clone()));
    }
    if let Some(unseen) = report.unseen.first() {
        tracing::error!("履歴に残らない変更があります（{}件）: {unseen}", report.unseen.len());
    }
    for path in too_many(&own_files(&nightly.folder), nightly.keep) {
        let removed = std::fs::remove_file(path);
        let _ = std::fs::remove_file(super::file::checksum_of(path));
        if let Err(error) = removed {
            tracing::error!("古いバックアップ「{}」を消せません: {error}", path.display());
        }
    }
    Ok(backup)
}

async fn record(store: &Store, event: Event) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.record(&super::done_by(ACTOR, event)).await?;
    Ok(tx.commit().await?)
}

/// The nightly backups in a folder, the oldest first.
fn own_files(folder: &Path) -> Vec<(NaiveDateTime, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let made = |name: &str| NaiveDateTime::parse_from_str(name, NAMED).ok();
    let own = entries.filter_map(|entry| Some((made(entry.file_name().to_str()?)?, entry.path())));
    let mut own: Vec<_> = own.collect();
    own.sort();
    own
}

/// The newest of the nightly backups in a folder, with when it was made.
pub(crate) fn newest(folder: &Path) -> Option<(NaiveDateTime, PathBuf)> {
    own_files(folder).pop()
}

/// Those that go so that `keep` stay.
fn too_many(own: &[(NaiveDateTime, PathBuf)], keep: usize) -> impl Iterator<Item = &PathBuf> {
    own.iter().take(own.len().saturating_sub(keep)).map(|(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn due(last: Option<&str>, now: &str) -> NaiveDateTime {
        next(last.map(time), time(now), NaiveTime::from_hms_opt(2, 0, 0).unwrap())
    }

    #[test]
    fn the_first_backup_is_due_at_once() {
        assert_eq!(due(None, "2026-04-01 10:00"), time("2026-04-01 10:00"));
    }

    #[test]
    fn the_next_one_is_due_at_its_hour() {
        assert_eq!(due(Some("2026-04-01 02:00"), "2026-04-01 02:01"), time("2026-04-02 02:00"));
        assert_eq!(due(Some("2026-04-01 10:00"), "2026-04-01 10:01"), time("2026-04-02 02:00"));
        assert_eq!(due(Some("2026-04-01 01:00"), "2026-04-01 01:01"), time("2026-04-01 02:00"));
        assert_eq!(due(Some("2026-12-31 02:00"), "2026-12-31 03:00"), time("2027-01-01 02:00"));
    }

    #[test]
    fn an_hour_that_was_missed_is_made_up_for() {
        let due = due(Some("2026-04-01 02:00"), "2026-04-05 09:00");
        assert!(due < time("2026-04-05 09:00"));
    }

    #[test]
    fn a_clock_that_went_wrong_does_not_stop_it() {
        assert_eq!(due(Some("2036-01-01 02:00"), "2026-04-01 10:00"), time("2026-04-02 02:00"));
    }

    #[test]
    fn only_its_own_oldest_files_go() {
        let folder = tempfile::tempdir().unwrap();
        let own = ["20260401", "20260403", "20260402"];
        let own = own.map(|day| format!("sasae-nightly-{day}-020000.sqlite"));
        let others = ["sasae-20260301-020000.sqlite", "sasae.sqlite", "sasae-nightly-x.sqlite"];
        for name in own.iter().map(String::as_str).chain(others) {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let found = own_files(folder.path());
        let gone = |keep| too_many(&found, keep).cloned().collect::<Vec<_>>();
        assert_eq!(gone(2), [folder.path().join(&own[0])]);
        assert_eq!(gone(1), [folder.path().join(&own[0]), folder.path().join(&own[2])]);
        assert!(gone(3).is_empty() && gone(30).is_empty());
    }
}
