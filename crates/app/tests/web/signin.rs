//! Signing in and out, as a browser does, and what is refused.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    Id,
    person::{Person, Role},
};
use std::task::Poll;
use store::{AttemptCounter, SessionTimes, UNKNOWN_DEVICE};

use crate::{
    persons::{PASSWORD, digest, grant},
    test_app::{Page, TestApp, assert_says},
};

/// The secret of somebody's second factor.
pub(crate) const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

on_both!(
    nobody_is_asked_while_there_is_no_person_and_everybody_after,
    a_password_opens_a_session_and_signing_out_ends_it,
    a_wrong_password_and_an_unknown_login_are_told_alike,
    five_failures_lock_the_right_password_out_too,
    a_second_factor_is_asked_for_and_its_code_works_once,
    a_session_ends_by_rest_and_by_time,
    a_form_without_the_mark_of_our_pages_is_refused,
    codes_are_counted_while_a_password_is_looked_at,
    whoever_knows_the_password_guesses_five_codes_and_has_to_wait,
    who_is_guessed_at_from_elsewhere_signs_in_where_she_did_before,
    a_link_lets_someone_in_who_is_locked_out_everywhere,
    many_at_once_are_told_so_and_the_others_are_looked_at,
    a_browser_has_one_session_and_a_person_ten,
    a_session_from_a_clock_that_was_ahead_is_none,
    another_session_is_ended_from_the_account,
    who_has_no_password_ends_other_sessions_by_a_code,
    an_administrator_ends_the_sessions_of_a_person,
    who_has_a_role_that_asks_for_a_code_sets_it_up_before_anything_else,
    a_provider_that_asked_for_two_factors_is_enough_for_such_a_role,
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
    let always =
        SessionTimes { now: String::new(), idle_since: String::new(), begun_by: "9".into() };
    assert!(tx.session(&token, &always).await.unwrap().is_none(), "only the digest is stored");
    assert!(tx.session(&digest(&token), &always).await.unwrap().is_some());
    drop(tx);
    let out = browser.press("/sign-out", "").await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
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
    for over in ["2020-01-01", "2999-01-01"] {
        lock(app, &person, over).await;
        let open = app.stranger().sign_in("1", PASSWORD).await;
        assert_eq!(open.status, StatusCode::SEE_OTHER, "the wait is over, or of a wrong clock");
    }
    assert_eq!(failed(app, &person).await, Some(0));
}

/// The counter of browsers that are unknown.
fn others(person: &Id<Person>) -> AttemptCounter {
    AttemptCounter { person: person.clone(), device: UNKNOWN_DEVICE.to_owned() }
}

async fn lock(app: &TestApp, person: &Id<Person>, until: &str) {
    let mut tx = app.store.begin().await.unwrap();
    tx.lock_attempts(&others(person), Some(until)).await.unwrap();
    tx.commit().await.unwrap();
}

/// How many attempts have failed; nothing while it is locked.
async fn failed(app: &TestApp, person: &Id<Person>) -> Option<u32> {
    let mut tx = app.store.begin().await.unwrap();
    let counted = tx.count_attempt(&others(person), "2026-04-01", "9").await.unwrap();
    counted.map(|with_this| with_this - 1)
}

async fn two_factors(app: &TestApp) -> Id<Person> {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    let mut tx = app.store.begin().await.unwrap();
    tx.set_totp(&person, Some(SECRET)).await.unwrap();
    app.commit(tx).await;
    person
}

async fn codes_are_counted_while_a_password_is_looked_at(app: &TestApp) {
    let person = two_factors(app).await;
    let mut guesser = app.stranger();
    guesser.sign_in("1", PASSWORD).await;
    let code = |code| guesser.press("/sign-in/code", code);
    let mut other = app.stranger();
    let (right, ..) = tokio::join!(
        other.sign_in("1", PASSWORD),
        code("code=000001"),
        code("code=000002"),
        code("code=000003"),
    );
    assert_eq!(right.location(), "/sign-in/code");
    assert_eq!(failed(app, &person).await, Some(3), "the right password forgets none");
}

