//! Persons: who may sign in, with which roles, from when to when.

pub(crate) mod codes;
pub(crate) mod command;
pub(crate) mod import;
pub(crate) mod personnel;
pub(crate) mod view;
pub(crate) mod web;

use domain::{
    Day, Id,
    event::{
        Bare, Event, GrantEnded, LinkMade, NameAndMail, PersonAdded, PersonLeft, PersonRenamed,
        SessionsEnded,
    },
    link::LinkPurpose,
    person::{Grant, Person, Role, check_login, check_name},
    plan::Plan,
    section::{self, Section},
};
use store::{PasswordLink, StoredPerson, Tx};

use crate::{
    App, Error, Result,
    kit::{
        actor::{By, about},
        clock,
        digest::digest,
        ids,
    },
};

/// How long an invitation works, in seconds.
const INVITED: i64 = 7 * 24 * 60 * 60;

/// How long a link to set another password works.
const RESET: i64 = 24 * 60 * 60;

/// Someone to be added.
#[derive(Debug, Clone, Default)]
pub(crate) struct Newcomer {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) mail: String,
}

/// A role to be given, as a person names it.
#[derive(Debug, Clone)]
pub(crate) struct GrantRequest {
    pub(crate) role: Role,
    /// The plan; the only one where there is one.
    pub(crate) plan: Option<Plan>,
    /// The section's name, or its identifier.
    pub(crate) section: String,
    pub(crate) from: Option<Day>,
    pub(crate) until: Option<Day>,
}

/// Adds a person with a role. The first one is an administrator, for whoever comes first must be
/// able to let in the others.
pub(crate) async fn add(
    app: &App,
    by: &By,
    new: Newcomer,
    request: GrantRequest,
) -> Result<Id<Person>> {
    let clean = |text: &str| -> String {
        text.trim().chars().filter(|c| !c.is_control()).take(200).collect()
    };
    let [login, name, mail] = [&new.login, &new.name, &new.mail].map(|text| clean(text));
    if login.is_empty() || name.is_empty() {
        return Err(Error::Refused("職員番号と氏名を入力してください。".to_owned()));
    }
    check_name(&name).map_err(|unfit| Error::Refused(format!("氏名に{unfit}")))?;
    let mut tx = app.store.begin().await?;
    let people = tx.people().await?;
    let others = people.iter().map(|known| known.person.login.as_str());
    check_login(&login, others).map_err(|unfit| Error::Refused(unfit.to_string()))?;
    if request.role != Role::Administrator && people.is_empty() {
        return Err(Error::Refused(
            "最初の職員は、システム管理者として登録してください（--role システム管理者）。"
                .to_owned(),
        ));
    }
    let grant = granted(&mut tx, request).await?;
    let added = PersonAdded {
        login: login.clone(),
        name: name.clone(),
        mail: mail.clone(),
        grant: grant.clone(),
    };
    let person = Person { id: ids::new(), login, name, mail, grants: vec![grant] };
    tx.create_person(&person, &clock::now(), &mut ids::text).await.map_err(
        |error| match error {
            store::Error::Conflict(_) => Error::Refused(format!(
                "職員番号「{}」は登録済みです。一覧で確認してください。",
                person.login
            )),
            other => other.into(),
        },
    )?;
    tx.record(&about(by, &person.id, Event::PersonAdded(added))).await?;
    tx.commit().await?;
    Ok(person.id)
}

/// The role that was asked for, with its section found.
async fn granted(tx: &mut Tx, request: GrantRequest) -> Result<Grant> {
    let GrantRequest { role, plan, section, from, until } = request;
    let from = from.unwrap_or_else(clock::day);
    if until.is_some_and(|until| until < from) {
        return Err(Error::Refused("終了日が開始日より前です。".to_owned()));
    }
    let (plan, section) = if role.is_of_section() {
        let plan = plan.ok_or_else(|| {
            Error::Refused(
                "計画がまだないため、担当課を選べません。先にシートを取り込んでください。"
                    .to_owned(),
            )
        })?;
        let sections = tx.sections(&plan.id).await?;
        let section = section_of(&sections, &section)?;
        (Some(plan.id), Some(section))
    } else {
        let plan = plan.filter(|_| role != Role::Administrator);
        (plan.map(|plan| plan.id), None)
    };
    Ok(Grant { role, plan, section, from, until })
}

fn section_of(sections: &[Section], text: &str) -> Result<Id<Section>> {
    if text.trim().is_empty() {
        return Err(Error::Refused("担当者と所属長には、担当課が要ります。".to_owned()));
    }
    if let Some(section) = sections.iter().find(|section| section.id.as_str() == text) {
        return Ok(section.id.clone());
    }
    section::named(sections, text).map(|section| section.id.clone()).map_err(Error::Refused)
}

/// Gives a person another role.
pub(crate) async fn grant(
    app: &App,
    by: &By,
    person: &Id<Person>,
    request: GrantRequest,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let known = tx.person(person).await?;
    let grant = granted(&mut tx, request).await?;
    let twice = known.person.grants.iter().any(|held| {
        (held.role, &held.section, &held.plan) == (grant.role, &grant.section, &grant.plan)
            && held.until.is_none_or(|until| until >= grant.from)
            && grant.until.is_none_or(|until| until >= held.from)
    });
    if twice {
        return Err(Error::Refused("同じ役割をすでに持っています。".to_owned()));
    }
    tx.grant(&ids::new(), person, &grant).await?;
    tx.record(&about(by, person, Event::PersonGranted(grant))).await?;
    Ok(tx.commit().await?)
}

