//! What a person proves to be with: password, second factor, the city's own sign-in.

use domain::{Day, Id, person::Person, text::fold};

use crate::{Error, Result, Tx, people::day};

/// What signing in is checked against.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Whose they are.
    pub person: Id<Person>,
    /// What the person signs in with.
    pub login: String,
    /// The person's name, for the history.
    pub name: String,
    /// The hash of the password, if one was chosen.
    pub password: Option<String>,
    /// The secret of the second factor, if there is one.
    pub totp: Option<String>,
    /// The person's last day.
    pub left_on: Option<Day>,
}

record! {
    struct Row {
        id: String,
        login: String,
        name: String,
        password: Option<String>,
        totp: Option<String>,
        left_on: Option<String>,
    }
}

impl TryFrom<Row> for Credentials {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            person: Id::new(row.id),
            login: row.login,
            name: row.name,
            password: row.password,
            totp: row.totp,
            left_on: row.left_on.as_deref().map(day).transpose()?,
        })
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credentials({})", self.login)
    }
}

impl Tx {
    /// The credentials of a login, in either width and case.
    pub async fn credentials(&mut self, login: &str) -> Result<Option<Credentials>> {
        let sql = "select id, login, name, password, totp, left_on from people where folded = $1";
        let row: Option<Row> = fetch_optional!(self, sql, fold(login))?;
        row.map(Credentials::try_from).transpose()
    }

    /// Sets the hash of the password.
    pub async fn set_password(&mut self, person: &Id<Person>, hash: &str) -> Result<()> {
        let sql = "update people set password = $2 where id = $1";
        exec!(self, sql, person.as_str(), hash)
    }

    /// The secret of the second factor, if there is one.
    pub async fn totp(&mut self, person: &Id<Person>) -> Result<Option<String>> {
        let sql = "select totp from people where id = $1";
        let secret: Option<(Option<String>,)> = fetch_optional!(self, sql, person.as_str())?;
        secret.map(|(secret,)| secret).ok_or(Error::NotFound("この職員"))
    }

    /// Sets the secret of the second factor, or takes it away.
    pub async fn set_totp(&mut self, person: &Id<Person>, secret: Option<&str>) -> Result<()> {
        let sql = "update people set totp = $2, totp_step = null where id = $1";
        exec!(self, sql, person.as_str(), secret)
    }

    /// The secrets of all second factors, as they are stored.
    pub async fn totp_secrets(&mut self) -> Result<Vec<(Id<Person>, String)>> {
        let sql = "select id, totp from people where totp is not null order by id";
        let rows: Vec<(String, String)> = fetch_all!(self, sql)?;
        Ok(rows.into_iter().map(|(id, secret)| (Id::new(id), secret)).collect())
    }

    /// Stores a secret in another form, if it still is the one that was read.
    pub async fn seal_totp(
        &mut self,
        person: &Id<Person>,
        before: &str,
        after: &str,
    ) -> Result<()> {
        let sql = "update people set totp = $3 where id = $1 and totp = $2";
        exec!(self, sql, person.as_str(), before, after)
    }

    /// Takes a step of time whose code was right; false when it, or a later one, was used before.
    pub async fn use_totp_step(&mut self, person: &Id<Person>, step: i64) -> Result<bool> {
        let sql = "update people set totp_step = $2
            where id = $1 and (totp_step is null or totp_step < $2)";
        let used = changed!(self, sql, person.as_str(), step)?;
        Ok(used == 1)
    }

    /// The person who is known to the city's own sign-in under this subject.
    pub async fn person_of_subject(&mut self, subject: &str) -> Result<Option<Id<Person>>> {
        let sql = "select id from people where subject = $1";
        let id: Option<(String,)> = fetch_optional!(self, sql, subject)?;
        Ok(id.map(|(id,)| Id::new(id)))
    }

    /// Binds a person to a subject of the city's own sign-in, once; false when the person is bound
    /// to another.
    pub async fn bind_subject(&mut self, person: &Id<Person>, subject: &str) -> Result<bool> {
        let sql = "update people set subject = $2
            where id = $1 and (subject is null or subject = $2)";
        let bound =
            changed!(self, sql, person.as_str(), subject).map_err(Error::unique("この利用者"))?;
        Ok(bound == 1)
    }

    /// Forgets who the person is at the city's own sign-in.
    pub async fn unbind_subject(&mut self, person: &Id<Person>) -> Result<()> {
        let sql = "update people set subject = null where id = $1";
        exec!(self, sql, person.as_str())
    }
}
