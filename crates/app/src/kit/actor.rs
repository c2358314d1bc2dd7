//! Whoever does something, as use cases see it, and how what was done is told.

use domain::{
    Day, Id,
    action::Action,
    person::{Person, Role},
    plan::Plan,
    section::Section,
};
use store::{Event, Tx};

use crate::{
    Result,
    kit::{clock, ids},
};

/// Who did something where nobody can sign in: whoever sits at this machine.
pub(crate) const LOCAL: &str = "この端末の利用者";

/// Who did something, as the history keeps it.
#[derive(Debug, Clone)]
pub struct By {
    /// The name that the history shows.
    pub name: String,
    /// The person; `None` at a machine without sign-in, and for the program itself.
    pub person: Option<Id<Person>>,
}

impl By {
    /// Whoever sits at this machine.
    pub(crate) fn local() -> Self {
        Self { name: LOCAL.to_owned(), person: None }
    }

    /// A person.
    pub(crate) fn person(person: &Person) -> Self {
        Self { name: person.name.clone(), person: Some(person.id.clone()) }
    }
}

/// Whoever does something.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    /// The name that the history shows.
    pub(crate) name: String,
    /// The person; `None` at a machine without sign-in.
    pub(crate) person: Option<Id<Person>>,
    /// The roles that the person has where it is done.
    pub(crate) roles: Vec<Role>,
    /// The day on which it is done.
    pub(crate) today: Day,
}

impl Actor {
    /// Whoever sits at this machine: the command line, and pages without sign-in.
    pub(crate) fn local() -> Self {
        let roles = Role::ALL.to_vec();
        Self { name: LOCAL.to_owned(), person: None, roles, today: clock::day() }
    }
}

/// What was done, to be told in the history.
pub(crate) struct Told<'a> {
    pub(crate) kind: &'a str,
    pub(crate) plan: Option<&'a Id<Plan>>,
    pub(crate) action: Option<&'a Id<Action>>,
    pub(crate) section: Option<&'a Id<Section>>,
    pub(crate) subject: &'a str,
    pub(crate) detail: serde_json::Value,
    pub(crate) at: &'a str,
}

/// Tells it, in the transaction in which it is done: last, since writers of the history take turns.
pub(crate) async fn tell(tx: &mut Tx, by: &Actor, told: Told<'_>) -> Result<()> {
    tell_by(tx, &By { name: by.name.clone(), person: by.person.clone() }, told).await
}

/// The same for someone whose roles do not matter.
pub(crate) async fn tell_by(tx: &mut Tx, by: &By, told: Told<'_>) -> Result<()> {
    let event = Event {
        id: ids::new(),
        at: told.at.to_owned(),
        actor: by.name.clone(),
        person: by.person.clone(),
        kind: told.kind.to_owned(),
        plan: told.plan.cloned(),
        action: told.action.cloned(),
        section: told.section.cloned(),
        subject: told.subject.to_owned(),
        detail: told.detail,
    };
    Ok(tx.record(&event).await?)
}
