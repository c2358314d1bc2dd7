//! Workbooks of sections through the front door: out, changed, back, taken or decided.

use axum::http::StatusCode;
use domain::{
    Field, Id, Offset, Slot, event::Event, person::Role, plan::Plan,
    reply_workbook::WorkbookColumn, section::Section,
};
use testkit::{CellValue, WorkbookCopy};

use crate::{
    persons::{Browser, grant},
    test_app::{Page, TestApp, assert_says, form, form_kind, link, post},
};

on_both!(
    a_workbook_goes_out_and_what_it_changed_is_taken_once,
    what_both_changed_waits_and_is_decided_each_way,
    a_workbook_of_another_section_is_told_and_nothing_is_taken,
    a_closed_round_takes_nothing_and_loses_nothing,
    the_workbooks_of_all_sections_go_out_and_come_back_as_one_file,
    a_file_that_is_no_workbook_says_so,
);

const STATUS: Slot = Slot::new(Field::Status, Offset::This);
const EVALUATION: Slot = Slot::new(Field::Evaluation, Offset::This);
const PROGRESS: Slot = Slot::new(Field::Progress, Offset::This);

/// A round with clerks of two sections and the secretariat.
struct City<'a> {
    plan: String,
    board: String,
    own: String,
    other: String,
    clerk: Browser<'a>,
    stranger: Browser<'a>,
    secretariat: Browser<'a>,
}

fn last(address: &str) -> &str {
    address.split('?').next().unwrap().rsplit('/').next().unwrap()
}

async fn city(app: &TestApp) -> City<'_> {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let page = app.open(&board).await;
    let own = link(&page, "/sections/");
    let rest = page.split(&own).last().unwrap();
    let other = link(rest, "/sections/");
    let id: Id<Plan> = Id::new(last(&plan));
    let seat = async |login: &str, role: Role, at: &str| {
        let section: Id<Section> = Id::new(last(at));
        let of = role.is_of_section().then_some(&section);
        let person = app.person(login, vec![grant(role, Some(&id), of)]).await;
        app.seat(&person).await
    };
    City {
        clerk: seat("clerk", Role::Clerk, &own).await,
        stranger: seat("other", Role::Clerk, &other).await,
        secretariat: seat("office", Role::Secretariat, &own).await,
        plan,
        board,
        own,
        other,
    }
}

/// Sends a file back from a page.
async fn hand_in(browser: &Browser<'_>, place: &str, name: &str, bytes: &[u8]) -> Page {
    let request = post(&format!("{place}/returns"))
        .header(axum::http::header::CONTENT_TYPE, form_kind())
        .body(form((name, bytes), &[]))
        .unwrap();
    browser.send(request).await
}

/// Sends a file back, which must be received; answers its page and the page's address.
async fn received(browser: &Browser<'_>, place: &str, bytes: &[u8]) -> (String, String) {
    let page = hand_in(browser, place, "R8_回答.xlsx", bytes).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let shown = browser.open(&page.location()).await;
    (shown, page.location().split('?').next().unwrap().to_owned())
}

fn enc(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"))
}

