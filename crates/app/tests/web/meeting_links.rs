//! Links to a meeting's papers without an account: shown once, read until their day, logged.

use axum::http::StatusCode;
use domain::event::Event;

use crate::{
    rounds::{City, city, enc, last, went},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    a_link_shows_the_papers_of_its_meeting_and_nothing_else_and_each_reading_is_logged,
    a_link_that_is_over_was_ended_or_never_was_names_nothing,
    a_link_for_who_listens_shows_less_and_none_shows_what_is_closed,
);

impl City<'_> {
    /// A meeting with papers: title, edition and audience of each.
    async fn meets_with(&self, papers: &[(&str, &str, &str)]) -> String {
        let meeting = self.meeting().await;
        let head = format!("year=R8&title={}&held_on=2026-07-10&seen=1", enc("第1回協議会"));
        let of_paper = |(at, (title, edition, audience)): (usize, &(&str, &str, &str))| {
            format!(
                "&paper.{at}.title={}&paper.{at}.edition={edition}&paper.{at}.audience={audience}\
                &paper.{at}.ground={}",
                enc(title),
                enc("条例第7条")
            )
        };
        let papers: Vec<String> = papers.iter().enumerate().map(of_paper).collect();
        let form = head + &papers.concat();
        went(&self.secretariat.press(&meeting, &form).await, "said=saved");
        meeting
    }

    /// Makes a link that opens today; answers its address on this machine.
    async fn links(&self, meeting: &str, papers: &str) -> String {
        let form = format!("papers={papers}&expires_on={}", crate::registers::today());
        let made = self.secretariat.press(&format!("{meeting}/links"), &form).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text());
        let page = made.text();
        let (_, link) = page.split_once("value=\"http://127.0.0.1:8080").unwrap();
        link.split('"').next().unwrap().to_owned()
    }
}

fn is_unlisted(page: &Page) {
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert!(page.header("x-robots-tag").contains("noindex"));
}

