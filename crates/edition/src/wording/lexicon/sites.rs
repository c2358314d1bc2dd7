//! Sites, and an order of areas by deaths.

/// Sites that can be found: what happened there draws others. Homes and hospitals do not; who lived there
/// is the matter of a recognisable case.
pub(in crate::wording) const SITES: &[&str] = &[
    "駅",
    "駅前",
    "ホーム",
    "踏切",
    "線路",
    "跨線橋",
    "歩道橋",
    "橋",
    "ビル",
    "マンション",
    "団地",
    "屋上",
    "立体駐車場",
    "駐車場",
    "ダム",
    "湖",
    "池",
    "川",
    "河川敷",
    "海岸",
    "岬",
    "崖",
    "展望台",
    "公園",
    "森",
    "樹海",
    "山中",
    "神社",
    "学校",
    "ホテル",
];

/// What may stand between a site and what happened there.
pub(in crate::wording) const AT: &[&str] = &[
    "で",
    "では",
    "での",
    "において",
    "における",
    "から",
    "にて",
    "の屋上",
    "内で",
    "付近で",
    "周辺で",
];

/// What joins a death to the site that it is told of: 自殺が多い橋, 自殺のあった公園.
pub(in crate::wording) const HAPPENED: &[&str] = &[
    "が多い",
    "の多い",
    "が多発する",
    "の多発する",
    "多発",
    "が相次ぐ",
    "が相次いだ",
    "があった",
    "のあった",
    "が発生した",
    "の発生した",
    "が起きた",
    "の起きた",
    "した",
    "を図った",
    "が続く",
    "者が多い",
    "者の多い",
    "者が発見された",
];

/// Names that a site gets by what happened there.
pub(in crate::wording) const KNOWN_SITES: &[&str] =
    &["自殺の名所", "自殺名所", "自殺スポット", "自殺の多発地点", "自殺多発地点", "自殺多発場所"];

/// Words of work between a site and a death that belong to the work: 駅前で街頭キャンペーンを行い.
pub(in crate::wording) const WORK: &[&str] = &[
    "啓発",
    "キャンペーン",
    "配布",
    "配架",
    "相談",
    "講演",
    "講座",
    "研修",
    "会議",
    "開催",
    "実施",
    "見回り",
    "巡回",
    "支援",
    "周知",
    "展示",
    "掲示",
];

/// Figures of deaths by which places are set in order.
pub(in crate::wording) const DEATH_FIGURES: &[&str] =
    &["自殺者", "自殺死亡率", "自殺率", "自殺の", "自殺が", "自死者", "死亡率"];

/// Words of an order by number; a figure before 位 is one too.
pub(in crate::wording) const RANKS: &[&str] = &["ワースト", "ランキング", "順位", "上位", "下位"];

/// Words of the first of an order.
pub(in crate::wording) const FIRST: &[&str] =
    &["最も多", "最も高", "一番多", "一番高", "最多", "突出して", "最悪"];

/// Areas that are set in order.
pub(in crate::wording) const AREAS: &[&str] = &[
    "地区",
    "地域",
    "丁目",
    "校区",
    "学区",
    "町内",
    "市町村",
    "市区町村",
    "県内",
    "府内",
    "都内",
    "道内",
    "管内",
    "圏域",
    "全国",
    "本市",
    "本町",
    "当市",
];

/// Orders of something else: 10代の死因の第1位 is an order of causes.
pub(in crate::wording) const NO_RANKING: &[&str] = &["死因", "優先順位", "上位計画", "下位計画"];
