//! Options of `serve` by which other machines reach it: names, TLS, a proxy, the city's own sign-in;
//! and which of them go together.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

use crate::{
    Error, Result,
    kit::{
        access::AccessConfig,
        oidc::{Claim, Provider},
    },
};

/// Options for people at other machines.
#[derive(Debug, Clone, Args)]
pub(crate) struct AccessArgs {
    #[arg(
        long,
        env = "SASAE_TLS_CERT",
        requires = "tls_key",
        value_name = "ファイル",
        help = "TLSの証明書（PEM。中間証明書も続けて）"
    )]
    tls_cert: Option<PathBuf>,
    #[arg(
        long,
        env = "SASAE_TLS_KEY",
        requires = "tls_cert",
        value_name = "ファイル",
        help = "TLSの秘密鍵（PEM）"
    )]
    tls_key: Option<PathBuf>,
    #[arg(
        long,
        env = "SASAE_BEHIND_PROXY",
        conflicts_with = "tls_cert",
        help = "TLSを受け持つ中継サーバー（リバースプロキシ）の後ろで動かします"
    )]
    behind_proxy: bool,
    #[arg(
        long,
        env = "SASAE_HOST",
        value_delimiter = ',',
        value_name = "名前",
        help = "画面を開くときのサーバー名（複数はカンマで区切る）"
    )]
    host: Vec<String>,
    #[command(flatten)]
    oidc: OidcArgs,
}

/// Options for the city's own sign-in.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_field_names, reason = "the options' own names")]
struct OidcArgs {
    #[arg(
        long,
        env = "SASAE_OIDC_ISSUER",
        requires = "oidc_client_id",
        value_name = "URL",
        help = "庁内のサインイン（OpenID Connect）の発行者"
    )]
    oidc_issuer: Option<String>,
    #[arg(long, env = "SASAE_OIDC_CLIENT_ID", value_name = "ID", help = "発行者に登録した番号")]
    oidc_client_id: Option<String>,
    #[arg(
        long,
        env = "SASAE_OIDC_CLIENT_SECRET",
        hide_env_values = true,
        value_name = "秘密",
        help = "発行者に登録した秘密"
    )]
    oidc_client_secret: Option<String>,
    #[arg(
        long,
        env = "SASAE_OIDC_CLAIM",
        value_enum,
        default_value_t = Claim::PreferredUsername,
        help = "職員番号と照らし合わせる項目"
    )]
    oidc_claim: Claim,
    #[arg(
        long,
        env = "SASAE_OIDC_REQUIRE_ACR",
        value_name = "値",
        help = "庁内のサインインに求める認証の強さ（acr）。この値でないサインインは受け付けません"
    )]
    oidc_require_acr: Option<String>,
}

impl AccessArgs {
    /// The certificate and its key.
    pub(crate) fn tls(&self) -> Option<(PathBuf, PathBuf)> {
        self.tls_cert.clone().zip(self.tls_key.clone())
    }

    /// The names under which the pages are opened.
    pub(crate) fn hosts(&self) -> &[String] {
        &self.host
    }

    /// Whether other machines can reach the server.
    pub(crate) fn is_open(&self, listen: SocketAddr) -> bool {
        !listen.ip().is_loopback() || self.behind_proxy || !self.host.is_empty()
    }

    /// Refuses what would let people in without protection, before anything is opened.
    pub(crate) fn check(&self, listen: SocketAddr) -> Result<()> {
        if !self.is_open(listen) {
            return Ok(());
        }
        if self.tls_cert.is_none() && !self.behind_proxy {
            return Err(Error::Usage(format!(
                "{listen} では開けません。この端末（127.0.0.1）以外から使うには、--tls-cert と --tls-key、または --behind-proxy を指定してください。"
            )));
        }
        if self.host.is_empty() {
            return Err(Error::Usage(
                "この端末以外から使うには、--host で画面を開くときのサーバー名を指定してください（この端末だけなら --listen 127.0.0.1:8080）。"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// The access that the options describe.
    pub(crate) fn access(&self) -> Result<AccessConfig> {
        let OidcArgs { oidc_issuer, oidc_client_id, oidc_client_secret, oidc_claim, .. } =
            &self.oidc;
        let class = self.oidc.oidc_require_acr.as_deref();
        let provider = match oidc_issuer.as_ref().zip(oidc_client_id.as_ref()) {
            Some((issuer, id)) => {
                let secret = oidc_client_secret.as_deref();
                Some(Provider::new(issuer, id, secret, *oidc_claim)?.demanding(class))
            }
            None => None,
        };
        Ok(AccessConfig {
            hosts: self.host.iter().map(|host| host.trim().to_lowercase()).collect(),
            secure: self.tls_cert.is_some() || self.behind_proxy,
            proxied: self.behind_proxy,
            provider,
            ..AccessConfig::default()
        })
    }
}
