//! A city of the benchmarks: a sheet of 100 rows, booked through the front door.
#![allow(dead_code, reason = "each bench takes of it what it needs")]

use axum::{
    Router,
    body::{Body, Bytes},
    http::{Request, header},
};
use http_body_util::BodyExt;
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
pub(crate) async fn sent(app: &Router, request: Request<Body>) -> String {
    let answer = app.clone().oneshot(request).await.unwrap();
    answer.headers().get(header::LOCATION).unwrap().to_str().unwrap().to_owned()
}

/// Books the sheet as a person would, and answers the address of its year.
pub(crate) async fn booked(app: &Router) -> String {
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
    sent(app, booking.body(Body::empty()).unwrap()).await
}

/// Sends a form; answers where it leads to.
pub(crate) async fn press(app: &Router, address: &str, fields: &[(&str, &str)]) -> String {
    let kind = "application/x-www-form-urlencoded";
    let encoded = |text: &str| -> String {
        text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
    };
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let request = Request::post(address).header(header::CONTENT_TYPE, kind);
    sent(app, request.body(fields.join("&").into()).unwrap()).await
}

/// The bytes of a page, which is there.
pub(crate) async fn open(app: Router, address: String) -> Bytes {
    let request = Request::get(&address).body(Body::empty()).unwrap();
    let answer = app.oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{address}: {}", answer.status());
    answer.into_body().collect().await.unwrap().to_bytes()
}
