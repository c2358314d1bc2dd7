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
    /// The tables could not be brought up to date.
    #[error("データベースの準備ができませんでした。")]
    Migrate(#[source] MigrateError),
    /// The database refused a statement or could not be reached.
    #[error("データベースの処理に失敗しました。")]
    Sql(#[from] sqlx::Error),
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::Execute(error) => Self::Sql(error),
            other => Self::Migrate(other),
        }
    }
}

impl Error {
    /// A record that exists once already is a conflict of its noun, anything else stays as it is.
    pub(crate) fn unique(noun: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |error| match error.as_database_error() {
            Some(of_database) if of_database.is_unique_violation() => Self::Conflict(noun),
            _ => Self::Sql(error),
        }
    }
}
