//! What is published, for everybody: only published editions, and only where the server shows them.

use app::App;
use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use crate::{
    rounds::{City, city, enc, last, went, whole},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    programs_read_published_editions_and_no_others_where_the_server_shows_them,
    what_was_withdrawn_is_said_nowhere_again,
);

impl City<'_> {
    /// Accepts a text, decides and publishes; answers the edition's identifier.
    pub(crate) async fn publishes(&self) -> String {
        let form = format!("{}&then=submit", whole("研修を3回行った。", 0));
        went(&self.clerk.press(&self.reply, &form).await, "said=submit");
        went(&self.chief.press(&self.steps(), "step=approve").await, "said=approve");
        went(&self.secretariat.press(&self.steps(), "step=accept").await, "said=accept");
        self.tells_help().await;
        self.freeze("approved").await;
        self.looks_through().await;
        last(&self.freeze("published").await).to_owned()
    }

    /// Answers what a person has to look at before the publication.
    pub(crate) async fn looks_through(&self) {
        let page = self.secretariat.open(&self.freezing("published")).await;
        for mark in page.split("name=\"mark\" value=\"").skip(1) {
            let mark = mark.split('"').next().unwrap();
            let form = format!("mark={mark}&reason={}", enc("市の発表のとおり"));
            let answers = format!("{}/years/R8/publication-answers", self.plan);
            let answered = self.secretariat.press(&answers, &form).await;
            went(&answered, "/editions/published");
        }
    }
}

/// The same database, shown to everybody.
pub(crate) fn shown(app: &TestApp) -> TestApp {
    TestApp::of(App::new(app.store.clone(), None).published())
}

pub(crate) fn json(page: &Page) -> Value {
    serde_json::from_str(&page.text()).unwrap()
}

