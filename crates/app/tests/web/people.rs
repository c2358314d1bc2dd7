//! Persons, their links and the personnel change, through the pages.

use axum::http::StatusCode;
use domain::{Id, person::Role};

use crate::{
    persons::{Browser, PASSWORD, grant},
    test_app::{TestApp, assert_says, form, form_kind, link, post},
};

on_both!(
    an_administrator_adds_a_person_who_chooses_a_password_by_the_link,
    a_link_works_once_in_time_and_takes_no_weak_password,
    the_last_administrator_cannot_lock_everybody_out,
    two_persons_that_look_the_same_are_refused,
    roles_are_given_and_ended_and_the_past_stays,
    a_personnel_change_is_shown_and_then_booked,
    a_list_that_cannot_be_understood_is_told_line_by_line_and_changes_nothing,
    a_change_that_was_overtaken_is_shown_again,
);

async fn administrator(app: &TestApp) -> Browser<'_> {
    let id = app.person("admin", vec![grant(Role::Administrator, None, None)]).await;
    app.seat(&id).await
}

async fn an_administrator_adds_a_person_who_chooses_a_password_by_the_link(app: &TestApp) {
    let plan = app.aozora().await;
    let admin = administrator(app).await;
    let page = admin.open("/people").await;
    let option = page.split("<option value=\"").find(|rest| rest.contains("健康推進課")).unwrap();
    let section = option.split('"').next().unwrap().replace(' ', "+");
    let new = format!("login=k001&name=健康+一郎&mail=&role=clerk&section={section}&from=&until=");
    let added = admin.press("/people", &new).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let again = admin.press("/people", &new).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&again.text(), &["登録済み", "role=\"alert\"", "value=\"k001\""]);
    let person = added.location();
    let made = admin.press(&format!("{person}/links"), "").await.text();
    let token =
        made.split("http://127.0.0.1:8080/links/").nth(1).unwrap().split('"').next().unwrap();
    assert!(!admin.open(&person).await.contains(token), "it is shown once");
    let browser = app.stranger();
    assert_says(&browser.open(&format!("/links/{token}")).await, &["健康 一郎", "k001"]);
    let form = format!("password={PASSWORD}&again={PASSWORD}");
    let set = browser.press(&format!("/links/{token}"), &form).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    let mut clerk = app.stranger();
    clerk.sign_in("k001", PASSWORD).await;
    let overview = clerk.open(&format!("{plan}/years/R7")).await;
    assert_says(&overview, &["健康 一郎"]);
    assert!(!overview.contains(">取込<"), "the tab of those who may");
    assert_says(&clerk.open("/account").await, &["担当者（健康部 健康推進課）"]);
    let past = admin.open(&format!("{person}/history")).await;
    assert_says(&past, &["職員の登録", "パスワードの設定", "サインイン", "健康 一郎の履歴"]);
    let installation = admin.open("/history").await;
    assert_says(&installation, &["パスワード設定リンクの作成", "admin", "履歴の連鎖の末尾"]);
}

