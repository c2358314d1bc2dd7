//! What was frozen stays as it was, whatever changes afterwards: texts, sections, scales, settings.

use axum::http::StatusCode;
use domain::{Id, plan::Plan};
use store::EditionFile;

use crate::{
    checks::{first_form, tile},
    files,
    public::{json, shown},
    rounds::{City, city, enc, last, went},
    test_app::{TestApp, assert_says},
};

on_both!(
    case_1_a_frozen_edition_stays_byte_for_byte_and_the_live_sheet_counts_what_changed,
    case_11_a_section_that_was_renamed_keeps_its_old_name_in_what_was_frozen,
    case_12_a_scale_that_was_changed_keeps_its_codes_and_words_in_what_was_frozen,
    case_14_an_open_error_is_answered_or_taken_along_with_a_reason_that_stays_inside,
    case_14_the_reason_of_a_correction_and_that_of_what_is_open_are_two,
    a_withdrawn_edition_says_where_its_texts_still_stand,
    a_year_without_a_sheet_is_told_with_the_way_out,
);

/// Every file of an edition with its bytes.
pub(crate) async fn everything(app: &TestApp, edition: &str) -> Vec<(String, Vec<u8>)> {
    let mut tx = app.store.read().await.unwrap();
    let files: Vec<EditionFile> = tx.edition_files(edition).await.unwrap();
    assert!(!files.is_empty());
    let mut all = Vec::new();
    for file in files {
        let (_, bytes) = tx.edition_file(edition, &file.name).await.unwrap();
        all.push((file.name, bytes));
    }
    all
}

/// A file of an edition as text.
fn text_of(all: &[(String, Vec<u8>)], name: &str) -> String {
    let (_, bytes) = all.iter().find(|(known, _)| known == name).expect(name);
    String::from_utf8_lossy(bytes).into_owned()
}

impl City<'_> {
    async fn corrects(&self, text: &str, base: u32) {
        let back = format!("step=return&reason={}", enc("件数"));
        went(&self.secretariat.press(&self.steps(), &back).await, "said=return");
        self.settle(text, base).await;
    }
}

async fn case_1_a_frozen_edition_stays_byte_for_byte_and_the_live_sheet_counts_what_changed(
    app: &TestApp,
) {
    let city = city(app).await;
    let sheet = format!("{}/years/R8/sheet", city.plan);
    assert!(!city.secretariat.open(&sheet).await.contains("協議会用第"), "nothing is frozen yet");
    city.settle("研修を3回行った。", 0).await;
    let first = city.freeze("council").await;
    assert_says(&city.reader.open(&sheet).await, &["協議会用第1版</a>と同じです"]);
    let before = everything(app, last(&first)).await;
    let address = first.clone();
    let package = format!("{first}/package");
    let pages = async || {
        let page = city.council.open(&address).await;
        (page, city.council.get(&package).await.bytes)
    };
    let (page, zip) = pages().await;
    city.corrects("研修を4回行った。", 1).await;
    assert_eq!(everything(app, last(&first)).await, before, "every file, every byte");
    assert!(pages().await == (page, zip), "its page and its package too");
    for reader in [&city.secretariat, &city.reader] {
        assert_says(&reader.open(&sheet).await, &["協議会用第1版</a>から1箇所変更"]);
    }
    let other = format!("{}/years/R7/sheet", city.plan);
    assert!(!city.reader.open(&other).await.contains("箇所変更"), "another year has no edition");
    let second = city.freeze("council").await;
    assert_says(&city.reader.open(&sheet).await, &["協議会用第2版</a>と同じです"]);
    assert_eq!(everything(app, last(&first)).await, before);
    assert_ne!(everything(app, last(&second)).await, before);
}