/// Sets the last day of a role.
pub(crate) async fn end(
    app: &App,
    by: &By,
    person: &Id<Person>,
    grant: &Id<Grant>,
    last: Option<Day>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let held = tx.grants(person).await?.into_iter().find(|held| held.id == *grant);
    let before = held.ok_or(Error::NotFound("この役割"))?.grant;
    if before.role == Role::Administrator {
        keep_an_administrator(&mut tx, person, last).await?;
    }
    tx.end_grant(grant, last).await?;
    let ended = Event::PersonGrantEnded(GrantEnded { grant: before, until: last });
    tx.record(&about(by, person, ended)).await?;
    Ok(tx.commit().await?)
}

/// Sets a person's last day: the roles end with it, and the links at once.
pub(crate) async fn leave(
    app: &App,
    by: &By,
    person: &Id<Person>,
    last: Option<Day>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let before = tx.person(person).await?.left_on;
    if last.is_some() {
        keep_an_administrator(&mut tx, person, last).await?;
        for held in tx.grants(person).await? {
            if held.grant.until.is_none_or(|until| Some(until) > last) {
                tx.end_grant(&held.id, last).await?;
            }
        }
        tx.void_links(person).await?;
    }
    tx.set_left(person, last).await?;
    let left = Event::PersonLeft(PersonLeft { before, after: last });
    tx.record(&about(by, person, left)).await?;
    Ok(tx.commit().await?)
}

/// Refuses to end the last one who could let in others.
async fn keep_an_administrator(tx: &mut Tx, leaving: &Id<Person>, last: Option<Day>) -> Result<()> {
    let Some(last) = last else { return Ok(()) };
    let day = last.max(clock::day());
    let stays = |known: &StoredPerson| {
        let grants = &known.person.grants;
        let is = |grant: &Grant| {
            grant.role == Role::Administrator
                && grant.from <= day
                && grant.until.is_none_or(|until| until > day)
        };
        known.is_here(day) && grants.iter().any(is)
    };
    let people = tx.people().await?;
    let administers = |known: &&StoredPerson| {
        known.person.grants.iter().any(|grant| grant.role == Role::Administrator)
    };
    let own = people.iter().find(|known| known.person.id == *leaving).filter(administers);
    let others = people.iter().any(|known| known.person.id != *leaving && stays(known));
    if own.is_some() && !others {
        return Err(Error::Refused(
            "ほかにシステム管理者がいません。先に別の職員をシステム管理者にしてください。"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Changes the name and the mail address.
pub(crate) async fn rename(
    app: &App,
    by: &By,
    person: &Id<Person>,
    name: &str,
    mail: &str,
) -> Result<()> {
    let [name, mail] = [name, mail]
        .map(|text| text.trim().chars().filter(|c| !c.is_control()).take(200).collect::<String>());
    if name.is_empty() {
        return Err(Error::Refused("氏名を入力してください。".to_owned()));
    }
    check_name(&name).map_err(|unfit| Error::Refused(format!("氏名に{unfit}")))?;
    let mut tx = app.store.begin().await?;
    let before = tx.person(person).await?.person;
    tx.rename_person(person, &name, &mail).await?;
    let renamed = Event::PersonRenamed(PersonRenamed {
        before: NameAndMail { name: before.name, mail: before.mail },
        after: NameAndMail { name, mail },
    });
    tx.record(&about(by, person, renamed)).await?;
    Ok(tx.commit().await?)
}

/// Makes a link by which the person sets a password once; answers its token.
pub(crate) async fn link(app: &App, by: &By, person: &Id<Person>) -> Result<String> {
    let mut tx = app.store.begin().await?;
    let known = tx.person(person).await?;
    if !known.is_here(clock::day()) {
        return Err(Error::Refused(format!(
            "{}は退職した職員です。リンクは作れません。",
            known.person.name
        )));
    }
    let (purpose, lasts) = if known.has_password {
        (LinkPurpose::Reset, RESET)
    } else {
        (LinkPurpose::Invite, INVITED)
    };
    let token = ids::token()?;
    let link = PasswordLink {
        digest: digest(token.as_bytes()),
        person: person.clone(),
        purpose,
        created_at: clock::now(),
        expires_at: clock::in_seconds(lasts),
        used_at: None,
    };
    tx.create_link(&link).await?;
    let made = Event::LinkMade(LinkMade { purpose, until: link.expires_at });
    tx.record(&about(by, person, made)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Ends every session of a person.
pub(crate) async fn end_sessions(app: &App, by: &By, person: &Id<Person>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let sessions = tx.end_sessions(person, None).await?;
    let ended = Event::SigninEnded(SessionsEnded { sessions, at: clock::now() });
    tx.record(&about(by, person, ended)).await?;
    Ok(tx.commit().await?)
}

/// Takes away the second factor of someone who lost it, every session, and what browsers were known
/// by: whoever found the telephone may have the browser too.
pub(crate) async fn drop_code(app: &App, by: &By, person: &Id<Person>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    tx.set_totp(person, None).await?;
    tx.end_sessions(person, None).await?;
    tx.forget_attempts(person).await?;
    tx.record(&about(by, person, Event::TotpRemoved(Bare {}))).await?;
    Ok(tx.commit().await?)
}
