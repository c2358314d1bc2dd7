//! Registers are named, ticked and worded by the secretariat, through the front door.

use axum::http::StatusCode;

use crate::{
    rounds::{City, city, enc, last, went},
    test_app::{TestApp, assert_says, link},
};

on_both!(
    a_register_of_a_citys_own_is_added_and_its_records_write_the_sheet,
    what_a_register_counts_becomes_an_indicator_that_follows_its_records,
    a_template_is_taken_over_with_another_name,
    what_is_left_out_of_a_list_goes_out_of_use_and_old_records_keep_it,
    a_wording_that_names_nothing_is_refused_and_the_form_keeps_what_was_typed,
    two_changes_at_once_are_told_apart,
    a_clerk_uses_registers_and_defines_none,
);

/// The lines of a field of a form.
fn field(name: &str, lines: &str) -> String {
    format!("{}={}", enc(name), enc(lines))
}

/// The form of visiting lessons: a code list, two countings, a wording; it serves every action.
fn lessons(name: &str) -> String {
    let serves: Vec<String> = (1..40).map(|no| field("serves", &format!("{no} "))).collect();
    [
        field("template", "occasion"),
        field("name", name),
        field("show", "venue"),
        field("codes", "小学校\r\n中学校"),
        field("count", "held"),
        field("unit:held", "校"),
        field("count", "attended"),
        field("wordings", "出前授業を{実施回数}校で行い、{参加者数}人が受けた。"),
        serves.join("&"),
    ]
    .join("&")
}

/// Where the city's registers are defined, and where its section enters records.
fn at(city: &City<'_>) -> (String, String) {
    let shelf = format!("{}/registers", city.plan);
    (shelf, format!("{}/sections/{}/registers", city.plan, last(&city.own)))
}

async fn a_register_of_a_citys_own_is_added_and_its_records_write_the_sheet(app: &TestApp) {
    let city = city(app).await;
    let (shelf, own) = at(&city);
    let form = city.secretariat.open(&format!("{}/register-templates/occasion", city.plan)).await;
    assert_says(&form, &["台帳を加える", "記録が入る事業", "{実施回数}", "実施または代替実施"]);
    went(&city.secretariat.press(&shelf, &lessons("出前授業")).await, "said=defined");
    assert_says(&city.secretariat.open(&shelf).await, &["出前授業", "開催"]);
    let page = city.clerk.open(&own).await;
    assert_says(&page, &["出前授業", "小学校", "参加者"]);
    let entry = format!(
        "register={}&date=2026-09-10&state=held&channel={}&attended%3A=120",
        enc("出前授業"),
        enc("小学校")
    );
    went(&city.clerk.press(&own, &entry).await, "said=written");
    let page = city.clerk.open(&city.reply).await;
    assert_says(&page, &["台帳から", "出前授業を", "校で行い、"]);
}

async fn what_a_register_counts_becomes_an_indicator_that_follows_its_records(app: &TestApp) {
    let city = city(app).await;
    let (shelf, own) = at(&city);
    went(&city.secretariat.press(&shelf, &lessons("出前授業")).await, "said=defined");
    let entry = |day: &str, came: u32| {
        let name = enc("出前授業");
        format!("register={name}&date={day}&state=held&attended%3A={came}")
    };
    went(&city.clerk.press(&own, &entry("2025-09-10", 100)).await, "said=written");
    let candidates = format!("{}/indicators/candidates?show=all", city.plan);
    let page = city.secretariat.open(&candidates).await;
    let value = page.split("name=\"take\" value=\"").skip(1).map(|rest| rest.split('"').next());
    let value = value.flatten().find(|value| value.contains("参加者数")).unwrap();
    let take = format!("take={}", enc(value));
    let taken = city.secretariat.press(&format!("{}/indicators", city.plan), &take).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let list = city.secretariat.open(&format!("{}/indicators", city.plan)).await;
    let here = link(&list, "/indicators/0");
    assert_says(
        &city.secretariat.open(&here).await,
        &["参加者数（人）", "出前授業 100（記録1件）"],
    );
    went(&city.clerk.press(&own, &entry("2025-10-10", 20)).await, "said=written");
    assert_says(&city.secretariat.open(&here).await, &["120", "出前授業 120（記録2件）"]);
    let page = city.council.get(&here).await;
    assert!(
        page.status == StatusCode::NOT_FOUND || !page.text().contains("120"),
        "{}",
        page.text()
    );
}

