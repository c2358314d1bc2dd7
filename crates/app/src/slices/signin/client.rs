//! The browser that someone signs in with: what it calls itself, and what it has kept of ours.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use crate::{
    App,
    kit::{access::AccessConfig, digest::digest},
};

/// A browser at the door.
pub(crate) struct SigninClient {
    /// What it calls itself.
    pub(super) agent: String,
    /// The digest of its session's token, if it has one.
    pub(super) session: Option<String>,
    /// The token by which it is known from an earlier sign-in, if it has one.
    pub(super) device: Option<String>,
}

impl SigninClient {
    fn of(access: &AccessConfig, headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        let agent = agent.unwrap_or_default().chars().filter(|c| !c.is_control());
        Self {
            agent: agent.take(200).collect(),
            session: access.token(headers),
            device: access.device(headers),
        }
    }

    /// The digest under which it is known; that of no browser where it has no token.
    pub(super) fn device_digest(&self) -> String {
        self.device
            .as_ref()
            .map_or_else(|| store::UNKNOWN_DEVICE.to_owned(), |device| digest(device.as_bytes()))
    }
}

impl FromRequestParts<App> for SigninClient {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&app.access, &parts.headers))
    }
}
