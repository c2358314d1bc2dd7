//! A form that cannot be done comes again on its page: with what was typed, and why, at the form.

use axum::http::StatusCode;
use domain::person::Role;

use crate::{
    persons::grant,
    rounds::{city, enc, last},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    an_answer_to_a_finding_without_a_reason_comes_again_at_the_finding,
    a_section_leave_a_setting_and_a_revision_come_again_as_they_were_typed,
    a_question_and_a_step_without_a_text_come_again_on_the_reply,
    a_workbook_that_is_none_is_told_at_its_field,
    a_person_comes_again_with_everything_but_the_fault,
    a_second_round_says_why_not_on_the_page_of_rounds,
);

/// A page that came again, with this sentence at its form.
fn again(page: &Page, sentence: &str, kept: &[&str]) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert_says(&page.text(), &[sentence, "id=\"form-note\"", "<title>確認してください："]);
    assert_says(&page.text(), kept);
    assert!(!page.text().contains("ブラウザーの「戻る」"), "no page of its own");
}

async fn an_answer_to_a_finding_without_a_reason_comes_again_at_the_finding(app: &TestApp) {
    let city = city(app).await;
    let here = format!("{}/years/R7/check", city.plan);
    let list = city.secretariat.open(&here).await;
    let forms: Vec<&str> = list.split("<details class=\"finding-answer\">").skip(1).collect();
    let form = forms[1].split("</form>").next().unwrap();
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        format!("{name}={}", enc(rest.split('"').next().unwrap()))
    });
    let fields = fields.collect::<Vec<_>>().join("&");
    let answers = format!("{}/years/R7/check/answers", city.plan);
    let sent = format!("{fields}&answer=right&reason=%20");
    let page = city.secretariat.press_on(&here, &answers, &sent).await;
    again(&page, "理由", &["<details class=\"finding-answer\" open>"]);
    let text = page.text();
    assert_eq!(text.matches("finding-answer\" open").count(), 1, "only that finding");
    let own = text.split("finding-answer\" open").nth(1).unwrap().split("</form>").next().unwrap();
    let mark = form.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(own.contains(mark) && own.contains("form-note"));
}

async fn a_section_leave_a_setting_and_a_revision_come_again_as_they_were_typed(app: &TestApp) {
    let city = city(app).await;
    let round = format!("{}/rounds/R8", city.plan);
    let section = last(&city.own);
    let leave = format!("section={section}&until=2020-01-01&reason={}", enc("人事異動"));
    let page = city.secretariat.press_on(&round, &format!("{round}/exceptions"), &leave).await;
    let chosen = format!("<option value=\"{section}\" selected>");
    again(&page, "", &["value=\"人事異動\"", "value=\"2020-01-01\"", &chosen]);
    let settings = format!("{round}/settings");
    let sent = format!(
        "opens_on=2020-04-01&due_on=2020-03-01&status.asked=1&status.guidance={}",
        enc("短く")
    );
    let page = city.secretariat.press_on(&settings, &settings, &sent).await;
    again(&page, "", &["value=\"2020-03-01\"", "短く"]);
    let revisions = format!("{round}/revisions");
    let sent = format!("kind=retire&title={}", enc("ない事業"));
    let page = city.secretariat.press_on(&revisions, &revisions, &sent).await;
    again(&page, "", &["value=\"ない事業\"", "<details class=\"card\" open>"]);
    assert_eq!(page.text().matches("<details class=\"card\" open>").count(), 1);
}

async fn a_question_and_a_step_without_a_text_come_again_on_the_reply(app: &TestApp) {
    let city = city(app).await;
    let comments = format!("{}/comments", city.reply);
    let page = city.secretariat.press_on(&city.reply, &comments, "field=next_plan&text=%20").await;
    again(&page, "質問を入力してください。", &["<option value=\"next_plan\" selected>"]);
    let form = format!("status={}&status.choice=text&status.base=0", enc("書いた"));
    city.clerk.press(&city.reply, &form).await;
    let page = city.secretariat.press_on(&city.reply, &city.steps(), "step=return&reason=").await;
    again(&page, "理由を入力してください。", &["差し戻す"]);
    let late = city.chief.press_on(&city.reply, &city.steps(), "step=approve&version=0").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_says(&late.text(), &["ほかの人の操作で", "<h1>", "担当分"]);
}

async fn a_workbook_that_is_none_is_told_at_its_field(app: &TestApp) {
    let city = city(app).await;
    let returns = format!("{}/returns", city.own);
    let kind = crate::test_app::form_kind();
    let request = crate::test_app::post(&returns)
        .header("content-type", kind)
        .header("referer", format!("http://127.0.0.1:8080{}", city.own));
    let body = crate::test_app::form(("a.xlsx", b"no workbook"), &[]);
    let page = city.clerk.send(request.body(body).unwrap()).await;
    again(&page, "", &["Excelで答える", "aria-describedby=\"form-note\""]);
}

async fn a_person_comes_again_with_everything_but_the_fault(app: &TestApp) {
    let person = app.person("1", vec![grant(Role::Administrator, None, None)]).await;
    let admin = app.seat(&person).await;
    let sent = format!("login=1&name={}&mail=&role=auditor&from=2030-04-01", enc("同じ番号の人"));
    let page = admin.press_on("/people", "/people", &sent).await;
    let kept =
        ["value=\"同じ番号の人\"", "value=\"2030-04-01\"", "<option value=\"auditor\" selected>"];
    again(&page, "", &kept);
    let address = format!("/people/{person}");
    let sent = "role=&section=&from=2031-04-01";
    let page = admin.press_on(&address, &format!("{address}/grants"), sent).await;
    again(&page, "役割を選んでください。", &["value=\"2031-04-01\"", "<details open>"]);
    let list = ("list.csv", "職員番号,氏名\n".as_bytes());
    let request = crate::test_app::post("/people/import")
        .header("content-type", crate::test_app::form_kind())
        .body(crate::test_app::form(list, &[("on", "いつか"), ("absent", "end")]));
    let page = admin.send(request.unwrap()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["form-note", "value=\"いつか\"", "value=\"end\" checked"]);
}

async fn a_second_round_says_why_not_on_the_page_of_rounds(app: &TestApp) {
    let city = city(app).await;
    let rounds = format!("{}/rounds", city.plan);
    let sent = "year=R9&opens_on=2020-04-01&due_on=2099-05-31";
    let page = city.secretariat.press_on(&rounds, &rounds, sent).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_says(&page.text(), &["年度調査</h1>", "先に締め切ってから"]);
}
