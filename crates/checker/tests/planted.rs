//! A sheet of three years of a city that does not exist, with forty planted faults of all families
//! and twenty rows that only look like faults.
#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

use checker::{CheckContext, Finding, check};
use domain::{
    FiscalYear, Place, Slot,
    layout::{ColumnRole, Layout},
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};

/// A row: the rule that must speak (or must not), and the cells that differ from a plain row; those
/// that begin with `R6.` or `R5.` are on the earlier sheets.
type Planted = (&'static str, &'static [(&'static str, &'static str)]);

/// What the plain rows tell of; no two say the same.
const SUBJECTS: [&str; 10] = [
    "傾聴ボランティア講座",
    "高齢者の見守り訪問",
    "若者の居場所",
    "産後の家庭訪問",
    "働く人の健康相談",
    "学校の出前授業",
    "遺族の集い",
    "窓口職員の研修",
    "ひとり親の相談会",
    "図書館の特集展示",
];

const FAULTS: [Planted; 40] = [
    // The form of a cell
    ("STATUS_EMPTY", &[("status", "")]),
    ("ANSWER_MISSING", &[("evaluation", "")]),
    ("PCT_MISSING", &[("achievement", "")]),
    ("PCT_DASH", &[("achievement", "－")]),
    ("PCT_OUT_OF_RANGE", &[("achievement", "130")]),
    ("PCT_NOT_NUMBER", &[("achievement", "ほぼ達成")]),
    ("GRADE_UNKNOWN", &[("progress", "済")]),
    ("PAGE_MISSING", &[("page", "")]),
    ("PLACEHOLDER", &[("next_plan", "日時：未定\n場所：未定")]),
    (
        "TRUNCATED_TAIL",
        &[("status", "市内の公民館で、相談員が地域の方と話す場を開き、参加した方から（")],
    ),
    ("STRAY_SPACE", &[("status", "地区の集会所で相 談会を３回開催し、暮らしの困りごとを聞いた。")]),
    ("VAGUE_PLAN", &[("next_plan", "実施を継続")]),
    // Year against year
    (
        "COPY_PREV_YEAR",
        &[
            (
                "previous_status",
                "民生委員の集まりで、気になる世帯の見守り方を話し合い、つなぎ先を確かめた。",
            ),
            (
                "status",
                "民生委員の集まりで、気になる世帯の見守り方を話し合い、つなぎ先を確かめた。",
            ),
        ],
    ),
    (
        "COPY_PREV_YEAR_NEAR",
        &[
            (
                "previous_status",
                "商店街の協力を得て、買い物の際に相談先のカードを手渡し、声かけを行った。",
            ),
            (
                "status",
                "商店街のご協力を得て、買い物の際に相談先のカードを手渡し、声かけを行った。",
            ),
        ],
    ),
    (
        "BIG_CHANGE_UNEXPLAINED",
        &[("previous_status", "電話相談件数：420件"), ("status", "電話相談件数：96件")],
    ),
    (
        "OVERLAP_DISAGREES",
        &[
            ("previous_status", "講演会を２回開催し、延べ８０人が参加した。"),
            ("R6.status", "講演会を２回開催し、延べ１２０人が参加した。"),
        ],
    ),
    (
        "PLAN_STALE",
        &[
            ("plan", "体験会を秋に２回開催する。"),
            ("status", "大雨の影響により体験会は中止とした。"),
            ("progress", "エ　未実施"),
            ("achievement", "0"),
            ("next_plan", "体験会を秋に２回開催する。"),
        ],
    ),
    (
        "SEQUENCE_SKIP",
        &[
            ("previous_status", "第１２回いのちの作文展を開催した。"),
            ("status", "第１４回いのちの作文展を開催した。"),
        ],
    ),
    // Cell against cell
    ("STATUS_PRESENT", &[("status", "毎月、地域の集まりに保健師が参加し、相談に応じています。")]),
    (
        "STATUS_PLAN_FORM",
        &[("status", "夏休みの前に、子ども向けの電話相談の案内を全校に配布する。")],
    ),
    ("PLAN_PAST", &[("plan", "保健師が全地区を回り、健康教育を１２回行った。")]),
    (
        "PLAN_IN_EVAL",
        &[("evaluation", "来年度は、土曜日にも相談を受けられるようにする予定である。")],
    ),
    (
        "CELL_SHIFT",
        &[
            ("previous_status", "市役所と支所の窓口に相談先のリーフレットを２５０部配架した。"),
            ("status", "リーフレットの配架"),
            ("evaluation", "市役所と支所の窓口に相談先のリーフレットを３００部配架した。"),
        ],
    ),
    (
        "EVIDENCE_IN_EVAL",
        &[
            ("status", "動画を市の番組で配信した。"),
            ("evaluation", "配信した動画の再生回数は2,400回であった。"),
        ],
    ),
    // Text against grade and percent
    ("CANCELLED_DONE_100", &[("status", "講師の都合により講座は中止とした。")]),
    ("NOT_DONE_100", &[("previous_status", "感染の拡大により訪問を実施できなかった。")]),
    (
        "STATUS_PCT_CONFLICT",
        &[("status", "交流会を４回開催し、６２人が参加した。"), ("achievement", "0")],
    ),
    ("PLAN_ACTUAL_GAP_100", &[("plan", "相談会：２０回"), ("status", "相談会：７回")]),
    ("ZERO_UPTAKE_100", &[("status", "こころの健康教室を２回開いたが、参加者は０人であった。")]),
    ("NO_CASE_DONE", &[("status", "該当する相談はなかった。")]),
    (
        "PARTIAL_100",
        &[("status", "新型コロナウイルス感染症の対策として規模を縮小し、講座を１回開催した。")],
    ),
    // Numbers
    ("SUM_MISMATCH", &[("status", "参加者：６月３日：２１人、６月１０日：１８人　合計４５人")]),
    (
        "PCT_UNREACHABLE",
        &[
            ("status", "研修会を開催し、２４人が参加した。"),
            ("evaluation", "参加者２４人のうち、９１．３％が「役に立つ」と答えた。"),
        ],
    ),
    (
        "CLAIM_VS_NUMBERS",
        &[
            ("previous_status", "来所相談件数：85件"),
            ("status", "来所相談件数：61件"),
            ("evaluation", "来所相談件数は前年度より増加した。"),
        ],
    ),
    (
        "DATE_SESSION_MISMATCH",
        &[(
            "status",
            "講座を１０月４日、１０月１８日に実施した。\n参加者：１０月４日：１２人、１０月１１日：１５人",
        )],
    ),
    ("APPROX_NUMBER", &[("status", "駅前で啓発グッズを約５００個配布した。")]),
    ("SMALL_CELL", &[("status", "ＤＶ相談件数：3件")]),
    // Names and words
    ("TYPO", &[("status", "見守り活動及支え合いの輪を広げる集いを２回開催した。")]),
    (
        "TERM_VARIATION",
        &[("status", "新型コロナウィルス感染症に気を付けながら、教室を５回開催した。")],
    ),
    ("WIDTH_MIX", &[("status", "案内の手紙を１2００通送り、返事を受けた。")]),
];

