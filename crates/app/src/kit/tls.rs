//! The certificate of the server's own.

use std::{path::Path, sync::Arc};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

use crate::{Error, Result};

/// What agrees on keys with a client, by the certificate and its key.
pub(crate) fn acceptor(cert: &Path, key: &Path) -> Result<TlsAcceptor> {
    let config = config(cert, key).map_err(|error| {
        Error::Usage(format!(
            "TLSの証明書「{}」と秘密鍵「{}」を使えません（{error}）。PEM形式のファイルを確認してください。",
            cert.display(),
            key.display()
        ))
    })?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn config(
    cert: &Path,
    key: &Path,
) -> std::result::Result<ServerConfig, Box<dyn std::error::Error>> {
    let certs = CertificateDer::pem_file_iter(cert)?.collect::<std::result::Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_file(key)?;
    let provider = Arc::new(ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = builder.with_no_client_auth().with_single_cert(certs, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
