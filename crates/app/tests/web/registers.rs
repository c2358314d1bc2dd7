//! A section's registers through the front door.

use axum::http::StatusCode;
use domain::{Id, plan::Plan};
use store::StoredRegister;

use crate::{
    rounds::{city, last, went},
    test_app::{TestApp, assert_says, encoded, link},
};

on_both!(
    a_clerk_enters_a_record_and_sees_its_sentence,
    what_is_past_and_untold_is_asked_for_and_told_with_one_press,
    a_record_is_corrected_with_a_reason_from_the_version_that_was_seen,
    the_day_of_a_handout_is_corrected,
    a_mistake_stays_visible_and_counts_nowhere,
    what_cannot_be_kept_is_said_at_its_field_and_nothing_is_kept,
    a_section_sees_its_own_records_and_the_council_none,
);

const NAME: &str = "職員講座";

/// A register of courses that every section has.
const COURSE: &str = r#"{"name":"職員講座","version":1,"shape":"occasion","show":["venue"],
    "require":["date"],"countings":[{"key":"held","unit":"回","kind":"held"},
    {"key":"attended","unit":"人","kind":"attended"}],
    "wordings":["{each held \"{date.md}：{attended}人\" sep \"、\"}　合計{attended.sum}人"]}"#;

/// A register of leaflets that every section has.
const LEAFLETS: &str = r#"{"name":"職員講座","version":1,"shape":"handout","require":["date"],
    "countings":[{"key":"copies","unit":"部","kind":"copies"}],
    "wordings":["{each copies \"{date.md}：{copies}部\" sep \"、\"}"]}"#;

/// Gives the plan the register of courses; answers the address of a section's registers.
async fn registers(app: &TestApp, plan: &str, section: &str) -> String {
    defined(app, plan, section, COURSE).await
}

pub(crate) async fn defined(app: &TestApp, plan: &str, section: &str, definition: &str) -> String {
    let id: Id<Plan> = Id::new(last(plan));
    let register = StoredRegister {
        name: NAME.to_owned(),
        version: 1,
        definition: definition.to_owned(),
        defined_by: "試験".to_owned(),
        defined_at: "2020-04-01T00:00:00.000000Z".to_owned(),
    };
    let mut tx = app.store.begin().await.unwrap();
    tx.define_register(&id, &register, None).await.unwrap();
    app.commit(tx).await;
    format!("/plans/{id}/sections/{section}/registers")
}

/// Enters a record of a section; answers its identifier.
pub(crate) async fn record(app: &TestApp, plan: &str, section: &str) -> String {
    let here = registers(app, plan, section).await;
    let page = app.press(&here, &entry(PAST, "held", "3")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let page = app.open(&format!("{here}?year=R3")).await;
    last(&link(&page, "/registers/records/")).to_owned()
}

/// A day that is past wherever the test runs.
const PAST: &str = "2021-06-10";

fn entry(day: &str, state: &str, came: &str) -> String {
    let (name, venue) = (encoded(NAME), encoded("市役所"));
    format!("register={name}&date={day}&state={state}&venue={venue}&attended%3A={came}")
}

fn own(city: &crate::rounds::City<'_>) -> String {
    last(&city.own).to_owned()
}

async fn a_clerk_enters_a_record_and_sees_its_sentence(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    assert_says(&city.clerk.open(&city.own).await, &["この課の台帳", &here]);
    let empty = city.clerk.open(&here).await;
    assert_says(&empty, &[NAME, "この年度の記録はまだありません", "記録する"]);
    for (day, came) in [("2021-11-16", "16"), ("2021-11-25", "１９")] {
        let form = entry(day, "held", &encoded(came));
        went(&city.clerk.press(&here, &form).await, "said=written");
    }
    let page = city.clerk.open(&format!("{here}?year=R3&said=written")).await;
    assert_says(&page, &["記録しました", "11月16日：16人、11月25日：19人　合計35人", "市役所"]);
    assert!(page.contains("value=\"市役所\""), "the last place is repeated");
    assert_says(&city.secretariat.open(&format!("{}/history", city.plan)).await, &["記録の入力"]);
}

async fn what_is_past_and_untold_is_asked_for_and_told_with_one_press(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    went(&city.clerk.press(&here, &entry(PAST, "planned", "")).await, "said=written");
    let year = format!("{here}?year=R3");
    let page = city.clerk.open(&year).await;
    assert_says(&page, &["結果未入力 1件", "実施", "中止", "延期", "ほか結果未入力1回"]);
    let at = format!("{}/result", link(&page, "/registers/records/").trim_end_matches("/result"));
    let cancel = format!("version=1&state=cancelled&reason={}", encoded("感染症"));
    went(&city.clerk.press(&at, &cancel).await, "said=corrected");
    let page = city.clerk.open(&year).await;
    assert_says(&page, &["理由：感染症"]);
    assert!(!page.contains("結果未入力"), "{page}");
}

async fn a_record_is_corrected_with_a_reason_from_the_version_that_was_seen(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    went(&city.clerk.press(&here, &entry(PAST, "held", "19")).await, "said=written");
    let year = format!("{here}?year=R3");
    let one = link(&city.clerk.open(&year).await, "/registers/records/");
    let form = format!("{}&version=1", entry(PAST, "held", "18"));
    let silent = city.clerk.press(&one, &form).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&silent.text(), &["訂正の理由を入れてください"]);
    let reasoned = format!("{form}&reason={}", encoded("数え直した"));
    went(&city.chief.press(&one, &reasoned).await, "said=corrected");
    assert_says(&city.clerk.open(&year).await, &["6月10日：18人", "理由：数え直した"]);
    assert_says(&city.clerk.open(&one).await, &["第1版", "参加者 19人", "第2版", "参加者 18人"]);
    let late = city.clerk.press(&one, &reasoned).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let told = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert_says(&told, &["記録の訂正", "数え直した"]);
}

