//! The provider's endpoints as its client calls them, and what is said where a call went wrong.

use openidconnect::{EndpointMaybeSet, EndpointNotSet, EndpointSet, core::CoreClient};

use crate::Error;

/// The client of a provider whose metadata are known.
pub(super) type Client = CoreClient<
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

/// An error with its causes.
pub(super) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text = format!("{text}: {source}");
        cause = source.source();
    }
    text
}
