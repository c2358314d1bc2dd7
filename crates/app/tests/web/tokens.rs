//! Tokens: shown once, kept as a digest, and never more than their person of today.

use app::App;
use axum::http::{Method, StatusCode, header};
use domain::{
    Day, Id,
    api_token::{ApiToken, TokenScope},
    person::{Person, Role},
};
use serde_json::Value;
use store::{DatabaseKind, Store};

use crate::{
    persons::{PASSWORD, digest, grant},
    programs::token_of,
    rounds::{city, last, went},
    test_app::{Page, TestApp, assert_says, get},
};

on_both!(
    a_token_is_shown_once_and_kept_as_a_digest_in_the_database_and_its_backup,
    a_token_that_is_over_or_taken_back_or_comes_from_elsewhere_is_not_known,
    a_token_opens_what_its_scopes_and_the_roles_of_today_open,
    a_token_counts_in_its_header_only_and_a_cookie_not_at_all,
    an_administrator_sees_whose_tokens_there_are_and_takes_them_back,
    a_form_that_asks_for_too_much_says_why_and_makes_none,
    whatever_goes_wrong_is_told_to_a_program_as_a_problem,
    a_program_of_a_member_reads_the_editions_that_the_member_reads,
);

fn json(page: &Page) -> Value {
    serde_json::from_str(&page.text()).unwrap_or_else(|_| panic!("no JSON: {}", page.text()))
}

/// Whether a program was told a problem of a status and code.
fn assert_problem(page: &Page, status: StatusCode, code: &str) {
    assert_eq!(page.status, status, "{}", page.text());
    assert_eq!(page.header("content-type"), "application/problem+json");
    let told = json(page);
    assert_eq!(
        (told["code"].as_str(), told["status"].as_u64()),
        (Some(code), Some(u64::from(status.as_u16())))
    );
    assert_says(told["detail"].as_str().unwrap(), &["。"]);
}

/// The secret that a page shows.
fn secret(page: &str) -> String {
    let at = page.find("value=\"sasae_").unwrap_or_else(|| panic!("no token on:\n{page}"));
    page[at + 7..].split('"').next().unwrap().to_owned()
}

const FORM: &str = "name=table&reply%3Aread=1&days=400&networks=";

async fn a_token_is_shown_once_and_kept_as_a_digest_in_the_database_and_its_backup(app: &TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("a.sqlite").display());
    let of_file = TestApp::of(App::new(Store::open(&url).await.unwrap(), None));
    // A database in memory has no backup
    let app = if app.store.kind() == DatabaseKind::Sqlite { &of_file } else { app };
    let city = city(app).await;
    let person = Id::new("person-clerk");
    app.choose_password(&person, PASSWORD).await;
    let clerk = app.seat(&person).await;
    let wrong = clerk.press("/account/tokens", &format!("{FORM}&current=wrong")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&wrong.text(), &["今のパスワードが違います", "value=\"table\""]);
    let made = clerk.press("/account/tokens", &format!("{FORM}&current={PASSWORD}")).await;
    assert_eq!((made.status, made.header("cache-control")), (StatusCode::OK, "no-store"));
    let secret = secret(&made.text());
    assert_eq!(secret.len(), "sasae_".len() + 64);
    let list = clerk.open("/account/tokens").await;
    assert!(!list.contains("sasae_"), "it is shown once");
    assert_says(&list, &["table", "回答を読む", "使えます", "まだありません"]);
    let read = app.program(&secret).at("192.0.2.7").get(&city.reply_for_programs()).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.text());
    assert_says(&clerk.open("/account/tokens").await, &["（192.0.2.7）"]);

    let file = folder.path().join("b.sqlite");
    app.store.backup(&file).await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds(&digest(&secret)));
    let bare = secret.strip_prefix("sasae_").unwrap();
    assert!(!holds("sasae_") && !holds(bare), "only the digest is there");

    let ending = list.split("action=\"/account/tokens/").nth(1).unwrap().split('"').next().unwrap();
    let taken = clerk.press(&format!("/account/tokens/{ending}"), "").await;
    went(&taken, "said=revoked");
    let gone = app.program(&secret).get(&city.reply_for_programs()).await;
    assert_problem(&gone, StatusCode::UNAUTHORIZED, "token_revoked");
    // Each is told by the history
    let admin = app.person("admin", vec![grant(Role::Administrator, None, None)]).await;
    let history = app.seat(&admin).await.open(&format!("/people/{person}/history")).await;
    let words = ["アクセストークンの発行", "アクセストークンの利用", "アクセストークンの取り消し"];
    assert_says(&history, &words);
    app.assert_whole().await;
}