async fn whoever_knows_the_password_guesses_five_codes_and_has_to_wait(app: &TestApp) {
    let person = two_factors(app).await;
    let mut last = None;
    for n in 1..=5 {
        let mut guesser = app.stranger();
        let half = guesser.sign_in("1", PASSWORD).await;
        assert_eq!(half.location(), "/sign-in/code", "{n}");
        let wrong = guesser.press("/sign-in/code", "code=000000").await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert_eq!(wrong.text().contains("はじめからサインイン"), n == 5, "{}", wrong.text());
        last = Some(guesser);
    }
    lock(app, &person, "2020-01-01").await;
    let ended = last.unwrap().press("/sign-in/code", &format!("code={}", code(SECRET))).await;
    assert_eq!(ended.location(), "/sign-in", "the waiting sign-in is over");
    lock(app, &person, "2020-01-01").await;
    let mut own = app.stranger();
    own.sign_in("1", PASSWORD).await;
    let open = own.press("/sign-in/code", &format!("code={}", code(SECRET))).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "who has both waits no second time");
    assert_eq!(failed(app, &person).await, Some(0));
}

async fn who_is_guessed_at_from_elsewhere_signs_in_where_she_did_before(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    let mut own = app.stranger();
    let open = own.sign_in("1", PASSWORD).await;
    own.keep_all(&open);
    for _ in 0..6 {
        app.stranger().sign_in("1", "wrong").await;
    }
    own.drop_session();
    let again = own.press("/sign-in", &format!("login=1&password={PASSWORD}")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "her own browser is known");
    let elsewhere = app.stranger().sign_in("1", PASSWORD).await;
    assert_eq!(elsewhere.status, StatusCode::UNAUTHORIZED, "others stay locked out");
    for _ in 0..5 {
        own.press("/sign-in", "login=1&password=wrong").await;
    }
    let stolen = own.press("/sign-in", &format!("login=1&password={PASSWORD}")).await;
    assert_eq!(stolen.status, StatusCode::UNAUTHORIZED, "a known browser guesses no more either");
}

async fn a_link_lets_someone_in_who_is_locked_out_everywhere(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let mut own = app.stranger();
    own.keep_all(&app.choose_password(&person, PASSWORD).await);
    for _ in 0..6 {
        app.stranger().sign_in("1", "wrong").await;
    }
    let open = own.press("/sign-in", &format!("login=1&password={PASSWORD}")).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "{}", open.text());
}

async fn many_at_once_are_told_so_and_the_others_are_looked_at(app: &TestApp) {
    app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let all = (0..60).map(|n| async move {
        app.stranger().press("/sign-in", &format!("login=nobody{n}&password=wrong")).await
    });
    let answers = futures(all).await;
    let of = |status| answers.iter().filter(move |page| page.status == status);
    let (looked_at, busy) = (StatusCode::UNAUTHORIZED, StatusCode::SERVICE_UNAVAILABLE);
    assert!(of(looked_at).count() >= 32, "two at work, thirty who wait");
    assert_eq!(of(looked_at).count() + of(busy).count(), 60);
    let told = of(busy).next().expect("there are places for 32").text();
    assert_says(&told, &["混み合っています", "value=\"nobody"]);
}

/// Waits for all of them, side by side.
async fn futures<F: Future<Output = Page>>(all: impl Iterator<Item = F>) -> Vec<Page> {
    let mut waiting: Vec<_> = all.map(|one| (Some(Box::pin(one)), None)).collect();
    std::future::poll_fn(|cx| {
        for (one, answer) in &mut waiting {
            if let Some(Poll::Ready(page)) = one.as_mut().map(|one| one.as_mut().poll(cx)) {
                (*one, *answer) = (None, Some(page));
            }
        }
        let done = waiting.iter().all(|(one, _)| one.is_none());
        if done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, answer)| answer).collect()
}

async fn a_browser_has_one_session_and_a_person_ten(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Auditor, None, None)]).await;
    app.choose_password(&person, PASSWORD).await;
    let mut browser = app.stranger();
    browser.sign_in("1", PASSWORD).await;
    let mut renewed = browser.clone();
    renewed.sign_in("1", PASSWORD).await;
    renewed.open("/account").await;
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER, "the old one ended");
    let mut seats = vec![renewed];
    for _ in 0..10 {
        let mut seat = app.stranger();
        seat.sign_in("1", PASSWORD).await;
        seats.push(seat);
    }
    let oldest = seats.remove(0);
    assert_eq!(oldest.get("/account").await.status, StatusCode::SEE_OTHER);
    for seat in seats {
        seat.open("/account").await;
    }
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
    let elsewhere = app.seat(&person).await;
    let set = browser.press("/account/code", &form(PASSWORD)).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    browser.open("/account").await;
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER, "others end");

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

