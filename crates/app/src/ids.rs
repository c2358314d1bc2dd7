//! The only place that makes identifiers.

use domain::Id;

/// A new identifier: `UUIDv7`, so that identifiers sort by time.
pub(crate) fn new<T>() -> Id<T> {
    Id::new(text())
}

/// The same as text, for the store.
pub(crate) fn text() -> String {
    #[expect(clippy::disallowed_methods, reason = "the one place")]
    let id = uuid::Uuid::now_v7();
    id.to_string()
}
