//! A sheet on paper: typeset pages to download, and the pages of a PDF beside what was read.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use axum::http::StatusCode;

use crate::{
    files,
    test_app::{TestApp, assert_says},
};

on_both!(the_pages_of_a_pdf_are_shown_beside_its_reading, every_form_of_typeset_pages_is_offered);

async fn the_pages_of_a_pdf_are_shown_beside_its_reading(app: &TestApp) {
    let plan = app.aozora().await;
    let bytes = std::fs::read(files::demo("aozora-r7.pdf")).unwrap();
    let review = app.review(&format!("{plan}/imports"), "令和７年度.pdf", &bytes).await;
    let review = app.open(&review).await;
    assert_says(&review, &["令和７年度.pdf", "（PDF）", "51事業・", "（漏れなし）"]);
    let pictures = review.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut pictures = pictures.filter(|source| source.contains("/original/picture?"));
    let picture = pictures.next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let shown = app.get(&picture).await;
    assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(shown.bytes.starts_with(b"\x89PNG"));
    let address = picture.split('?').next().unwrap();
    for wrong in ["page=99&area=0,0,9,9", "page=1&area=0,0,9", "page=1&area=a,b,c,d"] {
        let status = app.get(&format!("{address}?{wrong}")).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let elsewhere = picture.replacen(&plan, "/plans/none", 1);
    assert_eq!(app.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
}

async fn every_form_of_typeset_pages_is_offered(app: &TestApp) {
    let plan = app.aozora().await;
    let list = app.open(&format!("{plan}/years/R7/sheet")).await;
    for form in ["sheet.pdf", "large.pdf", "summary.pdf", "actions.pdf", "sections.pdf"] {
        assert_says(&list, &[&format!("/years/R7/files/{form}")]);
    }
    let whole = app.get(&format!("{plan}/years/R7/files/sheet.pdf")).await;
    let again = ingest::read(&whole.bytes, &ingest::Options::default()).unwrap();
    assert_eq!(again.sheet.rows.len(), 51);
}
