//! `sasae backup`, `verify`, `restore` and `db copy`.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use clap::{Args, Subcommand};
use store::Store;

use super::{Report, nightly::Nightly, verify::Checksum};
use crate::{
    Error, Result,
    kit::{
        database::{Database, existing},
        out,
    },
};

/// Options of `backup`.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    #[command(flatten)]
    database: Database,
    #[arg(
        long,
        value_name = "ファイル",
        help = "書き出すファイル。フォルダーを指定すると sasae-年月日-時分秒.sqlite という名前で書きます"
    )]
    output: PathBuf,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    database: Database,
    #[arg(
        long,
        value_name = "ファイル",
        help = "確かめるバックアップ（省くとデータベースを確かめます）"
    )]
    backup: Option<PathBuf>,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    #[command(flatten)]
    database: Database,
    #[arg(long, value_name = "ファイル", help = "戻すバックアップ")]
    backup: PathBuf,
}

/// Verbs of `db`.
#[derive(Debug, Subcommand)]
pub(crate) enum DbVerb {
    #[command(about = "データベースの内容をすべて、別の空のデータベースへ写します")]
    Copy {
        #[arg(long, value_name = "URL", help = "写すもとのデータベース")]
        from: String,
        #[arg(long, value_name = "URL", help = "写す先の空のデータベース")]
        to: String,
    },
}

/// The nightly backup of `serve`.
#[derive(Debug, Clone, Args)]
pub(crate) struct NightlyArgs {
    #[arg(
        long = "backup-dir",
        env = "SASAE_BACKUP_DIR",
        value_name = "フォルダー",
        help = "毎晩バックアップを書くフォルダー（省くと書きません）"
    )]
    dir: Option<PathBuf>,
    #[arg(
        long = "backup-at",
        env = "SASAE_BACKUP_AT",
        default_value = "02:00",
        value_name = "時刻",
        value_parser = time_of_day,
        help = "バックアップの時刻（日本時間）"
    )]
    at: NaiveTime,
    #[arg(
        long = "backup-keep",
        env = "SASAE_BACKUP_KEEP",
        default_value_t = 30,
        value_name = "個数",
        value_parser = clap::value_parser!(u32).range(1..),
        help = "残しておく夜間バックアップの数"
    )]
    keep: u32,
}

fn time_of_day(text: &str) -> std::result::Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| "02:00 のように指定してください".to_owned())
}

impl NightlyArgs {
    /// Where the backups go, if there are any.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    /// Begins the nightly backup, if one was asked for.
    pub(crate) fn start(self, store: &Store) -> Result<()> {
        let keep = usize::try_from(self.keep).unwrap_or(usize::MAX);
        let nightly = |folder| Nightly { folder, at: self.at, keep };
        self.dir.map(nightly).map_or(Ok(()), |it| super::nightly::start(store, it))
    }
}

/// Writes a backup. The database is left as it is, an older version's too.
pub(crate) async fn backup(args: &BackupArgs) -> Result<()> {
    let store = Store::open_as_is(existing(&args.database).await?).await?;
    store.age().await?;
    let backup = super::back_up(&store, &args.output).await?;
    store.close().await;
    out::say(&format!("{}  {}", backup.digest, backup.file.display()));
    out::note(&format!(
        "バックアップを書きました（{}バイト）。SHA-256の控えは {}.sha256 にあります。",
        backup.size,
        backup.file.display()
    ));
    Ok(())
}

/// Verifies a backup or the database.
pub(crate) async fn verify(args: &VerifyArgs) -> Result<()> {
    let report = match &args.backup {
        Some(file) => super::verify_backup(file).await?,
        None => super::verify_database(existing(&args.database).await?).await?,
    };
    if args.json {
        let text = serde_json::to_string_pretty(&report).map_err(Error::internal)?;
        out::say(&text);
    } else {
        print_report(&report);
    }
    match report.damage.first() {
        None => Ok(()),
        Some(_) => Err(Error::Damaged(format!(
            "「{}」は壊れているか、書き換えられています（{}件）。",
            report.subject,
            report.damage.len()
        ))),
    }
}

/// Brings a backup back.
pub(crate) async fn restore(args: &RestoreArgs) -> Result<()> {
    let report = super::restore(&args.backup, &args.database.database).await?;
    print_report(&report);
    out::say(&format!("{} に復元しました。", store::redacted(&args.database.database)));
    Ok(())
}

/// Works on the database as a whole.
pub(crate) async fn db(verb: &DbVerb) -> Result<()> {
    let DbVerb::Copy { from, to } = verb;
    existing(&Database { database: from.clone() }).await?;
    let rows = super::move_to(from, to).await?;
    for (table, rows) in &rows {
        out::say(&format!("{table}\t{rows}"));
    }
    let all: u64 = rows.iter().map(|(_, rows)| rows).sum();
    out::note(&format!(
        "{} へ{all}行を写し、すべての行と履歴の連鎖が元と同じことを確かめました。",
        store::redacted(to)
    ));
    Ok(())
}

/// Says what was found.
fn print_report(report: &Report) {
    out::say(&format!("対象: {}", report.subject));
    if report.older {
        out::say("以前の版のバックアップです。写しを新しい版の形にして確かめました。");
    }
    match report.checksum {
        Some(Checksum::Same) => out::say("控え（.sha256）: 一致"),
        Some(Checksum::Absent) => {
            out::say(
                "控え（.sha256）: なし（記入の文字だけが変わっていても、これだけでは分かりません）",
            );
        }
        _ => {}
    }
    if let (Some(events), Some(head)) = (report.events_chained, &report.head) {
        out::say(&format!("履歴の連鎖: 問題なし（{events}件）"));
        out::say(&format!("連鎖の末尾: {head}"));
        if report.events_emptied > 0 {
            out::say(&format!("内容を消去した履歴: {}件", report.events_emptied));
        }
    }
    out::say(&counts(report));
    for damage in &report.damage {
        out::say(&format!("異常: {damage}"));
    }
    if report.damage.is_empty() {
        out::say("異常は見つかりませんでした。");
    }
}

/// How much there is of what people know.
fn counts(report: &Report) -> String {
    let named = [
        ("plans", "計画"),
        ("sheets", "シート"),
        ("answers", "記入"),
        ("events", "履歴"),
        ("files", "ファイル"),
    ];
    let count = |(table, label): (&str, &str)| {
        format!("{label} {}", report.rows.get(table).copied().unwrap_or_default())
    };
    named.map(count).join(" / ")
}
