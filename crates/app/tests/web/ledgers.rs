//! Tables of the city's own are taken into a register, through the front door.

use std::fmt::Write as _;

use axum::http::StatusCode;

use crate::{
    registers::serving,
    rounds::{City, city, enc, last, went},
    test_app::{Page, TestApp, assert_says, form, form_kind, post},
};

on_both!(
    a_ledger_of_three_hundred_lines_is_taken_once_and_a_changed_line_is_told,
    names_of_persons_are_counted_and_kept_nowhere,
    what_was_copied_from_a_spreadsheet_is_taken_by_the_choice_of_its_columns,
    the_columns_of_a_table_are_known_the_second_time,
    a_row_that_cannot_be_read_is_named_and_nothing_is_taken,
);

/// Where the section's registers stand, with one of courses.
async fn begun(app: &TestApp) -> (City<'_>, String) {
    let city = city(app).await;
    let here = serving(app, &city.plan, last(&city.own)).await;
    (city, here)
}

async fn send(city: &City<'_>, here: &str, table: &str) -> Page {
    let texts = [("register", "職員講座"), ("year", "R8")];
    let body = form(("台帳.csv", table.as_bytes()), &texts);
    let request = post(&format!("{here}/tables")).header("content-type", form_kind());
    city.clerk.send(request.body(body).unwrap()).await
}

/// The form of the page with all its choices, and further ones.
fn answers(page: &str, more: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        let text = rest.split('"').next().unwrap();
        text.replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let mut told: Vec<(String, String)> =
        ["register", "year", "table"].map(|name| (name.to_owned(), value(name))).into();
    for (at, column) in page.split("name=\"role.").skip(1).enumerate() {
        let select = column.split("</select>").next().unwrap();
        let chosen = select.split("<option value=\"").find(|one| one.contains("\" selected"));
        let chosen = chosen.map_or("", |one| one.split('"').next().unwrap());
        told.push((format!("role.{at}"), chosen.to_owned()));
    }
    told.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
    told.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let told = told.iter().map(|(name, value)| format!("{}={}", enc(name), enc(value)));
    told.collect::<Vec<_>>().join("&")
}

async fn take(city: &City<'_>, here: &str, page: &str, more: &[(&str, &str)]) -> Page {
    city.clerk.press(&format!("{here}/tables/reading"), &answers(page, more)).await
}

/// A ledger in a city's own words: the day without its year, a number with its unit, a total.
fn ledger(came: impl Fn(u32) -> u32) -> String {
    let mut table = "令和8年度　講座の記録,,,\n開催日,会場,受講者数,備考\n".to_owned();
    for line in 0..300_u32 {
        let (month, day) = (line % 9 + 4, line % 28 + 1);
        writeln!(table, "{month}月{day}日,第{}会議室,{}人,", line % 7, came(line)).unwrap();
    }
    table + "合計,,9999人,\n"
}

async fn a_ledger_of_three_hundred_lines_is_taken_once_and_a_changed_line_is_told(app: &TestApp) {
    let (city, here) = begun(app).await;
    let page = send(&city, &here, &ledger(|line| line % 40)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let page = page.text();
    assert_says(&page, &["この表をこう読みました", "300件を取り込む", "合計の行として", "303"]);
    let taken = take(&city, &here, &page, &[("do", "take")]).await;
    went(&taken, "said=taken&count=300&gaps=0");
    let again = send(&city, &here, &ledger(|line| line % 40)).await.text();
    assert_says(&again, &["新しい記録はありません"]);
    let other = |line: u32| if line == 7 { 99 } else { line % 40 };
    let changed = send(&city, &here, &ledger(other)).await.text();
    assert_says(&changed, &["前に取り込んだ記録と違うところ", "10行目", "参加者", "1件を取り込む"]);
    let more = [("do", "take"), ("reason", "転記の誤り")];
    went(&take(&city, &here, &changed, &more).await, "said=taken&count=1&gaps=299");
    let page = city.clerk.open(&format!("{here}?year=R8")).await;
    assert_says(&page, &["99人", "理由：転記の誤り"]);
}

async fn names_of_persons_are_counted_and_kept_nowhere(app: &TestApp) {
    let (city, here) = begun(app).await;
    let mut table = "日付,会場,氏名\n".to_owned();
    for nth in 0..12 {
        writeln!(table, "2026/6/{},ホール,参加者その{nth}", if nth < 5 { 3 } else { 10 }).unwrap();
    }
    let page = send(&city, &here, &table).await.text();
    assert_says(&page, &["12人を日付・場所ごとに数えました", "2件を取り込む"]);
    assert!(!page.contains("参加者その"), "{page}");
    went(&take(&city, &here, &page, &[("do", "take")]).await, "said=taken&count=2");
    let page = city.clerk.open(&format!("{here}?year=R8")).await;
    assert_says(&page, &["参加者 5人", "参加者 7人"]);
}

async fn what_was_copied_from_a_spreadsheet_is_taken_by_the_choice_of_its_columns(app: &TestApp) {
    let (city, here) = begun(app).await;
    let texts = [
        ("register", "職員講座"),
        ("year", "R8"),
        ("pasted", "いつ\tどこ\t何人\n6月3日\tホール\t12\n7月1日\tホール\t9\n"),
    ];
    let request = post(&format!("{here}/tables")).header("content-type", form_kind());
    let body = form(("", b""), &texts);
    let page = city.clerk.send(request.body(body).unwrap()).await.text();
    assert_says(&page, &["この表をこう読みました", "いつ"]);
    let roles = [("role.0", "date"), ("role.1", "venue"), ("role.2", "attended:")];
    let more = [&roles[..], &[("do", "take")]].concat();
    went(&take(&city, &here, &page, &more).await, "count=2");
}

async fn the_columns_of_a_table_are_known_the_second_time(app: &TestApp) {
    let (city, here) = begun(app).await;
    let table = |day: &str| format!("いつ,どこ,何人\n{day},ホール,12\n8月9日,ホール,3\n");
    let page = send(&city, &here, &table("6月3日")).await.text();
    let more = [("role.0", "date"), ("role.2", "attended:"), ("do", "take")];
    went(&take(&city, &here, &page, &more).await, "count=2");
    let page = send(&city, &here, &table("6月4日")).await.text();
    assert_says(&page, &["1件を取り込む"]);
}

async fn a_row_that_cannot_be_read_is_named_and_nothing_is_taken(app: &TestApp) {
    let (city, here) = begun(app).await;
    let table = "日付,会場,参加者数\n2026/6/31,ホール,3\n2026/7/1,ホール,三人\n2026/7/2,ホール,5\n";
    let page = send(&city, &here, table).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.text();
    assert_says(&page, &["読めない行 2か所", "2行目", "6/31", "3行目", "三人"]);
    assert!(!page.contains("件を取り込む"), "{page}");
    let tried = take(&city, &here, &page, &[("do", "take")]).await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = city.clerk.open(&format!("{here}?year=R8")).await;
    assert_says(&list, &["この年度の記録はまだありません"]);
}
