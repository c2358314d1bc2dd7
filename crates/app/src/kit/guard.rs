//! What every answer carries, and which requests get none.

use std::net::IpAddr;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::kit::{access::AccessConfig, error_page::PageError};

/// Pages load nothing from elsewhere, run no script but our own, and stand in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// For a year a browser asks for pages over TLS only, where they come so.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Adds the headers that protect a page.
pub(crate) async fn headers(
    State(doors): State<AccessConfig>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if doors.secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    // A page whose address opens something says more strictly that it is told to nobody
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Tells a refusal of the framework's own, which is plain English, on a page of ours.
pub(crate) async fn in_a_sentence(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let told = |kind: &str| {
        ["text/html", "application/problem+json"].iter().any(|of| kind.starts_with(of))
    };
    if !status.is_client_error() || kind.is_some_and(told) {
        return response;
    }
    let sentence = match status {
        StatusCode::FORBIDDEN => {
            "ほかのサイトから送られた操作のため、受け付けませんでした。この画面から操作してください。"
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            "送られた内容が大きすぎます。ファイルは50 MBまで、文は1つの欄に20,000字までにしてください。"
        }
        StatusCode::REQUEST_TIMEOUT => {
            "時間内に終わりませんでした。ファイルを分けるか、もう一度お試しください。"
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            "このアドレスは直接開けません。前の画面に戻って操作してください。"
        }
        _ => "送られた内容を読み取れませんでした。前の画面に戻って、もう一度お試しください。",
    };
    let allowed = response.headers().get(header::ALLOW).cloned();
    let mut told = PageError::new(status, sentence).into_response();
    if let Some(allowed) = allowed {
        told.headers_mut().insert(header::ALLOW, allowed);
    }
    told
}

/// Refuses a request that came under another host's name: a page of another site could have sent
/// it here by its own name server.
pub(crate) async fn own_host(
    State(doors): State<AccessConfig>,
    request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<IpAddr>>().map(|ConnectInfo(peer)| *peer);
    match objection(&doors, request.headers(), request.uri(), peer) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

/// Why a request by this name and on this way is not answered.
fn objection(
    doors: &AccessConfig,
    headers: &HeaderMap,
    address: &Uri,
    peer: Option<IpAddr>,
) -> Option<PageError> {
    let hosts = headers.get_all(header::HOST);
    let own = |host: &HeaderValue| {
        let name = host.to_str().ok().and_then(name);
        name.is_some_and(|name| is_loopback(&name) || doors.is_named(&name))
    };
    if hosts.iter().count() > 1 || !hosts.iter().all(own) {
        let own = doors.hosts.first().map_or_else(
            || "http://127.0.0.1 または http://localhost".to_owned(),
            |host| doors.base(host),
        );
        return Some(PageError::forbidden(&format!("この画面は {own} で開いてください。")));
    }
    let proto = headers.get("x-forwarded-proto").filter(|_| doors.is_proxy(peer));
    if !doors.proxies.is_empty() && proto.is_none_or(|proto| proto != "https") {
        return Some(PageError::forbidden(
            "この画面は https で開いてください（中継サーバーは X-Forwarded-Proto を送ってください。中継サーバーのアドレスは --behind-proxy で指定します）。",
        ));
    }
    no_character(address)
}

/// No name holds the character that is none and that PostgreSQL cannot store; nor does a word.
fn no_character(address: &Uri) -> Option<PageError> {
    if address.path().contains("%00") {
        return Some(PageError::nowhere());
    }
    let sentence =
        "アドレスに、文字でないもの（U+0000）が含まれています。言葉を入れ直してください。";
    let strange = address.query().is_some_and(|query| query.contains("%00"));
    strange.then(|| PageError::new(StatusCode::UNPROCESSABLE_ENTITY, sentence))
}

/// A host's name without its port; none where there is more than a host.
fn name(host: &str) -> Option<String> {
    let authority = host.parse::<Authority>().ok().filter(|of| !of.as_str().contains('@'))?;
    Some(authority.host().to_owned())
}

fn is_loopback(name: &str) -> bool {
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{is_loopback, name};

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let own = |host: &str| name(host).is_some_and(|name| is_loopback(&name));
        for host in ["127.0.0.1:8080", "localhost", "localhost:8080", "[::1]:8080"] {
            assert!(own(host), "{host}");
        }
        let odd = ["127.0.0.1.example.com", "sasae.local:8080", "", "a@localhost", "localhost/a"];
        for host in ["example.com"].iter().chain(&odd) {
            assert!(!own(host), "{host}");
        }
    }
}
