//! Signing in and out, as a browser does, and what is refused.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::person::Role;

use crate::{
    persons::{PASSWORD, digest, grant},
    test_app::{TestApp, assert_says},
};

on_both!(
    nobody_is_asked_while_there_is_no_person_and_everybody_after,
    a_password_opens_a_session_and_signing_out_ends_it,
    a_wrong_password_and_an_unknown_login_are_told_alike,
    five_failures_lock_the_right_password_out_too,
    a_second_factor_is_asked_for_and_its_code_works_once,
    a_session_ends_by_rest_and_by_time,
    a_form_without_the_mark_of_our_pages_is_refused,
    another_session_is_ended_from_the_account,
    a_person_who_left_is_nobody,
);

async fn nobody_is_asked_while_there_is_no_person_and_everybody_after(app: &TestApp) {
    app.open("/").await;
    app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let page = app.get("/people?x=1").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/sign-in?next=%2Fpeople%3Fx%3D1");
    let page = app.press("/people", "").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let form = app.open("/sign-in?next=%2Fpeople").await;
    assert_says(&form, &["職員番号", "パスワード", "value=\"/people\""]);
    assert!(!form.contains("/sign-in/demo"), "the demo's buttons are the demo's");
    assert_eq!(app.press("/sign-in/demo", "login=kanri").await.status, StatusCode::NOT_FOUND);
}

async fn a_password_opens_a_session_and_signing_out_ends_it(app: &TestApp) {
    let person = app.person("Ａ001", vec![grant(Role::Administrator, None, None)]).await;
    let set = app.choose_password(&person, PASSWORD).await;
    assert_eq!(
        (set.status, set.location().as_str()),
        (StatusCode::SEE_OTHER, "/sign-in?done=password")
    );
    let mut browser = app.stranger();
    let form = format!("login=a001&password={PASSWORD}&next=%2Fpeople%3Fx%3D1");
    let page = browser.press("/sign-in", &form).await;
    assert_eq!((page.status, page.location().as_str()), (StatusCode::SEE_OTHER, "/people?x=1"));
    let cookie = page.header("set-cookie").to_owned();
    assert!(cookie.starts_with("sasae=") && cookie.contains("HttpOnly"), "{cookie}");
    assert!(cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let token = cookie["sasae=".len()..].split(';').next().unwrap().to_owned();
    assert_eq!(token.len(), 64);
    browser.keep(&page);
    assert_says(&browser.open("/people").await, &["職員 Ａ001", "サインアウト"]);
    let mut tx = app.store.read().await.unwrap();
    assert!(tx.session(&token, "", "").await.unwrap().is_none(), "only the digest is stored");
    assert!(tx.session(&digest(&token), "", "").await.unwrap().is_some());
    drop(tx);
    let out = browser.press("/sign-out", "").await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(browser.get("/people").await.status, StatusCode::SEE_OTHER, "the old token is dead");
}

async fn a_wrong_password_and_an_unknown_login_are_told_alike(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    app.person("2", vec![]).await;
    let mut told = Vec::new();
    for login in ["1", "2", "3"] {
        let page = app.stranger().sign_in(login, "wrong").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.header("set-cookie").is_empty());
        let text = page.text().replace(&format!("value=\"{login}\""), "value=\"\"");
        assert_says(&text, &["role=\"alert\"", "サインインできませんでした"]);
        told.push(text);
    }
    assert!(told.iter().all(|text| *text == told[0]), "the answer tells who exists");
}

async fn five_failures_lock_the_right_password_out_too(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    for _ in 0..5 {
        app.stranger().sign_in("1", "wrong").await;
    }
    let locked = app.stranger().sign_in("1", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::UNAUTHORIZED);
    let mut tx = app.store.begin().await.unwrap();
    let known = tx.credentials("1").await.unwrap().unwrap();
    assert_eq!(known.failures, 5, "an attempt that is not looked at does not count");
    assert!(known.locked_until.is_some());
    tx.set_failures(&person, 5, Some("2020-01-01")).await.unwrap();
    app.commit(tx).await;
    let open = app.stranger().sign_in("1", PASSWORD).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "the wait is over");
    let mut tx = app.store.begin().await.unwrap();
    let known = tx.credentials("1").await.unwrap().unwrap();
    assert_eq!((known.failures, known.locked_until), (0, None));
}

/// The code of the moment: what an authenticator application shows.
#[expect(clippy::disallowed_methods, reason = "a telephone has a clock of its own")]
pub(crate) fn code(secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    totp.generate(now.as_secs()).to_string()
}

