//! 意見シート through the front door: out to a member, back, looked at, taken once.

use axum::http::StatusCode;
use domain::{
    council::{kind_slot, opinion_slot},
    reply_workbook::{MemberIdentity, ReplyWorkbook, WorkbookColumn, WorkbookOwner},
};
use testkit::{CellValue, WorkbookCopy, unzipped};

use crate::{
    persons::Browser,
    rounds::{City, city, enc, last, went},
    test_app::{Page, TestApp, assert_says, form, form_kind, post},
};

on_both!(
    a_sheet_goes_out_and_what_a_member_wrote_is_taken_once,
    a_sheet_that_comes_again_takes_only_what_is_new_or_changed,
    what_belongs_elsewhere_or_is_damaged_is_told_with_its_place_and_the_way_out,
    a_member_sends_the_own_sheet_and_the_secretariat_everybodys,
);

/// Writes an opinion into a row.
fn write(copy: &mut WorkbookCopy, row: &str, kind: &str, text: impl Into<CellValue>) {
    if !kind.is_empty() {
        copy.put_at(row, &WorkbookColumn::Input(kind_slot()), kind);
    }
    copy.put_at(row, &WorkbookColumn::Input(opinion_slot()), text);
}

impl City<'_> {
    /// A meeting whose paper is an edition.
    async fn meets_on(&self, edition: &str) -> String {
        let meeting = self.meeting().await;
        self.lays_before(&meeting, edition, 1).await;
        meeting
    }

    async fn lays_before(&self, meeting: &str, edition: &str, seen: u32) {
        let form = format!(
            "year=R8&title={}&held_on=2026-07-10&seen={seen}&paper.0.title={}&paper.0.edition={}",
            enc("第1回協議会"),
            enc("資料1"),
            last(edition)
        );
        went(&self.secretariat.press(meeting, &form).await, "said=saved");
    }

    /// The texts of the opinions that the secretariat sees at a meeting.
    async fn said_at(&self, app: &TestApp) -> Vec<(String, String)> {
        let plan = domain::Id::new(last(&self.plan));
        let mut tx = app.store.read().await.unwrap();
        let kept = tx.council_records(&plan, "opinion").await.unwrap();
        let said = kept.iter().map(|one| {
            let of: serde_json::Value = serde_json::from_str(&one.line).unwrap();
            let text = |field: &str| of[field].as_str().unwrap().to_owned();
            (text("kind"), text("text"))
        });
        said.collect()
    }
}

