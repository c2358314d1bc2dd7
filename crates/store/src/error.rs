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
    /// The way to a server on another machine may be open; the address without its password.
    #[error(
        "データベースの指定「{0}」では、サーバーとの通信が暗号化されるとは限りません。末尾に ?sslmode=verify-full を付けてください（証明書とサーバー名を確かめます。庁内の認証局なら &sslrootcert=証明書のファイル も付けます）。暗号化しないと決めているときは、?sslmode=disable と書いてください。"
    )]
    Unencrypted(String),
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
    /// The tables were made by other instructions than this version's.
    #[error(
        "データベースの表を作った手順（{0}番）が、この版のSasaeのものと違います。このデータを作った版のSasaeで開くか、バックアップから戻してください。"
    )]
    Changed(i64),
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
    /// The file, its folder or the server takes no changes. Nothing was written.
    #[error(
        "データベースが読み取り専用のため保存できませんでした。入力した内容は控えておき、管理者に連絡してください。データファイルなら、ファイルとフォルダーに書き込めるかを、PostgreSQLなら、待機系につないでいないかを確かめます。"
    )]
    ReadOnly(#[source] sqlx::Error),
    /// The file cannot be opened at all.
    #[error(
        "データベースのファイルを開けません。ファイルとフォルダーがあり、Sasaeを動かす利用者が読み書きできるかを確かめてください。"
    )]
    CannotOpen(#[source] sqlx::Error),
    /// The file is a database whose inside is broken.
    #[error(
        "データベースのファイルが壊れています。そのままにして、sasae verify で確かめ、バックアップから戻してください（sasae restore）。"
    )]
    Damaged(#[source] sqlx::Error),
    /// The file is something else.
    #[error(
        "データベースのファイルではないか、先頭が壊れています。指定したファイルの名前を確かめてください。名前が合っていれば、バックアップから戻してください（sasae restore）。"
    )]
    NoDatabase(#[source] sqlx::Error),
    /// The disk does not read or write.
    #[error(
        "データベースのファイルを読み書きできません。ディスクの故障や、ネットワークの先のディスクの切断が考えられます。管理者に連絡してください。"
    )]
    Disk(#[source] sqlx::Error),
    /// The server does not answer.
    #[error(
        "データベースのサーバーにつながりません。PostgreSQLが動いているか、アドレスとポート、途中のファイアウォールを確かめてください。"
    )]
    Unreachable(#[source] sqlx::Error),
    /// The server's certificate or encryption is not what was asked for.
    #[error(
        "データベースのサーバーと、暗号化した通信を始められません。サーバーのTLSの設定と証明書、指定の sslmode と sslrootcert を確かめてください。"
    )]
    Encryption(#[source] sqlx::Error),
    /// The server does not let the user in.
    #[error(
        "データベースのサーバーが、利用者名かパスワードを受け付けません。指定の利用者名とパスワード、サーバーの pg_hba.conf を確かめてください。"
    )]
    Password(#[source] sqlx::Error),
    /// The server has no database of that name.
    #[error(
        "その名前のデータベースが、サーバーにありません。指定の名前を確かめるか、createdb で作ってください。"
    )]
    Unnamed(#[source] sqlx::Error),
    /// The user may not do what the product does.
    #[error(
        "データベースの利用者に、必要な権限がありません。そのデータベースの所有者で接続してください。"
    )]
    NotPermitted(#[source] sqlx::Error),
    /// The database refused a statement.
    #[error("データベースの処理に失敗しました。")]
    Sql(#[source] sqlx::Error),
}

/// The kind of error that a driver's error is.
type Kind = fn(sqlx::Error) -> Error;

/// What the codes of `SQLite` mean, extended ones before those that they extend: `SQLITE_IOERR` when
/// it writes, syncs, cuts or extends a file is a full disk.
const SQLITE: [(u32, Kind); 13] = [
    (778, Error::Full),
    (1034, Error::Full),
    (1546, Error::Full),
    (4874, Error::Full),
    (3, Error::CannotOpen),
    (5, Error::Busy),
    (6, Error::Busy),
    (8, Error::ReadOnly),
    (10, Error::Disk),
    (11, Error::Damaged),
    (13, Error::Full),
    (14, Error::CannotOpen),
    (26, Error::NoDatabase),
];

/// What the codes of `PostgreSQL` mean.
const POSTGRES: [(&str, Kind); 11] = [
    ("25006", Error::ReadOnly),
    ("28000", Error::Password),
    ("28P01", Error::Password),
    ("3D000", Error::Unnamed),
    ("42501", Error::NotPermitted),
    ("53100", Error::Full),
    ("53300", Error::Busy),
    ("55P03", Error::Busy),
    ("57P01", Error::Unreachable),
    ("57P03", Error::Unreachable),
    ("XX001", Error::Damaged),
];

/// What a driver's error is.
fn kind(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::PoolTimedOut => Error::Busy,
        // Only a server is reached over a line
        sqlx::Error::Io(_) => Error::Unreachable,
        sqlx::Error::Tls(_) => Error::Encryption,
        sqlx::Error::Database(said) => {
            let code = said.code().unwrap_or_default();
            let of_file = said.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
            if of_file { sqlite(&code) } else { postgres(&code) }
        }
        _ => Error::Sql,
    }
}

fn sqlite(code: &str) -> Kind {
    let code: u32 = code.parse().unwrap_or_default();
    // What is said beyond a code stands above its lowest byte
    let of = |wanted: u32| SQLITE.iter().find(|(known, _)| *known == wanted);
    of(code).or_else(|| of(code & 0xff)).map_or(Error::Sql, |(_, kind)| *kind)
}

fn postgres(code: &str) -> Kind {
    let known = POSTGRES.iter().find(|(known, _)| *known == code);
    known.map_or(Error::Sql, |(_, kind)| *kind)
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        kind(&error)(error)
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::VersionMismatch(version) => Self::Changed(version),
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
        use sqlx::Error::{ColumnDecode, Decode};
        matches!(
            self,
            Self::Corrupt(_)
                | Self::Foreign
                | Self::Damaged(_)
                | Self::NoDatabase(_)
                | Self::Sql(ColumnDecode { .. } | Decode(_))
        )
    }

    /// Whether the database's own file could not be used as one, when nobody else has it.
    pub fn is_of_file(&self) -> bool {
        self.is_damage()
            || matches!(
                self,
                Self::Sql(_) | Self::CannotOpen(_) | Self::Disk(_) | Self::ReadOnly(_)
            )
    }

    /// Whether reading may still work: no change is taken for now.
    pub fn bars_writing(&self) -> bool {
        matches!(self, Self::Full(_) | Self::ReadOnly(_) | Self::CannotOpen(_))
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
