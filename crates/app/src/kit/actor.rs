//! Whoever does something, as use cases see it, and the audit record of what was done.

use domain::{
    Day, Id,
    event::Event,
    person::{Person, Role},
};
use store::AuditRecord;

use crate::kit::{clock, ids};

/// Who did something where nobody can sign in: whoever sits at this machine.
pub(crate) const LOCAL: &str = "この端末の利用者";

/// Who did something, as the history keeps it.
#[derive(Debug, Clone)]
pub(crate) struct By {
    /// The name that the history shows.
    pub(crate) name: String,
    /// The person; `None` at a machine without sign-in, and for the program itself.
    pub(crate) person: Option<Id<Person>>,
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

    /// The record of an event, to be completed with what it concerns. It is added as the last thing
    /// of its transaction, since writers of records take turns.
    pub(crate) fn did(&self, event: Event, at: &str) -> AuditRecord {
        AuditRecord {
            id: ids::new(),
            at: at.to_owned(),
            actor: self.name.clone(),
            person: self.person.clone(),
            plan: None,
            action: None,
            section: None,
            subject: String::new(),
            event,
        }
    }
}

/// The audit record of what was done about a person, at this moment.
pub(crate) fn about(by: &By, person: &Id<Person>, event: Event) -> AuditRecord {
    AuditRecord { subject: person.to_string(), ..by.did(event, &clock::now()) }
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

    /// The record of an event: see [`By::did`].
    pub(crate) fn did(&self, event: Event, at: &str) -> AuditRecord {
        By { name: self.name.clone(), person: self.person.clone() }.did(event, at)
    }
}
