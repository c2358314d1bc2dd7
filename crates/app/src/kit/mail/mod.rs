//! Mail (メール): letters go into a queue in the database, a courier beside the pages brings them to
//! the server that the administrator named. Off unless one was named: then the same letters are
//! handed out as files.

pub(crate) mod message;
pub(crate) mod settings;

use std::sync::Arc;

use domain::{
    Id,
    letter::{Letter, Recipient},
    plan::Plan,
};
use store::{Mail, MailCounts, MailFile, NewMail, Tx};
use tokio::sync::Notify;

pub use settings::{MailOptions, MailServer, Tls};

use crate::{
    Result,
    kit::{clock, ids},
};

/// The way out for letters: off, or to a server. Clones share one courier.
#[derive(Debug, Clone, Default)]
pub struct Post {
    pub(crate) settings: Option<Arc<MailServer>>,
    pub(crate) wake: Arc<Notify>,
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

impl Post {
    /// To this server, or off.
    pub fn new(settings: Option<MailServer>) -> Self {
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
pub(crate) fn parts(letter: &Letter) -> message::MailParts<'_> {
    let files = letter.enclosures.iter();
    message::MailParts {
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
        let digest = crate::kit::digest::digest(&file.bytes);
        tx.keep_file(&digest, &file.name, &file.bytes, &created_at).await?;
        files.push(MailFile { name: file.name, digest });
    }
    let long = letter.key.len() > LONGEST_KEY;
    let key = if long { crate::kit::digest::digest(letter.key.as_bytes()) } else { letter.key };
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
