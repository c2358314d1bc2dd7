//! Which requests get no answer, and what every answer carries.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use crate::test_app::{TestApp, form, form_kind, get, post};

on_both!(
    a_form_from_another_site_is_refused,
    another_hosts_name_is_refused,
    every_answer_protects_its_page,
);

async fn a_form_from_another_site_is_refused(app: &TestApp) {
    let csv = crate::files::aozora_r7();
    let marks: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://127.0.0.1.example.com")],
        &[("origin", "http://127.0.0.1:9999"), ("sec-fetch-site", "same-site")],
    ];
    for mark in marks {
        let mut request = Request::post("/imports").header(header::HOST, "127.0.0.1:8080");
        for (name, value) in mark {
            request = request.header(*name, *value);
        }
        let request = request.header(header::CONTENT_TYPE, form_kind());
        let page = app.send(request.body(form(("r7.csv", csv.as_bytes()), &[])).unwrap()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{mark:?}");
        assert!(app.open("/").await.contains("最初のシート"), "something was stored: {mark:?}");
    }
    let page = app
        .send(get("/").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap())
        .await;
    assert_eq!(page.status, StatusCode::OK, "a link from elsewhere may be followed");
}

async fn another_hosts_name_is_refused(app: &TestApp) {
    for host in
        ["sasae.example.com", "127.0.0.1.example.com:8080", "192.168.0.2:8080", "localhost.evil"]
    {
        for request in [Request::get("/"), Request::post("/imports")] {
            let page =
                app.send(request.header(header::HOST, host).body(Body::empty()).unwrap()).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{host}");
            assert!(page.text().contains("http://127.0.0.1"), "{host}");
        }
    }
    for host in ["127.0.0.1:8080", "localhost:1234", "[::1]:8080"] {
        let page = app
            .send(Request::get("/").header(header::HOST, host).body(Body::empty()).unwrap())
            .await;
        assert_eq!(page.status, StatusCode::OK, "{host}");
    }
}

async fn every_answer_protects_its_page(app: &TestApp) {
    let plan = app.aozora().await;
    let cross =
        post("/imports").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    let mut pages = vec![("a refused form", app.send(cross).await)];
    let style = crate::test_app::link(&app.open(&format!("{plan}/years/R7")).await, ".css");
    let overview = format!("{plan}/years/R7");
    let workbook = format!("{plan}/years/R7/files/sheet.xlsx");
    for address in [overview.as_str(), workbook.as_str(), "/nowhere", style.as_str()] {
        pages.push(("a page", app.get(address).await));
    }
    for (what, page) in pages {
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{what}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(page.header("x-frame-options"), "DENY", "{what}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{what}");
        let kept = page.header("cache-control");
        assert!(kept == "no-store" || kept.contains("immutable"), "{what}: {kept}");
    }
}
