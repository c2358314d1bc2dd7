//! The minutes of a meeting: written, read through by the members, kept.

use serde::{Deserialize, Serialize};

use super::CouncilFault;
use crate::coded;

coded! {
    /// How far the minutes of a meeting are.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum MinutesState {
        /// The secretariat writes.
        #[default]
        Draft => "draft", "案";
        /// The members read it through.
        Confirming => "confirming", "委員の確認中";
        /// It is what is kept.
        Final => "final", "確定";
    }
}

/// The minutes of a meeting in one of their versions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Minutes {
    /// The text.
    pub text: String,
    /// How far they are.
    pub state: MinutesState,
    /// Why what was final was changed.
    #[serde(default)]
    pub reason: String,
    /// The names of the members who confirmed this text.
    #[serde(default)]
    pub confirmed: Vec<String>,
}

impl Minutes {
    /// The minutes after these. What was final is changed with a reason, and a changed text is
    /// confirmed anew.
    pub fn followed(&self, mut next: Self) -> Result<Self, CouncilFault> {
        if next.text.trim().is_empty() {
            return Err(CouncilFault::Missing("会議録"));
        }
        let changed = next.text != self.text;
        if changed && self.state == MinutesState::Final && next.reason.trim().is_empty() {
            return Err(CouncilFault::FinalWithoutReason);
        }
        next.confirmed = if changed { Vec::new() } else { self.confirmed.clone() };
        Ok(next)
    }

    /// The same, confirmed by a member.
    pub fn confirmed_by(&self, member: &str) -> Self {
        let mut next = self.clone();
        if !next.confirmed.iter().any(|known| known == member) {
            next.confirmed.push(member.to_owned());
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn final_minutes_change_only_with_a_reason_and_are_confirmed_anew() {
        let text = |text: &str, state, reason: &str| Minutes {
            text: text.into(),
            state,
            reason: reason.into(),
            confirmed: Vec::new(),
        };
        let draft = Minutes::default().followed(text("案", MinutesState::Confirming, "")).unwrap();
        let read = draft.confirmed_by("委員").confirmed_by("委員");
        assert_eq!(read.confirmed, ["委員"]);
        let kept = read.followed(text("案", MinutesState::Final, "")).unwrap();
        assert_eq!(kept.confirmed, ["委員"]);
        let silent = kept.followed(text("別", MinutesState::Final, ""));
        assert_eq!(silent, Err(CouncilFault::FinalWithoutReason));
        let told = kept.followed(text("別", MinutesState::Final, "誤記")).unwrap();
        assert!(told.confirmed.is_empty());
    }
}