async fn a_link_shows_the_papers_of_its_meeting_and_nothing_else_and_each_reading_is_logged(
    app: &TestApp,
) {
    let city = city(app).await;
    city.settle("研修を3回行った。", 0).await;
    let council = city.freeze("council").await;
    let approved = city.freeze("approved").await;
    let second = city.freeze("council").await;
    let papers = [("資料1", last(&council), "members"), ("資料2", last(&approved), "members")];
    let meeting = city.meets_with(&papers).await;
    let link = city.links(&meeting, "members").await;
    let (_, token) = link.rsplit_once('/').unwrap();
    assert!(token.len() == 64 && !city.secretariat.open(&meeting).await.contains(token));
    let reader = app.stranger();
    let page = reader.get(&link).await;
    is_unlisted(&page);
    let html = page.text();
    assert_says(&html, &["第1回協議会", "資料1", "資料2", "照合番号"]);
    let edition = format!("{link}/editions/{}", last(&council));
    assert!(html.contains(&edition) && !html.contains(last(&approved)), "{html}");
    let shown = reader.get(&edition).await;
    is_unlisted(&shown);
    let html = shown.text();
    assert_says(&html, &["協議会用第1版", "研修を3回行った。", "packet.pdf"]);
    for other in ["/plans/", "/sign-in", "公表を取りやめる", "版の一式"] {
        assert!(!html.contains(other), "{other}");
    }
    let paper = reader.get(&format!("{edition}/files/packet.pdf")).await;
    is_unlisted(&paper);
    assert!(paper.bytes.starts_with(b"%PDF"));
    // Neither what was decided, nor an edition that is no paper of the meeting, nor a file that is none
    for gone in [
        format!("{link}/editions/{}", last(&approved)),
        format!("{link}/editions/{}", last(&second)),
        format!("{edition}/files/none.pdf"),
    ] {
        assert_eq!(reader.get(&gone).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
    let signed_out = reader.get(&format!("{}/editions", city.plan)).await;
    assert!(signed_out.location().starts_with("/sign-in"), "the link opens nothing else");
    let plan = domain::Id::new(last(&city.plan));
    let mut tx = app.store.read().await.unwrap();
    let stored = tx.meeting_links(&plan, last(&meeting)).await.unwrap();
    assert!(!format!("{stored:?}").contains(token), "only its digest is kept");
    let events = tx.events_of_subject(&plan, &stored[0].id).await.unwrap();
    assert!(!format!("{events:?}").contains(token));
    let read = events.iter().filter_map(|one| match &one.event {
        Event::MeetingLinkRead(read) => Some(read.what.as_str()),
        _ => None,
    });
    let read: Vec<&str> = read.collect();
    assert_eq!(read, ["資料の一覧", "協議会用第1版", "協議会用第1版 packet.pdf"]);
    drop(tx);
    let page = city.secretariat.open(&meeting).await;
    assert_says(&page, &["有効", "3回", "取り消す"]);
    let history = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert_says(&history, &["会議のリンクによる閲覧", "リンクの閲覧者", "会議のリンクの作成"]);
    assert!(!city.council.open(&meeting).await.contains("リンクを作る"));
}

async fn a_link_that_is_over_was_ended_or_never_was_names_nothing(app: &TestApp) {
    let city = city(app).await;
    let council = city.freeze("council").await;
    let meeting = city.meets_with(&[("資料1", last(&council), "members")]).await;
    let links = format!("{meeting}/links");
    let today = crate::registers::today();
    for (form, told) in [
        ("papers=members&expires_on=2020-01-01".to_owned(), "今日から1年以内"),
        ("papers=members&expires_on=2099-01-01".to_owned(), "今日から1年以内"),
        ("papers=members&expires_on=".to_owned(), "期限の日"),
        (format!("papers=closed&expires_on={today}"), "だれに見せるか"),
        (format!("papers=none&expires_on={today}"), "だれに見せるか"),
        (format!("expires_on={today}"), "だれに見せるか"),
    ] {
        let refused = city.secretariat.press(&links, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_says(&refused.text(), &[told]);
    }
    assert_eq!(city.council.press(&links, "papers=members").await.status, StatusCode::FORBIDDEN);
    let link = city.links(&meeting, "members").await;
    let reader = app.stranger();
    assert_eq!(reader.get(&link).await.status, StatusCode::OK);
    let plan = domain::Id::new(last(&city.plan));
    let stored = async || {
        let mut tx = app.store.read().await.unwrap();
        tx.meeting_links(&plan, last(&meeting)).await.unwrap().remove(0)
    };
    let ending = format!("{links}/{}/ending", stored().await.id);
    let elsewhere = city.meeting().await;
    let wrong = ending.replace(last(&meeting), last(&elsewhere));
    assert_eq!(city.secretariat.press(&wrong, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(reader.get(&link).await.status, StatusCode::OK);
    went(&city.secretariat.press(&ending, "").await, "said=ended");
    let over = reader.get(&link).await;
    assert_eq!(over.status, StatusCode::NOT_FOUND);
    let edition = format!("{link}/editions/{}", last(&council));
    assert_eq!(reader.get(&edition).await.status, StatusCode::NOT_FOUND);
    let file = format!("{edition}/files/packet.pdf");
    assert_eq!(reader.get(&file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(city.secretariat.press(&ending, "").await.status, StatusCode::CONFLICT);
    assert_says(&city.secretariat.open(&meeting).await, &["取り消し"]);
    // One whose day is over, put in as it was kept then
    let past = store::MeetingLink {
        id: "past".to_owned(),
        digest: crate::persons::digest("a-token-of-then"),
        expires_on: "2026-01-31".to_owned(),
        ended_by: None,
        ended_at: None,
        ..stored().await
    };
    let mut tx = app.store.begin().await.unwrap();
    tx.add_meeting_link(&past).await.unwrap();
    app.commit(tx).await;
    let expired = reader.get("/meeting-links/a-token-of-then").await;
    let never = reader.get("/meeting-links/another-token").await;
    assert_eq!(expired.status, StatusCode::NOT_FOUND);
    assert_eq!(expired.text(), never.text(), "nobody is told that it ever was");
    assert_says(&city.secretariat.open(&meeting).await, &["期限切れ"]);
}

async fn a_link_for_who_listens_shows_less_and_none_shows_what_is_closed(app: &TestApp) {
    let city = city(app).await;
    let first = city.freeze("council").await;
    let second = city.freeze("council").await;
    let third = city.freeze("council").await;
    let papers = [
        ("委員の資料", last(&first), "members"),
        ("傍聴の資料", last(&second), "observers"),
        ("閉じた資料", last(&third), "closed"),
        ("配るもの", "", "public"),
    ];
    let meeting = city.meets_with(&papers).await;
    let reader = app.stranger();
    for (to, own) in [("members", true), ("observers", false)] {
        let link = city.links(&meeting, to).await;
        let page = reader.get(&link).await.text();
        assert_says(&page, &["傍聴の資料", "閉じた資料", "非公開：条例第7条", "配るもの"]);
        assert_eq!(page.contains("委員の資料"), own, "{to}");
        let status = async |edition: &str| {
            reader.get(&format!("{link}/editions/{}", last(edition))).await.status
        };
        let members = if own { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(status(&first).await, members, "{to}");
        assert_eq!(status(&second).await, StatusCode::OK);
        assert_eq!(status(&third).await, StatusCode::NOT_FOUND, "closed");
    }
}