async fn a_second_factor_is_asked_for_and_its_code_works_once(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    let mut browser = app.stranger();
    browser.sign_in("1", PASSWORD).await;
    let form = browser.open("/account/code").await;
    assert_says(&form, &["<svg", "otpauth://totp/"]);
    let secret = form.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let wrong = browser
        .press("/account/code", &format!("secret={secret}&code=000&current={PASSWORD}"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains(secret), "the same secret is offered again");
    let form = |current: &str| format!("secret={secret}&code={}&current={current}", code(secret));
    let stolen = browser.press("/account/code", &form("wrong")).await;
    assert_says(&stolen.text(), &["今のパスワードが違います"]);
    let set = browser.press("/account/code", &form(PASSWORD)).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());

    let mut other = app.stranger();
    let half = other.sign_in("1", PASSWORD).await;
    assert_eq!(half.location(), "/sign-in/code");
    assert_eq!(other.get("/people").await.status, StatusCode::SEE_OTHER, "half is not in");
    let used = other.press("/sign-in/code", &format!("code={}", code(secret))).await;
    assert_eq!(used.status, StatusCode::UNAUTHORIZED, "the code that was shown here is used up");
    // Half a minute passes: the step that was used lies in the past
    let mut tx = app.store.begin().await.unwrap();
    tx.set_totp(&person, Some(secret)).await.unwrap();
    app.commit(tx).await;
    let open = other.press("/sign-in/code", &format!("code={}", code(secret))).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "{}", open.text());
    other.keep(&open);
    other.open("/people").await;
    let dropped = other.press("/account/code/removal", &format!("current={PASSWORD}")).await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    let again = app.stranger().sign_in("1", PASSWORD).await;
    assert_eq!(again.location(), "/");
}

async fn a_session_ends_by_rest_and_by_time(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let (past, late) = ("2020-04-01T00:00:00.000000Z", "9999-12-31T00:00:00.000000Z");
    for (seen, ends) in [(past, late), (late, past)] {
        let browser = app.seat_since(&person, seen, ends).await;
        assert_eq!(browser.get("/people").await.status, StatusCode::SEE_OTHER);
    }
    app.seat_since(&person, late, late).await.open("/people").await;
}

async fn a_form_without_the_mark_of_our_pages_is_refused(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let browser = app.seat(&person).await;
    let address = format!("/people/{person}");
    let marks: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:9999")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:8080")],
    ];
    for mark in marks {
        let mut request = Request::post(&address).header(header::HOST, "127.0.0.1:8080");
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in mark {
            request = request.header(*name, *value);
        }
        let page = browser.send(request.body(Body::from("name=x")).unwrap()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{mark:?}");
        assert_says(&page.text(), &["ほかのサイトから送られた操作"]);
    }
    let known = app.store.read().await.unwrap().person(&person).await.unwrap();
    assert_eq!(known.person.name, "職員 1", "nothing was changed");
    let own = browser.press(&address, "name=x").await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
}

async fn another_session_is_ended_from_the_account(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Auditor, None, None)]).await;
    let other = app.person("2", vec![grant(Role::Auditor, None, None)]).await;
    let (here, there, third) =
        (app.seat(&person).await, app.seat(&person).await, app.seat(&person).await);
    let strangers = app.seat(&other).await;
    let account = here.open("/account").await;
    assert_says(&account, &["この端末", "Windows Firefox", "監査"]);
    let ending = account.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let ending: Vec<&str> = ending.filter(|at| at.starts_with("/account/sessions/")).collect();
    assert_eq!(ending.len(), 3, "two others and all of them: {ending:?}");
    strangers.press(ending[0], "").await;
    assert!(here.open("/account").await.contains(ending[0]), "another person ends nothing");
    here.press(ending[0], "").await;
    assert!(!here.open("/account").await.contains(ending[0]));
    here.press("/account/sessions/ending", "").await;
    here.open("/account").await;
    for ended in [there, third] {
        assert_eq!(ended.get("/account").await.status, StatusCode::SEE_OTHER);
    }
    strangers.open("/account").await;
}

async fn a_person_who_left_is_nobody(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    let browser = app.seat(&person).await;
    browser.open("/people").await;
    let mut tx = app.store.begin().await.unwrap();
    tx.set_left(&person, domain::Day::parse("2021-03-31").ok()).await.unwrap();
    app.commit(tx).await;
    assert_eq!(browser.get("/people").await.status, StatusCode::SEE_OTHER);
    let page = app.stranger().sign_in("1", PASSWORD).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
}
