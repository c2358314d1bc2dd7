//! What a grade means for the action. Its words or a person say it, never its place in the list and
//! never that it is the best one present.

use serde::{Deserialize, Serialize};

use crate::coded;

coded! {
    /// The class of a grade: by it grades are counted, coloured and compared.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum GradeClass {
        /// Done as planned.
        Done => "done", "実施済";
        /// Done in part.
        Partly => "partly", "一部実施";
        /// Begun and going on.
        UnderWay => "under_way", "実施中";
        /// Being prepared.
        Preparing => "preparing", "準備中";
        /// Not done.
        NotDone => "not_done", "未実施";
        /// Given up.
        Cancelled => "cancelled", "中止";
        /// Something else was done in its place.
        Substituted => "substituted", "代替";
        /// Nothing is to be done.
        NotApplicable => "not_applicable", "対象外";
        /// It cannot be said yet.
        TooEarly => "too_early", "時期尚早";
        /// Something else, by its own words.
        Other => "other", "その他";
        /// Nobody said what it means.
        #[default]
        Unknown => "unknown", "意味未定";
    }
}

impl GradeClass {
    /// Whether nobody said what it means.
    pub fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }

    /// What the words of a grade say; [`GradeClass::Unknown`] where they leave it open.
    pub fn of_words(label: &str) -> Self {
        let label = crate::text::fold(label);
        let known = |list: &[&str]| list.contains(&label.as_str());
        match () {
            () if known(&["実施済", "実施済み", "実施", "完了", "達成"]) => Self::Done,
            () if known(&["一部実施"]) => Self::Partly,
            () if known(&["実施中"]) => Self::UnderWay,
            () if known(&["準備中"]) => Self::Preparing,
            () if known(&["未実施"]) => Self::NotDone,
            () if known(&["中止"]) => Self::Cancelled,
            () if known(&["その他"]) => Self::Other,
            () => Self::Unknown,
        }
    }
}
