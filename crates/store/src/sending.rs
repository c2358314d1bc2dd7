//! How a mail leaves the queue. A program takes one by name and for a time ([`MailClaim`]); whoever holds
//! the claim says how it ended. What is left in `sending` becomes `unclear`, never `queued`.

use domain::{Id, mail::MailState};

use crate::{Error, Mail, Result, Tx};

/// A mail that one program has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailClaim {
    /// The mail.
    pub mail: Id<Mail>,
    /// What tells this taking from every other.
    pub token: String,
}

/// How the sending of a mail ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailEnding {
    /// The server took it at this time.
    Sent(String),
    /// It did not leave and is tried again at this time, for this problem.
    Later(String, String),
    /// It did not leave and is not tried again, for this problem.
    Failed(String),
    /// Nobody can know, for this problem.
    Unclear(String),
}

/// The sentence of a mail that was being sent when its program ended.
const LEFT: &str = "送信の途中でプログラムが終わったため、相手に届いたか分かりません。";

record! {
    struct IdRow {
        id: String,
    }
}

impl Tx {
    /// Takes the mail that has waited longest, if its time has come, until a time after which this
    /// program is not at it any more. Of two programs that try at once one gets it: the update asks
    /// for the state again.
    pub async fn claim_mail(
        &mut self,
        token: &str,
        now: &str,
        until: &str,
    ) -> Result<Option<MailClaim>> {
        let sql = "select id from mails where state = 'queued' and next_at <= $1
            order by next_at, id limit 20";
        let waiting: Vec<IdRow> = fetch_all!(self, sql, now)?;
        for row in waiting {
            if self.take(&row.id, token, until).await? {
                return Ok(Some(MailClaim { mail: Id::new(row.id), token: token.to_owned() }));
            }
        }
        Ok(None)
    }

    /// Whether a mail's time has come, or one is being sent.
    pub async fn mails_are_due(&mut self, now: &str) -> Result<bool> {
        let sql = "select id from mails
            where (state = 'queued' and next_at <= $1) or state = 'sending' limit 1";
        let due: Option<(String,)> = fetch_optional!(self, sql, now)?;
        Ok(due.is_some())
    }

    async fn take(&mut self, id: &str, token: &str, until: &str) -> Result<bool> {
        let sql = "update mails set state = 'sending', claim = $2, claimed_until = $3,
                attempts = attempts + 1
            where id = $1 and state = 'queued'";
        let taken = changed!(self, sql, id, token, until)?;
        Ok(taken == 1)
    }

    /// Says how a taken mail ended. A mail that was called unclear meanwhile takes the ending too:
    /// its own program knows best. `false` when a person has decided since.
    pub async fn end_mail(&mut self, claim: &MailClaim, ending: &MailEnding) -> Result<bool> {
        let sql = "update mails set state = $3, next_at = coalesce($4, next_at), sent_at = $5,
                problem = $6, claimed_until = null,
                body = case when $3 = 'sent' and secret = 1 then '' else body end
            where id = $1 and claim = $2 and state in ('sending', 'unclear')";
        let (state, next, sent, problem) = match ending {
            MailEnding::Sent(at) => (MailState::Sent, None, Some(at), ""),
            MailEnding::Later(at, problem) => (MailState::Queued, Some(at), None, problem.as_str()),
            MailEnding::Failed(problem) => (MailState::Failed, None, None, problem.as_str()),
            MailEnding::Unclear(problem) => (MailState::Unclear, None, None, problem.as_str()),
        };
        let ended = changed!(
            self,
            sql,
            claim.mail.as_str(),
            &claim.token,
            state.code(),
            next,
            sent,
            problem
        )?;
        Ok(ended == 1)
    }

    /// Calls unclear what is being sent and was taken until before this time; every mail that is
    /// being sent when no time is given, as at a program's start. Answers how many.
    pub async fn give_up_claims(&mut self, before: Option<&str>) -> Result<u64> {
        let sql = "update mails set state = 'unclear', problem = $1
            where state = 'sending' and (claimed_until < $2 or $2 = '')";
        changed!(self, sql, LEFT, before.unwrap_or_default())
    }

    /// Keeps a waiting mail back.
    pub async fn hold_mail(&mut self, id: &Id<Mail>) -> Result<()> {
        let sql = "update mails set state = 'held' where id = $1 and state = 'queued'";
        let changed = changed!(self, sql, id.as_str())?;
        self.changed_mail(id, changed).await
    }

    /// Queues a mail anew that failed, is held or waits for its next turn: it is certain that it has
    /// not left.
    pub async fn retry_mail(&mut self, id: &Id<Mail>, now: &str) -> Result<()> {
        let sql = "update mails set state = 'queued', attempts = 0, queued_at = $2, next_at = $2,
                claim = null
            where id = $1 and state in ('failed', 'held', 'queued')";
        let changed = changed!(self, sql, id.as_str(), now)?;
        self.changed_mail(id, changed).await
    }

    /// A person's word that an unclear mail has arrived.
    pub async fn settle_mail_sent(&mut self, id: &Id<Mail>, now: &str) -> Result<()> {
        let sql =
            "update mails set state = 'sent', sent_at = $2, claim = null, claimed_until = null,
                body = case when secret = 1 then '' else body end
            where id = $1 and state = 'unclear'";
        let changed = changed!(self, sql, id.as_str(), now)?;
        self.changed_mail(id, changed).await
    }

    /// A person's word that an unclear mail is to be sent again. Refused while the program that took
    /// it may still be at it.
    pub async fn settle_mail_again(&mut self, id: &Id<Mail>, now: &str) -> Result<()> {
        let sql = "update mails set state = 'queued', attempts = 0, queued_at = $2, next_at = $2,
                claim = null, claimed_until = null
            where id = $1 and state = 'unclear' and (claimed_until is null or claimed_until < $2)";
        let changed = changed!(self, sql, id.as_str(), now)?;
        self.changed_mail(id, changed).await
    }

    /// A mail that was not in the state that the change needs is a conflict.
    async fn changed_mail(&mut self, id: &Id<Mail>, changed: u64) -> Result<()> {
        if changed == 1 {
            return Ok(());
        }
        self.mail(id).await.and(Err(Error::Conflict("メール")))
    }
}
