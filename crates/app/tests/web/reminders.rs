//! Reminders where mail is off: the list, the table and the drafts as files.

use axum::http::StatusCode;
use domain::{
    Id,
    event::Event,
    person::{Person, Role},
    plan::Plan,
    section::Section,
};

use crate::{
    persons::grant,
    test_app::{TestApp, assert_says, link},
};

on_both!(the_letters_of_a_round_are_handed_out_as_files_where_mail_is_off);

fn last(address: &str) -> &str {
    address.rsplit('/').next().unwrap()
}

async fn the_letters_of_a_round_are_handed_out_as_files_where_mail_is_off(app: &TestApp) {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let own = link(&app.open(&board).await, "/sections/");
    let id: Id<Plan> = Id::new(last(&plan));
    let section: Id<Section> = Id::new(last(&own));
    let clerk = grant(Role::Clerk, Some(&id), Some(&section));
    let told = Person {
        id: Id::new("person-mail"),
        login: "mail".to_owned(),
        name: "青空 一".to_owned(),
        mail: "hajime@aozora.example".to_owned(),
        grants: vec![clerk],
    };
    let mut tx = app.store.begin().await.unwrap();
    tx.create_person(&told, "2020-04-01", &mut || "grant-mail".to_owned()).await.unwrap();
    app.commit(tx).await;
    let office = app.person("office", vec![grant(Role::Secretariat, Some(&id), None)]).await;
    let office = app.seat(&office).await;
    let sent = office.press(&format!("{board}/reminders"), "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = office.open(&sent.location()).await;
    let words = [
        "青空 一",
        "hajime@aozora.example",
        "_回答.xlsx",
        "登録されていない課",
        "メールは送らない設定です",
    ];
    assert_says(&page, &words);
    let table = office.open(&format!("{board}/reminders/letters.csv")).await;
    assert_says(&table, &["hajime@aozora.example", &own, "未回答"]);
    let drafts = format!("{board}/reminders/letters.zip?from=office%40aozora.example");
    let zip = office.get(&drafts).await;
    assert_eq!(zip.status, StatusCode::OK, "{}", zip.text());
    let entries = ingest::reply_bundle(&zip.bytes).unwrap();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.contains(&"一覧.csv") && names.contains(&"001_青空 一.eml"));
    assert_eq!(entries.iter().filter(|entry| entry.read.is_ok()).count(), 1, "the workbook");
    let mut tx = app.store.read().await.unwrap();
    let events = tx.events(&id, 5).await.unwrap();
    let reminded = events.iter().find_map(|record| match &record.event {
        Event::RoundReminded(reminded) => Some((reminded.letters, reminded.mail_off)),
        _ => None,
    });
    assert_eq!(reminded, Some((1, true)));
    drop(tx);
    let closed = office.press(&format!("{board}/closing"), "").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    let shut = office.press(&format!("{board}/reminders"), "").await;
    assert_eq!(shut.status, StatusCode::CONFLICT);
}
