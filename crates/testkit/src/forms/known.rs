//! The rows that a form prints: the actions of a made-up city, all known.

use std::collections::BTreeMap;

use super::{feature::Feature, form::Form, years};
use crate::Dice;

/// What a column of a form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FormAsk {
    Number,
    Measure,
    Action,
    Content,
    Page,
    Department,
    Section,
    Related,
    Relisted,
    Budget,
    Remarks,
    Plan,
    Status,
    Evaluation,
    Grade,
    Percent,
}

/// An action, known.
#[derive(Debug, Clone)]
pub(super) struct KnownAction {
    pub(super) measure: usize,
    pub(super) department: &'static str,
    pub(super) sections: Vec<&'static str>,
    /// What it says, by question and year; questions about no year stand under 0.
    pub(super) texts: BTreeMap<(FormAsk, i32), String>,
    /// Its grade of each year, by its place on the scale.
    pub(super) grades: BTreeMap<i32, Option<usize>>,
    /// What it reached in each year, in hundredths.
    pub(super) percents: BTreeMap<i32, Option<u32>>,
}

/// The plan that a form is about.
#[derive(Debug, Clone)]
pub(super) struct KnownPlan {
    /// The fiscal year of its results.
    pub(super) year: i32,
    pub(super) measures: Vec<&'static str>,
    pub(super) actions: Vec<KnownAction>,
}

const MEASURES: [&str; 5] = [
    "地域で支え合う体制づくり",
    "支える人を増やす取組",
    "市民への周知と啓発",
    "生きることを支える支援",
    "子どもと若者への支援",
];
const OWNERS: [(&str, &[&str]); 5] = [
    ("福祉部", &["福祉課", "障がい福祉課", "生活支援課"]),
    ("健康部", &["健康づくり課", "保険年金課"]),
    ("こども部", &["こども家庭課", "保育課"]),
    ("総務部", &["人事課", "納税課", "広報課"]),
    ("教育委員会", &["学校教育課", "生涯学習課"]),
];
const ABOUT: [&str; 12] = [
    "高齢者",
    "子育て家庭",
    "若者",
    "働く人",
    "生活に困っている人",
    "障がいのある人",
    "妊産婦",
    "ひとり親家庭",
    "遺族",
    "市職員",
    "こころの健康",
    "学校",
];
const WHAT: [&str; 8] = [
    "の相談窓口",
    "の見守り活動",
    "への啓発リーフレット配布",
    "に関する講演会",
    "の支援者研修",
    "連絡会議の開催",
    "への訪問支援",
    "のつどい",
];
/// Titles that look like rows of another kind.
const MISLEADING: [&str; 10] = [
    "家計相談支援事業",
    "統計資料の公表",
    "平均寿命の延伸に向けた取組",
    "総合相談窓口",
    "合計特殊出生率に関する周知",
    "第４次健康増進計画の推進",
    "相談１１０番",
    "注意喚起メールの配信",
    "記入しやすい相談票の作成",
    "２４時間電話相談",
];

impl KnownPlan {
    /// The plan of a form.
    pub(super) fn of(form: &Form) -> Self {
        let year = years::of(form);
        let mut dice = form.dice("plan");
        let mut titles: Vec<String> =
            ABOUT.iter().flat_map(|about| WHAT.map(|what| format!("{about}{what}"))).collect();
        dice.shuffle(&mut titles);
        for title in MISLEADING {
            let at = dice.below(titles.len());
            title.clone_into(&mut titles[at]);
        }
        let measures = MEASURES[..2 + dice.below(4)].to_vec();
        let action = |(at, title): (usize, &String)| {
            let measure = at * measures.len() / form.actions.max(1);
            action(form, year, measure, title, at)
        };
        let mut actions: Vec<_> =
            titles.iter().take(form.actions).enumerate().map(action).collect();
        if form.of_group("owners").is_some() {
            share_owners(&mut actions, &mut dice);
        }
        Self { year, measures, actions }
    }
}

