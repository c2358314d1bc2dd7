//! A section's registers through the front door.

use axum::http::StatusCode;
use domain::{Day, Id, person::Role, plan::Plan};
use store::StoredRegister;

use crate::{
    persons::grant,
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
    a_meeting_begins_with_who_was_there_last_time,
    a_press_at_the_counter_counts_one_and_the_last_can_be_taken_back,
    whoever_only_records_sees_the_registers_of_the_section_and_no_answers,
    what_waits_and_what_is_to_come_stand_on_one_page_and_in_a_calendar_file,
);

const NAME: &str = "職員講座";

/// The same as a part of an address.
pub(crate) const NAME_IN_ADDRESS: &str = "%E8%81%B7%E5%93%A1%E8%AC%9B%E5%BA%A7";

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

/// The same for a register that serves every action of the sheet.
pub(crate) async fn serving(app: &TestApp, plan: &str, section: &str) -> String {
    let serves: Vec<String> = (1..40).map(|no| format!("{{\"action\":{no}}}")).collect();
    let serves = format!("\"serves\":[{}],\"countings\"", serves.join(","));
    defined(app, plan, section, &COURSE.replacen("\"countings\"", &serves, 1)).await
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

pub(crate) fn entry(day: &str, state: &str, came: &str) -> String {
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
    assert_says(&city.clerk.open(&year).await, &["2021年6月11日", "6月11日：50部"]);
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

/// A register of meetings that every section has.
const MEETINGS: &str = r#"{"name":"職員講座","version":1,"shape":"occasion","show":["present"],
    "require":["date"],"countings":[{"key":"bodies_present","unit":"か所","kind":"bodies_present"}],
    "wordings":["関係団体（{bodies_present}か所）"]}"#;

async fn a_meeting_begins_with_who_was_there_last_time(app: &TestApp) {
    let city = city(app).await;
    let here = defined(app, &city.plan, &own(&city), MEETINGS).await;
    let more = format!("present%3Abody.more={}", encoded("医師会、警察署、消防本部"));
    let first = format!("{}&{more}", entry("2021-06-10", "held", ""));
    went(&city.clerk.press(&here, &first).await, "said=written");
    let page = city.clerk.open(&format!("{here}?year=R3")).await;
    assert_says(&page, &["出席3", "value=\"警察署\" checked", "関係団体（3か所）"]);
    let names = ["医師会", "警察署", "消防本部"].map(encoded);
    let listed = names.iter().map(|name| format!("&present%3Abody.listed={name}"));
    let ticked = names[..2].iter().map(|name| format!("&present%3Abody={name}"));
    let both: String = listed.chain(ticked).collect();
    let second = format!("{}{both}", entry("2021-09-10", "held", ""));
    went(&city.clerk.press(&here, &second).await, "said=written");
    let page = city.clerk.open(&format!("{here}?year=R3")).await;
    assert_says(&page, &["出席2、欠席1", "2021年9月10日（金）"]);
}

async fn whoever_only_records_sees_the_registers_of_the_section_and_no_answers(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    let (plan, section) = (Id::new(last(&city.plan)), Id::new(own(&city)));
    let grant = grant(Role::Recorder, Some(&plan), Some(&section));
    let recorder = app.seat(&app.person("recorder", vec![grant]).await).await;
    went(&recorder.press(&here, &entry(PAST, "held", "5")).await, "said=written");
    let desk = recorder.get(&format!("{}/records", city.plan)).await;
    assert_eq!(desk.status, StatusCode::SEE_OTHER);
    assert!(desk.location().ends_with("/registers"), "{}", desk.location());
    assert!(recorder.get("/").await.location().ends_with("/records"));
    assert_eq!(recorder.get(&city.reply).await.status, StatusCode::FORBIDDEN);
    let shelf = format!("{}/registers", city.plan);
    assert_eq!(recorder.get(&shelf).await.status, StatusCode::FORBIDDEN);
    let other = here.replace(&own(&city), "another");
    assert_eq!(recorder.get(&other).await.status, StatusCode::FORBIDDEN);
}

/// The day in Japan, where the registers' days are.
#[expect(
    clippy::disallowed_methods,
    reason = "what is past and what is to come is told by the server's clock"
)]
pub(crate) fn today() -> Day {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Day::new(1970, 1, 1).unwrap().after(i64::try_from((now.as_secs() + 9 * 3600) / 86_400).unwrap())
}

async fn what_waits_and_what_is_to_come_stand_on_one_page_and_in_a_calendar_file(app: &TestApp) {
    let city = city(app).await;
    let here = registers(app, &city.plan, &own(&city)).await;
    let today = today();
    let (past, ahead) = (today.after(-1), today.after(7));
    for day in [past, ahead] {
        let form = entry(&day.to_string(), "planned", "");
        went(&city.clerk.press(&here, &form).await, "said=written");
    }
    let desk = city.secretariat.open(&format!("{}/records", city.plan)).await;
    assert_says(&desk, &["台帳の設定", "結果未入力", "これからの予定", NAME, ahead.weekday()]);
    assert_says(&desk, &["chip chip-warn\">1<"]);
    let file = city.secretariat.get(&format!("{}/records/calendar.ics", city.plan)).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let text = file.text();
    let compact = ahead.to_string().replace('-', "");
    assert!(text.contains(&format!("DTSTART;VALUE=DATE:{compact}\r\n")), "{text}");
    assert_eq!(
        city.council.get(&format!("{}/records", city.plan)).await.status,
        StatusCode::FORBIDDEN
    );
}

/// A register of a desk that every section has.
const DESK: &str = r#"{"name":"職員講座","version":1,"shape":"total","countings":[
    {"key":"offered","name":"案内","unit":"件","kind":"sum"}],"wordings":["案内{offered}件"]}"#;

async fn a_press_at_the_counter_counts_one_and_the_last_can_be_taken_back(app: &TestApp) {
    let city = city(app).await;
    let here = defined(app, &city.plan, &own(&city), DESK).await;
    let press = async |step: &str| {
        let form = format!("register={}&counting=offered&step={step}", encoded(NAME));
        went(&city.clerk.press(&format!("{here}/marks"), &form).await, "said=marked");
    };
    press("back").await;
    for _ in 0..7 {
        press("more").await;
    }
    press("back").await;
    let page = city.clerk.open(&here).await;
    assert_says(&page, &["正一</span> <b>6</b>", "案内6件"]);
    assert_eq!(page.matches("/registers/records/").count(), 1, "one record of the day");
}
