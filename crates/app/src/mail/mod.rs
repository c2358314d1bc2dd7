//! Mail (メール): letters go into a queue in the database, a courier beside the pages brings them to
//! the server that the administrator named. Off unless one was named: then the same letters are
//! handed out as files.

pub(crate) mod command;
mod courier;
mod dialogue;
mod files;
mod message;
mod settings;

use std::sync::Arc;

use domain::{
    Id,
    event::{Event, MailSettled},
    letter::{Letter, Recipient},
    mail::MailState,
    plan::Plan,
};
use store::{AuditRecord, Mail, MailCounts, MailFile, NewMail, Tx};
use tokio::sync::Notify;

pub(crate) use courier::start;
pub use files::{Drafts, drafts};
pub use settings::{Options, Secret, Settings, Tls};

use crate::{App, Error, Result, actor::By, clock, ids};

/// The way out for letters: off, or to a server. Clones share one courier.
#[derive(Debug, Clone, Default)]
pub struct Post {
    settings: Option<Arc<Settings>>,
    wake: Arc<Notify>,
}

/// What became of letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// Mail is off: nothing was queued, the letters can be handed out as files.
    pub off: bool,
    /// The mails that were queued.
    pub queued: Vec<Id<Mail>>,
    /// Whose letter was queued before: the same letter is never sent twice.
    pub known: Vec<Recipient>,
    /// Whose letter cannot be sent, and why.
    pub refused: Vec<(Recipient, String)>,
}

/// The state of mail for a page. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailStatus {
    /// Where mail goes; `None` when it is off.
    pub server: Option<Server>,
    /// How many mails stand where.
    pub counts: MailCounts,
}

/// Where mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The host.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the way there is protected, in a word.
    pub tls: &'static str,
    /// Who writes.
    pub from: String,
}

/// What a person decides about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A waiting mail is kept back.
    Hold,
    /// A mail that failed, is held or waits is tried now.
    Retry,
    /// An unclear mail has arrived.
    Arrived,
    /// An unclear mail is sent again.
    Again,
}

impl Post {
    /// To this server, or off.
    pub fn new(settings: Option<Settings>) -> Self {
        Self { settings: settings.map(Arc::new), ..Self::default() }
    }

    /// Whether letters are sent.
    pub fn is_on(&self) -> bool {
        self.settings.is_some()
    }

    /// Tells the courier that there is something in the queue. Without it, it looks by itself.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Puts letters into the queue, in the transaction of what they tell. After the commit,
    /// [`Post::wake`] sends them at once.
    pub async fn enqueue(
        &self,
        tx: &mut Tx,
        plan: Option<&Id<Plan>>,
        letters: Vec<Letter>,
    ) -> Result<Posted> {
        let mut posted = Posted { off: !self.is_on(), ..Posted::default() };
        if posted.off {
            return Ok(posted);
        }
        for letter in letters {
            if let Some(objection) = message::objection(&parts(&letter)) {
                posted.refused.push((letter.to, objection));
                continue;
            }
            let to = letter.to.clone();
            let mail = keep(tx, plan, letter).await?;
            if tx.queue_mail(&mail).await? {
                posted.queued.push(mail.id);
            } else {
                posted.known.push(to);
            }
        }
        Ok(posted)
    }

    /// The state of mail.
    pub async fn status(&self, tx: &mut Tx) -> Result<MailStatus> {
        let server = self.settings.as_ref().map(|settings| Server {
            host: settings.host.clone(),
            port: settings.port,
            tls: settings.tls.label(),
            from: settings.from.to_string(),
        });
        Ok(MailStatus { server, counts: tx.mail_counts().await? })
    }
}

/// A letter as the message takes it.
fn parts(letter: &Letter) -> message::Parts<'_> {
    let files = letter.enclosures.iter();
    message::Parts {
        name: &letter.to.name,
        recipient: &letter.to.address,
        subject: &letter.subject,
        body: &letter.body,
        files: files.map(|file| (file.name.as_str(), file.bytes.clone())).collect(),
    }
}

/// The longest key that is kept as it is: an index takes no endless text.
const LONGEST_KEY: usize = 200;

/// Keeps the enclosures, and answers the mail to be queued.
async fn keep(tx: &mut Tx, plan: Option<&Id<Plan>>, letter: Letter) -> Result<NewMail> {
    let created_at = clock::now();
    let mut files = Vec::new();
    for file in letter.enclosures {
        let digest = crate::imports::digest(&file.bytes);
        tx.keep_file(&digest, &file.name, &file.bytes, &created_at).await?;
        files.push(MailFile { name: file.name, digest });
    }
    let long = letter.key.len() > LONGEST_KEY;
    let key = if long { crate::imports::digest(letter.key.as_bytes()) } else { letter.key };
    Ok(NewMail {
        id: ids::new(),
        plan: plan.cloned(),
        round: letter.round,
        person: letter.to.person,
        name: letter.to.name,
        recipient: letter.to.address,
        subject: letter.subject,
        body: letter.body,
        secret: letter.secret,
        files,
        key,
        created_at,
    })
}

/// Carries out what a person decided about a mail, and records it.
pub async fn decide(app: &App, id: &Id<Mail>, decision: Decision, by: &By) -> Result<Mail> {
    let mut tx = app.store.begin().await?;
    let (before, now) = (tx.mail(id).await?, clock::now());
    if let Some(objection) = objection(&before, decision, &now) {
        return Err(Error::Conflict(objection));
    }
    match decision {
        Decision::Hold => tx.hold_mail(id).await?,
        Decision::Retry => tx.retry_mail(id, &now).await?,
        Decision::Arrived => tx.settle_mail_sent(id, &now).await?,
        Decision::Again => tx.settle_mail_again(id, &now).await?,
    }
    let after = tx.mail(id).await?;
    let settled = MailSettled { before: before.state, after: after.state };
    let record = AuditRecord {
        plan: before.plan,
        subject: before.id.to_string(),
        ..by.did(Event::MailSettled(settled), &now)
    };
    tx.record(&record).await?;
    tx.commit().await?;
    app.mail.wake();
    Ok(after)
}

/// Why the decision does not fit the mail, if it does not.
fn objection(mail: &Mail, decision: Decision, now: &str) -> Option<String> {
    use MailState::{Failed, Held, Queued, Unclear};
    let fits: &[MailState] = match decision {
        Decision::Hold => &[Queued],
        Decision::Retry => &[Failed, Held, Queued],
        Decision::Arrived | Decision::Again => &[Unclear],
    };
    if !fits.contains(&mail.state) {
        let words: Vec<&str> = fits.iter().map(|state| state.label()).collect();
        return Some(format!(
            "このメールは「{}」です。この操作ができるのは「{}」のメールです。",
            mail.state.label(),
            words.join("」「")
        ));
    }
    let until = mail.claimed_until.as_deref().filter(|until| *until >= now)?;
    (decision == Decision::Again).then(|| {
        let until = clock::spoken(until);
        format!("まだ送信中かもしれません。{until}を過ぎてから、もう一度操作してください。")
    })
}
