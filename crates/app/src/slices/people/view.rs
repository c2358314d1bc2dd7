//! Persons and roles as pages and the command line show them.

use std::collections::BTreeMap;

use domain::{Day, Id, person::Grant, personnel::PersonnelLine, plan::Plan, section::Section};
use store::{StoredPerson, Tx};

use crate::Result;

/// Every plan with its sections, for the names of roles.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) plans: Vec<(Plan, Vec<Section>)>,
    names: BTreeMap<Id<Section>, String>,
}

impl Places {
    /// All of the database.
    pub(crate) async fn open(tx: &mut Tx) -> Result<Self> {
        let mut plans = Vec::new();
        for plan in tx.plans().await? {
            let sections = tx.sections(&plan.id).await?;
            plans.push((plan, sections));
        }
        let all = plans.iter().flat_map(|(_, sections)| {
            sections.iter().map(|one| (one.id.clone(), one.full_name(sections)))
        });
        let names = all.collect();
        Ok(Self { plans, names })
    }

    /// A section's name with its bureau.
    pub(crate) fn section(&self, id: &Id<Section>) -> &str {
        self.names.get(id).map_or("（不明な課）", String::as_str)
    }

    /// A role with its place: `担当者（福祉部 健康課）`; the plan is named where there are several.
    pub(crate) fn role(&self, grant: &Grant) -> String {
        let section = grant.section.as_ref().map(|id| self.section(id).to_owned());
        let several = self.plans.len() > 1;
        let plan = grant.plan.as_ref().filter(|_| several).and_then(|id| {
            self.plans.iter().find(|(plan, _)| plan.id == *id).map(|(plan, _)| plan.name())
        });
        let place: Vec<String> = plan.into_iter().chain(section).collect();
        if place.is_empty() {
            return grant.role.label().to_owned();
        }
        format!("{}（{}）", grant.role.label(), place.join(" "))
    }

    /// The days of a role: `2026-04-01 〜`.
    pub(crate) fn days(grant: &Grant) -> String {
        let until = grant.until.map_or_else(String::new, |until| format!(" {until}"));
        format!("{} 〜{until}", grant.from)
    }

    /// The present list in the form of the personnel change: the roles of a day and those to come.
    pub(crate) fn list(&self, people: &[StoredPerson], today: Day) -> Vec<PersonnelLine> {
        let mut lines = Vec::new();
        for known in people.iter().filter(|known| known.is_here(today)) {
            let held = known.person.grants.iter();
            for grant in held.filter(|grant| grant.until.is_none_or(|until| until >= today)) {
                let section = grant.section.as_ref().map_or("", |id| self.section(id));
                lines.push(PersonnelLine {
                    line: 0,
                    login: known.person.login.clone(),
                    name: known.person.name.clone(),
                    mail: known.person.mail.clone(),
                    role: grant.role.label().to_owned(),
                    section: section.to_owned(),
                    from: grant.from.to_string(),
                    until: grant.until.map_or_else(String::new, |until| until.to_string()),
                });
            }
        }
        lines
    }
}

/// How far a person is: invited, able to sign in, gone.
pub(crate) fn state(known: &StoredPerson, today: Day) -> String {
    match (known.left_on, known.has_password || known.subject.is_some()) {
        (Some(last), _) if last < today => format!("退職（{last}）"),
        (Some(last), _) => format!("退職予定（{last}）"),
        (None, true) => "利用中".to_owned(),
        (None, false) => "招待待ち".to_owned(),
    }
}
