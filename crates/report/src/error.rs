//! What keeps a sheet from becoming bytes.

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A text does not fit into a cell of a workbook, and is not cut in silence.
    #[error(
        "No.{no}「{action}」の「{column}」（{characters}字）が長すぎて、表計算ファイルの1つのセル（32767字まで）に入りません。文章を短くするか、CSVまたはJSONで出力してください。"
    )]
    TooLong {
        /// The row's number on the sheet.
        no: u32,
        /// The action's title.
        action: String,
        /// The column's heading.
        column: String,
        /// How long the text is.
        characters: usize,
    },
    /// The workbook could not be put together.
    #[error("表計算ファイルを作成できませんでした。")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The table could not be put together.
    #[error("CSVファイルを作成できませんでした。")]
    Table(#[from] ::csv::Error),
    /// The files could not be packed.
    #[error("zipファイルを作成できませんでした。")]
    Archive(#[from] ::zip::result::ZipError),
}
