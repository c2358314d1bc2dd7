//! Uploaded files go past the city's virus scanner, or nowhere.
#![cfg(unix)]

use std::{path::Path, time::Duration};

use app::Scanner;
use axum::http::StatusCode;

use crate::{
    files,
    test_app::{TestApp, assert_says, scanned_by},
};

/// A scanner that knows some words: it finds a virus, fails, waits for ever or does not read at all.
const SCANNER: &str =
    "case \"$(cat)\" in *EICAR*) exit 1;; *FAULT*) exit 2;; *WAIT*) sleep 60;; esac";

async fn scanned(folder: &Path, script: &str) -> TestApp {
    let path = folder.join("scanner.sh");
    std::fs::write(&path, script).unwrap();
    let command = format!("sh {}", path.display());
    scanned_by(Scanner::new(&command).within(Duration::from_secs(2))).await
}

async fn refused(app: &TestApp, path: &str, word: &str, sentence: &str) {
    let csv = format!("{}{word}\n", files::aozora_r7());
    let page = app.upload(path, ("シート.csv", csv.as_bytes()), &[("year", "R7")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{word}: {}", page.text());
    assert_says(&page.text(), &[sentence]);
}

#[tokio::test]
async fn a_file_that_the_scanner_refuses_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let app = scanned(folder.path(), SCANNER).await;
    let plan = app.aozora().await;
    let before = app.open(&format!("{plan}/imports")).await;
    for path in
        ["/imports".to_owned(), format!("{plan}/imports"), format!("{plan}/indicators/list")]
    {
        refused(&app, &path, "EICAR", "「シート.csv」はウイルス検査で問題が見つかった").await;
        refused(&app, &path, "FAULT", "ウイルス検査を行えなかった").await;
    }
    refused(&app, "/imports", "WAIT", "ウイルス検査を行えなかった").await;
    assert_eq!(app.open(&format!("{plan}/imports")).await, before, "something was kept");
}

#[tokio::test]
async fn a_scanner_need_not_read_what_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    scanned(folder.path(), "exit 0").await.aozora().await;
}

#[tokio::test]
async fn without_the_scanner_that_was_named_no_file_is_taken() {
    let app = scanned_by(Scanner::new("/nowhere/scanner -")).await;
    refused(&app, "/imports", "会議", "ウイルス検査を行えなかった").await;
}
