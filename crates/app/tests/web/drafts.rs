//! What was typed when a session had ended: it stands in the form again once someone has signed in.

use axum::http::StatusCode;
use domain::{Id, person::Role, plan::Plan, section::Section};

use crate::{
    persons::{Browser, PASSWORD, grant},
    rounds::{City, city, enc, last, went},
    signin::{SECRET, code},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    a_text_stands_in_its_field_after_signing_in_again_and_is_not_saved_yet,
    a_second_factor_carries_the_text_along,
    what_someone_else_wrote_meanwhile_is_not_overwritten,
    a_text_whose_form_is_gone_is_shown_above_the_page,
    a_password_is_never_carried_along,
);

/// A clerk of the city's section with a password, in a browser whose session is over.
async fn late<'a>(app: &'a TestApp, city: &City<'_>) -> (Id<domain::person::Person>, Browser<'a>) {
    let plan: Id<Plan> = Id::new(last(&city.plan));
    let section: Id<Section> = Id::new(last(&city.own));
    let person = app.person("late", vec![grant(Role::Clerk, Some(&plan), Some(&section))]).await;
    app.choose_password(&person, PASSWORD).await;
    let (past, forever) = ("2020-04-01T00:00:00.000000Z", "9999-12-31T00:00:00.000000Z");
    let browser = app.seat_since(&person, past, forever).await;
    (person, browser)
}

fn one(text: &str, base: u32) -> String {
    format!("status={}&status.choice=text&status.base={base}", enc(text))
}

/// The hidden fields of a page, as a browser sends them.
fn hidden(page: &Page) -> String {
    let page = page.text();
    let fields = page.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        format!("{name}={}", enc(&rest.split('"').next().unwrap().replace("&#38;", "&")))
    });
    fields.collect::<Vec<_>>().join("&")
}

/// Signs in with what the page of an ended session carries along.
async fn sign_in(browser: &mut Browser<'_>, ended: &Page) -> Page {
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    assert_says(&ended.text(), &["サインインの有効時間が切れました", "サインインして続ける"]);
    let form = browser.press("/sign-in", &hidden(ended)).await;
    assert_eq!(form.status, StatusCode::OK, "no attempt was made");
    let typed = format!("{}&login=late&password={PASSWORD}", hidden(&form));
    let page = browser.press("/sign-in", &typed).await;
    browser.keep(&page);
    page
}

async fn a_text_stands_in_its_field_after_signing_in_again_and_is_not_saved_yet(app: &TestApp) {
    let city = city(app).await;
    let (_, mut browser) = late(app, &city).await;
    let text = "書いた文 <b>&\"100%\"";
    let ended = browser.press_on(&city.reply, &city.reply, &one(text, 0)).await;
    let wrong = format!("{}&login=late&password=wrong", hidden(&ended));
    let wrong = browser.press("/sign-in", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(hidden(&wrong).contains("draft="), "a wrong password loses nothing");
    let open = sign_in(&mut browser, &ended).await;
    went(&open, &city.reply);
    for _ in 0..2 {
        let form = browser.open(&open.location()).await;
        assert_says(
            &form,
            &["まだ保存していません", "書いた文 &#60;b&#62;&#38;&#34;100%&#34;</textarea>"],
        );
    }
    assert!(!city.chief.open(&city.reply).await.contains("書いた文"), "nobody else sees it");
    went(&browser.press(&city.reply, &one(text, 0)).await, "said=saved");
    let saved = browser.open(&open.location()).await;
    assert!(saved.contains("書いた文") && !saved.contains("まだ保存していません"));
}

async fn a_second_factor_carries_the_text_along(app: &TestApp) {
    let city = city(app).await;
    let (person, mut browser) = late(app, &city).await;
    let mut tx = app.store.begin().await.unwrap();
    tx.set_totp(&person, Some(SECRET)).await.unwrap();
    app.commit(tx).await;
    let ended = browser.press_on(&city.reply, &city.reply, &one("二つめの鍵の文", 0)).await;
    let half = sign_in(&mut browser, &ended).await;
    assert_says(&half.text(), &["確認コード"]);
    assert_eq!(browser.get(&city.reply).await.status, StatusCode::SEE_OTHER, "half is not in");
    let wrong = browser.press("/sign-in/code", &format!("{}&code=000", hidden(&half))).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let typed = format!("{}&code={}", hidden(&wrong), code(SECRET));
    let open = browser.press("/sign-in/code", &typed).await;
    went(&open, &city.reply);
    browser.keep(&open);
    assert_says(&browser.open(&open.location()).await, &["まだ保存していません", "二つめの鍵の文"]);
}

async fn what_someone_else_wrote_meanwhile_is_not_overwritten(app: &TestApp) {
    let city = city(app).await;
    let (_, mut browser) = late(app, &city).await;
    let ended = browser.press_on(&city.reply, &city.reply, &one("後の文", 0)).await;
    went(&city.clerk.press(&city.reply, &one("先の文", 0)).await, "said=saved");
    sign_in(&mut browser, &ended).await;
    let form = browser.open(&city.reply).await;
    assert_says(&form, &["後の文</textarea>", "name=\"status.base\" value=\"0\""]);
    let clash = browser.press(&city.reply, &one("後の文", 0)).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    assert_says(&clash.text(), &["先の文", "後の文", "どちらも残っています"]);
}

async fn a_text_whose_form_is_gone_is_shown_above_the_page(app: &TestApp) {
    let city = city(app).await;
    let (_, mut browser) = late(app, &city).await;
    let ended = browser.press_on(&city.reply, &city.reply, &one("間に合わない文", 0)).await;
    went(&city.secretariat.press(&format!("{}/rounds/R8/closing", city.plan), "").await, "closed");
    sign_in(&mut browser, &ended).await;
    let page = browser.open(&city.reply).await;
    assert_says(&page, &["もう入れる欄がありません", "間に合わない文"]);
}

async fn a_password_is_never_carried_along(app: &TestApp) {
    let city = city(app).await;
    let (_, browser) = late(app, &city).await;
    let form = format!("current={}&password=x&again=x", enc(PASSWORD));
    let ended = browser.press_on("/account", "/account/password", &form).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    assert!(!ended.text().contains("name=\"draft\"") && ended.text().contains("next=%2Faccount"));
}
