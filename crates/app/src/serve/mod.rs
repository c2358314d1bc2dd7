//! Listening: on this machine, or with TLS of the server's own for others.

pub(crate) mod access_args;

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use axum_server::{Handle, tls_rustls::RustlsConfig};

use crate::routes::router;
use crate::{App, Error, Result, kit::out, slices::mail};

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
    let tls = match tls {
        Some((cert, key)) => Some(certificate(&cert, &key).await?),
        None => None,
    };
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
    if let Some(tls) = tls {
        encrypted(app, listener, tls, stop).await?;
    } else {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(Error::internal)?;
        let served = axum::serve(listener, router(app)).with_graceful_shutdown(stop);
        served.await.map_err(Error::internal)?;
    }
    if let Some(courier) = courier {
        courier.stop().await;
    }
    store.close().await;
    Ok(())
}

/// How long answers that are under way may still take when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

async fn encrypted(
    app: App,
    listener: TcpListener,
    tls: RustlsConfig,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let handle = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stop.await;
        stopping.graceful_shutdown(Some(FAREWELL));
    });
    let server = axum_server::from_tcp_rustls(listener, tls).map_err(Error::internal)?;
    let served = server.handle(handle).serve(router(app).into_make_service());
    served.await.map_err(Error::internal)
}

/// The certificate and its key.
async fn certificate(cert: &std::path::Path, key: &std::path::Path) -> Result<RustlsConfig> {
    RustlsConfig::from_pem_file(cert, key).await.map_err(|error| {
        Error::Usage(format!(
            "TLSの証明書「{}」と秘密鍵「{}」を使えません（{error}）。PEM形式のファイルを確認してください。",
            cert.display(),
            key.display()
        ))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_loopback_is_listened_on() {
        for address in ["127.0.0.1:8080", "[::1]:80"] {
            assert!(refuse_outside(address.parse().unwrap()).is_ok(), "{address}");
        }
        for address in ["0.0.0.0:8080", "192.168.0.10:8080", "[::]:8080"] {
            assert!(refuse_outside(address.parse().unwrap()).is_err(), "{address}");
        }
    }
}
