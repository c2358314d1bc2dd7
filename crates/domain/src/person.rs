//! Persons (職員), their roles and for how long they have them.

use serde::{Deserialize, Serialize};

use crate::{Day, Id, plan::Plan, section::Section};

/// What a person does in the yearly round (役割).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Makes persons and keeps the installation running; sees no answer by that alone.
    Administrator,
    /// Runs the round: 事務局.
    Secretariat,
    /// Writes a section's answers: 担当者.
    Clerk,
    /// Approves a section's answers: 所属長.
    Chief,
    /// Reads what was accepted: 協議会委員.
    Council,
    /// Reads everything and the history, changes nothing: 監査.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Secretariat,
        Self::Clerk,
        Self::Chief,
        Self::Council,
        Self::Auditor,
    ];

    /// The code under which it is stored and written in the personnel CSV.
    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Secretariat => "secretariat",
            Self::Clerk => "clerk",
            Self::Chief => "chief",
            Self::Council => "council",
            Self::Auditor => "auditor",
        }
    }

    /// The word on screen; the personnel CSV may use it too.
    pub fn label(self) -> &'static str {
        match self {
            Self::Administrator => "システム管理者",
            Self::Secretariat => "事務局",
            Self::Clerk => "担当者",
            Self::Chief => "所属長",
            Self::Council => "協議会委員",
            Self::Auditor => "監査",
        }
    }

    /// The role of a code or label.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|role| role.code() == text || role.label() == text)
    }

    /// Whether it is held in a section, and for its actions only.
    pub fn is_of_section(self) -> bool {
        matches!(self, Self::Clerk | Self::Chief)
    }
}

/// A role that a person has, where, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The plan that it is for; `None` for every plan.
    pub plan: Option<Id<Plan>>,
    /// The section that a clerk or a chief belongs to.
    pub section: Option<Id<Section>>,
    /// Its first day.
    pub from: Day,
    /// Its last day, if that is known.
    pub until: Option<Day>,
}

impl Grant {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Someone who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The identifier; it stays through every change of section.
    pub id: Id<Person>,
    /// What the person signs in with, such as a staff number.
    pub login: String,
    /// The name that others see.
    pub name: String,
    /// Where mail goes; empty when there is none.
    pub mail: String,
    /// The roles, those of the past too: nobody loses history.
    pub grants: Vec<Grant>,
}
