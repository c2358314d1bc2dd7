//! What is open when an edition is frozen: each item is settled, or taken along with a reason.

use std::collections::BTreeMap;

use domain::coded;

use crate::EditionKind;

coded! {
    /// Something that can be open at a freeze.
    pub enum OpenMatter {
        /// Findings of the checker that are errors and that nobody answered.
        UnansweredErrors => "unanswered_errors", "未回答の点検結果（誤り）";
        /// Replies that are not accepted.
        UnacceptedReplies => "unaccepted_replies", "受け入れていない回答";
        /// Answers that are not written.
        MissingAnswers => "missing_answers", "未記入の欄";
        /// Answers that say that something is not decided (未定).
        Undecided => "undecided", "「未定」のある欄";
        /// Cells that changed since they were accepted.
        ChangedSinceAccepted => "changed_since_accepted", "受け入れた後に変わった欄";
        /// Cells that differ from the edition it is made of without a reason for the change.
        UnexplainedChanges => "unexplained_changes", "理由のない訂正";
        /// Words that a person has to look at before they are published.
        Wording => "wording", "公表前に確かめる表現";
        /// Numbers of a few persons, shown or to be computed.
        SmallNumbers => "small_numbers", "少ない人数";
        /// Help lines that are not checked.
        HelpLines => "help_lines", "相談先の確認";
        /// Opinions of the council that are not answered.
        UnansweredOpinions => "unanswered_opinions", "回答していない意見";
    }
}

impl OpenMatter {
    /// Whether it must be settled before an edition of the kind is frozen; else it may be taken along
    /// with a reason. Errors are answered first whatever the edition is for, and a correction always
    /// says why. What may harm or tell of persons stops what the public reads: inside the city hall the
    /// work goes on.
    pub const fn stops(self, kind: EditionKind) -> bool {
        match self {
            Self::UnansweredErrors | Self::UnexplainedChanges => true,
            Self::UnacceptedReplies => !matches!(kind, EditionKind::Council),
            Self::Wording | Self::SmallNumbers | Self::HelpLines => {
                matches!(kind, EditionKind::Published)
            }
            Self::MissingAnswers
            | Self::Undecided
            | Self::ChangedSinceAccepted
            | Self::UnansweredOpinions => false,
        }
    }

    /// The way out.
    const fn way_out(self) -> &'static str {
        match self {
            Self::UnansweredErrors => "点検の画面で、直すか理由を答えてください",
            Self::UnacceptedReplies => "一覧で回答を受け入れるか、担当課に戻してください",
            Self::MissingAnswers => "担当課に記入を頼んでください",
            Self::Undecided => "決まったことがあれば書き直してください",
            Self::ChangedSinceAccepted => "変わった欄を確かめ、もう一度受け入れてください",
            Self::UnexplainedChanges => "訂正の理由を書いてください",
            Self::Wording => "言い換えるか、そのまま公表する理由を答えてください",
            Self::SmallNumbers => "幅で書くか伏せるか、そのまま公表する理由を答えてください",
            Self::HelpLines => "相談先の電話番号を確かめ、二人目の確認を記録してください",
            Self::UnansweredOpinions => "回答を確定してください",
        }
    }
}

/// An item of the list that is shown at a freeze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// What it is.
    pub matter: OpenMatter,
    /// How many there are.
    pub count: usize,
}

impl OpenItem {
    /// What is open, and the way out.
    pub fn sentence(&self, kind: EditionKind) -> String {
        let Self { matter, count } = self;
        let (what, way) = (matter.label(), matter.way_out());
        if matter.stops(kind) {
            format!("{what}が{count}件あります。{way}。済むまで{}にはできません。", edition(kind))
        } else {
            format!("{what}が{count}件あります。{way}。理由を書けば、このまま凍結できます。")
        }
    }
}

const fn edition(kind: EditionKind) -> &'static str {
    match kind {
        EditionKind::Council => "協議会用の版",
        EditionKind::Approved => "決定の版",
        EditionKind::Published => "公表の版",
    }
}

/// The items that still stand in the way of an edition of the kind: those that must be settled, and
/// those without a reason for taking them along.
pub fn standing_in_the_way<'i>(
    items: &'i [OpenItem],
    kind: EditionKind,
    reasons: &BTreeMap<OpenMatter, String>,
) -> Vec<&'i OpenItem> {
    let taken =
        |item: &OpenItem| reasons.get(&item.matter).is_some_and(|reason| !reason.trim().is_empty());
    let open = items.iter().filter(|item| item.count > 0);
    open.filter(|item| item.matter.stops(kind) || !taken(item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(matters: &[OpenMatter]) -> Vec<OpenItem> {
        matters.iter().map(|matter| OpenItem { matter: *matter, count: 2 }).collect()
    }

    fn open(kind: EditionKind, matter: OpenMatter, reason: &str) -> bool {
        let reasons = BTreeMap::from([(matter, reason.to_owned())]);
        !standing_in_the_way(&items(&[matter]), kind, &reasons).is_empty()
    }

    #[test]
    fn case_32_words_stop_publishing_and_are_taken_along_inside_with_a_reason() {
        assert!(open(EditionKind::Published, OpenMatter::Wording, "確認済み"));
        assert!(!open(EditionKind::Council, OpenMatter::Wording, "公表前に直す"));
        assert!(open(EditionKind::Council, OpenMatter::Wording, "　"));
    }

    #[test]
    fn errors_are_answered_first_whatever_the_edition_is_for() {
        for kind in EditionKind::ALL {
            assert!(open(kind, OpenMatter::UnansweredErrors, "急ぐため"));
        }
    }

    #[test]
    fn what_is_not_there_stands_in_nobodys_way() {
        let none = [OpenItem { matter: OpenMatter::UnansweredErrors, count: 0 }];
        assert!(standing_in_the_way(&none, EditionKind::Published, &BTreeMap::new()).is_empty());
    }

    #[test]
    fn every_item_says_how_many_the_way_out_and_whether_it_can_be_taken_along() {
        for item in items(&OpenMatter::ALL) {
            for kind in EditionKind::ALL {
                let sentence = item.sentence(kind);
                assert!(sentence.contains("2件") && sentence.contains("ください。"), "{sentence}");
                let stops = item.matter.stops(kind);
                assert_eq!(sentence.contains("済むまで"), stops, "{sentence}");
                assert_eq!(sentence.contains("理由を書けば"), !stops, "{sentence}");
            }
        }
    }
}
