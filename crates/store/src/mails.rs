//! Mails: what is put into the queue and read from it. How one is sent is in [`crate::MailClaim`]'s file.

use domain::{Id, mail::MailState, person::Person, plan::Plan, round::Round};

use crate::{Error, Result, Tx, json};

record! {
    /// A file that goes with a mail; its bytes are among the kept files.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MailFile {
        /// Its name in the mail.
        pub name: String,
        /// The digest of its bytes.
        pub digest: String,
    }
}

/// A mail to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Its identifier.
    pub id: Id<Mail>,
    /// The plan it concerns.
    pub plan: Option<Id<Plan>>,
    /// The round it concerns.
    pub round: Option<Id<Round>>,
    /// The person it goes to.
    pub person: Option<Id<Person>>,
    /// That person's name.
    pub name: String,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Whether the text lets someone in, and is wiped once it was sent.
    pub secret: bool,
    /// What goes with it; the files are kept already.
    pub files: Vec<MailFile>,
    /// What makes two mails the same mail: of one key, one is ever queued.
    pub key: String,
    /// When it was written.
    pub created_at: String,
}

/// A mail in whatever state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its identifier.
    pub id: Id<Mail>,
    /// The plan it concerns.
    pub plan: Option<Id<Plan>>,
    /// The round it concerns.
    pub round: Option<Id<Round>>,
    /// The person it goes to.
    pub person: Option<Id<Person>>,
    /// That person's name.
    pub name: String,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The text; empty when it was secret and has been sent.
    pub body: String,
    /// Whether the text lets someone in.
    pub secret: bool,
    /// What makes two mails the same mail.
    pub key: String,
    /// Where it stands.
    pub state: MailState,
    /// How often a program has taken it since it was queued.
    pub attempts: u32,
    /// When it was written.
    pub created_at: String,
    /// When it came into the queue, by itself or by a person's word.
    pub queued_at: String,
    /// When it is tried next, while it waits.
    pub next_at: String,
    /// Until when the program that took it may still be at it.
    pub claimed_until: Option<String>,
    /// When the server took it, or a person said so.
    pub sent_at: Option<String>,
    /// What went wrong last, in the server's words where it spoke.
    pub problem: String,
}

/// How many mails stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailCounts {
    /// Waiting, or being sent.
    pub waiting: u64,
    /// Taken by the server.
    pub sent: u64,
    /// Whose fate a person must decide.
    pub unclear: u64,
    /// Refused for good.
    pub failed: u64,
    /// Kept back.
    pub held: u64,
}

record! {
    pub(crate) struct MailRow {
        id: String,
        plan_id: Option<String>,
        round_id: Option<String>,
        person_id: Option<String>,
        name: String,
        recipient: String,
        subject: String,
        body: String,
        secret: i64,
        sameness: String,
        state: String,
        attempts: i64,
        created_at: String,
        queued_at: String,
        next_at: String,
        claimed_until: Option<String>,
        sent_at: Option<String>,
        problem: String,
    }
}

impl TryFrom<MailRow> for Mail {
    type Error = Error;

    fn try_from(row: MailRow) -> Result<Self> {
        Ok(Self {
            id: Id::new(row.id),
            plan: row.plan_id.map(Id::new),
            round: row.round_id.map(Id::new),
            person: row.person_id.map(Id::new),
            name: row.name,
            recipient: row.recipient,
            subject: row.subject,
            body: row.body,
            secret: row.secret != 0,
            key: row.sameness,
            state: json::coded(&MailState::ALL, MailState::code, &row.state)?,
            attempts: json::count(row.attempts)?,
            created_at: row.created_at,
            queued_at: row.queued_at,
            next_at: row.next_at,
            claimed_until: row.claimed_until,
            sent_at: row.sent_at,
            problem: row.problem,
        })
    }
}

/// A statement that answers mails: which, and in which order.
macro_rules! mails {
    ($which:literal) => {
        concat!(
            "select id, plan_id, round_id, person_id, name, recipient, subject, body, secret,
                sameness, state, attempts, created_at, queued_at, next_at, claimed_until, sent_at,
                problem
            from mails ",
            $which
        )
    };
}

impl Tx {
    /// Puts a mail into the queue. `false` when a mail of its key is there already, in whatever
    /// state: then nothing changes.
    pub async fn queue_mail(&mut self, mail: &NewMail) -> Result<bool> {
        let sql = "insert into mails
                (id, plan_id, round_id, person_id, name, recipient, subject, body, secret, sameness,
                state, attempts, created_at, queued_at, next_at, problem)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', 0, $11, $11, $11, '')
            on conflict (sameness) do nothing";
        let added = changed!(
            self,
            sql,
            mail.id.as_str(),
            mail.plan.as_ref().map(Id::as_str),
            mail.round.as_ref().map(Id::as_str),
            mail.person.as_ref().map(Id::as_str),
            &mail.name,
            &mail.recipient,
            &mail.subject,
            &mail.body,
            i64::from(mail.secret),
            &mail.key,
            &mail.created_at
        )
        .map_err(Error::unique("メール"))?;
        if added == 1 {
            self.add_mail_files(mail).await?;
        }
        Ok(added == 1)
    }

    async fn add_mail_files(&mut self, mail: &NewMail) -> Result<()> {
        let sql =
            "insert into mail_files (mail_id, position, name, digest) values ($1, $2, $3, $4)";
        for (position, file) in mail.files.iter().enumerate() {
            exec!(self, sql, mail.id.as_str(), json::number(position), &file.name, &file.digest)?;
        }
        Ok(())
    }

    /// What goes with a mail.
    pub async fn mail_files(&mut self, id: &Id<Mail>) -> Result<Vec<MailFile>> {
        let sql = "select name, digest from mail_files where mail_id = $1 order by position";
        fetch_all!(self, sql, id.as_str())
    }

    /// One mail.
    pub async fn mail(&mut self, id: &Id<Mail>) -> Result<Mail> {
        let sql = mails!("where id = $1");
        let row: Option<MailRow> = fetch_optional!(self, sql, id.as_str())?;
        row.ok_or(Error::NotFound("メール"))?.try_into()
    }

    /// The latest mails, newest first: of one state, or of all.
    pub async fn mails(&mut self, state: Option<MailState>, limit: u32) -> Result<Vec<Mail>> {
        let sql = mails!("where state = $1 or $1 = '' order by created_at desc, id desc limit $2");
        let rows: Vec<MailRow> =
            fetch_all!(self, sql, state.map_or("", MailState::code), i64::from(limit))?;
        rows.into_iter().map(Mail::try_from).collect()
    }

    /// How many mails stand where.
    pub async fn mail_counts(&mut self) -> Result<MailCounts> {
        let sql = "select state, count(*) from mails group by state";
        let rows: Vec<(String, i64)> = fetch_all!(self, sql)?;
        let mut counts = MailCounts::default();
        for (code, n) in rows {
            let n: u64 = json::count(n)?;
            match json::coded(&MailState::ALL, MailState::code, &code)? {
                MailState::Queued | MailState::Sending => counts.waiting += n,
                MailState::Sent => counts.sent += n,
                MailState::Unclear => counts.unclear += n,
                MailState::Failed => counts.failed += n,
                MailState::Held => counts.held += n,
            }
        }
        Ok(counts)
    }
}
