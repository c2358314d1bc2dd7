//! What is published, for everybody: only published editions, and only where the server shows them.

use app::App;
use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use crate::{
    rounds::{City, city, enc, last, went, whole},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    programs_read_published_editions_and_no_others,
    a_server_that_is_not_told_to_shows_nothing_to_the_public,
);

impl City<'_> {
    async fn publishes(&self) -> String {
        let form = format!("{}&then=submit", whole("研修を3回行った。", 0));
        went(&self.clerk.press(&self.reply, &form).await, "said=submit");
        went(&self.chief.press(&self.steps(), "step=approve").await, "said=approve");
        went(&self.secretariat.press(&self.steps(), "step=accept").await, "said=accept");
        self.tells_help().await;
        let mut made = String::new();
        for kind in ["approved", "published"] {
            let here = format!("{}/years/R8/editions/{kind}", self.plan);
            let reason = format!("reason={}", enc("公表のため"));
            let page = self.secretariat.press(&here, &reason).await;
            went(&page, "said=frozen");
            made = last(&page.location()).to_owned();
        }
        made
    }
}

/// The same database, shown to everybody.
fn shown(app: &TestApp) -> TestApp {
    TestApp::of(App::new(app.store.clone(), None).published())
}

fn json(page: &Page) -> Value {
    serde_json::from_str(&page.text()).unwrap()
}

async fn programs_read_published_editions_and_no_others(app: &TestApp) {
    let city = city(app).await;
    let edition = city.publishes().await;
    let shown = shown(app);
    let open = shown.stranger();
    let api = "/api/v1/public";
    let plans = json(&open.get(&format!("{api}/plans")).await);
    let plan = plans["items"][0]["id"].as_str().unwrap().to_owned();
    let list = json(&open.get(&format!("{api}/plans/{plan}/editions")).await);
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "what was decided is not published");
    assert_eq!(list["items"][0]["id"], edition.as_str());
    let none = json(&open.get(&format!("{api}/plans/{plan}/editions?as_of=2020-01-01")).await);
    assert!(none["items"].as_array().unwrap().is_empty(), "it was not in force then");
    let year = open.get(&format!("{api}/plans/{plan}/years/R8")).await;
    assert!(year.location().ends_with(&edition), "{}", year.location());
    let whole = format!("{api}/editions/{edition}");
    let document = open.get(&whole).await;
    let tag = document.header("etag").to_owned();
    assert!(document.header("cache-control").contains("immutable"));
    assert_eq!(json(&document)["format"], "sasae-edition-1");
    let again = crate::test_app::get(&whole).header(header::IF_NONE_MATCH, &tag);
    let again = open.send(again.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let head = open.ask(&Method::HEAD, &whole).await;
    assert_eq!((head.status, head.header("etag")), (StatusCode::OK, tag.as_str()));
    // Page by page, none twice and none missing
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let at = format!("{whole}/actions?limit=20&fields=id,row_no{next}");
        let page = json(&open.get(&at).await);
        let rows = page["items"].as_array().unwrap().iter();
        seen.extend(rows.map(|row| row["row_no"].as_u64().unwrap()));
        match page["next"].as_str() {
            Some(mark) => next = format!("&next={mark}"),
            None => break,
        }
    }
    assert_eq!(seen, (1..=seen.len() as u64).collect::<Vec<_>>());
    assert!(seen.len() > 20);
    let hidden = open.get(&format!("{whole}/actions?fields=title,draft")).await;
    assert_eq!(hidden.status, StatusCode::FORBIDDEN);
    assert_eq!(hidden.header("content-type"), "application/problem+json");
    assert_eq!(json(&hidden)["errors"][0]["name"], "draft");
    for bad in ["limit=0", "limit=501", "limit=x", "next=x", "next=pffffffff"] {
        let refused = open.get(&format!("{whole}/answers?{bad}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{bad}");
        assert_says(json(&refused)["detail"].as_str().unwrap(), &["。"]);
    }
    let files = json(&open.get(&format!("{whole}/files?limit=500")).await);
    assert!(files["items"].as_array().unwrap().iter().any(|file| file["name"] == "edition.json"));
    for gone in ["none", last(&city.own)] {
        let page = open.get(&format!("{api}/editions/{gone}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{gone}");
        assert_eq!(json(&page)["code"], "not_found");
    }
    let first = open.get(&format!("/public/{plan}")).await;
    let page = open.get(&first.location()).await;
    assert_says(&page.text(), &["研修", "こころの相談", "099-000-0000"]);
    let table = open.get(&format!("/public/{plan}/csv/answers.csv")).await;
    assert_eq!(table.header("content-type"), "text/csv");
    assert_eq!(open.get(&format!("/public/{plan}/none.html")).await.status, StatusCode::NOT_FOUND);
    let description = json(&open.get(&format!("{api}/openapi.json")).await);
    assert_eq!(description["openapi"], "3.1.0");
}

async fn a_server_that_is_not_told_to_shows_nothing_to_the_public(app: &TestApp) {
    let city = city(app).await;
    let edition = city.publishes().await;
    let stranger = app.stranger();
    for address in [
        "/api/v1/public/plans".to_owned(),
        format!("/api/v1/public/editions/{edition}"),
        "/public/none/index.html".to_owned(),
    ] {
        let page = stranger.get(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(json(&page)["code"], "not_published");
    }
}
