//! Required fields: what is handed in with gaps says why, and goes along with nothing in bulk.

use axum::http::StatusCode;

use crate::{
    rounds::{City, city, enc, went, whole},
    test_app::{TestApp, assert_says},
};

on_both!(
    a_reply_with_gaps_comes_back_with_links_to_them,
    what_is_handed_in_empty_on_purpose_says_why_to_chief_and_secretariat,
    rows_with_gaps_are_left_out_in_bulk,
);

/// One of five required answers.
fn one(text: &str, base: u32) -> String {
    format!("status={}&status.choice=text&status.base={base}", enc(text))
}

async fn a_reply_with_gaps_comes_back_with_links_to_them(app: &TestApp) {
    let city = city(app).await;
    let pressed = city.clerk.press(&city.reply, &format!("{}&then=submit", one("3回。", 0))).await;
    assert_eq!(pressed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told =
        ["必須の4項目が空です", "href=\"#q-evaluation\"", "記入に戻る", "value=\"submit_empty\""];
    assert_says(&pressed.text(), &told);
    assert!(!pressed.text().contains("href=\"#q-status\""), "what is written is no gap");
    assert_says(&city.clerk.open(&city.reply).await, &["記入中", "3回。"]);
    let blank = "status.base=1&then=submit_empty&empty_reason=%20";
    let blank = city.clerk.press(&city.reply, blank).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(
        &blank.text(),
        &["空のまま提出する理由を書いてください。", "aria-invalid=\"true\""],
    );
    let step = city.clerk.press(&city.steps(), "step=submit").await;
    assert_eq!(step.status, StatusCode::UNPROCESSABLE_ENTITY, "nor round the form");
    assert_says(&step.text(), &["必須の4項目が空です"]);
    let rest =
        format!("{}&then=submit", whole("3回。", 0).replace("status.base=0", "status.base=1"));
    went(&city.clerk.press(&city.reply, &rest).await, "said=submit");
    assert!(!city.chief.open(&city.reply).await.contains("空のまま提出した理由"));
}

/// Hands a reply in with four gaps.
async fn hand_in_empty(city: &City<'_>, reply: &str, base: u32) {
    let form =
        format!("{}&then=submit_empty&empty_reason={}", one("3回。", base), enc("集計の前。"));
    went(&city.clerk.press(reply, &form).await, "said=submit");
}

async fn what_is_handed_in_empty_on_purpose_says_why_to_chief_and_secretariat(app: &TestApp) {
    let city = city(app).await;
    hand_in_empty(&city, &city.reply, 0).await;
    let told = ["未記入4", "空のまま提出した理由", "集計の前。"];
    assert_says(&city.chief.open(&city.reply).await, &[&told[..], &["承認する"]].concat());
    assert_says(&city.chief.open(&city.own).await, &["空のまま提出した理由", "集計の前。"]);
    went(&city.chief.press(&city.steps(), "step=approve").await, "said=approve");
    assert_says(&city.secretariat.open(&city.reply).await, &[&told[..], &["受理する"]].concat());
    went(&city.secretariat.press(&city.steps(), "step=accept").await, "said=accept");
    went(&city.secretariat.press(&format!("{}/rounds/R8/closing", city.plan), "").await, "count=1");
    assert_says(&city.secretariat.open(&city.reply).await, &told);
    let reopen = format!("step=reopen&reason={}&until=2099-12-31", enc("数字の訂正"));
    went(&city.secretariat.press(&city.steps(), &reopen).await, "said=reopen");
    let back = city.clerk.open(&city.reply).await;
    assert!(back.contains("数字の訂正") && !back.contains("集計の前。"), "that reason is over");
    assert_says(&city.secretariat.open(&format!("{}/history", city.reply)).await, &["集計の前。"]);
}

async fn rows_with_gaps_are_left_out_in_bulk(app: &TestApp) {
    let city = city(app).await;
    let list = city.clerk.open(&city.own).await;
    let mut rows = list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let other = rows.find(|at| at.contains("/replies/") && *at != city.reply).unwrap().to_owned();
    went(
        &city.clerk.press(&city.reply, &whole("3回行い、45人が参加した。", 0)).await,
        "said=saved",
    );
    went(&city.clerk.press(&other, &one("3回。", 0)).await, "said=saved");
    let all = format!("{}/steps", city.own);
    let sent = city.clerk.press(&all, "step=submit").await;
    went(&sent, "count=1&gaps=1");
    let told = city.clerk.open(&sent.location()).await;
    assert_says(&told, &["1件を提出しました。1件は未記入があるため残しました。", "記入中"]);
    hand_in_empty(&city, &other, 1).await;
    went(&city.chief.press(&all, "step=approve").await, "count=0&gaps=1");
    for reply in [&city.reply, &other] {
        went(&city.chief.press(&format!("{reply}/steps"), "step=approve").await, "said=approve");
    }
    let accepted =
        city.secretariat.press(&format!("{}/rounds/R8/steps", city.plan), "step=accept").await;
    went(&accepted, "count=1&gaps=1");
    let board = city.secretariat.open(&accepted.location()).await;
    assert_says(&board, &["1件を受理しました。1件は未記入があるため残しました。"]);
}
