//! What goes wrong with a server, and what becomes of the mail.

use crate::{
    database::Database,
    world::{self, SmtpServer, letter},
};

on_both!(
    async
    a_server_that_never_answers_the_text_leaves_it_unclear_and_gets_it_once,
);

#[tokio::test]
async fn a_mail_that_is_put_off_waits_and_arrives_once() {
    let test = "a_mail_that_is_put_off_waits_and_arrives_once";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    // Put off when the recipient is named, and when the text is over
    for who in ["later@aozora.example", "full@aozora.example"] {
        let city = world::city(None).await;
        city.queue(vec![letter(who, who)]).await;
        let running = city.serve(smtp.port, &[], "10");
        let waits = city.wait(who, "queued");
        let problem = waits["problem"].as_str().unwrap();
        assert!(problem.contains("一時的") && problem.contains("（45"), "{problem}");
        assert!(waits["next_at"].as_str() > waits["created_at"].as_str());
        assert_eq!(smtp.count(who), 0);
        assert_eq!(city.mail(&["retry", waits["id"].as_str().unwrap()]).0, 0);
        city.wait(who, "sent");
        assert!(running.stop());
        assert_eq!(smtp.count(who), 1);
    }
}

#[tokio::test]
async fn a_refused_mail_fails_with_the_servers_words() {
    let Some(smtp) = SmtpServer::open("a_refused_mail_fails_with_the_servers_words", &[]) else {
        return;
    };
    let city = world::city(None).await;
    city.queue(vec![letter("never@aozora.example", "k1"), letter("a@aozora.example", "k2")]).await;
    let running = city.serve(smtp.port, &[], "10");
    let failed = city.wait("k1", "failed");
    let problem = failed["problem"].as_str().unwrap();
    assert!(problem.contains("550 5.1.1 No such person here"), "{problem}");
    city.wait("k2", "sent");
    assert!(running.stop());
    assert_eq!(smtp.mails().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_away_is_waited_for() {
    let Some(mut smtp) = SmtpServer::open("a_server_that_is_away_is_waited_for", &[]) else {
        return;
    };
    smtp.close();
    let city = world::city(None).await;
    city.queue(vec![letter("a@aozora.example", "k1")]).await;
    let running = city.serve(smtp.port, &[], "10");
    let waits = city.wait("k1", "queued");
    assert!(waits["problem"].as_str().unwrap().contains("接続できません"), "{waits}");
    smtp.reopen(&[]);
    assert_eq!(city.mail(&["retry", waits["id"].as_str().unwrap()]).0, 0);
    city.wait("k1", "sent");
    assert!(running.stop());
    assert_eq!(smtp.count("a@aozora.example"), 1);
}

async fn a_server_that_never_answers_the_text_leaves_it_unclear_and_gets_it_once(
    database: Database,
) {
    let test = "a_server_that_never_answers_the_text_leaves_it_unclear_and_gets_it_once";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::on(database).await;
    let before = [smtp.count("hang@aozora.example"), smtp.count("drop@aozora.example")];
    let letters = ["hang", "drop"].map(|who| letter(&format!("{who}@aozora.example"), who));
    city.queue(letters.to_vec()).await;
    let running = city.serve(smtp.port, &[], "1");
    for who in ["hang", "drop"] {
        let unclear = city.wait(who, "unclear");
        assert!(unclear["problem"].as_str().unwrap().contains("分かりません"), "{unclear}");
        assert_eq!(unclear["attempts"], 1);
    }
    // It is not sent by itself: not on the next look, not after a start. A look was had when a mail
    // that was queued later is sent.
    city.queue(vec![letter("next@aozora.example", "next")]).await;
    city.wait("next", "sent");
    assert!(running.stop());
    let again = city.serve(smtp.port, &[], "1");
    city.queue(vec![letter("start@aozora.example", "start")]).await;
    city.wait("start", "sent");
    assert!(again.stop());
    let after = [smtp.count("hang@aozora.example"), smtp.count("drop@aozora.example")];
    assert_eq!(after, before.map(|count| count + 1));
    assert!(["hang", "drop"].iter().all(|key| city.of(key)["state"] == "unclear"));
}

#[tokio::test]
async fn without_a_server_nothing_is_queued_and_bad_letters_are_named() {
    let city = world::city(None).await;
    let mut tx = city.store.begin().await.unwrap();
    let off = app::mail::Post::new(None);
    let posted = off.enqueue(&mut tx, None, vec![letter("a@aozora.example", "k1")]).await.unwrap();
    assert!(posted.off && posted.queued.is_empty());
    tx.commit().await.unwrap();
    assert!(city.list().is_empty());
    let mut injected = letter("a@aozora.example", "k3");
    injected.subject = "件名\r\nBcc: x@evil.example".into();
    let letters = vec![letter("", "k1"), letter("a@aozora.example", "k2"), injected];
    let posted = city.queue(letters).await;
    assert_eq!((posted.queued.len(), posted.refused.len()), (1, 2));
    assert!(posted.refused[0].1.contains("登録されていません"), "{posted:?}");
    assert!(posted.refused[1].1.contains("使えない文字"), "{posted:?}");
    let mut tx = city.store.begin().await.unwrap();
    let standing = world::post().status(&mut tx).await.unwrap();
    assert_eq!((standing.server.unwrap().tls, standing.counts.waiting), ("暗号化なし", 1));
    assert_eq!(off.status(&mut tx).await.unwrap().server, None);
}
