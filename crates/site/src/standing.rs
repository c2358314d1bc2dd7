//! How an action stands at the end of a year, by its grade, its percentage and what was not
//! answered. Of the words of its report only a beginning decides that says that the whole action was
//! cancelled ([`edition::told_outcome`]), where the grade does not say so itself.

use domain::scale::GradeClass;
use edition::{ActionRecord, EditionAnswer, ToldOutcome, told_outcome};

/// Why an action stands on the list of what was not done or cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OpenKind {
    NotDone,
    Cancelled,
    Substituted,
    ToldCancelled,
    ToldSubstituted,
    NothingReached,
    TooEarly,
    Unanswered,
    OnlyDash,
}

impl OpenKind {
    pub(crate) const ALL: [Self; 9] = [
        Self::NotDone,
        Self::Cancelled,
        Self::Substituted,
        Self::ToldCancelled,
        Self::ToldSubstituted,
        Self::NothingReached,
        Self::TooEarly,
        Self::Unanswered,
        Self::OnlyDash,
    ];

    /// The word for it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::NotDone => "未実施",
            Self::Cancelled => "中止",
            Self::Substituted => "代替実施",
            Self::ToldCancelled => "中止（文章による）",
            Self::ToldSubstituted => "中止・代替",
            Self::NothingReached => "達成度が0",
            Self::TooEarly => "まだ分からない",
            Self::Unanswered => "未記入",
            Self::OnlyDash => "「-」とだけ記入",
        }
    }

    /// What puts an action there.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::NotDone => "取組状況の区分が「未実施」のもの",
            Self::Cancelled => "取組状況の区分が「中止」のもの",
            Self::Substituted => "取組状況の区分が、予定とはちがうことを代わりに行ったもの",
            Self::ToldCancelled => {
                "区分は上のどれでもないが、実施状況の文が、中止した・行わなかったことから始まるもの"
            }
            Self::ToldSubstituted => {
                "区分は上のどれでもないが、実施状況の文が、中止した・行わなかったことから始まり、\
                 代わりに行ったことが続くもの"
            }
            Self::NothingReached => "達成度が0％のもの",
            Self::TooEarly => "区分や達成度が、まだ決まらないもの",
            Self::Unanswered => "実施状況か取組状況が書かれていないもの",
            Self::OnlyDash => "実施状況、取組状況、達成度のどれかが「-」だけのもの",
        }
    }

    /// Whether it says what was given up or replaced.
    pub(crate) fn is_told_of(self) -> bool {
        self.asks_why() && self != Self::NothingReached
    }

    /// Whether what the section writes tells why it was not done as planned.
    pub(crate) fn asks_why(self) -> bool {
        !matches!(self, Self::TooEarly | Self::Unanswered | Self::OnlyDash)
    }
}

/// How an action stands in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing<'a> {
    /// The year.
    pub(crate) year: i32,
    /// What its grade means; none where the year has no grade.
    pub(crate) class: Option<GradeClass>,
    progress: Option<&'a EditionAnswer>,
    achievement: Option<&'a EditionAnswer>,
    status: Option<&'a EditionAnswer>,
}

impl<'a> Standing<'a> {
    /// How the action stands in the year.
    pub(crate) fn of(action: &'a ActionRecord, year: i32) -> Self {
        let answer = |field: &str| {
            action.answers.iter().find(|one| one.fiscal_year == year && one.field == field)
        };
        let graded = |one: &&EditionAnswer| {
            one.fiscal_year == year && one.class.is_some_and(|class| !class.is_unknown())
        };
        // A plan may grade by a field of its own
        let progress = answer("progress").or_else(|| action.answers.iter().find(graded));
        Self {
            year,
            class: progress.filter(|one| one.state == "given").and_then(|one| one.class),
            progress,
            achievement: answer("achievement"),
            status: answer("status"),
        }
    }

    /// Why it is on the list of what was not done or cannot be told; none where it is not.
    pub(crate) fn open(&self) -> Option<OpenKind> {
        self.reasons().first().copied()
    }

    /// Everything that puts it on that list, the grade first.
    pub(crate) fn reasons(&self) -> Vec<OpenKind> {
        let by_grade = match self.class {
            Some(GradeClass::NotDone) => Some(OpenKind::NotDone),
            Some(GradeClass::Cancelled) => Some(OpenKind::Cancelled),
            Some(GradeClass::Substituted) => Some(OpenKind::Substituted),
            Some(GradeClass::TooEarly) => Some(OpenKind::TooEarly),
            _ => self.told().map(|told| match told {
                ToldOutcome::Cancelled => OpenKind::ToldCancelled,
                ToldOutcome::Substituted => OpenKind::ToldSubstituted,
            }),
        };
        let result = [self.status, self.progress];
        let all = [self.status, self.progress, self.achievement];
        let any = |of: &[Option<&EditionAnswer>], state: &str| {
            of.iter().flatten().any(|one| one.state == state)
        };
        let mut reasons: Vec<OpenKind> = by_grade.into_iter().collect();
        let told = [
            (OpenKind::NothingReached, self.reached_nothing()),
            (OpenKind::TooEarly, any(&all, "too_early")),
            (OpenKind::Unanswered, any(&result, "missing")),
            (OpenKind::OnlyDash, any(&all, "dash")),
        ];
        for (kind, _) in told.into_iter().filter(|(_, holds)| *holds) {
            if !reasons.contains(&kind) {
                reasons.push(kind);
            }
        }
        reasons
    }