impl City<'_> {
    /// The section's workbook as it is now.
    async fn book(&self) -> WorkbookCopy {
        let page = self.clerk.get(&format!("{}/workbook", self.own)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        WorkbookCopy::open(&page.bytes)
    }

    fn reply(&self, key: &str) -> String {
        format!("{}/replies/{key}", self.own)
    }

    /// Writes an answer in the browser.
    async fn write(&self, key: &str, field: &str, text: &str, base: u32) {
        let form = format!("{field}={}&{field}.choice=text&{field}.base={base}", enc(text));
        let page = self.clerk.press(&self.reply(key), &form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    }

    /// Decides the choices of a page that stand before these texts.
    async fn decide(&self, address: &str, page: &str, picks: &[(&str, &str)]) -> String {
        let fields = picks.iter().map(|(field, pick)| {
            let mut names = page.split("name=\"").filter_map(|rest| {
                let (name, rest) = rest.split_once('"')?;
                let value = rest.split("value=\"").nth(1)?.split('"').next()?;
                let wanted = name.ends_with(&format!(":{field}")) && value.starts_with(pick);
                wanted.then(|| format!("{}={}", enc(name), enc(value)))
            });
            names.next().unwrap_or_else(|| panic!("no choice {pick} of {field}"))
        });
        let form = fields.collect::<Vec<_>>().join("&");
        let done = self.clerk.press(&format!("{address}/decisions"), &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        self.clerk.open(&done.location()).await
    }

    async fn events(&self, app: &TestApp) -> Vec<Event> {
        let mut tx = app.store.read().await.unwrap();
        let events = tx.events(&Id::new(last(&self.plan)), 200).await.unwrap();
        assert!(tx.check_chain().await.unwrap().is_ok());
        events.into_iter().map(|record| record.event).collect()
    }
}

async fn a_workbook_goes_out_and_what_it_changed_is_taken_once(app: &TestApp) {
    let city = city(app).await;
    assert_says(&city.clerk.open(&city.own).await, &["Excelで答える", "返送する"]);
    let mut copy = city.book().await;
    let key = copy.keys()[0].clone();
    copy.put_at(&key, &WorkbookColumn::Input(STATUS), "研修を３回行った。");
    copy.put_at(&key, &WorkbookColumn::Input(PROGRESS), "ア");
    let bytes = copy.save();
    let (page, address) = received(&city.clerk, &city.own, &bytes).await;
    assert_says(&page, &["2か所を取り込みました", "済んだ欄", "研修を３回行った。", "職員 clerk"]);
    let form = city.clerk.open(&city.reply(&key)).await;
    assert_says(&form, &["研修を３回行った。", "name=\"progress\" value=\"ア\" checked", "記入中"]);
    let told = city.events(app).await;
    let written = told.into_iter().filter_map(|event| match event {
        Event::EntryWritten(written) => Some(written),
        _ => None,
    });
    let written: Vec<_> = written.collect();
    assert_eq!(written.len(), 2);
    let file = last(&address);
    assert!(written.iter().all(|one| one.file.as_deref() == Some(file)), "{written:?}");
    let (again, same) = received(&city.clerk, &city.own, &bytes).await;
    assert_says(&again, &["新しく取り込んだ欄はありません"]);
    assert_eq!(same, address);
    // What was rewritten since is not asked about, nor what was put back taken again
    city.write(&key, "status", "研修を４回行った。", 1).await;
    let (later, _) = received(&city.clerk, &city.own, &bytes).await;
    assert!(!later.contains("決める欄"), "{later}");
    city.write(&key, "status", "", 2).await;
    let (later, _) = received(&city.clerk, &city.own, &bytes).await;
    assert_says(&later, &["新しく取り込んだ欄はありません"]);
    let mut book = city.book().await;
    let (row, at) =
        (book.front().row_of_key(&key), book.front().column_of(&WorkbookColumn::Input(PROGRESS)));
    let CellValue::Text(grade) = &book.front().rows[row][&at] else { panic!("a text") };
    assert!(grade.starts_with("ア　"), "the list's own words for a grade: {grade}");
}

async fn what_both_changed_waits_and_is_decided_each_way(app: &TestApp) {
    let city = city(app).await;
    let mut copy = city.book().await;
    let key = copy.keys()[0].clone();
    copy.put_at(&key, &WorkbookColumn::Input(STATUS), "Excelの実績。");
    copy.put_at(&key, &WorkbookColumn::Input(EVALUATION), "Excelの評価。");
    city.write(&key, "status", "画面の実績。", 0).await;
    city.write(&key, "evaluation", "画面の評価。", 0).await;
    let bytes = copy.save();
    let (page, address) = received(&city.clerk, &city.own, &bytes).await;
    assert_says(&page, &["2か所あります", "Excelの実績。", "画面の実績。", "空欄", "回答!"]);
    let form = city.clerk.open(&city.reply(&key)).await;
    assert_says(&form, &["画面の実績。", "画面の評価。"]);
    // Someone rewrites one of them before it is decided
    city.write(&key, "status", "画面の新しい実績。", 1).await;
    let picks = [("status", "theirs"), ("evaluation", "ours")];
    let stale = city.decide(&address, &page, &picks).await;
    assert_says(&stale, &["1か所を決めました", "1か所は、決めるあいだに書き換えられました"]);
    assert_says(&stale, &["画面の新しい実績。", "いまの内容のまま"]);
    let decided = city.decide(&address, &stale, &[("status", "theirs")]).await;
    assert_says(&decided, &["1か所を決めました", "済んだ欄"]);
    assert!(!decided.contains("決める欄"), "{decided}");
    let form = city.clerk.open(&city.reply(&key)).await;
    assert_says(&form, &["Excelの実績。", "画面の評価。"]);
    let (again, _) = received(&city.clerk, &city.own, &bytes).await;
    assert!(!again.contains("決める欄"), "decided is decided: {again}");
    let told = city.events(app).await;
    let decided = |event: &&Event| matches!(event, Event::RepliesDecided(_));
    let decisions = told.iter().filter(decided).count();
    assert_eq!(decisions, 2);
}

async fn a_workbook_of_another_section_is_told_and_nothing_is_taken(app: &TestApp) {
    let city = city(app).await;
    let mut copy = city.book().await;
    let key = copy.keys()[0].clone();
    copy.put_at(&key, &WorkbookColumn::Input(STATUS), "よその課の文。");
    let bytes = copy.save();
    let (page, address) = received(&city.stranger, &city.other, &bytes).await;
    assert_says(&page, &["の回答用のExcelです。", "担当課を確かめてください"]);
    assert!(!city.clerk.open(&city.reply(&key)).await.contains("よその課の文。"));
    // The file is seen where it was sent, and by nobody else's section
    assert_eq!(city.clerk.get(&address).await.status, StatusCode::FORBIDDEN);
    let elsewhere = format!("{}/returns/{}", city.own, last(&address));
    assert_eq!(city.clerk.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    let forbidden = hand_in(&city.stranger, &city.own, "x.xlsx", &bytes).await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let board = hand_in(&city.clerk, &city.board, "x.xlsx", &bytes).await;
    assert_eq!(board.status, StatusCode::FORBIDDEN);
}

async fn a_closed_round_takes_nothing_and_loses_nothing(app: &TestApp) {
    let city = city(app).await;
    let mut copy = city.book().await;
    let key = copy.keys()[0].clone();
    copy.put_at(&key, &WorkbookColumn::Input(STATUS), "締切後の文。");
    let closed = city.secretariat.press(&format!("{}/closing", city.board), "").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    let (page, address) = received(&city.clerk, &city.own, &copy.save()).await;
    assert_says(&page, &["この調査は締め切られています", "取り込めない欄", "締切後の文。"]);
    assert!(!city.clerk.open(&city.reply(&key)).await.contains("締切後の文。"));
    let leave = format!("section={}&until=2099-01-01&reason={}", last(&city.own), enc("異動"));
    city.secretariat.press(&format!("{}/exceptions", city.board), &leave).await;
    assert_says(&city.clerk.open(&address).await, &["取り込める欄", "取り込む"]);
    let taken = city.decide(&address, "", &[]).await;
    assert_says(&taken, &["1か所を決めました", "済んだ欄"]);
    assert_says(&city.clerk.open(&city.reply(&key)).await, &["締切後の文。"]);
}

async fn the_workbooks_of_all_sections_go_out_and_come_back_as_one_file(app: &TestApp) {
    let city = city(app).await;
    assert_says(
        &city.secretariat.open(&city.board).await,
        &["全課のExcel", "未提出の課に知らせる"],
    );
    assert_eq!(
        city.clerk.get(&format!("{}/workbooks", city.board)).await.status,
        StatusCode::FORBIDDEN
    );
    let zip = city.secretariat.get(&format!("{}/workbooks", city.board)).await;
    assert_eq!(zip.header("content-type"), "application/zip");
    let books = ingest::reply_bundle(&zip.bytes).unwrap();
    assert!(books.len() > 5, "{}", books.len());
    let mut files = Vec::new();
    for book in &books {
        let mut copy = WorkbookCopy::open(&book.bytes);
        for key in copy.keys() {
            copy.put_at(&key, &WorkbookColumn::Input(STATUS), "まとめて返した文。");
        }
        files.push((book.name.clone(), copy.save()));
    }
    let rows: usize = books.iter().map(|book| book.read.as_ref().unwrap().rows.len()).sum();
    files.push(("メモ.txt".to_owned(), "メモ".as_bytes().to_vec()));
    let pairs = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let bytes = report::archive(pairs).unwrap();
    let back = hand_in(&city.secretariat, &city.board, "全課.zip", &bytes).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    let page = city.secretariat.open(&back.location()).await;
    assert_says(
        &page,
        &[&format!("{rows}か所を取り込みました"), "メモ.txt", "回答用のExcelではありません"],
    );
    let one = hand_in(&city.clerk, &city.own, "全課.zip", &bytes).await;
    assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&one.text(), &["その課のExcelを1つ選んでください"]);
}

async fn a_file_that_is_no_workbook_says_so(app: &TestApp) {
    let city = city(app).await;
    let page = hand_in(&city.clerk, &city.own, "回答.csv", b"No,1").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["回答用のExcelではありません"]);
    let none = hand_in(&city.clerk, &city.own, "", b"").await;
    assert_says(&none.text(), &["ファイルが選ばれていません"]);
}
