//! What is done: doings and events.

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

/// What is offered often and used when somebody comes.
pub const ON_DEMAND: &[&str] = &["相談", "随時", "希望", "申込", "予約"];

/// Works that are done once.
pub const DONE_ONCE: &[&str] =
    &["策定", "制定", "新設", "開設", "創設", "改定", "改訂", "構築", "立ち上げ"];

/// Words that say that the action itself held an event.
pub const HELD: &[&str] =
    &["を開催", "を実施", "に開催", "に実施", "回実施", "回開催", "開催した", "実施した"];
