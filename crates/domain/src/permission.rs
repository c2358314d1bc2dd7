//! Who may do what: one question, asked by every route.
//!
//! Reading is allowed by role, writing a section's answers only to that section. What may be done
//! to an answer at a stage of the round is the stages' own table ([`crate::stage`]).

use crate::{
    Day, Id,
    person::{Grant, Role},
    plan::Plan,
    section::Section,
};

/// What a route asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Nothing: sign-in itself, styles, public pages.
    Anyone,
    /// To be signed in; one's own account.
    SignedIn,
    /// To read the plan as it stands: sheets, actions, search. Sections get what was accepted.
    Read,
    /// To read what was frozen: the council reads its editions and papers, and nothing that moves.
    ReadEditions,
    /// To ask and say something in the council, and to confirm its minutes.
    Advise,
    /// To read what sections write before it is accepted; of sections, the own one.
    ReadReplies,
    /// To read what every section writes before it is accepted, on the sheets themselves.
    ReadDrafts,
    /// To write a section's answers.
    Answer,
    /// To see a section's registers of the work.
    ReadRecords,
    /// To enter records of a section's registers.
    Record,
    /// To approve a section's answers.
    Approve,
    /// To run the round: open, return, accept, lock, import, remind.
    Coordinate,
    /// To read the history and check its chain.
    Audit,
    /// To make persons and keep copies.
    Administer,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 14] = [
        Self::Anyone,
        Self::SignedIn,
        Self::Read,
        Self::ReadEditions,
        Self::Advise,
        Self::ReadReplies,
        Self::ReadDrafts,
        Self::Answer,
        Self::ReadRecords,
        Self::Record,
        Self::Approve,
        Self::Coordinate,
        Self::Audit,
        Self::Administer,
    ];

    /// The roles that have it.
    pub fn roles(self) -> &'static [Role] {
        use Role::{Administrator, Auditor, Chief, Clerk, Council, Recorder, Secretariat};
        match self {
            Self::Anyone | Self::SignedIn => &Role::ALL,
            Self::Read | Self::ReadRecords => &[Secretariat, Clerk, Chief, Recorder, Auditor],
            Self::ReadEditions => &[Secretariat, Clerk, Chief, Recorder, Council, Auditor],
            // The secretariat writes down what came on paper
            Self::Advise => &[Council, Secretariat],
            Self::ReadReplies => &[Secretariat, Clerk, Chief, Auditor],
            Self::ReadDrafts => &[Secretariat, Auditor],
            // The secretariat may write for a section that answers by telephone; the history says so
            Self::Answer => &[Clerk, Chief, Secretariat],
            Self::Record => &[Clerk, Chief, Recorder, Secretariat],
            Self::Approve => &[Chief],
            Self::Coordinate => &[Secretariat],
            Self::Audit => &[Auditor, Secretariat, Administrator],
            Self::Administer => &[Administrator],
        }
    }
}

/// Where a right is used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// The plan, when the address names one.
    pub plan: Option<&'a Id<Plan>>,
    /// The section, when the address names one.
    pub section: Option<&'a Id<Section>>,
}

/// Whether grants give a right at a place on a day. Where the address names a section, a clerk's or
/// chief's grant must be of that section.
pub fn may(grants: &[Grant], right: Right, at: Scope<'_>, today: Day) -> bool {
    let fits = |grant: &Grant| {
        grant.holds_on(today)
            && right.roles().contains(&grant.role)
            && (grant.plan.is_none() || at.plan.is_none() || grant.plan.as_ref() == at.plan)
            && (!grant.role.is_of_section()
                || at.section.is_none()
                || grant.section.as_ref() == at.section)
    };
    matches!(right, Right::Anyone | Right::SignedIn) || grants.iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: Role, section: Option<&str>) -> Grant {
        let (plan, section) = (Some(Id::new("p")), section.map(Id::new));
        let from = Day::parse("2026-04-01").unwrap();
        Grant { role, plan, section, from, until: Day::parse("2027-03-31").ok() }
    }

    #[test]
    fn a_section_writes_its_own_answers_only() {
        let clerk = [grant(Role::Clerk, Some("a"))];
        let (plan, own, other) = (Id::new("p"), Id::new("a"), Id::new("b"));
        let at = |section| Scope { plan: Some(&plan), section: Some(section) };
        let today = Day::parse("2026-06-01").unwrap();
        assert!(may(&clerk, Right::Answer, at(&own), today));
        assert!(!may(&clerk, Right::Answer, at(&other), today));
        assert!(!may(&clerk, Right::ReadReplies, at(&other), today));
        assert!(!may(&clerk, Right::Approve, at(&own), today));
    }

    #[test]
    fn a_role_ends_with_its_day_and_is_of_its_plan() {
        let member = [grant(Role::Council, None)];
        let (plan, other) = (Id::new("p"), Id::new("q"));
        let at = |plan| Scope { plan: Some(plan), section: None };
        let day = |text| Day::parse(text).unwrap();
        assert!(may(&member, Right::ReadEditions, at(&plan), day("2027-03-31")));
        assert!(!may(&member, Right::ReadEditions, at(&plan), day("2027-04-01")));
        assert!(!may(&member, Right::ReadEditions, at(&plan), day("2026-03-31")));
        assert!(!may(&member, Right::ReadEditions, at(&other), day("2026-06-01")));
        for live in [Right::Read, Right::ReadReplies, Right::ReadDrafts] {
            assert!(!may(&member, live, at(&plan), day("2026-06-01")), "{live:?}");
        }
    }

    #[test]
    fn an_administrator_reads_no_answers() {
        let administrator = [grant(Role::Administrator, None)];
        let today = Day::parse("2026-06-01").unwrap();
        for right in Right::ALL {
            let allowed = may(&administrator, right, Scope::default(), today);
            let own = [Right::Anyone, Right::SignedIn, Right::Audit, Right::Administer];
            assert_eq!(allowed, own.contains(&right), "{right:?}");
        }
    }
}
