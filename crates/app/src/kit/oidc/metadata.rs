//! What the provider says of itself, with its keys: kept for a while, so that nobody at the door makes
//! this server ask again and again.

use std::sync::Arc;

use openidconnect::{IssuerUrl, core::CoreProviderMetadata};
use tokio::sync::Mutex;

use super::client::with_causes;
use crate::kit::clock;

/// How long it is kept, in seconds: keys are changed by adding the new one long before.
const KEPT: u64 = 10 * 60;

/// How long it is kept where a signature did not fit: the keys may have been changed at once. As long
/// is an answer that failed.
pub(super) const KEPT_IN_DOUBT: u64 = 10;

/// When the provider was asked, and what it said.
type Answer = (u64, Result<CoreProviderMetadata, String>);

/// The provider's last answer. Clones share it.
#[derive(Clone, Default)]
pub(super) struct MetadataCache(Arc<Mutex<Option<Answer>>>);

impl MetadataCache {
    /// The provider's endpoints and keys, no older than so many seconds; who comes meanwhile waits for
    /// the same answer.
    pub(super) async fn get(
        &self,
        issuer: &IssuerUrl,
        http: &reqwest::Client,
        seconds: Option<u64>,
    ) -> Result<CoreProviderMetadata, String> {
        let mut kept = self.0.lock().await;
        let now = clock::seconds();
        if let Some((at, answer)) = &*kept {
            let lasts = if answer.is_ok() { seconds.unwrap_or(KEPT) } else { KEPT_IN_DOUBT };
            if now.abs_diff(*at) < lasts {
                return answer.clone();
            }
        }
        let found = CoreProviderMetadata::discover_async(issuer.clone(), http).await;
        let answer = found.map_err(|error| with_causes(&error));
        *kept = Some((clock::seconds(), answer.clone()));
        answer
    }
}