async fn a_token_that_is_over_or_taken_back_or_comes_from_elsewhere_is_not_known(app: &TestApp) {
    let city = city(app).await;
    let (here, clerk) = (city.reply_for_programs(), Id::new("person-clerk"));
    let token = || token_of(&clerk, &TokenScope::ALL);
    let refused = async |token: ApiToken, from: &str, code: &str| {
        let page = app.holding(&token).await.at(from).get(&here).await;
        assert_problem(&page, StatusCode::UNAUTHORIZED, code);
        assert_eq!(page.header("www-authenticate"), "Bearer");
    };
    let over = ApiToken { expires_at: "2021-04-01T00:00:00.000000Z".to_owned(), ..token() };
    refused(over, "10.1.2.3", "token_expired").await;
    let networks = || vec!["10.1.0.0/16".to_owned(), "2001:db8::/32".to_owned()];
    for from in ["10.2.2.3", "::1", "2001:db9::1"] {
        refused(ApiToken { networks: networks(), ..token() }, from, "token_elsewhere").await;
    }
    let bound = app.holding(&ApiToken { networks: networks(), ..token() }).await;
    for from in ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1"] {
        assert_eq!(bound.at(from).get(&here).await.status, StatusCode::OK, "{from}");
    }
    assert_problem(&bound.get(&here).await, StatusCode::UNAUTHORIZED, "token_elsewhere");
    let none = app.program("sasae_of-nobody").get(&here).await;
    assert_problem(&none, StatusCode::UNAUTHORIZED, "token_unknown");
    let program = app.holding(&token()).await;
    assert_eq!(program.get(&here).await.status, StatusCode::OK);
    let mut tx = app.store.begin().await.unwrap();
    tx.set_left(&clerk, Day::parse("2021-03-31").ok()).await.unwrap();
    app.commit(tx).await;
    assert_problem(&program.get(&here).await, StatusCode::UNAUTHORIZED, "person_left");
}

async fn a_token_opens_what_its_scopes_and_the_roles_of_today_open(app: &TestApp) {
    let city = city(app).await;
    let here = city.reply_for_programs();
    let entry = format!("{here}/status");
    let clerk: Id<Person> = Id::new("person-clerk");
    let reader = app.holding(&token_of(&clerk, &[TokenScope::ReplyRead])).await;
    assert_eq!(reader.get(&here).await.status, StatusCode::OK);
    let small = reader.write(&entry, &[("if-match", "\"0\"")], "２回").await;
    assert_problem(&small, StatusCode::FORBIDDEN, "scope_too_small");
    assert_eq!(json(&small)["errors"][0]["name"], "reply:write");
    let writer = app.holding(&token_of(&clerk, &[TokenScope::ReplyWrite])).await;
    assert_problem(&writer.get(&here).await, StatusCode::FORBIDDEN, "scope_too_small");
    // A member of the council may not, whatever the token says; nor may another section
    let member = app.program_of(&Id::new("person-council")).await;
    assert_problem(&member.get(&here).await, StatusCode::FORBIDDEN, "no_role");
    let other = here.replace(last(&city.own), "another");
    assert_problem(&reader.get(&other).await, StatusCode::FORBIDDEN, "no_role");
    let elsewhere = here.replace(last(&city.plan), "another");
    assert_problem(&reader.get(&elsewhere).await, StatusCode::FORBIDDEN, "no_role");
    let office = app.program_of(&Id::new("person-office")).await;
    assert_eq!(office.get(&here).await.status, StatusCode::OK);
    assert_problem(&office.get(&other).await, StatusCode::NOT_FOUND, "not_found");
    // A role that asks for a second factor asks it of programs too
    let mut tx = app.store.begin().await.unwrap();
    tx.set_code_roles(&[Role::Secretariat]).await.unwrap();
    app.commit(tx).await;
    assert_problem(&office.get(&here).await, StatusCode::FORBIDDEN, "code_first");
    // A role ends on a day: at the next request it opens nothing
    let mut tx = app.store.begin().await.unwrap();
    let held = tx.grants(&clerk).await.unwrap();
    tx.end_grant(&held[0].id, Day::parse("2021-03-31").ok()).await.unwrap();
    app.commit(tx).await;
    assert_problem(&reader.get(&here).await, StatusCode::FORBIDDEN, "no_role");
}

