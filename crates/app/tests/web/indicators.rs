//! Indicators through the front door: taken up from sentences, corrected, told by a list, read by
//! those who may.

use axum::http::StatusCode;
use domain::{Id, person::Role, plan::Plan};

use crate::{
    persons::grant,
    test_app::{TestApp, assert_says, encoded, link},
};

on_both!(
    numbers_of_sentences_become_indicators_with_one_press,
    a_figure_is_corrected_beside_its_words_and_given_back,
    outcomes_come_from_a_list_and_a_second_list_replaces_what_it_names,
    a_list_that_is_none_changes_nothing_and_says_what_to_do,
    a_reader_sees_numbers_of_accepted_texts_only,
    every_figure_is_saved_as_a_table,
    a_step_of_ten_times_is_asked_about_before_it_is_drawn,
    a_table_that_was_saved_and_is_read_again_changes_nothing,
);

/// What the boxes of a page of candidates send.
fn boxes(page: &str) -> Vec<String> {
    let values = page.split("name=\"take\" value=\"").skip(1);
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Takes the first candidates up; answers the page of the indicators.
async fn take_up(app: &TestApp, plan: &str, count: usize) -> String {
    let page = app.open(&format!("{plan}/indicators/candidates")).await;
    let form: Vec<String> =
        boxes(&page).iter().take(count).map(|value| format!("take={}", encoded(value))).collect();
    let taken = app.press(&format!("{plan}/indicators"), &form.join("&")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    app.open(&taken.location()).await
}

async fn numbers_of_sentences_become_indicators_with_one_press(app: &TestApp) {
    let plan = app.aozora().await;
    let empty = app.open(&format!("{plan}/indicators")).await;
    assert_says(&empty, &["まだ指標がありません", "文の数字から選ぶ"]);
    let candidates = app.open(&format!("{plan}/indicators/candidates")).await;
    let some = boxes(&candidates).len();
    let all = app.open(&format!("{plan}/indicators/candidates?show=all")).await;
    assert!(some > 20 && boxes(&all).len() > some, "{some}");
    let page = take_up(app, &plan, 3).await;
    assert_says(&page, &["3件を指標にしました", "class=\"sparkline\"", "全49事業（再掲は1つ）"]);
    let again = app.open(&format!("{plan}/indicators/candidates")).await;
    assert_eq!(boxes(&again).len(), some - 3, "what is taken up is no candidate any more");
    let action = link(&page, "/actions/");
    assert_says(&app.open(&action).await, &["数字の推移", "文の数字（候補"]);
    let sheet = app.open(&format!("{plan}/years/R7/sheet")).await;
    assert_says(&sheet, &["class=\"spark-link\""]);
    let one = boxes(&app.open(&action).await);
    let form = format!("back=action&take={}", encoded(&one[0]));
    let back = app.press(&format!("{plan}/indicators"), &form).await;
    assert_eq!(back.location(), format!("{action}#indicators"));
    let twice = app.press(&format!("{plan}/indicators"), &form).await;
    assert_says(&app.open(&twice.location().replace("#indicators", "")).await, &["数字の推移"]);
    let none = app.press(&format!("{plan}/indicators"), "back=").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&app.open(&format!("{plan}/history")).await, &["指標の追加"]);
}

/// The address of the first indicator that the page of indicators lists.
fn first(page: &str) -> String {
    let own = |address: &&str| address.rsplit('/').next().is_some_and(|id| id.len() == 36);
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|address| address.contains("/indicators/")).find(own).unwrap().to_owned()
}

async fn a_figure_is_corrected_beside_its_words_and_given_back(app: &TestApp) {
    let plan = app.aozora().await;
    let one = first(&take_up(app, &plan, 1).await);
    let before = app.open(&one).await;
    assert_says(&before, &["<mark>", "シート No.", "指標から外す"]);
    assert!(!before.contains("chip\">手入力"));
    let figures = format!("{one}/figures");
    let set = app.press(&figures, "year=R7&kind=actual&value=1%2C234.5&do=set").await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    assert_says(&app.open(&one).await, &["1,234.5", "chip\">手入力", "文の値に戻す", "<mark>"]);
    let none = app.press(&figures, "year=R7&kind=actual&do=none").await;
    assert_eq!(none.status, StatusCode::SEE_OTHER);
    assert_says(&app.open(&one).await, &["値なし"]);
    let back = app.press(&figures, "year=R7&kind=actual&do=drop").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(app.open(&one).await, before);
    assert_says(&app.open(&back.location()).await, &["値を変えました"]);
    for wrong in ["year=R7&kind=actual&value=many&do=set", "year=x&kind=actual&value=1", "year=R7"]
    {
        let refused = app.press(&figures, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let named = app.press(&one, &format!("name={}", encoded("修了者"))).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER);
    assert_says(&app.open(&one).await, &["修了者（"]);
    let gone = app.press(&format!("{one}/removal"), "").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(&one).await.status, StatusCode::NOT_FOUND);
    let told = app.open(&format!("{plan}/history")).await;
    assert_says(&told, &["指標の値の入力", "指標の名前の変更", "指標の取り消し"]);
}

