//! What is done: doings, events, and what a grade says came of them.

/// What a grade says came of the action, by its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeMeaning {
    /// 実施済, 完了.
    Done,
    /// 実施中, 一部実施.
    Ongoing,
    /// 準備中, 検討中.
    Preparing,
    /// 未実施, 中止.
    NotDone,
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

/// What is offered often and used when somebody comes.
pub const ON_DEMAND: &[&str] = &["相談", "随時", "希望", "申込", "予約"];

/// Words of the labels of grades with what they say came of the action, the more telling first.
pub const GRADE_LABELS: &[(&str, GradeMeaning)] = &[
    ("未実施", GradeMeaning::NotDone),
    ("未着手", GradeMeaning::NotDone),
    ("未達成", GradeMeaning::NotDone),
    ("不実施", GradeMeaning::NotDone),
    ("実施せず", GradeMeaning::NotDone),
    ("実施なし", GradeMeaning::NotDone),
    ("実施できな", GradeMeaning::NotDone),
    ("中止", GradeMeaning::NotDone),
    ("休止", GradeMeaning::NotDone),
    ("準備", GradeMeaning::Preparing),
    ("検討", GradeMeaning::Preparing),
    ("実施予定", GradeMeaning::Preparing),
    ("実施中", GradeMeaning::Ongoing),
    ("継続", GradeMeaning::Ongoing),
    ("一部", GradeMeaning::Ongoing),
    ("着手", GradeMeaning::Ongoing),
    ("実施済", GradeMeaning::Done),
    ("実施した", GradeMeaning::Done),
    ("完了", GradeMeaning::Done),
    ("達成", GradeMeaning::Done),
    ("実施", GradeMeaning::Done),
];

/// Works that are done once.
pub const DONE_ONCE: &[&str] =
    &["策定", "制定", "新設", "開設", "創設", "改定", "改訂", "構築", "立ち上げ"];

/// Words that say that the action itself held an event.
pub const HELD: &[&str] =
    &["を開催", "を実施", "に開催", "に実施", "回実施", "回開催", "開催した", "実施した"];
