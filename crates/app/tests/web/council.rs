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
);

impl City<'_> {
    async fn meeting(&self) -> String {
        let form = format!("year=R8&title={}&held_on=2026-07-10", enc("第1回協議会"));
        let made = self.secretariat.press(&format!("{}/council", self.plan), &form).await;
        went(&made, "said=saved");
        made.location().split('?').next().unwrap().to_owned()
    }

    async fn member_asks(&self, text: &str) -> String {
        let form = format!(
            "year=R8&kind=question&phase=before&action={}&text={}",
            last(&self.reply),
            enc(text)
        );
        let said = self.council.press(&format!("{}/council/opinions", self.plan), &form).await;
        went(&said, "said=saved");
        said.location().split('?').next().unwrap().to_owned()
    }

    async fn does(&self, opinion: &str, form: &str) {
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
