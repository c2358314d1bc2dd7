//! The city's own sign-in (`OpenID` Connect): code flow with PKCE, state and nonce. Only someone who
//! is registered here gets in; nobody is added by signing in.

use std::{sync::Arc, time::Duration};

use domain::{Id, person::Person};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata,
        CoreTokenResponse, CoreUserInfoClaims,
    },
};
use store::Tx;

use crate::{
    Error, Result,
    kit::{clock, ids},
};

/// How long the provider is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What of the provider's word is compared with the login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Claim {
    /// The name at the provider (`preferred_username`).
    #[value(name = "preferred_username")]
    PreferredUsername,
    /// The mail address, if the provider has verified it.
    #[value(name = "email")]
    Email,
}

/// The provider that the administrator named.
#[derive(Clone)]
pub(crate) struct Provider {
    issuer: IssuerUrl,
    id: ClientId,
    secret: Option<ClientSecret>,
    claim: Claim,
    http: Arc<reqwest::Client>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.issuer.as_str())
    }
}

/// What the browser keeps between leaving for the provider and coming back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AuthRequest {
    state: String,
    nonce: String,
    verifier: String,
    /// Where to go afterwards.
    pub(crate) next: String,
}

impl AuthRequest {
    fn begin(next: &str) -> Result<Self> {
        let (state, nonce, verifier) = (ids::token()?, ids::token()?, ids::token()?);
        Ok(Self { state, nonce, verifier, next: next.to_owned() })
    }

    /// As a cookie carries it.
    pub(crate) fn packed(&self) -> String {
        let next = crate::kit::addresses::encoded(&self.next);
        format!("{}.{}.{}.{next}", self.state, self.nonce, self.verifier)
    }

    /// From a cookie.
    pub(crate) fn unpacked(cookie: &str) -> Option<Self> {
        let mut parts = cookie.splitn(4, '.').map(str::to_owned);
        let mut part = || parts.next().filter(|part| !part.is_empty());
        let (state, nonce, verifier) = (part()?, part()?, part()?);
        let next = part().unwrap_or_default();
        Some(Self {
            state,
            nonce,
            verifier,
            next: percent_encoding::percent_decode_str(&next).decode_utf8_lossy().into_owned(),
        })
    }
}

/// Whom the provider vouches for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Vouched {
    /// The provider's own identifier, with the provider.
    subject: String,
    /// What is compared with the login.
    name: String,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The sentence for whatever went wrong between the two servers; the cause is for the log.
pub(crate) fn broken(cause: &impl std::fmt::Display) -> Error {
    tracing::warn!("OpenID Connect: {cause}");
    Error::Refused(
        "庁内のサインインを確認できませんでした。はじめから、もう一度サインインしてください。"
            .to_owned(),
    )
}

impl Provider {
    /// A provider. Without TLS only one on this machine is asked.
    pub(crate) fn new(issuer: &str, id: &str, secret: Option<&str>, claim: Claim) -> Result<Self> {
        let usage = |why: &str| Error::Usage(format!("--oidc-issuer の「{issuer}」は{why}"));
        let address = reqwest::Url::parse(issuer).map_err(|_| usage("URLとして読めません。"))?;
        let host = address.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let loopback = host == "localhost"
            || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if address.scheme() != "https" && !(loopback && address.scheme() == "http") {
            return Err(usage("https で始まるURLにしてください。"));
        }
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(Error::internal)?;
        Ok(Self {
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(Error::internal)?,
            id: ClientId::new(id.to_owned()),
            secret: secret.map(|secret| ClientSecret::new(secret.to_owned())),
            claim,
            http: Arc::new(http),
        })
    }

