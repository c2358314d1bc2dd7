//! 意見シート on the command line: listed meetings, a sheet for a member, taken once.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    council::{kind_slot, opinion_slot},
    reply_workbook::WorkbookColumn,
};
use store::Store;
use testkit::WorkbookCopy;
use tower::ServiceExt;

use crate::{
    database::Database,
    editions::{city, freeze},
    program::{Place, text},
};

on_both!(async a_sheet_is_written_for_a_member_and_taken_once);

/// A meeting about the year, whose paper is an edition, made in the browser.
async fn meeting(place: &Place, edition: &str) {
    let at = place.folder.path().join("sasae.sqlite");
    let whole = format!("sqlite:{}", text(&at));
    let sqlite = place.database.starts_with("sqlite:");
    let store = Store::open(if sqlite { &whole } else { &place.database }).await.unwrap();
    let plan = store.read().await.unwrap().plans().await.unwrap().remove(0).id;
    let form = format!(
        "year=R6&title=%E7%AC%AC1%E5%9B%9E&held_on=2025-07-11&paper.0.title=%E8%B3%87%E6%96%99\
        &paper.0.edition={edition}"
    );
    let request = Request::post(format!("/plans/{plan}/council"))
        .header(header::HOST, "127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    let app = app::App::new(store.clone(), None);
    let answer = app::router(app).oneshot(request).await.unwrap();
    assert!(answer.status().is_redirection(), "{}", answer.status());
    store.close().await;
}

async fn a_sheet_is_written_for_a_member_and_taken_once(database: Database) {
    let place = city(database);
    let none = place.run(&["council", "list"]).ok();
    assert!(none.out.contains("会議はまだありません"), "{none:?}");
    let early = place.run(&["council", "sheet", "--member", "委員", "--output", "x.xlsx"]);
    assert_eq!(early.code, 7, "{early:?}");
    let edition = freeze(&place, "council", "協議会に諮るため").ok().json();
    meeting(&place, edition["id"].as_str().unwrap()).await;
    let listed = place.run(&["council", "list", "--json"]).ok().json();
    assert_eq!(
        (listed[0]["title"].as_str(), listed[0]["papers"].as_u64()),
        (Some("第1回"), Some(1))
    );

    let sheet = ["council", "sheet", "--member", "紙の委員", "--output", "意見.xlsx"];
    let made = place.run(&sheet).ok();
    assert!(made.out.contains("紙の委員さんの意見シート"), "{made:?}");
    let path = place.folder.path().join("意見.xlsx");
    let mut copy = WorkbookCopy::open(&std::fs::read(&path).unwrap());
    let keys = copy.keys();
    for (row, kind, said) in
        [(keys[0].as_str(), "質問", "なぜ減ったか"), ("whole:1", "意見", "よい計画だ")]
    {
        copy.put_at(row, &WorkbookColumn::Input(kind_slot()), kind);
        copy.put_at(row, &WorkbookColumn::Input(opinion_slot()), said);
    }
    let filled = place.file("記入.xlsx", &copy.save());
    let seen = place.run(&["council", "take", text(&filled), "--dry-run", "--json"]).ok().json();
    assert_eq!(seen["added"], 0, "{seen}");
    let rows = &seen["sheets"][0]["rows"];
    assert_eq!(
        (rows[0]["taken"].as_bool(), rows[1]["text"].as_str()),
        (Some(true), Some("よい計画だ"))
    );
    let taken = place.run(&["council", "take", text(&filled), "--json"]).ok().json();
    assert_eq!((taken["added"].as_u64(), taken["changed"].as_u64()), (Some(2), Some(0)));
    let again = place.run(&["council", "take", text(&filled)]).ok();
    assert!(again.out.contains("すべて取り込み済み"), "{again:?}");
    assert!(again.out.contains("取り込み 0件"), "{again:?}");
    copy.put_at(&keys[1], &WorkbookColumn::Input(kind_slot()), "提案");
    let open = place.file("途中.xlsx", &copy.save());
    let barred = place.run(&["council", "take", text(&open)]);
    assert_eq!(barred.code, 5, "{barred:?}");
    assert!(barred.out.contains("種別だけが選ばれています"), "{barred:?}");
    let whole = std::fs::read(&filled).unwrap();
    let torn = place.file("切れた.xlsx", &whole[..whole.len() / 2]);
    let refused = place.run(&["council", "take", text(&torn)]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.out.contains("「切れた.xlsx」を読めません。"), "{refused:?}");
    place.run(&["verify"]).ok();
}
