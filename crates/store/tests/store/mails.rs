use domain::{Id, mail::MailState};
use store::{Error, Mail, MailClaim, MailCounts, MailEnding, MailFile, NewMail, Store};

use crate::{city, world::World};

on_both!(
    a_mail_of_one_key_is_queued_once,
    a_mail_comes_back_with_its_files,
    mails_are_taken_in_the_order_of_their_time,
    two_programs_never_take_one_mail,
    a_mail_that_did_not_leave_waits_for_its_time,
    what_was_being_sent_becomes_unclear_and_is_not_taken_again,
    a_program_that_was_given_up_still_knows_best,
    an_unclear_mail_is_settled_by_a_person,
    a_mail_is_not_sent_again_while_its_program_may_be_at_it,
    a_mail_is_held_and_queued_anew,
    a_secret_text_is_wiped_once_it_was_sent,
);

const EARLY: &str = "2026-06-01T00:00:00Z";
const NOW: &str = "2026-06-01T01:00:00Z";
const SOON: &str = "2026-06-01T01:05:00Z";
const LATE: &str = "2026-06-01T02:00:00Z";

fn mail(id: &str, key: &str, at: &str) -> NewMail {
    NewMail {
        id: Id::new(id),
        plan: Some(city::plan().id),
        round: Some(Id::new("r8")),
        person: Some(Id::new("p1")),
        name: "山田".into(),
        recipient: "yamada@city.example".into(),
        subject: "回答のお願い".into(),
        body: "一行目\n二行目".into(),
        secret: false,
        files: Vec::new(),
        key: key.into(),
        created_at: at.into(),
    }
}

async fn queue(store: &Store, mail: &NewMail) -> bool {
    let mut tx = store.begin().await.unwrap();
    let queued = tx.queue_mail(mail).await.unwrap();
    tx.commit().await.unwrap();
    queued
}

async fn claim(store: &Store, token: &str) -> Option<MailClaim> {
    let mut tx = store.begin().await.unwrap();
    let claim = tx.claim_mail(token, NOW, SOON).await.unwrap();
    tx.commit().await.unwrap();
    claim
}

async fn end(store: &Store, claim: &MailClaim, ending: MailEnding) -> bool {
    let mut tx = store.begin().await.unwrap();
    let ended = tx.end_mail(claim, &ending).await.unwrap();
    tx.commit().await.unwrap();
    ended
}

async fn read(store: &Store, id: &str) -> Mail {
    store.read().await.unwrap().mail(&Id::new(id)).await.unwrap()
}

async fn a_mail_of_one_key_is_queued_once(world: &World) {
    city::found(&world.store).await;
    assert!(queue(&world.store, &mail("a", "reminder:r8:p1:2026-06-01", NOW)).await);
    assert!(!queue(&world.store, &mail("b", "reminder:r8:p1:2026-06-01", NOW)).await);
    assert!(queue(&world.store, &mail("c", "reminder:r8:p1:2026-06-02", LATE)).await);
    let claim = claim(&world.store, "t").await.unwrap();
    end(&world.store, &claim, MailEnding::Sent(NOW.into())).await;
    assert!(!queue(&world.store, &mail("d", "reminder:r8:p1:2026-06-01", NOW)).await, "sent");
    let mut tx = world.store.read().await.unwrap();
    let ids = |mails: Vec<Mail>| mails.into_iter().map(|mail| mail.id).collect::<Vec<_>>();
    assert_eq!(ids(tx.mails(None, 9).await.unwrap()), [Id::new("c"), Id::new("a")]);
    assert_eq!(ids(tx.mails(Some(MailState::Sent), 9).await.unwrap()), [Id::new("a")]);
    let counts = MailCounts { waiting: 1, sent: 1, ..MailCounts::default() };
    assert_eq!(tx.mail_counts().await.unwrap(), counts);
}

