//! What keeps a sheet from becoming a PDF.

use typst::diag::SourceDiagnostic;

/// The way out that every sentence about fonts names.
const WAY_OUT: &str = "BIZ UDゴシック、Noto Sans CJK JP、IPAexゴシックなどを入れるか（Debian・Ubuntuでは apt install fonts-noto-cjk）、--font に書体名またはフォントファイルを指定してください。";

/// Why a PDF could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The machine has no Japanese font.
    #[error("日本語の書体がこのコンピューターに見つからないため、PDFを作成できません。{WAY_OUT}")]
    NoFont,
    /// The font that was asked for is not there.
    #[error(
        "書体「{name}」が見つかりません。このコンピューターで使える日本語の書体：{known}。--font に書体名またはフォントファイルを指定してください。"
    )]
    UnknownFont {
        /// As it was given.
        name: String,
        /// The Japanese families that there are.
        known: String,
    },
    /// The file that was given holds no font.
    #[error(
        "「{0}」はフォントファイルとして読めません。ttf、otf、ttcのファイルを指定してください。"
    )]
    NotAFont(String),
    /// The font that was asked for has no Japanese letters.
    #[error("書体「{0}」には日本語の文字がありません。{WAY_OUT}")]
    NotJapanese(String),
    /// The typesetter refused the document; what it says is for the log.
    #[error("PDFを作成できませんでした。")]
    Typesetting(Vec<String>),
}

impl Error {
    /// What typst said against a document.
    pub(crate) fn of(errors: &[SourceDiagnostic]) -> Self {
        Self::Typesetting(errors.iter().map(|error| error.message.to_string()).collect())
    }
}
