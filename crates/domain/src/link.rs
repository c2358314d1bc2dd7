//! Links that set a password once: what one is for.

use serde::{Deserialize, Serialize};

use crate::coded;

coded! {
    /// What a link is for.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum LinkPurpose {
        /// The first password of someone new.
        Invite => "invite";
        /// Another password for someone who lost theirs.
        Reset => "reset";
    }
}
