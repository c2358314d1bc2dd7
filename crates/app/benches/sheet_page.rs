//! How long the server takes for the sheet page of 100 rows: through the router, from the stored
//! sheet to the last byte of the page. No socket, no browser.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to say")]

#[path = "made/city.rs"]
mod city;

use std::hint::black_box;

use app::{App, router};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use criterion::Criterion;
use http_body_util::BodyExt;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use self::city::booked;

/// The size of the page, when it is there to the last byte.
async fn page(app: Router, address: String, encoding: &str) -> usize {
    let request = Request::get(address).header(header::ACCEPT_ENCODING, encoding);
    let answer = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(answer.status().is_success());
    answer.into_body().collect().await.unwrap().to_bytes().len()
}

fn main() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("sasae.sqlite").display());
    let store = runtime.block_on(store::Store::open(&url)).unwrap();
    let app = router(App::new(store, None));
    let address = format!("{}/sheet", runtime.block_on(booked(&app)));
    let mut criterion = Criterion::default().configure_from_args();
    for (name, encoding) in [("plain", "identity"), ("packed with gzip", "gzip")] {
        // As the server does it: on the runtime's own threads
        let asked = || {
            let asked = runtime.spawn(page(app.clone(), address.clone(), encoding));
            runtime.block_on(asked).unwrap()
        };
        assert!(asked() > 1000);
        criterion.bench_function(&format!("sheet page of 100 rows, {name}"), |bench| {
            bench.iter(|| black_box(asked()));
        });
    }
    criterion.final_summary();
}
