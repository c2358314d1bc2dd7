//! Is it whole? The file against its digest, the database against its own rules, the chain of
//! events, every kept file against its SHA-256.

use std::{collections::BTreeMap, path::Path};

use domain::chain::{ChainHead, Verified};
use serde::Serialize;
use store::{Age, Store, Tx};

use super::{
    file::{self, Scratch},
    heads::{self, ToldHead},
};
use crate::{
    Error, Result,
    kit::{self, clock},
};

/// How many rows that were changed past the history are told one by one.
const MOST: usize = 100;

/// What was found.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Report {
    /// The file or the database, without a password.
    pub(crate) subject: String,
    /// How the file stands to the digest that was written down beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) checksum: Option<Checksum>,
    /// The SHA-256 of a backup's bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sha256: Option<String>,
    /// A backup of an older version; its copy was brought up to date and verified.
    pub(crate) older: bool,
    /// The events of the chain, and the hash of the last one; absent when the chain is broken.
    pub(crate) events_chained: Option<i64>,
    pub(crate) head: Option<String>,
    /// The heads that were told outside, all of which are in the chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) heads_compared: Option<usize>,
    /// The events whose detail was lawfully deleted: their digests hold their places in the chain.
    #[serde(skip_serializing_if = "is_none")]
    pub(crate) events_emptied: u64,
    /// The kept files whose bytes were digested again.
    pub(crate) files_checked: u64,
    /// The rows of each table.
    pub(crate) rows: BTreeMap<String, i64>,
    /// Whether the rows were compared with the events about them; not in a database that no program
    /// of this version has opened for work yet.
    pub(crate) rows_compared: bool,
    /// What is wrong, sentence by sentence; the first broken link of the chain among it.
    pub(crate) damage: Vec<String>,
    /// Rows that were changed past the history. What holds them is whole, and can be restored.
    pub(crate) unseen: Vec<String>,
}

/// A backup's digest and the one that is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Checksum {
    Same,
    Differs,
    Absent,
}

/// Verifies a backup, of which nothing changes.
pub(crate) async fn backup(path: &Path, told: &[ToldHead]) -> Result<Report> {
    let mut report = Report { subject: path.display().to_string(), ..Report::default() };
    refuse_no_backup(path)?;
    let (digest, _) = file::digest_of(path).await?;
    report.compare(&digest, path);
    report.sha256 = Some(digest);
    let opened = aged(Store::open_backup(path).await).await;
    // Nobody else has the file: whatever the database says of it is the file's own
    let blame = store::Error::is_of_file;
    match opened {
        Err(error) if blame(&error) => report.hurt("データベースとして開けません", &error),
        Err(error) => return Err(error.into()),
        Ok((store, Age::Current)) => report.inspect(&store, (told, true), &blame).await?,
        Ok((_, Age::Older)) => {
            report.older = true;
            let copy = Scratch::copy_of(path).await?;
            match Store::open(&copy.url()).await {
                Ok(store) => report.inspect(&store, (told, true), &blame).await?,
                Err(error) => report.hurt("新しい版の形にできません", &error),
            }
        }
    }
    Ok(report)
}

/// A store that was opened, with how its tables stand to this version's.
async fn aged(opened: store::Result<Store>) -> store::Result<(Store, Age)> {
    let store = opened?;
    let age = store.age().await?;
    Ok((store, age))
}

/// Verifies a database that is at work.
pub(crate) async fn database(url: &str, told: &[ToldHead]) -> Result<Report> {
    let mut report = Report { subject: store::redacted(url), ..Report::default() };
    match aged(Store::open_as_is(url).await).await {
        Err(error) if error.is_damage() => report.hurt("データベースとして開けません", &error),
        Err(error) => return Err(error.into()),
        Ok((_, Age::Older)) => return Err(Error::Refused(older(&report.subject))),
        Ok((store, Age::Current)) => {
            report.inspect(&store, (told, false), &store::Error::is_damage).await?;
            store.close().await;
        }
    }
    Ok(report)
}

