//! The program is killed at random moments: no mail arrives twice, and none is lost in silence.

use std::{thread::sleep, time::Duration};

use crate::{
    database::Database,
    world::{self, City, Running, SmtpServer, letter},
};

on_both!(async no_mail_is_sent_twice_however_often_the_program_is_killed);

const KILLS: u64 = 30;
const MAILS: u64 = 6;

/// The next of numbers that look like chance.
fn dice(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

async fn no_mail_is_sent_twice_however_often_the_program_is_killed(database: Database) {
    let test = "no_mail_is_sent_twice_however_often_the_program_is_killed";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::on(database).await;
    let who = |n: u64| format!("slow-{n:03}@aozora.example");
    let mut chance = 0x5a5a_e061_u64;
    for kill in 0..KILLS {
        let batch = kill * MAILS..(kill + 1) * MAILS;
        city.queue(batch.map(|n| letter(&who(n), &who(n))).collect()).await;
        let running = city.serve(smtp.port, &[], "5");
        sleep(Duration::from_millis(dice(&mut chance) % 250));
        running.kill();
    }
    let last = city.serve(smtp.port, &[], "5");
    settled(&city, &last);
    assert!(last.stop());
    told(&city, &smtp, &who);
}

/// Waits until nothing waits.
fn settled(city: &City, _running: &Running) {
    for _ in 0..300 {
        let waits = |mail: &&serde_json::Value| {
            ["queued", "sending"].contains(&mail["state"].as_str().unwrap())
        };
        if city.list().iter().filter(waits).count() == 0 {
            return;
        }
        sleep(Duration::from_millis(200));
    }
    panic!("mails still wait: {:#?}", city.list());
}

/// Every mail is there, arrived at most once, and is called sent only if it did arrive.
fn told(city: &City, smtp: &SmtpServer, who: &dyn Fn(u64) -> String) {
    let (mut sent, mut unclear, mut arrived) = (0, 0, 0);
    let list = city.list();
    for n in 0..KILLS * MAILS {
        let mail = list.iter().find(|mail| mail["key"] == who(n)).expect("no mail is lost");
        let count = smtp.count(&who(n));
        assert!(count <= 1, "sent {count} times: {mail:#}");
        match mail["state"].as_str().unwrap() {
            "sent" => {
                assert_eq!(count, 1, "called sent, and never arrived: {mail:#}");
                sent += 1;
            }
            "unclear" => (unclear, arrived) = (unclear + 1, arrived + count),
            other => panic!("{other}: {mail:#}"),
        }
    }
    println!("{KILLS} kills: {sent} sent, {unclear} unclear (of which {arrived} had arrived)");
    assert!(sent > 0 && unclear > 0, "the kills met mails on their way");
}