async fn a_template_is_taken_over_with_another_name(app: &TestApp) {
    let city = city(app).await;
    let (shelf, _) = at(&city);
    let template = format!("{}/register-templates/{}", city.plan, enc("リーフレットの配布"));
    let page = city.secretariat.open(&template).await;
    assert_says(&page, &["リーフレットの配布", "配布部数", "品名"]);
    let form = [
        field("template", "リーフレットの配布"),
        field("name", "しおりの配布"),
        field("count", "copies"),
        field("wordings", "しおりを{copies}部配布した。"),
    ];
    went(&city.secretariat.press(&shelf, &form.join("&")).await, "said=defined");
    let page = city.secretariat.open(&format!("{shelf}/{}", enc("しおりの配布"))).await;
    assert_says(&page, &["しおりを{配布部数}部配布した。", "いまは第1版です"]);
}

async fn what_is_left_out_of_a_list_goes_out_of_use_and_old_records_keep_it(app: &TestApp) {
    let city = city(app).await;
    let (shelf, own) = at(&city);
    went(&city.secretariat.press(&shelf, &lessons("出前授業")).await, "said=defined");
    let entry = |code: &str| {
        let (name, code) = (enc("出前授業"), enc(code));
        format!("register={name}&date=2026-09-10&state=held&channel={code}&attended%3A=1")
    };
    went(&city.clerk.press(&own, &entry("中学校")).await, "said=written");
    let changed = lessons("出前授業").replace(&enc("小学校\r\n中学校"), &enc("小学校\r\n高校"));
    let here = format!("{shelf}/{}", enc("出前授業"));
    went(&city.secretariat.press(&here, &format!("{changed}&seen=1")).await, "said=defined");
    assert_says(&city.secretariat.open(&here).await, &["いまは第2版です", "高校"]);
    let page = city.clerk.open(&format!("{own}?year=R8")).await;
    assert_says(&page, &["中学校", "高校"]);
    assert!(!page.contains("<option value=\"中学校\""), "{page}");
}

async fn a_wording_that_names_nothing_is_refused_and_the_form_keeps_what_was_typed(app: &TestApp) {
    let city = city(app).await;
    let (shelf, _) = at(&city);
    let form = lessons("出前授業").replace(&enc("参加者数"), &enc("来場者数"));
    let page = city.secretariat.press(&shelf, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["文案の1番目", "来場者数", "という数え方も項目もありません"]);
    assert!(!city.secretariat.open(&shelf).await.contains("出前授業"));
}

async fn two_changes_at_once_are_told_apart(app: &TestApp) {
    let city = city(app).await;
    let (shelf, _) = at(&city);
    went(&city.secretariat.press(&shelf, &lessons("出前授業")).await, "said=defined");
    let again = city.secretariat.press(&shelf, &lessons("出前授業")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&again.text(), &["という台帳はもうあります"]);
    let here = format!("{shelf}/{}", enc("出前授業"));
    let changed = lessons("出前授業").replace(&enc("中学校"), &enc("高校"));
    went(&city.secretariat.press(&here, &format!("{changed}&seen=1")).await, "said=defined");
    let late = city.secretariat.press(&here, &format!("{}&seen=1", lessons("出前授業"))).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

async fn a_clerk_uses_registers_and_defines_none(app: &TestApp) {
    let city = city(app).await;
    let (shelf, _) = at(&city);
    for who in [&city.clerk, &city.council] {
        assert_eq!(who.get(&shelf).await.status, StatusCode::FORBIDDEN);
        let page = who.press(&shelf, &lessons("出前授業")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
}
