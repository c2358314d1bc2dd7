//! Ends of clauses that tell their time.

/// Words that link the clause to the next and are no part of its end.
pub(crate) const CLAUSE_LINKS: &[&str] = &[
    "ところであるが",
    "けれども",
    "けれど",
    "ものの",
    "ことから",
    "ことにより",
    "ために",
    "ため",
    "ので",
    "が",
    "など",
    "等",
];

/// Nouns at the end of a plan that say it without a verb: they tell no tense of their own.
pub const PLANNED: &[&str] = &["継続", "継続実施", "検討", "未定"];

/// Ends of a sentence that tell its tense, the longest first among those that end alike.
pub(crate) const PRESENT: &[&str] = &[
    "ている",
    "ています",
    "ておる",
    "ております",
    "でいる",
    "でいます",
    "でおります",
    "てある",
    "である",
    "であります",
    "です",
    "ある",
    "あります",
    "いる",
    "がいます",
    "もいます",
    "人います",
    "以上います",
    "ない",
    "ません",
    "られる",
    "られます",
    "思われる",
    "思われます",
    "考えられる",
    "できる",
    "できます",
    "しい",
    "多い",
    "高い",
    "低い",
    "少ない",
    "良い",
    "よい",
    "無い",
    "つつある",
    "わかる",
    "と考える",
    "と考えます",
    "必要だ",
    "状況だ",
    "てきている",
];

/// Ends that tell of what will be, though they look like a state: 予定である, したいと考えている.
pub(crate) const FUTURE: &[&str] = &[
    "予定",
    "予定である",
    "予定です",
    "予定だ",
    "予定している",
    "予定しています",
    "予定しております",
    "予定となっている",
    "計画である",
    "計画している",
    "計画しています",
    "見込み",
    "見込みである",
    "たい",
    "たいと考える",
    "たいと考えます",
    "たいと考えている",
    "たいと考えています",
    "たいと考えております",
    "たいと思う",
    "たいと思います",
    "たいと思っている",
    "たいです",
    "こととしている",
    "こととしています",
    "ことにしている",
    "ていく必要がある",
    "ていくことが必要",
    "ていくことが必要である",
    "ていく方針である",
    "方針",
    "方針である",
    "つもりである",
    "だろう",
    "であろう",
    "ましょう",
    "することができる",
    "ようにする",
    "用いる",
];

/// Past without た: 実施済.
pub(crate) const PAST: &[&str] = &["済", "済み", "済みである", "済である", "ずみ"];

/// Ends that tell of what goes on: している, しています and the like.
pub const LASTING: &[&str] =
    &["ている", "でいる", "ています", "でいます", "ております", "でおります", "てる", "てます"];
