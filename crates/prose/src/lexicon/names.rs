//! Words of which names are made.

/// Words in katakana whose small letters are known without the sheet.
pub const SMALL_KATAKANA: &[&str] = &[
    "チェック",
    "フェア",
    "シェア",
    "ジェンダー",
    "ファミリー",
    "フォーラム",
    "フォロー",
    "オフィス",
    "ボランティア",
    "コミュニティ",
    "キャンペーン",
    "ネットワーク",
    "リーフレット",
    "パンフレット",
    "インターネット",
    "ソーシャル",
    "ショート",
    "フィードバック",
    "メディア",
    "ファイル",
];

/// Units that count the same, by the spellings of each.
pub const UNIT_SPELLINGS: &[&[&[&str]]] = &[
    &[&["人"], &["名"]],
    &[&["％", "%"], &["パーセント"]],
    &[&["か所"], &["箇所"], &["カ所"], &["ヶ所"], &["ヵ所"], &["ケ所"], &["個所"]],
    &[&["か月"], &["箇月"], &["カ月"], &["ヶ月"], &["ヵ月"], &["ケ月"]],
];

/// Words that begin with a unit and are none.
pub const NO_UNITS: &[&str] = &["人権", "人材", "人工", "人口", "名簿", "名前", "名称", "人格"];

/// What names of one thing end in.
pub const NAME_ENDS: &[&str] = &[
    "会館",
    "センター",
    "協議会",
    "委員会",
    "公民館",
    "集会所",
    "図書館",
    "質問票",
    "調査票",
    "事業所",
    "施設",
    "計画",
    "ネットワーク",
    "推進室",
    "相談室",
    "相談所",
    "支援室",
    "福祉会",
    "連絡会",
    "協会",
    "条例",
    "システム",
];

/// What is left out or put in where one thing is named in two ways.
pub const NAME_FILLERS: &[&str] = &[
    "者", "的", "等", "支援", "総合", "予防", "対策", "推進", "連絡", "活動", "福祉", "保健",
    "生活", "運営", "共同", "事業",
];

/// Questionnaires of the field: what they are called for short, and their names in Japanese in use, the
/// usual one first.
pub const INSTRUMENTS: &[(&str, &[&str])] = &[
    (
        "EPDS",
        &[
            "エジンバラ産後うつ病質問票",
            "エジンバラ産後うつ病自己評価票",
            "エジンバラ産後うつ病自己質問票",
            "エジンバラ産後うつ病自己調査票",
            "エジンバラ産後うつ病調査票",
            "エジンバラ産後うつ病評価尺度",
        ],
    ),
    ("PHQ-9", &["こころとからだの質問票", "患者健康質問票"]),
    (
        "AUDIT",
        &[
            "アルコール使用障害同定テスト",
            "アルコール使用障害特定テスト",
            "アルコール使用障害スクリーニングテスト",
        ],
    ),
    ("GHQ", &["精神健康調査票"]),
    ("CES-D", &["うつ病自己評価尺度", "抑うつ状態自己評価尺度"]),
    ("SDS", &["うつ性自己評価尺度", "自己評価式抑うつ性尺度"]),
];

/// What names of questionnaires end in.
pub const INSTRUMENT_ENDS: &[&str] =
    &["質問票", "調査票", "評価票", "問診票", "尺度", "テスト", "検査", "アンケート"];