async fn case_11_a_section_that_was_renamed_keeps_its_old_name_in_what_was_frozen(app: &TestApp) {
    let city = city(app).await;
    let edition = city.publishes().await;
    let before = everything(app, &edition).await;
    let plan: Id<Plan> = Id::new(last(&city.plan));
    let sections = app.store.read().await.unwrap().sections(&plan).await.unwrap();
    // One that has not begun to answer: who writes keeps its name until it is done
    let owners = text_of(&before, "csv/owners.csv");
    let named = |name: &str| owners.contains(&format!(",{name},in_charge"));
    let idle = sections.iter().find(|one| one.id.as_str() != last(&city.own) && named(&one.name));
    let (old, new) = (idle.unwrap().name.clone(), "あたらしい名前の課");
    let form = format!("kind=rename_section&from={}&to={}", enc(&old), enc(new));
    let revisions = format!("{}/rounds/R8/revisions", city.plan);
    went(&city.secretariat.press(&revisions, &form).await, "said=revised");
    assert_says(&city.secretariat.open(&format!("{}/years/R8/sheet", city.plan)).await, &[new]);

    let after = everything(app, &edition).await;
    assert_eq!(after, before, "pages, tables, workbooks and paper are the same bytes");
    for name in ["edition.json", "csv/owners.csv", "site/table.html", "site/csv/owners.csv"] {
        let text = text_of(&after, name);
        assert!(text.contains(&old) && !text.contains(new), "{name}");
    }
    let (_, pdf) = after.iter().find(|(name, _)| name == "sheet.pdf").unwrap();
    let paper = ingest::read(pdf, &ingest::Options::default()).unwrap().sheet;
    let on_paper =
        |name: &str| paper.rows.iter().any(|row| row.sections().iter().any(|it| it == name));
    assert!(on_paper(&old) && !on_paper(new), "paper");
    let page = city.secretariat.open(&format!("{}/editions/{edition}", city.plan)).await;
    assert!(page.contains(&old) && !page.contains(new), "the page of the edition");
    let shown = shown(app);
    let api = format!("/api/v1/public/editions/{edition}/actions?limit=500");
    let told = json(&shown.stranger().get(&api).await).to_string();
    assert!(told.contains(&old) && !told.contains(new), "the interface for programs");
}

const TAKEN_ALONG: &str = "見本のため藍色の理由";

/// Freezes an edition of a year where nobody is a person yet; answers its address.
async fn freeze(app: &TestApp, plan: &str, of: (&str, &str)) -> String {
    let (year, kind) = of;
    let here = format!("{plan}/years/{year}/editions/{kind}");
    let page = app.press(&here, &format!("reason={}", enc(TAKEN_ALONG))).await;
    went(&page, "said=frozen");
    page.location().split('?').next().unwrap().to_owned()
}

/// Another list of grades: other codes, other words.
const NEW_SCALE: [(&str, &str); 5] = [
    ("ア　実施済", "Ａ　届いた"),
    ("イ　実施中", "Ｂ　途中"),
    ("ウ　準備中", "Ｃ　仕度"),
    ("エ　未実施", "Ｄ　届かない"),
    ("オ　その他", "Ｅ　ほか"),
];

async fn case_12_a_scale_that_was_changed_keeps_its_codes_and_words_in_what_was_frozen(
    app: &TestApp,
) {
    let plan = app.aozora().await;
    let edition = freeze(app, &plan, ("R7", "approved")).await;
    let (before, page) = (everything(app, last(&edition)).await, app.open(&edition).await);
    assert_says(&page, &["ア　実施済"]);

    let mut other = files::aozora_r7();
    for (was, is) in NEW_SCALE {
        other = other.replace(was, is);
    }
    let bytes = other.as_bytes();
    let read = app.upload(&format!("{plan}/imports"), ("改.csv", bytes), &[("year", "R7")]).await;
    let review = app.confirmed(read.location()).await;
    let booked = app.press(&format!("{review}/booking"), "replace=true").await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
    let live = app.open(&format!("{plan}/years/R7/sheet")).await;
    assert!(live.contains("Ａ　届いた") && !live.contains("ア　実施済"), "the live sheet");

    let after = everything(app, last(&edition)).await;
    assert_eq!(after, before);
    let codes = text_of(&after, "csv/codes.csv");
    assert!(codes.contains(",ア,実施済,") && !codes.contains("届いた"), "{codes}");
    let document: serde_json::Value =
        serde_json::from_str(&text_of(&after, "edition.json")).unwrap();
    let scales = document["scales"].as_array().unwrap();
    let grades = scales.iter().flat_map(|scale| scale["grades"].as_array().unwrap());
    assert!(grades.clone().any(|grade| grade["code"] == "ア" && grade["label"] == "実施済"));
    assert!(!app.open(&edition).await.contains("Ａ　届いた"), "its page");
}

