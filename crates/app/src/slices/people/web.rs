//! The pages of persons, for administrators.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{Html, Redirect, Response},
};
use domain::{
    Day, Id,
    person::{Grant, Person, Role},
};
use serde::Deserialize;

use super::{
    GrantRequest, Newcomer,
    view::{Places, state},
};
use crate::{
    App, Error, Result,
    kit::{
        addresses,
        error_page::PageError,
        page::{Frame, page},
        path::Path,
        viewer::{Viewer, session_times},
    },
};

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeoplePage {
    frame: Frame,
    people: Vec<PersonLine>,
    choices: Choices,
    /// Each role with its code, and whether it asks for a second factor.
    code_roles: Vec<(&'static str, &'static str, bool)>,
    local: bool,
}

/// A person in the list.
struct PersonLine {
    href: String,
    login: String,
    name: String,
    roles: Vec<String>,
    state: String,
    gone: bool,
}

/// The roles and sections that a form offers.
struct Choices {
    roles: Vec<(&'static str, &'static str)>,
    /// Sections by plan: the value of the form and the name.
    sections: Vec<(String, Vec<(String, String)>)>,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    frame: Frame,
    person: Id<Person>,
    login: String,
    name: String,
    mail: String,
    state: String,
    left: String,
    has_code: bool,
    /// In how many browsers the person is signed in.
    sessions: usize,
    grants: Vec<GrantLine>,
    choices: Choices,
    today: String,
    /// The one-time link, shown once when it was made.
    link: Option<String>,
}

/// A role of the person.
struct GrantLine {
    id: Id<Grant>,
    role: String,
    days: String,
    until: String,
    over: bool,
}

/// What the administrator typed; each form has some of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PersonForm {
    login: String,
    name: String,
    mail: String,
    role: String,
    /// `plan section`, as [`Choices`] offers it.
    section: String,
    from: String,
    until: String,
}

impl PersonForm {
    fn day(text: &str) -> Result<Option<Day>> {
        let day = (!text.trim().is_empty()).then(|| Day::parse(text)).transpose();
        day.map_err(|error| Error::Refused(error.to_string()))
    }

    /// The role that the form names.
    async fn grant_request(&self, app: &App) -> Result<GrantRequest> {
        let role = Role::named(&self.role)
            .ok_or_else(|| Error::Refused("役割を選んでください。".to_owned()))?;
        let (plan, section) = self.section.split_once(' ').unwrap_or_default();
        let plan = match (role.is_of_section(), plan) {
            (true, "") => {
                return Err(Error::Refused("担当課を選んでください。".to_owned()));
            }
            (true, plan) => Some(app.store.read().await?.plan(&Id::new(plan)).await?),
            (false, _) => None,
        };
        let (from, until) = (Self::day(&self.from)?, Self::day(&self.until)?);
        Ok(GrantRequest { role, plan, section: section.to_owned(), from, until })
    }
}

fn choices(places: &Places) -> Choices {
    let sections = places.plans.iter().map(|(plan, sections)| {
        let mut named: Vec<(String, String)> = sections
            .iter()
            .map(|section| (format!("{} {}", plan.id, section.id), section.full_name(sections)))
            .collect();
        named.sort_by(|one, two| one.1.cmp(&two.1));
        (plan.name(), named)
    });
    Choices {
        roles: Role::ALL.into_iter().map(|role| (role.code(), role.label())).collect(),
        sections: sections.collect(),
    }
}

/// Everybody.
pub(crate) async fn index(
    State(app): State<App>,
    viewer: Viewer,
) -> std::result::Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let people = tx.people().await?;
    let places = Places::open(&mut tx).await?;
    let asked = tx.code_roles().await?;
    drop(tx);
    let today = viewer.today();
    let line = |known: &store::StoredPerson| PersonLine {
        href: addresses::person(&known.person.id),
        login: known.person.login.clone(),
        name: known.person.name.clone(),
        roles: known
            .person
            .grants
            .iter()
            .filter(|grant| grant.holds_on(today))
            .map(|grant| places.role(grant))
            .collect(),
        state: state(known, today),
        gone: !known.is_here(today),
    };
    page(&PeoplePage {
        frame: Frame::bare("職員").seen_by(&viewer),
        people: people.iter().map(line).collect(),
        choices: choices(&places),
        code_roles: Role::ALL
            .map(|role| (role.code(), role.label(), asked.contains(&role)))
            .to_vec(),
        local: viewer.is_local(),
    })
}

