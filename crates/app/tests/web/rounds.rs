//! A round through the front door: sections answer, chiefs approve, the secretariat accepts.

use axum::http::StatusCode;
use domain::{Field, Id, Offset, person::Role, plan::Plan, section::Section};

use crate::{
    persons::{Browser, grant},
    test_app::{Page, TestApp, assert_says, link},
};

on_both!(
    a_reply_goes_from_the_clerk_to_the_lock,
    two_who_write_in_one_field_both_see_both_versions,
    readers_and_other_sections_see_what_was_accepted_and_the_council_nothing_that_moves,
    a_step_that_was_pressed_twice_is_told_so,
    a_closed_round_takes_answers_with_leave_only,
    a_question_about_a_cell_closes_when_it_is_answered,
    what_cannot_be_stored_says_why_and_stays_in_the_form,
    the_same_as_last_year_needs_a_reason,
    a_round_needs_the_year_before_and_comes_once,
    many_replies_are_taken_at_once,
    the_years_list_is_revised_and_the_past_stays,
    what_was_done_is_told_cell_by_cell,
    the_real_sheet_becomes_a_round_and_two_owners_answer_one_action,
);

/// A round with a clerk, a chief and a recorder of one section, the secretariat and a council member.
pub(crate) struct City<'a> {
    pub(crate) plan: String,
    pub(crate) own: String,
    pub(crate) reply: String,
    pub(crate) clerk: Browser<'a>,
    pub(crate) chief: Browser<'a>,
    pub(crate) secretariat: Browser<'a>,
    pub(crate) council: Browser<'a>,
    /// Reads the plan as it stands, and no drafts.
    pub(crate) reader: Browser<'a>,
}

pub(crate) fn last(address: &str) -> &str {
    address.split('?').next().unwrap().rsplit('/').next().unwrap()
}

pub(crate) async fn city(app: &TestApp) -> City<'_> {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let own = link(&app.open(&board).await, "/sections/");
    let reply = link(&app.open(&own).await, "/replies/");
    let id: Id<Plan> = Id::new(last(&plan));
    let section: Id<Section> = Id::new(last(&own));
    let seat = async |login: &str, role: Role| {
        let of = role.is_of_section().then_some(&section);
        let person = app.person(login, vec![grant(role, Some(&id), of)]).await;
        app.seat(&person).await
    };
    City {
        clerk: seat("clerk", Role::Clerk).await,
        chief: seat("chief", Role::Chief).await,
        secretariat: seat("office", Role::Secretariat).await,
        council: seat("council", Role::Council).await,
        reader: seat("reader", Role::Recorder).await,
        plan,
        own,
        reply,
    }
}

pub(crate) fn enc(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"))
}

/// A whole form: status, evaluation, grade, percent and the next plan.
pub(crate) fn whole(status: &str, base: u32) -> String {
    let base = |key: &str| format!("{key}.base={base}");
    [
        format!("status={}&status.choice=text&{}", enc(status), base("status")),
        format!(
            "evaluation={}&evaluation.choice=text&{}",
            enc("参加者が増えた。"),
            base("evaluation")
        ),
        format!("progress={}&{}", enc("ア"), base("progress")),
        format!("achievement=&achievement.choice=not_applicable&{}", base("achievement")),
        format!(
            "next_plan={}&next_plan.choice=text&{}",
            enc("来年度は4回行う。"),
            base("next_plan")
        ),
    ]
    .join("&")
}

pub(crate) fn went(page: &Page, to: &str) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    assert!(page.location().contains(to), "{} has no {to}", page.location());
}

impl City<'_> {
    pub(crate) fn steps(&self) -> String {
        format!("{}/steps", self.reply)
    }

    /// Writes the whole form and hands it in.
    async fn submit(&self, status: &str) {
        let page =
            self.clerk.press(&self.reply, &format!("{}&then=submit", whole(status, 0))).await;
        went(&page, "said=submit");
    }

    async fn accept(&self) {
        went(&self.chief.press(&self.steps(), "step=approve").await, "said=approve");
        went(&self.secretariat.press(&self.steps(), "step=accept").await, "said=accept");
    }

    /// The text of the row's cells on the round's sheet, as someone reads it.
    async fn sheet(&self, reader: &Browser<'_>) -> String {
        reader.open(&format!("{}/years/R8/sheet", self.plan)).await
    }
}