async fn a_mail_comes_back_with_its_files(world: &World) {
    city::found(&world.store).await;
    let file = |name: &str| MailFile { name: name.into(), digest: "d".into() };
    let mut new = mail("a", "k", NOW);
    new.files = vec![file("健康課.xlsx"), file("長寿課.xlsx")];
    let mut tx = world.store.begin().await.unwrap();
    tx.keep_file("d", "様式.xlsx", b"PK", NOW).await.unwrap();
    assert!(tx.queue_mail(&new).await.unwrap());
    assert_eq!(tx.mail_files(&new.id).await.unwrap(), new.files);
    let kept = tx.mail(&new.id).await.unwrap();
    assert_eq!((kept.plan, kept.round, kept.person), (new.plan, new.round, new.person));
    assert_eq!((kept.subject, kept.body, kept.key), (new.subject, new.body, new.key));
    assert_eq!((kept.state, kept.attempts, kept.sent_at), (MailState::Queued, 0, None));
    assert_eq!((kept.next_at.as_str(), kept.problem.as_str()), (NOW, ""));
    assert!(matches!(tx.mail(&Id::new("none")).await, Err(Error::NotFound("メール"))));
}

async fn mails_are_taken_in_the_order_of_their_time(world: &World) {
    city::found(&world.store).await;
    for (id, at) in [("late", LATE), ("now", NOW), ("early", EARLY)] {
        queue(&world.store, &mail(id, id, at)).await;
    }
    assert_eq!(claim(&world.store, "1").await.unwrap().mail, Id::new("early"));
    assert_eq!(claim(&world.store, "2").await.unwrap().mail, Id::new("now"));
    assert_eq!(claim(&world.store, "3").await, None);
    let taken = read(&world.store, "now").await;
    assert_eq!((taken.state, taken.attempts), (MailState::Sending, 1));
    assert_eq!(taken.claimed_until.as_deref(), Some(SOON));
}

async fn two_programs_never_take_one_mail(world: &World) {
    city::found(&world.store).await;
    for n in 0..40 {
        let id = format!("m{n:02}");
        queue(&world.store, &mail(&id, &id, EARLY)).await;
    }
    let mut programs = tokio::task::JoinSet::new();
    for program in 0..4 {
        // A second opening, as a second process has its own connections
        let store = Store::open(&world.url).await.unwrap();
        programs.spawn(async move {
            let mut taken = Vec::new();
            while let Some(claim) = claim(&store, &format!("p{program}")).await {
                taken.push(claim.mail);
            }
            taken
        });
    }
    let mut all: Vec<_> = programs.join_all().await.into_iter().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!((count, all.len()), (40, 40));
}

async fn a_mail_that_did_not_leave_waits_for_its_time(world: &World) {
    city::found(&world.store).await;
    queue(&world.store, &mail("a", "a", EARLY)).await;
    let first = claim(&world.store, "1").await.unwrap();
    assert!(end(&world.store, &first, MailEnding::Later(SOON.into(), "451 busy".into())).await);
    assert_eq!(claim(&world.store, "2").await, None);
    let kept = read(&world.store, "a").await;
    assert_eq!((kept.state, kept.attempts), (MailState::Queued, 1));
    assert_eq!((kept.next_at.as_str(), kept.problem.as_str()), (SOON, "451 busy"));
    let mut tx = world.store.begin().await.unwrap();
    let again = tx.claim_mail("3", SOON, LATE).await.unwrap().unwrap();
    assert!(tx.end_mail(&again, &MailEnding::Failed("550 no".into())).await.unwrap());
    let kept = tx.mail(&again.mail).await.unwrap();
    assert_eq!((kept.state, kept.problem.as_str()), (MailState::Failed, "550 no"));
    assert!(!tx.end_mail(&again, &MailEnding::Sent(LATE.into())).await.unwrap(), "it has ended");
}

