//! Words that give a reason, a cause or an intention.

/// Words that give a reason for more.
pub const RISE_REASONS: &[&str] = &[
    "増",
    "拡大",
    "拡充",
    "新た",
    "開始",
    "再開",
    "倍",
    "多くな",
    "多かった",
    "充実",
    "追加",
    "回復",
    "強化",
    "需要",
    "希望が多",
];

/// Words that give a reason for less.
pub const FALL_REASONS: &[&str] = &[
    "休館",
    "閉館",
    "休園",
    "休校",
    "休業",
    "減",
    "縮小",
    "中止",
    "少なく",
    "少なかった",
    "コロナ",
    "感染",
    "延期",
    "できなかった",
    "休止",
    "廃止",
    "落ち着",
    "落込",
    "落ち込",
    "終了",
];

/// Words that give a reason for either.
pub const CHANGE_REASONS: &[&str] = &[
    "影響",
    "要因",
    "理由",
    "見直",
    "変更",
    "原因",
    "統合",
    "移行",
    "切り替え",
    "したため",
    "ったため",
    "ないため",
    "れたため",
];

/// Ends of clauses that give a cause.
pub const CAUSE_ENDS: &[&str] = &[
    "のため",
    "ため、",
    "により",
    "に伴い",
    "影響で",
    "観点から",
    "を受け",
    "から、",
    "防止のため",
    "を鑑み",
    "を踏まえ",
];

/// Ends of clauses that tell only of an intention, before what came.
pub const INTENT_ENDS: &[&str] = &[
    "企画したが",
    "計画したが",
    "予定したが",
    "企画していたが",
    "計画していたが",
    "予定していたが",
    "予定であったが",
    "予定だったが",
    "計画であったが",
    "準備したが",
    "準備を進めたが",
    "準備していたが",
    "調整したが",
    "検討したが",
];

/// Words that lead from a cause to what came of it.
pub const THUS: &[&str] =
    &["そのため", "このため", "その結果", "この結果", "したがって", "よって、"];
