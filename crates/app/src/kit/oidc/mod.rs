//! The city's own sign-in (`OpenID` Connect): code flow with PKCE, state and nonce. Only someone who
//! is registered here gets in; nobody is added by signing in.

mod client;
mod metadata;
#[cfg(test)]
mod tests;
mod token;

use std::{sync::Arc, time::Duration};

use domain::{Id, person::Person};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreTokenResponse,
        CoreUserInfoClaims,
    },
};
use store::{StoredPerson, Tx};

pub(crate) use self::client::broken;
use self::{
    client::{Client, with_causes},
    metadata::{KEPT_IN_DOUBT, MetadataCache},
};

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
    /// The class of authentication that a sign-in must be of.
    class: Option<AuthenticationContextClass>,
    http: Arc<reqwest::Client>,
    metadata: MetadataCache,
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
    /// Whether two factors were asked for there.
    pub(crate) two_factors: bool,
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
            class: None,
            http: Arc::new(http),
            metadata: MetadataCache::default(),
        })
    }

    /// The same, where each sign-in must be of a class of authentication (`acr`).
    pub(crate) fn demanding(self, class: Option<&str>) -> Self {
        let class = class.map(|class| AuthenticationContextClass::new(class.to_owned()));
        Self { class, ..self }
    }

    /// The provider as a client sees it, by what it said no longer ago than so many seconds.
    async fn client(&self, back: &str, seconds: Option<u64>) -> Result<Client> {
        let metadata = self.metadata.get(&self.issuer, &self.http, seconds).await;
        let metadata = metadata.map_err(|why| broken(&why))?;
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
        let client = self.client(back, None).await?;
        let mut to = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scopes(["profile", "email"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(class) = &self.class {
            to = to.add_auth_context_value(class.clone());
        }
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
        let client = self.client(back, None).await?;
        let exchange =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|e| broken(&e))?;
        let verifier = PkceCodeVerifier::new(request.verifier);
        let tokens = exchange.set_pkce_verifier(verifier).request_async(&*self.http).await;
        let tokens = tokens.map_err(|error| broken(&with_causes(&error)))?;
        let claims = self.claims(back, &client, &tokens, &Nonce::new(request.nonce)).await?;
        let two_factors = token::two_factors(&claims, self.class.as_ref())?;
        let subject = format!("{}|{}", self.issuer.as_str(), claims.subject().as_str());
        let name = match self.named(&claims) {
            Some(name) => name,
            // Many providers tell names and addresses at another endpoint only
            None => self.asked(&client, &tokens, &claims).await?,
        };
        Ok(Vouched { subject, name, two_factors })
    }

    /// The claims of the token; where they do not hold by the keys that are known, by those of the
    /// moment.
    async fn claims(
        &self,
        back: &str,
        client: &Client,
        tokens: &CoreTokenResponse,
        nonce: &Nonce,
    ) -> Result<CoreIdTokenClaims> {
        if let Ok(claims) = token::claims(client, tokens, nonce) {
            return Ok(claims);
        }
        token::claims(&self.client(back, Some(KEPT_IN_DOUBT)).await?, tokens, nonce)
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

/// The person whom the provider vouches for: bound before, or of that login, letter by letter, and
/// bound from now on. At a provider `ａｄｍｉｎ` and `admin` may be two.
pub(crate) async fn person(tx: &mut Tx, vouched: &Vouched) -> Result<StoredPerson> {
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
        if tx.person(&id).await?.person.login != vouched.name {
            tracing::warn!("OpenID Connect: the name is written otherwise than the login");
            return Err(unknown());
        }
        if !tx.bind_subject(&id, &vouched.subject).await? {
            tracing::warn!("OpenID Connect: the login is bound to another subject");
            return Err(unknown());
        }
        id
    };
    let known = tx.person(&id).await?;
    if known.is_here(clock::day()) { Ok(known) } else { Err(unknown()) }
}
