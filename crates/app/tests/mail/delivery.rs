//! What arrives is what was written.

use std::process::Command;

use sha2::{Digest, Sha256};

use crate::{
    database::Database,
    world::{self, SmtpServer, letter, with_workbook},
};

on_both!(
    async
    many_letters_arrive_once_each_and_a_second_start_sends_none,
    a_letter_arrives_with_its_exact_text_and_workbook,
);

const TO: &str = "aozora@aozora.example";

async fn a_letter_arrives_with_its_exact_text_and_workbook(database: Database) {
    let test = "a_letter_arrives_with_its_exact_text_and_workbook";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::on(database).await;
    let workbook: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let name = "健康課（母子保健係）_令和８年度の回答.xlsx";
    let posted = city.queue(vec![with_workbook(letter(TO, "k1"), name, &workbook)]).await;
    assert_eq!(posted.queued.len(), 1, "{posted:?}");
    let running = city.serve(smtp.port, &[], "10");
    let sent = city.wait("k1", "sent");
    assert!(running.stop());
    let got = smtp.mails().pop().unwrap();
    let (text, head) = (letter(TO, "k1"), &got["head"]);
    assert_eq!(head["Subject"], text.subject);
    assert_eq!(got["body"].as_str().unwrap(), text.body);
    assert_eq!((got["charset"].as_str(), got["ascii"].as_bool()), (Some("utf-8"), Some(true)));
    assert_eq!(head["To"], format!("青空 <{TO}>"));
    assert_eq!(head["From"], "あおぞら市 健康課 <plan@aozora.example>");
    assert_eq!(got["from"], "plan@aozora.example");
    let id = sent["id"].as_str().unwrap();
    assert_eq!(head["Message-ID"], format!("<{id}@aozora.example>"));
    assert_eq!(head["Auto-Submitted"], "auto-generated");
    let file = &got["files"][0];
    assert_eq!(file["name"], name);
    let digest = Sha256::digest(&workbook);
    let hex = digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    assert_eq!(file["sha256"], hex);
    assert!(file["type"].as_str().unwrap().ends_with("spreadsheetml.sheet"), "{file}");
    assert_eq!((sent["files"][0].as_str(), sent["problem"].as_str()), (Some(name), Some("")));
    assert!(sent["sent_at"].is_string());
}

#[tokio::test]
async fn whatever_is_written_arrives_unchanged() {
    let test = "whatever_is_written_arrives_unchanged";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::city(None).await;
    let long = "自殺対策計画の進捗管理について".repeat(20);
    let written = [
        ("青空, 一郎", "短い", "本文"),
        ("Aozora \"Ichi\" (Sec.)", "Re: 100% =_? \"x\" <a@b>", "a".repeat(3000).leak()),
        ("ｱｵｿﾞﾗ①", &long, "改行\r\nと\n\n空行\n\n\n"),
        ("𠮷野", "絵文字🌸と𠮷と e\u{301}", "行末の空白   \n　字下げ\n\tタブ\n"),
        ("", "plain ascii", "only ascii\n.\n..\nFrom here\n"),
        ("空", "空の本文", ""),
        ("長い行", "長い行", long.repeat(10).leak()),
    ];
    let mut letters = Vec::new();
    for (n, (name, subject, body)) in written.iter().enumerate() {
        let mut letter = letter(&format!("w{n}@aozora.example"), &format!("w{n}"));
        letter.to.name = (*name).into();
        (letter.subject, letter.body) = ((*subject).into(), (*body).into());
        letters.push(with_workbook(
            letter,
            &format!("{name}の\"回答\"; {n}%.xlsx"),
            body.as_bytes(),
        ));
    }
    city.queue(letters).await;
    let running = city.serve(smtp.port, &[], "10");
    for (n, (name, subject, body)) in written.iter().enumerate() {
        city.wait(&format!("w{n}"), "sent");
        let got =
            smtp.mails().into_iter().find(|mail| mail["to"][0] == format!("w{n}@aozora.example"));
        let got = got.unwrap();
        assert_eq!(got["head"]["Subject"], *subject);
        assert_eq!(got["to_name"], *name);
        let body = body.replace("\r\n", "\n");
        assert_eq!(
            got["body"].as_str().unwrap().trim_end_matches('\n'),
            body.trim_end_matches('\n')
        );
        assert_eq!(got["files"][0]["name"], format!("{name}の\"回答\"; {n}%.xlsx"));
        assert_eq!(got["ascii"], true);
        assert!(got["longest"].as_u64().unwrap() <= 998, "a server may cut longer lines");
    }
    assert!(running.stop());
}

