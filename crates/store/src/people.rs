//! Persons and their roles. Nobody is deleted: a person leaves on a day, a role ends on one.

use domain::{
    Day, Id,
    person::{Grant, Person, Role},
    text::fold,
};

use crate::{Error, Result, Session, SessionTimes, Store, Tx, sessions::SessionRow};

/// A person with what only the list of persons shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPerson {
    /// The person with every role, those of the past too.
    pub person: Person,
    /// The last day, of someone who leaves.
    pub left_on: Option<Day>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether a second factor is asked for.
    pub has_totp: bool,
    /// Who the person is at the city's own sign-in.
    pub subject: Option<String>,
}

impl StoredPerson {
    /// Whether the person may sign in on a day.
    pub fn is_here(&self, today: Day) -> bool {
        self.left_on.is_none_or(|last| today <= last)
    }
}

/// A role that a person has or had, with the identifier under which it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredGrant {
    /// Its identifier.
    pub id: Id<Grant>,
    /// Whose it is.
    pub person: Id<Person>,
    /// The role, where and when.
    pub grant: Grant,
}

/// Someone who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The person.
    pub stored: StoredPerson,
    /// Whether one of the roles of today asks for a second factor.
    pub code_asked: bool,
}

record! {
    struct PersonRow {
        id: String,
        login: String,
        name: String,
        mail: String,
        password: bool,
        totp: bool,
        subject: Option<String>,
        left_on: Option<String>,
    }
}

record! {
    struct GrantRow {
        id: String,
        person_id: String,
        role: String,
        plan_id: Option<String>,
        section_id: Option<String>,
        from_day: String,
        until_day: Option<String>,
    }
}

/// A day as it is stored.
pub(crate) fn day(text: &str) -> Result<Day> {
    Day::parse(text).map_err(|error| Error::Corrupt(error.to_string()))
}

impl TryFrom<GrantRow> for StoredGrant {
    type Error = Error;

    fn try_from(row: GrantRow) -> Result<Self> {
        let role = Role::named(&row.role).ok_or_else(|| Error::Corrupt(row.role.clone()))?;
        let grant = Grant {
            role,
            plan: row.plan_id.map(Id::new),
            section: row.section_id.map(Id::new),
            from: day(&row.from_day)?,
            until: row.until_day.as_deref().map(day).transpose()?,
        };
        Ok(Self { id: Id::new(row.id), person: Id::new(row.person_id), grant })
    }
}

impl PersonRow {
    fn with(self, grants: &[StoredGrant]) -> Result<StoredPerson> {
        let id = Id::new(self.id);
        let own = grants.iter().filter(|held| held.person == id);
        let grants = own.map(|held| held.grant.clone()).collect();
        Ok(StoredPerson {
            left_on: self.left_on.as_deref().map(day).transpose()?,
            has_password: self.password,
            has_totp: self.totp,
            subject: self.subject,
            person: Person { id, login: self.login, name: self.name, mail: self.mail, grants },
        })
    }
}

record! {
    /// A person with a session and one of the roles, as far as there are any.
    struct SignedInRow {
        ..person: PersonRow,
        ..session: SessionRow,
        code_asked: bool,
        grant_id: Option<String>,
        role: Option<String>,
        plan_id: Option<String>,
        section_id: Option<String>,
        from_day: Option<String>,
        until_day: Option<String>,
    }
}

impl SignedInRow {
    fn grant(&mut self) -> Option<GrantRow> {
        Some(GrantRow {
            id: self.grant_id.take()?,
            person_id: self.person.id.clone(),
            role: self.role.take()?,
            plan_id: self.plan_id.take(),
            section_id: self.section_id.take(),
            from_day: self.from_day.take()?,
            until_day: self.until_day.take(),
        })
    }
}

fn signed_in(mut rows: Vec<SignedInRow>) -> Result<Option<SignedIn>> {
    let grants = rows.iter_mut().filter_map(SignedInRow::grant).map(StoredGrant::try_from);
    let grants = grants.collect::<Result<Vec<_>>>()?;
    let Some(first) = rows.into_iter().next() else { return Ok(None) };
    Ok(Some(SignedIn {
        session: first.session.try_into()?,
        code_asked: first.code_asked,
        stored: first.person.with(&grants)?,
    }))
}

impl Store {
    /// The person with an open session of a digest, and the session, while it lasts; roles count as of
    /// today.
    pub async fn signed_in(
        &self,
        digest: &str,
        at: &SessionTimes,
        today: Day,
    ) -> Result<Option<SignedIn>> {
        let sql = "select p.id, p.login, p.name, p.mail, p.password is not null as password,
                p.totp is not null as totp, p.subject, p.left_on,
                s.digest, s.person_id, s.state, s.created_at, s.seen_at, s.expires_at, s.agent,
                s.vouched,
                exists (
                    select 1 from grants h join code_roles c on c.role = h.role
                    where h.person_id = p.id and h.from_day <= $5
                        and (h.until_day is null or h.until_day >= $5)
                ) as code_asked,
                g.id as grant_id, g.role, g.plan_id, g.section_id, g.from_day, g.until_day
            from sessions s
            join people p on p.id = s.person_id
            left join grants g on g.person_id = p.id
            where s.digest = $1 and s.state = 'open' and s.expires_at > $2 and s.seen_at > $3
                and s.created_at <= $4
            order by g.from_day, g.id";
        let rows: Vec<SignedInRow> = glance_all!(
            self,
            sql,
            digest,
            &at.now,
            &at.idle_since,
            &at.begun_by,
            String::from(today)
        )?;
        signed_in(rows)
    }
}

