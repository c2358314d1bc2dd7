//! Why a file as a whole is no sheet, in a sentence for the person who gave it.

use domain::FiscalYear;

/// A file that cannot be read as a sheet. Each sentence names the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or only white space.
    #[error("ファイルが空です。内容のあるファイルを選び直してください。")]
    Empty,
    /// More bytes than any sheet has.
    #[error(
        "ファイルが大きすぎます（{actual_mb} MB）。読み込めるのは {limit_mb} MB までです。画像や不要なシートを削除してから保存し直してください。"
    )]
    TooLarge {
        /// Its size in megabytes.
        actual_mb: u64,
        /// The limit in megabytes.
        limit_mb: u64,
    },
    /// A file that expands beyond measure.
    #[error(
        "読み込むと大きくなりすぎるファイルです（{detail}）。安全のため読み込みませんでした。表計算ソフトで必要な範囲だけを新しいブックに貼り付けて保存し直してください。"
    )]
    Unpacks {
        /// What was measured.
        detail: String,
    },
    /// A text that no cell of a spreadsheet can hold.
    #[error(
        "{place} の文字が多すぎます（{characters}字）。1つの欄に入るのは {most} 字までです。文を短くするか、いくつかの欄に分けて保存し直してください。"
    )]
    TextTooLong {
        /// Where it stands.
        place: String,
        /// Its characters.
        characters: usize,
        /// The most that there may be.
        most: usize,
    },
    /// A PDF that breaks off or is damaged.
    #[error(
        "PDFファイルが壊れているか、途中で切れています。元のファイルを開いて印刷（PDFに保存）し直すか、元の表計算ファイルを指定してください。"
    )]
    PdfDamaged,
    /// A PDF that more is drawn in than any sheet has.
    #[error(
        "PDFファイルの内容が多すぎます（{detail}）。安全のため読み込みませんでした。進捗管理シートのページだけを印刷（PDFに保存）し直してください。"
    )]
    PdfTooMuch {
        /// What was counted.
        detail: String,
    },
    /// A PDF of pictures.
    #[error(
        "PDFファイルの{pages}は画像だけで、文字がありません（紙を読み取ったものと思われます）。元の表計算ファイル（xlsx など）か、文字のあるPDF、文字を起こしたテキストを指定してください。"
    )]
    PdfPicture {
        /// The pages.
        pages: String,
    },
    /// A PDF whose fonts do not say what their glyphs mean.
    #[error(
        "PDFファイルの{all}字のうち{unknown}字が、何の文字か分からない形で埋め込まれています。元の表計算ファイルを指定するか、元のファイルから印刷（PDFに保存）し直してください。"
    )]
    PdfNoCharacters {
        /// Characters that are not known.
        unknown: usize,
        /// All characters.
        all: usize,
    },
    /// A PDF under a password.
    #[error("PDFファイルがパスワードで保護されています。{}", locked(*tried))]
    PdfLocked {
        /// Whether a password was given, and did not fit.
        tried: bool,
    },
    /// A PDF locked in a way that cannot be opened.
    #[error(
        "PDFファイルの暗号化の方式に対応していません。PDFを開いて保護を解除し、保存し直してから指定してください。"
    )]
    PdfCipher,
    /// A picture.
    #[error(
        "画像ファイル（{0}）です。表として読み取れません。元の表計算ファイル（xlsx など）か、テキストを指定してください。"
    )]
    Picture(&'static str),
    /// Some other known kind of file.
    #[error(
        "{0}です。進捗管理シートとして読み取れるのは、表計算ファイル（xlsx・xls・ods）、PDF、CSV、PDFから取り出したテキストです。"
    )]
    OtherKind(&'static str),
    /// A workbook under a password.
    #[error(
        "パスワードで保護されたファイルです。表計算ソフトでパスワードを解除し、保存し直してから指定してください。"
    )]
    Protected,
    /// A workbook that breaks off or is damaged.
    #[error(
        "表計算ファイルが壊れているか、途中で切れています（{0}）。元のファイルを表計算ソフトで開き、保存し直してから指定してください。"
    )]
    Damaged(String),
    /// Bytes that are no text in any known encoding.
    #[error(
        "文字として読めないファイルです（{0}）。表計算ファイルかUTF-8・Shift_JISのテキストを指定してください。"
    )]
    NotText(String),
    /// No row of headings.
    #[error(
        "見出しの行が見つかりません（{looked}を確認しました）。「計画における項目」「担当課」「実施状況」などの見出しがある表か確認してください。見出しが特殊な場合は、様式ファイルを指定して読み込めます（コマンドでは --layout）。"
    )]
    NoHead {
        /// Where headings were looked for.
        looked: String,
    },
    /// Headings without rows.
    #[error(
        "見出し（{place}）はありますが、その下に事業の行がありません。記入済みのシートか確認してください。"
    )]
    NoRows {
        /// Where the headings stand.
        place: String,
    },
    /// The sheet says another year than the person.
    #[error(
        "指定された年度は{given}ですが、見出しは{found}のシートです（{place}）。年度の指定を確認してください。"
    )]
    WrongYear {
        /// What the person said.
        given: FiscalYear,
        /// What the headings say.
        found: FiscalYear,
        /// The heading and its place.
        place: String,
    },
    /// No year in the file and none given.
    #[error(
        "シートの年度が見出しから分かりません。「R3」のように年度を指定してください（コマンドでは --year R3）。"
    )]
    NoYear,
    /// The given layout does not fit.
    #[error(
        "指定された様式の見出し「{heading}」が見つかりません（{looked}を確認しました）。様式の heading を実際の見出しに合わせてください。"
    )]
    LayoutMissed {
        /// The heading that was looked for.
        heading: String,
        /// Where it was looked for.
        looked: String,
    },
    /// The order of columns is lost.
    #[error(
        "列の順序が失われているため、安全に読み取れません（{reason}）。位置から推測して埋めることはしません。元の表計算ファイルを指定するか、PDFからテキストを取り出し直してください。"
    )]
    OrderLost {
        /// What shows it, with its place.
        reason: String,
    },
    /// A file that is no workbook for replies.
    #[error(
        "回答用のExcelではありません（{0}）。配布された「…_回答.xlsx」に記入し、そのまま保存したファイルを選んでください。"
    )]
    NoReplies(&'static str),
    /// A zip of more files than a city has sections.
    #[error(
        "ZIPファイルの中身が多すぎます（{0}）。安全のため読み込みませんでした。回答用のExcelだけを入れ直してください。"
    )]
    BundleTooMuch(String),
    /// A zip without a workbook.
    #[error("ZIPファイルの中に、回答用のExcelがありません。入っているファイルを確かめてください。")]
    BundleEmpty,
    /// A zip within a zip.
    #[error("ZIPファイルの中のZIPファイルは読み込みません。取り出してから入れ直してください。")]
    BundleNested,
    /// JSON that is not Sasae's.
    #[error(
        "SasaeのJSONとして読めません（{0}）。sasae export --format json で書き出したファイルを指定してください。"
    )]
    ForeignJson(String),
}

/// The way to open a locked file.
fn locked(tried: bool) -> &'static str {
    if tried {
        "指定されたパスワードでは開けません。パスワードを確認してください。"
    } else {
        "開くパスワードを指定してください（コマンドでは --password-file）。"
    }
}

impl Unreadable {
    /// Whether another choice of year or layout, rather than another file, is the way out.
    pub fn is_choice(&self) -> bool {
        matches!(self, Self::WrongYear { .. } | Self::NoYear | Self::LayoutMissed { .. })
    }
}
