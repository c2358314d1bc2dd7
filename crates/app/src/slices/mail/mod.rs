//! Mail (メール): the queue's courier, what a person decides about a mail, letters as files.

pub(crate) mod command;
pub(crate) mod courier;
mod dialogue;
pub(crate) mod files;

use domain::{
    Id,
    event::{Event, MailSettled},
    mail::MailState,
};
use store::{AuditRecord, Mail};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
};

/// What a person decides about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MailDecision {
    /// A waiting mail is kept back.
    Hold,
    /// A mail that failed, is held or waits is tried now.
    Retry,
    /// An unclear mail has arrived.
    Arrived,
    /// An unclear mail is sent again.
    Again,
}

/// Carries out what a person decided about a mail, and records it.
pub(crate) async fn decide(
    app: &App,
    id: &Id<Mail>,
    decision: MailDecision,
    by: &By,
) -> Result<Mail> {
    let mut tx = app.store.begin().await?;
    let (before, now) = (tx.mail(id).await?, clock::now());
    if let Some(objection) = objection(&before, decision, &now) {
        return Err(Error::Conflict(objection));
    }
    match decision {
        MailDecision::Hold => tx.hold_mail(id).await?,
        MailDecision::Retry => tx.retry_mail(id, &now).await?,
        MailDecision::Arrived => tx.settle_mail_sent(id, &now).await?,
        MailDecision::Again => tx.settle_mail_again(id, &now).await?,
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
fn objection(mail: &Mail, decision: MailDecision, now: &str) -> Option<String> {
    use MailState::{Failed, Held, Queued, Unclear};
    let fits: &[MailState] = match decision {
        MailDecision::Hold => &[Queued],
        MailDecision::Retry => &[Failed, Held, Queued],
        MailDecision::Arrived | MailDecision::Again => &[Unclear],
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
    (decision == MailDecision::Again).then(|| {
        let until = clock::spoken(until);
        format!("まだ送信中かもしれません。{until}を過ぎてから、もう一度操作してください。")
    })
}