/// A statement that answers persons: which, and in which order.
macro_rules! people {
    ($which:literal) => {
        concat!(
            "select id, login, name, mail, password is not null as password,
                totp is not null as totp, subject, left_on
            from people ",
            $which
        )
    };
}

/// A statement that answers roles: which, and in which order.
macro_rules! grants {
    ($which:literal) => {
        concat!(
            "select id, person_id, role, plan_id, section_id, from_day, until_day
            from grants ",
            $which
        )
    };
}

impl Tx {
    /// Whether anyone may sign in at all, or ever could.
    pub async fn has_people(&mut self) -> Result<bool> {
        let sql = "select id from people limit 1";
        let found: Option<(String,)> = fetch_optional!(self, sql)?;
        Ok(found.is_some())
    }

    /// Whether there were people once and none is left. Nobody is ever deleted: their rows are lost.
    pub async fn has_lost_people(&mut self) -> Result<bool> {
        let sql = "select id from events where person_id is not null limit 1";
        let acted: Option<(String,)> = fetch_optional!(self, sql)?;
        Ok(acted.is_some() && !self.has_people().await?)
    }

    /// Adds a person with the roles that it names.
    pub async fn create_person(
        &mut self,
        person: &Person,
        at: &str,
        ids: &mut (dyn FnMut() -> String + Send),
    ) -> Result<()> {
        let sql = "insert into people (id, login, folded, name, mail, created_at)
            values ($1, $2, $3, $4, $5, $6)";
        exec!(
            self,
            sql,
            person.id.as_str(),
            &person.login,
            fold(&person.login),
            &person.name,
            &person.mail,
            at
        )
        .map_err(Error::unique("この職員番号の職員"))?;
        for grant in &person.grants {
            self.grant(&Id::new(ids()), &person.id, grant).await?;
        }
        Ok(())
    }

    /// Every person, those who left too, in the order of their logins.
    pub async fn people(&mut self) -> Result<Vec<StoredPerson>> {
        let sql = people!("order by folded");
        let rows: Vec<PersonRow> = fetch_all!(self, sql)?;
        let sql = grants!("order by from_day, id");
        let grants: Vec<GrantRow> = fetch_all!(self, sql)?;
        let grants = grants.into_iter().map(StoredGrant::try_from).collect::<Result<Vec<_>>>()?;
        rows.into_iter().map(|row| row.with(&grants)).collect()
    }

    /// One person.
    pub async fn person(&mut self, id: &Id<Person>) -> Result<StoredPerson> {
        let sql = people!("where id = $1");
        let row: Option<PersonRow> = fetch_optional!(self, sql, id.as_str())?;
        let grants = self.grants(id).await?;
        row.ok_or(Error::NotFound("この職員"))?.with(&grants)
    }

    /// The identifier of the person of a login, in either width and case.
    pub async fn person_of_login(&mut self, login: &str) -> Result<Option<Id<Person>>> {
        let sql = "select id from people where folded = $1";
        let id: Option<(String,)> = fetch_optional!(self, sql, fold(login))?;
        Ok(id.map(|(id,)| Id::new(id)))
    }

    /// Changes what others see of a person.
    pub async fn rename_person(&mut self, id: &Id<Person>, name: &str, mail: &str) -> Result<()> {
        let sql = "update people set name = $2, mail = $3 where id = $1";
        exec!(self, sql, id.as_str(), name, mail)
    }

    /// Sets the person's last day; `None` for one who comes back.
    pub async fn set_left(&mut self, id: &Id<Person>, last: Option<Day>) -> Result<()> {
        let sql = "update people set left_on = $2 where id = $1";
        exec!(self, sql, id.as_str(), last.map(String::from))
    }

    /// Every role that the person has or had, the oldest first.
    pub async fn grants(&mut self, person: &Id<Person>) -> Result<Vec<StoredGrant>> {
        let sql = grants!("where person_id = $1 order by from_day, id");
        let rows: Vec<GrantRow> = fetch_all!(self, sql, person.as_str())?;
        rows.into_iter().map(StoredGrant::try_from).collect()
    }

    /// Gives a person a role.
    pub async fn grant(
        &mut self,
        id: &Id<Grant>,
        person: &Id<Person>,
        grant: &Grant,
    ) -> Result<()> {
        let sql = "insert into grants
                (id, person_id, role, plan_id, section_id, from_day, until_day)
            values ($1, $2, $3, $4, $5, $6, $7)";
        exec!(
            self,
            sql,
            id.as_str(),
            person.as_str(),
            grant.role.code(),
            grant.plan.as_ref().map(Id::as_str),
            grant.section.as_ref().map(Id::as_str),
            String::from(grant.from),
            grant.until.map(String::from)
        )
        .map_err(Error::unique("役割"))
    }

    /// Sets a role's last day.
    pub async fn end_grant(&mut self, id: &Id<Grant>, last: Option<Day>) -> Result<()> {
        let sql = "update grants set until_day = $2 where id = $1";
        let ended = changed!(self, sql, id.as_str(), last.map(String::from))?;
        if ended == 1 { Ok(()) } else { Err(Error::NotFound("この役割")) }
    }
}
