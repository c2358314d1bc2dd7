//! Why an edition cannot be written as open data.

/// What can go wrong, in a sentence with the way out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The municipality's code is none.
    #[error("団体コード「{0}」は6桁の数字ではありません。計画の設定で直してください。")]
    NoRegionCode(String),
    /// The last figure of the municipality's code does not fit the others.
    #[error(
        "団体コード「{code}」は最後の1桁（検査数字）が合いません。はじめの5桁が正しければ「{right}」です。\
         計画の設定で直してください。"
    )]
    WrongRegionCode {
        /// The code.
        code: String,
        /// What it is if its first five figures are right.
        right: String,
    },
    /// A table could not be written.
    #[error("オープンデータの表「{0}」を書き出せませんでした。")]
    Table(&'static str, #[source] csv::Error),
    /// The workbook could not be written.
    #[error("オープンデータのExcelファイルを書き出せませんでした。1つの欄は32,767文字までです。")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A description of the data could not be written.
    #[error("オープンデータの説明ファイルを書き出せませんでした。")]
    Description(#[from] serde_json::Error),
}
