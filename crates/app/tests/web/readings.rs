//! The page 「この表をこう読みました」: what was inferred is confirmed once, and remembered.

use axum::http::StatusCode;

use crate::test_app::{TestApp, assert_says, encoded};

on_both!(
    nothing_inferred_is_booked_before_somebody_confirmed_it,
    a_changed_meaning_is_read_anew_and_asked_no_more,
    a_wrong_year_is_told_on_the_page,
    how_a_booked_file_was_read_stays_visible,
);

/// A sheet whose percentage may be of either year, with grades that nobody explained.
fn csv(last: &str, this: &str) -> String {
    format!(
        "事業名,担当課,{last}実績,達成度,{this}実績,取組状況\n会議,福祉課,１回,80,２回,A\n講座,健康課,３回,70,４回,B\n"
    )
}

const CITY: [(&str, &str); 2] = [("city", "みずほの町"), ("year", "")];

async fn nothing_inferred_is_booked_before_somebody_confirmed_it(app: &TestApp) {
    let file = csv("R4", "R5");
    let page = app.upload("/imports", ("R5.csv", file.as_bytes()), &CITY).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let reading = page.location();
    assert!(reading.ends_with("/reading"), "{reading}");
    let html = app.open(&reading).await;
    assert_says(&html, &["確かめたいことが3件", "達成度", "意味が未設定", "この読み方で進む"]);
    let import = reading.trim_end_matches("/reading").to_owned();
    let booked = app.press(&format!("{import}/booking"), "").await;
    assert_eq!(booked.status, StatusCode::CONFLICT);
    assert_says(&booked.text(), &["確かめたい箇所が3件"]);
    let confirmed = app.press(&reading, "").await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text());
    let review = confirmed.location();
    assert!(!review.ends_with("/reading"), "{review}");
    let booked = app.press(&format!("{review}/booking"), "").await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let plan = review.split("/imports").next().unwrap();
    let next = csv("R5", "R6");
    let next = app.upload(&format!("{plan}/imports"), ("R6.csv", next.as_bytes()), &[]).await;
    assert!(!next.location().ends_with("/reading"), "the form is known: {}", next.location());
}

async fn a_changed_meaning_is_read_anew_and_asked_no_more(app: &TestApp) {
    let file = csv("R4", "R5");
    let page = app.upload("/imports", ("R5.csv", file.as_bytes()), &CITY).await;
    let reading = page.location();
    let html = app.open(&reading).await;
    let field = |subject: &str| {
        let before = html.split(&format!(">{subject}は何か</label>")).next().unwrap();
        before.rsplit("for=\"").next().unwrap().split('"').next().unwrap().to_owned()
    };
    let senseless = app.press(&reading, &format!("{}=percent", field("達成度"))).await;
    assert_eq!(senseless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&senseless.text(), &["選べません", "role=\"alert\""]);
    let form =
        format!("{}=achievement&{}=done&{}=not_done", field("達成度"), field("A"), field("B"));
    let review = app.press(&reading, &form).await.location();
    assert_says(&app.open(&review).await, &["令和５年度達成度"]);
    let booked = app.press(&format!("{review}/booking"), "").await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let plan = review.split("/imports").next().unwrap();
    let overview = app.open(&format!("{plan}/years/R5")).await;
    assert_says(&overview, &["実施済"]);
    assert!(!overview.contains("区分の意味が未設定です"), "a person said what they mean");
    let next = csv("R5", "R6");
    let next = app.upload(&format!("{plan}/imports"), ("R6.csv", next.as_bytes()), &[]).await;
    assert_says(&app.open(&next.location()).await, &["令和６年度達成度"]);
}

async fn a_wrong_year_is_told_on_the_page(app: &TestApp) {
    let file = csv("R4", "R5");
    let page = app.upload("/imports", ("R5.csv", file.as_bytes()), &CITY).await;
    let reading = page.location();
    for (year, word) in [("らいねん", "年度として読めません"), ("R9", "令和９年度")]
    {
        let again = app.press(&reading, &format!("year={}", encoded(year))).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{year}");
        assert_says(&again.text(), &[word, "role=\"alert\""]);
    }
}

async fn how_a_booked_file_was_read_stays_visible(app: &TestApp) {
    let plan = app.aozora().await;
    let list = app.open(&format!("{plan}/imports")).await;
    let import = crate::test_app::link(&list, &format!("{plan}/imports/"));
    let html = app.open(&format!("{import}/reading")).await;
    assert_says(&html, &["迷った箇所はありません", "列の意味", "評価区分の意味"]);
    assert!(!html.contains("変えたところを読み直す"), "what is booked is not read again");
    let again = app.press(&format!("{import}/reading"), "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}
