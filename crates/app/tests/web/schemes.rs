//! Schemes and crosswalks through the front door: read by sections, changed by the secretariat row by
//! row, and held by editions as they were.

use axum::http::StatusCode;
use domain::{Day, Id, event::Event, scheme::Scheme};
use serde_json::{Value, json};
use store::{AuditRecord, StoredScheme};

use crate::{
    persons::Browser,
    rounds::{City, city, enc, last, went},
    test_app::{TestApp, assert_says},
};

on_both!(
    a_crosswalk_is_changed_row_by_row_and_says_what_is_counted_twice,
    a_row_is_changed_only_from_the_version_that_was_seen,
    an_edition_keeps_the_crosswalk_that_it_was_frozen_with,
    sections_read_a_crosswalk_and_change_none,
    a_scheme_that_holds_no_more_is_in_no_edition,
    a_form_is_looked_at_and_handed_back_filled,
);

/// A made-up scheme of three items, which holds for some days.
fn scheme(valid_to: Option<&str>) -> Scheme {
    serde_json::from_value(json!({
        "id": "made-up", "title": "架空の体系", "version": 1, "valid_from": "2020-04-01",
        "valid_to": valid_to.map(|day| Day::parse(day).unwrap()),
        "items": [
            { "code": "1", "label": "つながり" },
            { "code": "1-1", "label": "会議", "parent": "1" },
            { "code": "2", "label": "人材" },
        ],
    }))
    .unwrap()
}

impl City<'_> {
    /// Defines the scheme, as its verb does; answers where its crosswalk is.
    async fn knows_scheme(&self, app: &TestApp, scheme: &Scheme) -> String {
        let plan: Id<domain::plan::Plan> = Id::new(last(&self.plan));
        let mut tx = app.store.begin().await.unwrap();
        let stored = StoredScheme {
            id: scheme.id.clone(),
            version: 1,
            definition: serde_json::to_string(scheme).unwrap(),
            defined_by: "事務局".into(),
            defined_at: "2026-04-01T00:00:00Z".into(),
        };
        tx.define_scheme(&plan, &stored, None).await.unwrap();
        let defined = domain::event::SchemeDefined { before: None, after: scheme.clone() };
        let record = AuditRecord {
            id: Id::new("scheme-defined"),
            at: "2026-04-01T00:00:00Z".into(),
            actor: "事務局".into(),
            person: None,
            plan: Some(plan),
            action: None,
            section: None,
            subject: scheme.title.clone(),
            event: Event::SchemeAdded(defined),
        };
        tx.record(&record).await.unwrap();
        tx.commit().await.unwrap();
        format!("{}/schemes/{}", self.plan, scheme.id)
    }

    async fn document(&self, edition: &str) -> (Vec<u8>, Value) {
        let bytes = self.secretariat.get(&format!("{edition}/files/edition.json")).await.bytes;
        let value = serde_json::from_slice(&bytes).unwrap();
        (bytes, value)
    }
}

