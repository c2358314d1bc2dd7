//! Whose workbook it is, and what it asks for.

use crate::{FiscalYear, Id, plan::Plan, round::Round, section::Section};

/// Whose workbook it is, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookOwner {
    /// A section's, for its replies (回答用のExcel).
    Section(Identity),
    /// A member's of the council, for questions and opinions (意見シート).
    Member(MemberIdentity),
}

/// Which section's workbook it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The municipality's name.
    pub city: String,
    /// The plan's title.
    pub plan_title: String,
    /// The plan.
    pub plan: Id<Plan>,
    /// The round.
    pub round: Id<Round>,
    /// The year that is asked about.
    pub year: FiscalYear,
    /// The section that answers.
    pub section: Id<Section>,
    /// Its name.
    pub section_name: String,
}

/// Which member's workbook it is, at which meeting, on which edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberIdentity {
    /// The municipality's name.
    pub city: String,
    /// The plan's title.
    pub plan_title: String,
    /// The plan.
    pub plan: Id<Plan>,
    /// The year that the meeting is about.
    pub year: FiscalYear,
    /// The meeting, by its identifier.
    pub meeting: String,
    /// What the meeting is called.
    pub meeting_title: String,
    /// The edition whose actions are numbered, by its identifier.
    pub edition: String,
    /// Its name and 照合番号, as members read them.
    pub edition_name: String,
    /// The member, by name.
    pub member: String,
    /// The person who signs in as this member; empty for a member without an account.
    pub person: String,
}

impl WorkbookOwner {
    /// The year that is asked about.
    pub fn year(&self) -> FiscalYear {
        match self {
            Self::Section(of) => of.year,
            Self::Member(of) => of.year,
        }
    }

    /// The municipality's name.
    pub fn city(&self) -> &str {
        match self {
            Self::Section(of) => &of.city,
            Self::Member(of) => &of.city,
        }
    }

    /// The name of the section or the member.
    pub fn name(&self) -> &str {
        match self {
            Self::Section(of) => &of.section_name,
            Self::Member(of) => &of.member,
        }
    }
}
