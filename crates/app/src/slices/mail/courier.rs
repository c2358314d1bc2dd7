//! The courier: a task beside the pages that takes mails from the queue, a few at a time, and writes
//! down how each ended. It takes a mail, and that is committed, before the server hears of it.

use std::{sync::Arc, time::Duration};

use store::{Mail, MailClaim, MailEnding, Store};
use tokio::{
    sync::{Notify, watch},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use super::dialogue::{self, DeliveryOutcome};
use crate::kit::mail::{
    message::{self, MailParts},
    settings::MailServer,
};
use crate::{
    App, Result,
    kit::{
        clock, ids,
        lease::{Lease, RENEWAL},
    },
};

/// What one of several programs on a database holds while it sends.
const LEASE: &str = "mail";

/// How many mails are on their way at once: a relay of a city hall limits its clients.
const MAX_IN_FLIGHT: usize = 4;

/// How long those on their way are waited for when the program is told to stop. What is left is
/// found unclear at the next start.
const GRACE: Duration = Duration::from_secs(30);

/// When a mail that did not leave is tried again, in seconds after each try; the last holds on.
const PAUSES: [i64; 4] = [60, 5 * 60, 30 * 60, 2 * 60 * 60];

/// How long a mail is tried, in seconds since it was queued.
const LONGEST: i64 = 24 * 60 * 60;

/// A courier at work.
pub(crate) struct Courier {
    stop: watch::Sender<bool>,
    work: JoinHandle<()>,
}

/// Starts the courier, if there is a server to give mail to.
pub(crate) fn start(app: &App) -> Option<Courier> {
    let settings = app.mail.settings.clone()?;
    let (stop, stopped) = watch::channel(false);
    let worker = Worker { store: app.store.clone(), settings };
    let work = tokio::spawn(worker.work(app.mail.wake.clone(), stopped));
    Some(Courier { stop, work })
}

impl Courier {
    /// Takes no more mails and waits for those on their way.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(true);
        if let Err(error) = self.work.await {
            tracing::error!("the courier ended: {error}");
        }
    }
}

#[derive(Clone)]
struct Worker {
    store: Store,
    settings: Arc<MailServer>,
}

impl Worker {
    async fn work(self, wake: Arc<Notify>, mut stopped: watch::Receiver<bool>) {
        let (mut out, mut lease) = (JoinSet::new(), Lease::new(&self.store, LEASE));
        while !*stopped.borrow() {
            let busy = !out.is_empty() || self.is_wanted().await;
            if busy && self.is_its_turn(&mut lease).await {
                while out.len() < MAX_IN_FLIGHT {
                    let Some(claim) = self.take().await else { break };
                    out.spawn(self.clone().carry(claim));
                }
            }
            if !busy {
                give_back(&mut lease).await;
            }
            let pause = if busy { self.settings.every.min(RENEWAL) } else { self.settings.every };
            tokio::select! {
                _ = stopped.changed() => {}
                () = wake.notified() => {}
                () = sleep(pause) => {}
                Some(_) = out.join_next() => {}
            }
        }
        let rest = async { while out.join_next().await.is_some() {} };
        if timeout(GRACE, rest).await.is_err() {
            tracing::warn!("mails were on their way when the program ended");
        }
        give_back(&mut lease).await;
    }

    /// Whether there is something to do.
    async fn is_wanted(&self) -> bool {
        let asked = async { self.store.read().await?.mails_are_due(&clock::now()).await }.await;
        asked.unwrap_or_else(|error| {
            tracing::warn!("the queue of mails cannot be read: {error}");
            false
        })
    }

    /// Whether this program is the one that sends. What is being sent when it begins was left by a
    /// program that is gone.
    async fn is_its_turn(&self, lease: &mut Lease) -> bool {
        let went_on = lease.is_held();
        match lease.hold().await {
            Ok(true) => self.give_up(went_on.then(clock::now).as_deref()).await,
            Ok(false) => {}
            Err(error) => tracing::warn!("whose turn it is to send mail cannot be told: {error}"),
        }
        lease.is_held()
    }

