//! The council through the front door: papers, opinions from question to outcome, minutes.

use axum::http::StatusCode;

use crate::{
    rounds::{City, city, enc, last, went, whole},
    test_app::{TestApp, assert_says},
};

on_both!(
    a_closed_paper_is_kept_only_with_its_ground,
    an_opinion_goes_from_the_member_to_the_section_and_back_with_an_answer,
    a_changed_text_is_proved_by_a_correction_of_an_edition,
    a_member_sees_the_own_opinions_and_those_that_are_shared,
    minutes_are_confirmed_by_members_and_changed_afterwards_only_with_a_reason,
    whoever_saw_an_earlier_version_is_told,
    an_opinion_that_is_not_finished_opens_next_years_packet_though_its_action_was_merged,
    one_number_names_an_edition_on_paper_page_minutes_and_to_programs,
);

impl City<'_> {
    pub(crate) async fn meeting(&self) -> String {
        let form = format!("year=R8&title={}&held_on=2026-07-10", enc("第1回協議会"));
        let made = self.secretariat.press(&format!("{}/council", self.plan), &form).await;
        went(&made, "said=saved");
        made.location().split('?').next().unwrap().to_owned()
    }

    pub(crate) async fn member_asks(&self, text: &str) -> String {
        let form = format!(
            "year=R8&kind=question&phase=before&action={}&text={}",
            last(&self.reply),
            enc(text)
        );
        let said = self.council.press(&format!("{}/council/opinions", self.plan), &form).await;
        went(&said, "said=saved");
        said.location().split('?').next().unwrap().to_owned()
    }

    pub(crate) async fn does(&self, opinion: &str, form: &str) {
        went(&self.secretariat.press(opinion, form).await, "said=saved");
    }
}

async fn a_closed_paper_is_kept_only_with_its_ground(app: &TestApp) {
    let city = city(app).await;
    let meeting = city.meeting().await;
    let form = |ground: &str, seen: u32| {
        format!(
            "year=R8&title={}&held_on=2026-07-10&seen={seen}&paper.0.title={}\
            &paper.0.audience=closed&paper.0.ground={}",
            enc("第1回協議会"),
            enc("統計の資料"),
            enc(ground)
        )
    };
    let refused = city.secretariat.press(&meeting, &form("", 1)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&refused.text(), &["統計の資料", "根拠"]);
    assert!(!city.council.open(&meeting).await.contains("統計の資料"), "nothing is half done");
    went(&city.secretariat.press(&meeting, &form("条例第7条", 1)).await, "said=saved");
    assert_says(&city.council.open(&meeting).await, &["統計の資料", "非公開：条例第7条"]);
}

async fn an_opinion_goes_from_the_member_to_the_section_and_back_with_an_answer(app: &TestApp) {
    let city = city(app).await;
    let asked = city.member_asks("参加者が減ったのはなぜか").await;
    assert_eq!(city.clerk.get(&asked).await.status, StatusCode::NOT_FOUND, "not theirs yet");
    let assign = format!("step=assign&seen=1&section={}&due_on=2020-01-01", last(&city.own));
    city.does(&asked, &assign).await;
    let list = city.secretariat.open(&format!("{}/council", city.plan)).await;
    assert_says(&list, &["担当へ", "回答期限超過", "参加者が減ったのはなぜか"]);
    assert_says(&city.clerk.open(&asked).await, &["回答案を書く"]);
    let to = format!("{}/council/sections/{}/opinions/1", city.plan, last(&city.own));
    let draft = format!("seen=2&text={}", enc("見学者を除いたため。"));
    went(&city.clerk.press(&to, &draft).await, "said=saved");
    let seen = city.council.open(&asked).await;
    assert!(!seen.contains("見学者を除いたため"), "a proposal is not the answer");
    let early = city.secretariat.press(&asked, "step=decide&outcome=next_plan&seen=3").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "first an answer");
    let answer = format!("step=answer&seen=3&text={}", enc("見学者を除いて数えました。"));
    city.does(&asked, &answer).await;
    assert_says(&city.council.open(&asked).await, &["見学者を除いて数えました。"]);
    let late = city.clerk.press(&to, &draft.replace("seen=2", "seen=4")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the answer is fixed");
    let silent = city.secretariat.press(&asked, "step=decide&outcome=not_changed&seen=4").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "with a reason");
    city.does(&asked, "step=decide&outcome=next_plan&seen=4").await;
    city.does(&asked, "step=finish&seen=5").await;
    assert_says(&city.council.open(&asked).await, &["次年度計画に入れた"]);
    let history = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert_says(&history, &["協議会の意見の変更", "回答確定"]);
}

