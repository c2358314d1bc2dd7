//! Two made-up editions of あおぞら市, a city that does not exist: twelve actions in three measures with
//! every state, and the year before. The telephone numbers are none.

use domain::scale::GradeClass;
use edition::{
    ActionRecord, AsOf, City, ColumnRecord, ContentDigest, EditionAnswer, EditionContent,
    EditionKind, ErratumRecord, FORMAT, GradeRecord, HelpLine, IndicatorRecord, MeetingRecord,
    OpinionRecord, PaperRecord, PlanRecord, PublishedFigure, Publisher, ScaleRecord, canonical,
};

/// The grades of the form, by code, words and meaning.
const GRADES: [(&str, &str, GradeClass); 8] = [
    ("ア", "実施済", GradeClass::Done),
    ("イ", "一部実施", GradeClass::Partly),
    ("ウ", "準備中", GradeClass::Preparing),
    ("エ", "未実施", GradeClass::NotDone),
    ("オ", "中止", GradeClass::Cancelled),
    ("カ", "代替実施", GradeClass::Substituted),
    ("キ", "時期未到来", GradeClass::TooEarly),
    ("ク", "Ｃ評価", GradeClass::Unknown),
];

const MEASURES: [&str; 3] = [
    "基本施策１　地域で支え合うつながり",
    "基本施策２　気づき、支える人を育てる",
    "基本施策３　相談できる場所を知らせる",
];

