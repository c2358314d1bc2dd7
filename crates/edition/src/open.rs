//! What is open when an edition is frozen: each item is settled, or taken along with a reason.

use domain::coded;

use crate::{
    EditionContent, EditionKind,
    help::HelpFault,
    suppress::{CellDisagreement, WeakCell},
    wording::{PublishingWeight, WordingFinding, WordingRule},
};

coded! {
    /// Something that can be open at a freeze.
    pub enum FreezeMatter {
        /// What is published was not decided before.
        NoDecision => "no_decision", "決定の版がない";
        /// Findings of the checker that are errors and that nobody answered.
        Findings => "findings", "回答のない点検結果";
        /// Replies that are not accepted.
        Unaccepted => "unaccepted", "受理していない回答";
        /// Answers that cannot be told yet (未定, 未確定).
        TooEarly => "too_early", "未定・未確定の記入";
        /// Columns of the plan's own that nobody listed.
        Fields => "fields", "公開項目にない列";
        /// Words that may harm or tell who it was.
        Wording => "wording", "公表できない表現";
        /// Words that a person should look at.
        Advice => "advice", "見直したい表現";
        /// Numbers of a few persons, shown or to be computed.
        SmallNumbers => "small_numbers", "少ない人数";
        /// Help lines that are missing, wrong or not checked.
        Help => "help", "相談先の確認";
    }
}

impl FreezeMatter {
    /// Whether it must be settled before an edition of the kind is frozen; else it may be taken along
    /// with a reason. What may harm or tell of persons stops only what the public reads: inside the
    /// city hall the work goes on.
    pub const fn stops(self, kind: EditionKind) -> bool {
        let is_public = matches!(kind, EditionKind::Published);
        is_public
            && matches!(self, Self::NoDecision | Self::Wording | Self::SmallNumbers | Self::Help)
    }
}

/// An item of the list that is shown at a freeze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreezeItem {
    /// What it is.
    pub matter: FreezeMatter,
    /// What is open, where, and the way out.
    pub sentence: String,
}

impl FreezeItem {
    /// What help lines leave open.
    pub fn of_help(faults: Vec<HelpFault>) -> Vec<Self> {
        let item = |fault: HelpFault| Self { matter: FreezeMatter::Help, sentence: fault.sentence };
        faults.into_iter().map(item).collect()
    }

    /// The findings on an edition's words that nobody answered.
    pub fn of_wording(findings: &[WordingFinding], content: &EditionContent) -> Vec<Self> {
        let item = |one: &WordingFinding| Self {
            matter: match (one.rule, one.weight()) {
                (WordingRule::SmallCell, _) => FreezeMatter::SmallNumbers,
                (_, PublishingWeight::Stops) => FreezeMatter::Wording,
                (_, PublishingWeight::Warns) => FreezeMatter::Advice,
            },
            sentence: format!("{}：{}", one.place.named(content), one.sentence()),
        };
        findings.iter().map(item).collect()
    }

    /// What the tables of counts leave open.
    pub fn of_tables(weak: &[WeakCell], twice: &[CellDisagreement]) -> Vec<Self> {
        let sentences = weak.iter().map(WeakCell::sentence);
        let sentences = sentences.chain(twice.iter().map(CellDisagreement::sentence));
        sentences.map(|sentence| Self { matter: FreezeMatter::SmallNumbers, sentence }).collect()
    }
}

/// The items that still stand in the way of an edition of the kind: those that must be settled, and
/// the others while no reason is given for taking them along.
pub fn standing_in_the_way<'i>(
    items: &'i [FreezeItem],
    kind: EditionKind,
    reason: &str,
) -> Vec<&'i FreezeItem> {
    let open = |item: &&FreezeItem| item.matter.stops(kind) || reason.trim().is_empty();
    items.iter().filter(open).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        suppress::SmallNumberPolicy, wording::example::edition, wording::wording_findings,
    };

    fn codes(items: &[FreezeItem], kind: EditionKind, reason: &str) -> Vec<&'static str> {
        let left = standing_in_the_way(items, kind, reason);
        left.into_iter().map(|item| item.matter.code()).collect()
    }

    fn of_text(text: &str) -> Vec<FreezeItem> {
        let content = edition("こころの相談", text);
        let findings = wording_findings(&content, SmallNumberPolicy::default());
        FreezeItem::of_wording(&findings, &content)
    }

    #[test]
    fn case_32_a_means_in_an_answer_stops_publishing_and_internal_use_goes_on_with_a_reason() {
        let items = of_text("練炭の販売店に声をかけた。");
        assert_eq!(codes(&items, EditionKind::Published, "確認済み"), ["wording"]);
        for kind in [EditionKind::Council, EditionKind::Approved] {
            assert_eq!(codes(&items, kind, "公表前に直す"), [""; 0]);
            assert_eq!(codes(&items, kind, "　"), ["wording"]);
        }
    }

    #[test]
    fn small_numbers_stop_publishing_and_a_tone_is_taken_along_with_a_reason() {
        let items = of_text("若者の自殺が急増した。\n相談件数：6件");
        assert_eq!(codes(&items, EditionKind::Published, "確認済み"), ["small_numbers"]);
        assert_eq!(codes(&items, EditionKind::Published, ""), ["advice", "small_numbers"]);
    }

    #[test]
    fn case_28_help_lines_stop_publishing_only() {
        let faults = crate::help::help_faults(&[], domain::Day::FIRST);
        let items = FreezeItem::of_help(faults);
        assert_eq!(codes(&items, EditionKind::Published, "急ぐため"), ["help"]);
        assert_eq!(codes(&items, EditionKind::Council, "公表まで確認する"), [""; 0]);
    }

    #[test]
    fn an_item_names_the_place_of_the_words() {
        let items = of_text("練炭の販売店に声をかけた。");
        let sentence = &items[0].sentence;
        assert!(
            sentence.starts_with("1番「こころの相談」の「R7 実施状況」：「練炭」"),
            "{sentence}"
        );
    }

    #[test]
    fn weak_cells_and_disagreements_are_small_numbers() {
        let twice = CellDisagreement {
            key: "女性の相談".to_owned(),
            hidden_in: "男女別".to_owned(),
            shown_in: "年代別".to_owned(),
        };
        let items = FreezeItem::of_tables(&[], &[twice]);
        assert_eq!(codes(&items, EditionKind::Published, "確認済み"), ["small_numbers"]);
        assert!(items[0].sentence.contains("男女別") && items[0].sentence.contains("年代別"));
    }
}
