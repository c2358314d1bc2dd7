//! What a person decides about a mail, on the command line.

use domain::{
    event::{Event, MailSettled},
    mail::MailState,
};

use crate::{
    database::Database,
    world::{self, City, SmtpServer, letter},
};

on_both!(
    async
    an_unclear_mail_is_settled_by_a_persons_word,
);

async fn unclear(smtp: &SmtpServer, city: &City) -> String {
    city.queue(vec![letter("drop@aozora.example", "k1")]).await;
    let running = city.serve(smtp.port, &[], "1");
    let mail = city.wait("k1", "unclear");
    assert!(running.stop());
    mail["id"].as_str().unwrap().to_owned()
}

async fn an_unclear_mail_is_settled_by_a_persons_word(database: Database) {
    let test = "an_unclear_mail_is_settled_by_a_persons_word";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::on(database).await;
    let id = unclear(&smtp, &city).await;
    let (code, _, err) = city.mail(&["retry", &id]);
    assert_eq!(code, 5, "it may have arrived: {err}");
    assert!(err.contains("送信できたか不明"), "{err}");
    assert_eq!(city.mail(&["settle", &id]).0, 2, "sent or again must be said");
    assert_eq!(city.mail(&["settle", &id, "--sent", "--again"]).0, 2);
    assert_eq!(city.mail(&["settle", &id, "--sent"]).0, 0);
    assert_eq!(city.of("k1")["state"], "sent");
    assert_eq!(city.mail(&["settle", &id, "--again"]).0, 5);
    let mut tx = city.store.read().await.unwrap();
    let events = tx.events(&domain::Id::new("plan-1"), 9).await.unwrap();
    let told = events.iter().map(|record| (record.event.kind(), record.subject.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [("mail.settled", id.as_str())]);
    let settled = MailSettled { before: MailState::Unclear, after: MailState::Sent };
    assert_eq!(events[0].event, Event::MailSettled(settled));
    assert_eq!(city.mail(&["settle", "nothing", "--sent"]).0, 7);
}

#[tokio::test]
async fn an_unclear_mail_is_sent_again_when_a_person_says_so() {
    let test = "an_unclear_mail_is_sent_again_when_a_person_says_so";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::city(None).await;
    let id = unclear(&smtp, &city).await;
    assert_eq!(smtp.count("drop@aozora.example"), 1);
    assert_eq!(city.mail(&["settle", &id, "--again"]).0, 0);
    let running = city.serve(smtp.port, &[], "1");
    city.wait("k1", "unclear");
    assert!(running.stop());
    assert_eq!(smtp.count("drop@aozora.example"), 2);
}

#[tokio::test]
async fn a_mail_is_not_sent_again_while_it_may_be_on_its_way() {
    let test = "a_mail_is_not_sent_again_while_it_may_be_on_its_way";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::city(None).await;
    city.queue(vec![letter("hang@aozora.example", "k1")]).await;
    let killed = city.serve(smtp.port, &[], "60");
    let sending = city.wait("k1", "sending");
    killed.kill();
    let running = city.serve(smtp.port, &[], "60");
    city.wait("k1", "unclear");
    let (code, _, err) = city.mail(&["settle", sending["id"].as_str().unwrap(), "--again"]);
    assert_eq!(code, 5, "{err}");
    assert!(err.contains("まだ送信中かもしれません"), "{err}");
    assert!(running.stop());
}

#[tokio::test]
async fn a_held_mail_waits_for_a_persons_word() {
    let Some(smtp) = SmtpServer::open("a_held_mail_waits_for_a_persons_word", &[]) else { return };
    let city = world::city(None).await;
    city.queue(vec![letter("a@aozora.example", "k1"), letter("b@aozora.example", "k2")]).await;
    let id = city.of("k1")["id"].as_str().unwrap().to_owned();
    assert_eq!(city.mail(&["hold", &id]).0, 0);
    let running = city.serve(smtp.port, &[], "10");
    city.wait("k2", "sent");
    assert_eq!((smtp.count("a@aozora.example"), &city.of("k1")["state"]), (0, &"held".into()));
    assert_eq!(city.mail(&["retry", &id]).0, 0);
    city.wait("k1", "sent");
    assert!(running.stop());
    let (_, out, err) = city.mail(&["list", "--state", "sent"]);
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(err.contains("送信済み 2件"), "{err}");
    assert!(!out.contains("回答の期限が近づいています"), "the text is nobody's in a list: {out}");
}
