//! The database that the options name.

use std::time::Duration;

use clap::Args;
use domain::event::{Event, RowsHeld};
use store::{AuditRecord, Store};

use super::{actor::By, app::App, clock};
use crate::{Error, Result};

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Database {
    #[arg(
        long,
        env = "SASAE_DATABASE",
        hide_env_values = true,
        default_value = "sqlite:sasae.sqlite",
        value_name = "URL",
        help = "データベース（sqlite:ファイル名 または postgres://…）"
    )]
    pub(crate) database: String,
}

/// How long a program that has just begun a new file is waited for.
const BEGINNING: Duration = Duration::from_secs(1);

/// Opens the database that the options name.
pub(crate) async fn open(database: &Database) -> Result<App> {
    refuse_empty(&database.database).await?;
    let store = Store::open(&database.database).await?;
    hold(&store).await?;
    Ok(App::new(store, None))
}

/// Holds the rows of a database that an older version made, as they stand: from then on the history
/// tells of every change of them.
async fn hold(store: &Store) -> Result<()> {
    if store.read().await?.rows_are_held().await? {
        return Ok(());
    }
    match hold_all(store).await.map_err(Error::from) {
        Err(error) if error.is_for_now() => {
            tracing::warn!("行の照合は、書き込めるようになって起動したときに始まります: {error}");
            Ok(())
        }
        done => done,
    }
}

async fn hold_all(store: &Store) -> store::Result<()> {
    let mut tx = store.begin().await?;
    tx.hold_rows(|| held("")).await?;
    tx.commit().await
}

/// The record that rows were held as they stood.
pub(crate) fn held(reason: &str) -> AuditRecord {
    let event = Event::RowsHeld(RowsHeld { reason: reason.to_owned() });
    AuditRecord { subject: "database".to_owned(), ..By::local().did(event, &clock::now()) }
}

/// Refuses a file without a byte in it: it may have been one with everything in it, and opening it
/// would make a new city.
pub(crate) async fn refuse_empty(url: &str) -> Result<()> {
    let Some(file) = store::database_file(url) else { return Ok(()) };
    let is_empty = || file.metadata().is_ok_and(|of| of.is_file() && of.len() == 0);
    for _ in 0..10 {
        if !is_empty() {
            return Ok(());
        }
        tokio::time::sleep(BEGINNING / 10).await;
    }
    Err(Error::Damaged(format!(
        "データファイル「{0}」が空（0バイト）です。これまで使っていたファイルなら、書き込まずに、バックアップから戻してください（{0} を別の名前にしてから sasae restore）。新しく始めるなら、{0} を消してから、もう一度実行してください。",
        file.display()
    )))
}

/// Opens a database that must be there already.
pub(crate) async fn open_existing(database: &Database) -> Result<App> {
    existing(database).await?;
    open(database).await
}

/// The address of a database that must be there already.
pub(crate) async fn existing(database: &Database) -> Result<&str> {
    if let Some(path) = store::missing_file(&database.database) {
        return Err(Error::Usage(format!(
            "データファイル「{}」がありません。--database の指定を確認してください。",
            path.display()
        )));
    }
    refuse_empty(&database.database).await?;
    Ok(&database.database)
}
