//! How long the server takes for the sheet page of 100 rows: through the router, from the stored
//! sheet to the last byte of the page. No socket, no browser.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to say")]

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

const ROWS: usize = 100;
const GRADED: &str = "取組状況（ア　実施済、イ　実施中、ウ　準備中、エ　未実施から選択）";

/// A sheet of 100 rows under six measures; its texts are as long as those of real sheets.
fn sheet() -> String {
    let told = |what: &str, no: usize| {
        format!(
            "{what}を年{}回開催し、延べ{}人が参加した。関係課と連携し、広報とホームページで周知を行った。\
             次年度も引き続き、対象者の状況に応じた支援に努める。",
            no % 12 + 1,
            no * 7 % 211
        )
    };
    let row = |no: usize| {
        let (measure, percent) = (no * 6 / ROWS + 1, no % 101);
        let cells = [
            format!("基本施策{measure}　地域におけるネットワークの強化"),
            format!("こころの健康づくり事業{no}"),
            told("相談会", no),
            (no % 90).to_string(),
            format!("第{}部", no % 9),
            format!("第{}課", no % 30),
            String::new(),
            told("講座", no),
            percent.to_string(),
            told("会議", no),
            told("研修", no),
            told("相談会", no + 1),
            "ア　実施済".to_owned(),
            percent.to_string(),
            told("講座", no + 2),
        ];
        cells.join(",")
    };
    let rows = (1..=ROWS).map(row);
    let head = format!("基本施策,{}", testkit::headings("R5", GRADED).join(","));
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

/// Where an answer points to, the rest of it thrown away.
async fn sent(app: &Router, request: Request<Body>) -> String {
    let answer = app.clone().oneshot(request).await.unwrap();
    answer.headers().get(header::LOCATION).unwrap().to_str().unwrap().to_owned()
}

/// Books the sheet as a person would, and answers the address of its page.
async fn booked(app: &Router) -> String {
    let (edge, file) = ("0123456789abcdef", sheet());
    let body = format!(
        "--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r5.csv\"\r\n\r\n\
         {file}\r\n--{edge}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={edge}");
    let upload = Request::post("/imports").header(header::CONTENT_TYPE, kind);
    let import = sent(app, upload.body(body.into()).unwrap()).await;
    let kind = "application/x-www-form-urlencoded";
    let booking = Request::post(format!("{import}/booking")).header(header::CONTENT_TYPE, kind);
    let overview = sent(app, booking.body(Body::empty()).unwrap()).await;
    format!("{overview}/sheet")
}

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
    let address = runtime.block_on(booked(&app));
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
