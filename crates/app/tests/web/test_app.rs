//! Someone at a browser: asks for pages, sends forms, reads what comes back.

use std::sync::atomic::{AtomicU32, Ordering};

use app::{App, Scanner};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::{
    Id,
    event::{Event, RowsHeld},
};
use http_body_util::BodyExt;
use store::{AuditRecord, Store, Tx};
use tower::ServiceExt;

use crate::files;

/// A fresh product with an empty database.
pub(crate) struct TestApp {
    router: Router,
    pub(crate) store: Store,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// The boundary of the forms with files.
const BOUNDARY: &str = "----sasae-test";

/// On a database in memory.
pub(crate) async fn sqlite() -> TestApp {
    TestApp::on("sqlite::memory:").await
}

/// On a database in memory, with a scanner for uploaded files.
pub(crate) async fn scanned_by(scanner: Scanner) -> TestApp {
    let app = App::new(Store::open("sqlite::memory:").await.unwrap(), None);
    TestApp::of(app.scanned_by(scanner))
}

/// On a schema of its own.
pub(crate) async fn postgres() -> TestApp {
    TestApp::on(&crate::server::schema()).await
}

impl TestApp {
    /// Files are read and pages typeset in the test's own process, which begins no other for each;
    /// `work.rs` shows that workers say the same.
    async fn on(database: &str) -> Self {
        Self::of(App::new(Store::open(database).await.unwrap(), None))
    }

    /// A product as it is set.
    pub(crate) fn of(app: App) -> Self {
        Self { store: app.store().clone(), router: app::router(app) }
    }

    /// Panics where the history does not tell of a row as it stands: whatever a test has done, each
    /// use case records an event of what it wrote.
    pub(crate) async fn assert_whole(&self) {
        let mut tx = self.store.read().await.unwrap();
        assert!(tx.check_chain().await.unwrap().is_ok());
        let faults = tx.check_rows().await.unwrap();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    /// Commits what a test has put in past the use cases, with an event that tells of it.
    pub(crate) async fn commit(&self, mut tx: Tx) {
        static RECORDS: AtomicU32 = AtomicU32::new(0);
        let number = RECORDS.fetch_add(1, Ordering::Relaxed);
        let record = AuditRecord {
            id: Id::new(format!("test-{number:06}")),
            at: "2020-04-01T00:00:00.000000Z".to_owned(),
            actor: "試験".to_owned(),
            person: None,
            plan: None,
            action: None,
            section: None,
            subject: "test".to_owned(),
            event: Event::RowsHeld(RowsHeld { reason: String::new() }),
        };
        tx.record(&record).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Page { status: parts.status, headers: parts.headers, bytes }
    }

    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(get(path).body(Body::empty()).unwrap()).await
    }

    /// Asks for a page that must be there.
    pub(crate) async fn open(&self, path: &str) -> String {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        page.text()
    }

    /// Sends a form without files.
    pub(crate) async fn press(&self, path: &str, form: &str) -> Page {
        let kind = "application/x-www-form-urlencoded";
        let request = post(path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(form.to_owned().into()).unwrap()).await
    }

    /// Sends a form with a file and texts, as a browser does.
    pub(crate) async fn upload(
        &self,
        path: &str,
        file: (&str, &[u8]),
        texts: &[(&str, &str)],
    ) -> Page {
        self.send(
            post(path).header(header::CONTENT_TYPE, form_kind()).body(form(file, texts)).unwrap(),
        )
        .await
    }

    /// Uploads a file and answers the address of its review.
    pub(crate) async fn review(&self, path: &str, name: &str, bytes: &[u8]) -> String {
        let page = self.upload(path, (name, bytes), &[("year", "")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{name}: {}", page.text());
        self.confirmed(page.location()).await
    }

    /// Confirms how a file was understood, where the reader asks; answers the address of its review.
    pub(crate) async fn confirmed(&self, at: String) -> String {
        let import = at.strip_suffix("/reading").unwrap_or(&at);
        if !self.open(import).await.contains("読み方を確かめて") {
            return import.to_owned();
        }
        let page = self.press(&format!("{import}/reading"), "").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        page.location()
    }

    /// Uploads a file and books it.
    pub(crate) async fn book(&self, path: &str, name: &str, bytes: &[u8]) -> String {
        let review = self.review(path, name, bytes).await;
        let booked = self.press(&format!("{review}/booking"), "").await;
        assert_eq!(booked.status, StatusCode::SEE_OTHER, "{name}: {}", booked.text());
        review
    }

    /// Opens the round of R8; answers the board's address.
    pub(crate) async fn begin_round(&self, plan: &str) -> String {
        let form = "year=R8&opens_on=2020-04-01&due_on=2099-05-31&approval=1";
        let page = self.press(&format!("{plan}/rounds"), form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        format!("{plan}/rounds/R8")
    }

    /// Loads the demo city's three years through the pages; answers the plan's address.
    pub(crate) async fn aozora(&self) -> String {
        let bytes = |name: &str| std::fs::read(files::demo(name)).unwrap();
        let first = ("aozora-r5.xlsx", &bytes("aozora-r5.xlsx")[..]);
        let page = self.upload("/imports", first, &[("city", "あおぞら市"), ("year", "")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        let review = page.location();
        let plan = review.split("/imports").next().unwrap().to_owned();
        let booked = self.press(&format!("{review}/booking"), "").await;
        assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
        for name in ["aozora-r6.xlsx", "aozora-r7.csv"] {
            self.book(&format!("{plan}/imports"), name, &bytes(name)).await;
        }
        plan
    }
}

/// A request for a page of this machine.
pub(crate) fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header(header::HOST, "127.0.0.1:8080")
}

/// A form sent from a page of this machine.
pub(crate) fn post(path: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header("sec-fetch-site", "same-origin")
}

/// The content type of a form with a file.
pub(crate) fn form_kind() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// The body of a form with a file.
pub(crate) fn form((name, bytes): (&str, &[u8]), texts: &[(&str, &str)]) -> Body {
    let mut body = Vec::new();
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\ncontent-type: application/octet-stream\r\n\r\n",
        name.replace('"', "%22")
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    for (name, text) in texts {
        let part = format!(
            "\r\n--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}"
        );
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body.into()
}

impl Page {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where it leads.
    pub(crate) fn location(&self) -> String {
        self.header("location").to_owned()
    }
}

/// A text as the value of a field in the form that `press` sends.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |so_far, byte| so_far + &format!("%{byte:02X}"))
}

/// The first address on the page that holds the part.
pub(crate) fn link(html: &str, part: &str) -> String {
    let mut addresses = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = addresses.find(|address| address.contains(part));
    found.unwrap_or_else(|| panic!("no link with {part}")).to_owned()
}

/// Panics with the words that the page lacks.
pub(crate) fn assert_says(html: &str, words: &[&str]) {
    let missing: Vec<_> = words.iter().filter(|word| !html.contains(*word)).collect();
    assert!(missing.is_empty(), "{missing:?} not in:\n{html}");
}

/// Makes a test of each function, once for each database.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                let app = crate::test_app::sqlite().await;
                super::$test(&app).await;
                app.assert_whole().await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs a PostgreSQL; run by scripts/with-postgres"]
            async fn $test() {
                let app = crate::test_app::postgres().await;
                super::$test(&app).await;
                app.assert_whole().await;
            })+
        }
    };
}
