//! The box 「台帳から」 of a reply, through the front door: what records write is offered, and stands in
//! a field only where somebody put it.

use axum::http::StatusCode;
use domain::FiscalYear;

use crate::{
    registers::{entry, serving},
    rounds::{City, city, enc, last, went, whole},
    test_app::{TestApp, assert_says, link},
};

on_both!(
    what_records_write_stands_beside_the_field_and_only_a_press_puts_it_in,
    words_that_were_typed_stay_and_the_sentence_becomes_the_last_line,
    a_corrected_record_leaves_the_text_and_offers_to_exchange_its_own_words_only,
    a_press_on_what_is_no_longer_offered_changes_nothing_and_says_so,
    a_figure_leads_to_the_records_behind_it,
    planned_occasions_are_offered_to_the_plan_of_the_year_after,
    who_may_not_write_the_reply_puts_nothing_into_it,
);

/// In the style of what the section wrote a year ago.
const SENTENCE: &str = "１１月１６日：１６人、１１月２５日：１９人　合計３５人";

/// A city whose round asks a section that has held a course twice; its registers, and their year.
async fn held(app: &TestApp) -> (City<'_>, String, i32) {
    let city = city(app).await;
    let year = city.reply.split('/').find_map(|part| FiscalYear::parse(part).ok()).unwrap();
    let first = year.start();
    let here = serving(app, &city.plan, last(&city.own)).await;
    for (day, came) in [("11-16", "16"), ("11-25", "19")] {
        let form = entry(&format!("{first}-{day}"), "held", came);
        went(&city.clerk.press(&here, &form).await, "said=written");
    }
    (city, here, first)
}

/// What the button of the box sends, and what the form around it does.
async fn choice(city: &City<'_>) -> String {
    let page = city.clerk.open(&city.reply).await;
    let (_, rest) = page.split_once("name=\"adopt\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn adopt(city: &City<'_>, typed: &str) {
    let sent = format!("adopt={}&{typed}", enc(&choice(city).await));
    let page = city.clerk.press(&format!("{}/adoptions", city.reply), &sent).await;
    went(&page, "said=adopted#q-status");
}

/// The field of the status as the form holds it.
async fn status(city: &City<'_>) -> String {
    let page = city.clerk.open(&city.reply).await;
    let (_, rest) = page.split_once("<textarea id=\"f-status\"").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split("</textarea>").next().unwrap().trim_start_matches('\n').to_owned()
}

async fn what_records_write_stands_beside_the_field_and_only_a_press_puts_it_in(app: &TestApp) {
    let (city, _, _) = held(app).await;
    let page = city.clerk.open(&city.reply).await;
    assert_says(&page, &["台帳から", "この文を欄に入れる", "合計"]);
    assert_eq!(status(&city).await, "");
    adopt(&city, "").await;
    assert_eq!(status(&city).await, SENTENCE);
    assert_says(&city.clerk.open(&city.reply).await, &["欄に入っています"]);
    let history = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert_says(&history, &["台帳の文の採用"]);
}

async fn words_that_were_typed_stay_and_the_sentence_becomes_the_last_line(app: &TestApp) {
    let (city, _, _) = held(app).await;
    adopt(&city, &whole("講座を開いた。", 0)).await;
    assert_eq!(status(&city).await, format!("講座を開いた。\n{SENTENCE}"));
    assert_says(&city.clerk.open(&city.reply).await, &["来年度は4回行う。"]);
}

async fn a_corrected_record_leaves_the_text_and_offers_to_exchange_its_own_words_only(
    app: &TestApp,
) {
    let (city, here, year) = held(app).await;
    adopt(&city, &whole("講座を開いた。", 0)).await;
    let page = city.clerk.open(&format!("{here}?year={year}")).await;
    let at = link(&page, "/registers/records/");
    let form = format!(
        "{}&version=1&reason={}",
        entry(&format!("{year}-11-25"), "held", "18"),
        enc("数え直した")
    );
    went(&city.clerk.press(&at, &form).await, "said=corrected");
    assert_eq!(status(&city).await, format!("講座を開いた。\n{SENTENCE}"));
    let page = city.clerk.open(&city.reply).await;
    assert_says(&page, &["台帳の記録が変わりました", "前に入れた文と入れ替える"]);
    adopt(&city, "").await;
    let now = SENTENCE.replace("１９人", "１８人").replace("３５人", "３４人");
    assert_eq!(status(&city).await, format!("講座を開いた。\n{now}"));
}

async fn a_press_on_what_is_no_longer_offered_changes_nothing_and_says_so(app: &TestApp) {
    let (city, here, year) = held(app).await;
    let old = choice(&city).await;
    let form = entry(&format!("{year}-12-01"), "held", "7");
    went(&city.clerk.press(&here, &form).await, "said=written");
    let sent = format!("adopt={}&status={}&status.base=0", enc(&old), enc("書きかけの文"));
    let page = city.clerk.press(&format!("{}/adoptions", city.reply), &sent).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_says(&page.text(), &["文も変わりました", "１２月１日"]);
    assert_eq!(status(&city).await, "書きかけの文");
}

async fn a_figure_leads_to_the_records_behind_it(app: &TestApp) {
    let (city, _, _) = held(app).await;
    let page = city.clerk.open(&city.reply).await;
    let figure = city.clerk.open(&link(&page, "/adoptions/")).await;
    assert_says(&figure, &["16人", "もとの記録 1件", "参加者数の合計", "回答に戻る"]);
    let lost = city.clerk.get(&format!("{}/adoptions/{}/0", city.reply, "0".repeat(64))).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert_eq!(city.council.get(&link(&page, "/adoptions/")).await.status, StatusCode::FORBIDDEN);
}

async fn planned_occasions_are_offered_to_the_plan_of_the_year_after(app: &TestApp) {
    let (city, here, year) = held(app).await;
    let form = entry(&format!("{}-06-10", year + 1), "planned", "");
    went(&city.clerk.press(&here, &form).await, "said=written");
    let page = city.clerk.open(&city.reply).await;
    assert_says(&page, &["６月１０日（市役所）に実施予定"]);
    assert_eq!(status(&city).await, "");
}

async fn who_may_not_write_the_reply_puts_nothing_into_it(app: &TestApp) {
    let (city, _, _) = held(app).await;
    let sent = format!("adopt={}", enc(&choice(&city).await));
    let at = format!("{}/adoptions", city.reply);
    assert_eq!(city.council.press(&at, &sent).await.status, StatusCode::FORBIDDEN);
    assert_eq!(status(&city).await, "");
    went(
        &city.clerk.press(&city.reply, &format!("{}&then=submit", whole("開いた。", 0))).await,
        "submit",
    );
    let late = city.clerk.press(&at, &sent).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    assert_says(&late.text(), &["書き換えられません"]);
    let page = city.clerk.open(&city.reply).await;
    assert!(page.contains("開いた。") && !page.contains("name=\"adopt\""), "{page}");
}