async fn case_14_an_open_error_is_answered_or_taken_along_with_a_reason_that_stays_inside(
    app: &TestApp,
) {
    let plan = app.aozora().await;
    let here = format!("{plan}/years/R7/editions/council");
    let refused = app.press(&here, "reason=").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_says(&refused.text(), &["点検の「要修正」", "点検の画面で回答してください"]);
    // Taken along: the reason and what was open stand in the city's own file and nowhere else
    let taken = freeze(app, &plan, ("R7", "council")).await;
    let inner = app.get(&format!("{taken}/files/edition-internal.json")).await;
    assert_eq!(inner.header("content-type"), "application/json");
    assert_says(&inner.text(), &[TAKEN_ALONG, "点検の「要修正」", "\"code\":\"findings\""]);
    assert_says(&app.open(&taken).await, &["edition-internal.json", "市の中だけの記録"]);
    for (name, bytes) in everything(app, last(&taken)).await {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(TAKEN_ALONG) && !text.contains("要修正"), "{name}");
    }
    // Answered: the question is gone
    let check = format!("{plan}/years/R7/check");
    let mut page = app.open(&format!("{check}?weight=error")).await;
    while tile(&page, "要修正") > 0 {
        let form = format!("{}&answer=right&reason={}", first_form(&page), enc("規約どおり"));
        let answered = app.press(&format!("{check}/answers"), &form).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
        page = app.open(&format!("{check}?weight=error")).await;
    }
    assert!(!app.open(&here).await.contains("点検の「要修正」"));
}

async fn case_14_the_reason_of_a_correction_and_that_of_what_is_open_are_two(app: &TestApp) {
    let city = city(app).await;
    city.publishes().await;
    city.corrects("研修を4回行った。", 1).await;
    city.looks_through().await;
    let here = city.freezing("published");
    let form = city.secretariat.open(&here).await;
    assert_says(
        &form,
        &["訂正の理由（版に載ります）", "このまま凍結する理由（市の中だけに残ります）"],
    );
    let two = |reason: &str, inside: &str| format!("reason={}&inside={}", enc(reason), enc(inside));
    let only = city.secretariat.press(&here, &two("", "市の中の事情")).await;
    assert_eq!(only.status, StatusCode::CONFLICT, "a correction has a reason of its own");
    let made = city.secretariat.press(&here, &two("件数の誤り", "市の中の事情")).await;
    went(&made, "said=frozen");
    let made = made.location().split('?').next().unwrap().to_owned();
    let all = everything(app, last(&made)).await;
    assert!(text_of(&all, "edition.json").contains("件数の誤り"));
    for (name, bytes) in &all {
        assert!(!String::from_utf8_lossy(bytes).contains("市の中の事情"), "{name}");
    }
    let inner = format!("{made}/files/edition-internal.json");
    assert_says(&city.secretariat.open(&inner).await, &["市の中の事情"]);
    for other in [&city.council, &city.clerk] {
        assert_eq!(other.get(&inner).await.status, StatusCode::NOT_FOUND);
    }
    assert!(!city.clerk.open(&made).await.contains("edition-internal.json"));
}

async fn a_withdrawn_edition_says_where_its_texts_still_stand(app: &TestApp) {
    let city = city(app).await;
    city.settle("研修を3回行った。", 0).await;
    let first = city.freeze("council").await;
    city.corrects("研修を4回行った。", 1).await;
    let second = city.freeze("council").await;
    let gone = async |edition: &str| {
        let form = format!("ground={}", enc("個人が分かるため"));
        let page = city.secretariat.press(&format!("{edition}/withdrawal"), &form).await;
        went(&page, "said=withdrawn");
        city.secretariat.open(&page.location()).await
    };
    let told =
        "取りやめた版の文は、令和８年度の協議会用第2版の訂正や前の年の記載に、まだ載っています";
    assert_says(&gone(&first).await, &[told, "新しい版を凍結すると"]);
    assert!(!city.clerk.open(&first).await.contains("まだ載っています"), "who may not mend it");
    assert!(city.council.open(&second).await.contains("研修を3回行った。"), "so it is");
    let third = city.freeze("council").await;
    assert!(!city.council.open(&third).await.contains("研修を3回行った。"));
    assert!(!gone(&third).await.contains("まだ載っています"), "nothing follows it");
}

async fn a_year_without_a_sheet_is_told_with_the_way_out(app: &TestApp) {
    let plan = app.aozora().await;
    let page = app.get(&format!("{plan}/years/R3/editions/council")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_says(&page.text(), &["令和３年度のシートが見つかりません。先に取込でシートを登録して"]);
    let answer = "mark=none&reason=%E7%A2%BA%E8%AA%8D";
    let page = app.press(&format!("{plan}/years/R7/publication-answers"), answer).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_says(&page.text(), &["令和７年度の公表前の確認に、番号「none」で", "番号を確かめて"]);
}
