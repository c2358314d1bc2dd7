//! Reminders: letters to those who have something to answer or to approve, each with the section's
//! half-filled workbook; queued, or handed out as files where mail is off.

pub(crate) mod web;

use std::collections::BTreeMap;

use domain::{
    Day, Id,
    event::{Event, RefusedLetter, RoundReminded},
    letter::{Enclosure, Letter, Matter, Note, digest},
    person::{Person, Role},
    plan::Plan,
    round::Round,
    section::Section,
    stage::Stage,
};
use store::{AuditRecord, Tx};

use crate::{
    App, Error, Result,
    kit::{
        actor::Actor,
        addresses, clock,
        mail::{MailStatus, Posted},
    },
    slices::{
        replies::{
            self,
            notice::{of_section, office, recipient},
            section,
        },
        workbooks::{book, notes::Notes},
    },
};

/// The letters of a day.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) plan: Plan,
    pub(crate) round: Round,
    pub(crate) letters: Vec<Letter>,
    /// Sections in which nobody is registered who could be told.
    pub(crate) silent: Vec<String>,
}

/// A section with something to do.
struct Waiting {
    section: Section,
    /// Replies that are not handed in.
    open: usize,
    /// Replies that wait for the chief.
    approval: usize,
    workbook: Enclosure,
}

/// Writes the letters to everybody who has something to do, with addresses that begin with `base`.
pub(crate) async fn prepare(
    tx: &mut Tx,
    (plan, year): (&Id<Plan>, domain::FiscalYear),
    base: &str,
    today: Day,
) -> Result<Prepared> {
    let context = section::context(tx, plan, year).await?;
    let round = context.round.clone();
    if round.season(today) != domain::round::Season::Open {
        return Err(replies::shut(&round));
    }
    let waiting = waiting(tx, &context, today).await?;
    let people = tx.people().await?;
    let (mut notes, mut silent) = (Vec::new(), Vec::new());
    for one in waiting {
        let own = of_section(&people, &context.plan.id, &one.section, today);
        let told = one.notes(&round, &own, &context.plan, base, today);
        if told.is_empty() {
            silent.push(one.section.name.clone());
        }
        notes.extend(told);
    }
    let letters = digest(notes, &office(&context.plan), today);
    Ok(Prepared { plan: context.plan, round, letters, silent })
}

async fn waiting(tx: &mut Tx, context: &section::Context, today: Day) -> Result<Vec<Waiting>> {
    let notes = Notes::read(tx, &context.plan.id, context.round.year).await?;
    let mut waiting = Vec::new();
    for known in &context.sections {
        let inbox = section::inbox(tx, context, &known.id, today).await?;
        let open = inbox.replies.iter().filter(|reply| !reply.stage.is_answered()).count();
        let handed_in = inbox.replies.iter().filter(|reply| reply.stage == Stage::Submitted);
        let approval = if context.round.approval { handed_in.count() } else { 0 };
        if open + approval > 0 {
            let book = book::book(context, &inbox, &notes);
            let name = book.file_name();
            let bytes = tokio::task::spawn_blocking(move || report::reply_workbook(&book)).await;
            let bytes = bytes.map_err(Error::internal)??;
            let workbook = Enclosure { name, bytes };
            waiting.push(Waiting { section: inbox.section, open, approval, workbook });
        }
    }
    Ok(waiting)
}

impl Waiting {
    fn notes(
        &self,
        round: &Round,
        own: &BTreeMap<Role, Vec<Person>>,
        plan: &Plan,
        base: &str,
        today: Day,
    ) -> Vec<Note> {
        let link = format!("{base}{}", addresses::section(&plan.id, round.year, &self.section.id));
        let to = |role: Role| own.get(&role).into_iter().flatten();
        let note = |person: &Person, matter: Matter, workbook: Option<Enclosure>| Note {
            to: recipient(person),
            round: round.id.clone(),
            section: self.section.name.clone(),
            matter,
            link: link.clone(),
            workbook,
            mark: String::new(),
        };
        let clerks = to(Role::Clerk).filter(|_| self.open > 0);
        let clerks = clerks
            .map(|person| note(person, self.matter(round, today), Some(self.workbook.clone())));
        let chiefs = to(Role::Chief).filter(|_| self.approval > 0);
        let approval = Matter::Approval { count: self.approval };
        let chiefs = chiefs.map(|person| note(person, approval.clone(), None));
        clerks.chain(chiefs).collect()
    }

