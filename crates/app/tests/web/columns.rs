//! A person says what the columns are, in the browser.

use axum::http::StatusCode;

use crate::{
    files,
    test_app::{TestApp, assert_says, encoded, link},
};

on_both!(
    an_unknown_form_is_read_by_a_persons_choice,
    a_wrong_choice_is_told_beside_the_columns,
    another_reading_takes_the_place_of_the_waiting_one,
    a_layout_that_missed_a_heading_leads_to_the_columns,
    the_head_may_be_another_row,
    a_file_is_shown_under_its_own_plan_only,
    next_years_form_is_known_from_the_last_sheet,
    an_export_of_own_fields_reads_back_to_the_same_sheet,
);

/// A form of which no word is known.
const UNKNOWN: &str = "みずほの町のまとめ,,,,,\n\
    なまえ,かかり,やったこと,できばえ,おかね,ひみつ\n\
    見守り会議,福祉課,２回ひらいた。,よい,120,甲\n\
    <b>講座</b>,健康課,１回ひらいた。,わるい,0,乙\n";

/// The choices that explain it.
const CHOICES: [(&str, &str); 9] = [
    ("year", "R5"),
    ("role-0", "action"),
    ("role-1", "section"),
    ("role-2", "status"),
    ("role-3", "progress"),
    ("grades-3", "よい=2\r\nわるい=1"),
    ("role-4", "field"),
    ("name-4", "予算額（千円）"),
    ("role-5", "ignored"),
];