async fn a_changed_text_is_proved_by_a_correction_of_an_edition(app: &TestApp) {
    let city = city(app).await;
    let asked = city.member_asks("回数が違うのではないか").await;
    city.does(&asked, &format!("step=answer&seen=1&text={}", enc("直しました。"))).await;
    let decide = |change: &str| format!("step=decide&outcome=changed_text&seen=2&change={change}");
    for none in ["", "made-up%231"] {
        let refused = city.secretariat.press(&asked, &decide(none)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{none}");
    }
    for (text, base) in [("研修を3回行った。", 0), ("研修を4回行った。", 1)] {
        let form = format!("{}&then=submit", whole(text, base));
        went(&city.clerk.press(&city.reply, &form).await, "said=submit");
        went(&city.chief.press(&city.steps(), "step=approve").await, "said=approve");
        went(&city.secretariat.press(&city.steps(), "step=accept").await, "said=accept");
        let here = format!("{}/years/R8/editions/council", city.plan);
        let reason = format!("reason={}", enc("協議会の意見による"));
        went(&city.secretariat.press(&here, &reason).await, "said=frozen");
        let back = format!("step=return&reason={}", enc("件数"));
        went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    }
    let page = city.secretariat.open(&asked).await;
    let (_, rest) = page.split_once("name=\"change\"").unwrap();
    let key = rest.split("value=\"").find(|part| part.contains('#')).unwrap();
    let key = key.split('"').next().unwrap().replace("&#35;", "#");
    city.does(&asked, &decide(&enc(&key))).await;
    let shown = city.council.open(&asked).await;
    assert_says(&shown, &["文言を改めた", "協議会用第2版 訂正1", "研修を4回行った。"]);
}

async fn a_member_sees_the_own_opinions_and_those_that_are_shared(app: &TestApp) {
    let city = city(app).await;
    let asked = city.member_asks("自分の質問").await;
    let paper = format!("year=R8&member={}&text={}", enc("別の委員"), enc("紙で届いた意見"));
    let here = format!("{}/council/opinions", city.plan);
    let other = city.secretariat.press(&here, &paper).await;
    went(&other, "said=saved");
    let other = other.location().split('?').next().unwrap().to_owned();
    assert_eq!(city.council.get(&other).await.status, StatusCode::NOT_FOUND);
    city.does(&other, "step=share&seen=1").await;
    let page = city.council.open(&other).await;
    assert_says(&page, &["紙で届いた意見"]);
    assert!(!page.contains("別の委員"), "who said it is the city's to know");
    assert_says(&city.council.open(&asked).await, &["自分の質問"]);
    assert_eq!(city.clerk.press(&here, &paper).await.status, StatusCode::FORBIDDEN);
    let without = city.council.press(&here, "year=R8&text=").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn minutes_are_confirmed_by_members_and_changed_afterwards_only_with_a_reason(app: &TestApp) {
    let city = city(app).await;
    let meeting = city.meeting().await;
    let minutes = format!("{meeting}/minutes");
    let form = |text: &str, state: &str, reason: &str, seen: u32| {
        format!("text={}&state={state}&reason={}&seen={seen}", enc(text), enc(reason))
    };
    went(&city.secretariat.press(&minutes, &form("案の文", "draft", "", 0)).await, "said=saved");
    assert!(!city.council.open(&meeting).await.contains("案の文"), "a draft is the city's");
    let confirm = format!("{minutes}/confirmation");
    assert_eq!(city.council.press(&confirm, "").await.status, StatusCode::CONFLICT);
    let read = form("読み合わせの文", "confirming", "", 1);
    went(&city.secretariat.press(&minutes, &read).await, "said=saved");
    went(&city.council.press(&confirm, "").await, "said=saved");
    assert_says(&city.council.open(&meeting).await, &["読み合わせの文", "確認した委員 1人"]);
    let fixed = form("読み合わせの文", "final", "", 3);
    went(&city.secretariat.press(&minutes, &fixed).await, "said=saved");
    let silent = city.secretariat.press(&minutes, &form("直した文", "final", "", 4)).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = form("直した文", "final", "誤記のため", 4);
    went(&city.secretariat.press(&minutes, &told).await, "said=saved");
    assert_says(&city.council.open(&meeting).await, &["直した文", "第5版", "誤記のため"]);
    let plan = domain::Id::new(last(&city.plan));
    let mut tx = app.store.read().await.unwrap();
    let kept = tx.council_versions(&plan, ("minutes", last(&meeting))).await.unwrap();
    let texts: Vec<String> = kept.iter().map(|one| text_of(&one.line)).collect();
    let read = "読み合わせの文";
    assert_eq!(texts, ["直した文", read, read, read, "案の文"], "no version is lost");
}

fn text_of(line: &str) -> String {
    let minutes: serde_json::Value = serde_json::from_str(line).unwrap();
    minutes["text"].as_str().unwrap().to_owned()
}

async fn whoever_saw_an_earlier_version_is_told(app: &TestApp) {
    let city = city(app).await;
    let asked = city.member_asks("質問").await;
    city.does(&asked, "step=share&seen=1").await;
    let answer = format!("step=answer&seen=1&text={}", enc("回答"));
    let late = city.secretariat.press(&asked, &answer).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(!city.council.open(&asked).await.contains("<p class=\"as-written\">回答</p>"));
}

async fn an_opinion_that_is_not_finished_opens_next_years_packet_though_its_action_was_merged(
    app: &TestApp,
) {
    let city = city(app).await;
    // Two actions of last year, about one of which somebody asked at last year's meeting
    let plan = domain::Id::new(last(&city.plan));
    let year = domain::FiscalYear::parse("R7").unwrap();
    let stored = app.store.read().await.unwrap().sheet(&plan, year).await.unwrap().unwrap();
    let (actions, rows) = (&stored.actions, &stored.sheet.rows);
    let at = rows.len() - 1;
    let titles = [rows[at - 1].title(), rows[at].title()];
    let here = format!("{}/council/opinions", city.plan);
    for (text, finished) in [("続きを聞きたい", false), ("済んだこと", true)] {
        let form = format!("year=R7&kind=question&action={}&text={}", actions[at], enc(text));
        let asked = city.council.press(&here, &form).await;
        went(&asked, "said=saved");
        let asked = asked.location().split('?').next().unwrap().to_owned();
        if finished {
            city.does(&asked, &format!("step=answer&seen=1&text={}", enc("答え"))).await;
            city.does(&asked, "step=decide&outcome=next_plan&seen=2").await;
            city.does(&asked, "step=finish&seen=3").await;
        }
    }
    let merged = enc("二つを合わせた事業");
    let from = titles.iter().map(|title| enc(title)).collect::<Vec<_>>().join("%0A");
    let revisions = format!("{}/rounds/R8/revisions", city.plan);
    let form = format!("kind=become&from={from}&to={merged}");
    went(&city.secretariat.press(&revisions, &form).await, "said=revised");
    let now = domain::FiscalYear::parse("R8").unwrap();
    let now = app.store.read().await.unwrap().sheet(&plan, now).await.unwrap().unwrap();
    let row = now.sheet.rows.iter().find(|row| row.title() == "二つを合わせた事業").unwrap();
    let edition = city.freeze("council").await;
    let paper = city.secretariat.get(&format!("{edition}/files/packet.pdf")).await;
    let pages = ingest::page_texts(&paper.bytes).unwrap();
    let told = format!("No.{}続きを聞きたい→受付", row.no);
    assert!(pages[0].contains(&told), "{told} not in {}", pages[0]);
    assert!(pages[0].contains("済んだこと→次年度計画に入れた"), "{}", pages[0]);
    assert!(pages[0].contains("これまでのご意見2件"), "{}", pages[0]);
}

async fn one_number_names_an_edition_on_paper_page_minutes_and_to_programs(app: &TestApp) {
    let city = city(app).await;
    let council = city.freeze("council").await;
    let published = city.publishes().await;
    let published = format!("{}/editions/{published}", city.plan);
    let shown = TestApp::of(app::App::new(app.store.clone(), None).published());
    let mut numbers = Vec::new();
    for (edition, file) in [(&council, "packet.pdf"), (&published, "sheet.pdf")] {
        let page = city.council.open(edition).await;
        let (_, number) = page.split_once("edition-number\">").unwrap();
        let number = number.split('<').next().unwrap().to_owned();
        let figures = number.replace('-', "");
        assert!(figures.len() == 16 && figures.chars().all(|c| c.is_ascii_hexdigit()), "{number}");
        let paper = city.council.get(&format!("{edition}/files/{file}")).await;
        let pages = ingest::page_texts(&paper.bytes).unwrap();
        let foot = format!("照合番号{number}");
        for (at, page) in pages.iter().enumerate() {
            assert!(page.contains(&foot), "{file}, page {}: {foot} not in {page}", at + 1);
        }
        // A member compares it with the digest of the bytes
        let document = city.council.get(&format!("{edition}/files/edition.json")).await;
        assert_eq!(edition::ContentDigest::of(&document.bytes).short(), number);
        numbers.push(number);
    }
    let meeting = city.meeting().await;
    let head = format!("year=R8&title={}&held_on=2026-07-10&seen=1", enc("第1回協議会"));
    let papers = [&council, &published].map(|edition| last(edition));
    let [first, second] = [0, 1]
        .map(|at| format!("&paper.{at}.title={}&paper.{at}.edition={}", enc("資料"), papers[at]));
    let form = head + &first + &second;
    went(&city.secretariat.press(&meeting, &form).await, "said=saved");
    let page = city.secretariat.open(&meeting).await;
    let (_, begun) = page.split_once("id=\"m-text\"").unwrap();
    let begun = begun.split("</textarea>").next().unwrap().to_owned();
    for number in &numbers {
        assert_says(&begun, &[&format!("・資料（照合番号 {number}）")]);
    }
    let api = "/api/v1/public";
    let json = |text: String| -> serde_json::Value { serde_json::from_str(&text).unwrap() };
    let plans = json(shown.open(&format!("{api}/plans")).await);
    let plan = plans["items"][0]["id"].as_str().unwrap().to_owned();
    let editions = json(shown.open(&format!("{api}/plans/{plan}/editions")).await);
    assert_eq!(editions["items"][0]["check_number"], numbers[1].as_str());
    assert_says(&shown.open(&format!("/public/{plan}/index.html")).await, &[&numbers[1]]);
}
