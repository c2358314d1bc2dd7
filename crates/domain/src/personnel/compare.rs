//! A list of persons beside who holds what: what begins, what ends and what stays of each person.

use std::collections::BTreeMap;

use super::{
    lines::{self, PersonnelLine, PersonnelProblem},
    present::Present,
};
use crate::{
    Day, Id,
    person::{Grant, Person, Role},
    text::fold,
};

/// What becomes of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonChange {
    /// Nobody knew this login.
    New,
    /// Something is different.
    Changed,
    /// Everything is as the list says.
    Same,
}

/// A person of the list, or one who ends with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonnelEntry {
    /// The known person; `None` for a new one.
    pub person: Option<Id<Person>>,
    /// What the person signs in with.
    pub login: String,
    /// The name from now on.
    pub name: String,
    /// The mail address from now on.
    pub mail: String,
    /// Whether name or mail are other than before.
    pub renamed: bool,
    /// The roles that begin.
    pub begins: Vec<Grant>,
    /// The roles whose last day changes, as they were, with that day.
    pub ends: Vec<(Grant, Option<Day>)>,
    /// The roles that stay as they are.
    pub stays: Vec<Grant>,
}

impl PersonnelEntry {
    /// What becomes of the person.
    pub fn kind(&self) -> PersonChange {
        match (&self.person, self.renamed || !self.begins.is_empty() || !self.ends.is_empty()) {
            (None, _) => PersonChange::New,
            (Some(_), true) => PersonChange::Changed,
            (Some(_), false) => PersonChange::Same,
        }
    }
}

/// What a list changes, and what of it cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonnelComparison {
    /// The persons, in the order of the list, then those who end with it.
    pub entries: Vec<PersonnelEntry>,
    /// Lines that cannot be understood; while there are any, nothing may be registered.
    pub problems: Vec<PersonnelProblem>,
}

impl PersonnelComparison {
    /// The persons of a kind.
    pub fn of(&self, kind: PersonChange) -> impl Iterator<Item = &PersonnelEntry> {
        self.entries.iter().filter(move |entry| entry.kind() == kind)
    }

    /// Whether booking it would change anything.
    pub fn is_needless(&self) -> bool {
        self.entries.iter().all(|entry| entry.kind() == PersonChange::Same)
    }
}

/// Compares a list with who holds what.
pub fn compare(list: &[PersonnelLine], present: Present<'_>) -> PersonnelComparison {
    let known: BTreeMap<String, &Person> =
        present.people.iter().map(|person| (fold(&person.login), person)).collect();
    let (claims, problems) = lines::understood(list, present, &known);
    let mut entries: Vec<PersonnelEntry> = Vec::new();
    for claim in claims {
        let at = entries.iter().position(|entry| fold(&entry.login) == fold(&claim.login));
        let person = known.get(&fold(&claim.login)).copied();
        let at = at.unwrap_or_else(|| {
            entries.push(begun(&claim, person));
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(at) {
            take(entry, person, claim.grant);
        }
    }
    for entry in &mut entries {
        let Some(person) = known.get(&fold(&entry.login)) else { continue };
        let first = entry.begins.iter().map(|grant| grant.from).min().unwrap_or(present.on);
        end_rest(entry, person, present, first.before());
    }
    if present.end_absent {
        entries.extend(present.people.iter().filter_map(|person| absent(person, list, present)));
    }
    PersonnelComparison { entries, problems }
}

fn begun(claim: &lines::LineReading, person: Option<&Person>) -> PersonnelEntry {
    let was = |of: fn(&Person) -> &String| person.map(of).cloned().unwrap_or_default();
    let said = |said: &str, was: String| if said.is_empty() { was } else { said.to_owned() };
    let name = said(&claim.name, was(|person| &person.name));
    let mail = said(&claim.mail, was(|person| &person.mail));
    PersonnelEntry {
        renamed: person.is_some_and(|person| person.name != name || person.mail != mail),
        person: person.map(|person| person.id.clone()),
        login: person.map_or_else(|| claim.login.clone(), |person| person.login.clone()),
        name,
        mail,
        begins: Vec::new(),
        ends: Vec::new(),
        stays: Vec::new(),
    }
}

/// Takes a role of the list: one that is held already goes on.
fn take(entry: &mut PersonnelEntry, person: Option<&Person>, grant: Grant) {
    let held = person.into_iter().flat_map(|person| &person.grants);
    let goes_on = held.filter(|held| is_same(held, &grant)).find(|held| {
        // It is held until the day before at least, so that the two are one
        held.until.is_none_or(|until| until >= grant.from.before())
    });
    match goes_on {
        Some(held) if held.until == grant.until => entry.stays.push(held.clone()),
        Some(held) => entry.ends.push((held.clone(), grant.until)),
        None => entry.begins.push(grant),
    }
}

/// Whether two roles are one, whatever their days. A role for every plan is this plan's too.
fn is_same(held: &Grant, other: &Grant) -> bool {
    let plan = held.plan.is_none() || held.plan == other.plan;
    held.role == other.role && plan && held.section == other.section
}

/// Ends what the person holds and the list does not name.
fn end_rest(entry: &mut PersonnelEntry, person: &Person, present: Present<'_>, last: Day) {
    for held in &person.grants {
        let named = entry.stays.contains(held) || entry.ends.iter().any(|(was, _)| was == held);
        let own = held.plan.as_ref().is_none_or(|plan| plan == present.plan);
        let over = held.until.is_some_and(|until| until <= last);
        if !named && own && !over && held.role != Role::Administrator {
            entry.ends.push((held.clone(), Some(last)));
        }
    }
}

/// What becomes of someone whom the list does not name: clerks and chiefs end.
fn absent(person: &Person, list: &[PersonnelLine], present: Present<'_>) -> Option<PersonnelEntry> {
    if list.iter().any(|line| fold(&line.login) == fold(&person.login)) {
        return None;
    }
    let last = present.on.before();
    let open = |grant: &&Grant| {
        let own = grant.plan.as_ref().is_none_or(|plan| plan == present.plan);
        own && grant.role.is_of_section() && grant.until.is_none_or(|until| until > last)
    };
    let ends: Vec<_> =
        person.grants.iter().filter(open).map(|grant| (grant.clone(), Some(last))).collect();
    (!ends.is_empty()).then(|| PersonnelEntry {
        person: Some(person.id.clone()),
        login: person.login.clone(),
        name: person.name.clone(),
        mail: person.mail.clone(),
        renamed: false,
        begins: Vec::new(),
        ends,
        stays: Vec::new(),
    })
}

#[cfg(test)]
mod tests;