    async fn give_up(&self, before: Option<&str>) {
        let given_up = async {
            let mut tx = self.store.begin().await?;
            let count = tx.give_up_claims(before).await?;
            tx.commit().await.map(|()| count)
        };
        match given_up.await {
            Ok(0) => {}
            Ok(count) => tracing::warn!("{count} mails may or may not have been sent"),
            Err(error) => tracing::warn!("the queue of mails cannot be read: {error}"),
        }
    }

    /// Takes the next mail. The claim outlasts the longest dialogue, so that nobody sends the mail
    /// again while it may be on its way.
    async fn take(&self) -> Option<MailClaim> {
        let now = clock::now();
        let patience = i64::try_from(self.settings.patience.as_secs()).unwrap_or(LONGEST);
        let until = clock::after(&now, 2 * patience + 60);
        let taken = async {
            let mut tx = self.store.begin().await?;
            let claim = tx.claim_mail(&ids::text(), &now, &until).await?;
            tx.commit().await.map(|()| claim)
        };
        taken.await.unwrap_or_else(|error| {
            tracing::warn!("no mail could be taken from the queue: {error}");
            None
        })
    }

    /// Brings one mail to the server and writes down how it ended, before the farewell.
    async fn carry(self, claim: MailClaim) {
        let (mail, message) = match self.read(&claim).await {
            Ok(read) => read,
            Err(error) => {
                let ending = MailEnding::Failed(format!("メールを作れませんでした。{error}"));
                return self.end(&claim, &ending).await;
            }
        };
        let (outcome, connection) = dialogue::send(&self.settings, &message).await;
        self.end(&claim, &ending(outcome, &mail, &clock::now())).await;
        dialogue::part(connection).await;
    }

    async fn read(&self, claim: &MailClaim) -> Result<(Mail, lettre::Message)> {
        let mut tx = self.store.read().await?;
        let mail = tx.mail(&claim.mail).await?;
        let files = tx.mail_files(&claim.mail).await?;
        let mut parts = MailParts {
            name: &mail.name,
            recipient: &mail.recipient,
            subject: &mail.subject,
            body: &mail.body,
            files: Vec::new(),
        };
        for file in &files {
            parts.files.push((&file.name, tx.file(&file.digest).await?.bytes));
        }
        let date = clock::system(&clock::now());
        let message = message::build(parts, &self.settings.from, mail.id.as_str(), date)?;
        Ok((mail, message))
    }

    /// Writes down how a mail ended; when the database cannot be reached for a while, again. A mail
    /// whose end is never written down is found unclear.
    async fn end(&self, claim: &MailClaim, ending: &MailEnding) {
        for pause in [1, 5, 20] {
            let ended = async {
                let mut tx = self.store.begin().await?;
                let ended = tx.end_mail(claim, ending).await?;
                tx.commit().await.map(|()| ended)
            };
            match ended.await {
                Ok(true) => return,
                Ok(false) => {
                    return tracing::warn!("mail {} was settled meanwhile", claim.mail);
                }
                Err(error) => {
                    tracing::warn!("the end of mail {} was not kept: {error}", claim.mail);
                }
            }
            sleep(Duration::from_secs(pause)).await;
        }
    }
}

async fn give_back(lease: &mut Lease) {
    if let Err(error) = lease.release().await {
        tracing::warn!("the turn to send mail was not given back: {error}");
    }
}

/// What an outcome means for a mail.
fn ending(outcome: DeliveryOutcome, mail: &Mail, now: &str) -> MailEnding {
    match outcome {
        DeliveryOutcome::Sent => MailEnding::Sent(now.to_owned()),
        DeliveryOutcome::Failed(problem) => MailEnding::Failed(problem),
        DeliveryOutcome::Unclear(problem) => MailEnding::Unclear(problem),
        DeliveryOutcome::Later(problem) => match again(&mail.queued_at, mail.attempts, now) {
            Some(at) => MailEnding::Later(at, problem),
            None => MailEnding::Failed(format!("24時間送れませんでした。最後の理由：{problem}")),
        },
    }
}

