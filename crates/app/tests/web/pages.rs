//! What each page says.

use axum::http::StatusCode;

use crate::test_app::{TestApp, assert_says, link};

on_both!(
    an_empty_product_asks_for_the_first_sheet,
    the_overview_tells_the_year_at_a_glance,
    the_sheet_shows_every_row_and_filters,
    an_action_is_told_through_the_years,
    a_row_stands_beside_its_source,
    search_minds_neither_width_nor_case,
    the_real_sheet_is_shown_with_its_lines,
);

async fn an_empty_product_asks_for_the_first_sheet(app: &TestApp) {
    let home = app.open("/").await;
    assert_says(&home, &["最初のシートを読み込みましょう", "action=\"/imports\"", "lang=\"ja\""]);
}

async fn the_overview_tells_the_year_at_a_glance(app: &TestApp) {
    let plan = app.aozora().await;
    let home = app.get("/").await;
    assert_eq!((home.status, home.location()), (StatusCode::SEE_OTHER, plan.clone()));
    let latest = app.get(&plan).await;
    assert_eq!(latest.location(), format!("{plan}/years/R7"));
    let overview = app.open(&latest.location()).await;
    assert_says(
        &overview,
        &[
            "令和７年度 概要",
            "あおぞら市",
            "実施済でない事業",
            "結果の記入がない計画",
            "この年度に行がない前年度の計画",
            "前年度のシートと食い違う記入",
            "消費生活・多重債務相談",
            "若者とひきこもりの相談・居場所",
            "ひとり親家庭の相談と手当の支給",
            "<svg",
            "role=\"img\"",
            "/years/R5",
        ],
    );
    let first = app.open(&format!("{plan}/years/R5")).await;
    assert!(!first.contains("食い違う記入"), "R5 has no year before it");
}

async fn the_sheet_shows_every_row_and_filters(app: &TestApp) {
    let plan = app.aozora().await;
    let at = format!("{plan}/years/R7/sheet");
    let all = app.open(&at).await;
    assert_says(
        &all,
        &["<th scope=\"row\"", "令和６年度実施状況", "今後（令和８年度以降）の実施計画", "未記入"],
    );
    let rows = |html: &str| html.matches("<th scope=\"row\"").count();
    assert_says(&all, &[&format!("全{}事業", rows(&all))]);
    let grade =
        app.open(&format!("{at}?grade=%E3%82%A8%E3%80%80%E6%9C%AA%E5%AE%9F%E6%96%BD")).await;
    assert!((1..10).contains(&rows(&grade)), "{}", rows(&grade));
    assert_says(&grade, &["教職員向けゲートキーパー研修", "事業のうち"]);
    // ｹﾞｰﾄｷｰﾊﾟｰ in half width
    let half = "%EF%BD%B9%EF%BE%9E%EF%BD%B0%EF%BE%84%EF%BD%B7%EF%BD%B0%EF%BE%8A%EF%BE%9F%EF%BD%B0";
    let words = app.open(&format!("{at}?measure=&section=&grade=&q={half}")).await;
    assert!(rows(&words) > 2 && rows(&words) < rows(&all));
    let none = app.open(&format!("{at}?q=zzz")).await;
    assert_says(&none, &["条件に合う事業はありません", "解除"]);
    let measure = app.open(&format!("{at}?measure=0&section=%E3%81%AA%E3%81%97")).await;
    assert_eq!(rows(&measure), 0);
}

async fn an_action_is_told_through_the_years(app: &TestApp) {
    let plan = app.aozora().await;
    let sheet =
        app.open(&format!("{plan}/years/R7/sheet?q=%E6%B6%88%E8%B2%BB%E7%94%9F%E6%B4%BB")).await;
    let action = app.open(&link(&sheet, "/actions/")).await;
    assert_says(
        &action,
        &[
            "消費生活・多重債務相談",
            "id=\"R7\"",
            "id=\"R6\"",
            "id=\"R5\"",
            "食い違い",
            "前年度との違い",
            "<ins>",
            "<del>",
            "出典：",
        ],
    );
}

async fn a_row_stands_beside_its_source(app: &TestApp) {
    let plan = app.aozora().await;
    let row = app.open(&format!("{plan}/years/R5/sheet/1")).await;
    assert_says(&row, &["進捗管理シート!A5", "aozora-r5.xlsx", "次の行", "この事業の経年を見る"]);
    assert!(!row.contains("前の行："));
    let original = app.get(&link(&row, "/original")).await;
    assert!(original.header("content-disposition").contains("aozora-r5.xlsx"));
    assert_eq!(original.bytes, std::fs::read(crate::files::demo("aozora-r5.xlsx")).unwrap());
}

async fn search_minds_neither_width_nor_case(app: &TestApp) {
    let plan = app.aozora().await;
    // ＬＩＮＥ, line
    let totals =
        ["%EF%BC%AC%EF%BC%A9%EF%BC%AE%EF%BC%A5", "line"].map(|q| format!("{plan}/search?q={q}"));
    let mut counts = Vec::new();
    for at in totals {
        let page = app.open(&at).await;
        assert_says(&page, &["<mark>ＬＩＮＥ</mark>", "/actions/", "シート No."]);
        let count =
            page.split("を含む記入：").nth(1).unwrap().split('件').next().unwrap().to_owned();
        counts.push(count.parse::<u32>().unwrap());
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] > 3);
    for q in ["%E3%80%80", "", "%25", "_", "%EF%BF%BF", "%FF"] {
        let page = app.get(&format!("{plan}/search?q={q}")).await;
        assert_eq!(page.status, StatusCode::OK, "q={q}: {}", page.text());
    }
    let none = app.open(&format!("{plan}/search?q=zzzz")).await;
    assert_says(&none, &["見つかりません"]);
}

async fn the_real_sheet_is_shown_with_its_lines(app: &TestApp) {
    let test = "the_real_sheet_is_shown_with_its_lines";
    let Some(path) = crate::files::sample("kumagaya-r3.txt", test) else { return };
    let bytes = std::fs::read(path).unwrap();
    let review = app.review("/imports", "kumagaya-r3.txt", &bytes).await;
    let page = app.open(&review).await;
    assert_says(&page, &["90事業", "（漏れなし）", "令和３年度のシートとして登録する"]);
    let booked = app.press(&format!("{review}/booking"), "").await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let plan = review.split("/imports").next().unwrap();
    let sheet = app.open(&format!("{plan}/years/R3/sheet")).await;
    assert_says(&sheet, &["全90事業"]);
    let row = app.open(&format!("{plan}/years/R3/sheet/32")).await;
    assert_says(&row, &["行", "<mark>", "<li value="]);
}