/// The actions that the form of a row offers.
fn actions(page: &str) -> Vec<String> {
    let list = page.split("name=\"action\"").nth(1).unwrap().split("</select>").next().unwrap();
    let values = list.split("value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    values.map(str::to_owned).collect()
}

fn row(item: &str, action: &str, more: &str) -> String {
    format!("version=1&item={item}&action={action}&relation=partial&step=save&{more}")
}

async fn saved(who: &Browser<'_>, here: &str, form: &str) {
    went(&who.press(here, form).await, "said=saved");
}

async fn a_crosswalk_is_changed_row_by_row_and_says_what_is_counted_twice(app: &TestApp) {
    let city = city(app).await;
    let office = &city.secretariat;
    let list = format!("{}/schemes", city.plan);
    assert_says(&office.open(&list).await, &["体系はまだありません", "sasae schemes define"]);
    let here = city.knows_scheme(app, &scheme(None)).await;
    assert_says(&office.open(&list).await, &["架空の体系"]);
    assert_says(&office.open(&format!("{}/editions", city.plan)).await, &["対応表"]);
    let page = office.open(&here).await;
    assert_says(&page, &["1-1　会議", "2020-04-01～", "対応あり0件", "対応を加える"]);
    let actions = actions(&page);
    let (one, two) = (&actions[0], &actions[1]);
    saved(office, &here, &row("1-1", one, &format!("note={}&seen=0", enc("会議の部分")))).await;
    saved(office, &here, &row("2", two, "seen=0")).await;
    let page = office.open(&here).await;
    assert_says(&page, &["対応あり2件", "<dd>2</dd>", "会議の部分", "一部が重なる"]);
    assert!(!page.contains("重複を含む"), "nothing is counted twice");
    saved(office, &here, &row("2", one, "seen=0")).await;
    let page = office.open(&here).await;
    assert_says(&page, &["3（重複を含む。実数2）", "主な対応の合計</dt><dd>2</dd>"]);
    let form = office.open(&format!("{here}?version=1&item=2&action={one}")).await;
    assert_says(&form, &["対応を直す", "この対応を外す", "name=\"seen\" value=\"1\""]);
    saved(office, &here, &row("2", one, "primary=1&seen=1")).await;
    let gone = format!("version=1&item=2&action={one}&step=remove&seen=2");
    saved(office, &here, &gone).await;
    let page = office.open(&here).await;
    assert_says(&page, &["主な対応の合計</dt><dd>2</dd>", "対応あり2件"]);
    let history = office.open(&format!("{}/history", city.plan)).await;
    assert_says(&history, &["対応表の変更", "第1版の対応表：変更1件、削除1件", "架空の体系"]);
}

async fn a_row_is_changed_only_from_the_version_that_was_seen(app: &TestApp) {
    let city = city(app).await;
    let office = &city.secretariat;
    let here = city.knows_scheme(app, &scheme(None)).await;
    let one = &actions(&office.open(&here).await)[0];
    saved(office, &here, &row("1", one, "seen=0")).await;
    for stale in ["seen=0", "seen=2"] {
        let late = office.press(&here, &row("1", one, stale)).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{stale}");
        assert_says(&late.text(), &["ほかの人が先に変えたか"]);
    }
    for (form, told) in [
        (row("9", one, "seen=0"), "この体系にない項目です"),
        (row("1-1", "nobody", "seen=0"), "事業を一覧から選んでください"),
        (row("1-1", one, "seen=0").replace("partial", "like"), "関係を選んでください"),
        (row("1", "nobody", "seen=0").replace("save", "remove"), "この対応はありません"),
    ] {
        let refused = office.press(&here, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_says(&refused.text(), &[told]);
    }
    saved(office, &here, &row("1-1", one, "seen=0")).await;
    saved(office, &here, &row("2", one, "seen=0")).await;
    let main = format!("version=1&item=1&action={one}&step=remove&seen=1");
    let refused = office.press(&here, &main).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&refused.text(), &["別の行に「主」の印"]);
}

async fn an_edition_keeps_the_crosswalk_that_it_was_frozen_with(app: &TestApp) {
    let city = city(app).await;
    let office = &city.secretariat;
    let plain = city.freeze("council").await;
    let (before, value) = city.document(&plain).await;
    assert_eq!(value.get("crosswalks"), None, "an edition without one says nothing of it");
    let here = city.knows_scheme(app, &scheme(None)).await;
    let actions = actions(&office.open(&here).await);
    let note = format!("note={}&seen=0", enc("庁内の覚え"));
    saved(office, &here, &row("1-1", &actions[0], &note)).await;
    saved(office, &here, &row("2", &actions[0], "seen=0")).await;
    let mapped = city.freeze("council").await;
    let (frozen, value) = city.document(&mapped).await;
    let of = |value: &Value, name: &str| -> Vec<String> {
        let rows = value["crosswalks"][0]["rows"].as_array().unwrap();
        rows.iter().map(|row| row[name].to_string()).collect()
    };
    assert_eq!(of(&value, "item"), ["\"1-1\"", "\"2\""]);
    assert_eq!(of(&value, "primary"), ["true", "false"]);
    assert_eq!(value["crosswalks"][0]["scheme"]["title"], "架空の体系");
    let text = String::from_utf8(frozen.clone()).unwrap();
    assert!(!text.contains("庁内の覚え") && !text.contains(&actions[0]), "what stays in the city");
    saved(office, &here, &row("2", &actions[0], "primary=1&seen=1")).await;
    saved(office, &here, &row("1", &actions[1], "seen=0")).await;
    assert_eq!(city.document(&mapped).await.0, frozen, "what was frozen stays as it was");
    assert_eq!(city.document(&plain).await.0, before);
    let (_, later) = city.document(&city.freeze("council").await).await;
    assert_eq!(of(&later, "item"), ["\"1\"", "\"1-1\"", "\"2\""]);
    assert_eq!(of(&later, "primary"), ["true", "false", "true"]);
}

async fn sections_read_a_crosswalk_and_change_none(app: &TestApp) {
    let city = city(app).await;
    let here = city.knows_scheme(app, &scheme(None)).await;
    let one = &actions(&city.secretariat.open(&here).await)[0];
    saved(&city.secretariat, &here, &row("1", one, "seen=0")).await;
    let page = city.clerk.open(&here).await;
    assert_says(&page, &["架空の体系", "対応あり1件"]);
    assert!(!page.contains("<form method=\"post\" action=\"/plans") && !page.contains("直す"));
    let refused = city.clerk.press(&here, &row("2", one, "seen=0")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(city.council.get(&here).await.status, StatusCode::FORBIDDEN);
    let editions = city.council.open(&format!("{}/editions", city.plan)).await;
    assert!(!editions.contains("/schemes"), "what the council may not open is not offered");
    let none = city.secretariat.get(&format!("{here}?version=7")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

async fn a_scheme_that_holds_no_more_is_in_no_edition(app: &TestApp) {
    let city = city(app).await;
    let here = city.knows_scheme(app, &scheme(Some("2025-03-31"))).await;
    let one = &actions(&city.secretariat.open(&here).await)[0];
    saved(&city.secretariat, &here, &row("1", one, "seen=0")).await;
    let (_, value) = city.document(&city.freeze("council").await).await;
    assert_eq!(value.get("crosswalks"), None);
}

async fn a_form_is_looked_at_and_handed_back_filled(app: &TestApp) {
    let plan = app.aozora().await;
    let here = format!("{plan}/report-forms");
    assert_says(&app.open(&here).await, &["提出様式を埋める", "どのセルに何を入れるか"]);
    // Any workbook is a form: that of the sheet
    let form = app.get(&format!("{plan}/years/R7/files/sheet.xlsx")).await.bytes;
    let map = "title = \"架空の様式\"\n[[cells]]\ncell = \"AZ1\"\ncount = {}\n\
        [[cells]]\ncell = \"A1\"\ncount = {}\n[[cells]]\ncell = \"AZ2\"\nhand = \"押印\"\n";
    let send = async |map: &str, step: &str| {
        let texts = [("year", "R7"), ("map", map), ("step", step)];
        app.upload(&here, ("様式.xlsx", &form), &texts).await
    };
    let page = send(map, "look").await.text();
    assert_says(&page, &["架空の様式", "埋まった", "食い違う", "手で書く", "押印", "AZ1"]);
    let filled = send(map, "fill").await;
    assert!(filled.bytes.starts_with(b"PK") && filled.bytes != form);
    assert_eq!(send(map, "fill").await.bytes, filled.bytes);
    assert!(filled.header("content-disposition").contains("attachment"));
    let wrong = send(&map.replace("AZ2", "?"), "look").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&wrong.text(), &["cells の3番目"]);
    let none = app.upload(&here, ("", b""), &[("map", map)]).await;
    assert_says(&none.text(), &["様式のファイルが選ばれていません"]);
    let no_form = app.upload(&here, ("様式.xlsx", b"x"), &[("map", map)]).await;
    assert_says(&no_form.text(), &["xlsx形式のファイルとして開けません"]);
}
