//! Is it whole? The file against its digest, the database against its own rules, the chain of
//! events, every kept file against its SHA-256.

use std::{collections::BTreeMap, path::Path};

use domain::chain::{ChainHead, Verified};
use serde::Serialize;
use store::{Age, Store, Tx};

use super::file::{self, Scratch};
use crate::{Error, Result, kit};

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
    /// The events whose detail was lawfully deleted: their digests hold their places in the chain.
    #[serde(skip_serializing_if = "is_none")]
    pub(crate) events_emptied: u64,
    /// The kept files whose bytes were digested again.
    pub(crate) files_checked: u64,
    /// The rows of each table.
    pub(crate) rows: BTreeMap<String, i64>,
    /// What is wrong, sentence by sentence; the first broken link of the chain among it.
    pub(crate) damage: Vec<String>,
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
pub(crate) async fn backup(path: &Path) -> Result<Report> {
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
        Ok((store, Age::Current)) => report.inspect(&store, &blame).await?,
        Ok((_, Age::Older)) => {
            report.older = true;
            let copy = Scratch::copy_of(path).await?;
            match Store::open(&copy.url()).await {
                Ok(store) => report.inspect(&store, &blame).await?,
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
pub(crate) async fn database(url: &str) -> Result<Report> {
    let mut report = Report { subject: store::redacted(url), ..Report::default() };
    match aged(Store::open_as_is(url).await).await {
        Err(error) if error.is_damage() => report.hurt("データベースとして開けません", &error),
        Err(error) => return Err(error.into()),
        Ok((_, Age::Older)) => return Err(Error::Refused(older(&report.subject))),
        Ok((store, Age::Current)) => {
            report.inspect(&store, &store::Error::is_damage).await?;
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
        if let Err(error) = self.check_files(&mut tx).await {
            self.settle("取り込んだファイルを読み取れません", error, blame)?;
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
