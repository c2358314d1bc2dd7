//! Words of headings: what a column that a plan named itself is for.

/// Headings of money.
pub const MONEY_COLUMNS: &[&str] =
    &["予算", "決算", "事業費", "執行", "財源", "千円", "（円）", "(円)", "金額", "費用"];

/// Headings of what is to be reached.
pub const TARGET_COLUMNS: &[&str] =
    &["目標値", "目標数", "目標", "計画値", "計画数", "計画回数", "予定数", "見込量", "見込み量"];

/// Headings that ask whether the target was reached.
pub const REACHED_COLUMNS: &[&str] = &[
    "達成の有無",
    "達成有無",
    "達成区分",
    "達成の可否",
    "達成可否",
    "達成判定",
    "達成の判定",
    "目標達成状況",
    "目標の達成状況",
    "目標達成の状況",
    "目標の達成度合",
    "計画との比較",
    "目標との比較",
];

/// Headings of what was reached, in figures.
pub const ACTUAL_COLUMNS: &[&str] = &["実績値", "実績数", "現状値", "達成値", "実績", "最新値"];

/// Headings of what it was at the beginning.
pub const BASE_COLUMNS: &[&str] = &["基準値", "策定時", "当初値", "初期値", "基準年"];

/// Headings of rates that are computed from other columns.
pub const RATE_COLUMNS: &[&str] = &[
    "達成率",
    "達成度",
    "進捗率",
    "執行率",
    "進捗度",
    "達成割合",
    "実施率",
    "進捗(%)",
    "進捗(％)",
    "進捗（％）",
    "進捗（%）",
    "達成(%)",
    "達成（％）",
    "達成（%）",
];

/// Headings of what is counted.
pub const INDICATOR_COLUMNS: &[&str] = &[
    "指標",
    "KPI",
    "ＫＰＩ",
    "KGI",
    "測定項目",
    "モニタリング",
    "数値目標名",
    "目標項目",
    "目標指標",
    "数値目標（",
    "数値目標(",
];

/// Headings of the unit in which the row counts.
pub const UNIT_COLUMNS: &[&str] = &["単位"];

/// Headings of where it goes.
pub const DIRECTION_COLUMNS: &[&str] = &["方向性", "今後の展開", "今後の区分"];

/// Headings of grades.
pub const GRADE_COLUMNS: &[&str] = &["判定", "ランク", "区分", "段階", "評定"];

/// Headings in which somebody judges.
pub const JUDGING_COLUMNS: &[&str] =
    &["評価", "課題", "所見", "分析", "効果", "成果", "反省", "意見", "コメント", "振り返り"];

/// Headings of what is to come.
pub const PLAN_COLUMNS: &[&str] =
    &["計画", "予定", "今後", "方針", "改善", "見直", "次年度", "対応", "来年度"];

/// Headings of what was done.
pub const REPORT_COLUMNS: &[&str] =
    &["状況", "結果", "取組", "取り組み", "実施", "内容", "活動", "備考", "特記", "説明", "内訳"];

/// Headings that ask for what was done before they ask for what came of it.
pub const TELLING_COLUMNS: &[&str] = &[
    "取組内容",
    "取り組み内容",
    "取組の内容",
    "実施内容",
    "実施した内容",
    "活動内容",
    "実施状況",
    "取組状況",
    "進捗状況",
    "事業の実施結果",
];

/// Headings of who does it.
pub const OWNER_COLUMNS: &[&str] =
    &["担当", "所管", "主管", "関係課", "連携", "協力", "関係機関", "実施主体", "団体"];

/// What is better when it is less.
pub const LESS_IS_BETTER: &[&str] = &[
    "死亡率",
    "自殺死亡率",
    "待機",
    "未受診者",
    "未納",
    "滞納",
    "事故件数",
    "苦情件数",
    "残業",
    "時間外",
    "喫煙率",
    "離職率",
    "不登校",
    "廃棄量",
    "排出量",
    "孤立",
    "感じる人の割合",
    "悩みがある",
    "思ったことがある",
];