const CONTROLS: [Planted; 20] = [
    ("SUM_MISMATCH", &[("status", "参加者：５月８日：１４人、５月２２日：１９人　合計３\n３人")]),
    (
        "PCT_UNREACHABLE",
        &[
            ("status", "研修会に３２人が参加した。"),
            ("evaluation", "参加者３２人のうち、８７．５％が「理解が深まった」と答えた。"),
        ],
    ),
    (
        "NOT_DONE_100",
        &[
            ("status", "希望がなく、実施を見送った。"),
            ("progress", "エ　未実施"),
            ("achievement", "0"),
        ],
    ),
    (
        "STATUS_PCT_CONFLICT",
        &[
            ("status", "台風のため開催できなかった。"),
            ("progress", "エ　未実施"),
            ("achievement", "0"),
        ],
    ),
    (
        "COPY_PREV_YEAR",
        &[
            ("previous_status", "集会所１２回、会社２回、一般１回"),
            ("status", "集会所２１回、会社１回、一般４回"),
        ],
    ),
    (
        "CANCELLED_DONE_100",
        &[("status", "新型コロナウイルス感染症に気を付け、中止することなく１０回開催した。")],
    ),
    ("CANCELLED_DONE_100", &[("status", "前年度に中止した講演会を、今年度は１回開催した。")]),
    (
        "BIG_CHANGE_UNEXPLAINED",
        &[
            ("previous_status", "閲覧数：27,000件"),
            ("status", "閲覧数：12,500件"),
            ("evaluation", "機器の更新により数え方を改めたため、件数が減少した。"),
        ],
    ),
    ("PLAN_ACTUAL_GAP_100", &[("plan", "交流会：８回"), ("status", "交流会：９回")]),
    (
        "NO_CASE_DONE",
        &[("status", "相談を受けた全ての方に支障はなかった。相談件数は24件であった。")],
    ),
    ("STATUS_PLAN_FORM", &[("status", "全ての小学校で、相談先の案内を配布することができた。")]),
    ("PLAN_PAST", &[("plan", "昨年度に作成した手引きを用いて、研修を２回行う。")]),
    ("VAGUE_PLAN", &[("next_plan", "妊婦の面接を全員に行い、支援の計画を作る取組を継続する。")]),
    (
        "SEQUENCE_SKIP",
        &[
            ("previous_status", "第７回いのちの講演会を開催した。"),
            ("status", "第８回いのちの講演会を開催した。"),
        ],
    ),
    (
        "OVERLAP_DISAGREES",
        &[("previous_status", "座談会を３回開催した。"), ("R6.status", "座談会を3回開催した。")],
    ),
    (
        "DATE_SESSION_MISMATCH",
        &[(
            "status",
            "講座を９月６日、９月２０日に実施した。\n参加者：９月６日：１１人、９月２０日：１３人",
        )],
    ),
    (
        "CLAIM_VS_NUMBERS",
        &[
            ("previous_status", "電話相談件数：40件"),
            ("status", "電話相談件数：58件"),
            ("evaluation", "電話相談件数は前年度より増加した。"),
        ],
    ),
    ("ZERO_UPTAKE_100", &[("status", "講座を開き、欠席者は０人であった。参加者は15人であった。")]),
    ("SMALL_CELL", &[("status", "職員研修の参加者：8人")]),
    ("TYPO", &[("status", "啓発及び相談の場を設け、見守りの輪を広げた。")]),
];