/// Adds a person, and leads to the page on which the link can be made.
pub(crate) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Form(typed): Form<PersonForm>,
) -> std::result::Result<Redirect, PageError> {
    let request = typed.grant_request(&app).await?;
    let PersonForm { login, name, mail, .. } = typed;
    let id = super::add(&app, &viewer.by(), Newcomer { login, name, mail }, request).await?;
    Ok(Redirect::to(&addresses::person(&id)))
}

/// The present list in the form of the personnel change.
pub(crate) async fn download(
    State(app): State<App>,
    viewer: Viewer,
) -> std::result::Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let people = tx.people().await?;
    let places = Places::open(&mut tx).await?;
    drop(tx);
    let list = places.list(&people, viewer.today());
    let bytes = report::personnel(&list).map_err(Error::from)?;
    let name = format!("職員一覧_{}.csv", viewer.today());
    Ok(crate::kit::download::attachment(&name, "text/csv; charset=utf-8", bytes))
}

/// One person.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
) -> std::result::Result<Html<String>, PageError> {
    drawn(&app, &viewer, &person, None).await
}

async fn drawn(
    app: &App,
    viewer: &Viewer,
    id: &Id<Person>,
    link: Option<String>,
) -> std::result::Result<Html<String>, PageError> {
    let mut tx = app.store.read().await?;
    let known = tx.person(id).await?;
    let grants = tx.grants(id).await?;
    let sessions = tx.sessions_of(id, &session_times()).await?.len();
    let places = Places::open(&mut tx).await?;
    drop(tx);
    let today = viewer.today();
    let line = |held: &store::StoredGrant| GrantLine {
        id: held.id.clone(),
        role: places.role(&held.grant),
        days: Places::days(&held.grant),
        until: held.grant.until.map_or_else(String::new, |until| until.to_string()),
        over: held.grant.until.is_some_and(|until| until < today),
    };
    page(&PersonPage {
        frame: Frame::bare(&known.person.name).seen_by(viewer),
        person: id.clone(),
        state: state(&known, today),
        left: known.left_on.map_or_else(String::new, |last| last.to_string()),
        has_code: known.has_totp,
        sessions,
        login: known.person.login,
        name: known.person.name,
        mail: known.person.mail,
        grants: grants.iter().map(line).collect(),
        choices: choices(&places),
        today: today.to_string(),
        link,
    })
}

/// Leads to the person again.
fn to(id: &Id<Person>) -> Redirect {
    Redirect::to(&addresses::person(id))
}

/// Changes name and mail.
pub(crate) async fn rename(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
    Form(typed): Form<PersonForm>,
) -> std::result::Result<Redirect, PageError> {
    super::rename(&app, &viewer.by(), &person, &typed.name, &typed.mail).await?;
    Ok(to(&person))
}

/// Gives a role.
pub(crate) async fn grant(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
    Form(typed): Form<PersonForm>,
) -> std::result::Result<Redirect, PageError> {
    let request = typed.grant_request(&app).await?;
    super::grant(&app, &viewer.by(), &person, request).await?;
    Ok(to(&person))
}

/// Sets the last day of a role.
pub(crate) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path((person, grant)): Path<(Id<Person>, Id<Grant>)>,
    Form(typed): Form<PersonForm>,
) -> std::result::Result<Redirect, PageError> {
    super::end(&app, &viewer.by(), &person, &grant, PersonForm::day(&typed.until)?).await?;
    Ok(to(&person))
}

/// Sets the last day of a person.
pub(crate) async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
    Form(typed): Form<PersonForm>,
) -> std::result::Result<Redirect, PageError> {
    super::leave(&app, &viewer.by(), &person, PersonForm::day(&typed.until)?).await?;
    Ok(to(&person))
}

/// Ends every session of the person.
pub(crate) async fn end_sessions(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
) -> std::result::Result<Redirect, PageError> {
    super::end_sessions(&app, &viewer.by(), &person).await?;
    Ok(to(&person))
}

/// Takes the second factor away from someone who lost it.
pub(crate) async fn drop_code(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
) -> std::result::Result<Redirect, PageError> {
    super::drop_code(&app, &viewer.by(), &person).await?;
    Ok(to(&person))
}

/// Makes a one-time link and shows it, once.
pub(crate) async fn link(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(person): Path<Id<Person>>,
) -> std::result::Result<Html<String>, PageError> {
    let token = super::link(&app, &viewer.by(), &person).await?;
    let link = format!("{}{}", app.access.base_for(&headers), addresses::link(&token));
    drawn(&app, &viewer, &person, Some(link)).await
}
