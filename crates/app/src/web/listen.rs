//! Listening, on this machine only until there is sign-in.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::router;
use crate::{App, Error, Result, command::out, mail};

/// Refuses an address that other machines could reach.
pub(crate) fn refuse_outside(listen: SocketAddr) -> Result<()> {
    if listen.ip().is_loopback() {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "{listen} では開けません。サインイン機能ができるまで、画面はこの端末（127.0.0.1）だけで使えます。--listen 127.0.0.1:8080 のように指定してください。"
    )))
}

/// Serves the pages until it is told to stop.
pub(crate) async fn serve(app: App, listen: SocketAddr) -> Result<()> {
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Error::Usage(format!(
            "{listen} で待ち受けられません（{error}）。ほかのプログラムが使っている場合は --listen 127.0.0.1:8081 のように別の番号を指定してください。"
        ))
    })?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let stop = stop()?;
    out::say(&format!("ブラウザーで http://{address}/ を開いてください（終了は Ctrl+C）"));
    let store = app.store.clone();
    let courier = mail::start(&app);
    axum::serve(listener, router(app))
        .with_graceful_shutdown(stop)
        .await
        .map_err(Error::internal)?;
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
