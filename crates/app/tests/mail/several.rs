//! Several programs on one database: one of them sends, and another goes on where it was killed.

use std::time::{Duration, Instant};

use domain::mail::MailState;
use store::Mail;

use crate::{
    database::Database,
    world::{self, City, SmtpServer, letter},
};

on_both!(
    async
    a_second_program_leaves_alone_what_the_first_is_sending,
    another_program_goes_on_where_one_was_killed_and_sends_nothing_twice,
);

const MAILS: usize = 120;

/// As many as one program sends at once.
const AT_ONCE: usize = 4;

fn who(n: usize) -> String {
    format!("slow-{n:03}@aozora.example")
}

async fn queued(test: &str, database: Database) -> Option<(SmtpServer, City)> {
    let smtp = SmtpServer::open(test, &[])?;
    let city = world::on(database).await;
    city.queue((0..MAILS).map(|n| letter(&who(n), &who(n))).collect()).await;
    Some((smtp, city))
}

/// The mails as they stand, until none waits; each time `look` is shown them.
async fn watch(city: &City, mut look: impl FnMut(&[Mail])) {
    let until = Instant::now() + Duration::from_secs(90);
    loop {
        let mails = city.store.read().await.unwrap().mails(None, 5000).await.unwrap();
        look(&mails);
        if count(&mails, MailState::Queued) + count(&mails, MailState::Sending) == 0 {
            return;
        }
        assert!(Instant::now() < until, "mails still wait");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn count(mails: &[Mail], state: MailState) -> usize {
    mails.iter().filter(|mail| mail.state == state).count()
}

async fn a_second_program_leaves_alone_what_the_first_is_sending(database: Database) {
    let test = "a_second_program_leaves_alone_what_the_first_is_sending";
    let Some((smtp, city)) = queued(test, database).await else { return };
    let mut running = vec![city.serve(smtp.port, &[], "10")];
    let mut most = 0;
    watch(&city, |mails| {
        assert_eq!(count(mails, MailState::Unclear), 0, "called so by a program that began");
        most = most.max(count(mails, MailState::Sending));
        if running.len() < 3 && count(mails, MailState::Sent) > 10 * running.len() {
            running.push(city.serve(smtp.port, &[], "10"));
        }
    })
    .await;
    assert_eq!(running.len(), 3, "the others began in time");
    assert!((1..=AT_ONCE).contains(&most), "{most} at once");
    assert!(running.into_iter().all(world::Running::stop));
    assert!((0..MAILS).all(|n| smtp.count(&who(n)) == 1));
    assert!(city.store.read().await.unwrap().leases().await.unwrap().is_empty(), "given back");
}

async fn another_program_goes_on_where_one_was_killed_and_sends_nothing_twice(database: Database) {
    let test = "another_program_goes_on_where_one_was_killed_and_sends_nothing_twice";
    let Some((smtp, city)) = queued(test, database).await else { return };
    let mut first = Some(city.serve(smtp.port, &[], "10"));
    let second = city.serve(smtp.port, &[], "10");
    let mut unclear = 0;
    watch(&city, |mails| {
        unclear = count(mails, MailState::Unclear);
        if count(mails, MailState::Sent) > 10
            && let Some(first) = first.take()
        {
            first.kill();
        }
    })
    .await;
    assert!(second.stop());
    assert!(first.is_none() && unclear <= AT_ONCE, "{unclear} unclear");
    for mail in city.list() {
        let arrived = smtp.count(mail["recipient"].as_str().unwrap());
        let told = mail["state"].as_str().unwrap();
        assert!(arrived == 1 || (arrived == 0 && told == "unclear"), "{arrived}: {mail:#}");
    }
}
