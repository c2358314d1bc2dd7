//! Words in which somebody judges, and what they claim of the figures.

/// Which way a count went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// It rose.
    More,
    /// It fell.
    Less,
}

/// Words in which somebody judges: an evaluation has some.
pub const JUDGING: &[&str] = &[
    "となった",
    "達成",
    "伸び",
    "縮",
    "意見",
    "声が",
    "反響",
    "問い合わせ",
    "問合せ",
    "アンケート",
    "回答",
    "うかが",
    "考えられ",
    "感じ",
    "関心",
    "件",
    "％",
    "でき",
    "出来",
    "図れ",
    "順調",
    "増",
    "減",
    "効果",
    "課題",
    "必要",
    "わか",
    "分か",
    "有効",
    "良",
    "概ね",
    "おおむね",
    "難し",
    "高ま",
    "高く",
    "低",
    "成果",
    "向上",
    "深ま",
    "広が",
    "つながっ",
    "繋がっ",
    "予定",
    "計画どおり",
    "計画通り",
    "十分",
    "スムーズ",
    "円滑",
    "好評",
    "満足",
    "評価",
    "認識",
    "定着",
    "浸透",
    "改善",
    "進ん",
    "多く",
    "多かっ",
    "少な",
    "役立",
    "やす",
    "意義",
    "適切に対応",
    "活か",
];

/// Words that only a judgement uses: in a status they are out of place.
pub const VERDICT: &[&str] = &[
    "順調",
    "予定どおり",
    "予定通り",
    "計画どおり",
    "計画通り",
    "効果",
    "課題",
    "好評",
    "理解が深ま",
    "有意義",
    "成果",
    "ことができた",
    "必要がある",
    "満足",
];

/// What is meant to bring people: awareness, understanding.
pub const AWARENESS: &[&str] = &["周知", "認知", "理解", "浸透", "関心"];

/// Words that tell that something advanced.
pub const ADVANCES: &[&str] =
    &["進んでいる", "進んだ", "図られて", "広まっ", "高まっ", "浸透して", "深まっ"];

/// Words that tell that a count rose or fell.
pub const RISES_AND_FALLS: &[&str] = &["増加", "増え", "微増", "多くな", "減少", "減っ"];

/// Words that claim that a count rose or fell; wishes (増やしたい, 増加させる) have other endings.
pub const CLAIMS: &[(&str, Trend)] = &[
    ("毎年増加", Trend::More),
    ("年々増加", Trend::More),
    ("増加した", Trend::More),
    ("増加しました", Trend::More),
    ("増加して", Trend::More),
    ("増加し、", Trend::More),
    ("増加傾向", Trend::More),
    ("増加となった", Trend::More),
    ("微増", Trend::More),
    ("増えた", Trend::More),
    ("増えて", Trend::More),
    ("増えました", Trend::More),
    ("前年度を上回", Trend::More),
    ("過去最多", Trend::More),
    ("過去最高", Trend::More),
    ("昨年度を上回", Trend::More),
    ("前年を上回", Trend::More),
    ("前年度より多", Trend::More),
    ("昨年度より多", Trend::More),
    ("倍増", Trend::More),
    ("伸びて", Trend::More),
    ("上昇傾向", Trend::More),
    ("上昇した", Trend::More),
    ("上昇しました", Trend::More),
    ("大幅増", Trend::More),
    ("大幅な増", Trend::More),
    ("とも増", Trend::More),
    ("も前年度を上回", Trend::More),
    ("低下傾向", Trend::Less),
    ("低下した", Trend::Less),
    ("低下しました", Trend::Less),
    ("減少した", Trend::Less),
    ("減少しました", Trend::Less),
    ("減少して", Trend::Less),
    ("減少し、", Trend::Less),
    ("減少傾向", Trend::Less),
    ("減少となった", Trend::Less),
    ("微減", Trend::Less),
    ("減って", Trend::Less),
    ("前年度を下回", Trend::Less),
    ("昨年度を下回", Trend::Less),
    ("前年を下回", Trend::Less),
    ("前年度より少", Trend::Less),
    ("昨年度より少", Trend::Less),
    ("半減", Trend::Less),
];

/// Words of a claim with the unit that it speaks of.
pub const CLAIMED_UNITS: &[(&str, &str)] = &[
    ("件数", "件"),
    ("人数", "人"),
    ("者数", "人"),
    ("利用者", "人"),
    ("参加者", "人"),
    ("受講者", "人"),
    ("回数", "回"),
];

/// Words of a crowd.
pub const CROWDS: &[&str] = &[
    "多数の申込",
    "多数の申し込",
    "多数の参加",
    "多数の来場",
    "多数の応募",
    "多数の受講",
    "多数の利用",
    "多数の市民",
    "多数の町民",
    "多数の住民",
    "多数の方",
    "多くの申込",
    "多くの申し込",
    "多くの参加",
    "多くの来場",
    "多くの応募",
    "多くの市民が",
    "大勢の",
    "盛況",
    "申込みが殺到",
    "申込が殺到",
    "予想を上回",
    "予想を大きく上回",
    "想定を上回",
    "想定を大きく上回",
    "見込みを上回",
    "計画を上回",
    "計画を大きく上回",
    "目標を大きく上回",
    "にぎわ",
    "賑わ",
];

/// Words of a house that was full.
pub const FULL_HOUSE: &[&str] = &[
    "満員",
    "満席",
    "定員を超え",
    "定員を上回",
    "定員に達し",
    "定員いっぱい",
    "定員一杯",
    "全席埋ま",
    "キャンセル待ち",
];