async fn a_reply_goes_from_the_clerk_to_the_lock(app: &TestApp) {
    let city = city(app).await;
    let list = city.clerk.open(&city.own).await;
    assert_says(&list, &["未着手", "記入するもの", "あと"]);
    let form = city.clerk.open(&city.reply).await;
    assert_says(&form, &["令和８年度の計画", "前年度の記入", "提出する", "保存して次へ"]);
    city.submit("研修を3回行い、45人が参加した。").await;
    let early = city.secretariat.press(&city.steps(), "step=accept").await;
    assert_eq!(early.status, StatusCode::CONFLICT, "the chief has not approved");
    let own = city.clerk.press(&city.steps(), "step=approve").await;
    assert_eq!(own.status, StatusCode::CONFLICT, "a clerk approves nothing");
    let back =
        city.chief.press(&city.steps(), &format!("step=return&reason={}", enc("人数を"))).await;
    went(&back, "said=return");
    assert_says(&city.clerk.open(&city.own).await, &["差戻し", "人数を"]);
    let no_reason = city.secretariat.press(&city.steps(), "step=return&reason=").await;
    assert_ne!(no_reason.status, StatusCode::SEE_OTHER);
    let again = format!("{}&then=submit", whole("研修を3回行い、延べ45人が参加した。", 1));
    went(&city.clerk.press(&city.reply, &again).await, "said=submit");
    city.accept().await;
    let board = city.secretariat.open(&format!("{}/rounds/R8", city.plan)).await;
    assert_says(&board, &["受理", "締め切る"]);
    went(&city.secretariat.press(&format!("{}/rounds/R8/closing", city.plan), "").await, "count=1");
    assert_says(&city.clerk.open(&city.reply).await, &["確定", "延べ45人"]);
    let reopen = format!("step=reopen&reason={}&until=2099-12-31", enc("数字の訂正"));
    went(&city.secretariat.press(&city.steps(), &reopen).await, "said=reopen");
    let mended = format!("{}&then=submit", whole("研修を3回行い、延べ46人が参加した。", 2));
    went(&city.clerk.press(&city.reply, &mended).await, "said=submit");
    let mut tx = app.store.read().await.unwrap();
    let id = Id::new(last(&city.plan));
    let told = tx.events(&id, 60).await.unwrap();
    let kinds: Vec<&str> = told.iter().map(|record| record.event.kind()).collect();
    for kind in ["round.opened", "entry.written", "reply.return", "reply.reopen", "round.excepted"]
    {
        assert!(kinds.contains(&kind), "{kind} not in {kinds:?}");
    }
    assert!(tx.check_chain().await.unwrap().is_ok());
}

async fn two_who_write_in_one_field_both_see_both_versions(app: &TestApp) {
    let city = city(app).await;
    let form = |text: &str, base: u32| {
        format!("status={}&status.choice=text&status.base={base}", enc(text))
    };
    went(&city.clerk.press(&city.reply, &form("先に書いた人", 0)).await, "said=saved");
    let page = city.chief.press(&city.reply, &form("後から書いた人", 0)).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_says(&page.text(), &["先に書いた人", "後から書いた人", "どちらも残っています"]);
    assert_says(&city.clerk.open(&city.reply).await, &["先に書いた人"]);
    let entries = format!("{}/entries", city.reply);
    let told = city.chief.press(&entries, &form("後から書いた人", 0)).await.text();
    assert!(told.contains("theirs") && told.contains("先に書いた人"), "{told}");
    let told = city.chief.press(&entries, &form("二人で決めた文", 1)).await.text();
    assert!(told.contains("\"version\":2"), "{told}");
    let same = city.clerk.press(&entries, &form("二人で決めた文", 1)).await.text();
    assert!(same.contains("\"version\":2"), "what stands already is no clash: {same}");
}

