//! Ways of counting (数え方): a finite list, each with its definition in words.

use serde::{Deserialize, Serialize};

use crate::state::Shape;

domain::coded! {
    /// What is counted.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum CountingKind {
        /// Occasions that took place, in another form too.
        Held => "held", "実施または代替実施とした開催の数。中止・延期・予定は数えない。";
        /// Occasions that did not take place.
        Cancelled => "cancelled", "中止とした開催の数。";
        /// Attendances.
        Attended => "attended", "実施した開催ごとの参加者数の合計（延べ人数）。";
        /// Seats.
        Seats => "seats", "実施した開催の定員の合計。";
        /// Sections that were there.
        SectionsPresent => "sections_present", "出席した課の数。同じ課は一度だけ数える。";
        /// Bodies that were there.
        BodiesPresent => "bodies_present", "出席した団体の数。同じ団体は一度だけ数える。";
        /// Questionnaires that came back.
        Returned => "returned", "回収したアンケートの枚数。";
        /// Answers to a question.
        Answers => "answers", "アンケートの問いにそう答えた人の数。";
        /// Copies that were handed out.
        Copies => "copies", "配布・補充した部数の合計。記録がなければ人数×種類。";
        /// Persons who got something.
        Persons => "persons", "配布した相手の人数の合計（延べ人数）。";
        /// Kinds of items.
        Kinds => "kinds", "一人に配布した種類の数。記録のうち最も多いもの。";
        /// Places.
        Venues => "venues", "場所の数。同じ場所は一度だけ数える。";
        /// Posts.
        Posts => "posts", "掲出・配信した回数。";
        /// How many were reached.
        Reach => "reach", "掲出・配信が届いた人数の合計（延べ人数）。";
        /// The sum of reported numbers.
        Sum => "sum", "報告された数の合計。";
        /// The last of the reported numbers.
        Last => "last", "期間の最後に報告された数。";
        /// The mean of the reported numbers.
        Mean => "mean", "報告された数の平均（小数第1位まで、四捨五入）。";
        /// Months in which something took place.
        Months => "months", "一度でも実施した月の数。";
        /// One number of a hundred of another.
        Rate => "rate", "分子÷分母×100（小数第1位まで、四捨五入）。分母がないときは出さない。";
    }
}

impl CountingKind {
    /// A short name for it on screen.
    pub fn short(self) -> &'static str {
        match self {
            Self::Held => "実施回数",
            Self::Cancelled => "中止回数",
            Self::Attended => "参加者数",
            Self::Seats => "定員",
            Self::SectionsPresent => "出席課数",
            Self::BodiesPresent => "出席団体数",
            Self::Returned => "回収数",
            Self::Answers => "回答数",
            Self::Copies => "配布部数",
            Self::Persons => "配布人数",
            Self::Kinds => "種類数",
            Self::Venues => "場所数",
            Self::Posts => "掲出回数",
            Self::Reach => "届いた人数",
            Self::Sum => "合計",
            Self::Last => "最後の数",
            Self::Mean => "平均",
            Self::Months => "実施月数",
            Self::Rate => "率",
        }
    }

    /// The unit word that is usual for it.
    pub fn usual_unit(self) -> &'static str {
        match self {
            Self::Held | Self::Cancelled | Self::Posts => "回",
            Self::SectionsPresent => "課",
            Self::BodiesPresent | Self::Venues => "か所",
            Self::Returned => "枚",
            Self::Copies => "部",
            Self::Kinds => "種類",
            Self::Sum | Self::Last | Self::Mean => "件",
            Self::Months => "か月",
            Self::Rate => "％",
            Self::Attended | Self::Seats | Self::Answers | Self::Persons | Self::Reach => "人",
        }
    }

    /// The shapes whose records it counts.
    pub fn shapes(self) -> &'static [Shape] {
        match self {
            Self::Held
            | Self::Cancelled
            | Self::Attended
            | Self::Seats
            | Self::SectionsPresent
            | Self::BodiesPresent
            | Self::Returned
            | Self::Answers => &[Shape::Occasion],
            Self::Copies | Self::Persons | Self::Kinds | Self::Posts | Self::Reach => {
                &[Shape::Handout]
            }
            Self::Sum | Self::Last | Self::Mean => &[Shape::Total],
            Self::Venues => &[Shape::Occasion, Shape::Handout],
            Self::Months | Self::Rate => &Shape::ALL,
        }
    }
}

impl CountingKind {
    /// Words before a number that say that it is this kind's; a city's own words stand in its wordings.
    pub(crate) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Held | Self::Cancelled => {
                &["開催", "実施", "回数", "講座", "研修", "会議", "講演会", "教室", "訪問"]
            }
            Self::Attended => &["参加", "受講", "出席", "来場", "聴講", "参集"],
            Self::Seats => &["定員"],
            Self::SectionsPresent => &["関係課", "出席"],
            Self::BodiesPresent => &["団体", "出席", "機関"],
            Self::Returned => &["回収", "回答"],
            Self::Answers => &["回答"],
            Self::Copies => {
                &["配布", "部数", "枚数", "補充", "啓発品", "リーフレット", "パンフレット"]
            }
            Self::Persons => &["配布", "送付"],
            Self::Venues => &["会場", "場所", "設置"],
            Self::Posts => &["配信", "掲載", "掲出", "投稿"],
            Self::Reach => &["配信", "登録", "閲覧"],
            Self::Kinds | Self::Sum | Self::Last | Self::Mean | Self::Months | Self::Rate => &[],
        }
    }
}

/// A counting that a register offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counting {
    /// Its name in wordings and exports; of answers the key of the question, of totals that of the total.
    pub key: String,
    /// Its name on screen, by which a wording may call it too; empty where the kind says enough.
    pub name: String,
    /// The unit word.
    pub unit: String,
    /// What is counted.
    pub kind: CountingKind,
    /// The base of its rate; of a rate, the numerator and the base: keys of countings.
    pub of: Vec<String>,
    /// Of records with one of these codes only; all records where it is empty.
    pub codes: Vec<String>,
    /// Of answers the option that is counted, all where it is empty; of sums the total whose parts are
    /// counted, the key's own where it is empty.
    pub option: String,
    /// What the city adds to the definition; it travels with the figure.
    pub note: String,
}

impl Counting {
    /// Its definition in words.
    pub fn definition(&self) -> String {
        format!("{}{}", self.kind.label(), self.note)
    }
}
