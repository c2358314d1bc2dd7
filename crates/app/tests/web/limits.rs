//! What a request may carry: so many bytes, characters that are text, texts that a form has room for.

use app::ROUTES;
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use domain::person::Role;

use crate::{
    persons::grant,
    rounds::{city, enc, last},
    routes::filled,
    test_app::{Page, TestApp, assert_says, form, form_kind, link, post},
};

on_both!(
    only_what_takes_files_takes_much,
    a_body_that_does_not_say_its_size_is_cut_too,
    no_form_takes_what_is_no_text_or_is_too_long,
    a_reason_beside_an_answer_has_its_length,
    texts_of_the_secretariat_have_their_length,
    what_cannot_be_asked_is_told_in_a_sentence,
    every_answer_tells_its_number,
);

const FORM: &str = "application/x-www-form-urlencoded";

async fn sent(app: &TestApp, path: &str, cookie: &str, body: String) -> Page {
    let request = post(path)
        .header(header::CONTENT_TYPE, FORM)
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::COOKIE, cookie);
    app.send(request.body(Body::from(body)).unwrap()).await
}

fn too_large(page: &Page) {
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", page.text());
    assert_says(&page.text(), &["送られた内容が大きすぎます"]);
}

async fn only_what_takes_files_takes_much(app: &TestApp) {
    let plan = app.aozora().await;
    let office = grant(Role::Secretariat, Some(&domain::Id::new(last(&plan))), None);
    let person = app.person("office", vec![office]).await;
    let seat = app.seat(&person).await;
    let anonymous = |size: usize| format!("login=a&password={}", "b".repeat(size));
    too_large(&sent(app, "/sign-in", "", anonymous(65_536)).await);
    too_large(&sent(app, "/sign-in", "sasae=forged", anonymous(65_536)).await);
    let taken = sent(app, "/sign-in", "", anonymous(60_000)).await;
    assert_ne!(taken.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Someone who was never signed in has no form to lose
    let rules = format!("{plan}/check/rules");
    too_large(&sent(app, &rules, "", "a=".to_owned() + &"b".repeat(65_536)).await);
    let list = format!("a={}", "b".repeat(1_900_000));
    assert_eq!(seat.press(&rules, &list).await.status, StatusCode::SEE_OTHER);
    let most = format!("a={}", "b".repeat(2_100_000));
    let request = post(&rules).header(header::CONTENT_TYPE, FORM);
    let request = request.header(header::CONTENT_LENGTH, most.len());
    too_large(&seat.send(request.body(Body::from(most)).unwrap()).await);
    let file = vec![b'a'; 3_000_000];
    let request = post(&format!("{plan}/imports")).header(header::CONTENT_TYPE, form_kind());
    let page = seat.send(request.body(form(("a.csv", &file), &[])).unwrap()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "read, and no sheet");
}

async fn a_body_that_does_not_say_its_size_is_cut_too(app: &TestApp) {
    app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let body = format!("login=a&password={}", "b".repeat(70_000));
    too_large(&app.press("/sign-in", &body).await);
}

/// The names of all fields that take a text somewhere.
const FIELDS: [&str; 26] = [
    "reason",
    "text",
    "title",
    "content",
    "department",
    "section",
    "from",
    "to",
    "name",
    "mail",
    "login",
    "password",
    "year",
    "value",
    "rule",
    "action",
    "mark",
    "answer",
    "kind",
    "field",
    "status",
    "status.same",
    "status.guidance",
    "grades-0",
    "name-0",
    "empty_reason",
];

async fn no_form_takes_what_is_no_text_or_is_too_long(app: &TestApp) {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let own = link(&app.open(&board).await, "/sections/");
    let action = link(&app.open(&own).await, "/replies/");
    let list = app.open(&format!("{plan}/imports")).await;
    let import = link(&list, &format!("{plan}/imports/"));
    let part = |name: &str| match name {
        "plan" => last(&plan).to_owned(),
        "year" => "R8".to_owned(),
        "section" => last(&own).to_owned(),
        "action" => last(&action).to_owned(),
        "import" => last(&import).to_owned(),
        _ => "none".to_owned(),
    };
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        let kinds: &[&str] = match route.path.rsplit('/').next() {
            // What their other fields are depends on one of them
            Some("revisions") => &["add", "rename_section", ""],
            Some("answers") => &["right", ""],
            _ => &[""],
        };
        for kind in kinds {
            for text in [format!("a{}", "%00"), "b".repeat(20_001)] {
                let fixed = format!("kind={kind}&answer={kind}&until=2099-01-01&status.asked=1");
                let fields: Vec<String> =
                    FIELDS.iter().map(|field| format!("{field}={text}")).collect();
                let form = format!("{fixed}&{}", fields.join("&"));
                let page = app.press(&filled(route.path, part), &form).await;
                assert!(!page.status.is_server_error(), "{} {}", route.path, page.status);
                if text.contains("%00") {
                    assert!(page.status.is_client_error(), "{} {}", route.path, page.status);
                }
            }
        }
    }
}

async fn a_reason_beside_an_answer_has_its_length(app: &TestApp) {
    let city = city(app).await;
    let same = |reason: &str| format!("status.choice=same&status.same={reason}&status.base=0");
    let page = city.clerk.press(&city.reply, &same(&"a".repeat(401))).await;
    assert!(page.status.is_client_error(), "{}", page.status);
    assert_says(&page.text(), &["400文字まで"]);
    let page = city.clerk.press(&city.reply, &same(&"a".repeat(400))).await;
    assert!(!page.text().contains("400文字まで"));
    let with_nul = city.clerk.press(&city.reply, &same("a%00b")).await;
    assert_eq!(with_nul.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&with_nul.text(), &["U+0000"]);
}

async fn texts_of_the_secretariat_have_their_length(app: &TestApp) {
    let city = city(app).await;
    let round = format!("{}/rounds/R8", city.plan);
    let long = enc(&"あ".repeat(401));
    for (path, form) in [
        ("revisions", format!("kind=retire&title={long}")),
        ("revisions", format!("kind=become&from={long}&to=b")),
        (
            "settings",
            format!("opens_on=2020-04-01&due_on=2099-05-31&status.asked=1&status.guidance={long}"),
        ),
    ] {
        let page = city.secretariat.press(&format!("{round}/{path}"), &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_says(&page.text(), &["400文字まで"]);
    }
}

async fn what_cannot_be_asked_is_told_in_a_sentence(app: &TestApp) {
    let city = city(app).await;
    let words = "a+".repeat(2000);
    let page = city.secretariat.get(&format!("{}/search?q={words}", city.plan)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["20語まで"]);
    let page = city.secretariat.get(&format!("{}/search?q=a%00", city.plan)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["U+0000"]);
    let leave = format!("section=nobody&until=2099-01-01&reason={}", enc("人事異動"));
    let exceptions = format!("{}/rounds/R8/exceptions", city.plan);
    let page = city.secretariat.press(&exceptions, &leave).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["担当課を選んでください"]);
}

async fn every_answer_tells_its_number(app: &TestApp) {
    let (first, second) = (app.get("/sign-in").await, app.get("/nowhere").await);
    let numbers = [first.header("x-request-id"), second.header("x-request-id")];
    assert!(numbers.iter().all(|number| number.len() == 36) && numbers[0] != numbers[1]);
}