const LIST: &str =
    "指標,単位,基準値（H27）,R5,R6,目標値（R8）\n自殺死亡率,人口10万対,19.6,16.2,-,13.7\n";

async fn outcomes_come_from_a_list_and_a_second_list_replaces_what_it_names(app: &TestApp) {
    let plan = app.aozora().await;
    let here = format!("{plan}/indicators/list");
    let taken = app.upload(&here, ("outcomes.csv", LIST.as_bytes()), &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let page = app.open(&taken.location()).await;
    assert_says(
        &page,
        &["1件の指標のうち、値を3か所変えました", "自殺死亡率（人口10万対）", "13.7"],
    );
    let second = "指標,単位,年度,区分,値\n自殺死亡率,人口10万対,R6,実績,15.9\n";
    let taken = app.upload(&here, ("more.csv", second.as_bytes()), &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let one = app.open(&first(&app.open(&format!("{plan}/indicators")).await)).await;
    assert_says(&one, &["19.6", "16.2", "15.9", "13.7", "計画全体の成果指標"]);
}

async fn a_list_that_is_none_changes_nothing_and_says_what_to_do(app: &TestApp) {
    let plan = app.aozora().await;
    let here = format!("{plan}/indicators/list");
    let half = format!("{LIST}認知度,％,41,48.5,すごく高い,70\n");
    for (name, bytes) in [("a.csv", half.as_bytes()), ("b.csv", b"\xff\xfe\x00".as_slice())] {
        let refused = app.upload(&here, (name, bytes), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text().contains("。"), "{name}");
    }
    let page = app.open(&format!("{plan}/indicators")).await;
    assert!(!page.contains("自殺死亡率（"), "nothing is half taken");
}

async fn a_reader_sees_numbers_of_accepted_texts_only(app: &TestApp) {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let one = first(&take_up(app, &plan, 1).await);
    write(app, &board, &one, ("777", 0)).await;
    let id: Id<Plan> = Id::new(plan.rsplit('/').next().unwrap());
    let office = app.person("office", vec![grant(Role::Secretariat, Some(&id), None)]).await;
    let sections = app.store.read().await.unwrap().sections(&id).await.unwrap();
    let held = grant(Role::Recorder, Some(&id), Some(&sections[0].id));
    let member = app.person("member", vec![held]).await;
    let (office, member) = (app.seat(&office).await, app.seat(&member).await);
    assert!(office.open(&one).await.contains("777"), "the secretariat reads drafts");
    for page in [one.clone(), format!("{plan}/indicators"), format!("{plan}/indicators.csv")] {
        // Addresses are made by chance, and may hold any figures
        let shown = member.open(&page).await;
        let mut texts = shown.split('"').filter(|text| !text.contains("/plans/"));
        assert!(!texts.any(|text| text.contains("777")), "{page}");
    }
    let shut = member.get(&format!("{plan}/indicators/candidates")).await;
    assert_eq!(shut.status, StatusCode::FORBIDDEN);
    assert!(!member.open(&one).await.contains("指標から外す"));
}

async fn a_table_that_was_saved_and_is_read_again_changes_nothing(app: &TestApp) {
    let plan = app.aozora().await;
    take_up(app, &plan, 4).await;
    let here = format!("{plan}/indicators/list");
    app.upload(&here, ("o.csv", LIST.as_bytes()), &[]).await;
    let table = app.open(&format!("{plan}/indicators.csv")).await;
    let before = app.open(&format!("{plan}/indicators")).await;
    let again = app.upload(&here, ("again.csv", table.as_bytes()), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert_eq!(app.open(&format!("{plan}/indicators")).await, before);
    assert_eq!(app.open(&format!("{plan}/indicators.csv")).await, table);
    let other = table.replacen("R5,実績,", "R5,実績,1", 1);
    app.upload(&here, ("other.csv", other.as_bytes()), &[]).await;
    assert_ne!(app.open(&format!("{plan}/indicators.csv")).await, table);
    let unknown = "計画における項目,指標,単位,R5\nない事業,件数,件,3\n";
    let refused = app.upload(&here, ("unknown.csv", unknown.as_bytes()), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&refused.text(), &["2行目の事業「ない事業」が、最新の一覧にありません"]);
}

async fn every_figure_is_saved_as_a_table(app: &TestApp) {
    let plan = app.aozora().await;
    take_up(app, &plan, 2).await;
    app.upload(&format!("{plan}/indicators/list"), ("o.csv", LIST.as_bytes()), &[]).await;
    let table = app.open(&format!("{plan}/indicators.csv")).await;
    assert_says(&table, &["計画における項目,指標,単位,年度,区分,値", "H27,基準,19.6", "R5,実績,"]);
}

/// The draft of the section that answers for an indicator's action; its form and the action.
async fn reply_of(app: &TestApp, board: &str, one: &str) -> String {
    let page = app.open(one).await;
    let action = link(&page, "/actions/").rsplit('/').next().unwrap().to_owned();
    let sections = app.open(board).await;
    for piece in sections.split("href=\"").skip(1) {
        let address = piece.split('"').next().unwrap();
        let own = address.contains("/sections/") && !address.contains('?');
        if own && app.open(address).await.contains(&action) {
            return format!("{address}/replies/{action}");
        }
    }
    panic!("nobody answers for {action}");
}

/// Writes a number under the words and unit of an indicator into the round's sheet.
async fn write(app: &TestApp, board: &str, one: &str, (number, base): (&str, u32)) {
    let reply = reply_of(app, board, one).await;
    let page = app.open(one).await;
    let title = page.split("<h1>").nth(1).unwrap().split('（').next().unwrap().to_owned();
    let unit = page.split('（').nth(1).unwrap().split('）').next().unwrap().to_owned();
    let text = encoded(&format!("{title}は{number}{unit}であった。"));
    let form = format!("status={text}&status.choice=text&status.base={base}");
    let written = app.press(&format!("{reply}/entries"), &form).await;
    assert!(written.status.is_success(), "{}", written.text());
}

const LEFT_OUT: &str = "10倍以上の変化があるため、確かめるまで描いていません";

/// What the box of a leap sends.
fn leap(page: &str) -> String {
    let value = page.split("name=\"right\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    encoded(value)
}

async fn a_step_of_ten_times_is_asked_about_before_it_is_drawn(app: &TestApp) {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let one = first(&take_up(app, &plan, 1).await);
    assert!(!app.open(&one).await.contains(LEFT_OUT));
    write(app, &board, &one, ("9,876,543", 0)).await;
    let page = app.open(&one).await;
    assert_says(&page, &[LEFT_OUT, "この10倍の変化は正しい", "の9,876,543へ、10倍以上の変化"]);
    assert!(!page.contains("実績9,876,543"), "the chart leaves it out");
    let action = link(&page, "/actions/");
    assert_says(&app.open(&action).await, &[LEFT_OUT]);
    assert_says(&app.open(&format!("{plan}/indicators")).await, &["10倍の変化を確かめる"]);
    assert_says(&app.open(&format!("{plan}/years/R8/sheet")).await, &["10倍の変化を確認中"]);
    let none = app.press(&format!("{one}/leaps"), "").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = app.press(&format!("{one}/leaps"), "right=R1:1:R2:10").await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    let right = app.press(&format!("{one}/leaps"), &format!("right={}", leap(&page))).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    let drawn = app.open(&right.location()).await;
    assert!(!drawn.contains(LEFT_OUT), "it was called right");
    assert_says(&drawn, &["実績9,876,543", "（受理前）", "正しいものとして描いています"]);
    write(app, &board, &one, ("8,765,432", 1)).await;
    assert_says(&app.open(&one).await, &[LEFT_OUT]);
    assert_says(&app.open(&format!("{plan}/history")).await, &["10倍の変化の確認"]);
    // As a candidate the same is asked
    app.press(&format!("{one}/removal"), "").await;
    let candidates = app.open(&format!("{plan}/indicators/candidates?show=all")).await;
    let asked = leap(&candidates);
    let taken = app.press(&format!("{plan}/indicators"), &format!("take={asked}")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&taken.text(), &["この10倍の変化は正しい"]);
    let form = format!("take={asked}&right={asked}");
    let taken = app.press(&format!("{plan}/indicators"), &form).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
}