async fn the_day_of_a_handout_is_corrected(app: &TestApp) {
    let city = city(app).await;
    let here = defined(app, &city.plan, &own(&city), LEAFLETS).await;
    let form = |day: &str| {
        format!("register={}&date={day}&movement=give&quantity=50&state=held", encoded(NAME))
    };
    went(&city.clerk.press(&here, &form(PAST)).await, "said=written");
    let year = format!("{here}?year=R3");
    let one = link(&city.clerk.open(&year).await, "/registers/records/");
    let page = city.clerk.open(&one).await;
    assert_says(&page, &["name=\"date\"", &format!("value=\"{PAST}\"")]);
    assert!(!page.contains("name=\"from\""), "a day is asked once");
    let other = format!("{}&version=1&reason={}", form("2021-06-11"), encoded("日の誤り"));
    went(&city.clerk.press(&one, &other).await, "said=corrected");
    assert_says(&city.clerk.open(&year).await, &["2021-06-11", "6月11日：50部"]);
}

async fn a_mistake_stays_visible_and_counts_nowhere(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    went(&city.clerk.press(&here, &entry(PAST, "held", "19")).await, "said=written");
    let year = format!("{here}?year=R3");
    let one = link(&city.clerk.open(&year).await, "/registers/records/");
    let silent = city.clerk.press(&format!("{one}/voiding"), "version=1").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let void = format!("version=1&reason={}", encoded("別の日と間違えた"));
    went(&city.clerk.press(&format!("{one}/voiding"), &void).await, "said=voided");
    let page = city.clerk.open(&year).await;
    assert_says(&page, &["取消（誤入力）", "<del>"]);
    assert!(!page.contains("6月10日：19人"), "{page}");
    assert!(!city.clerk.open(&one).await.contains("訂正する"), "nothing leads on from it");
}

async fn what_cannot_be_kept_is_said_at_its_field_and_nothing_is_kept(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    for (form, says) in [
        (entry("2021-02-30", "held", "3"), "日付として読めません"),
        (entry("", "held", "3"), "date がありません"),
        (entry(PAST, "held", "-3"), "0以上の整数ではありません"),
        (entry(PAST, "held", "999999999999"), "桁を確かめてください"),
        (entry(PAST, "void", "3"), "状態を選んでください"),
    ] {
        let refused = city.clerk.press(&here, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_says(&refused.text(), &[says]);
    }
    assert!(!city.clerk.open(&format!("{here}?year=R3")).await.contains("/registers/records/"));
}

async fn a_section_sees_its_own_records_and_the_council_none(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    went(&city.secretariat.press(&here, &entry(PAST, "held", "19")).await, "said=written");
    assert_eq!(city.council.get(&here).await.status, StatusCode::FORBIDDEN);
    let id: Id<Plan> = Id::new(last(&city.plan));
    let sections = app.store.read().await.unwrap().sections(&id).await.unwrap();
    let other = sections.iter().find(|section| section.id.as_str() != own(&city)).unwrap();
    let there = format!("/plans/{id}/sections/{}/registers", other.id);
    let page = city.secretariat.open(&format!("{there}?year=R3")).await;
    assert!(page.contains(NAME) && !page.contains("/registers/records/"), "{page}");
    let one = link(&city.clerk.open(&format!("{here}?year=R3")).await, "/registers/records/");
    let wrong = format!("{there}/records/{}", last(&one));
    assert_eq!(city.secretariat.get(&wrong).await.status, StatusCode::NOT_FOUND);
    assert_eq!(city.clerk.get(&there).await.status, StatusCode::FORBIDDEN);
}
