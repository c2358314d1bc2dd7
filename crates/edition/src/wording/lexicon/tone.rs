//! Tone, blame and causes.

/// Words that raise a tone, of deaths only: 急増する相談に対応 tells of work, 自殺が急増 frightens.
pub(in crate::wording) const SENSATIONS: &[&str] = &[
    "急増",
    "激増",
    "多発",
    "続発",
    "頻発",
    "相次",
    "連鎖",
    "後を絶た",
    "衝撃",
    "ショッキング",
    "悲惨",
    "凄惨",
    "壮絶",
    "惨劇",
    "異常事態",
    "最悪",
];

/// Words that make death a choice, an ordinary thing or a way out, wherever they stand.
pub(in crate::wording) const NORMALISING: &[&str] = &[
    "死を選",
    "自殺を選",
    "自殺という選択",
    "死という選択",
    "自殺という道",
    "苦しみから解放され",
    "自殺は仕方",
    "自殺はやむ",
    "覚悟の自殺",
    "死をもって",
];

/// Words that blame who died or who is left, wherever they stand.
pub(in crate::wording) const BLAME: &[&str] = &[
    "自業自得",
    "命を粗末",
    "命を軽んじ",
    "心が弱い",
    "心の弱さ",
    "弱い人間",
    "身勝手な死",
    "気づくべきだった",
    "気付くべきだった",
    "家族の責任",
    "遺族の責任",
];

/// Words that blame only where a death is told.
pub(in crate::wording) const BLAME_BY_DEATH: &[&str] =
    &["無責任", "身勝手", "自分勝手", "迷惑", "卑怯", "愚か", "のせいで"];

/// Words that lead one cause to a death: 借金を苦に自殺.
pub(in crate::wording) const LED_TO: &[&str] = &[
    "を苦に",
    "が原因で",
    "が原因の",
    "を原因とする",
    "を理由に",
    "に悩んで",
    "に悩み",
    "が引き金",
    "を悲観",
    "のために",
];

/// What begins a sentence on the cause of deaths.
pub(in crate::wording) const CAUSE_OF: &[&str] =
    &["自殺の原因は", "自死の原因は", "自殺の理由は", "自殺の動機は"];

/// Words by which a cause is not a single one.
pub(in crate::wording) const SEVERAL_CAUSES: &[&str] = &[
    "様々",
    "さまざま",
    "多様",
    "複合",
    "複数",
    "複雑",
    "一つではな",
    "1つではな",
    "重な",
    "絡み",
];

/// Outcomes of attempts told as success or failure. 未遂者支援 names whom the work is for and is none.
pub(in crate::wording) const SUCCESS: &[&str] = &[
    "既遂",
    "未遂に終わ",
    "未遂に止ま",
    "未遂にとどま",
    "自殺に成功",
    "自殺に失敗",
    "自殺を遂げ",
    "自殺を完遂",
    "目的を遂げ",
];
