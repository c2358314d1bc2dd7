//! Setting a plan's limits: only what a rule has, and only within its bounds.

use crate::{
    catalogue::rules,
    limit::{Limit, Limits},
};

/// A limit could not be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No rule of the name has such a limit.
    #[error("この規則に、設定できるこの値はありません。")]
    Unknown,
    /// The value makes no sense.
    #[error("「{}」は{}から{}までの数にしてください。", .0.label, .0.least, .0.most)]
    OutOfBounds(&'static Limit),
}

impl Limits {
    /// Sets the limit of a rule; what is refused changes nothing.
    pub fn set(&mut self, rule: &str, key: &str, value: u32) -> Result<(), Refused> {
        let (rule, limit) = find(rule, key).ok_or(Refused::Unknown)?;
        if !(limit.least..=limit.most).contains(&value) {
            return Err(Refused::OutOfBounds(limit));
        }
        if value == limit.usual {
            self.0.remove(&(rule, limit.key));
        } else {
            self.0.insert((rule, limit.key), value);
        }
        Ok(())
    }

    /// What holds for a rule: what was set, or the usual value; `None` where there is no such limit.
    pub fn get(&self, rule: &str, key: &str) -> Option<u32> {
        let (rule, limit) = find(rule, key)?;
        Some(self.of(rule, limit))
    }
}

/// A limit by the names of a rule and its own.
fn find(rule: &str, key: &str) -> Option<(&'static str, &'static Limit)> {
    let rule = rules().find(|known| known.name == rule)?;
    let limit = rule.limits.iter().find(|limit| limit.key == key)?;
    Some((rule.name, limit))
}

#[cfg(test)]
mod tests;
