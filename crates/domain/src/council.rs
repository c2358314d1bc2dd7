//! The council (協議会): its meetings with their papers, what members ask and say, what the city
//! answers, and what becomes of it.

mod link;
mod meeting;
mod minutes;
mod opinion;
mod sheet;

pub use link::{check_link_day, link_opens};
pub use meeting::{Audience, Meeting, MeetingForm, MeetingPaper, Openness};
pub use minutes::{Minutes, MinutesState};
pub use opinion::{Opinion, OpinionKind, OpinionPhase, OpinionState, Outcome};
pub use sheet::{KnownOpinion, SheetOpinion, SheetStep, kind_slot, opinion_slot, sheet_opinions};

/// Why something of the council cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CouncilFault {
    /// A closed meeting says why.
    #[error("非公開・一部公開の会議には、根拠（条例の条項や理由）を書いてください。")]
    MeetingWithoutGround,
    /// A closed paper says why.
    #[error("非公開の資料「{0}」に、根拠（条例の条項や理由）を書いてください。")]
    PaperWithoutGround(String),
    /// Something has to have a name.
    #[error("{0}を書いてください。")]
    Missing(&'static str),
    /// A changed text is shown by the change.
    #[error("「文言を改めた」には、その変更（訂正または履歴）を選んでください。")]
    WithoutChange,
    /// What is not changed says why.
    #[error("「改めない」には、理由を書いてください。")]
    WithoutReason,
    /// What is studied says until when.
    #[error("「検討する」には、いつまでかを書いてください。")]
    WithoutDay,
    /// An outcome follows an answer.
    #[error("先に回答を確定してください。")]
    WithoutReply,
    /// What is finished is opened again before it is changed.
    #[error("完了した意見です。直すときは、先に「もう一度開く」を押してください。")]
    Finished,
    /// A link ends on a day.
    #[error("リンクの期限は、今日から1年以内の日にしてください。")]
    LinkDay,
    /// What was final is changed with a reason.
    #[error("確定した会議録を直すには、理由を書いてください。")]
    FinalWithoutReason,
}
