//! What a grade means for the action. Its words or a person say it, never its place in the list and
//! never that it is the best one present.

use serde::{Deserialize, Serialize};

use super::words;
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
        Substituted => "substituted", "代替実施";
        /// Nothing is to be done.
        NotApplicable => "not_applicable", "対象外";
        /// It cannot be said yet.
        TooEarly => "too_early", "時期未到来";
        /// Something else, by its own words.
        Other => "other", "その他";
        /// Nobody said what it means.
        #[default]
        Unknown => "unknown", "意味が未設定";
    }
}

impl GradeClass {
    /// Whether nobody said what it means.
    pub fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }

    /// What the words of a grade say; [`GradeClass::Unknown`] where a careful reader would ask.
    pub fn of_words(label: &str) -> Self {
        words::class(label)
    }

    /// How it is drawn where there is room for few colours: as done, as not done, as something between
    /// them, or plainly where it says nothing of that.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly | Self::UnderWay | Self::Preparing | Self::Substituted => "part",
            Self::NotDone | Self::Cancelled => "not",
            Self::NotApplicable | Self::TooEarly | Self::Other | Self::Unknown => "plain",
        }
    }

    /// The class of a word on screen, as a person types it.
    pub fn labelled(word: &str) -> Option<Self> {
        let word = crate::text::fold(word);
        Self::ALL.into_iter().find(|class| class.label() == word)
    }
}
