//! A provider on the loopback that says what a test wants it to say.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::{Json, Router, extract::State, routing::get};
use domain::{Day, person::Role};
use openidconnect::{
    AccessToken, Audience, AuthenticationMethodReference, EmptyAdditionalClaims, EndUserUsername,
    JsonWebKeySet, PrivateSigningKey, StandardClaims, SubjectIdentifier,
    core::{
        CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreIdToken, CoreIdTokenClaims,
        CoreJwsSigningAlgorithm,
    },
};
use serde_json::{Value, json};
use store::Store;

use super::*;
use crate::kit::addresses;

#[test]
fn what_the_browser_keeps_comes_back_as_it_was() {
    let request =
        AuthRequest::begin(&addresses::query(&addresses::home(), &[("q", "あ.b"), ("c", "%")]))
            .unwrap();
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

/// A key that signs nothing but these tests' tokens.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----";

const SECRET: &str = "a secret that both know, and long enough for a signature";

fn key() -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEY, None).unwrap()
}

/// How a token of the provider is made.
#[derive(Clone, Default)]
struct Said {
    /// Whether it is signed with the client's own secret.
    shared: bool,
    /// How many seconds ahead the provider's clock is.
    ahead: i64,
    party: Option<&'static str>,
    class: Option<&'static str>,
    methods: &'static [&'static str],
}

/// The provider, and how often it was asked what it is.
struct World {
    issuer: String,
    said: Said,
    nonce: std::sync::Mutex<String>,
    asked: AtomicUsize,
}

fn time(ahead: i64) -> chrono::DateTime<chrono::Utc> {
    let now = i64::try_from(clock::seconds()).unwrap();
    chrono::DateTime::from_timestamp(now + ahead, 0).unwrap()
}

async fn described(State(world): State<Arc<World>>) -> Json<Value> {
    world.asked.fetch_add(1, Ordering::Relaxed);
    let at = |path: &str| format!("{}{path}", world.issuer);
    Json(json!({
        "issuer": world.issuer, "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"), "jwks_uri": at("/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256"],
    }))
}

async fn keys(State(world): State<Arc<World>>) -> Json<Value> {
    world.asked.fetch_add(1, Ordering::Relaxed);
    let keys = JsonWebKeySet::new(vec![key().as_verification_key()]);
    Json(serde_json::to_value(keys).unwrap())
}

async fn tokens(State(world): State<Arc<World>>) -> Json<Value> {
    let Said { shared, ahead, party, class, methods } = world.said.clone();
    let person = StandardClaims::new(SubjectIdentifier::new("s1".to_owned()));
    let person = person.set_preferred_username(Some(EndUserUsername::new("a1".to_owned())));
    let methods = methods.iter().map(|m| AuthenticationMethodReference::new((*m).to_owned()));
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(world.issuer.clone()).unwrap(),
        vec![Audience::new("client".to_owned())],
        time(ahead + 300),
        time(ahead),
        person,
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(world.nonce.lock().unwrap().clone())))
    .set_auth_context_ref(class.map(|c| AuthenticationContextClass::new(c.to_owned())))
    .set_auth_method_refs(Some(methods.collect()))
    .set_authorized_party(party.map(|party| ClientId::new(party.to_owned())));
    let access = AccessToken::new("access".to_owned());
    let token = if shared {
        let (key, by) = (CoreHmacKey::new(SECRET), CoreJwsSigningAlgorithm::HmacSha256);
        CoreIdToken::new(claims, &key, by, Some(&access), None)
    } else {
        CoreIdToken::new(claims, &key(), CoreJwsSigningAlgorithm::EdDsa, Some(&access), None)
    };
    Json(json!({
        "access_token": "access", "token_type": "Bearer", "id_token": token.unwrap().to_string(),
    }))
}

async fn world(said: Said) -> Arc<World> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let (nonce, asked) = (std::sync::Mutex::default(), AtomicUsize::new(0));
    let world = Arc::new(World { issuer, said, nonce, asked });
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(described))
        .route("/keys", get(keys))
        .route("/token", axum::routing::post(tokens))
        .with_state(Arc::clone(&world));
    tokio::spawn(async move { axum::serve(listener, router).await });
    world
}