    /// What the report says became of the action, where the grade does not say that it was not done.
    fn told(&self) -> Option<ToldOutcome> {
        use GradeClass::{Cancelled, NotApplicable, NotDone, Substituted, TooEarly};
        let graded = [Cancelled, NotApplicable, NotDone, Substituted, TooEarly];
        let by_grade = self.class.is_some_and(|class| graded.contains(&class));
        told_outcome(self.status_text()).filter(|_| !by_grade)
    }

    fn reached_nothing(&self) -> bool {
        let number = self.achievement.and_then(|one| one.number.parse::<f64>().ok());
        number.is_some_and(|number| number == 0.0)
    }

    /// The grade as the section chose it; empty where there is none to show.
    pub(crate) fn grade(&self) -> &'a str {
        self.progress.filter(|one| one.state == "given").map_or("", |one| one.text.as_str())
    }

    /// What the section writes that it did; empty where it wrote nothing or it is kept back.
    pub(crate) fn status_text(&self) -> &'a str {
        self.status.filter(|one| one.state == "given").map_or("", |one| one.text.as_str())
    }

    /// Whether its grade, or the lack of one, says nothing of what was done.
    pub(crate) fn is_untold(&self) -> bool {
        let class = self.class.unwrap_or_default();
        matches!(class, GradeClass::Unknown | GradeClass::Other) && self.open().is_none()
    }

    /// The year in one or two plain sentences.
    pub(crate) fn sentence(&self) -> String {
        let mut said = self.by_grade();
        if let Some(reached) = self.achievement.and_then(reached) {
            said.push_str(&reached);
        }
        said
    }

    fn by_grade(&self) -> String {
        if let Some(told) = self.told() {
            let told = match told {
                ToldOutcome::Cancelled => "中止したか、行わなかった",
                ToldOutcome::Substituted => "中止して代わりのことを行った",
            };
            let grade = match self.grade().trim() {
                "" => String::new(),
                grade => format!("市の区分は「{grade}」ですが、"),
            };
            return format!("{grade}実施状況の文では、{told}としています。");
        }
        let state = self.progress.map_or("", |one| one.state.as_str());
        let plain = match (state, self.class.unwrap_or_default()) {
            ("missing", _) => "取組状況は、まだ記入されていません。",
            ("withheld", _) => "取組状況は公表していません。",
            ("dash", _) => "取組状況の欄は「-」です。",
            ("too_early", _) | (_, GradeClass::TooEarly) => "結果は、まだ分かりません。",
            ("not_applicable", _) | (_, GradeClass::NotApplicable) => {
                "この年度は対象ではありませんでした。"
            }
            (_, GradeClass::Done) => "予定どおり行いました。",
            (_, GradeClass::Partly) => "一部を行いました。",
            (_, GradeClass::UnderWay) => "行っている途中です。",
            (_, GradeClass::Preparing) => "準備をしています。",
            (_, GradeClass::NotDone) => "行いませんでした。",
            (_, GradeClass::Cancelled) => "中止しました。",
            (_, GradeClass::Substituted) => "予定とはちがうことを、代わりに行いました。",
            ("given", GradeClass::Other | GradeClass::Unknown) => {
                return format!("市の区分は「{}」です。", self.grade().trim());
            }
            _ => return self.by_status().to_owned(),
        };
        plain.to_owned()
    }

    /// Where the form asks for no grade, only whether something was written can be said.
    fn by_status(&self) -> &'static str {
        match self.status.map(|one| one.state.as_str()) {
            Some("given") => "行ったことの記入があります。",
            Some("missing") => "行ったことは、まだ記入されていません。",
            Some("too_early") => "結果は、まだ分かりません。",
            _ => "",
        }
    }
}

/// What is said of the percentage; nothing where the field is merely empty, as it may be.
fn reached(achievement: &EditionAnswer) -> Option<String> {
    let about = if achievement.approximate { "約" } else { "" };
    match achievement.state.as_str() {
        "given" if !achievement.number.is_empty() => {
            Some(format!("達成度は{about}{}％です。", achievement.number))
        }
        "dash" => Some("達成度の欄は「-」です。".to_owned()),
        "too_early" => Some("達成度は、まだ決まっていません。".to_owned()),
        "withheld" => Some("達成度は公表していません（※）。".to_owned()),
        _ => None,
    }
}