async fn a_session_from_a_clock_that_was_ahead_is_none(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Auditor, None, None)]).await;
    let seat = app.seat_begun(&person, "2999-01-01T00:00:00.000000Z").await;
    assert_eq!(seat.get("/account").await.status, StatusCode::SEE_OTHER);
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
    app.choose_password(&person, PASSWORD).await;
    let (here, there, third) =
        (app.seat(&person).await, app.seat(&person).await, app.seat(&person).await);
    let strangers = app.seat(&other).await;
    let account = here.open("/account").await;
    assert_says(&account, &["この端末", "Windows Firefox", "監査"]);
    let ending = account.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let ending: Vec<&str> = ending.filter(|at| at.starts_with("/account/sessions/")).collect();
    assert_eq!(ending.len(), 3, "all of them and two others: {ending:?}");
    let (all, one) = (ending[0], ending[1]);
    let own = format!("current={PASSWORD}");
    strangers.press(one, "").await;
    assert!(here.open("/account").await.contains(one), "another person ends nothing");
    let open = here.press(one, "current=wrong").await;
    assert_says(&open.text(), &["今のパスワードが違います", one]);
    here.press(one, &own).await;
    assert!(!here.open("/account").await.contains(one));
    here.press(all, &own).await;
    here.open("/account").await;
    for ended in [there, third] {
        assert_eq!(ended.get("/account").await.status, StatusCode::SEE_OTHER);
    }
    strangers.open("/account").await;
}

async fn who_has_no_password_ends_other_sessions_by_a_code(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Auditor, None, None)]).await;
    let mut tx = app.store.begin().await.unwrap();
    tx.set_totp(&person, Some(SECRET)).await.unwrap();
    app.commit(tx).await;
    let (here, there) = (app.seat(&person).await, app.seat(&person).await);
    let ending = "/account/sessions/ending";
    assert_says(&here.press(ending, "current=000000").await.text(), &["確認コードが違う"]);
    there.open("/account").await;
    let typed = format!("current={}", code(SECRET));
    assert_eq!(here.press(ending, &typed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER, "it has ended");
    here.open("/account").await;
}

async fn an_administrator_ends_the_sessions_of_a_person(app: &TestApp) {
    let admin = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let person = app.person("2", vec![grant(Role::Auditor, None, None)]).await;
    let (admin, one, two) =
        (app.seat(&admin).await, app.seat(&person).await, app.seat(&person).await);
    let page = format!("/people/{person}");
    assert_says(&admin.open(&page).await, &["サインイン中の端末（2台）"]);
    let ending = format!("{page}/sessions/ending");
    assert_eq!(one.press(&ending, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.press(&ending, "").await.location(), page);
    for ended in [one, two] {
        assert_eq!(ended.get("/account").await.status, StatusCode::SEE_OTHER);
    }
    assert!(!admin.open(&page).await.contains("サインイン中の端末"));
    assert_says(&admin.open(&format!("{page}/history")).await, &["サインインの打ち切り"]);
}

async fn who_has_a_role_that_asks_for_a_code_sets_it_up_before_anything_else(app: &TestApp) {
    let admin = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let person = app.person("2", vec![grant(Role::Auditor, None, None)]).await;
    app.choose_password(&admin, PASSWORD).await;
    let (auditor, mut admin) = (app.seat(&person).await, app.stranger());
    admin.sign_in("1", PASSWORD).await;
    assert_says(&admin.open("/people").await, &["name=\"administrator\" value=\"1\">"]);
    let set = admin.press("/people/code-roles", "administrator=1&nonsense=1").await;
    assert_eq!(set.location(), "/people");
    for page in ["/people", "/", "/account", "/history"] {
        assert_eq!(admin.get(page).await.location(), "/account/code", "{page}");
    }
    let refused = admin.press("/people/code-roles", "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_says(&refused.text(), &["確認コードの設定が必要"]);
    auditor.open("/account").await;
    let form = admin.open("/account/code").await;
    assert_says(&form, &["あなたの役割では"]);
    let secret = form.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let typed = format!("secret={secret}&code={}&current={PASSWORD}", code(secret));
    let set = admin.press("/account/code", &typed).await;
    assert_eq!(set.location(), "/account", "{}", set.text());
    let people = admin.open("/people").await;
    assert_says(&people, &["name=\"administrator\" value=\"1\" checked>"]);
    assert_says(
        &admin.open("/history").await,
        &["確認コードを求める役割の変更", "なし → システム管理者"],
    );
}

async fn a_provider_that_asked_for_two_factors_is_enough_for_such_a_role(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Auditor, None, None)]).await;
    let mut tx = app.store.begin().await.unwrap();
    tx.set_code_roles(&[Role::Auditor]).await.unwrap();
    app.commit(tx).await;
    assert_eq!(app.seat(&person).await.get("/account").await.location(), "/account/code");
    app.seat_vouched(&person).await.open("/account").await;
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