async fn a_token_counts_in_its_header_only_and_a_cookie_not_at_all(app: &TestApp) {
    let city = city(app).await;
    let here = city.reply_for_programs();
    let missing = city.clerk.get(&here).await;
    assert_problem(&missing, StatusCode::UNAUTHORIZED, "token_missing");
    let write = city.clerk.ask(&Method::PATCH, &format!("{here}/status")).await;
    assert_problem(&write, StatusCode::UNAUTHORIZED, "token_missing");
    let secret = "sasae_in-the-address";
    let token = token_of(&Id::new("person-clerk"), &TokenScope::ALL);
    let mut tx = app.store.begin().await.unwrap();
    tx.create_api_token(&token, &digest(secret)).await.unwrap();
    app.commit(tx).await;
    for address in [format!("{here}?token={secret}"), format!("{here}?access_token={secret}")] {
        let page = app.get(&address).await;
        assert_problem(&page, StatusCode::UNAUTHORIZED, "token_missing");
    }
    for scheme in ["Basic", "Token"] {
        let request = get(&here).header(header::AUTHORIZATION, format!("{scheme} {secret}"));
        let page = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_problem(&page, StatusCode::UNAUTHORIZED, "token_missing");
    }
    let program = app.program(secret);
    assert_eq!(program.get(&here).await.status, StatusCode::OK);
    // On a page it opens nothing
    let page = program.get(&city.reply).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.location().starts_with("/sign-in"), "{}", page.location());
    let form = program.ask(&Method::POST, &format!("{}/steps", city.reply), &[], "").await;
    assert_eq!(form.status, StatusCode::FORBIDDEN);
}

async fn an_administrator_sees_whose_tokens_there_are_and_takes_them_back(app: &TestApp) {
    let city = city(app).await;
    let clerk: Id<Person> = Id::new("person-clerk");
    let program = app.program_of(&clerk).await;
    let admin = app.person("admin", vec![grant(Role::Administrator, None, None)]).await;
    let admin = app.seat(&admin).await;
    let there = format!("/people/{clerk}/tokens");
    assert_says(&admin.open(&format!("/people/{clerk}")).await, &[&there]);
    let page = admin.open(&there).await;
    assert_says(&page, &["集計の表", "回答に記入する", "どこからでも", "使えます"]);
    assert!(!page.contains("発行する"), "an administrator makes none for others");
    assert_eq!(city.clerk.get(&there).await.status, StatusCode::FORBIDDEN);
    let ending = page.split(&format!("action=\"{there}")).nth(1).unwrap();
    let ending = format!("{there}{}", ending.split('"').next().unwrap());
    // Under another person it is not there
    let strange = ending.replace("person-clerk", "person-chief");
    assert_eq!(admin.press(&strange, "").await.status, StatusCode::NOT_FOUND);
    let own = ending.replace(&format!("/people/{clerk}"), "/account");
    assert_eq!(city.chief.press(&own, "").await.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        went(&admin.press(&ending, "").await, "said=revoked");
    }
    assert_says(&admin.open(&there).await, &["取り消し済み"]);
    let gone = program.get(&city.reply_for_programs()).await;
    assert_problem(&gone, StatusCode::UNAUTHORIZED, "token_revoked");
}