async fn many_letters_arrive_once_each_and_a_second_start_sends_none(database: Database) {
    let test = "many_letters_arrive_once_each_and_a_second_start_sends_none";
    let Some(smtp) = SmtpServer::open(test, &[]) else { return };
    let city = world::on(database).await;
    let to = |n: usize| format!("a{n:02}@aozora.example");
    let letters = || (0..30).map(|n| letter(&to(n), &to(n))).collect();
    assert_eq!(city.queue(letters()).await.queued.len(), 30);
    assert_eq!(city.queue(letters()).await.known.len(), 30, "of one key, one is queued");
    // Two programs on one database
    let two = [city.serve(smtp.port, &[], "10"), city.serve(smtp.port, &[], "10")];
    for n in 0..30 {
        city.wait(&to(n), "sent");
    }
    assert!(two.into_iter().all(world::Running::stop));
    assert_eq!(city.queue(letters()).await.known.len(), 30);
    assert!(city.serve(smtp.port, &[], "10").stop());
    for n in 0..30 {
        assert_eq!(smtp.count(&to(n)), 1, "{n}");
    }
}

#[tokio::test]
async fn the_server_is_signed_in_to_over_an_encrypted_line() {
    let test = "the_server_is_signed_in_to_over_an_encrypted_line";
    let keys = tempfile::tempdir().unwrap();
    let (cert, key) = (keys.path().join("cert.pem"), keys.path().join("key.pem"));
    let (cert_text, key_text) = (cert.to_str().unwrap(), key.to_str().unwrap());
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"])
        .args(["-days", "2", "-subj", "/CN=localhost", "-keyout", key_text, "-out", cert_text])
        .args(["-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .output();
    if !made.is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: {test}: no openssl to make a certificate (apt-get install openssl)");
        return;
    }
    let server = ["--cert", cert_text, "--key", key_text, "--login", "sasae", "ひみつ"];
    let Some(smtp) = SmtpServer::open(test, &server) else { return };
    let city = world::city(None).await;
    city.queue(vec![letter(TO, "k1")]).await;
    let host = ["--smtp-host", "localhost", "--smtp-user", "sasae"];
    let file = cert.with_file_name("password");
    let with = |password: &str| {
        std::fs::write(&file, password).unwrap();
        [&host[..], &["--smtp-password-file", file.to_str().unwrap()]].concat()
    };

    // A certificate that nobody vouches for is no server to speak with
    let stranger = city.serve_with(smtp.port, &with("ひみつ"), "10", None);
    let waits = city.wait("k1", "queued");
    assert!(waits["problem"].as_str().unwrap().contains("暗号化"), "{waits}");
    assert!(stranger.stop());

    // A wrong password is a matter of the settings: the mail waits until they are right
    city.mail(&["retry", waits["id"].as_str().unwrap()]);
    let wrong = city.serve_with(smtp.port, &with("まちがい"), "10", Some(&cert));
    let waits = city.wait("k1", "queued");
    assert!(waits["problem"].as_str().unwrap().contains("パスワードを受け付けません（535"));
    assert!(wrong.stop());

    city.mail(&["retry", waits["id"].as_str().unwrap()]);
    let right = city.serve_with(smtp.port, &with("ひみつ"), "10", Some(&cert));
    city.wait("k1", "sent");
    assert!(right.stop());
    let got = smtp.mails();
    assert_eq!((got.len(), &got[0]["encrypted"]), (1, &true.into()));
    assert_eq!(got[0]["login"], "sasae");
    let log = std::fs::read_to_string(city.log()).unwrap();
    assert!(!log.contains("ひみつ") && !log.contains("まちがい"), "{log}");
}
