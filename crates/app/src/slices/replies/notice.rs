//! A note to the clerks of a section about one of their replies.

use std::collections::BTreeMap;

use domain::{
    Day, Id,
    letter::{Matter, Note, Office, Recipient, digest},
    person::{Person, Role},
    plan::Plan,
    section::Section,
};
use store::{StoredPerson, Tx};

use super::{reply_ref::ReplyRef, section};
use crate::{
    App, Result,
    kit::{actor::Actor, addresses},
};

/// Puts a note to the clerks of a section into the queue, in the transaction of what it tells; does
/// nothing where mail is off. The mark tells it from others of the day, its address begins with the
/// base.
pub(crate) async fn note(
    app: &App,
    tx: &mut Tx,
    asked: &ReplyRef,
    matter: impl FnOnce(String) -> Matter,
    (mark, base): (&str, &str),
    by: &Actor,
) -> Result<()> {
    if !app.mail.is_on() {
        return Ok(());
    }
    let context = section::context(tx, &asked.plan, asked.year).await?;
    let Some(section) = context.sections.iter().find(|known| known.id == asked.section) else {
        return Ok(());
    };
    let people = tx.people().await?;
    let own = of_section(&people, &asked.plan, section, by.today);
    let rows = context.rows(&asked.action);
    let matter = matter(rows.first().map_or_else(String::new, |row| row.action.text.clone()));
    let here = addresses::reply(&asked.plan, asked.year, &asked.section, &asked.action);
    let others = own.get(&Role::Clerk).into_iter().flatten();
    let others = others.filter(|person| by.person.as_ref() != Some(&person.id));
    let notes = others.map(|person| Note {
        to: recipient(person),
        round: context.round.id.clone(),
        section: section.name.clone(),
        matter: matter.clone(),
        link: format!("{base}{here}"),
        workbook: None,
        mark: mark.to_owned(),
    });
    let letters = digest(notes.collect(), &office(&context.plan), by.today);
    app.mail.enqueue(tx, Some(&asked.plan), letters).await?;
    Ok(())
}

/// The clerks and chiefs of a section on a day.
pub(crate) fn of_section(
    people: &[StoredPerson],
    plan: &Id<Plan>,
    section: &Section,
    today: Day,
) -> BTreeMap<Role, Vec<Person>> {
    let mut own = BTreeMap::<Role, Vec<Person>>::new();
    for stored in people.iter().filter(|stored| stored.is_here(today)) {
        for role in [Role::Clerk, Role::Chief] {
            let holds = stored.person.grants.iter().any(|grant| {
                grant.role == role
                    && grant.section.as_ref() == Some(&section.id)
                    && grant.plan.as_ref().is_none_or(|of| of == plan)
                    && grant.holds_on(today)
            });
            if holds {
                own.entry(role).or_default().push(stored.person.clone());
            }
        }
    }
    own
}

/// A person as a letter is addressed.
pub(crate) fn recipient(person: &Person) -> Recipient {
    Recipient {
        person: Some(person.id.clone()),
        name: person.name.clone(),
        address: person.mail.clone(),
    }
}

/// Who writes.
pub(crate) fn office(plan: &Plan) -> Office {
    Office {
        city: plan.municipality.clone(),
        plan: plan.title.clone(),
        name: format!("{}担当", plan.title),
        contact: String::new(),
    }
}
