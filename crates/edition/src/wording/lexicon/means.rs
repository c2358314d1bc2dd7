//! Means of suicide.

/// Ways of ending one's life that these words name by themselves: they are told wherever they stand,
/// also in the name of a fence (転落防止 says the same without the way).
pub(in crate::wording) const MEANS: &[&str] = &[
    "首つり",
    "首吊り",
    "首をつっ",
    "首を吊",
    "縊死",
    "縊首",
    "飛び降り",
    "飛びおり",
    "飛降り",
    "飛び込み自殺",
    "飛込み自殺",
    "鉄道自殺",
    "投身",
    "身投げ",
    "入水自殺",
    "焼身",
    "服毒",
    "練炭",
    "農薬を飲",
    "手首を切",
    "線路に飛び込",
    "電車に飛び込",
    "列車に飛び込",
    "ホームから飛び",
];

/// Ordinary things and words of self-harm that name a means only where a death or an attempt by them is
/// told: a course on 過量服薬 or the safe keeping of 農薬 is none.
pub(in crate::wording) const MEANS_BY_USE: &[&str] = &[
    "過量服薬",
    "大量服薬",
    "過剰摂取",
    "オーバードーズ",
    "睡眠薬",
    "処方薬",
    "市販薬",
    "薬物",
    "農薬",
    "硫化水素",
    "一酸化炭素",
    "ガス",
    "刃物",
    "包丁",
    "カッター",
    "ロープ",
    "ひも",
    "リストカット",
    "転落",
    "飛び込み",
    "飛込み",
    "入水",
    "感電",
];

/// What stands between a means and the death or attempt by it.
pub(in crate::wording) const BY: &[&str] =
    &["による", "により", "で", "での", "を使", "を用い", "を飲", "にて"];

/// Words that say that means are spoken of.
pub(in crate::wording) const MEANS_TOLD: &[&str] =
    &["自殺手段", "自殺の手段", "自殺の方法", "自殺方法", "手段別", "方法別"];