/// When a mail is tried again after so many tries, or never.
fn again(queued_at: &str, attempts: u32, now: &str) -> Option<String> {
    let tried = usize::try_from(attempts).unwrap_or(usize::MAX).max(1);
    let pause = PAUSES[(tried - 1).min(PAUSES.len() - 1)];
    (now < clock::after(queued_at, LONGEST).as_str()).then(|| clock::after(now, pause))
}

#[cfg(test)]
mod tests {
    use domain::letter::{Letter, Recipient};

    use super::*;
    use crate::kit::mail::{MailOptions, Post, Tls};

    fn letter() -> Letter {
        let to = Recipient { person: None, name: "青空".into(), address: "a@b.example".into() };
        Letter {
            to,
            round: None,
            subject: "件名".into(),
            body: "本文".into(),
            enclosures: Vec::new(),
            secret: false,
            key: "k".into(),
        }
    }

    #[tokio::test]
    async fn a_courier_is_woken_by_a_new_mail_and_stops_when_told() {
        // A port that was free a moment ago: nobody listens there
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        let password = folder.path().join("password");
        std::fs::write(&password, "ひみつ\n").unwrap();
        let options = MailOptions {
            smtp_host: Some("127.0.0.1".into()),
            smtp_port: Some(port),
            smtp_user: Some("sasae".into()),
            smtp_password_file: Some(password),
            smtp_tls: Tls::None,
            mail_from: Some("plan@aozora.example".into()),
            smtp_timeout: 5,
            mail_every: 3600,
        };
        let store = Store::open("sqlite::memory:").await.unwrap();
        let post = Post::new(MailServer::read(&options).unwrap());
        let app = App { mail: post, ..App::new(store, None) };
        let courier = start(&app).unwrap();
        let queued = async |key: &str| {
            let mut tx = app.store.begin().await.unwrap();
            let letter = Letter { key: key.into(), ..letter() };
            let posted = app.mail.enqueue(&mut tx, None, vec![letter]).await.unwrap();
            tx.commit().await.unwrap();
            app.mail.wake();
            posted.queued[0].clone()
        };
        let tried = async |id| {
            loop {
                let mail = app.store.read().await.unwrap().mail(&id).await.unwrap();
                if !mail.problem.is_empty() {
                    return mail;
                }
                sleep(Duration::from_millis(20)).await;
            }
        };
        // With the first mail behind it, it sleeps for an hour unless it is woken
        timeout(Duration::from_secs(10), tried(queued("first").await)).await.unwrap();
        let mail = timeout(Duration::from_secs(10), tried(queued("second").await)).await.unwrap();
        assert!(mail.problem.contains("接続できません"), "{mail:?}");
        assert_eq!((mail.state, mail.attempts), (domain::mail::MailState::Queued, 1));
        timeout(Duration::from_secs(5), courier.stop()).await.unwrap();
    }

    #[tokio::test]
    async fn without_a_server_there_is_no_courier() {
        let store = Store::open("sqlite::memory:").await.unwrap();
        assert!(start(&App::new(store, None)).is_none());
    }

    #[test]
    fn the_pauses_grow_and_end_after_a_day() {
        let queued = "2026-06-01T00:00:00.000000Z";
        let mut now = queued.to_owned();
        let mut minutes = Vec::new();
        for tried in 1.. {
            let Some(next) = again(queued, tried, &now) else { break };
            let pause = |minutes: &i64| clock::after(&now, minutes * 60) == next;
            minutes.push([1, 5, 30, 120].into_iter().find(pause).unwrap());
            now = next;
        }
        assert_eq!(minutes[..5], [1, 5, 30, 120, 120]);
        assert!(minutes[3..].iter().all(|pause| *pause == 120));
        let total: i64 = minutes.iter().sum();
        assert!((24 * 60..26 * 60).contains(&total), "{total}");
    }
}
