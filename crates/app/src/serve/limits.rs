//! How much of the server one client may hold, and for how long.

use std::time::Duration;

use ipnet::IpNet;

/// Bounds of connections. Whoever sends half a request, reads half an answer or opens one connection
/// after the other takes nobody else's place for longer than these.
#[derive(Debug, Clone)]
pub(super) struct ConnectionLimits {
    /// How long a connection may wait for the whole head of its next request.
    pub(super) head: Duration,
    /// How long it may pause within a body.
    pub(super) body: Duration,
    /// How long it may take none of its answer.
    pub(super) answer: Duration,
    /// How long agreeing on keys may take.
    pub(super) handshake: Duration,
    /// How long answers that are under way may still take when the server is told to stop.
    pub(super) farewell: Duration,
    /// The most connections. The 1,024 files that systemd allows a service by default leave room for
    /// the database and for workers.
    pub(super) connections: usize,
    /// The most of one address: people behind one gateway of the city's fit, and nobody fills all.
    pub(super) per_address: usize,
    /// Proxies, whose connections are of many people.
    pub(super) proxies: Vec<IpNet>,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            answer: Duration::from_secs(30),
            handshake: Duration::from_secs(10),
            farewell: Duration::from_secs(10),
            connections: 512,
            per_address: 128,
            proxies: Vec::new(),
        }
    }
}

impl ConnectionLimits {
    /// Behind these proxies, if there are any. A proxy keeps idle connections for a minute or so, and
    /// must be the one that closes them: what it sends on one that just closed is lost.
    pub(super) fn behind(proxies: Vec<IpNet>) -> Self {
        let bare = Self::default();
        let head = if proxies.is_empty() { bare.head } else { Duration::from_secs(150) };
        Self { head, proxies, ..bare }
    }
}