fn provider(world: &World) -> Provider {
    Provider::new(&world.issuer, "client", Some(SECRET), Claim::PreferredUsername).unwrap()
}

const BACK: &str = "http://127.0.0.1:8080/sign-in/oidc/return";

/// Goes to the provider and comes back.
async fn round_trip(said: Said, class: Option<&str>) -> Result<Vouched> {
    let world = world(said).await;
    let provider = provider(&world).demanding(class);
    let (to, request) = provider.authorize(BACK, "/").await?;
    assert_eq!(to.contains("acr_values=high"), class.is_some(), "{to}");
    world.nonce.lock().unwrap().clone_from(&request.nonce);
    let state = request.state.clone();
    provider.callback(BACK, request, "code".to_owned(), &state).await
}

#[tokio::test]
async fn a_token_for_another_from_the_future_or_signed_with_the_secret_is_refused() {
    let good = round_trip(Said::default(), None).await.unwrap();
    assert_eq!((good.name.as_str(), good.two_factors), ("a1", false));
    for (said, fits) in [
        (Said { party: Some("client"), ..Said::default() }, true),
        (Said { ahead: 30, ..Said::default() }, true),
        (Said { shared: true, ..Said::default() }, false),
        (Said { party: Some("another"), ..Said::default() }, false),
        (Said { ahead: 90, ..Said::default() }, false),
    ] {
        let (shared, party, ahead) = (said.shared, said.party, said.ahead);
        let came = round_trip(said, None).await;
        assert_eq!(came.is_ok(), fits, "{shared} {party:?} {ahead}: {came:?}");
    }
}

#[tokio::test]
async fn two_factors_are_the_providers_word() {
    let strong = Said { methods: &["pwd", "mfa"], ..Said::default() };
    assert!(round_trip(strong.clone(), None).await.unwrap().two_factors);
    assert!(
        !round_trip(Said { methods: &["pwd"], ..strong.clone() }, None).await.unwrap().two_factors
    );
    let high = Said { class: Some("high"), ..Said::default() };
    assert!(!round_trip(high.clone(), None).await.unwrap().two_factors, "it was not asked for");
    assert!(round_trip(high, Some("high")).await.unwrap().two_factors);
    let low = Said { class: Some("low"), ..strong };
    assert!(round_trip(low, Some("high")).await.is_err(), "another class is refused");
}

#[tokio::test]
async fn many_at_the_door_ask_the_provider_once() {
    let world = world(Said::default()).await;
    let provider = provider(&world);
    for _ in 0..5 {
        provider.clone().authorize(BACK, "/").await.unwrap();
    }
    assert_eq!(world.asked.load(Ordering::Relaxed), 2, "what it is, and its keys");
}

#[tokio::test]
async fn a_person_is_bound_first_by_the_login_letter_by_letter() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let person = Person {
        id: Id::new("p1"),
        login: "admin".to_owned(),
        name: "管理".to_owned(),
        mail: String::new(),
        grants: vec![domain::person::Grant {
            role: Role::Administrator,
            plan: None,
            section: None,
            from: Day::FIRST,
            until: None,
        }],
    };
    tx.create_person(&person, "2026-04-01", &mut ids::text).await.unwrap();
    let vouched = |subject: &str, name: &str| Vouched {
        subject: subject.to_owned(),
        name: name.to_owned(),
        two_factors: false,
    };
    for other in ["ａｄｍｉｎ", "Admin", "ad min"] {
        let refused = super::person(&mut tx, &vouched("s1", other)).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{other}");
    }
    let bound = super::person(&mut tx, &vouched("s1", "admin")).await.unwrap();
    assert_eq!(bound.person.id, person.id);
    assert!(super::person(&mut tx, &vouched("s2", "admin")).await.is_err(), "bound to another");
    let renamed = super::person(&mut tx, &vouched("s1", "anything")).await.unwrap();
    assert_eq!(renamed.person.id, person.id, "the subject is known");
}