    /// The provider's endpoints and keys, asked each time, so that new keys are known at once.
    async fn client(&self, back: &str) -> Result<Client> {
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &*self.http).await;
        let metadata = found.map_err(|error| broken(&with_causes(&error)))?;
        let back = RedirectUrl::new(back.to_owned()).map_err(Error::internal)?;
        let secret = self.secret.clone();
        Ok(CoreClient::from_provider_metadata(metadata, self.id.clone(), secret)
            .set_redirect_uri(back))
    }

    /// Where the browser goes to sign in, and what it keeps meanwhile.
    pub(crate) async fn authorize(&self, back: &str, next: &str) -> Result<(String, AuthRequest)> {
        let request = AuthRequest::begin(next)?;
        let verifier = PkceCodeVerifier::new(request.verifier.clone());
        let (state, nonce) = (request.state.clone(), request.nonce.clone());
        let client = self.client(back).await?;
        let to = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scopes(["profile", "email"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        Ok((to.url().0.to_string(), request))
    }

    /// Whom the provider vouches for, once the browser is back with a code.
    pub(crate) async fn callback(
        &self,
        back: &str,
        request: AuthRequest,
        code: String,
        state: &str,
    ) -> Result<Vouched> {
        if state != request.state {
            return Err(broken(&"the state is another browser's"));
        }
        let client = self.client(back).await?;
        let exchange =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|e| broken(&e))?;
        let verifier = PkceCodeVerifier::new(request.verifier);
        let tokens = exchange.set_pkce_verifier(verifier).request_async(&*self.http).await;
        let tokens = tokens.map_err(|error| broken(&with_causes(&error)))?;
        let claims = claims(&client, &tokens, &Nonce::new(request.nonce))?;
        let subject = format!("{}|{}", self.issuer.as_str(), claims.subject().as_str());
        let name = match self.named(&claims) {
            Some(name) => name,
            // Many providers tell names and addresses at another endpoint only
            None => self.asked(&client, &tokens, &claims).await?,
        };
        Ok(Vouched { subject, name })
    }

    fn named(&self, claims: &CoreIdTokenClaims) -> Option<String> {
        match self.claim {
            Claim::PreferredUsername => claims.preferred_username().map(|name| name.to_string()),
            Claim::Email => {
                let verified = claims.email_verified() == Some(true);
                claims.email().filter(|_| verified).map(|email| email.to_string())
            }
        }
    }

    async fn asked(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Result<String> {
        let subject = Some(claims.subject().clone());
        let request = client.user_info(tokens.access_token().clone(), subject);
        let request = request.map_err(|error| broken(&error))?;
        let info: CoreUserInfoClaims = request
            .request_async(&*self.http)
            .await
            .map_err(|error| broken(&with_causes(&error)))?;
        let name = match self.claim {
            Claim::PreferredUsername => info.preferred_username().map(|name| name.to_string()),
            Claim::Email => {
                let verified = info.email_verified() == Some(true);
                info.email().filter(|_| verified).map(|email| email.to_string())
            }
        };
        name.ok_or_else(|| broken(&"the provider does not tell the claim"))
    }
}

/// What the provider signed: for us, for this browser, and in time.
fn claims(client: &Client, tokens: &CoreTokenResponse, nonce: &Nonce) -> Result<CoreIdTokenClaims> {
    let token = tokens.id_token().ok_or_else(|| broken(&"no ID token"))?;
    let verifier = client.id_token_verifier();
    let claims = token.claims(&verifier, nonce).map_err(|error| broken(&error))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|error| broken(&error))?;
        let key = token.signing_key(&verifier).map_err(|error| broken(&error))?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
        if actual.map_err(|error| broken(&error))? != *expected {
            return Err(broken(&"the access token is another's"));
        }
    }
    Ok(claims.clone())
}

/// An error with its causes.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text = format!("{text}: {source}");
        cause = source.source();
    }
    text
}

/// The person whom the provider vouches for: bound before, or of that login and bound from now on.
pub(crate) async fn person(tx: &mut Tx, vouched: &Vouched) -> Result<Person> {
    let unknown = || {
        Error::Refused(format!(
            "庁内のサインインで確認できた「{}」は、登録されていません。事務局またはシステム管理者に連絡してください。",
            vouched.name
        ))
    };
    let bound = tx.person_of_subject(&vouched.subject).await?;
    let id: Id<Person> = if let Some(id) = bound {
        id
    } else {
        let id = tx.person_of_login(&vouched.name).await?.ok_or_else(unknown)?;
        if !tx.bind_subject(&id, &vouched.subject).await? {
            tracing::warn!("OpenID Connect: the login is bound to another subject");
            return Err(unknown());
        }
        id
    };
    let known = tx.person(&id).await?;
    if known.is_here(clock::day()) { Ok(known.person) } else { Err(unknown()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_keeps_comes_back_as_it_was() {
        let request = AuthRequest::begin("/plans/1?q=あ.b&c=%20").unwrap();
        assert_eq!(AuthRequest::unpacked(&request.packed()), Some(request));
        for bent in ["", ".", "a.b", "a..c.d"] {
            assert_eq!(AuthRequest::unpacked(bent), None, "{bent}");
        }
    }

    #[test]
    fn a_provider_elsewhere_is_asked_over_tls_only() {
        let provider = |issuer| Provider::new(issuer, "id", None, Claim::Email);
        for good in ["https://login.example.jp/tenant", "http://127.0.0.1:9000", "http://[::1]:9"] {
            assert!(provider(good).is_ok(), "{good}");
        }
        for bad in ["http://login.example.jp", "login.example.jp", "", "ftp://127.0.0.1"] {
            assert!(provider(bad).is_err(), "{bad}");
        }
        let printed =
            format!("{:?}", Provider::new("https://a.example", "i", Some("s3cret"), Claim::Email));
        assert!(!printed.contains("s3cret"), "{printed}");
    }
}
