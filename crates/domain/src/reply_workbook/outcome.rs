//! What is to be done with an answer that came back, and what is said beside it.

use crate::reply::Unstorable;

/// What is to be done with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// Nobody changed it.
    Unchanged,
    /// Only the workbook changed it: it is taken.
    Taken,
    /// Only the present state changed: it stays.
    Kept,
    /// Both changed it to the same.
    Same,
    /// A person decides between two texts.
    Conflict(Conflict),
    /// A spreadsheet may have bent it: a person decides.
    Doubt(Doubt),
    /// The workbook changed it, but the reply may not be written now.
    Closed,
    /// It cannot be stored.
    Refused(Unstorable),
}

/// Why two texts stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Both sides changed it.
    Both,
    /// The row stands twice in the workbook.
    Copies,
    /// What was sent is not known.
    SentUnknown,
}

/// What a spreadsheet may have made of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A date.
    Date,
    /// A ratio in place of a percentage.
    Ratio,
    /// An error value.
    Fault,
    /// A formula without its result.
    NoResult,
    /// Words that are struck out.
    Struck,
    /// A value that is not shown.
    Hidden,
    /// A text of several cells.
    Merged,
    /// A mark that repeats what stands above: `〃`.
    Ditto,
}

impl AnswerOutcome {
    /// Whether a person decides.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::Doubt(_))
    }

    /// What is said beside the cell.
    pub fn sentence(&self) -> String {
        let sentence = match self {
            Self::Unchanged => "変更はありません。",
            Self::Taken => "Excelの記入を取り込みます。",
            Self::Kept => "Excelでは変更されていません。画面で入力された内容のままにします。",
            Self::Same => "Excelと画面で同じ内容に変更されています。",
            Self::Conflict(Conflict::Both) => {
                "Excelと画面の両方で、違う内容に変更されています。どちらにするか選んでください。"
            }
            Self::Conflict(Conflict::Copies) => {
                "同じ行がExcelに2つ以上あり、内容が違います。どれにするか選んでください。"
            }
            Self::Conflict(Conflict::SentUnknown) => {
                "いまの内容と違います。どちらにするか選んでください。"
            }
            Self::Doubt(Doubt::Date) => {
                "Excelで日付に変わっています。「4/1」や「10-12」のような文字が日付にされた可能性があります。どちらにするか選ぶか、入力し直してください。"
            }
            Self::Doubt(Doubt::Ratio) => {
                "1以下の数です。「0.969」は96.9％のことか、0.969％のことか分かりません。確かめて入力し直してください。"
            }
            Self::Doubt(Doubt::Fault) => {
                "Excelの計算式がエラーになっています。取り込みません。入力し直してください。"
            }
            Self::Doubt(Doubt::NoResult) => {
                "計算式の結果がファイルに入っていません。いまの内容のままにしています。Excelで開いて保存し直すか、入力し直してください。"
            }
            Self::Doubt(Doubt::Struck) => {
                "取り消し線で消された文字があります。消された文字を除いて読みました。どちらにするか選ぶか、入力し直してください。"
            }
            Self::Doubt(Doubt::Hidden) => {
                "Excelで表示されていない値があります。いまの内容のままにしています。確かめて入力し直してください。"
            }
            Self::Doubt(Doubt::Merged) => {
                "ほかのセルと結合されているため、この欄の記入か分かりません。どちらにするか選ぶか、入力し直してください。"
            }
            Self::Doubt(Doubt::Ditto) => {
                "「〃」「同上」などの記号だけでは、どの内容のことか分かりません。文で入力し直してください。"
            }
            Self::Closed => {
                "この回答は提出済みなどのため、いまは書き換えられません。取り込むには、取り下げるか、事務局に差し戻してもらってください。"
            }
            Self::Refused(why) => return format!("取り込めません。{why}"),
        };
        sentence.to_owned()
    }
}
