//! Persons (職員), their roles and for how long they have them.

use serde::{Deserialize, Serialize};

use crate::{Day, Id, coded, plan::Plan, section::Section};

coded! {
    /// What a person does in the yearly round (役割).
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role {
        /// Makes persons and keeps the installation running; sees no answer by that alone.
        Administrator => "administrator", "システム管理者";
        /// Runs the round: 事務局.
        Secretariat => "secretariat", "事務局";
        /// Writes a section's answers: 担当者.
        Clerk => "clerk", "担当者";
        /// Approves a section's answers: 所属長.
        Chief => "chief", "所属長";
        /// Reads what was accepted: 協議会委員.
        Council => "council", "協議会委員";
        /// Reads everything and the history, changes nothing: 監査.
        Auditor => "auditor", "監査";
    }
}

impl Role {
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
