//! Sessions: who is signed in, known by the digest of the browser's token.

use domain::{Id, person::Person};

use crate::{Error, Result, Tx};

/// How far signing in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// The password was right, the second factor is asked for.
    Waiting,
    /// Signed in.
    Open,
}

impl SessionState {
    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
        }
    }
}

/// A browser in which someone is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The digest of the token that the browser has.
    pub digest: String,
    /// Who it is.
    pub person: Id<Person>,
    /// How far signing in has come.
    pub state: SessionState,
    /// When it began.
    pub created_at: String,
    /// When it was last used, to the minute.
    pub seen_at: String,
    /// When it ends at the latest.
    pub expires_at: String,
    /// What the browser calls itself.
    pub agent: String,
    /// Whether the city's own sign-in vouched for a second factor of its own.
    pub vouched: bool,
}

/// The times by which a session is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTimes {
    /// Now: what ends by then has ended.
    pub now: String,
    /// What was not used since has ended.
    pub idle_since: String,
    /// What began later was begun by a clock that was ahead, and never holds.
    pub begun_by: String,
}

record! {
    pub(crate) struct SessionRow {
        digest: String,
        person_id: String,
        state: String,
        created_at: String,
        seen_at: String,
        expires_at: String,
        agent: String,
        vouched: i64,
    }
}

impl TryFrom<SessionRow> for Session {
    type Error = Error;

    fn try_from(row: SessionRow) -> Result<Self> {
        let states = [SessionState::Waiting, SessionState::Open];
        let state = states.into_iter().find(|state| state.code() == row.state);
        Ok(Self {
            digest: row.digest,
            person: Id::new(row.person_id),
            state: state.ok_or(Error::Corrupt(row.state))?,
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
            agent: row.agent,
            vouched: row.vouched != 0,
        })
    }
}

/// A statement that answers sessions: which, and in which order.
macro_rules! sessions {
    ($which:literal) => {
        concat!(
            "select digest, person_id, state, created_at, seen_at, expires_at, agent, vouched
            from sessions ",
            $which
        )
    };
}

impl Tx {
    /// Begins a session.
    pub async fn open_session(&mut self, session: &Session) -> Result<()> {
        let sql = "insert into sessions
                (digest, person_id, state, created_at, seen_at, expires_at, agent, vouched)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        exec!(
            self,
            sql,
            &session.digest,
            session.person.as_str(),
            session.state.code(),
            &session.created_at,
            &session.seen_at,
            &session.expires_at,
            &session.agent,
            i64::from(session.vouched)
        )
    }

    /// The session of a digest, while it lasts.
    pub async fn session(&mut self, digest: &str, at: &SessionTimes) -> Result<Option<Session>> {
        let sql = sessions!(
            "where digest = $1 and expires_at > $2 and seen_at > $3 and created_at <= $4"
        );
        let row: Option<SessionRow> =
            fetch_optional!(self, sql, digest, &at.now, &at.idle_since, &at.begun_by)?;
        row.map(Session::try_from).transpose()
    }

    /// Notes that a session was used.
    pub async fn touch_session(&mut self, digest: &str, now: &str) -> Result<()> {
        let sql = "update sessions set seen_at = $2 where digest = $1 and seen_at < $2";
        exec!(self, sql, digest, now)
    }

    /// The person's sessions that last, the last used first.
    pub async fn sessions_of(
        &mut self,
        person: &Id<Person>,
        at: &SessionTimes,
    ) -> Result<Vec<Session>> {
        let sql = sessions!(
            "where person_id = $1 and state = 'open' and expires_at > $2 and seen_at > $3
                and created_at <= $4
            order by seen_at desc, digest"
        );
        let id = person.as_str();
        let rows: Vec<SessionRow> =
            fetch_all!(self, sql, id, &at.now, &at.idle_since, &at.begun_by)?;
        rows.into_iter().map(Session::try_from).collect()
    }

    /// Ends the session of a digest, whosever it is; false when there was none.
    pub async fn close_session(&mut self, digest: &str) -> Result<bool> {
        let sql = "delete from sessions where digest = $1";
        Ok(changed!(self, sql, digest)? == 1)
    }

    /// Ends the sessions of a person that began first, so that `most` of a state are left.
    pub async fn limit_sessions(
        &mut self,
        person: &Id<Person>,
        state: SessionState,
        most: i64,
    ) -> Result<()> {
        let sql = "delete from sessions
            where person_id = $1 and state = $2 and digest not in (
                select digest from sessions where person_id = $1 and state = $2
                order by created_at desc, digest limit $3
            )";
        exec!(self, sql, person.as_str(), state.code(), most)
    }

    /// Ends one session of a person.
    pub async fn end_session(&mut self, person: &Id<Person>, digest: &str) -> Result<()> {
        let sql = "delete from sessions where person_id = $1 and digest = $2";
        exec!(self, sql, person.as_str(), digest)
    }

    /// Ends every session of a person, but for the one that is named.
    pub async fn end_sessions(&mut self, person: &Id<Person>, but: Option<&str>) -> Result<u64> {
        let sql = "delete from sessions where person_id = $1 and digest <> $2";
        changed!(self, sql, person.as_str(), but.unwrap_or_default())
    }

    /// Forgets the sessions that have ended.
    pub async fn forget_sessions(&mut self, at: &SessionTimes) -> Result<()> {
        let sql = "delete from sessions
            where expires_at <= $1 or seen_at <= $2 or created_at > $3";
        exec!(self, sql, &at.now, &at.idle_since, &at.begun_by)
    }
}