/// Measure, title, bureau and section, grade, percentage, what was done, what is thought of it.
type Told = (usize, &'static str, (&'static str, &'static str), &'static str, &'static str, Texts);
type Texts = (&'static str, &'static str);

const TOLD: [Told; 12] = [
    (
        1,
        "いのちを支える連絡会議",
        ("健康部", "健康推進課"),
        "ア",
        "100",
        (
            "連絡会議を２回開いた。\n１回目：令和７年７月１０日　参加１４課・６団体\n２回目：令和８年１月２２日　参加１３課・６団体",
            "つなぐ先が互いに分かるようになった。",
        ),
    ),
    (
        1,
        "見守り協力店の登録",
        ("産業建設部", "商工振興課"),
        "イ",
        "62.5",
        ("４０店の目標に対し、２５店が登録した。", "説明に回れた商店街が半分にとどまった。"),
    ),
    (
        1,
        "高齢者の居場所づくり",
        ("福祉部", "高齢者支援課"),
        "ア",
        "-",
        ("月１回の集まりを３か所で続けた。", "人数を目標にしていないため、数では表しにくい。"),
    ),
    (
        1,
        "災害時のこころのケア訓練",
        ("健康部", "健康推進課"),
        "キ",
        "未確定",
        ("訓練は３月に行うため、まだ結果がない。", ""),
    ),
    (
        2,
        "教職員向けの研修",
        ("教育委員会", "教育支援センター"),
        "エ",
        "0",
        ("講師の日程が合わず、研修は開かなかった。", "来年度は早めに講師を決める。"),
    ),
    (
        2,
        "民生委員・児童委員の研修",
        ("福祉部", "地域福祉課"),
        "カ",
        "50",
        (
            "集まっての研修は大雪のため中止した。代わりに手引きを１８０人に配った。",
            "手引きは役に立ったという声が多い。",
        ),
    ),
    (
        2,
        "窓口職員の研修",
        ("総務部", "人事課"),
        "ア",
        "96.9",
        ("新しく窓口に来た職員３２人のうち３１人が受けた。", "様子に気づく力が付いた。"),
    ),
    (
        2,
        "お店でできる声かけ講習",
        ("産業建設部", "商工振興課"),
        "オ",
        "0",
        ("申込みが少なく、中止した。", ""),
    ),
    (
        3,
        "相談先カードの配布",
        ("健康部", "健康推進課"),
        "ア",
        "100",
        (
            "相談先カードを６，０００枚配った。雨のため駅前での配布は中止し、市役所で配った。",
            "店や駅に置く場所を増やしたい。",
        ),
    ),
    (
        3,
        "図書館での特集展示",
        ("教育委員会", "中央図書館"),
        "ク",
        "",
        ("９月に展示を行った。", "手に取る人が多かった。"),
    ),
    (
        3,
        "こころの相談",
        ("健康部", "健康推進課"),
        "ア",
        "100",
        ("月２回、計２４回開いた。", "予約の取りやすさが課題である。"),
    ),
    (3, "ＳＮＳでの相談先案内", ("市民生活部", "市民相談課"), "", "", ("", "")),
];

/// The year that the newer edition reports.
pub(crate) const YEAR: i32 = 2025;

/// The edition of R7, its second.
pub(crate) fn edition() -> EditionContent {
    let mut content = base(YEAR, 2);
    content.actions = TOLD.iter().enumerate().map(|(at, told)| action(at, told, YEAR)).collect();
    // The meeting is shown under the last measure as well
    let mut again = content.actions[0].clone();
    (again.row_no, again.measure_no, again.relisted) = (13, Some(3), "再掲".to_owned());
    content.actions.push(again);
    "withheld".clone_into(&mut content.actions[10].answers[0].state);
    content.actions[10].answers[0].text = String::new();
    content.actions[7].follows = vec!["a-99".to_owned()];
    content.indicators = indicators();
    content.meetings = meetings();
    content.opinions = opinions();
    content.errata = errata();
    content
}

/// The edition of R6: what was promised then, one action under another name, one that ended.
pub(crate) fn last_year() -> EditionContent {
    let mut content = base(YEAR - 1, 1);
    let told = TOLD.iter().take(11).enumerate();
    content.actions = told.map(|(at, told)| action(at, told, YEAR - 1)).collect();
    "a-99".clone_into(&mut content.actions[7].id);
    "理容店での声かけ講習".clone_into(&mut content.actions[7].title);
    let grade = &mut content.actions[4].answers[3];
    (grade.text, grade.class) = ("ア　実施済".to_owned(), Some(GradeClass::Done));
    "100".clone_into(&mut content.actions[4].answers[4].number);
    "教職員６２人が研修を受けた。".clone_into(&mut content.actions[4].answers[1].text);
    let mut ended = action(3, &TOLD[3], YEAR - 1);
    (ended.id, ended.title, ended.row_no) = ("a-98".to_owned(), "駅前での呼びかけ".to_owned(), 12);
    content.actions.push(ended);
    content
}

/// The digest of an edition.
pub(crate) fn digest(content: &EditionContent) -> ContentDigest {
    ContentDigest::of(&canonical(content).unwrap())
}

fn base(year: i32, number: u32) -> EditionContent {
    EditionContent {
        format: FORMAT.to_owned(),
        city: City { region_code: "999997".to_owned(), name: "あおぞら市".to_owned() },
        plan: PlanRecord {
            id: "aozora-inochi".to_owned(), title: "いのちを支える計画".to_owned()
        },
        fiscal_year: year,
        kind: EditionKind::Published,
        number,
        frozen_on: format!("{}-11-24", year + 1),
        as_of: AsOf { event: 412, head: "0".repeat(64) },
        based_on: None,
        columns: columns(year),
        scales: vec![ScaleRecord { name: "取組状況".to_owned(), grades: grades() }],
        measures: MEASURES.map(str::to_owned).to_vec(),
        actions: Vec::new(),
        indicators: Vec::new(),
        crosswalks: Vec::new(),
        meetings: Vec::new(),
        opinions: Vec::new(),
        errata: Vec::new(),
        help: help(),
        publisher: Publisher {
            section: "健康部 健康推進課".to_owned(),
            telephone: "000-000-0000".to_owned(),
            comments: "ご意見は、市役所の各窓口の「ご意見箱」か、郵便でお寄せください。".to_owned(),
            licence: "公共データ利用規約（第1.0版）".to_owned(),
            licence_address: String::new(),
            base_address: "https://www.city.aozora.example/inochi/".to_owned(),
        },
    }
}

fn grades() -> Vec<GradeRecord> {
    let grade = |(code, label, class): (&str, &str, GradeClass)| GradeRecord {
        code: code.to_owned(),
        label: label.to_owned(),
        class,
    };
    GRADES.map(grade).to_vec()
}

fn columns(year: i32) -> Vec<ColumnRecord> {
    let column = |heading: &str, role: &str| ColumnRecord {
        heading: heading.to_owned(),
        role: role.to_owned(),
        field: String::new(),
        fiscal_year: None,
        scale: String::new(),
    };
    let plan = [
        ("番号", "no"),
        ("施策", "measure"),
        ("計画における項目", "action"),
        ("内容", "content"),
        ("頁", "page"),
        ("部", "department"),
        ("課", "section"),
        ("再掲", "relisted"),
    ];
    let fields = ["plan", "status", "evaluation", "progress", "achievement"].map(|one| (one, year));
    let mut columns: Vec<_> = plan.map(|(heading, role)| column(heading, role)).to_vec();
    for (field, year) in fields.into_iter().chain([("plan", year + 1), ("status", year - 1)]) {
        let answer = column("見出し", "answer");
        columns.push(ColumnRecord { field: field.to_owned(), fiscal_year: Some(year), ..answer });
    }
    columns
}

fn action(at: usize, told: &Told, year: i32) -> ActionRecord {
    let (measure, title, (bureau, section), grade, achieved, (status, evaluation)) = *told;
    let plan = format!(
        "「{title}」を{}に行う。\n目標は前の年度と同じとする。",
        if at == 1 { "３回" } else { "年間を通して" }
    );
    let next =
        if at == 4 { plan.replace("年間を通して", "夏休みの間") } else { plan.clone() };
    let mut answers = vec![
        text("plan", year, &plan),
        text("status", year, status),
        text("evaluation", year, evaluation),
        graded(year, grade),
        percent(year, achieved),
        text("plan", year + 1, &next),
    ];
    answers.push(text("status", year - 1, "前の年度も同じように行った。"));
    ActionRecord {
        id: format!("a-{:02}", at + 1),
        row_no: u32::try_from(at).unwrap() + 1,
        measure_no: Some(measure),
        title: title.to_owned(),
        content: format!("{title}により、悩みをひとりで抱える人を減らします。"),
        page: (18 + at).to_string(),
        relisted: String::new(),
        owners: vec![(bureau.to_owned(), section.to_owned())],
        follows: Vec::new(),
        answers,
    }
}

fn text(field: &str, fiscal_year: i32, text: &str) -> EditionAnswer {
    let state = domain::Value::read(text).state();
    EditionAnswer {
        field: field.to_owned(),
        fiscal_year,
        state: state.to_owned(),
        text: text.to_owned(),
        grade: String::new(),
        class: None,
        number: String::new(),
        approximate: false,
    }
}

fn graded(year: i32, code: &str) -> EditionAnswer {
    let grade = GRADES.iter().find(|(known, _, _)| *known == code);
    let written = grade.map_or_else(String::new, |(code, label, _)| format!("{code}　{label}"));
    EditionAnswer {
        grade: code.to_owned(),
        class: grade.map(|(_, _, class)| *class),
        ..text("progress", year, &written)
    }
}

fn percent(year: i32, achieved: &str) -> EditionAnswer {
    let number = domain::percent::number(achieved).unwrap_or_default();
    EditionAnswer { number, ..text("achievement", year, achieved) }
}

fn figure(fiscal_year: i32, figure: &str, state: &str, number: &str) -> PublishedFigure {
    PublishedFigure {
        fiscal_year,
        figure: figure.to_owned(),
        state: state.to_owned(),
        number: number.to_owned(),
        approximate: false,
        of: (figure == "actual" && state == "given").then_some((11, 12)),
    }
}

fn indicators() -> Vec<IndicatorRecord> {
    let indicator =
        |id: &str, action: Option<&str>, name: &str, unit: &str, figures| IndicatorRecord {
            id: id.to_owned(),
            action: action.map(str::to_owned),
            name: name.to_owned(),
            unit: unit.to_owned(),
            definition: "年度のうちに受けた人の延べ数".to_owned(),
            figures,
        };
    let trained = vec![
        figure(2022, "base", "given", "24"),
        figure(2023, "actual", "given", "28"),
        figure(2023, "target", "given", "30"),
        figure(2024, "actual", "missing", ""),
        figure(2024, "target", "given", "30"),
        figure(2025, "actual", "given", "31"),
        figure(2025, "target", "given", "32"),
    ];
    let consulted =
        vec![figure(2024, "actual", "given", "41"), figure(2025, "actual", "withheld", "")];
    vec![
        indicator("i-1", Some("a-07"), "研修を受けた人", "人", trained),
        indicator("i-2", None, "相談した人", "人", consulted),
    ]
}

fn meetings() -> Vec<MeetingRecord> {
    let paper = |title: &str, audience: &str, ground: &str| PaperRecord {
        title: title.to_owned(),
        audience: audience.to_owned(),
        ground: ground.to_owned(),
    };
    vec![MeetingRecord {
        held_on: "2026-07-10".to_owned(),
        title: "第１回協議会".to_owned(),
        openness: "partly".to_owned(),
        ground: "個人に関わる資料を扱うため".to_owned(),
        papers: vec![
            paper("資料１　進捗管理シート", "public", ""),
            paper("資料２　統計の内訳", "closed", "条例第７条"),
        ],
    }]
}

fn opinions() -> Vec<OpinionRecord> {
    let opinion = |no, action: Option<&str>, kind: &str, said: &str, reply: &str| OpinionRecord {
        no,
        meeting_date: "2026-07-10".to_owned(),
        action: action.map(str::to_owned),
        kind: kind.to_owned(),
        opinion: said.to_owned(),
        reply: reply.to_owned(),
        outcome: if reply.is_empty() { String::new() } else { "next_plan".to_owned() },
        outcome_reference: String::new(),
    };
    vec![
        opinion(
            1,
            Some("a-05"),
            "question",
            "研修を開けなかったのはなぜですか。",
            "講師が決まったのが２月で、学校の予定と合いませんでした。来年度は５月までに決めます。",
        ),
        opinion(2, None, "opinion", "相談先を知らない人がまだ多いと思います。", ""),
    ]
}

fn errata() -> Vec<ErratumRecord> {
    vec![ErratumRecord {
        edition_no: 2,
        no: 1,
        decided_on: "2026-11-20".to_owned(),
        action: Some("a-02".to_owned()),
        field: "status".to_owned(),
        fiscal_year: Some(YEAR),
        kind: "correction".to_owned(),
        before: "４０店の目標に対し、３５店が登録した。".to_owned(),
        after: "４０店の目標に対し、２５店が登録した。".to_owned(),
        reason: "集計の誤り".to_owned(),
    }]
}

fn help() -> Vec<HelpLine> {
    let line = |name: &str, telephone: &str, hours: &str, is_city| HelpLine {
        name: name.to_owned(),
        telephone: telephone.to_owned(),
        hours: hours.to_owned(),
        note: "秘密は守られます。".to_owned(),
        is_city,
        source: "架空の番号です".to_owned(),
        checked_on: "2026-11-01".to_owned(),
        confirmed: true,
    };
    vec![
        line("全国の相談電話（架空）", "0000-000-000", "毎日 24時間", false),
        line("あおぞら市 こころの相談", "000-000-0001", "平日 午前9時から午後5時", true),
    ]
}