async fn readers_and_other_sections_see_what_was_accepted_and_the_council_nothing_that_moves(
    app: &TestApp,
) {
    let city = city(app).await;
    let (draft, accepted) = ("空色の下書きの文。", "空色の受理された文。");
    let form = format!("status={}&status.choice=text&status.base=0", enc(draft));
    went(&city.clerk.press(&city.reply, &form).await, "said=saved");
    let id: Id<Plan> = Id::new(last(&city.plan));
    let sections = app.store.read().await.unwrap().sections(&id).await.unwrap();
    let other = sections.iter().find(|s| s.id.as_str() != last(&city.own)).unwrap();
    let person = app.person("other", vec![grant(Role::Clerk, Some(&id), Some(&other.id))]).await;
    let stranger = app.seat(&person).await;
    let pages = [
        format!("{}/years/R8/sheet", city.plan),
        format!("{}/years/R8/files/sheet.json", city.plan),
        format!("{}/actions/{}", city.plan, last(&city.reply)),
        format!("{}/search?q={}", city.plan, enc("空色")),
    ];
    for address in &pages {
        for reader in [&city.reader, &stranger] {
            assert!(!reader.open(address).await.contains(draft), "{address}");
        }
        assert_eq!(city.council.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
        assert!(
            city.secretariat
                .open(address)
                .await
                .replace("<mark>", "")
                .replace("</mark>", "")
                .contains(draft),
            "{address}"
        );
    }
    for address in [format!("{}/rounds/R8", city.plan), city.own.clone(), city.reply.clone()] {
        assert_eq!(city.reader.get(&address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(stranger.get(&city.reply).await.status, StatusCode::FORBIDDEN);
    let form = format!(
        "{}&then=submit",
        whole(accepted, 1)
            .replace("evaluation.base=1", "evaluation.base=0")
            .replace("progress.base=1", "progress.base=0")
            .replace("achievement.base=1", "achievement.base=0")
            .replace("next_plan.base=1", "next_plan.base=0")
    );
    went(&city.clerk.press(&city.reply, &form).await, "said=submit");
    city.accept().await;
    for address in &pages {
        let page = city.reader.open(address).await.replace("<mark>", "").replace("</mark>", "");
        assert!(page.contains(accepted), "{address}");
    }
    let back = format!("step=return&reason={}", enc("もう一度"));
    went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    let rewritten = format!("status={}&status.choice=text&status.base=2", enc("書き直しの途中"));
    went(&city.clerk.press(&city.reply, &rewritten).await, "said=saved");
    let seen = city.sheet(&city.reader).await;
    assert!(seen.contains(accepted) && !seen.contains("書き直しの途中"), "the accepted text stays");
}

async fn a_step_that_was_pressed_twice_is_told_so(app: &TestApp) {
    let city = city(app).await;
    city.submit("一度だけ。").await;
    let form = city.chief.open(&city.reply).await;
    let version = form.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    let approve = format!("step=approve&version={version}");
    went(&city.chief.press(&city.steps(), &approve).await, "said=approve");
    let again = city.chief.press(&city.steps(), &approve).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_says(&again.text(), &["ほかの人の操作で「所属長承認」になりました"]);
    let strange = city.clerk.press(&city.steps(), "step=explode").await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    let written = format!("status={}&status.choice=text&status.base=1", enc("承認の後"));
    let late = city.clerk.press(&city.reply, &written).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_says(&late.text(), &["書き換えられません"]);
}

async fn a_closed_round_takes_answers_with_leave_only(app: &TestApp) {
    let city = city(app).await;
    let round = format!("{}/rounds/R8", city.plan);
    went(&city.secretariat.press(&format!("{round}/closing"), "").await, "said=closed");
    let form = format!("status={}&status.choice=text&status.base=0", enc("遅れた文"));
    let shut = city.clerk.press(&city.reply, &form).await;
    assert_eq!(shut.status, StatusCode::CONFLICT);
    assert_says(&shut.text(), &["締め切られています"]);
    let section = last(&city.own);
    let except =
        |until: &str| format!("section={section}&until={until}&reason={}", enc("人事異動"));
    let past = city.secretariat.press(&format!("{round}/exceptions"), &except("2020-01-01")).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = city.secretariat.press(&format!("{round}/exceptions"), &except("2099-01-01")).await;
    went(&given, "said=excepted");
    went(&city.clerk.press(&city.reply, &form).await, "said=saved");
    assert_says(&city.secretariat.open(&round).await, &["期限の延長", "人事異動"]);
}

async fn a_question_about_a_cell_closes_when_it_is_answered(app: &TestApp) {
    let city = city(app).await;
    let comments = format!("{}/comments", city.reply);
    let ask = format!("field=status&text={}", enc("延べ人数ですか。"));
    assert_eq!(city.clerk.press(&comments, &ask).await.status, StatusCode::FORBIDDEN);
    went(&city.secretariat.press(&comments, &ask).await, "said=asked");
    assert_says(&city.clerk.open(&city.own).await, &["事務局からの質問 1件"]);
    let page = city.clerk.open(&city.reply).await;
    let action = page.split("action=\"").find(|rest| rest.contains("/answer\"")).unwrap();
    let address = action.split('"').next().unwrap().to_owned();
    let answer = format!("text={}", enc("実人数です。"));
    went(&city.clerk.press(&address, &answer).await, "said=answered");
    assert_eq!(city.clerk.press(&address, &answer).await.status, StatusCode::CONFLICT);
    assert!(!city.clerk.open(&city.own).await.contains("事務局からの質問"));
    assert_says(&city.secretariat.open(&city.reply).await, &["実人数です。"]);
}

async fn what_cannot_be_stored_says_why_and_stays_in_the_form(app: &TestApp) {
    let city = city(app).await;
    let form = |text: &str| format!("status={}&status.choice=text&status.base=0", enc(text));
    let long = city.clerk.press(&city.reply, &form(&"あ".repeat(20_001))).await;
    assert_eq!(long.status, StatusCode::CONFLICT);
    assert_says(&long.text(), &["文章が長すぎます（20001文字）", "ああああ"]);
    let control = city.clerk.press(&city.reply, &form("a\u{7}b")).await;
    assert_says(&control.text(), &["制御文字（U+0007）"]);
    let nul = city.clerk.press(&city.reply, &form("a\u{0}b")).await;
    assert_says(&nul.text(), &["文字でないもの（U+0000）"]);
    went(&city.clerk.press(&city.reply, &form("=SUM(A1)<script>")).await, "said=saved");
    let page = city.clerk.open(&city.reply).await;
    assert!(page.contains("=SUM(A1)&#60;script&#62;") && !page.contains("<script>S"), "escaped");
    let csv = city.secretariat.open(&format!("{}/years/R8/files/sheet.csv", city.plan)).await;
    assert!(csv.contains("'=SUM(A1)"), "no cell starts a formula");
}

async fn the_same_as_last_year_needs_a_reason(app: &TestApp) {
    let city = city(app).await;
    let form = "status=&status.choice=same&status.base=0&status.same=";
    let page = city.clerk.press(&city.reply, form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_says(&page.text(), &["理由を書いてください"]);
    let reason = format!("{form}{}", enc("毎年同じ内容のため"));
    went(&city.clerk.press(&city.reply, &reason).await, "said=saved");
    let page = city.clerk.open(&city.reply).await;
    assert_says(&page, &["毎年同じ内容のため", "value=\"same\" checked"]);
    assert!(!page.contains("前年度と同じ文です。"), "stated, so it is no finding");
}

async fn a_round_needs_the_year_before_and_comes_once(app: &TestApp) {
    let plan = app.aozora().await;
    let rounds = format!("{plan}/rounds");
    let form = |year: &str, due: &str| format!("year={year}&opens_on=2020-04-01&due_on={due}");
    let gap = app.press(&rounds, &form("R9", "2099-05-31")).await;
    assert_says(&gap.text(), &["令和８年度のシートがないため"]);
    let past = app.press(&rounds, &form("R8", "2020-05-31")).await;
    assert_says(&past.text(), &["提出期限が過ぎた日です"]);
    let senseless = app.press(&rounds, &form("R8", "いつか")).await;
    assert_says(&senseless.text(), &["日付として読めません"]);
    app.begin_round(&plan).await;
    assert_eq!(app.press(&rounds, &form("R8", "2099-05-31")).await.status, StatusCode::CONFLICT);
    let early = app.press(&rounds, &form("R9", "2099-05-31")).await;
    assert_says(&early.text(), &["先に締め切ってから"]);
    let text = crate::files::aozora_r7().replace("令和７年度", "令和８年度");
    let text = text.replace("令和６年度", "令和７年度");
    let review = app
        .upload(&format!("{plan}/imports"), ("r8.csv", text.as_bytes()), &[("year", "R8")])
        .await;
    let booked = app.press(&format!("{}/booking", review.location()), "replace=1").await;
    assert_eq!(booked.status, StatusCode::CONFLICT, "{}", booked.text());
    assert_says(&booked.text(), &["調査"]);
}

async fn many_replies_are_taken_at_once(app: &TestApp) {
    let city = city(app).await;
    let form = whole("3回行い、45人が参加した。", 0);
    went(&city.clerk.press(&city.reply, &form).await, "said=saved");
    let all = format!("{}/steps", city.own);
    went(&city.clerk.press(&all, "step=submit").await, "count=1");
    went(&city.chief.press(&all, "step=approve").await, "count=0");
    went(&city.chief.press(&city.steps(), "step=approve").await, "said=approve");
    let everywhere = format!("{}/rounds/R8/steps", city.plan);
    went(&city.secretariat.press(&everywhere, "step=accept").await, "count=1");
    let back = format!("step=return&reason={}", enc("表記"));
    went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    went(&city.clerk.press(&all, "step=submit").await, "count=1");
    went(&city.chief.press(&all, "step=approve").await, "count=1");
}

async fn the_years_list_is_revised_and_the_past_stays(app: &TestApp) {
    let city = city(app).await;
    let revisions = format!("{}/rounds/R8/revisions", city.plan);
    let seen = city.secretariat.open(&revisions).await;
    let titles = seen.split("<datalist id=\"titles\">").nth(1).unwrap();
    let titles = titles.split("</datalist>").next().unwrap();
    let title = titles.rsplit("<option value=\"").next().unwrap();
    let title = title.split('"').next().unwrap().to_owned();
    let pressed = async |form: String| city.secretariat.press(&revisions, &form).await;
    let both = format!("{}%0A{}", enc("相談の会（昼）"), enc("相談の会（夜）"));
    let split = pressed(format!("kind=become&from={}&to={both}", enc(&title))).await;
    went(&split, "said=revised");
    let sheet = city.sheet(&city.secretariat).await;
    assert_says(&sheet, &["相談の会（昼）", "相談の会（夜）"]);
    let before = city.secretariat.open(&format!("{}/years/R7/sheet", city.plan)).await;
    assert!(before.contains(&title) && !before.contains("相談の会（昼）"), "R7 stays");
    let board = city.secretariat.open(&format!("{}/rounds/R8", city.plan)).await;
    let mut found = None;
    for address in board.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        if address.contains("/sections/") {
            let list = city.secretariat.open(address).await;
            if let Some(at) = list.find("相談の会（昼）") {
                let href = list[..at].rsplit("href=\"").next().unwrap();
                found = Some(href.split('"').next().unwrap().to_owned());
                break;
            }
        }
    }
    let form = city.secretariat.open(&found.unwrap()).await;
    let last = form.split("前年度の記入</h3>").nth(1).unwrap().trim_start();
    assert!(!last.starts_with("<p class=\"as-written is-absent\">"), "last year's text came along");
    let add = format!(
        "kind=add&title={}&content=&measure=0&department=&section={}",
        enc("新しい事業"),
        enc("新しい課")
    );
    went(&pressed(add.clone()).await, "said=revised");
    assert_says(&pressed(add).await.text(), &["すでにこの年度の一覧にあります"]);
    assert_says(&city.secretariat.open(&format!("{}/rounds/R8", city.plan)).await, &["新しい課"]);
    went(&pressed(format!("kind=retire&title={}", enc("新しい事業"))).await, "said=revised");
    let written = format!("status={}&status.choice=text&status.base=0", enc("書き始めた"));
    went(&city.clerk.press(&city.reply, &written).await, "said=saved");
    let page = city.clerk.open(&city.reply).await;
    let own = page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap().to_owned();
    let refused = pressed(format!("kind=retire&title={}", enc(&own))).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert_says(&refused.text(), &["書き始めているため"]);
    assert_says(&city.clerk.open(&city.reply).await, &["書き始めた"]);
}

async fn what_was_done_is_told_cell_by_cell(app: &TestApp) {
    let city = city(app).await;
    let form = |text: &str, base: u32| {
        format!("status={}&status.choice=text&status.base={base}", enc(text))
    };
    went(&city.clerk.press(&city.reply, &form("2回行った。", 0)).await, "said=saved");
    went(&city.chief.press(&city.reply, &form("3回行った。", 1)).await, "said=saved");
    let own = city.clerk.open(&format!("{}/history?field=status", city.reply)).await;
    assert_says(&own, &["職員 clerk", "職員 chief", "<del>2</del>", "<ins>3</ins>"]);
    let none = city.clerk.open(&format!("{}/history?field=evaluation", city.reply)).await;
    assert_says(&none, &["まだ記録はありません"]);
    let whole = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert_says(&whole, &["調査の開始", "記入", "履歴の連鎖の末尾"]);
    let address = format!("{}/history", city.plan);
    assert_eq!(city.clerk.get(&address).await.status, StatusCode::FORBIDDEN);
}

async fn the_real_sheet_becomes_a_round_and_two_owners_answer_one_action(app: &TestApp) {
    let test = "the_real_sheet_becomes_a_round_and_two_owners_answer_one_action";
    let Some(path) = crate::files::sample("kumagaya-r3.txt", test) else { return };
    let review = app.book("/imports", "kumagaya-r3.txt", &std::fs::read(path).unwrap()).await;
    let plan = review.split("/imports").next().unwrap().to_owned();
    let form = "year=R4&opens_on=2020-04-01&due_on=2099-05-31";
    went(&app.press(&format!("{plan}/rounds"), form).await, "/rounds/R4");
    let id: Id<Plan> = Id::new(last(&plan));
    let mut tx = app.store.read().await.unwrap();
    let (r3, r4) =
        (domain::FiscalYear::parse("R3").unwrap(), domain::FiscalYear::parse("R4").unwrap());
    let before = tx.sheet(&id, r3).await.unwrap().unwrap();
    let after = tx.sheet(&id, r4).await.unwrap().unwrap();
    let slot = |field, year| domain::Slot::new(field, year);
    assert_eq!(before.sheet.rows.len(), after.sheet.rows.len());
    for (old, new) in before.sheet.rows.iter().zip(&after.sheet.rows) {
        let promised = old.text(&slot(Field::Plan, Offset::Next));
        assert_eq!(new.text(&slot(Field::Plan, Offset::This)), promised, "No.{}", old.no);
        let done = old.text(&slot(Field::Status, Offset::This));
        assert_eq!(new.text(&slot(Field::Status, Offset::Previous)), done, "No.{}", old.no);
        assert_eq!(new.text(&slot(Field::Status, Offset::This)), "");
    }
    let rows = after.sheet.rows.iter().zip(&after.actions);
    let (row, action) = rows.clone().find(|(row, _)| row.sections().len() == 2).unwrap();
    let names = row.sections();
    let owned = tx.owned(&id, r4).await.unwrap();
    let sections = tx.sections(&id).await.unwrap();
    drop(tx);
    let of = |name: &String| {
        let ids = owned.iter().filter(|(of, _)| of == action).map(|(_, section)| section);
        ids.into_iter().find(|id| sections.iter().any(|s| s.id == **id && s.name == *name)).unwrap()
    };
    for (name, text) in names.iter().zip(["相談を12回受けた。", "訪問を3回行った。"])
    {
        let reply = format!("{plan}/rounds/R4/sections/{}/replies/{action}", of(name));
        let page = app.open(&reply).await;
        assert_says(&page, &["と一緒に担当する事業です", "令和４年度の計画"]);
        let form = format!("status={}&status.choice=text&status.base=0&then=save", enc(text));
        went(&app.press(&reply, &form).await, "said=saved");
    }
    let json = app.open(&format!("{plan}/years/R4/files/sheet.json")).await;
    let exported: serde_json::Value = serde_json::from_str(&json).unwrap();
    let told = &exported["rows"][row.no as usize - 1]["status"];
    let wanted = format!("相談を12回受けた。（{}）\n訪問を3回行った。（{}）", names[0], names[1]);
    assert_eq!(told.as_str().unwrap(), wanted);
}