/// Refuses what is no file, and one that a program has open: the newest part is still beside it.
fn refuse_no_backup(path: &Path) -> Result<()> {
    let shown = path.display();
    if !path.is_file() {
        return Err(Error::Usage(format!(
            "バックアップ「{shown}」がありません。--backup の指定を確認してください。"
        )));
    }
    let log = format!("{shown}-wal");
    if Path::new(&log).metadata().is_ok_and(|log| log.len() > 0) {
        return Err(Error::Usage(format!(
            "「{shown}」は使用中のデータベースです。--database sqlite:{shown} と指定してください。"
        )));
    }
    Ok(())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Report {
    fn hurt(&mut self, what: &str, error: &store::Error) {
        let cause =
            std::error::Error::source(error).map_or(String::new(), |cause| format!("（{cause}）"));
        self.damage.push(format!("{what}：{error}{cause}"));
    }

    fn compare(&mut self, digest: &str, path: &Path) {
        let text = std::fs::read_to_string(file::checksum_of(path)).ok();
        let written = text.as_ref().map(|text| text.split_whitespace().next().unwrap_or_default());
        self.checksum = Some(match written {
            None => Checksum::Absent,
            Some(written) if written.eq_ignore_ascii_case(digest) => Checksum::Same,
            Some(_) => Checksum::Differs,
        });
        if self.checksum == Some(Checksum::Differs) {
            self.damage
                .push("控え（.sha256）のSHA-256と、ファイルの内容が一致しません。".to_owned());
        }
    }

    /// Looks at everything; an error that is the data's own fault is damage, any other an error.
    async fn inspect(
        &mut self,
        store: &Store,
        (told, older): (&[ToldHead], bool),
        blame: &(dyn Fn(&store::Error) -> bool + Sync),
    ) -> Result<()> {
        match store.integrity().await {
            Ok(lines) => {
                let told =
                    lines.into_iter().map(|line| format!("データベースの構造に誤り：{line}"));
                self.damage.extend(told);
            }
            Err(error) => self.settle("データベースの構造を確かめられません", error, blame)?,
        }
        let mut tx = store.read().await?;
        self.check_history(&mut tx, blame).await?;
        if let Err(error) = self.check_heads(&mut tx, told, older).await {
            self.settle("履歴を控えと見比べられません", error, blame)?;
        }
        if let Err(error) = self.check_files(&mut tx).await {
            self.settle("取り込んだファイルを読み取れません", error, blame)?;
        }
        if let Err(error) = self.check_rows(&mut tx).await {
            self.settle("保存された内容を履歴と照合できません", error, blame)?;
        }
        match tx.row_counts().await {
            Ok(rows) => self.rows = rows.into_iter().collect(),
            Err(error) => self.settle("件数を数えられません", error, blame)?,
        }
        Ok(())
    }

    async fn check_history(
        &mut self,
        tx: &mut Tx,
        blame: &(dyn Fn(&store::Error) -> bool + Sync),
    ) -> Result<()> {
        match tx.check_chain().await {
            Ok(Ok(Verified { head: ChainHead { seq, hash }, emptied })) => {
                self.events_emptied = emptied;
                (self.events_chained, self.head) = (Some(seq), Some(hash));
            }
            Ok(Err(broken)) => self.damage.push(broken.to_string()),
            Err(error) => self.settle("履歴を読み取れません", error, blame)?,
        }
        Ok(())
    }

    /// The chain against the heads that were told outside.
    async fn check_heads(
        &mut self,
        tx: &mut Tx,
        told: &[ToldHead],
        older: bool,
    ) -> store::Result<()> {
        let end = tx.chain_head().await?.map_or(0, |head| head.seq);
        // A backup need not have come as far
        let told: Vec<_> = told.iter().filter(|one| !older || one.head.seq <= end).collect();
        let Some((first, agreed)) = heads::differing(tx, &told).await? else {
            self.heads_compared = Some(told.len()).filter(|heads| *heads > 0);
            return Ok(());
        };
        let since = agreed.map_or_else(String::new, |agreed| {
            format!("{}の控え（{}件目）までは一致しています。", agreed.day, agreed.head.seq)
        });
        self.damage.push(format!(
            "連鎖の末尾の控えの{}の行（{}件目）と、履歴が一致しません。{since}履歴が作り直されたか、以前の内容に戻されています。",
            first.day, first.head.seq
        ));
        Ok(())
    }

    /// Every row against the last event about it.
    async fn check_rows(&mut self, tx: &mut Tx) -> store::Result<()> {
        if !tx.rows_are_held().await? {
            return Ok(());
        }
        let faults = tx.check_rows().await?;
        for fault in faults.iter().take(MOST) {
            let event = match fault.seq() {
                Some(seq) => tx.event_at(seq).await?,
                None => None,
            };
            let told = event.map_or_else(String::new, |event| {
                let (at, what) = (clock::spoken(&event.at), event.event.label());
                format!("（{at}　{}「{what}」）", event.actor)
            });
            self.unseen.push(format!("{fault}{told}"));
        }
        if let Some(more) = faults.len().checked_sub(MOST).filter(|more| *more > 0) {
            self.unseen.push(format!("ほかにも{more}行が、履歴に残らない形で変わっています。"));
        }
        self.rows_compared = true;
        Ok(())
    }

    fn settle(
        &mut self,
        what: &str,
        error: store::Error,
        blame: &(dyn Fn(&store::Error) -> bool + Sync),
    ) -> Result<()> {
        if !blame(&error) {
            return Err(error.into());
        }
        self.hurt(what, &error);
        Ok(())
    }

    /// Every kept file, one at a time.
    async fn check_files(&mut self, tx: &mut Tx) -> store::Result<()> {
        for digest in tx.file_digests().await? {
            let kept = tx.file(&digest).await?;
            self.files_checked += 1;
            let sized = i64::try_from(kept.bytes.len()) == Ok(kept.size);
            if kit::digest::digest(&kept.bytes) != digest || !sized {
                self.damage.push(format!(
                    "取り込んだファイル「{}」（{digest}）の内容が変わっています。",
                    kept.name
                ));
            }
        }
        Ok(())
    }
}

/// Why a database of an older version is left alone.
pub(super) fn older(shown: &str) -> String {
    format!(
        "「{shown}」は以前の版のSasaeで作られています。この版の sasae serve を一度起動して表を新しくしてから、もう一度実行してください（先に sasae backup で控えを取れます）。"
    )
}
