//! The checker's pages: the working list, answers to findings, the list to ask back with.

use axum::http::StatusCode;

use crate::desk::{Desk, assert_says};

on_both!(
    the_findings_of_a_sheet_are_listed_with_their_words,
    an_answered_finding_leaves_the_list_until_it_is_asked_for,
    what_a_section_is_asked_is_printed_for_it,
    what_changed_since_last_year_is_shown_and_saved_as_a_table,
);

/// The hidden fields of the first form of a page's list.
fn first_form(page: &str) -> String {
    let form = page.split("<details class=\"answer\">").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        format!("{name}={}", rest.split('"').next().unwrap())
    });
    fields.collect::<Vec<_>>().join("&")
}

/// A text in the query of an address.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |so_far, byte| so_far + &format!("%{byte:02X}"))
}

/// The number of a tile.
fn tile(page: &str, name: &str) -> usize {
    let after = page.split(&format!("<dt>{name}</dt><dd><b>")).nth(1).unwrap();
    after.split('<').next().unwrap().parse().unwrap()
}

async fn the_findings_of_a_sheet_are_listed_with_their_words(desk: &Desk) {
    let plan = desk.aozora().await;
    let page = desk.open(&format!("{plan}/years/R7/check")).await;
    assert_says(&page, &["令和７年度 点検", "<mark>", "直し方と理由", "問い合わせ票を印刷"]);
    assert!(tile(&page, "要修正") + tile(&page, "要確認") > 0);
    assert!(!page.contains("weight-info"), "what is only for information is asked for");
    let all = desk.open(&format!("{plan}/years/R7/check?weight=all&state=all")).await;
    assert!(all.contains("weight-info"));
    let none =
        desk.open(&format!("{plan}/years/R7/check?section=%E7%84%A1%E3%81%84%E8%AA%B2")).await;
    assert_says(&none, &["この条件の指摘はありません"]);
}

async fn an_answered_finding_leaves_the_list_until_it_is_asked_for(desk: &Desk) {
    let plan = desk.aozora().await;
    let here = format!("{plan}/years/R7/check");
    let before = desk.open(&here).await;
    let (form, open) = (first_form(&before), tile(&before, "要修正") + tile(&before, "要確認"));
    let address = format!("{here}/answers");
    let refused = desk.press(&address, &format!("{form}&answer=right&reason=")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    let reason = "reason=%E8%A6%8F%E7%B4%84%E3%81%A9%E3%81%8A%E3%82%8A";
    let answered = desk.press(&address, &format!("{form}&answer=right&{reason}")).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
    let after = desk.open(&here).await;
    assert_eq!(tile(&after, "要修正") + tile(&after, "要確認"), open - 1);
    assert_eq!(tile(&after, "回答済み"), 1);
    let kept = desk.open(&format!("{here}?state=answered&weight=all")).await;
    assert_says(&kept, &["このままでよい：規約どおり", "回答を取り消す"]);
    let history = desk.open(&format!("{plan}/history")).await;
    assert_says(&history, &["指摘への回答", "規約どおり"]);
    let other = form.replace("mark=", "mark=0");
    let gone = desk.press(&address, &format!("{other}&answer=left&reason=")).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    let back = desk.press(&address, &format!("{form}&answer=reopen")).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    assert_eq!(tile(&desk.open(&here).await, "回答済み"), 0);
}

async fn what_a_section_is_asked_is_printed_for_it(desk: &Desk) {
    let plan = desk.aozora().await;
    let slips = desk.open(&format!("{plan}/years/R7/check/slips")).await;
    assert_says(&slips, &["問い合わせ票", "あて", "おたずね", "該当の記入"]);
    let sections = slips.matches("class=\"slip\"").count();
    assert!(sections > 1);
    let name = slips.split("<section class=\"slip\"><h2>").nth(1).unwrap();
    let name = name.split(' ').next().unwrap();
    let one = desk.open(&format!("{plan}/years/R7/check/slips?section={}", encoded(name))).await;
    assert_eq!(one.matches("class=\"slip\"").count(), 1);
}

async fn what_changed_since_last_year_is_shown_and_saved_as_a_table(desk: &Desk) {
    let plan = desk.aozora().await;
    let page = desk.open(&format!("{plan}/years/R7/changes")).await;
    assert_says(&page, &["令和７年度 前年度からの変化", "変化のある事業", "<ins>", "<del>", "→"]);
    let overview = desk.open(&format!("{plan}/years/R7")).await;
    assert_says(&overview, &["/years/R7/changes"]);
    let saved = desk.get(&format!("{plan}/years/R7/changes.csv")).await;
    assert_eq!(saved.status, StatusCode::OK);
    let table = saved.text();
    assert!(
        table.starts_with("\u{feff}No,計画における項目,変わったこと,前年度,今年度\r\n"),
        "{table}"
    );
    assert!(table.lines().count() > 10 && table.contains("達成度（％）"), "{table}");
}