async fn programs_read_published_editions_and_no_others_where_the_server_shows_them(app: &TestApp) {
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
    // The same for every way in which a part of it is asked for
    let files = format!("{whole}/files/edition.json");
    for address in [&whole, &format!("{whole}/answers?limit=5"), &files] {
        let page = open.get(address).await;
        let told = |page: &Page| {
            ["etag", "cache-control", "content-type"].map(|name| page.header(name).to_owned())
        };
        assert_eq!(page.header("cache-control"), "public, max-age=31536000, immutable");
        let head = open.ask(&Method::HEAD, address).await;
        assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0), "{address}");
        assert_eq!(told(&head), told(&page), "{address}");
        let known =
            crate::test_app::get(address).header(header::IF_NONE_MATCH, page.header("etag"));
        let known = open.send(known.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(known.header("etag"), page.header("etag"), "{address}");
    }
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
    // A field that stands empty in some is a field; one that nothing has is none, also where nothing is
    let numbers = json(&open.get(&format!("{whole}/answers?fields=row_no,number&limit=500")).await);
    let numbers = numbers["items"].as_array().unwrap();
    assert!(numbers.iter().any(|one| one["number"].is_null()));
    assert!(numbers.iter().all(|one| one.as_object().unwrap().len() == 2), "{numbers:?}");
    let none = open.get(&format!("{whole}/opinions?fields=text,member")).await;
    assert_eq!(none.status, StatusCode::FORBIDDEN);
    let hidden = open.get(&format!("{whole}/actions?fields=title,draft")).await;
    assert_eq!(hidden.status, StatusCode::FORBIDDEN);
    assert_eq!(hidden.header("content-type"), "application/problem+json");
    assert_eq!(json(&hidden)["errors"][0]["name"], "draft");
    let beyond = open.get(&format!("{whole}/answers?next=pffffffff")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND, "there is no such page");
    for bad in ["limit=0", "limit=501", "limit=x", "next=x", "next=p0"] {
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
    assert_says(&page.text(), &["こころの相談", "099-000-0000", "できなかったこと"]);
    let table = open.get(&format!("/public/{plan}/table.html")).await;
    assert_says(&table.text(), &["研修を3回行った。", "こころの相談"]);
    let table = open.get(&format!("/public/{plan}/csv/answers.csv")).await;
    assert_eq!(table.header("content-type"), "text/csv");
    assert_eq!(open.get(&format!("/public/{plan}/none.html")).await.status, StatusCode::NOT_FOUND);
    let description = json(&open.get(&format!("{api}/openapi.json")).await);
    assert_eq!(description["openapi"], "3.1.0");
    // The same database behind a server that is not told to
    for address in [format!("{api}/plans"), whole, format!("/public/{plan}/index.html")] {
        let page = app.stranger().get(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(json(&page)["code"], "not_published");
    }
}

async fn what_was_withdrawn_is_said_nowhere_again(app: &TestApp) {
    let city = city(app).await;
    let first = city.publishes().await;
    let shown = shown(app);
    let open = shown.stranger();
    let of = |edition: &str| format!("/api/v1/public/editions/{edition}");
    let page = json(&open.get(&format!("{}/actions?limit=30", of(&first))).await);
    let back = format!("step=return&reason={}", enc("件数"));
    went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    city.settle("研修を4回行った。", 1).await;
    city.looks_through().await;
    let here = city.freezing("published");
    let freeze = async || {
        let made = city.secretariat.press(&here, &format!("reason={}", enc("件数の誤り"))).await;
        went(&made, "said=frozen");
        last(&made.location()).to_owned()
    };
    let without = city.secretariat.press(&here, "reason=").await;
    assert_eq!(without.status, StatusCode::CONFLICT, "a correction has a reason");
    let second = freeze().await;
    // What is read page by page is the edition that was begun
    let mark = page["next"].as_str().unwrap();
    let rest = format!("{}/actions?limit=500&next={mark}", of(&first));
    let rest = json(&open.get(&rest).await);
    let of_first = json(&open.get(&format!("{}/actions?limit=500", of(&first))).await);
    let items = |page: &Value| page["items"].as_array().unwrap().clone();
    assert_eq!([items(&page), items(&rest)].concat(), items(&of_first), "none twice, none missing");
    assert_eq!(Some(items(&of_first).len() as u64), page["total"].as_u64());
    let errata = json(&open.get(&of(&second)).await)["errata"].clone();
    let told = ["before", "after", "reason"].map(|part| errata[0][part].as_str().unwrap());
    assert_eq!(errata.as_array().unwrap().len(), 1, "exactly the cell that changed: {errata}");
    assert_eq!(told, ["研修を3回行った。", "研修を4回行った。", "件数の誤り"]);

    let gone = async |edition: &str, erase: &str| {
        let way = format!("{}/editions/{edition}/withdrawal", city.plan);
        let form = format!("ground={}{erase}", enc("個人が分かるため"));
        went(&city.secretariat.press(&way, &form).await, "said=withdrawn");
        assert_eq!(open.get(&of(edition)).await.status, StatusCode::NOT_FOUND);
    };
    gone(&first, "&erase=1").await;
    gone(&second, "").await;
    let form = format!("year=R8&text={}", enc("紙の意見"));
    let asked = format!("{}/council/opinions", city.plan);
    let asked = city.secretariat.press(&asked, &form).await;
    went(&asked, "said=saved");
    let asked = city.secretariat.open(&asked.location()).await;
    assert!(!asked.contains("公表第2版 訂正"), "no outcome rests on what is gone");
    // The next one follows what was decided, under a number of its own
    let third = freeze().await;
    let document = json(&open.get(&of(&third)).await);
    assert_eq!(document["number"], 3);
    assert!(!document.to_string().contains("研修を3回行った。"), "{}", document["errata"]);
    let plan = json(&open.get("/api/v1/public/plans").await)["items"][0]["id"].clone();
    let editions = open.get(&format!("/public/{}/editions.html", plan.as_str().unwrap())).await;
    assert_says(&editions.text(), &["個人が分かるため"]);
}
