//! The database that the options name.

use clap::Args;

use super::app::App;
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
    Ok(App::new(store::Store::open(&database.database).await?, None))
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