async fn sheet(browser: &Browser<'_>, meeting: &str) -> Vec<u8> {
    let page = browser.get(&format!("{meeting}/sheet")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.bytes
}

async fn send(browser: &Browser<'_>, meeting: &str, (name, bytes): (&str, &[u8])) -> Page {
    let request = post(&format!("{meeting}/returns"))
        .header(axum::http::header::CONTENT_TYPE, form_kind())
        .body(form((name, bytes), &[]))
        .unwrap();
    browser.send(request).await
}

/// Sends a sheet that can be taken; answers where its preview is.
async fn sent(browser: &Browser<'_>, meeting: &str, bytes: &[u8]) -> String {
    let page = send(browser, meeting, ("意見.xlsx", bytes)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    page.location()
}

async fn taken(browser: &Browser<'_>, preview: &str) -> String {
    let page = browser.press(&format!("{preview}/taking"), "").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    browser.open(&page.location()).await
}

async fn a_sheet_goes_out_and_what_a_member_wrote_is_taken_once(app: &TestApp) {
    let city = city(app).await;
    city.settle("研修を3回行った。", 0).await;
    let edition = city.freeze("council").await;
    let early = city.meeting().await;
    let meeting = city.meets_on(&edition).await;
    let bytes = sheet(&city.council, &meeting).await;
    let xml = |bytes: &[u8]| -> String {
        let parts = unzipped(bytes);
        let (_, part) = parts.iter().find(|(name, _)| name.ends_with("/sheet1.xml")).unwrap();
        String::from_utf8(part.clone()).unwrap()
    };
    let form = xml(&bytes);
    assert_says(&form, &["<sheetProtection", "paperSize=\"9\"", "質問,意見,提案"]);
    let mut copy = WorkbookCopy::open(&bytes);
    let keys = copy.keys();
    let actions = keys.iter().filter(|key| key.contains(":a")).count();
    assert!(actions > 40 && keys.len() == actions + 6, "{keys:?}");
    let shown: String = format!("{:?}", copy.front().rows);
    assert_says(&shown, &["研修を3回行った。", "計画全体", "意見シート", "照合番号"]);
    write(&mut copy, &keys[0], "質問", "参加者が減ったのはなぜか");
    write(&mut copy, "whole:1", "", "全体に読みやすくなった");
    write(&mut copy, "indicator:2", "提案", "=受講者数に内訳を足す");
    write(&mut copy, &keys[1], "意見", CellValue::NoResult);
    let preview = sent(&city.council, &meeting, &copy.save()).await;
    let page = city.council.open(&preview).await;
    assert_says(
        &page,
        &[
            "3件を取り込む",
            "参加者が減ったのはなぜか",
            "種別が選ばれていないため、「意見」とします。",
            "計算式のため、内容を読めません。",
        ],
    );
    assert!(city.said_at(app).await.is_empty(), "a preview takes nothing");
    assert_says(&taken(&city.council, &preview).await, &["3件を取り込みました。"]);
    let said = city.said_at(app).await;
    let wanted = [
        ("question", "参加者が減ったのはなぜか"),
        ("opinion", "全体に読みやすくなった"),
        ("proposal", "=受講者数に内訳を足す"),
    ];
    assert_eq!(said, wanted.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
    let page = city.secretariat.open(&format!("{}/council/opinions/1", city.plan)).await;
    let (year, month, _) = crate::registers::today().calendar();
    assert_says(&page, &["職員 council", &format!("{year}年{month}月"), "会議のあと", "1　"]);
    let page = city.council.open(&format!("{}/council/opinions/3", city.plan)).await;
    assert_says(&page, &["=受講者数に内訳を足す", "<dd>指標</dd>"]);
    // The same file again, by whomever
    for browser in [&city.council, &city.secretariat] {
        let again = sent(browser, &meeting, &copy.save()).await;
        let page = browser.open(&again).await;
        assert_says(&page, &["意見1として取り込み済みです。", "意見3として取り込み済みです。"]);
        assert!(!page.contains("件を取り込む</button>"), "{page}");
        assert_says(&taken(browser, &again).await, &["新しく取り込むものはありませんでした。"]);
        assert_eq!(city.said_at(app).await, said);
    }
    // What was taken stands in the next sheet, and none of it is a formula
    let next = xml(&sheet(&city.council, &meeting).await);
    assert!(!next.contains("<f>"), "no cell begins a formula");
    let history = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert_says(&history, &["意見シートの受け取り", "職員 council　意見.xlsx"]);
    let other = city.secretariat.open(&early).await;
    assert!(!other.contains("参加者が減った"), "it is of its meeting");
}

async fn a_sheet_that_comes_again_takes_only_what_is_new_or_changed(app: &TestApp) {
    let city = city(app).await;
    let edition = city.freeze("council").await;
    let meeting = city.meets_on(&edition).await;
    let mut copy = WorkbookCopy::open(&sheet(&city.council, &meeting).await);
    let keys = copy.keys();
    for (row, text) in [(0, "一つ目"), (1, "二つ目"), (2, "三つ目")] {
        write(&mut copy, &keys[row], "質問", text);
    }
    let first = copy.save();
    let preview = sent(&city.council, &meeting, &first).await;
    taken(&city.council, &preview).await;
    let answer = format!("step=answer&seen=1&text={}", enc("答え"));
    city.does(&format!("{}/council/opinions/2", city.plan), &answer).await;
    write(&mut copy, &keys[0], "質問", "一つ目を改めた");
    write(&mut copy, &keys[1], "質問", "二つ目を改めた");
    write(&mut copy, &keys[3], "提案", "四つ目");
    let preview = sent(&city.council, &meeting, &copy.save()).await;
    let page = city.council.open(&preview).await;
    assert_says(
        &page,
        &[
            "3件を取り込む",
            "意見1の文を、この内容に改めます。",
            "意見2はすでに受け付けて扱っているため、別の意見として加えます。",
            "意見3として取り込み済みです。",
        ],
    );
    let page = taken(&city.council, &preview).await;
    assert_says(&page, &["2件を取り込み、1件を届いた内容に改めました。"]);
    let texts: Vec<String> = city.said_at(app).await.into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["一つ目を改めた", "二つ目", "三つ目", "二つ目を改めた", "四つ目"]);
    // The file that came first, once more: it takes nothing back
    let preview = sent(&city.council, &meeting, &first).await;
    let page = city.council.open(&preview).await;
    assert_says(&page, &["意見1が改められる前の内容です。", "意見2として取り込み済みです。"]);
    taken(&city.council, &preview).await;
    let again: Vec<String> = city.said_at(app).await.into_iter().map(|(_, text)| text).collect();
    assert_eq!(again, texts);
    // A sheet that was downloaded since and is emptied takes nothing away
    let mut later = WorkbookCopy::open(&sheet(&city.council, &meeting).await);
    write(&mut later, &keys[2], "", "");
    let page = city.council.open(&sent(&city.council, &meeting, &later.save()).await).await;
    assert_says(&page, &["取り込み済みの意見3は消しません。"]);
    assert!(!page.contains("意見1"), "what came back as it went is no matter");
}

/// The same sheet, made for somebody or something else.
fn other(bytes: &[u8], change: impl FnOnce(&mut MemberIdentity)) -> Vec<u8> {
    let read = ingest::reply_workbook(bytes).unwrap();
    let sent = read.hidden.whole().unwrap();
    let mut owner = read.member().unwrap().clone();
    change(&mut owner);
    let book = ReplyWorkbook {
        owner: WorkbookOwner::Member(owner),
        due_on: sent.due_on,
        questions: Vec::new(),
        rows: Vec::new(),
    };
    report::reply_workbook(&book).unwrap()
}

async fn what_belongs_elsewhere_or_is_damaged_is_told_with_its_place_and_the_way_out(
    app: &TestApp,
) {
    let city = city(app).await;
    let bare = city.meeting().await;
    let none = city.council.get(&format!("{bare}/sheet")).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert_says(&none.text(), &["協議会用の版がありません", "「版・公表」で"]);
    let edition = city.freeze("council").await;
    let meeting = city.meets_on(&edition).await;
    let mine = sheet(&city.council, &meeting).await;
    let mut hidden = WorkbookCopy::open(&mine);
    hidden.0.retain(|sheet| sheet.name != "_sasae");
    let section = city.clerk.get(&format!("{}/workbook", city.own)).await.bytes;
    let cases: [(&str, Vec<u8>, &[&str]); 8] = [
        ("切れた.xlsx", mine[..mine.len() / 2].to_vec(), &["壊れているか", "保存し直して"]),
        (
            "メモ.csv",
            "番号,意見\n1,よい\n".into(),
            &["意見シートではありません", "ダウンロードした"],
        ),
        ("回答.xlsx", section, &["課の回答用のExcelです", "「年度調査」"]),
        ("隠し.xlsx", hidden.save(), &["隠しシートがありません", "記入を写して"]),
        ("市.xlsx", other(&mine, |of| of.city = "みどり市".into()), &["みどり市", "選び直して"]),
        (
            "会議.xlsx",
            other(&mine, |of| (of.meeting, of.meeting_title) = ("x".into(), "第9回".into())),
            &["「第9回」の意見シートです", "その会議のページから"],
        ),
        (
            "版.xlsx",
            other(&mine, |of| (of.edition, of.edition_name) = ("x".into(), "旧い版".into())),
            &["旧い版について作られた", "ダウンロードし直し"],
        ),
        (
            "別の人.xlsx",
            other(&mine, |of| of.member = "別の委員".into()),
            &["「別の委員」さんの意見シートです", "事務局に渡して"],
        ),
    ];
    for (name, bytes, told) in cases {
        let page = send(&city.council, &meeting, (name, &bytes)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_says(&page.text(), &[&format!("「{name}」")]);
        assert_says(&page.text(), told);
    }
    assert!(city.said_at(app).await.is_empty());
    // The paper took the place of another edition since the sheet was made
    let back = city.freeze("council").await;
    city.lays_before(&meeting, &back, 2).await;
    let page = send(&city.council, &meeting, ("意見.xlsx", &mine)).await;
    assert_says(&page.text(), &["協議会用第1版", "この会議の資料は協議会用第2版"]);
}

async fn a_member_sends_the_own_sheet_and_the_secretariat_everybodys(app: &TestApp) {
    let city = city(app).await;
    let edition = city.freeze("council").await;
    let meeting = city.meets_on(&edition).await;
    let nobody = city.secretariat.get(&format!("{meeting}/sheet")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = city.secretariat.open(&meeting).await;
    assert_says(&page, &["意見シートをダウンロード", "職員 council", "名前（利用者でない委員）"]);
    let by_name = format!("{meeting}/sheet?name={}", enc("紙の委員"));
    let paper = city.secretariat.get(&by_name).await;
    assert_says(paper.headers["content-disposition"].to_str().unwrap(), &[&enc("紙の委員")]);
    let mut copy = WorkbookCopy::open(&paper.bytes);
    let row = copy.keys()[0].clone();
    write(&mut copy, &row, "意見", "紙で書いた意見");
    let bytes = copy.save();
    let refused = send(&city.council, &meeting, ("意見.xlsx", &bytes)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let preview = sent(&city.secretariat, &meeting, &bytes).await;
    assert_eq!(city.council.get(&preview).await.status, StatusCode::NOT_FOUND);
    let taking = format!("{preview}/taking");
    assert_eq!(city.council.press(&taking, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(city.clerk.get(&preview).await.status, StatusCode::FORBIDDEN);
    assert_says(&taken(&city.secretariat, &preview).await, &["1件を取り込みました。"]);
    let page = city.secretariat.open(&format!("{}/council/opinions/1", city.plan)).await;
    assert_says(&page, &["紙の委員", "紙で書いた意見"]);
    let hidden = city.council.get(&format!("{}/council/opinions/1", city.plan)).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND, "another member's");
    // A sheet that the secretariat made for a person is that person's
    let id = "person-council";
    let made = city.secretariat.get(&format!("{meeting}/sheet?person={id}")).await;
    let mut copy = WorkbookCopy::open(&made.bytes);
    write(&mut copy, &row, "意見", "渡してもらった意見");
    let preview = sent(&city.council, &meeting, &copy.save()).await;
    taken(&city.council, &preview).await;
    let page = city.council.open(&format!("{}/council/opinions/2", city.plan)).await;
    assert_says(&page, &["渡してもらった意見"]);
    let elsewhere = city.meets_on(&edition).await;
    let strange = preview.replace(last(&meeting), last(&elsewhere));
    assert_eq!(city.council.get(&strange).await.status, StatusCode::NOT_FOUND);
}
