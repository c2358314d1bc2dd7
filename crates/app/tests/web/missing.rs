//! Addresses that name nothing: 404, and a page that says so and leads on.

use axum::http::StatusCode;

use crate::test_app::{TestApp, assert_says, link};

on_both!(what_is_not_there_is_a_page, a_part_of_another_plan_is_not_there);

async fn what_is_not_there_is_a_page(app: &TestApp) {
    let plan = app.aozora().await;
    let list = app.open(&format!("{plan}/imports")).await;
    let import = link(&list, &format!("{plan}/imports/")).rsplit('/').next().unwrap().to_owned();
    let addresses = [
        "/nowhere".to_owned(),
        "/assets/sasae.css".to_owned(),
        "/plans/none".to_owned(),
        "/plans/none/years/R7".to_owned(),
        "/plans/none/years/R7/sheet".to_owned(),
        "/plans/none/search?q=a".to_owned(),
        "/plans/none/imports".to_owned(),
        format!("/plans/none/imports/{import}"),
        format!("{plan}/years/R3"),
        format!("{plan}/years/year"),
        format!("{plan}/years/R3/sheet"),
        format!("{plan}/years/R7/sheet/999"),
        format!("{plan}/years/R7/sheet/first"),
        format!("{plan}/years/R7/files/sheet.docx"),
        format!("{plan}/years/R1/files/sheet.csv"),
        format!("{plan}/actions/none"),
        format!("{plan}/imports/none"),
        format!("{plan}/imports/none/layout"),
        format!("{plan}/imports/none/original"),
    ];
    let mut wrong = Vec::new();
    for address in addresses {
        let page = app.get(&address).await;
        let html = page.text();
        if page.status != StatusCode::NOT_FOUND || !html.contains("表示できませんでした")
        {
            wrong.push(format!(
                "{address}: {} {}",
                page.status,
                html.chars().take(80).collect::<String>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for deed in ["booking", "discarding"] {
        let page = app.press(&format!("{plan}/imports/none/{deed}"), "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_says(&page.text(), &["見つかりません。"]);
    }
}

async fn a_part_of_another_plan_is_not_there(app: &TestApp) {
    let plan = app.aozora().await;
    let sheet = app.open(&format!("{plan}/years/R7/sheet")).await;
    let action = link(&sheet, "/actions/").rsplit('/').next().unwrap().to_owned();
    let list = app.open(&format!("{plan}/imports")).await;
    let import = link(&list, &format!("{plan}/imports/")).rsplit('/').next().unwrap().to_owned();
    let csv = crate::files::aozora_r7();
    let city = [("city", "ほしぞら町")];
    let page = app.upload("/imports", ("町.csv", csv.as_bytes()), &city).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let other = page.location().split("/imports").next().unwrap().to_owned();
    assert_ne!(plan, other);
    let mut wrong = Vec::new();
    for address in [
        format!("{other}/actions/{action}"),
        format!("{other}/imports/{import}"),
        format!("{other}/imports/{import}/layout"),
        format!("{other}/imports/{import}/original"),
    ] {
        let status = app.get(&address).await.status;
        if status != StatusCode::NOT_FOUND {
            wrong.push(format!("{address}: {status}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let home = app.open("/").await;
    assert_says(&home, &["計画を選ぶ", "あおぞら市", "ほしぞら町"]);
}