fn body(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// The address to which the page's choice of columns is sent.
fn address(html: &str) -> String {
    let after = html.split("method=\"post\" action=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

async fn an_unknown_form_is_read_by_a_persons_choice(app: &TestApp) {
    let texts = [("city", "みずほの町"), ("year", "")];
    let page = app.upload("/imports", ("まとめ.csv", UNKNOWN.as_bytes()), &texts).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = page.text();
    assert_says(
        &html,
        &[
            "見出しの行が見つかりません",
            "role=\"alert\"",
            "列の指定",
            "やったこと",
            "２回ひらいた。",
        ],
    );
    assert!(html.contains("&#60;b&#62;講座"), "escaped");
    let at = address(&html);
    assert_says(&app.open(&at).await, &["まとめ.csv", "かかり"]);
    let read = app.press(&at, &body(&CHOICES)).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text());
    let review = app.confirmed(read.location()).await;
    assert_says(
        &app.open(&review).await,
        &["まとめ.csv", "2事業", "予算額（千円）", "「ひみつ」は様式の指定により"],
    );
    let saved = app.get(&format!("{review}/layout")).await.text();
    assert_says(&saved, &["role = \"progress\"", "points = 2", "field:予算額（千円）"]);
    let plan = review.split("/imports").next().unwrap();
    assert_eq!(app.press(&format!("{review}/booking"), "").await.status, StatusCode::SEE_OTHER);
    let sheet = app.open(&format!("{plan}/years/R5/sheet")).await;
    assert_says(&sheet, &["見守り会議", "予算額（千円）", "120", "みずほの町"]);
}

async fn a_wrong_choice_is_told_beside_the_columns(app: &TestApp) {
    let plan = app.aozora().await;
    let list = format!("{plan}/imports");
    let page = app.upload(&list, ("まとめ.csv", UNKNOWN.as_bytes()), &[]).await;
    let at = address(&page.text());
    let wrong: [(&str, &str, &str); 6] = [
        ("role-0", "ignored", "計画における項目"),
        ("role-2", "section", "「担当課」（role = &#34;section&#34;）が2つの列"),
        ("role-2", "shiyou", "「shiyou」は使えません"),
        ("year", "", "シートの年度が見出しから分かりません"),
        ("year", "らいねん", "年度"),
        ("name-4", "status", "項目の名前「status」は使えません"),
    ];
    for (name, value, sentence) in wrong {
        let fields = CHOICES.map(|(known, was)| (known, if known == name { value } else { was }));
        let page = app.press(&at, &body(&fields)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        let html = page.text();
        assert_says(&html, &[sentence, "role=\"alert\"", "よい=2"]);
        assert_says(&html, &["<option value=\"progress\" selected>"]);
    }
    assert!(!app.open(&list).await.contains("まとめ.csv"), "nothing waits for review");
    let nothing = app.press(&at, "").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn another_reading_takes_the_place_of_the_waiting_one(app: &TestApp) {
    let csv = files::aozora_r7();
    let review = app.review("/imports", "r7.csv", csv.as_bytes()).await;
    let plan = review.split("/imports").next().unwrap();
    let columns = link(&app.open(&review).await, "/columns/");
    let html = app.open(&columns).await;
    assert_says(&html, &["value=\"R7\"", "<option value=\"previous_status\" selected>"]);
    let mut fields: Vec<(String, String)> = Vec::new();
    for piece in html.split("<select id=\"role-").skip(1) {
        let (at, rest) = piece.split_once('"').unwrap();
        let select = rest.split("</select>").next().unwrap();
        let chosen = select.split("\" selected").next().unwrap().rsplit('"').next().unwrap();
        let chosen = if chosen == "page" { "ignored" } else { chosen };
        fields.push((format!("role-{at}"), chosen.to_owned()));
    }
    assert!(fields.len() > 12);
    let import = review.rsplit('/').next().unwrap().to_owned();
    fields.extend([("year".to_owned(), "R7".to_owned()), ("import".to_owned(), import)]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let at = columns.split('?').next().unwrap();
    let read = app.press(at, &body(&fields)).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text());
    assert_ne!(read.location(), review);
    assert_says(&app.open(&review).await, &["取りやめ"]);
    assert_eq!(app.press(&format!("{review}/booking"), "").await.status, StatusCode::CONFLICT);
    let again = app.open(&read.location()).await;
    assert_says(&again, &["確認待ち", "「計画書ページ」は様式の指定により"]);
    let booked = app.press(&format!("{}/booking", read.location()), "").await;
    assert_eq!(booked.location(), format!("{plan}/years/R7"));
}

async fn a_layout_that_missed_a_heading_leads_to_the_columns(app: &TestApp) {
    let plan = app.aozora().await;
    let layout = "[[columns]]\nheading = \"なまえ\"\nrole = \"action\"\n\
        [[columns]]\nheading = \"けっか\"\nrole = \"status\"\n";
    let csv = files::aozora_r7();
    for bytes in [UNKNOWN.as_bytes(), csv.as_bytes()] {
        let texts = [("year", "R7"), ("layout", layout)];
        let page = app.upload(&format!("{plan}/imports"), ("x.csv", bytes), &texts).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&page.text(), &["が見つかりません", "列の指定", "value=\"R7\""]);
    }
}

async fn the_head_may_be_another_row(app: &TestApp) {
    let plan = app.aozora().await;
    let csv = "あ,い,う,え,お\n1,2,3,4,5\nなまえ,かかり,けっか,,\n会議,福祉課,２回,,\n";
    let page = app.upload(&format!("{plan}/imports"), ("x.csv", csv.as_bytes()), &[]).await;
    let at = address(&page.text());
    let html = app.open(&format!("{at}?first=3&rows=1&year=R5")).await;
    assert_says(&html, &["なまえ", "見出しなし", "name=\"first\" value=\"3\"", "今は3行目"]);
    let fields = [
        ("year", "R5"),
        ("first", "3"),
        ("rows", "1"),
        ("role-0", "action"),
        ("role-1", "section"),
        ("role-2", "status"),
    ];
    let read = app.press(&at, &body(&fields)).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text());
    assert_says(&app.open(&read.location()).await, &["1事業", "会議"]);
    for odd in ["?first=0", "?first=99999999999", "?first=4294967295&rows=4", "?sheet=x&rows=-1"] {
        app.open(&format!("{at}{odd}")).await;
    }
}

async fn a_file_is_shown_under_its_own_plan_only(app: &TestApp) {
    let plan = app.aozora().await;
    let page = app.upload(&format!("{plan}/imports"), ("x.csv", UNKNOWN.as_bytes()), &[]).await;
    let at = address(&page.text());
    let other = at.replacen(plan.rsplit('/').next().unwrap(), "other", 1);
    assert_eq!(app.get(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.press(&other, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&format!("{at}?import=none")).await.status, StatusCode::NOT_FOUND);
    let list = app.open(&format!("{plan}/imports")).await;
    let import = link(&list, &format!("{plan}/imports/"));
    let import = import.rsplit('/').next().unwrap();
    let foreign = app.get(&format!("{at}?import={import}")).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "another file's import");
}

async fn next_years_form_is_known_from_the_last_sheet(app: &TestApp) {
    let texts = [("city", "みずほの町"), ("year", "")];
    let page = app.upload("/imports", ("R5.csv", UNKNOWN.as_bytes()), &texts).await;
    let read = app.press(&address(&page.text()), &body(&CHOICES)).await;
    let review = app.confirmed(read.location()).await;
    app.press(&format!("{review}/booking"), "").await;
    let plan = review.split("/imports").next().unwrap().to_owned();
    let next = UNKNOWN.replace("２回", "３回");
    let page = app.upload(&format!("{plan}/imports"), ("R6.csv", next.as_bytes()), &[]).await;
    let html = page.text();
    assert_says(
        &html,
        &[
            "<option value=\"status\" selected>",
            "<option value=\"progress\" selected>",
            "<option value=\"field\" selected>",
            "よい=2",
        ],
    );
}

async fn an_export_of_own_fields_reads_back_to_the_same_sheet(app: &TestApp) {
    let csv = "評価指標,担当課,基準値（H30）,目標値（R7）,R1,R2,R3,R3決算額（千円）,R4ひみつ,R3ことば\n\
        受講者数,健康課,120,400,180,190,260,30,甲,はい\n認知度,健康課,52.5%,70%,,集計中,61.2%,0,,いいえ\n";
    let review = app.book("/imports", "指標.csv", csv.as_bytes()).await;
    let plan = review.split("/imports").next().unwrap();
    for name in ["sheet.xlsx", "sheet.csv", "tidy.csv", "sheet.json"] {
        let file = app.get(&format!("{plan}/years/R3/files/{name}")).await.bytes;
        let again = app.review(&format!("{plan}/imports"), name, &file).await;
        assert_says(&app.open(&again).await, &["内容は同じです"]);
    }
}