/// Makes neighbours belong to one owner now and then, as lists sorted by owner have them.
fn share_owners(actions: &mut [KnownAction], dice: &mut Dice) {
    for at in 1..actions.len() {
        if dice.percent(60) {
            let before = actions[at - 1].clone();
            actions[at].department = before.department;
            actions[at].sections = before.sections;
        }
    }
}

fn action(form: &Form, year: i32, measure: usize, title: &str, at: usize) -> KnownAction {
    let mut dice = form.dice(&format!("action {at}"));
    let (department, sections) = OWNERS[dice.below(OWNERS.len())];
    let first = dice.below(sections.len());
    let mut owners = vec![sections[first]];
    if form.has(Feature::TwoOwners) && dice.percent(40) {
        owners.push(sections[(first + 1) % sections.len()]);
    }
    let mut texts = BTreeMap::from([
        ((FormAsk::Action, 0), title.to_owned()),
        ((FormAsk::Content, 0), format!("{title}を通じて、地域のつながりを強めます。")),
        ((FormAsk::Page, 0), (18 + at / 8).to_string()),
        ((FormAsk::Related, 0), (*dice.pick(&["企画課", "市民課", "防災課"])).to_owned()),
        ((FormAsk::Relisted, 0), if dice.percent(10) { "再掲" } else { "" }.to_owned()),
        ((FormAsk::Budget, 0), (120 + dice.below(900)).to_string()),
        ((FormAsk::Remarks, 0), ["", "継続", "県補助あり"][dice.below(3)].to_owned()),
    ]);
    let (mut grades, mut percents) = (BTreeMap::new(), BTreeMap::new());
    for year in year - 2..=year + 1 {
        for ask in [FormAsk::Plan, FormAsk::Status, FormAsk::Evaluation] {
            texts.insert((ask, year), sentence(&mut dice, ask, year));
        }
        grades.insert(year, grade(form, &mut dice));
        let reached = (!dice.percent(8)).then(|| *dice.pick(&[0, 40, 50, 65, 80, 92, 100, 100]));
        percents.insert(year, reached);
    }
    KnownAction { measure, department, sections: owners, texts, grades, percents }
}

fn grade(form: &Form, dice: &mut Dice) -> Option<usize> {
    let worst = usize::from(form.has(Feature::NoBest));
    let unticked = form.has(Feature::Boxes) && dice.percent(15);
    (!unticked && !dice.percent(6)).then(|| worst + dice.below(form.scale().len() - worst))
}

/// What a cell says: often a sentence with a number of its own, so that two cells are rarely alike.
fn sentence(dice: &mut Dice, ask: FormAsk, year: i32) -> String {
    if dice.percent(8) {
        return (*dice.pick(&["", "", "-", "特になし"])).to_owned();
    }
    let count = 2 + dice.below(97) + usize::try_from(year - 2019).unwrap_or_default() * 100;
    let many = format!("{},{:03}", 1 + dice.below(8), dice.below(1000));
    let done = ask == FormAsk::Status;
    match (ask, dice.below(6)) {
        (FormAsk::Evaluation, 0) => {
            format!("概ね目標を達成した。アンケートは{count}人が有益と回答。")
        }
        (FormAsk::Evaluation, 1) => format!("課題：周知が不足\n対応：{count}か所で見直す。"),
        (FormAsk::Evaluation, _) => format!("参加者{count}人の理解が深まった。"),
        (_, 0) => format!("・会議　年２回\n・参加者　延べ{count}人"),
        (_, 1) if done => format!("リーフレットを{many}部、{count}か所に配布した。"),
        (_, 1) => format!("リーフレットを{many}部、{count}か所に配布する。"),
        (_, 2) if done => format!("{count}件の相談に応じ、関係課へつないだ。"),
        (_, 2) => format!("{count}件の相談を見込む。"),
        (_, 3) if done => format!("令和元年度に始めた講座を{count}回実施した。"),
        (_, _) if done => format!("講座を{count}回開催し、延べ{many}人が参加した。"),
        (_, _) => format!("講座を{count}回開催する。"),
    }
}
