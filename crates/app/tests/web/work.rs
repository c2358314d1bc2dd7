//! Files are read and pages are set by other processes: what ends when, and what is told then.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use app::App;
use axum::http::StatusCode;
use tokio::time::{sleep, timeout};

use crate::{
    files,
    test_app::{Page, TestApp, assert_says},
};

/// A program in place of the worker, which tells its number and does this.
fn program(folder: &Path, does: &str) -> PathBuf {
    let path = folder.join("worker");
    let number = folder.join("number").display().to_string();
    std::fs::write(&path, format!("#!/bin/sh\necho $$ > {number}\n{does}\n")).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path
}

async fn app(program: &Path, deadline: Duration) -> TestApp {
    let store = store::Store::open("sqlite::memory:").await.unwrap();
    TestApp::of(App::new(store, None).with_workers(program, Some(deadline)))
}

async fn upload(app: &TestApp) -> Page {
    let city = [("city", "あおぞら市")];
    app.upload("/imports", ("r7.csv", files::aozora_r7().as_bytes()), &city).await
}

/// Whether the process that told its number is still there.
fn is_there(folder: &Path) -> bool {
    let number = std::fs::read_to_string(folder.join("number")).unwrap();
    let state = std::fs::read_to_string(format!("/proc/{}/stat", number.trim()));
    state.is_ok_and(|state| !state.contains(") Z "))
}

async fn gone(folder: &Path) {
    for _ in 0..100 {
        if !is_there(folder) {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("still there");
}

#[tokio::test]
async fn work_beyond_its_deadline_is_told_and_its_process_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&program(folder.path(), "exec sleep 60"), Duration::from_millis(300)).await;
    let page = upload(&app).await;
    assert_eq!(page.status, StatusCode::REQUEST_TIMEOUT);
    assert_says(&page.text(), &["時間内に終わりませんでした"]);
    gone(folder.path()).await;
}

#[tokio::test]
async fn nobody_waits_any_more_and_its_process_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&program(folder.path(), "exec sleep 60"), Duration::from_mins(1)).await;
    let left = timeout(Duration::from_millis(1500), upload(&app)).await;
    assert!(left.is_err(), "it was under way");
    gone(folder.path()).await;
}

#[tokio::test]
async fn a_worker_that_ends_within_its_job_is_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&program(folder.path(), "exit 1"), Duration::from_mins(1)).await;
    let page = upload(&app).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["ファイルの読み取りが途中で止まりました"]);
}

#[tokio::test]
async fn where_no_worker_can_be_started_files_are_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder.path().join("none"), Duration::from_mins(1)).await;
    assert_eq!(upload(&app).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_worker_says_what_the_server_itself_would_say() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_sasae"));
    let here = app(&folder.path().join("none"), Duration::from_mins(1)).await;
    let there = app(program, Duration::from_mins(1)).await;
    for (name, bytes) in
        [("a.csv", &b"a,b\n1,2\n"[..]), ("a.pdf", b"%PDF-1.7 half"), ("a.txt", b"")]
    {
        let [here, there] = [&here, &there].map(|app| async move {
            app.upload("/imports", (name, bytes), &[("city", "あおぞら市")]).await
        });
        let (here, there) = (here.await, there.await);
        assert_eq!(here.status, there.status, "{name}");
    }
    let plan = there.aozora().await;
    for file in ["sheet.pdf", "summary.pdf"] {
        let page = there.get(&format!("{plan}/years/R7/files/{file}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.bytes.starts_with(b"%PDF"), "{file}");
    }
}
