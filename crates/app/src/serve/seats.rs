//! Places for connections: so many in all, and so many of one address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};

use super::limits::ConnectionLimits;

/// After an error of the machine's own, such as no more files, the next connection waits so long.
const PAUSE: Duration = Duration::from_millis(500);

/// The places of a server.
pub(super) struct Seats {
    free: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    limits: ConnectionLimits,
}

/// The place of one connection; free again when it is dropped.
pub(super) struct Seat {
    pub(super) peer: IpAddr,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    _free: OwnedSemaphorePermit,
}

impl Seats {
    pub(super) fn new(limits: &ConnectionLimits) -> Self {
        let free = Arc::new(Semaphore::new(limits.connections));
        Self { free, taken: Arc::default(), limits: limits.clone() }
    }

    /// The next connection that has a place. While all are taken, others wait in the machine's queue.
    pub(super) async fn next(&self, listener: &TcpListener) -> Option<(TcpStream, Seat)> {
        if self.free.available_permits() == 0 {
            tracing::warn!(connections = self.limits.connections, "all connections are taken");
        }
        let free = self.free.clone().acquire_owned().await.ok()?;
        match listener.accept().await {
            Ok((stream, peer)) => Some((stream, self.seat(peer.ip().to_canonical(), free)?)),
            Err(error) => {
                tracing::warn!("no connection could be taken: {error}");
                tokio::time::sleep(PAUSE).await;
                None
            }
        }
    }

    /// A place for an address, unless it has its share.
    fn seat(&self, peer: IpAddr, free: OwnedSemaphorePermit) -> Option<Seat> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.entry(peer).or_default();
        let shared = self.limits.proxies.iter().any(|proxy| proxy.contains(&peer));
        if *own >= self.limits.per_address && !shared {
            tracing::warn!(%peer, connections = *own, "too many connections of one address");
            return None;
        }
        *own += 1;
        Some(Seat { peer, taken: self.taken.clone(), _free: free })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.peer) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}