async fn a_form_that_asks_for_too_much_says_why_and_makes_none(app: &TestApp) {
    let city = city(app).await;
    let ask = async |form: &str, why: &str| {
        let page = city.clerk.press("/account/tokens", form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}: {}", page.text());
        assert_says(&page.text(), &[why, "role=\"alert\""]);
    };
    ask("name=&reply%3Aread=1&days=90", "名前を入力").await;
    ask("name=x&days=90", "できることを1つ以上").await;
    ask("name=x&edition%3Aread=1&days=401", "1から400まで").await;
    ask("name=x&edition%3Aread=1&days=0", "1から400まで").await;
    ask("name=x&edition%3Aread=1&days=9&networks=10.1", "「10.1」はアドレスとして").await;
    assert_says(&city.clerk.open("/account/tokens").await, &["まだありません"]);
    for _ in 0..20 {
        app.program_of(&Id::new("person-clerk")).await;
    }
    ask("name=x&edition%3Aread=1&days=9", "20個あります").await;
}

async fn whatever_goes_wrong_is_told_to_a_program_as_a_problem(app: &TestApp) {
    let city = city(app).await;
    let program = app.program_of(&Id::new("person-clerk")).await;
    let here = city.reply_for_programs();
    let wrong = async |method: &Method, path: &str, status: StatusCode, code: &str| {
        let page = program.ask(method, path, &[], "").await;
        assert_problem(&page, status, code);
        page
    };
    let (none, no_method) = (StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED);
    wrong(&Method::GET, "/api/v1/work/none", none, "not_found").await;
    wrong(&Method::GET, "/api/v2", none, "not_found").await;
    let bad = StatusCode::BAD_REQUEST;
    wrong(&Method::GET, &format!("{here}/%FF"), bad, "bad_request").await;
    wrong(&Method::GET, &format!("{here}/%00"), none, "not_found").await;
    wrong(&Method::GET, &format!("{here}/own"), none, "not_found").await;
    wrong(&Method::GET, &here.replace("/R8/", "/R5/"), none, "not_found").await;
    wrong(&Method::GET, &here.replace("/R8/", "/x/"), none, "not_found").await;
    let page =
        wrong(&Method::DELETE, &format!("{here}/status"), no_method, "method_not_allowed").await;
    assert_eq!(page.header("allow"), "GET,PATCH");
    wrong(&Method::POST, "/api/v1/public/plans", no_method, "method_not_allowed").await;
    let open = "/api/v1/public/plans";
    let twice = format!("{open}/x/editions?year=1&year=2");
    wrong(&Method::GET, &twice, bad, "bad_request").await;
    let request = get(open).header(header::HOST, "example.com");
    let page = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_problem(&page, StatusCode::FORBIDDEN, "forbidden");
    let long = "a".repeat(3 * 1024 * 1024);
    let page = program.write(&format!("{here}/status"), &[("if-match", "\"0\"")], &long).await;
    assert_problem(&page, StatusCode::PAYLOAD_TOO_LARGE, "too_large");
}

async fn a_program_of_a_member_reads_the_editions_that_the_member_reads(app: &TestApp) {
    let city = city(app).await;
    city.settle("研修を3回行った。", 0).await;
    let council = city.freeze("council").await;
    let approved = city.freeze("approved").await;
    let there = format!("/api/v1/work/editions/{}", last(&city.plan));
    let listed = async |login: &str| {
        let program = app.program_of(&Id::new(format!("person-{login}"))).await;
        let list = json(&program.get(&there).await);
        let ids = list["items"].as_array().unwrap().iter();
        (program, ids.map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    let (member, of_member) = listed("council").await;
    assert_eq!(of_member, [last(&council)]);
    let (_, of_office) = listed("office").await;
    assert_eq!(of_office.len(), 2);
    let page = member.get(&format!("{there}/{}", last(&council))).await;
    assert!(page.header("etag").starts_with("\"sha256-"));
    let document = json(&page);
    assert_eq!(
        (&document["kind"], &document["format"]),
        (&"council".into(), &"sasae-edition-1".into())
    );
    assert!(document.to_string().contains("研修を3回行った。"));
    let hidden = member.get(&format!("{there}/{}", last(&approved))).await;
    assert_problem(&hidden, StatusCode::NOT_FOUND, "not_found");
    let reader = token_of(&Id::new("person-council"), &[TokenScope::ReplyRead]);
    let small = app.holding(&reader).await.get(&there).await;
    assert_problem(&small, StatusCode::FORBIDDEN, "scope_too_small");
}
