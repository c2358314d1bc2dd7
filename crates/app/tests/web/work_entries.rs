//! Entries that programs read and write: from the version that was seen, by the rights and in the
//! states in which the form may, and once however often it is sent.

use axum::http::{Method, StatusCode};
use domain::{Field, FiscalYear, Id, Offset, Slot, person::Role};
use serde_json::{Value, json};

use crate::{
    programs::Program,
    rounds::{City, city, enc, last, went, whole},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    an_entry_is_written_from_the_version_that_was_seen_and_from_no_other,
    a_change_that_is_sent_again_is_done_once,
    a_program_writes_in_the_states_in_which_the_form_does_and_as_its_person,
    what_cannot_be_stored_is_refused_with_its_reason_and_writes_nothing,
);

fn told(page: &Page) -> Value {
    serde_json::from_str(&page.text()).unwrap_or_else(|_| panic!("no JSON: {}", page.text()))
}

/// The version and the text of the entry as it stands.
async fn standing(program: &Program<'_>, entry: &str) -> (u64, String) {
    let page = program.get(entry).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let entry = told(&page);
    let version = entry["version"].as_u64().unwrap();
    assert_eq!(page.header("etag"), format!("\"{version}\""));
    (version, entry["text"].as_str().unwrap().to_owned())
}

/// How often the history tells that the entry was written.
async fn writings(city: &City<'_>) -> usize {
    let page = city.secretariat.open(&format!("{}/history?field=status", city.reply)).await;
    page.matches("<b>記入</b>").count()
}

