//! Grades by what they mean: the overview, the sheet, what a person says of them; another city's plan.

use axum::http::StatusCode;

use crate::test_app::{TestApp, assert_says, encoded, link};

on_both!(
    the_best_grade_present_is_not_called_done,
    a_plan_whose_grades_nobody_explained_calls_nothing_done,
    a_person_says_what_grades_mean_and_every_page_goes_by_it,
    a_code_is_shown_with_its_words,
    a_printed_list_without_a_mark_counts_as_no_grade_and_is_told,
    a_plan_without_codes_is_answered_by_its_words,
    another_citys_sheet_becomes_a_plan_of_its_own,
);

/// A sheet of R5 as a file: the head of its grades, and the grade of each row.
fn sheet(head: &str, grades: &[&str]) -> String {
    let rows = grades.iter().enumerate().map(|(at, grade)| {
        format!("事業{at},健康課,相談を{}回開いた。,{grade},{}\n", at + 3, at * 10)
    });
    let head = format!("計画における項目,担当課,令和5年度実施状況,{head},令和5年度達成度（％）\n");
    head + &rows.collect::<String>()
}

/// Books such a sheet as the plan of a city; answers the overview's address.
async fn booked(app: &TestApp, city: &str, head: &str, grades: &[&str]) -> String {
    let csv = sheet(head, grades);
    let page = app.upload("/imports", ("R5.csv", csv.as_bytes()), &[("city", city)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let review = app.confirmed(page.location()).await;
    let booked = app.press(&format!("{review}/booking"), "").await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    booked.location()
}

/// The number of a tile; none where there is no such tile.
fn tile(page: &str, name: &str) -> Option<usize> {
    let after = page.split(&format!("<dt>{name}</dt><dd><b>")).nth(1)?;
    after.split('<').next()?.parse().ok()
}

const ALL_DONE: &str = "すべて実施済です";
const UNEXPLAINED: &str = "区分の意味が未設定です";

async fn the_best_grade_present_is_not_called_done(app: &TestApp) {
    let listed = "取組状況（ア 実施済、ウ 準備中、エ 未実施、オ その他）";
    let marks = "取組状況（◎：達成 ○：概ね達成 △：一部達成 ×：未達成）";
    for (at, (head, grades, done)) in [
        (listed, &["エ", "エ", "エ"][..], 0),
        ("取組状況", &["未実施", "未実施", "未実施"], 0),
        ("取組状況", &["遅れ", "中止", "遅れ"], 0),
        (marks, &["△", "×", "○"], 0),
        (marks, &["◎", "×", "○"], 1),
        (listed, &["ア", "ウ", "ア"], 2),
    ]
    .into_iter()
    .enumerate()
    {
        let page = app.open(&booked(app, &format!("第{at}市"), head, grades).await).await;
        assert_eq!(tile(&page, "実施済"), Some(done), "{head} {grades:?}");
        assert!(!page.contains(ALL_DONE), "{head} {grades:?}");
    }
    let all = booked(app, "全部市", listed, &["ア", "ア　実施済", "実施済"]).await;
    let page = app.open(&all).await;
    assert_eq!(tile(&page, "実施済"), Some(3));
    assert_says(&page, &[ALL_DONE]);
}

async fn a_plan_whose_grades_nobody_explained_calls_nothing_done(app: &TestApp) {
    for (at, grades) in [["A", "B", "D"], ["◎", "◎", "×"]].into_iter().enumerate() {
        let page = app.open(&booked(app, &format!("第{at}市"), "取組状況", &grades).await).await;
        assert_eq!(tile(&page, "実施済"), None, "{grades:?}");
        assert!(!page.contains(ALL_DONE) && !page.contains("実施済でない事業 <span"), "{grades:?}");
        assert_says(&page, &[UNEXPLAINED, "区分の意味を設定する", &format!("「{}」", grades[0])]);
    }
    let partly = booked(app, "半分市", "取組状況", &["遅れ", "中止", "遅れ"]).await;
    assert_says(&app.open(&partly).await, &[UNEXPLAINED, "「遅れ」2件", "実施済でない事業"]);
}

/// The form of a grade's class as the settings page sends it.
fn meaning(grade: &str, class: &str) -> String {
    format!("grade={}&was=unknown&class={class}", encoded(grade))
}

async fn a_person_says_what_grades_mean_and_every_page_goes_by_it(app: &TestApp) {
    let overview = booked(app, "あけぼの市", "取組状況", &["A", "B", "D"]).await;
    let plan = overview.split("/years").next().unwrap();
    let settings = link(&app.open(&overview).await, "/check/rules");
    assert_says(
        &app.open(settings.split('#').next().unwrap()).await,
        &["評価区分の意味", ">A</label>"],
    );
    let address = format!("{plan}/check/grade-classes");
    let form = [meaning("A", "done"), meaning("B", "partly"), meaning("D", "not_done")].join("&");
    let page = app.press(&address, &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    assert_says(&app.open(&page.location()).await, &["3つの区分の意味を変えました"]);
    let page = app.open(&overview).await;
    assert_eq!(tile(&page, "実施済"), Some(1));
    assert!(!page.contains(UNEXPLAINED));
    let sheet = app.open(&format!("{overview}/sheet")).await;
    assert_says(&sheet, &["grade-done\">A", "grade-part\">B", "grade-not\">D"]);
    let history = app.open(&format!("{plan}/history")).await;
    assert_says(&history, &["評価区分の意味の変更", "「A」：意味が未設定 → 実施済"]);
    let again = app.press(&address, &meaning("A", "done")).await;
    assert_says(&app.open(&again.location()).await, &["変わったところはありません"]);
    let wrong = app.press(&address, &meaning("A", "best")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_code_is_shown_with_its_words(app: &TestApp) {
    let listed = "取組状況（ア 実施済、ウ 準備中、エ 未実施、オ その他）";
    let overview = booked(app, "あけぼの市", listed, &["ア", "エ", "ウ"]).await;
    let sheet = app.open(&format!("{overview}/sheet")).await;
    assert_says(&sheet, &["ア　実施済", "grade-not\">エ　未実施"]);
    assert_says(&app.open(&overview).await, &["エ　未実施"]);
    let action = link(&sheet, "/actions/");
    assert_says(&app.open(&action).await, &["ア　実施済"]);
    let filtered = app.open(&format!("{overview}/sheet?grade={}", encoded("エ　未実施"))).await;
    assert_says(&filtered, &["3事業のうち1事業"]);
}

async fn a_printed_list_without_a_mark_counts_as_no_grade_and_is_told(app: &TestApp) {
    let listed = "取組状況（ア 実施済、イ 一部実施、ウ 未実施）";
    let grades = ["実施済・一部実施・未実施", "□ア □イ □ウ", "ア"];
    let overview = booked(app, "あけぼの市", listed, &grades).await;
    let page = app.open(&overview).await;
    assert_eq!(tile(&page, "実施済"), Some(1));
    assert_says(&page, &["選択肢に印がない", "2件"]);
    let check = app.open(&format!("{overview}/check?weight=all")).await;
    assert_says(&check, &["取組状況は選択肢が並んだままで、どれにも印がありません。"]);
}

async fn a_plan_without_codes_is_answered_by_its_words(app: &TestApp) {
    let overview = booked(app, "あけぼの市", "取組状況", &["実施済", "未実施", "実施済"]).await;
    let plan = overview.split("/years").next().unwrap();
    let form = "year=R6&opens_on=2020-04-01&due_on=2099-05-31";
    let page = app.press(&format!("{plan}/rounds"), form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let board = app.open(&format!("{plan}/rounds/R6")).await;
    let section = app.open(&link(&board, "/sections/")).await;
    let reply = link(&section, "/replies/");
    let page = app.open(&reply).await;
    assert_says(&page, &["value=\"実施済\"", "value=\"未実施\""]);
}

async fn another_citys_sheet_becomes_a_plan_of_its_own(app: &TestApp) {
    let plan = app.aozora().await;
    assert!(!app.open(&format!("{plan}/years/R7")).await.contains("計画の切り替え"));
    let head = "取組状況（ア 実施済、エ 未実施）";
    let csv = format!("みどり市 自殺対策計画 進捗状況,,,,\n{}", sheet(head, &["ア", "エ", "ア"]));
    let review = app.review(&format!("{plan}/imports"), "みどり市.csv", csv.as_bytes()).await;
    assert_says(&app.open(&review).await, &["みどり市の新しい計画として登録する"]);
    let booking = format!("{review}/booking");
    let nameless = app.press(&booking, "plan=new&city=").await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = app.press(&booking, &format!("plan=new&city={}", encoded("みどり市"))).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let theirs = made.location();
    assert!(!theirs.starts_with(&plan), "{theirs}");
    let page = app.get(&theirs).await;
    let page = app.open(&page.location()).await;
    assert_says(&page, &["みどり市", "計画の切り替え", &format!("href=\"{plan}\""), "実施済"]);
    assert_says(&app.open(&review).await, &["取りやめ"]);
}
