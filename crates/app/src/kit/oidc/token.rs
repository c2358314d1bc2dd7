//! What the provider signed: whether it is for us, for this browser, and in time; and what it vouches
//! for.

use openidconnect::{
    AccessTokenHash, AuthenticationContextClass, ClientId, IdTokenVerifier, Nonce,
    OAuth2TokenResponse, TokenResponse,
    core::{
        CoreIdTokenClaims, CoreIdTokenVerifier, CoreJsonWebKey, CoreJwsSigningAlgorithm,
        CoreTokenResponse,
    },
};

use super::client::{Client, broken};
use crate::{Result, kit::clock};

/// By which algorithms a token may be signed: those of a key pair. One signed with the client's own
/// secret would be worth no more than that secret.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// How far the provider's clock may be ahead, in seconds.
const SKEW: u64 = 60;

fn verifier(client: &Client) -> IdTokenVerifier<'_, CoreJsonWebKey> {
    let verifier: CoreIdTokenVerifier<'_> = client.id_token_verifier();
    verifier.set_allowed_algs(ALGORITHMS).set_issue_time_verifier_fn(|issued| {
        let issued = u64::try_from(issued.timestamp()).unwrap_or_default();
        let ahead = issued > clock::seconds().saturating_add(SKEW);
        if ahead { Err("the token is issued in the future".to_owned()) } else { Ok(()) }
    })
}

/// The claims of the token, if it is for us, for this browser, and in time.
pub(super) fn claims(
    client: &Client,
    tokens: &CoreTokenResponse,
    nonce: &Nonce,
) -> Result<CoreIdTokenClaims> {
    let token = tokens.id_token().ok_or_else(|| broken(&"no ID token"))?;
    let verifier = verifier(client);
    let claims = token.claims(&verifier, nonce).map_err(|error| broken(&error))?;
    let own: &ClientId = client.client_id();
    if claims.authorized_party().is_some_and(|party| party != own) {
        return Err(broken(&"the token was made for another client"));
    }
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

/// Whether the provider has asked for two factors: it says so by the class that it was asked for, or
/// by the method `mfa` (RFC 8176). Where a class is demanded, another one is refused.
pub(super) fn two_factors(
    claims: &CoreIdTokenClaims,
    demanded: Option<&AuthenticationContextClass>,
) -> Result<bool> {
    if let Some(demanded) = demanded {
        return if claims.auth_context_ref() == Some(demanded) {
            Ok(true)
        } else {
            Err(broken(&"the sign-in is not of the class that is demanded (acr)"))
        };
    }
    let mut methods = claims.auth_method_refs().into_iter().flatten();
    Ok(methods.any(|method| method.as_str() == "mfa"))
}
