//! `sasae backup`, `verify`, `restore` and `db copy`.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use clap::{Args, Subcommand};
use store::Store;

use super::{Report, heads::HeadPlaces, nightly::Nightly, verify::Checksum};
use crate::{
    App, Error, Result,
    kit::{
        database::{Database, existing, held, open_existing},
        out,
    },
    slices::rounds,
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
    #[arg(
        long,
        value_name = "ファイル",
        help = "連鎖の末尾の控え（serve --head-file が書くファイル）と見比べます"
    )]
    head: Option<PathBuf>,
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
    #[command(
        about = "履歴に残らない形で変わった行を、今の内容で照合の起点にします（理由が履歴に残ります）"
    )]
    Hold {
        #[command(flatten)]
        database: Database,
        #[arg(long, value_name = "理由", help = "変更した理由")]
        reason: String,
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

/// Where `serve` tells the end of the chain.
#[derive(Debug, Clone, Args)]
pub(crate) struct HeadArgs {
    #[arg(
        long = "head-file",
        env = "SASAE_HEAD_FILE",
        value_name = "ファイル",
        help = "履歴の連鎖の末尾を、毎日1行ずつ書き足すファイル（省くと書きません）"
    )]
    file: Option<PathBuf>,
    #[arg(
        long = "head-mail",
        env = "SASAE_HEAD_MAIL",
        value_name = "メールアドレス",
        help = "履歴の連鎖の末尾を、毎日送る宛先（省くと送りません）"
    )]
    mail: Option<String>,
}

impl HeadArgs {
    /// Begins to tell the end of the chain, where that was asked for.
    pub(crate) async fn start(self, app: &App) -> Result<()> {
        let Self { file, mail } = self;
        if file.is_none() && mail.is_none() {
            return Ok(());
        }
        super::heads::start(app, HeadPlaces { file, mail }).await
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
    out::note(
        "確認コードの鍵のファイル（--key-file。省いたときはデータファイルの名前に .key を付けたもの）は含まれません。あるときは、別の場所に控えてください。",
    );
    Ok(())
}

/// Verifies a backup or the database.
pub(crate) async fn verify(args: &VerifyArgs) -> Result<()> {
    let told = args.head.as_deref().map(super::heads::read).transpose()?.unwrap_or_default();
    let report = match &args.backup {
        Some(file) => super::verify_backup(file, &told).await?,
        None => super::verify_database(existing(&args.database).await?, &told).await?,
    };
    if args.json {
        let text = serde_json::to_string_pretty(&report).map_err(Error::internal)?;
        out::say(&text);
    } else {
        print_report(&report);
    }
    match report.damage.len() + report.unseen.len() {
        0 => Ok(()),
        faults => Err(Error::Damaged(format!(
            "「{}」は壊れているか、書き換えられています（{faults}件）。",
            report.subject
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
    match verb {
        DbVerb::Copy { from, to } => move_to(from, to).await,
        DbVerb::Hold { database, reason } => hold(database, reason).await,
    }
}

/// Holds the rows that were changed past the history as they stand.
async fn hold(database: &Database, reason: &str) -> Result<()> {
    let app = open_existing(database).await?;
    let reason = rounds::stated(reason)?;
    let mut tx = app.store.begin().await?;
    let faults = tx.check_rows().await?;
    tx.hold_faults(&faults, &held(&reason)).await?;
    tx.commit().await?;
    app.store.close().await;
    out::say(&format!("{}行を、今の内容で照合の起点にしました。", faults.len()));
    Ok(())
}

/// Moves everything into another database.
async fn move_to(from: &str, to: &str) -> Result<()> {
    existing(&Database { database: from.to_owned() }).await?;
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

/// What to do about rows that were changed past the history.
const HOLD: &str = "履歴に残らない変更があります。心当たりがなければ、変わる前のバックアップと見比べてください。承知の変更なら、sasae db hold で今の内容を照合の起点にできます。";

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
    if let Some(heads) = report.heads_compared {
        out::say(&format!("連鎖の末尾の控え: 一致（{heads}日分）"));
    }
    out::say(&counts(report));
    if report.damage.is_empty() && !report.rows_compared {
        out::say("保存された内容と履歴の照合: この版のSasaeで一度開いたあとから行います。");
    }
    for fault in report.damage.iter().chain(&report.unseen) {
        out::say(&format!("異常: {fault}"));
    }
    if report.damage.is_empty() && report.unseen.is_empty() {
        out::say("異常は見つかりませんでした。");
    } else if report.damage.is_empty() {
        out::say(HOLD);
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