async fn a_link_works_once_in_time_and_takes_no_weak_password(app: &TestApp) {
    let admin = administrator(app).await;
    let person = app.person("k001", vec![]).await;
    let made = admin.press(&format!("/people/{person}/links"), "").await.text();
    let address = link_of(&made);
    let browser = app.stranger();
    for (form, why) in [
        (format!("password={PASSWORD}&again=other"), "2つのパスワード"),
        ("password=short&again=short".to_owned(), "10文字以上"),
        ("password=k001k001k001&again=k001k001k001".to_owned(), "職員番号や氏名"),
    ] {
        let page = browser.press(&address, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_says(&page.text(), &[why, "role=\"alert\""]);
    }
    let newer = link_of(&admin.press(&format!("/people/{person}/links"), "").await.text());
    assert_eq!(browser.get(&address).await.status, StatusCode::CONFLICT, "a newer one was made");
    let form = format!("password={PASSWORD}&again={PASSWORD}");
    assert_eq!(browser.press(&newer, &form).await.status, StatusCode::SEE_OTHER);
    for page in [browser.get(&newer).await, browser.press(&newer, &form).await] {
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert_says(&page.text(), &["このリンクは使えません"]);
    }
    assert_eq!(browser.get("/links/none").await.status, StatusCode::CONFLICT);
    let reset = admin.press(&format!("/people/{person}/links"), "").await.text();
    let mut seat = app.stranger();
    seat.sign_in("k001", PASSWORD).await;
    seat.open("/account").await;
    let other = format!("password={PASSWORD}x&again={PASSWORD}x");
    assert_eq!(browser.press(&link_of(&reset), &other).await.status, StatusCode::SEE_OTHER);
    assert_eq!(seat.get("/account").await.status, StatusCode::SEE_OTHER, "old sessions end");
}

fn link_of(page: &str) -> String {
    let token = page.split("/links/").find(|rest| rest.len() > 64 && rest.is_char_boundary(64));
    let tokens = page.split("http://127.0.0.1:8080").nth(1).or(token).unwrap();
    tokens.split('"').next().unwrap().to_owned()
}

async fn two_persons_that_look_the_same_are_refused(app: &TestApp) {
    app.aozora().await;
    let admin = administrator(app).await;
    for (login, name, why) in [
        ("adm%E2%80%8Bin", "x", "目に見えない文字（U+200B）"),
        ("k001", "%E5%B1%B1%E2%80%AE%E7%94%B0", "氏名に目に見えない文字（U+202E）"),
        ("k001%EF%BB%BF", "x", "目に見えない文字（U+FEFF）"),
        ("%D0%B0dmin", "x", "使えない文字"),
        ("adm1n", "x", "「admin」と見分けにくい"),
    ] {
        let new = format!("login={login}&name={name}&role=auditor");
        let page = admin.press("/people", &new).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        assert_says(&page.text(), &[why]);
    }
    let renamed = admin.press("/people/person-admin", "name=a%E2%80%8Bb").await;
    assert_says(&renamed.text(), &["氏名に目に見えない文字"]);
    let list = format!("{HEAD}adm1n,山田,,監査,,,\nK1,川田,,監査,,,\nKI,森田,,監査,,,\n");
    let (shown, _) = send(&admin, &list, &[]).await;
    assert_says(&shown, &["「admin」と見分けにくい", "「K1」と見分けにくい"]);
}

async fn the_last_administrator_cannot_lock_everybody_out(app: &TestApp) {
    let admin = administrator(app).await;
    let own = "/people/person-admin";
    for (form, at) in [
        ("until=2021-03-31", format!("{own}/leaving")),
        ("until=2021-03-31", format!("{own}/grants/grant-admin-1/ending")),
    ] {
        let page = admin.press(&at, form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        assert_says(&page.text(), &["ほかにシステム管理者がいません"]);
    }
    app.person("second", vec![grant(Role::Administrator, None, None)]).await;
    let page = admin.press(&format!("{own}/leaving"), "until=2021-03-31").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(admin.get("/people").await.status, StatusCode::SEE_OTHER, "gone at once");
}

async fn roles_are_given_and_ended_and_the_past_stays(app: &TestApp) {
    let admin = administrator(app).await;
    let person = app.person("k", vec![grant(Role::Council, None, None)]).await;
    let at = format!("/people/{person}");
    let given = admin.press(&format!("{at}/grants"), "role=auditor&from=2026-04-01").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    let twice = admin.press(&format!("{at}/grants"), "role=auditor&from=2026-05-01").await;
    assert_says(&twice.text(), &["同じ役割をすでに持っています"]);
    for (form, why) in [
        ("role=clerk", "担当課を選んでください"),
        ("role=", "役割を選んでください"),
        ("role=council&from=2026-13-01", "日付"),
        ("role=secretariat&from=2026-04-01&until=2026-03-31", "開始日より前"),
    ] {
        let page = admin.press(&format!("{at}/grants"), form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_says(&page.text(), &[why]);
    }
    let ending = format!("{at}/grants/grant-k-1/ending");
    assert!(admin.open(&at).await.contains(&format!("action=\"{ending}\"")), "its form is there");
    admin.press(&ending, "until=2021-03-31").await;
    let page = admin.open(&at).await;
    assert_says(
        &page,
        &["協議会委員", "2020-04-01 〜 2021-03-31", "終了", "監査", "2026-04-01 〜"],
    );
    admin.press(&at, "name=別の名&mail=x@example.jp").await;
    assert_says(&admin.open(&at).await, &["別の名", "x@example.jp"]);
}

const HEAD: &str = "職員番号,氏名,メール,役割,担当課,開始日,終了日\n";

/// Sends a list and answers the page that comes, with the address of its preview.
async fn send(admin: &Browser<'_>, list: &str, texts: &[(&str, &str)]) -> (String, String) {
    let body = form(("異動.csv", list.as_bytes()), texts);
    let request = post("/people/import").header("content-type", form_kind()).body(body).unwrap();
    let page = admin.send(request).await;
    let at = page.location();
    if page.status == StatusCode::SEE_OTHER {
        (admin.open(&at).await, at)
    } else {
        (page.text(), at)
    }
}

/// The form of the preview, as its button sends it.
fn booking(preview: &str) -> (String, String) {
    let action =
        preview.split("action=\"/people/import/").nth(1).unwrap().split('"').next().unwrap();
    let value = |name: &str| {
        let rest = preview.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let form = format!("on={}&absent={}&mark={}", value("on"), value("absent"), value("mark"));
    (format!("/people/import/{action}"), form)
}

async fn a_personnel_change_is_shown_and_then_booked(app: &TestApp) {
    let plan = app.aozora().await;
    let plan = Id::new(plan.rsplit('/').next().unwrap());
    let admin = administrator(app).await;
    let sections = app.store.read().await.unwrap().sections(&plan).await.unwrap();
    let of = |name: &str| &sections.iter().find(|one| one.name == name).unwrap().id;
    let moves =
        app.person("10", vec![grant(Role::Clerk, Some(&plan), Some(of("健康推進課")))]).await;
    let goes = app.person("11", vec![grant(Role::Chief, Some(&plan), Some(of("納税課")))]).await;
    let list = format!(
        "{HEAD}10,,,担当者,学校教育課,2027-04-01,\n12,新人 花子,h@example.jp,担当者,健康部 健康推進課,2027-04-01,2028-03-31\n"
    );
    let (preview, _) = send(&admin, &list, &[("absent", "end")]).await;
    assert_says(
        &preview,
        &["2027-04-01 から", "新人 花子", "職員 10", "職員 11", "2027-03-31 まで"],
    );
    assert_says(
        &preview,
        &[
            "新しい職員<span class=\"heading-count\">1人",
            "変わる職員<span class=\"heading-count\">2人",
        ],
    );
    let grants = async |id| app.store.read().await.unwrap().grants(id).await.unwrap();
    assert_eq!(grants(&moves).await.len(), 1, "nothing is booked by looking");
    let (at, form) = booking(&preview);
    let booked = admin.press(&at, &form).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let held = grants(&moves).await;
    assert_eq!(held.len(), 2);
    assert_eq!(held[0].grant.until.unwrap().to_string(), "2027-03-31");
    assert_eq!(held[1].grant.section.as_ref(), Some(of("学校教育課")));
    assert_eq!(grants(&goes).await[0].grant.until.unwrap().to_string(), "2027-03-31");
    let (again, _) = send(&admin, &list, &[("absent", "end")]).await;
    assert_says(&again, &["変わる所はありません"]);
    let page = admin.get("/people/list.csv").await;
    let csv = page.text();
    assert_says(
        &csv,
        &[
            "職員番号,氏名",
            "12,新人 花子,h@example.jp,担当者,健康部 健康推進課,2027-04-01,2028-03-31",
        ],
    );
    let (own, _) = send(&admin, &csv, &[]).await;
    assert_says(&own, &["変わる所はありません"]);
    let events = app.store.read().await.unwrap().events(&plan, 1).await.unwrap();
    assert_eq!(
        (events[0].event.kind(), events[0].actor.as_str()),
        ("personnel.booked", "職員 admin")
    );
}

async fn a_list_that_cannot_be_understood_is_told_line_by_line_and_changes_nothing(app: &TestApp) {
    app.aozora().await;
    let admin = administrator(app).await;
    let (refused, _) = send(&admin, "品名,数量\nりんご,2\n", &[]).await;
    assert_says(&refused, &["職員の一覧として読めません", "role=\"alert\""]);
    let (refused, _) = send(&admin, HEAD, &[("on", "あした")]).await;
    assert_says(&refused, &["「あした」は日付"]);
    let list = format!(
        "{HEAD}1,良い 人,,担当者,健康推進課,,\n2,悪い 人,,部長,健康推進課,,\n3,課の ない,,担当者,宇宙課,4/1,\n"
    );
    let (preview, at) = send(&admin, &list, &[]).await;
    assert_says(&preview, &["3行目", "「部長」という役割", "4行目", "「宇宙課」"]);
    assert!(!preview.contains("この内容で登録する"));
    let digest = at.split('?').next().unwrap();
    let forced = admin.press(&format!("{digest}/booking"), "on=&absent=&mark=x").await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(link(&admin.open("/people").await, "/people/person-admin").contains("admin"));
    assert!(!admin.open("/people").await.contains("良い 人"));
}

async fn a_change_that_was_overtaken_is_shown_again(app: &TestApp) {
    app.aozora().await;
    let admin = administrator(app).await;
    let list = format!("{HEAD}1,新人 花子,,監査,,2027-04-01,\n");
    let (preview, _) = send(&admin, &list, &[]).await;
    let (at, form) = booking(&preview);
    app.person("1", vec![]).await;
    let page = admin.press(&at, &form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_says(&page.text(), &["もう一度確認してください"]);
}
