//! What single pages say.

use edition::EditionContent;

use crate::{aozora, aozora_site, html, text, written};

fn words(files: &[edition::DerivedFile], name: &str) -> String {
    html::words(&html::pieces(text(files, name)))
}

#[test]
fn an_action_says_promised_done_judged_next_and_why_not() {
    let files = aozora_site();
    let page = words(&files, "action-005.html");
    let order = [
        "行いませんでした。達成度は0％です。",
        "できなかった理由",
        "約束したこと",
        "行ったこと",
        "市の評価",
        "次に行うこと",
        "変わったところ",
        "これまでの年",
        "令和６年度",
        "予定どおり行いました。達成度は100％です。",
    ];
    let places: Vec<_> = order.iter().map(|word| page.find(word).expect(word)).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("令和８年度の実施計画") && page.contains("教育委員会 教育支援センター"));
    assert!(page.contains("000-000-0000"), "who publishes can be called");
}

#[test]
fn a_year_before_is_told_as_it_was_published_and_as_this_edition_tells_it() {
    let files = aozora_site();
    let page = words(&files, "action-005.html");
    let past = page.split("これまでの年").nth(1).unwrap();
    assert!(past.contains("教職員６２人が研修を受けた。"));
    assert!(
        past.contains("実施状況（この版での記載）")
            && past.contains("前の年度も同じように行った。")
    );
}

#[test]
fn an_action_under_another_name_is_followed_into_the_year_before() {
    let files = aozora_site();
    let page = words(&files, "action-008.html");
    assert!(page.contains("このときの名前は「理容店での声かけ講習」です。"));
    let changes = words(&files, "changes.html");
    assert!(changes.contains("なくなった事業（1件）") && changes.contains("駅前での呼びかけ"));
    assert!(changes.contains("加わった事業（1件）") && changes.contains("ＳＮＳでの相談先案内"));
}

#[test]
fn what_is_kept_back_shows_its_sign_and_nothing_else() {
    let files = aozora_site();
    assert!(words(&files, "action-011.html").contains("※ 公表していません"));
    let indicators = words(&files, "indicators.html");
    assert!(indicators.contains('※') && indicators.contains("0ではありません"));
}

#[test]
fn a_chart_has_a_name_and_its_figures_in_a_table_below() {
    let files = aozora_site();
    let page = html::pieces(text(&files, "indicators.html"));
    assert_eq!(html::count(&page, "svg"), 1, "one bar alone is no chart");
    assert!(html::values(&page, "role").contains(&"img"));
    let (svg, table) = (html::first(&page, "svg").unwrap(), html::first(&page, "table").unwrap());
    assert!(svg < table);
    let words = html::words(&page);
    assert!(words.contains("12件のうち11件") && words.contains("未記入"));
}

#[test]
fn the_table_has_whole_heads_a_heading_for_each_row_and_no_empty_cell() {
    let files = aozora_site();
    let page = html::pieces(text(&files, "table.html"));
    let scopes = html::values(&page, "scope");
    let of = |wanted| scopes.iter().filter(|scope| **scope == wanted).count();
    assert_eq!((of("col"), of("row"), of("rowgroup")), (14, 13, 3));
    assert!(html::words(&page).contains("R7 実施状況"));
    for (at, piece) in page.iter().enumerate() {
        let is_cell =
            |piece: &html::Piece| matches!(piece, html::Piece::Open(name, _) if name == "td");
        let closed = page.get(at + 1) == Some(&html::Piece::Close("td".to_owned()));
        assert!(!(is_cell(piece) && closed), "an empty cell");
    }
}

#[test]
fn case_26_the_index_without_script_lists_every_action_in_each_of_its_ways() {
    let files = aozora_site();
    let page = html::pieces(text(&files, "search.html"));
    let links = html::values(&page, "href");
    for row in aozora::edition().actions {
        let page = format!("action-{:03}.html", row.row_no);
        let ways = links.iter().filter(|link| **link == page).count();
        assert!(ways >= 3, "{page}: {ways}");
    }
    let scripts = html::values(&page, "src");
    assert_eq!(scripts, ["search.js"]);
}

#[test]
fn the_words_that_the_script_looks_through_hold_nothing_that_is_kept_back() {
    let mut content = aozora::edition();
    content.actions[10].answers[1].state = "withheld".to_owned();
    content.actions[10].answers[1].text = "見せない文".to_owned();
    let files = written(&content, &[]).unwrap();
    for file in &files {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(!text.contains("見せない文"), "{}", file.name);
    }
    let found: serde_json::Value = serde_json::from_str(text(&files, "search.json")).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 13);
}

#[test]
fn the_result_page_claims_nothing_that_a_person_must_judge() {
    let files = aozora_site();
    let page = words(&files, "accessibility.html");
    assert!(!page.contains("準拠") && !page.contains("適合している"));
    assert!(page.contains("人の確認が必要") && page.contains("38の達成基準"));
    let pages = files.iter().filter(|file| file.name.ends_with(".html") && file.name != "cms.html");
    assert!(page.contains(&format!("（{}ページ）", pages.count())));
}

#[test]
fn an_edition_that_was_replaced_says_so_on_every_page() {
    let content = aozora::edition();
    let digest = aozora::digest(&content);
    let newer = site::NewerEdition {
        number: 3,
        frozen_on: "2026-12-01".to_owned(),
        href: "../index.html".to_owned(),
    };
    let files = site::files(&site::SiteInput {
        content: &content,
        digest: &digest,
        earlier: &[],
        withdrawn: &[],
        newer: Some(&newer),
        data_files: &[],
    })
    .unwrap();
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let page = words(&files, &file.name);
        assert!(
            page.contains("これは第2版です。最新は第3版（令和8年12月1日）です。"),
            "{}",
            file.name
        );
    }
    assert!(text(&files, "index.html").contains("href=\"../index.html\""));
}

#[test]
fn an_edition_of_nothing_but_help_is_a_site_all_the_same() {
    let mut content: EditionContent = aozora::edition();
    content.actions.clear();
    content.measures.clear();
    content.columns.clear();
    content.indicators.clear();
    content.opinions.clear();
    content.errata.clear();
    content.publisher.base_address = String::new();
    let files = written(&content, &[]).unwrap();
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        html::pieces(text(&files, &file.name));
    }
    assert!(!files.iter().any(|file| file.name.ends_with(".xml")));
}

#[test]
fn case_17_the_papers_of_a_meeting_are_named_and_what_is_closed_says_on_what_ground() {
    let page = words(&aozora_site(), "opinions.html");
    for words in [
        "第１回協議会（一部公開：個人に関わる資料を扱うため）",
        "資料１　進捗管理シート（公表）",
        "資料２　統計の内訳（非公開：条例第７条）",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
