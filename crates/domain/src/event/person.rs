//! What is done about persons, and how they come in.

use serde::{Deserialize, Serialize};

use crate::{
    Day, Id,
    link::LinkPurpose,
    person::{Grant, Person, Role},
};

/// A person was added with a first role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// What the person signs in with.
    pub login: String,
    /// The name.
    pub name: String,
    /// The mail address.
    #[serde(default)]
    pub mail: String,
    /// The role.
    pub grant: Grant,
}

/// The last day of a role was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantEnded {
    /// The role as it was.
    pub grant: Grant,
    /// Its last day; `None` where it has none any more.
    pub until: Option<Day>,
}

/// A person's last day was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLeft {
    /// The last day before.
    pub before: Option<Day>,
    /// The last day.
    pub after: Option<Day>,
}

/// What others see of a person was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRenamed {
    /// Before.
    pub before: NameAndMail,
    /// After.
    pub after: NameAndMail,
}

/// What others see of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameAndMail {
    /// The name.
    pub name: String,
    /// The mail address.
    pub mail: String,
}

/// What a list of personnel changed of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonnelChange {
    /// The person; `None` for one who was new.
    pub person: Option<Id<Person>>,
    /// What the person signs in with.
    pub login: String,
    /// The name from then on.
    pub name: String,
    /// The mail address from then on.
    pub mail: String,
    /// The roles that begin.
    pub begins: Vec<Grant>,
    /// The roles whose last day changes.
    pub ends: Vec<GrantEnded>,
}

/// A link was made by which a password is set once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkMade {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Until when it works.
    pub until: String,
}

/// Something was done by one way of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneBy {
    /// The way: `account`, `invite`, `password and code`.
    pub by: String,
}

/// Sessions of a person were ended: others by the person, or all by an administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionsEnded {
    /// How many.
    pub sessions: u64,
    /// When.
    pub at: String,
}

/// An attempt to sign in failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigninFailed {
    /// How many have failed since one worked.
    pub failures: u32,
    /// For how many seconds no further one is looked at.
    pub wait_seconds: Option<i64>,
}

/// The roles whose holders must have a second factor were set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRolesSet {
    /// The roles before.
    pub before: Vec<Role>,
    /// The roles after.
    pub after: Vec<Role>,
}

impl CodeRolesSet {
    /// Before and after in a few words.
    pub(super) fn sentence(&self) -> String {
        let [before, after] = [&self.before, &self.after].map(|roles| {
            let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
            if labels.is_empty() { "なし".to_owned() } else { labels.join("、") }
        });
        format!("{before} → {after}")
    }
}

/// Something that its kind says whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bare {}
