//! Listening: on this machine, or with TLS of the server's own for others.

pub(crate) mod access_args;
mod connections;
mod limits;
mod seats;
#[cfg(test)]
mod tests;

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
};

use crate::routes::router;
use crate::{
    App, Error, Result,
    kit::{out, tls},
    slices::mail,
};
use connections::HttpServer;
use limits::ConnectionLimits;

/// Refuses an address that other machines could reach: the demo lets anybody be anybody.
pub(crate) fn refuse_outside(listen: SocketAddr) -> Result<()> {
    if listen.ip().is_loopback() {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "{listen} では開けません。デモは、この端末（127.0.0.1）だけで使えます。--listen 127.0.0.1:8080 のように指定してください。"
    )))
}

/// Serves the pages until it is told to stop.
pub(crate) async fn serve(
    app: App,
    listen: SocketAddr,
    tls: Option<(PathBuf, PathBuf)>,
) -> Result<()> {
    let tls = tls.map(|(cert, key)| tls::acceptor(&cert, &key)).transpose()?;
    let listener = TcpListener::bind(listen).map_err(|error| {
        Error::Usage(format!(
            "{listen} で待ち受けられません（{error}）。ほかのプログラムが使っている場合は --listen 127.0.0.1:8081 のように別の番号を指定してください。"
        ))
    })?;
    let address = listener.local_addr().map_err(Error::internal)?;
    listener.set_nonblocking(true).map_err(Error::internal)?;
    let (scheme, store) = (if tls.is_some() { "https" } else { "http" }, app.store.clone());
    let stop = stop()?;
    out::say(&format!("ブラウザーで {scheme}://{address}/ を開いてください（終了は Ctrl+C）"));
    let courier = mail::courier::start(&app);
    let listener = tokio::net::TcpListener::from_std(listener).map_err(Error::internal)?;
    let limits = ConnectionLimits::behind(app.access.proxies.clone());
    HttpServer { pages: router(app), tls, limits }.run(listener, stop).await;
    if let Some(courier) = courier {
        courier.stop().await;
    }
    store.close().await;
    Ok(())
}

/// Listens for Ctrl+C or, where there is one, the request to terminate, from the call on: who was
/// told the address may stop the program at once. The answer waits for either.
#[cfg(unix)]
fn stop() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupted = signal(SignalKind::interrupt()).map_err(Error::internal)?;
    let mut terminated = signal(SignalKind::terminate()).map_err(Error::internal)?;
    Ok(async move {
        tokio::select! { _ = interrupted.recv() => {}, _ = terminated.recv() => {} }
    })
}

/// Listens for Ctrl+C.
#[cfg(not(unix))]
fn stop() -> Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