/// A plain row's cell.
fn plain(no: usize, key: &str, year: i32) -> String {
    let (what, times) = (SUBJECTS[no % SUBJECTS.len()], no % 7 + 2);
    let what = format!("{what}（{no}地区）");
    let people = 30 + no + usize::try_from(year % 5).unwrap();
    match key {
        "plan" => format!("{what}を年{times}回行う。"),
        "next_plan" => format!("{what}を年{}回行い、案内を広げる。", times + 1),
        "status" => format!("{what}を{times}回行い、{people}人が参加した。"),
        "previous_status" => format!("{what}を{times}回行い、{}人が参加した。", people - 1),
        "evaluation" => format!("{what}の参加者から、話しやすかったとの声が寄せられた。"),
        "progress" => "ア　実施済".to_owned(),
        _ => "100".to_owned(),
    }
}

/// The sheet of a year, its rows with what is planted there.
fn sheet(year: &str, planted: &[Planted]) -> Sheet {
    let grades = [("ア", "実施済"), ("イ", "実施中"), ("ウ", "準備中"), ("エ", "未実施")];
    let grades = grades.iter().map(|(code, label)| Grade::new(code, label)).collect();
    let scale = Scale { name: "取組状況".into(), grades };
    let at = FiscalYear::parse(year).unwrap();
    let rows = planted.iter().zip(1..).map(|((_, cells), no)| {
        let mut row = Row::blank(no, Place::File);
        let nth = no as usize;
        row.action.text = format!("{}（{nth}地区）", SUBJECTS[nth % SUBJECTS.len()]);
        row.content.text = format!("{}を通じて、住民のつながりをつくります。", row.action.text);
        row.page.text = (nth / 5 + 10).to_string();
        row.section.text = format!("第{}課", nth % 9 + 1);
        for (slot, key) in Slot::STANDARD {
            row.answers.insert(slot, Cell::new(plain(nth, key, at.start()), Place::File));
        }
        for (key, text) in *cells {
            let here = key.strip_prefix(&format!("{year}."));
            let own = (year == "R7" && !key.contains('.')).then_some(*key);
            if let Some(key) = here.or(own) {
                let cell = row.cell_mut(&ColumnRole::named(key).unwrap()).unwrap();
                (*text).clone_into(&mut cell.text);
            }
        }
        row
    });
    let rows = rows.collect();
    Sheet { year: at, layout: Layout::standard(at, scale), measures: Vec::new(), rows }
}

fn findings(planted: &[Planted]) -> Vec<Finding> {
    let [now, last, before] = ["R7", "R6", "R5"].map(|year| sheet(year, planted));
    check(&CheckContext::open(&now, &[&last, &before]))
}

/// Whether a rule speaks of a row.
fn speaks(found: &[Finding], rule: &str, no: u32) -> bool {
    found
        .iter()
        .filter(|one| one.rule == rule)
        .any(|one| one.no == no || one.no == 0 && one.marks.iter().any(|mark| mark.no == no))
}

#[test]
fn forty_planted_faults_are_found_and_twenty_controls_stay_silent() {
    let all: Vec<Planted> = FAULTS.into_iter().chain(CONTROLS).collect();
    let found = findings(&all);
    let mut wrong = Vec::new();
    for ((rule, _), no) in all.iter().zip(1..) {
        let fault = no as usize <= FAULTS.len();
        if speaks(&found, rule, no) != fault {
            wrong.push(format!("{no} {rule}: {}", if fault { "silent" } else { "speaks" }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
