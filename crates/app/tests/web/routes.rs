//! Every route of the one table, asked with good and with senseless parts: never a fault.

use std::collections::BTreeMap;

use app::ROUTES;
use axum::{
    body::Body,
    http::{Method, StatusCode},
};

use crate::{
    registers,
    test_app::{TestApp, link},
};

on_both!(every_route_answers);

/// What a person may type where a part of an address stands.
const SENSELESS: [&str; 11] = [
    "x",
    "0",
    "-1",
    "99999999999999999999",
    "%00",
    "%FF",
    "..%2F..%2Fetc",
    "%E3%81%82",
    "R99",
    "'%20or%201=1",
    "sheet.exe",
];

/// The addresses of the table with the methods that they take.
fn table() -> BTreeMap<&'static str, Vec<&'static Method>> {
    let mut table: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for route in ROUTES {
        table.entry(route.path).or_default().push(&route.method);
    }
    table
}

/// An address with each part in braces put in.
pub(crate) fn filled(route: &str, part: impl Fn(&str) -> String) -> String {
    let mut pieces = route.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |address, piece| {
        let (name, rest) = piece.split_once('}').unwrap();
        format!("{address}{}{rest}", part(name))
    })
}

async fn every_route_answers(app: &TestApp) {
    let routes = table();
    assert!(routes.len() > 80);
    let plan = app.aozora().await;
    let sheet = app.open(&format!("{plan}/years/R7/sheet")).await;
    let last = |address: String| address.rsplit('/').next().unwrap().to_owned();
    let asset = last(link(&sheet, "/assets/"));
    let list = app.open(&format!("{plan}/imports")).await;
    let import = last(link(&list, &format!("{plan}/imports/")));
    let review = app.open(&format!("{plan}/imports/{import}")).await;
    let board = app.begin_round(&plan).await;
    let own = link(&app.open(&board).await, "/sections/");
    let action = last(link(&app.open(&own).await, "/replies/"));
    let section = last(own);
    let columns = last(link(&review, "/columns/"));
    let list = "指標,単位,R5\n自殺死亡率,,16.2\n".as_bytes();
    app.upload(&format!("{plan}/indicators/list"), ("list.csv", list), &[]).await;
    let numbers = app.open(&format!("{plan}/indicators")).await;
    let shown = numbers.split("<h3>").nth(1).unwrap();
    let indicator = last(link(shown, "/indicators/"));
    let digest = columns.split('?').next().unwrap().to_owned();
    let record = registers::record(app, &plan, &section).await;
    let good = |name: &str| match name {
        "plan" => last(plan.clone()),
        "year" => "R8".to_owned(),
        "no" => "1".to_owned(),
        "form" => "sheet.xlsx".to_owned(),
        "action" => action.clone(),
        "indicator" => indicator.clone(),
        "import" => import.clone(),
        "digest" => digest.clone(),
        "name" => asset.clone(),
        "section" => section.clone(),
        "record" => record.clone(),
        "register" => registers::NAME_IN_ADDRESS.to_owned(),
        "template" => "occasion".to_owned(),
        // A figure of a text that nothing offers here; figures are told in adoptions.rs
        "number" => "0".to_owned(),
        // Of persons there are none yet: their pages are told in people.rs
        "kind" => "council".to_owned(),
        "field" => "status".to_owned(),
        // Nothing is frozen, nobody said anything, nothing is shown to the public, no scheme is known:
        // see editions.rs, council.rs, public.rs and schemes.rs
        "token" | "session" | "person" | "grant" | "comment" | "edition" | "other" | "file"
        | "meeting" | "link" | "opinion" | "published" | "folder" | "part" | "scheme" => {
            "none".to_owned()
        }
        other => panic!("a new part of addresses: {{{other}}}"),
    };
    let mut wrong = Vec::new();
    for (route, methods) in routes {
        let address = filled(route, good);
        let status = app.get(&address).await.status;
        let fits = if route.ends_with("/picture") {
            // A table has no pages; the pages of a PDF are shown in paper.rs
            status == StatusCode::BAD_REQUEST
        } else if route.contains("/returns/") && methods.contains(&&Method::GET) {
            // Nothing came back here; these pages are told in returns.rs
            status == StatusCode::NOT_FOUND
        } else if route.starts_with("/api/v1/work/") {
            // Without a token nobody is known there, and here nobody has one: see tokens.rs
            status == StatusCode::UNAUTHORIZED
        } else if ["/adoptions/", "/public/", "/api/", "/meeting-links/"]
            .iter()
            .any(|part| route.contains(part))
            || ["{edition}", "{meeting}", "{opinion}", "{scheme}"]
                .iter()
                .any(|part| route.contains(part))
                && methods.contains(&&Method::GET)
        {
            status == StatusCode::NOT_FOUND
        } else if route == "/sign-in/oidc" {
            // That of a city with a sign-in of its own
            status == StatusCode::NOT_FOUND
        } else if ["/links/", "/people/", "/account"].iter().any(|of| route.starts_with(of)) {
            // There is no person here; these pages are told in people.rs and signin.rs
            !status.is_server_error()
        } else if methods.contains(&&Method::GET) {
            status == StatusCode::OK || status == StatusCode::SEE_OTHER
        } else {
            status == StatusCode::METHOD_NOT_ALLOWED
        };
        if !fits {
            wrong.push(format!("GET {address}: {status}"));
        }
        let names: Vec<&str> =
            route.split('{').skip(1).filter_map(|p| p.split('}').next()).collect();
        for (bent, bad) in names.iter().flat_map(|name| SENSELESS.map(|bad| (*name, bad))) {
            let address =
                filled(route, |name| if name == bent { bad.to_owned() } else { good(name) });
            for method in [Method::GET, Method::POST, Method::DELETE, Method::PATCH] {
                let request = crate::test_app::post(&address).method(method.clone());
                let status = app.send(request.body(Body::empty()).unwrap()).await.status;
                if status.is_server_error() {
                    wrong.push(format!("{method} {address}: {status}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
