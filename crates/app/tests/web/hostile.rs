//! Cells, names and words that try to be more than text.

use axum::http::StatusCode;

use crate::test_app::{TestApp, link};

on_both!(a_script_in_any_cell_stays_text, a_word_of_an_address_stays_text);

const SCRIPT: &str = "<script>alert('計')</script>\"><img src=x onerror=alert(1)>&amp;";

/// Panics when the page holds the planted tags as tags, or lacks the planted text as text.
fn assert_text(html: &str, page: &str) {
    for tag in ["<script>alert", "<img", "onerror=alert(1)>"] {
        assert!(!html.contains(tag), "{page} holds {tag}:\n{html}");
    }
    let text = ["&#60;script&#62;", "&lt;script&gt;"].iter().any(|text| html.contains(text));
    assert!(text, "{page} does not show the cell:\n{html}");
}

async fn a_script_in_any_cell_stays_text(app: &TestApp) {
    let plan = app.aozora().await;
    let head = format!("基本施策,{}", testkit::headings("R8", "取組状況").join(","));
    let cell = format!("\"{}\"", SCRIPT.replace('"', "\"\""));
    let line = std::iter::repeat_n(cell.as_str(), 15).collect::<Vec<_>>().join(",");
    let csv = format!("{head}\r\n{line}\r\n{}\r\n", line.replace('計', "画"));
    let name = "<script>alert(2)<／script>.csv";
    let review = app.review(&format!("{plan}/imports"), name, csv.as_bytes()).await;
    assert_text(&app.open(&review).await, "review");
    let booked = app.press(&format!("{review}/booking"), "same_plan=true").await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let sheet = app.open(&format!("{plan}/years/R8/sheet")).await;
    assert_text(&sheet, "sheet");
    assert_text(&app.open(&format!("{plan}/years/R8")).await, "overview");
    assert_text(&app.open(&format!("{plan}/years/R8/sheet/1")).await, "row");
    assert_text(&app.open(&link(&sheet, "/actions/")).await, "action");
    assert_text(&app.open(&format!("{plan}/imports")).await, "imports");
    let hits = app.open(&format!("{plan}/search?q=alert")).await;
    assert_text(&hits, "search");
    assert!(hits.contains("<mark>alert</mark>"));
    let second = app
        .review(&format!("{plan}/imports"), "b.csv", csv.replace("alert(1)", "alert(3)").as_bytes())
        .await;
    assert_text(&app.open(&second).await, "differences");
    let file = app.get(&format!("{review}/original")).await;
    assert!(!file.header("content-disposition").contains('<'));
    assert!(file.header("content-type").starts_with("application/octet-stream"));
}

async fn a_word_of_an_address_stays_text(app: &TestApp) {
    let plan = app.aozora().await;
    let word = "%3Cscript%3Ealert%3C/script%3E%22%3E%3Cimg%20src=x%3E";
    for address in [
        format!("{plan}/search?q={word}"),
        format!("{plan}/years/R7/sheet?q={word}&section={word}&grade={word}&measure={word}"),
    ] {
        assert_text(&app.open(&address).await, &address);
    }
    let named = app
        .upload("/imports", ("a.csv", crate::files::aozora_r7().as_bytes()), &[("city", SCRIPT)])
        .await;
    assert_eq!(named.status, StatusCode::SEE_OTHER);
    assert_text(&app.open("/").await, "home");
    assert_text(&app.open(&named.location()).await, "review");
    let refused =
        app.upload(&format!("{plan}/imports"), ("a.csv", b"x"), &[("year", SCRIPT)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text().contains("<script>alert"), "{}", refused.text());
}
