//! Limits: the numbers in rules that the habits of a city decide, and what a plan sets them to.
//!
//! What only keeps the checker quick or its reading sound is no limit and stands at its rule.

use std::collections::BTreeMap;

/// A number that a plan may set for a rule; it stands with the rule that owns it.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name within a rule: `grown`.
    pub key: &'static str,
    /// What it decides, as a question to the secretariat.
    pub label: &'static str,
    /// What it is counted in: ％, 文字, 人・件.
    pub unit: &'static str,
    /// What holds for a plan that sets nothing.
    pub usual: u32,
    /// The least that makes sense.
    pub least: u32,
    /// The most that makes sense.
    pub most: u32,
}

/// What a plan sets limits to; the usual values where it sets nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits(pub(crate) BTreeMap<(&'static str, &'static str), u32>);

impl Limits {
    /// The limits that differ from the usual ones: rule, key, value.
    pub fn changed(&self) -> impl Iterator<Item = (&'static str, &'static str, u32)> {
        self.0.iter().map(|((rule, key), value)| (*rule, *key, *value))
    }

    /// What holds for a rule that reads the limit.
    pub(crate) fn of(&self, rule: &str, limit: &Limit) -> u32 {
        self.0.get(&(rule, limit.key)).copied().unwrap_or(limit.usual)
    }
}