    fn matter(&self, round: &Round, today: Day) -> Matter {
        let (due, open) = (round.due_on, self.open);
        match today.until(due) {
            days if days < 0 => Matter::Overdue { due, days: -days, open },
            days => Matter::Reminder { due, days, open },
        }
    }
}

/// Reminds everybody who has something to do; answers what became of the letters, and how many
/// there are.
pub(crate) async fn send(
    app: &App,
    of: (&Id<Plan>, domain::FiscalYear),
    base: &str,
    by: &Actor,
) -> Result<(Posted, usize)> {
    let mut tx = app.store.begin().await?;
    let prepared = prepare(&mut tx, of, base, by.today).await?;
    let count = prepared.letters.len();
    let posted = app.mail.enqueue(&mut tx, Some(of.0), prepared.letters).await?;
    let refused = posted.refused.iter();
    let refused =
        refused.map(|(to, why)| RefusedLetter { name: to.name.clone(), why: why.clone() });
    let reminded = Event::RoundReminded(RoundReminded {
        fiscal_year: of.1,
        letters: count,
        mail_off: posted.off,
        queued: posted.queued.len(),
        sent_before: posted.known.len(),
        refused: refused.collect(),
        without_person: prepared.silent,
    });
    let record = AuditRecord {
        plan: Some(of.0.clone()),
        subject: prepared.round.id.to_string(),
        ..by.did(reminded, &clock::now())
    };
    tx.record(&record).await?;
    tx.commit().await?;
    app.mail.wake();
    Ok((posted, count))
}

/// The state of mail in a sentence, without secrets.
pub(crate) fn status(status: &MailStatus) -> String {
    if status.server.is_none() {
        return "メールは送らない設定です。知らせる文と課ごとのExcelを、ファイルで受け取れます。"
            .to_owned();
    }
    let counts = status.counts;
    format!(
        "メール：送信待ち {}通、送信済み {}通、送信できず {}通、送信できたか不明 {}通、保留 {}通",
        counts.waiting, counts.sent, counts.failed, counts.unclear, counts.held
    )
}

#[cfg(test)]
mod tests {
    use domain::mail::MailState;
    use domain::{
        FiscalYear,
        stage::{Stage, Step},
    };

    use super::*;
    use crate::{
        kit::mail,
        slices::{
            demo,
            replies::{Move, ReplyRef, WriteRequest},
        },
    };

    /// The demo with mail on, whose persons have addresses.
    async fn city() -> (App, Plan) {
        let options = mail::MailOptions {
            smtp_host: Some("127.0.0.1".into()),
            smtp_port: None,
            smtp_user: None,
            smtp_password_file: None,
            smtp_tls: mail::Tls::None,
            mail_from: Some("plan@aozora.example".into()),
            smtp_timeout: 5,
            mail_every: 3600,
        };
        let post = mail::Post::new(mail::MailServer::read(&options).unwrap());
        let app = App { mail: post, ..demo::load(None).await.unwrap() };
        let mut tx = app.store.begin().await.unwrap();
        for stored in tx.people().await.unwrap() {
            let address = format!("{}@aozora.example", stored.person.login);
            tx.rename_person(&stored.person.id, &stored.person.name, &address).await.unwrap();
        }
        let plan = tx.plans().await.unwrap().remove(0);
        tx.commit().await.unwrap();
        (app, plan)
    }

