//! Connections, plain or over TLS: each within its limits, until the server is told to stop.

use axum::{Router, extract::ConnectInfo};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower_http::{add_extension::AddExtension, timeout::RequestBodyTimeout};

use super::{
    limits::ConnectionLimits,
    seats::{Seat, Seats},
};

/// The longest head of a request: an address and cookies take a few kilobytes.
const LONGEST_HEAD: usize = 64 * 1024;

/// What answers, how, and for how long it waits.
#[derive(Clone)]
pub(super) struct HttpServer {
    pub(super) pages: Router,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) limits: ConnectionLimits,
}

impl HttpServer {
    /// Answers until `stop`, then lets answers end that are under way, for a while.
    pub(super) async fn run(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let (seats, open) = (Seats::new(&self.limits), GracefulShutdown::new());
        let mut connections = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let next = tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => continue,
                next = seats.next(&listener) => next,
            };
            if let Some((stream, seat)) = next {
                connections.spawn(self.clone().attend(stream, seat, open.watcher()));
            }
        }
        drop(listener);
        if timeout(self.limits.farewell, open.shutdown()).await.is_err() {
            tracing::warn!(connections = connections.len(), "connections cut at the end");
        }
        connections.shutdown().await;
    }

    /// A connection from its first byte to its last.
    async fn attend(self, stream: TcpStream, seat: Seat, watcher: Watcher) {
        let peer = seat.peer;
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.limits.answer));
        let stream = Box::pin(stream);
        let ended = match &self.tls {
            None => self.talk(stream, peer, watcher).await,
            Some(tls) => match timeout(self.limits.handshake, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.talk(stream, peer, watcher).await,
                Ok(Err(error)) => Err(error.to_string()),
                Err(_) => Err("no handshake in time".to_owned()),
            },
        };
        if let Err(why) = ended {
            tracing::debug!(%peer, "a connection ended: {why}");
        }
        drop(seat);
    }

    async fn talk<S>(
        &self,
        stream: S,
        peer: std::net::IpAddr,
        watcher: Watcher,
    ) -> Result<(), String>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let pages = RequestBodyTimeout::new(self.pages.clone(), self.limits.body);
        let service = TowerToHyperService::new(AddExtension::new(pages, ConnectInfo(peer)));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head)
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(stream), service);
        watcher.watch(connection).await.map_err(|error| error.to_string())
    }
}
