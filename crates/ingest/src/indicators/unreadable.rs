//! Why a list of indicators cannot be read, with the place and the way out.

use domain::FiscalYear;

use super::limits::{MOST, MOST_COLUMNS, MOST_LINES};
use crate::unreadable::Unreadable;

/// A list that cannot be read. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableIndicators {
    /// It is no table with a head.
    #[error(
        "成果指標の一覧として読めません。指標,単位,基準値(H30),目標値(R8),R1,R2… か、指標,単位,年度,区分,値 の見出しがあるCSVかExcelのファイルを選んでください。"
    )]
    NoList,
    /// The file itself is unreadable.
    #[error(transparent)]
    File(Unreadable),
    /// There is a column of names and none of figures.
    #[error(
        "数値の列が見つかりません。見出しに「R3」「令和３年度」のような年度か、「実績値」「目標値（R8）」のような区分を入れてください。"
    )]
    NoFigures,
    /// A column that must be there is not.
    #[error(
        "見出しに「{0}」の列がありません。「{1}」の列があるときは必要です。列の見出しを「実績値（R3）」のようにしても読めます。"
    )]
    NoColumn(&'static str, String),
    /// Two columns that say the same.
    #[error("見出し「{0}」と同じ意味の列が2つあります。どちらかを消してください。")]
    Twice(String),
    /// Two worksheets that are lists.
    #[error("指標の一覧が2つのシートにあります（{0}、{1}）。1つにまとめてください。")]
    TwoTables(String, String),
    /// A column of numbers that may be anything.
    #[error(
        "見出し「{0}」の列は、どの年度の実績・目標・基準の値か分かりません。「R3」「目標値（R8）」のように直すか、列を消してください。"
    )]
    Unclear(String),
    /// A value under no heading.
    #[error(
        "{line}行目の{column}列に値がありますが、見出しがありません。見出しを入れるか、値を消してください。"
    )]
    NoHeading {
        /// Where.
        line: u32,
        /// The letters of the column.
        column: String,
    },
    /// A quote that is never closed.
    #[error("{0}行目で始まる引用符「\"」が閉じられていません。その行を直してください。")]
    OpenQuote(usize),
    /// More cells than the head has: they may stand in each other's columns.
    #[error(
        "{0}行目の項目が見出しより多いため、列がずれている恐れがあります。「1,234」のような数は引用符で囲むか「,」を除いてください。"
    )]
    Uneven(u32),
    /// More indicators than any plan has, or more lines or columns than they need.
    #[error(
        "指標か行、列が多すぎます（指標は{MOST}件、行は{MOST_LINES}行、列は{MOST_COLUMNS}列まで）。分けて読み込んでください。"
    )]
    TooMany,
    /// A line with values and no name.
    #[error("{0}行目の指標名が空です。指標名を入れるか、行を消してください。")]
    NoName(u32),
    /// A name that is a text.
    #[error("{0}行目の指標名が長すぎます。200字までにしてください。")]
    LongName(u32),
    /// A value that is no number.
    #[error(
        "{line}行目「{column}」の「{text}」は数として読めません。数だけ（例：16.8）にするか、値がないときは「-」にしてください。"
    )]
    NotNumber {
        /// Where.
        line: u32,
        /// Under which heading.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A value in another unit than the indicator's.
    #[error(
        "{line}行目「{column}」の「{text}」は単位が「{unit}」と違います。同じ単位の数に直してください。"
    )]
    OtherUnit {
        /// Where.
        line: u32,
        /// Under which heading.
        column: String,
        /// What stands there.
        text: String,
        /// The unit of the indicator.
        unit: String,
    },
    /// A value of no year.
    #[error(
        "{line}行目「{column}」の値が、どの年度のものか分かりません。見出しを「{column}（R3）」のようにするか、年度の列に入れてください。"
    )]
    NoYear {
        /// Where.
        line: u32,
        /// Under which heading.
        column: String,
    },
    /// A year that is none.
    #[error(
        "{line}行目「{column}」の「{text}」は年度として読めません。「R3」「令和３年度」「2021」のように入れてください。"
    )]
    NotYear {
        /// Where.
        line: u32,
        /// Under which heading.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A value that says another year than its column.
    #[error(
        "{line}行目「{column}」の「{text}」は、見出しや年度の列と年度が違います。どちらかを直してください。"
    )]
    OtherYear {
        /// Where.
        line: u32,
        /// Under which heading.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A kind of value that is none.
    #[error(
        "{line}行目「{column}」の「{text}」は区分として読めません。「実績」「目標」「基準」のどれかにしてください。"
    )]
    NotKind {
        /// Where.
        line: u32,
        /// Under which heading.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A figure that is there already.
    #[error(
        "{line}行目の「{name}」の{year}の{kind}は、{before}行目にもあります。どちらかを消すか、指標名を分けてください。"
    )]
    Repeated {
        /// Where.
        line: u32,
        /// Where it stood first.
        before: u32,
        /// The indicator.
        name: String,
        /// The year.
        year: FiscalYear,
        /// 実績値, 目標値, 基準値.
        kind: &'static str,
    },
}
