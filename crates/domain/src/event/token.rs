//! What is done about the tokens of a person's programs.

use serde::{Deserialize, Serialize};

use crate::{
    Id,
    api_token::{ApiToken, TokenScope},
};

/// A token was made. Its secret is in no event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMade {
    /// Which.
    pub token: Id<ApiToken>,
    /// What the person calls it.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<TokenScope>,
    /// The networks from which it is taken; empty: from anywhere.
    pub networks: Vec<String>,
    /// Until when it works.
    pub until: String,
}

impl TokenMade {
    /// Name and scopes in a few words.
    pub(super) fn sentence(&self) -> String {
        let scopes: Vec<&str> = self.scopes.iter().map(|scope| scope.label()).collect();
        format!("{}：{}", self.name, scopes.join("、"))
    }
}

/// A token was used for the first time on a day, or from another address than before on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenUsed {
    /// Which.
    pub token: Id<ApiToken>,
    /// What the person calls it.
    pub name: String,
    /// The address that it came from, where that is known.
    pub from: String,
}

impl TokenUsed {
    /// Name and address in a few words.
    pub(super) fn sentence(&self) -> String {
        if self.from.is_empty() {
            self.name.clone()
        } else {
            format!("{}（{}）", self.name, self.from)
        }
    }
}

/// A token was taken back, by its person or an administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRevoked {
    /// Which.
    pub token: Id<ApiToken>,
    /// What the person calls it.
    pub name: String,
    /// When.
    pub at: String,
}
