//! The schemes that a plan knows.

use std::collections::BTreeMap;

use domain::{Id, plan::Plan, scheme::Scheme};
use store::Tx;

use crate::{Error, Result};

/// The schemes of a plan, with every version of each.
#[derive(Debug)]
pub(crate) struct SchemeShelf {
    /// The newest version of each, by its name for machines.
    pub(crate) newest: Vec<Scheme>,
    versions: BTreeMap<(String, u32), Scheme>,
}

impl SchemeShelf {
    /// The plan's schemes.
    pub(crate) async fn of(tx: &mut Tx, plan: &Id<Plan>) -> Result<Self> {
        let mut shelf = Self { newest: Vec::new(), versions: BTreeMap::new() };
        for stored in tx.schemes(plan).await? {
            let scheme: Scheme = serde_json::from_str(&stored.definition).map_err(|fault| {
                Error::Damaged(format!("体系「{}」を読み取れません（{fault}）。", stored.id))
            })?;
            if shelf.newest.last().is_none_or(|last| last.id != scheme.id) {
                shelf.newest.push(scheme.clone());
            }
            shelf.versions.insert((scheme.id.clone(), scheme.version), scheme);
        }
        Ok(shelf)
    }

    /// The newest version of a scheme.
    pub(crate) fn named(&self, id: &str) -> Option<&Scheme> {
        self.newest.iter().find(|scheme| scheme.id == id)
    }

    /// A scheme in a version; in the newest one where none is said.
    pub(crate) fn version(&self, id: &str, version: Option<u32>) -> Result<&Scheme> {
        let found = match version {
            None => self.named(id),
            Some(version) => self.versions.get(&(id.to_owned(), version)),
        };
        found.ok_or(Error::NotFound("この体系"))
    }

    /// The versions of a scheme, the newest first.
    pub(crate) fn versions_of(&self, id: &str) -> Vec<u32> {
        let own = self.versions.keys().filter(|(of, _)| of == id).map(|(_, version)| *version);
        own.rev().collect()
    }
}
