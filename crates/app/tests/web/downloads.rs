//! What is handed back reads back to the same rows.

use domain::reading::Reading;
use ingest::Options;

use crate::{
    files,
    test_app::{TestApp, assert_says},
};

on_both!(downloads_read_back_to_the_same_rows, a_download_says_what_it_is);

/// Every cell of every row, with its measure.
fn cells(reading: &Reading) -> Vec<Vec<String>> {
    let sheet = &reading.sheet;
    let row = |row: &domain::sheet::Row| {
        let fixed =
            [&row.action, &row.content, &row.page, &row.department, &row.section, &row.relisted];
        let texts = fixed.into_iter().chain(row.answers.values()).map(|cell| cell.text.clone());
        std::iter::once(sheet.measure_of(row).to_owned()).chain(texts).collect()
    };
    sheet.rows.iter().map(row).collect()
}

async fn downloads_read_back_to_the_same_rows(app: &TestApp) {
    let plan = app.aozora().await;
    for (year, name) in
        [("R5", "aozora-r5.xlsx"), ("R6", "aozora-r6.xlsx"), ("R7", "aozora-r7.csv")]
    {
        let bytes = std::fs::read(files::demo(name)).unwrap();
        let wanted = ingest::read(&bytes, &Options::default()).unwrap();
        for form in ["sheet.xlsx", "sheet.csv", "sheet.json"] {
            let file = app.get(&format!("{plan}/years/{year}/files/{form}")).await;
            let found = ingest::read(&file.bytes, &Options::default())
                .unwrap_or_else(|why| panic!("{year} {form}: {why}"));
            assert_eq!(found.sheet.year, wanted.sheet.year, "{year} {form}");
            assert_eq!(cells(&found), cells(&wanted), "{year} {form}");
            assert_eq!(found.account.characters_unplaced, 0, "{year} {form}");
        }
    }
}

async fn a_download_says_what_it_is(app: &TestApp) {
    let plan = app.aozora().await;
    for (form, kind) in [
        ("sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("sheet.csv", "text/csv; charset=utf-8"),
        ("tidy.csv", "text/csv; charset=utf-8"),
        ("sheet.json", "application/json"),
        ("summary.pdf", "application/pdf"),
    ] {
        let file = app.get(&format!("{plan}/years/R7/files/{form}")).await;
        assert_eq!(file.header("content-type"), kind);
        let name = file.header("content-disposition");
        assert!(name.starts_with("attachment;") && name.contains("filename*=UTF-8''"), "{name}");
        assert!(name.contains(&format!("R7_{form}")), "{name}");
    }
    let tidy = app.get(&format!("{plan}/years/R7/files/tidy.csv")).await.text();
    assert!(tidy.starts_with('\u{feff}'));
    assert_says(&tidy, &["あおぞら市", "2025-04-01"]);
}
