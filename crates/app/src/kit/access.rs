//! How people reach the server: under which names, over what, with which cookies.

use std::sync::{Arc, atomic::AtomicBool};

use axum::http::{HeaderMap, header};

use super::{digest::digest, oidc::Provider};

/// How the server is reached: under which names, over what.
#[derive(Debug, Clone, Default)]
pub(crate) struct AccessConfig {
    /// Names of the server besides those of the loopback.
    pub(crate) hosts: Vec<String>,
    /// Whether pages come over TLS, the server's own or a proxy's.
    pub(crate) secure: bool,
    /// Whether a proxy stands before the server and says how it was reached.
    pub(crate) proxied: bool,
    /// The city's own sign-in, if there is one.
    pub(crate) provider: Option<Provider>,
    /// Whether there is anyone who may sign in: once seen it stays so, for nobody is deleted.
    pub(crate) peopled: Arc<AtomicBool>,
}

impl AccessConfig {
    /// The name of the cookie; the browser itself guards the prefix where there is TLS.
    fn cookie(&self) -> &'static str {
        if self.secure { "__Host-sasae" } else { "sasae" }
    }

    /// The cookie that carries a token, or takes it away.
    pub(crate) fn set_cookie(&self, token: Option<&str>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let gone = if token.is_none() { "; Max-Age=0" } else { "" };
        let (name, token) = (self.cookie(), token.unwrap_or_default());
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{gone}")
    }

    /// How addresses of the server begin, for someone who came by this host's name.
    pub(crate) fn base(&self, host: &str) -> String {
        format!("{}://{host}", if self.secure { "https" } else { "http" })
    }

    /// The same for whoever sent these headers.
    pub(crate) fn base_for(&self, headers: &HeaderMap) -> String {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        self.base(host.unwrap_or_default())
    }

    /// The digest of the token that a request carries.
    pub(crate) fn token(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, self.cookie()).map(|token| digest(token.as_bytes()))
    }

    /// The cookie of someone on the way to the city's own sign-in.
    fn auth_request_name(&self) -> String {
        format!("{}-request", self.cookie())
    }

    /// What such a browser keeps for ten minutes; nothing once it is back.
    pub(crate) fn auth_request_cookie(&self, request: Option<&str>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = if request.is_some() { 600 } else { 0 };
        let (name, request) = (self.auth_request_name(), request.unwrap_or_default());
        format!("{name}={request}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
    }

    /// What a browser that comes back has kept.
    pub(crate) fn request(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, &self.auth_request_name()).map(str::to_owned)
    }

    /// Whether a name is one of the server's own besides those of the loopback.
    pub(crate) fn is_named(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}
