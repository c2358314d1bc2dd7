//! Words beside a figure that say what it counts.

/// What follows a figure that stands for years: an age, an article, a time.
pub const STANDING_COUNTERS: &[&str] = &[
    "歳",
    "才",
    "か月",
    "ヶ月",
    "カ月",
    "ヵ月",
    "箇月",
    "年生",
    "条",
    "項",
    "年法律",
    "号",
    "丁目",
    "階",
    "時間",
    "か所の",
    "ヶ所の",
    "カ所の",
    "箇所の",
    "校の",
    "地区の",
    "圏域",
];

/// Counters of years and times that stand without 第.
pub const YEAR_COUNTERS: &[&str] = &["年目", "周年", "か年目", "ヵ年目", "カ年目", "回目"];

/// Units in which results are counted.
pub const RESULT_UNITS: &[&str] = &[
    "人", "名", "件", "回", "部", "団体", "世帯", "校", "枚", "冊", "か所", "箇所", "カ所", "ヶ所",
    "組", "社", "通",
];

/// Words before a total.
pub const TOTALS: &[&str] = &["合計", "総計", "総数", "計", "累計", "トータル"];

/// Words of what left or ended: no part of what there is.
pub const LEFT: &[&str] = &[
    "休止", "廃止", "退会", "脱退", "閉鎖", "撤去", "辞退", "解除", "転出", "減少", "閉店", "解散",
    "取消", "終了", "死亡",
];

/// Words that tell that something left, or may have.
pub const LEFT_ALSO: &[&str] = &[
    "休止",
    "廃止",
    "退会",
    "脱退",
    "閉鎖",
    "撤去",
    "辞退",
    "解除",
    "転出",
    "減少",
    "閉店",
    "解散",
    "取消",
    "終了",
    "死亡",
    "退所",
    "卒業",
    "満了",
    "解約",
    "廃業",
    "抜け",
    "減り",
    "減っ",
    "統合",
    "閉園",
    "閉校",
    "除籍",
    "更新せ",
    "更新し",
    "離脱",
    "退任",
    "異動",
    "閉じ",
    "休会",
];

/// Words of what came in the year.
pub const CAME_NEW: &[&str] = &["新規", "新たに", "追加", "新設", "増員", "入会", "転入"];

/// Words that leave a list of parts open.
pub const OPEN_LISTS: &[&str] = &["うち", "など", "等", "ほか", "主な"];

/// Words of figures in brackets that are no parts.
pub const NO_PARTS: &[&str] =
    &["計画", "予定", "目標", "前年", "昨年", "前回", "定員", "延べ", "実人", "令和", "内訳は不明"];

/// After a day that is no session's: 4月1日から.
pub const NO_SESSIONS: &[&str] =
    &["から", "以降", "付", "策定", "制定", "締結", "施行", "現在", "開設", "改定"];

/// What is done with an earlier year's results.
pub const SUMMED_UP: &[&str] = &[
    "まとめ",
    "公表",
    "評価",
    "検証",
    "点検",
    "報告",
    "分析",
    "集計",
    "公開",
    "把握",
    "確認",
    "振り返",
];

/// Names of what may be told of a percentage of one question, of which only one can hold.
pub const ONE_ANSWER: &[&str] = &[
    "無回答",
    "わからない",
    "分からない",
    "どちらともいえない",
    "どちらとも言えない",
    "いいえ",
    "知らない",
    "知らなかった",
    "不満",
    "その他",
    "やや",
    "普通",
    "ふつう",
    "未回答",
    "役に立たな",
    "理解できな",
    "ない」",
    "なかった」",
    "変わらない",
    "択一",
    "どちらかといえば",
    "どちらかと言えば",
    "楽になった",
    "できなかった",
];

/// Rates that cannot be more than the whole.
pub const WHOLE_RATES: &[&str] = &[
    "受診率",
    "参加率",
    "出席率",
    "回収率",
    "回答率",
    "配布率",
    "設置率",
    "加入率",
    "受講率",
    "訪問率",
    "実施率",
    "把握率",
    "面接率",
    "認知度",
    "満足度",
    "割合",
    "充足率",
    "登校率",
    "普及率",
    "整備率",
    "接種率",
];
