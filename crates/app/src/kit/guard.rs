//! What every answer carries, and which requests get none.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::kit::{access::AccessConfig, error_page::PageError};

/// Pages load nothing from elsewhere, run no script but our own, and stand in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// Adds the headers that protect a page.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Tells a refusal of the framework's own, which is plain English, on a page of ours.
pub(crate) async fn in_a_sentence(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !status.is_client_error() || kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    let sentence = match status {
        StatusCode::FORBIDDEN => {
            "ほかのサイトから送られた操作のため、受け付けませんでした。この画面から操作してください。"
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            "送られたファイルが大きすぎます。50 MBまでのファイルを選んでください。"
        }
        StatusCode::REQUEST_TIMEOUT => {
            "時間内に終わりませんでした。ファイルを分けるか、もう一度お試しください。"
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            "このアドレスは直接開けません。前の画面に戻って操作してください。"
        }
        _ => "送られた内容を読み取れませんでした。前の画面に戻って、もう一度お試しください。",
    };
    PageError::new(status, sentence).into_response()
}

/// Refuses a request that came under another host's name: a page of another site could have sent
/// it here by its own name server.
pub(crate) async fn own_host(
    State(doors): State<AccessConfig>,
    mut request: Request,
    next: Next,
) -> Response {
    // HTTP/2 has the host in the address
    let address = request.uri().authority().and_then(|of| HeaderValue::from_str(of.as_str()).ok());
    if let Some(host) = address.filter(|_| !request.headers().contains_key(header::HOST)) {
        request.headers_mut().insert(header::HOST, host);
    }
    match objection(&doors, request.headers(), request.uri()) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

/// Why a request by this name and on this way is not answered.
fn objection(doors: &AccessConfig, headers: &HeaderMap, address: &Uri) -> Option<PageError> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let foreign = |host: &str| !is_loopback(host) && !doors.is_named(&name(host));
    if text(header::HOST).is_some_and(foreign) {
        let own = doors.hosts.first().map_or_else(
            || "http://127.0.0.1 または http://localhost".to_owned(),
            |host| doors.base(host),
        );
        return Some(PageError::forbidden(&format!("この画面は {own} で開いてください。")));
    }
    // What the proxy says of the way to it; whoever comes round the proxy says nothing
    if doors.proxied && text(HeaderName::from_static("x-forwarded-proto")) != Some("https") {
        return Some(PageError::forbidden(
            "この画面は https で開いてください（中継サーバーは X-Forwarded-Proto を送ってください）。",
        ));
    }
    // No name holds the character that PostgreSQL cannot store
    address.to_string().contains("%00").then(PageError::nowhere)
}

/// A host's name without its port.
fn name(host: &str) -> String {
    let name = host.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    name.unwrap_or_default()
}

fn is_loopback(host: &str) -> bool {
    let name = name(host);
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["127.0.0.1:8080", "localhost", "localhost:8080", "[::1]:8080"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["example.com", "127.0.0.1.example.com", "sasae.local:8080", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
