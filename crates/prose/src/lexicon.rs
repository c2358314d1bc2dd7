//! The lexicon: words as data, one list for one idea. A list says what it is for; a rule that needs
//! its words reads it here and has no list of its own for the same idea.
//!
//! Words are written as they stand in texts. Where longer words hold shorter ones, the longer come
//! first.

/// Whether the text holds one of the words.
pub fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the text ends with one of the words.
pub fn ends(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// Nouns of doing, which take する: with them a status stops short of saying that it was done, and a
/// label says little without what is done.
pub const DOING: &[&str] = &[
    "実施", "開催", "配布", "配付", "設置", "周知", "啓発", "推進", "連携", "検討", "掲載", "支援",
    "訪問", "作成", "挙行", "提供", "派遣", "運営",
];

/// Events that are held for people who come.
pub const EVENTS: &[&str] = &[
    "キャンペーン",
    "シンポジウム",
    "フォーラム",
    "セミナー",
    "イベント",
    "養成講座",
    "連絡会議",
    "講演会",
    "説明会",
    "学習会",
    "交流会",
    "連絡会",
    "協議会",
    "研修会",
    "講習会",
    "まつり",
    "講座",
    "研修",
    "会議",
    "教室",
    "講習",
    "訓練",
    "講演",
    "大会",
];

/// What one hopes to have none of: none of it is no lack of use.
pub const HOPED_ABSENT: &[&str] = &[
    "自殺者",
    "死亡",
    "死者",
    "事故",
    "待機",
    "苦情",
    "被害",
    "虐待",
    "違反",
    "発生",
    "未受診",
    "未把握",
    "欠席",
    "離職",
    "退学",
    "未提出",
];

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

/// Groups of people and the bodies that stand for them.
pub const GROUPS: &[&str] = &[
    "民生委員・児童委員",
    "放課後児童支援員",
    "新規採用職員",
    "会計年度任用職員",
    "相談窓口担当",
    "児童委員",
    "民生委員",
    "教職員",
    "市職員",
    "町職員",
    "村職員",
    "区職員",
    "管理職",
    "新任",
    "職員",
    "児童生徒",
    "児童・生徒",
    "小学生",
    "中学生",
    "高校生",
    "大学生",
    "小学校",
    "中学校",
    "高等学校",
    "高校",
    "小中学校",
    "小・中学校",
    "特別支援学校",
    "保育士",
    "保育所",
    "保育園",
    "幼稚園",
    "児童",
    "生徒",
    "学生",
    "保護者",
    "未就学児",
    "乳幼児",
    "妊産婦",
    "妊婦",
    "産婦",
    "高齢者",
    "障害者",
    "障がい者",
    "若者",
    "ひとり親",
    "生活困窮者",
    "医療関係者",
    "事業者",
    "企業",
    "市民",
    "町民",
    "村民",
    "区民",
    "住民",
    "県民",
    "薬局",
    "医療機関",
    "介護支援専門員",
    "ケアマネジャー",
];

/// Where something was done.
pub const AREAS: &[&str] = &[
    "市内全域",
    "町内全域",
    "村内全域",
    "区内全域",
    "県内全域",
    "全域",
    "全地区",
    "各地区",
    "モデル地区",
    "一部の地区",
    "一部地区",
    "駅前地区",
    "地区",
    "全小中学校",
    "各小中学校",
    "市内小中学校",
    "全小学校",
    "全中学校",
    "各中学校",
    "各小学校",
    "一部の学校",
    "モデル校",
    "指定校",
    "全校",
];

/// Words after the people that an action is for.
pub const ADDRESSING: &[&str] =
    &["を対象", "対象の", "に対し", "に対する", "向けに", "向けの", "あてに", "宛てに"];

/// Words of a sentence whose percentage is a share of the people counted.
pub const ASKED_PEOPLE: &[&str] =
    &["回答", "アンケート", "参加者", "受講者", "満足", "理解", "役に立", "職員", "出席者", "割合"];

/// What is offered often and used when somebody comes.
pub const ON_DEMAND: &[&str] = &["相談", "随時", "希望", "申込", "予約"];

/// Words that tell that a count rose or fell.
pub const RISES_AND_FALLS: &[&str] = &["増加", "増え", "微増", "多くな", "減少", "減っ"];

/// What is meant to bring people: awareness, understanding.
pub const AWARENESS: &[&str] = &["周知", "認知", "理解", "浸透", "関心"];

/// Words that tell that something advanced.
pub const ADVANCES: &[&str] =
    &["進んでいる", "進んだ", "図られて", "広まっ", "高まっ", "浸透して", "深まっ"];

/// Words that lead from a cause to what came of it.
pub const THUS: &[&str] =
    &["そのため", "このため", "その結果", "この結果", "したがって", "よって、"];

#[cfg(test)]
mod tests {
    use super::*;

    /// The lists of this file with their words, as they stand in its code.
    fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
        let code = include_str!("lexicon.rs").split("#[cfg(test)]").next().unwrap();
        let list = |text: &'static str| {
            let (name, words) = text.split_once(": &[&str] =").unwrap();
            let words = words.split("];").next().unwrap();
            (name, words.split('"').skip(1).step_by(2).collect())
        };
        code.split("pub const ").skip(1).map(list).collect()
    }

    #[test]
    fn no_list_holds_a_word_twice() {
        let lists = lists();
        assert!(lists.contains(&("ON_DEMAND", ON_DEMAND.to_vec())), "the lists were read");
        for (name, words) in lists {
            let once: std::collections::BTreeSet<_> = words.iter().collect();
            assert!(!words.is_empty() && once.len() == words.len(), "{name}: {words:?}");
        }
    }
}
