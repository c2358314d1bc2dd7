//! Trees that are found again by their folded names: sections and measures.

use std::collections::BTreeMap;

use domain::text::fold;

/// Where new identifiers come from: each call gives one, greater than those before it.
pub type Ids<'a> = dyn FnMut() -> String + Send + 'a;

/// A branch that the database does not have yet.
pub(crate) struct Branch {
    pub(crate) id: String,
    pub(crate) parent: Option<String>,
    pub(crate) name: String,
    pub(crate) folded: String,
}

/// The branches that are known, and those that were met for the first time, parents first.
pub(crate) struct Tree {
    known: BTreeMap<(Option<String>, String), String>,
    pub(crate) new: Vec<Branch>,
}

impl Tree {
    /// A tree of stored branches: identifier, parent, folded name.
    pub(crate) fn of(stored: Vec<(String, Option<String>, String)>) -> Self {
        let known = stored.into_iter().map(|(id, parent, folded)| ((parent, folded), id));
        Self { known: known.collect(), new: Vec::new() }
    }

    /// The branch of the name under the parent, new or known.
    pub(crate) fn find(&mut self, parent: Option<&str>, name: &str, ids: &mut Ids<'_>) -> String {
        let key = (parent.map(ToOwned::to_owned), fold(name));
        if let Some(id) = self.known.get(&key) {
            return id.clone();
        }
        let id = ids();
        let (parent, folded) = key.clone();
        self.known.insert(key, id.clone());
        self.new.push(Branch { id: id.clone(), parent, name: name.to_owned(), folded });
        id
    }
}
