//! What every answer carries, and which requests get none.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Problem;

/// Pages load nothing from elsewhere, run no script but our own, and stand in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// Adds the headers that protect a page.
pub(super) async fn headers(request: Request, next: Next) -> Response {
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
pub(super) async fn told(request: Request, next: Next) -> Response {
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
    Problem::new(status, sentence).into_response()
}

/// Refuses a request that came under another host's name: a page of another site could have sent
/// it here by its own name server.
pub(super) async fn own_host(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // No name holds the character that PostgreSQL cannot store
    let nul = request.uri().to_string().contains("%00");
    if host.is_none_or(is_loopback) {
        if nul { Problem::nowhere().into_response() } else { next.run(request).await }
    } else {
        Problem::forbidden("この画面は http://127.0.0.1 または http://localhost で開いてください。")
            .into_response()
    }
}

fn is_loopback(host: &str) -> bool {
    let name = host.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    let name = name.unwrap_or_default();
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