/// Names of what is counted, at the end of an indicator's name, with its unit.
pub const COUNTED: &[(&str, &str)] = &[
    ("参加者数", "人"),
    ("受講者数", "人"),
    ("利用者数", "人"),
    ("者数", "人"),
    ("人数", "人"),
    ("件数", "件"),
    ("回数", "回"),
    ("部数", "部"),
    ("か所数", "か所"),
    ("箇所数", "か所"),
    ("団体数", "団体"),
    ("世帯数", "世帯"),
    ("施設数", "施設"),
    ("事業所数", "事業所"),
    ("事業者数", "事業者"),
    ("企業数", "社"),
    ("会員数", "人"),
    ("員数", "人"),
    ("児数", "人"),
    ("人員", "人"),
    ("講座数", "講座"),
    ("教室数", "教室"),
    ("会場数", "会場"),
    ("枚数", "枚"),
    ("冊数", "冊"),
    ("台数", "台"),
    ("戸数", "戸"),
    ("食数", "食"),
    ("日数", "日"),
    ("時間数", "時間"),
    ("点数", "点"),
    ("校数", "校"),
    ("園数", "園"),
    ("館数", "館"),
    ("社数", "社"),
    ("店舗数", "店舗"),
    ("店数", "店"),
    ("歩数", "歩"),
    ("割合", "％"),
    ("率", "％"),
    ("満足度", "％"),
    ("認知度", "％"),
    ("理解度", "％"),
];

/// Words of a plan that does less of it.
pub const GOES_DOWN: &[&str] = &[
    "縮小",
    "縮減",
    "廃止",
    "終了",
    "取りやめ",
    "取り止め",
    "とりやめ",
    "休止",
    "減らす",
    "減らし",
    "引き下げ",
    "削減",
    "規模を抑え",
    "打ち切",
];

/// Words of a plan that leaves it as it is.
pub const STAYS: &[&str] = &[
    "現状維持",
    "現状を維持",
    "規模を維持",
    "同規模で",
    "同じ規模で",
    "現状のまま",
    "現状どおり",
    "これまでと同じ",
    "今年度と同じ",
    "回数は変え",
];

/// Words of a plan that does no more of it.
pub const GOES_OUT: &[&str] = &[
    "廃止する",
    "廃止と",
    "廃止し",
    "廃止予定",
    "で廃止",
    "を廃止",
    "終了する",
    "終了し",
    "終了とする",
    "をもって終了",
    "で終了",
    "を終了",
    "取りやめ",
    "取り止め",
    "休止",
    "行わない",
    "実施しない",
];

/// Words of a plan that does more of it.
pub const GOES_UP: &[&str] = &[
    "拡充",
    "拡大",
    "増や",
    "増加させ",
    "倍増",
    "増設",
    "増額",
    "新たに開",
    "強化する",
    "増強",
    "新設",
    "増便",
    "増員",
    "引き上げ",
    "広げ",
];

/// Words of a plan that goes on with it.
pub const GOES_ON: &[&str] = &[
    "継続して",
    "継続する",
    "継続し",
    "引き続き",
    "引続き",
    "拡充",
    "拡大",
    "増や",
    "年度も",
    "今後も",
    "で継続",
    "を継続",
    "継続実施",
    "続けて実施",
    "続けて行",
    "広げ",
    "拡げ",
    "引き上げ",
    "増額",
    "増設",
    "新設",
];

/// Words of an action that ends and of which something goes on elsewhere, or that ends after all.
pub const ENDS_ELSEWHERE: &[&str] = &[
    "統合",
    "移管",
    "移行",
    "代替",
    "他の事業",
    "他事業",
    "引き継",
    "引継",
    "廃止",
    "終了",
    "完了",
];

/// Words that tell why more was spent than there was.
pub const MORE_MONEY: &[&str] = &[
    "補正",
    "流用",
    "増額",
    "予備費",
    "繰越",
    "追加の予算",
    "追加予算",
    "充当",
    "単価の上昇",
    "高騰",
];

/// Words of a judgement that tell that an action came to its end.
pub const HAS_ENDED: &[&str] = &[
    "をもって終了",
    "で終了した",
    "で終了する",
    "で終了しました",
    "で終了します",
    "は終了した",
    "は終了しました",
    "終了となった",
    "終了となりました",
    "事業を終了",
    "で廃止",
    "は廃止",
    "を廃止",
];

/// Words of a report that tell that something was done in the place of what was cancelled.
pub const IN_ITS_PLACE: &[&str] = &[
    "振替",
    "振り替え",
    "代替",
    "代わり",
    "替えて",
    "書面",
    "オンライン",
    "延期",
    "改めて",
    "後日",
    "日程を変更",
    "日を改め",
    "資料を配布",
    "資料の配布",
    "追加で開催",
    "追加開催",
];

/// Words that tell that a meeting or a session was held.
pub const WAS_HELD: &[&str] =
    &["実施", "開催", "行う", "行い", "行っ", "終え", "完了", "開い", "盛況"];