async fn an_entry_is_written_from_the_version_that_was_seen_and_from_no_other(app: &TestApp) {
    let city = city(app).await;
    let program = app.program_of(&Id::new("person-clerk")).await;
    let reply = city.reply_for_programs();
    let entry = format!("{reply}/status");
    assert_eq!(standing(&program, &entry).await, (0, String::new()));
    let blind = program.write(&entry, &[], "２回").await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(told(&blind)["code"], "version_required");
    let first = program.write(&entry, &[("if-match", "\"0\"")], "講座を2回開いた。").await;
    assert_eq!((first.status, first.header("etag")), (StatusCode::OK, "\"1\""), "{}", first.text());
    assert_eq!(told(&first), json!({ "field": "status", "version": 1 }));
    // A person writes in the form meanwhile
    let form = format!("status={}&status.choice=text&status.base=1", enc("講座を3回開いた。"));
    went(&city.clerk.press(&city.reply, &form).await, "said=saved");
    let stale = program.write(&entry, &[("if-match", "\"1\"")], "講座を4回開いた。").await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(stale.header("content-type"), "application/problem+json");
    let both = told(&stale);
    assert_eq!(both["yours"]["text"], "講座を4回開いた。");
    assert_eq!(both["theirs"]["text"], "講座を3回開いた。");
    assert_eq!((&both["theirs"]["version"], &both["code"]), (&json!(2), &json!("stale")));
    assert_eq!(both["theirs"]["written_by"], "職員 clerk");
    assert_eq!(standing(&program, &entry).await, (2, "講座を3回開いた。".to_owned()));
    // And the other way round: the form that saw the older version is shown both
    let next = program.write(&entry, &[("if-match", "\"2\"")], "講座を4回開いた。").await;
    assert_eq!((next.status, next.header("etag")), (StatusCode::OK, "\"3\""));
    let form = format!("status={}&status.choice=text&status.base=2", enc("講座を5回開いた。"));
    let page = city.clerk.press(&city.reply, &form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_says(&page.text(), &["講座を4回開いた。", "講座を5回開いた。"]);
    let whole = told(&program.get(&reply).await);
    assert_eq!((&whole["stage"], &whole["fiscal_year"]), (&json!("draft"), &json!(2026)));
    let entries = whole["entries"].as_array().unwrap();
    let own = entries.iter().find(|one| one["field"] == "status").unwrap();
    assert_eq!(own["text"], "講座を4回開いた。");
    // What stands in the sheet is what the program wrote
    let sheet = city.secretariat.open(&format!("{}/years/R8/sheet", city.plan)).await;
    assert_says(&sheet, &["講座を4回開いた。"]);
}

async fn a_change_that_is_sent_again_is_done_once(app: &TestApp) {
    let city = city(app).await;
    let program = app.program_of(&Id::new("person-clerk")).await;
    let entry = format!("{}/status", city.reply_for_programs());
    let named = [("if-match", "\"0\""), ("idempotency-key", "run-7/row-1")];
    let first = program.write(&entry, &named, "講座を2回開いた。").await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let again = program.write(&entry, &named, "講座を2回開いた。").await;
    assert_eq!((again.status, &again.bytes), (StatusCode::OK, &first.bytes));
    assert_eq!(again.header("etag"), "\"1\"");
    // Also after somebody else has written: it was done, and is not done again
    let form = format!("status={}&status.choice=text&status.base=1", enc("講座を3回開いた。"));
    went(&city.clerk.press(&city.reply, &form).await, "said=saved");
    let late = program.write(&entry, &named, "講座を2回開いた。").await;
    assert_eq!((late.status, &late.bytes), (StatusCode::OK, &first.bytes));
    assert_eq!(standing(&program, &entry).await, (2, "講座を3回開いた。".to_owned()));
    assert_eq!(writings(&city).await, 2, "one of the program, one of the person");
    // The name is of that change alone, and of that token
    let other = program.write(&entry, &named, "講座を9回開いた。").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told(&other)["code"], "key_of_another_change");
    let second = app.program_of(&Id::new("person-clerk")).await;
    let of_second = second.write(&entry, &named, "講座を2回開いた。").await;
    assert_eq!(of_second.status, StatusCode::PRECONDITION_FAILED);
    // What was not done keeps no name: it may be done from the version that stands
    let stale = [("if-match", "\"1\""), ("idempotency-key", "run-8")];
    let page = program.write(&entry, &stale, "講座を4回開いた。").await;
    assert_eq!(page.status, StatusCode::PRECONDITION_FAILED);
    let fresh = [("if-match", "\"2\""), ("idempotency-key", "run-8")];
    let page = program.write(&entry, &fresh, "講座を4回開いた。").await;
    assert_eq!((page.status, page.header("etag")), (StatusCode::OK, "\"3\""), "{}", page.text());
    for bad in ["", &"x".repeat(201)] {
        let named = [("if-match", "\"3\""), ("idempotency-key", bad)];
        let page = program.write(&entry, &named, "５回").await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

async fn a_program_writes_in_the_states_in_which_the_form_does_and_as_its_person(app: &TestApp) {
    let city = city(app).await;
    let entry = format!("{}/status", city.reply_for_programs());
    let clerk = app.program_of(&Id::new("person-clerk")).await;
    let auditor = app.person("auditor", vec![crate::persons::grant(Role::Auditor, None, None)]);
    let auditor = app.program_of(&auditor.await).await;
    assert_eq!(auditor.get(&entry).await.status, StatusCode::OK, "an auditor reads");
    let refused = auditor.write(&entry, &[("if-match", "\"0\"")], "１回").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "and writes nothing");
    let form = format!("{}&then=submit", whole("講座を2回開いた。", 0));
    went(&city.clerk.press(&city.reply, &form).await, "said=submit");
    let handed_in = clerk.write(&entry, &[("if-match", "\"1\"")], "講座を3回開いた。").await;
    assert_eq!(handed_in.status, StatusCode::CONFLICT);
    assert_says(told(&handed_in)["detail"].as_str().unwrap(), &["提出済"]);
    let back = format!("step=return&reason={}", enc("回数を"));
    went(&city.chief.press(&city.steps(), &back).await, "said=return");
    let mended = clerk.write(&entry, &[("if-match", "\"1\"")], "講座を3回開いた。").await;
    assert_eq!(mended.status, StatusCode::OK, "{}", mended.text());
    assert_says(&city.secretariat.open(&format!("{}/history", city.reply)).await, &["職員 clerk"]);
    // A closed round takes nothing
    let mut tx = app.store.begin().await.unwrap();
    let round = tx.rounds(&Id::new(last(&city.plan))).await.unwrap().remove(0);
    tx.close_round(&round.id, Some("2026-07-01T00:00:00Z")).await.unwrap();
    app.commit(tx).await;
    let closed = clerk.write(&entry, &[("if-match", "\"2\"")], "講座を4回開いた。").await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    assert_says(told(&closed)["detail"].as_str().unwrap(), &["締め切られて"]);
    let slot = Slot::new(Field::Status, Offset::This);
    let mut tx = app.store.read().await.unwrap();
    let sheet = tx.sheet(&round.plan, FiscalYear::parse("R8").unwrap()).await.unwrap().unwrap();
    let at = sheet.actions.iter().position(|one| one.as_str() == last(&city.reply)).unwrap();
    assert!(sheet.sheet.rows[at].text(&slot).contains("講座を3回開いた。"));
}

async fn what_cannot_be_stored_is_refused_with_its_reason_and_writes_nothing(app: &TestApp) {
    let city = city(app).await;
    let program = app.program_of(&Id::new("person-clerk")).await;
    let entry = format!("{}/status", city.reply_for_programs());
    let seen = [("if-match", "\"0\"")];
    let long = program.write(&entry, &seen, &"あ".repeat(20_001)).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(told(&long)["detail"].as_str().unwrap(), &["字", "。"]);
    let control = program.write(&entry, &seen, "a\0b").await;
    assert_eq!(control.status, StatusCode::UNPROCESSABLE_ENTITY);
    for tag in ["0", "W/\"0\"", "*", "\"x\"", "\"-1\"", "\"99999999999\"", "\"\""] {
        let page = program.write(&entry, &[("if-match", tag)], "１回").await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{tag}");
    }
    let send = async |kind: &str, body: &str| {
        let headers = [("if-match", "\"0\""), ("content-type", kind)];
        program.ask(&Method::PATCH, &entry, &headers, body).await.status
    };
    let json = "application/json";
    for body in ["", "[]", "{}", r#"{"text":1}"#, r#"{"text":"a","stage":"accepted"}"#] {
        assert_eq!(send(json, body).await, StatusCode::BAD_REQUEST, "{body}");
    }
    let form = send("application/x-www-form-urlencoded", "text=a").await;
    assert_eq!(form, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(standing(&program, &entry).await, (0, String::new()));
    let exact = "１回目\n２回目";
    let page = program.write(&entry, &seen, exact).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!(standing(&program, &entry).await, (1, exact.to_owned()));
}
