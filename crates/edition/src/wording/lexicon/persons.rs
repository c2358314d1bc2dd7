//! Who one person is.

/// The ages of pupils and students.
pub(in crate::wording) const SCHOOL_AGES: &[&str] =
    &["小学生", "中学生", "高校生", "大学生", "年生", "園児", "乳児"];

/// Who somebody is, by sex.
pub(in crate::wording) const SEXES: &[&str] = &[
    "男性", "女性", "男子", "女子", "男児", "女児", "少年", "少女", "夫", "妻", "父", "母", "息子",
    "娘",
];

/// Where somebody lives or was.
pub(in crate::wording) const WHEREABOUTS: &[&str] = &[
    "地区", "丁目", "町", "村", "団地", "校区", "学区", "在住", "駅", "公園", "橋", "学校", "自宅",
];

/// What was done with or happened to one person.
pub(in crate::wording) const OF_ONE: &[&str] = &[
    "未遂",
    "自傷",
    "搬送",
    "救急",
    "保護",
    "通報",
    "措置入院",
    "入院",
    "虐待",
    "相談があ",
    "相談を受け",
    "相談に来",
    "来所",
    "発見",
    "支援した",
    "つないだ",
];

/// Words of an offer to many, where ages, sexes, places and days say for whom, where and when it is.
pub(in crate::wording) const OFFERS: &[&str] = &[
    "を対象",
    "対象に",
    "対象と",
    "対象の",
    "向け",
    "講座",
    "教室",
    "講演",
    "研修",
    "参加者",
    "募集",
    "開催",
    "説明会",
    "相談会",
];
