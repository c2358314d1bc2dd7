//! Options of `serve` by which other machines reach it: names, TLS, a proxy, the city's own sign-in;
//! and which of them go together.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use ipnet::IpNet;

use crate::{
    Error, Result,
    kit::{
        access::AccessConfig,
        oidc::{Claim, Provider},
        secret::Secret,
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
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "127.0.0.0/8,::1",
        value_delimiter = ',',
        value_parser = network,
        value_name = "アドレス",
        help = "TLSを受け持つ中継サーバー（リバースプロキシ）の後ろで動かします。中継サーバーのアドレス（10.1.2.0/24 の形も可、複数はカンマで区切る）を省くと、この端末"
    )]
    behind_proxy: Vec<IpNet>,
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
        env = "SASAE_OIDC_CLIENT_SECRET_FILE",
        value_name = "ファイル",
        help = "発行者に登録した秘密を書いたファイル（環境変数 SASAE_OIDC_CLIENT_SECRET でも渡せます）"
    )]
    oidc_client_secret_file: Option<PathBuf>,
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

    fn is_behind_proxy(&self) -> bool {
        !self.behind_proxy.is_empty()
    }

    /// Whether other machines can reach the server.
    pub(crate) fn is_open(&self, listen: SocketAddr) -> bool {
        !listen.ip().is_loopback() || self.is_behind_proxy() || !self.host.is_empty()
    }

    /// Refuses what would let people in without protection, before anything is opened.
    pub(crate) fn check(&self, listen: SocketAddr) -> Result<()> {
        if !self.is_open(listen) {
            return Ok(());
        }
        if self.tls_cert.is_none() && !self.is_behind_proxy() {
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
        let OidcArgs { oidc_issuer, oidc_client_id, oidc_client_secret_file, oidc_claim, .. } =
            &self.oidc;
        let secret = Secret::given(oidc_client_secret_file.as_deref(), "SASAE_OIDC_CLIENT_SECRET")?;
        let secret = secret.as_ref().map(Secret::reveal);
        let class = self.oidc.oidc_require_acr.as_deref();
        let provider = match oidc_issuer.as_ref().zip(oidc_client_id.as_ref()) {
            Some((issuer, id)) => {
                Some(Provider::new(issuer, id, secret, *oidc_claim)?.demanding(class))
            }
            None => None,
        };
        Ok(AccessConfig {
            hosts: self.host.iter().map(|host| host.trim().to_lowercase()).collect(),
            secure: self.tls_cert.is_some() || self.is_behind_proxy(),
            proxies: self.behind_proxy.clone(),
            provider,
            ..AccessConfig::default()
        })
    }
}

/// An address, or a network of addresses.
fn network(text: &str) -> std::result::Result<IpNet, String> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(IpNet::from).ok();
    address.or_else(|| text.parse().ok()).ok_or_else(|| {
        "中継サーバーのアドレスとして読めません。192.0.2.10 か 192.0.2.0/24 のように指定してください。"
            .to_owned()
    })
}
