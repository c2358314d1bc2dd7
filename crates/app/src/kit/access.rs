//! How people reach the server: under which names, over what, with which cookies.

use std::{
    borrow::Cow,
    net::IpAddr,
    sync::{Arc, atomic::AtomicBool},
};

use axum::http::{HeaderMap, header};
use cookie::{Cookie, SameSite, time::Duration};
use ipnet::IpNet;

use super::{addresses, digest::digest, oidc::Provider};

/// How the server is reached: under which names, over what.
#[derive(Debug, Clone, Default)]
pub(crate) struct AccessConfig {
    /// Names of the server besides those of the loopback.
    pub(crate) hosts: Vec<String>,
    /// Whether pages come over TLS, the server's own or a proxy's.
    pub(crate) secure: bool,
    /// The proxies before the server, which say how and from where it was reached; none where people
    /// come by themselves.
    pub(crate) proxies: Vec<IpNet>,
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
        let cookie = self.kept(self.cookie(), token);
        if token.is_some() { cookie } else { gone(cookie) }.to_string()
    }

    /// A cookie for every page of ours, for no script and for no other site's forms.
    fn kept<'a>(&self, name: impl Into<Cow<'a, str>>, value: Option<&'a str>) -> Cookie<'a> {
        let cookie = Cookie::build((name, value.unwrap_or_default()));
        cookie
            .path(addresses::home())
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .build()
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
        cookie(headers, self.cookie()).map(|cookie| digest(cookie.value().as_bytes()))
    }

    /// The cookie by which a browser is known in which someone has signed in.
    fn device_name(&self) -> String {
        format!("{}-device", self.cookie())
    }

    /// What such a browser keeps for as long as browsers keep anything: 400 days.
    pub(crate) fn device_cookie(&self, device: &str) -> String {
        let mut cookie = self.kept(self.device_name(), Some(device));
        cookie.set_max_age(Duration::days(400));
        cookie.to_string()
    }

    /// The token by which a browser is known.
    pub(crate) fn device(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, &self.device_name()).map(|cookie| cookie.value().to_owned())
    }

    /// The cookie of someone on the way to the city's own sign-in.
    fn auth_request_name(&self) -> String {
        format!("{}-request", self.cookie())
    }

    /// What such a browser keeps for ten minutes; nothing once it is back.
    pub(crate) fn auth_request_cookie(&self, request: Option<&str>) -> String {
        let mut cookie = self.kept(self.auth_request_name(), request);
        cookie.set_max_age(Duration::minutes(10));
        if request.is_some() { cookie } else { gone(cookie) }.to_string()
    }

    /// What a browser that comes back has kept.
    pub(crate) fn request(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, &self.auth_request_name()).map(|cookie| cookie.value().to_owned())
    }

    /// Whether what a request says of its way comes from a proxy of ours.
    pub(crate) fn is_proxy(&self, peer: Option<IpAddr>) -> bool {
        peer.is_some_and(|peer| self.proxies.iter().any(|proxy| proxy.contains(&peer)))
    }

    /// The address that a request came from: what our own proxy saw, else the other end.
    pub(crate) fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
        let seen =
            forwarded.and_then(|hops| hops.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        if self.is_proxy(peer) { seen.or(peer) } else { peer }
    }

    /// Whether a name is one of the server's own besides those of the loopback.
    pub(crate) fn is_named(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }
}

/// The cookie of a name that a request carries.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cookie<'a>> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(Cookie::split_parse).flatten().find(|cookie| cookie.name() == name)
}

/// A cookie that the browser drops at once.
fn gone(mut cookie: Cookie<'_>) -> Cookie<'_> {
    cookie.set_max_age(Duration::ZERO);
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_named_proxy_is_believed_and_only_what_it_saw_itself() {
        let net = |text: &str| text.parse::<IpNet>().unwrap();
        let proxies = vec![net("127.0.0.0/8"), net("10.1.0.0/16")];
        let access = AccessConfig { proxies, ..AccessConfig::default() };
        let headers: HeaderMap = ["192.0.2.1, 192.0.2.2", "192.0.2.3, 192.0.2.4"]
            .map(|hops| ("x-forwarded-for".parse().unwrap(), hops.parse().unwrap()))
            .into_iter()
            .collect();
        let client = |peer: &str, headers: &HeaderMap| {
            access.client(peer.parse().ok(), headers).unwrap().to_string()
        };
        assert_eq!(client("10.1.2.3", &headers), "192.0.2.4");
        assert_eq!(client("10.2.2.3", &headers), "10.2.2.3");
        assert_eq!(client("127.0.0.1", &HeaderMap::new()), "127.0.0.1");
        assert!(!AccessConfig::default().is_proxy("127.0.0.1".parse().ok()));
    }
}