async fn what_was_being_sent_becomes_unclear_and_is_not_taken_again(world: &World) {
    city::found(&world.store).await;
    for id in ["a", "b"] {
        queue(&world.store, &mail(id, id, EARLY)).await;
    }
    claim(&world.store, "1").await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(tx.give_up_claims(Some(NOW)).await.unwrap(), 0, "its time has not run out");
    assert_eq!(tx.give_up_claims(Some(LATE)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let kept = read(&world.store, "a").await;
    assert_eq!(kept.state, MailState::Unclear);
    assert!(kept.problem.contains("分かりません"), "{kept:?}");
    claim(&world.store, "2").await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(tx.give_up_claims(None).await.unwrap(), 1, "at a program's start");
    assert_eq!(tx.claim_mail("3", LATE, LATE).await.unwrap(), None);
}

async fn a_program_that_was_given_up_still_knows_best(world: &World) {
    city::found(&world.store).await;
    queue(&world.store, &mail("a", "a", EARLY)).await;
    let claim = claim(&world.store, "1").await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    tx.give_up_claims(None).await.unwrap();
    tx.commit().await.unwrap();
    let stranger = MailClaim { token: "2".into(), ..claim.clone() };
    assert!(!end(&world.store, &stranger, MailEnding::Sent(NOW.into())).await);
    assert!(end(&world.store, &claim, MailEnding::Sent(NOW.into())).await);
    let kept = read(&world.store, "a").await;
    assert_eq!((kept.state, kept.sent_at.as_deref()), (MailState::Sent, Some(NOW)));
    assert_eq!(kept.problem, "");
}

/// A mail that nobody knows of, with the claim of the program that took it.
async fn unclear(store: &Store, id: &str) -> MailClaim {
    queue(store, &mail(id, id, EARLY)).await;
    let claim = claim(store, id).await.unwrap();
    assert!(end(store, &claim, MailEnding::Unclear("no answer".into())).await);
    claim
}

async fn an_unclear_mail_is_settled_by_a_person(world: &World) {
    city::found(&world.store).await;
    let arrived = unclear(&world.store, "a").await;
    let lost = unclear(&world.store, "b").await;
    let mut tx = world.store.begin().await.unwrap();
    tx.settle_mail_sent(&arrived.mail, LATE).await.unwrap();
    tx.settle_mail_again(&lost.mail, LATE).await.unwrap();
    for id in [&arrived.mail, &lost.mail] {
        let twice = tx.settle_mail_sent(id, LATE).await;
        assert!(matches!(twice, Err(Error::Conflict("メール"))));
    }
    let none = tx.settle_mail_sent(&Id::new("none"), LATE).await;
    assert!(matches!(none, Err(Error::NotFound("メール"))));
    tx.commit().await.unwrap();
    assert_eq!(read(&world.store, "a").await.sent_at.as_deref(), Some(LATE));
    let again = read(&world.store, "b").await;
    assert_eq!((again.state, again.attempts), (MailState::Queued, 0));
    assert!(!end(&world.store, &lost, MailEnding::Sent(LATE.into())).await, "a person has decided");
}

async fn a_mail_is_not_sent_again_while_its_program_may_be_at_it(world: &World) {
    city::found(&world.store).await;
    queue(&world.store, &mail("a", "a", EARLY)).await;
    claim(&world.store, "1").await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    tx.give_up_claims(None).await.unwrap();
    let early = tx.settle_mail_again(&Id::new("a"), NOW).await;
    assert!(matches!(early, Err(Error::Conflict("メール"))));
    tx.settle_mail_again(&Id::new("a"), LATE).await.unwrap();
}

async fn a_mail_is_held_and_queued_anew(world: &World) {
    city::found(&world.store).await;
    queue(&world.store, &mail("a", "a", EARLY)).await;
    let id = Id::new("a");
    let mut tx = world.store.begin().await.unwrap();
    tx.hold_mail(&id).await.unwrap();
    assert!(matches!(tx.hold_mail(&id).await, Err(Error::Conflict("メール"))));
    assert_eq!(tx.claim_mail("1", NOW, SOON).await.unwrap(), None);
    assert_eq!(tx.mail_counts().await.unwrap().held, 1);
    tx.retry_mail(&id, NOW).await.unwrap();
    assert!(tx.claim_mail("1", NOW, SOON).await.unwrap().is_some());
    assert!(matches!(tx.retry_mail(&id, NOW).await, Err(Error::Conflict("メール"))), "being sent");
}

async fn a_secret_text_is_wiped_once_it_was_sent(world: &World) {
    city::found(&world.store).await;
    for id in ["a", "b"] {
        queue(&world.store, &NewMail { secret: true, ..mail(id, id, EARLY) }).await;
    }
    let first = claim(&world.store, "1").await.unwrap();
    end(&world.store, &first, MailEnding::Sent(NOW.into())).await;
    let second = claim(&world.store, "2").await.unwrap();
    end(&world.store, &second, MailEnding::Unclear("no answer".into())).await;
    assert_eq!(read(&world.store, "a").await.body, "");
    assert!(!read(&world.store, "b").await.body.is_empty(), "it may have to be sent again");
    let mut tx = world.store.begin().await.unwrap();
    tx.settle_mail_sent(&second.mail, LATE).await.unwrap();
    assert_eq!(tx.mail(&second.mail).await.unwrap().body, "");
}
