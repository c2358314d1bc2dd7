//! Why a form is not filled: sentences for the person who gave it.

/// A form or a map that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is no workbook of the kind that is filled.
    #[error(
        "様式をxlsx形式のファイルとして開けません。表計算ソフトで「Excelブック（.xlsx）」として保存し直してください。"
    )]
    NotAWorkbook,
    /// It is locked, or an old workbook.
    #[error(
        "様式にパスワードがかかっているか、古い形式（xls）です。パスワードを外し、「Excelブック（.xlsx）」として保存し直してください。"
    )]
    Locked,
    /// A part is missing or cut off.
    #[error("様式のファイルが壊れています（{0}）。表計算ソフトで開き、保存し直してください。")]
    Damaged(String),
    /// It unpacks to more than any form.
    #[error("様式のファイルが大きすぎます（{0}）。安全のため開きませんでした。")]
    TooLarge(String),
    /// The map is no TOML of the keys that it may have.
    #[error(
        "{line}行目：対応の指定（TOML）として読めません（{message}）。項目の名前と値を確かめてください。"
    )]
    UnreadableMap {
        /// The line, from 1.
        line: usize,
        /// What the library says of it.
        message: String,
    },
    /// An entry of the map cannot be so.
    #[error("{place}：{sentence}")]
    Map {
        /// The entry: 「cells の3番目（様式1!C5）」.
        place: String,
        /// What is wrong and what to do.
        sentence: String,
    },
    /// The filled form could not be packed.
    #[error("様式を書き出せませんでした。")]
    Unwritable,
}

impl Error {
    pub(crate) fn map(place: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self::Map { place: place.into(), sentence: sentence.into() }
    }

    #[expect(clippy::needless_pass_by_value, reason = "what map_err gives is a value")]
    pub(crate) fn damaged(detail: impl ToString) -> Self {
        Self::Damaged(detail.to_string())
    }
}
