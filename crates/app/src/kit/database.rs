//! The database that the options name.

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

/// Opens the database that the options name.
pub(crate) async fn open(database: &Database) -> Result<App> {
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
    let mut tx = store.begin().await?;
    tx.hold_rows(|| held("")).await?;
    Ok(tx.commit().await?)
}

/// The record that rows were held as they stood.
pub(crate) fn held(reason: &str) -> AuditRecord {
    let event = Event::RowsHeld(RowsHeld { reason: reason.to_owned() });
    AuditRecord { subject: "database".to_owned(), ..By::local().did(event, &clock::now()) }
}

/// Opens a database that must be there already.
pub(crate) async fn open_existing(database: &Database) -> Result<App> {
    existing(database)?;
    open(database).await
}

/// The address of a database that must be there already.
pub(crate) fn existing(database: &Database) -> Result<&str> {
    if let Some(path) = store::missing_file(&database.database) {
        return Err(Error::Usage(format!(
            "データファイル「{}」がありません。--database の指定を確認してください。",
            path.display()
        )));
    }
    Ok(&database.database)
}
