//! What can go wrong between the product and its database.

use sqlx::migrate::MigrateError;

/// A failure of the store. The sentence is for people, the source for the log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address names no database that the product knows; a password in it is left out.
    #[error(
        "データベースの指定「{0}」は使えません。「sqlite:ファイル名」または「postgres://利用者@ホスト/データベース名」の形で指定してください。"
    )]
    UnknownUrl(String),
    /// The folder of the database file does not exist.
    #[error(
        "データファイルを置くフォルダー「{0}」がありません。フォルダーを作ってから、もう一度実行してください。"
    )]
    NoFolder(String),
    /// The database was written by a newer version of the product.
    #[error("このデータは、より新しい版のSasaeで作られています。新しい版のSasaeで開いてください。")]
    Newer,
    /// The noun's record does not exist.
    #[error("{0}が見つかりません。")]
    NotFound(&'static str),
    /// The noun's record is not in the state that the change needs.
    #[error("{0}は、すでに登録または変更されています。画面を読み直してください。")]
    Conflict(&'static str),
    /// A stored text cannot be read back.
    #[error(
        "データベースの内容を読み取れません（{0}）。バックアップから戻す必要があるかもしれません。"
    )]
    Corrupt(String),
    /// Something is there already; the table that has rows.
    #[error(
        "空のデータベースではありません（表「{0}」にデータがあります）。上書きはしません。新しい、空のデータベースを指定してください。"
    )]
    NotEmpty(String),
    /// The tables are not those of this version.
    #[error(
        "データベースの表の形が、この版のSasaeのものと違うため写せません（{0}）。両方を同じ版のSasaeで一度開いてから、もう一度実行してください。"
    )]
    Shape(String),
    /// The rows of a table could not be copied.
    #[error("表「{0}」の行を写せませんでした。何も書き込んでいません。")]
    Copy(String, #[source] sqlx::Error),
    /// The database is no database of the product.
    #[error("Sasaeのデータベースではありません。")]
    Foreign,
    /// The tables could not be brought up to date.
    #[error("データベースの準備ができませんでした。")]
    Migrate(#[source] MigrateError),
    /// There is no room on the disk for what was to be kept. Nothing of it was written.
    #[error(
        "ディスクの空きがないため保存できませんでした。入力した内容は控えておき、管理者に連絡してください。空きができれば、そのまま保存できます。"
    )]
    Full(#[source] sqlx::Error),
    /// Others held the database for too long. Nothing was written.
    #[error(
        "ほかの処理が混み合っていて、時間内に終わりませんでした。少し待って、もう一度お試しください。"
    )]
    Busy(#[source] sqlx::Error),
    /// The database refused a statement or could not be reached.
    #[error("データベースの処理に失敗しました。")]
    Sql(#[source] sqlx::Error),
}

/// How a database says that the disk is full: `disk_full` of `PostgreSQL`; of `SQLite`
/// `SQLITE_FULL`, and `SQLITE_IOERR` when it writes, syncs, cuts or extends a file.
const FULL: [&str; 6] = ["53100", "13", "778", "1034", "1546", "4874"];

/// How a database says that others hold it: `too_many_connections` and `lock_not_available` of
/// `PostgreSQL`; of `SQLite` `SQLITE_BUSY` and what it says beyond that.
const BUSY: [&str; 5] = ["53300", "55P03", "5", "261", "517"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        match code {
            Some(code) if FULL.contains(&code.as_ref()) => Self::Full(error),
            Some(code) if BUSY.contains(&code.as_ref()) => Self::Busy(error),
            None if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy(error),
            _ => Self::Sql(error),
        }
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::Execute(error) => error.into(),
            other => Self::Migrate(other),
        }
    }
}

impl Error {
    /// A statement that fails while a table is copied names the table.
    pub(crate) fn of_table(table: &str) -> impl Fn(Self) -> Self {
        move |error| match error {
            Self::Sql(error) => Self::Copy(table.to_owned(), error),
            other => other,
        }
    }

    /// Whether the data itself is damaged: it cannot be read as a database, or not as what it should
    /// hold.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Corrupt(_)
            | Self::Foreign
            | Self::Sql(sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)) => true,
            Self::Sql(sqlx::Error::Database(error)) => {
                // SQLITE_CORRUPT and SQLITE_NOTADB, with whatever is said beyond them
                let code = error.code().and_then(|code| code.parse::<u32>().ok());
                error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
                    && code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
            }
            _ => false,
        }
    }

    /// A record that exists once already is a conflict of its noun, anything else stays as it is.
    pub(crate) fn unique(noun: &'static str) -> impl Fn(Self) -> Self {
        move |error| match error {
            Self::Sql(sqlx::Error::Database(said)) if said.is_unique_violation() => {
                Self::Conflict(noun)
            }
            other => other,
        }
    }
}