    #[tokio::test]
    async fn clerks_are_reminded_once_a_day_and_chiefs_of_what_waits_for_them() {
        let (app, plan) = city().await;
        let (year, by) = (FiscalYear::parse("R8").unwrap(), Actor::local());
        let of = (&plan.id, year);
        let base = "https://sasae.aozora.example";
        approve_all(&app, &plan, year, &by).await;
        let (posted, count) = send(&app, of, base, &by).await.unwrap();
        assert_eq!((posted.queued.len(), posted.off, count), (2, false, 2));
        let (again, _) = send(&app, of, base, &by).await.unwrap();
        assert_eq!((again.queued.len(), again.known.len()), (0, 2));
        let mut tx = app.store.read().await.unwrap();
        for id in &posted.queued {
            let mail = tx.mail(id).await.unwrap();
            assert!(mail.body.contains(&format!("{base}/plans/{}/rounds/R8/sections/", plan.id)));
            assert!(mail.subject.contains("未回答"), "{}", mail.subject);
            assert_eq!(tx.mail_files(id).await.unwrap().len(), 1);
        }
        let status = app.mail.status(&mut tx).await.unwrap();
        assert!(super::status(&status).contains("送信待ち 2通"));
        drop(tx);
        let asked = handed_in(&app, &plan, year, &by).await;
        let (posted, _) = send(&app, of, base, &by).await.unwrap();
        let to = posted.queued.first().unwrap();
        let mail = app.store.read().await.unwrap().mail(to).await.unwrap();
        assert_eq!(mail.recipient, "shocho@aozora.example");
        assert!(mail.subject.contains("承認をお願いします（1件）"), "{}", mail.subject);
        let back = Move { step: Step::Return, seen: None, reason: "回数を".into(), until: None };
        replies::take(&app, &asked, &back, &by, base).await.unwrap();
        replies::comment(&app, &asked, "status", "延べですか。", &by, base).await.unwrap();
        let mut tx = app.store.read().await.unwrap();
        let mails = tx.mails(Some(MailState::Queued), 50).await.unwrap();
        for words in ["差戻し1件", "確認したいこと"] {
            let found = mails.iter().filter(|mail| mail.subject.contains(words)).count();
            assert_eq!(found, 1, "{words}");
        }
    }

    /// Approves what the demo's sections have handed in, so that nothing waits for a chief.
    async fn approve_all(app: &App, plan: &Plan, year: FiscalYear, by: &Actor) {
        let mut tx = app.store.read().await.unwrap();
        let round = tx.round(&plan.id, year).await.unwrap().unwrap();
        let replies = tx.replies(&round.id).await.unwrap();
        drop(tx);
        for reply in replies.into_iter().filter(|reply| reply.stage == Stage::Submitted) {
            let (plan, section) = (plan.id.clone(), reply.section);
            let asked = ReplyRef { plan, year, section, action: reply.action };
            let (seen, reason, until) = (None, String::new(), None);
            let step = Move { step: Step::Approve, seen, reason, until };
            replies::take(app, &asked, &step, by, "").await.unwrap();
        }
    }

    /// A reply of the demo's clerk that waits for the chief.
    async fn handed_in(app: &App, plan: &Plan, year: FiscalYear, by: &Actor) -> ReplyRef {
        let mut tx = app.store.read().await.unwrap();
        let sections = tx.sections(&plan.id).await.unwrap();
        let section = sections.into_iter().find(|one| one.name == "健康推進課").unwrap().id;
        let round = tx.round(&plan.id, year).await.unwrap().unwrap();
        let mut own = tx.replies_of(&round.id, &section).await.unwrap().into_iter();
        let reply = own.find(|reply| reply.stage == Stage::NotStarted).unwrap();
        drop(tx);
        let asked = ReplyRef { plan: plan.id.clone(), year, section, action: reply.action };
        let slot = round.questions[0].slot.clone();
        let request = WriteRequest { slot, text: "３回行った。".into(), same: None, base: 0 };
        replies::write(app, &asked, vec![request], by).await.unwrap();
        let reason = "ほかの項目は集計の後に書く。".to_owned();
        let submit = Move { step: Step::Submit, seen: None, reason, until: None };
        replies::take(app, &asked, &submit, by, "").await.unwrap();
        asked
    }
}
