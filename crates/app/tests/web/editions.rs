//! Editions through the front door: frozen once, read by whom they are for, corrected by a later one.

use axum::http::StatusCode;
use store::StoredEdition;

use crate::{
    rounds::{City, city, enc, last, went, whole},
    test_app::{TestApp, assert_says, link},
};

on_both!(
    an_edition_stays_as_it_was_and_the_next_one_lists_what_it_says_otherwise,
    what_is_open_is_told_before_a_freeze_and_taken_along_only_with_a_reason,
    what_is_published_was_decided_before,
    a_member_of_the_council_reads_editions_and_nothing_that_moves,
    a_withdrawn_edition_is_not_shown_to_the_council_and_keeps_its_number,
    a_freeze_that_comes_second_is_told_and_leaves_nothing_half_done,
    the_settings_of_publication_come_back_as_they_were_typed,
);

const REASON: &str =
    "reason=%E5%8D%94%E8%AD%B0%E4%BC%9A%E3%81%AB%E8%AB%AE%E3%82%8B%E3%81%9F%E3%82%81";

impl City<'_> {
    /// Where editions of the year and kind are made.
    pub(crate) fn freezing(&self, kind: &str) -> String {
        format!("{}/years/R8/editions/{kind}", self.plan)
    }

    /// Freezes an edition; answers where it is.
    pub(crate) async fn freeze(&self, kind: &str) -> String {
        let page = self.secretariat.press(&self.freezing(kind), REASON).await;
        went(&page, "said=frozen");
        page.location().split('?').next().unwrap().to_owned()
    }

    /// Accepts a text of the section.
    pub(crate) async fn settle(&self, status: &str, base: u32) {
        let form = format!("{}&then=submit", whole(status, base));
        went(&self.clerk.press(&self.reply, &form).await, "said=submit");
        went(&self.chief.press(&self.steps(), "step=approve").await, "said=approve");
        went(&self.secretariat.press(&self.steps(), "step=accept").await, "said=accept");
    }

    /// Says where help is, as two persons confirmed it today.
    pub(crate) async fn tells_help(&self) {
        let form = format!(
            "publisher.section={}&help.0.name={}&help.0.telephone=099-000-0000&help.0.is_city=1\
            &help.0.source={}&help.0.checked_on={}&help.0.checked_by=a&help.0.confirmed_by=b",
            enc("健康推進課"),
            enc("こころの相談"),
            enc("市のページ"),
            crate::registers::today(),
        );
        let here = format!("{}/publication", self.plan);
        went(&self.secretariat.press(&here, &form).await, "said=set");
    }

    async fn stored(&self, app: &TestApp, edition: &str) -> (StoredEdition, Vec<u8>) {
        let plan = domain::Id::new(last(&self.plan));
        let mut tx = app.store.read().await.unwrap();
        let stored = tx.edition(&plan, last(edition)).await.unwrap();
        let (_, bytes) = tx.edition_file(&stored.id, "edition.json").await.unwrap();
        (stored, bytes)
    }
}

async fn an_edition_stays_as_it_was_and_the_next_one_lists_what_it_says_otherwise(app: &TestApp) {
    let city = city(app).await;
    city.settle("研修を3回行った。", 0).await;
    let first = city.freeze("council").await;
    let (stored, bytes) = city.stored(app, &first).await;
    let page = city.secretariat.open(&first).await;
    assert_says(&page, &["協議会用第1版", "研修を3回行った。", "最新"]);
    let otherwise = format!("grade={}&was=done&class=other", enc("ア　実施済"));
    let classes = format!("{}/check/grade-classes", city.plan);
    assert!(city.secretariat.press(&classes, &otherwise).await.status.is_redirection());
    assert_eq!(city.secretariat.open(&first).await, page, "grades are frozen by value");
    let back = format!("step=return&reason={}", enc("件数"));
    went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    city.settle("研修を4回行った。", 1).await;
    assert_eq!(city.stored(app, &first).await, (stored, bytes), "nothing of it moves");
    assert!(city.secretariat.open(&first).await.contains("研修を3回行った。"));
    let list = city.secretariat.open(&format!("{}/editions", city.plan)).await;
    assert_says(&list, &["協議会用第1版から<b>1か所</b>変わっています"]);
    let draft = city.secretariat.open(&city.freezing("council")).await;
    assert_says(&draft, &["協議会用第2版", "前の版から変わるところ（1か所）"]);
    let without = city.secretariat.press(&city.freezing("council"), "reason=").await;
    assert_eq!(without.status, StatusCode::CONFLICT, "a correction has a reason");
    let second = city.freeze("council").await;
    let page = city.secretariat.open(&second).await;
    assert_says(&page, &["訂正", "研修を3回行った。", "研修を4回行った。", "協議会に諮るため"]);
    let old = city.secretariat.open(&first).await;
    assert_says(&old, &["これは協議会用第1版です。最新は", "協議会用第2版", "旧版"]);
    let both = format!("{second}/comparisons/{}", last(&first));
    assert_says(&city.secretariat.open(&both).await, &["1か所が違います", "<ins>", "<del>"]);
}

async fn what_is_open_is_told_before_a_freeze_and_taken_along_only_with_a_reason(app: &TestApp) {
    let city = city(app).await;
    let page = city.secretariat.open(&city.freezing("council")).await;
    assert_says(&page, &["済んでいないこと", "受理されていません", "協議会用第1版を凍結する"]);
    let without = city.secretariat.press(&city.freezing("council"), "reason=").await;
    assert_eq!(without.status, StatusCode::CONFLICT);
    assert_says(&without.text(), &["受理されていません"]);
    let plan = domain::Id::new(last(&city.plan));
    assert!(app.store.read().await.unwrap().editions(&plan).await.unwrap().is_empty());
    let made = city.freeze("council").await;
    let (stored, bytes) = city.stored(app, &made).await;
    assert!(stored.internal.contains("協議会に諮るため"), "{}", stored.internal);
    let document = String::from_utf8(bytes).unwrap();
    assert!(!document.contains("協議会に諮るため"), "the reason stays in the city");
    assert_says(&city.secretariat.open(&format!("{}/history", city.plan)).await, &["版の凍結"]);
    let digest = edition::ContentDigest::of(document.as_bytes());
    assert_eq!(digest.as_str(), stored.digest);
    let page = city.secretariat.open(&made).await;
    assert_says(&page, &[&digest.short(), &stored.digest, "協議会用第1版"]);
    let paper = city.secretariat.get(&link(&page, "/files/packet.pdf")).await;
    assert!(paper.bytes.starts_with(b"%PDF"), "the paper as it was frozen");
}

async fn what_is_published_was_decided_before(app: &TestApp) {
    let city = city(app).await;
    let page = city.secretariat.open(&city.freezing("published")).await;
    assert_says(&page, &["先に済ませること", "「決定」の版がありません"]);
    let refused = city.secretariat.press(&city.freezing("published"), REASON).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    city.settle("若者の相談に応じ、練炭の販売店に声をかけた。", 0).await;
    city.freeze("approved").await;
    let refused = city.secretariat.press(&city.freezing("published"), REASON).await;
    assert_says(&refused.text(), &["相談先が一つも登録されていません", "自殺の手段"]);
    city.tells_help().await;
    let page = city.secretariat.open(&city.freezing("published")).await;
    assert!(!page.contains("を凍結する</button>"), "words stop a publication");
    let answers = format!("{}/years/R8/publication-answers", city.plan);
    for mark in page.split("name=\"mark\" value=\"").skip(1) {
        let mark = mark.split('"').next().unwrap();
        let none = city.secretariat.press(&answers, &format!("mark={mark}&reason=")).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("mark={mark}&reason={}", enc("販売店への働きかけを伝えるため"));
        let answered = city.secretariat.press(&answers, &form).await;
        assert!(answered.location().ends_with("/editions/published"), "{}", answered.text());
    }
    let made = city.freeze("published").await;
    let page = city.secretariat.open(&made).await;
    assert_says(&page, &["公表第1版", "版の一式（zip）"]);
    let zip = city.secretariat.get(&format!("{made}/package")).await;
    assert!(zip.bytes.starts_with(b"PK"));
    let plan = last(&city.plan);
    let mut tx = app.store.read().await.unwrap();
    let files = tx.edition_files(last(&made)).await.unwrap();
    let has = |name: &str| files.iter().any(|file| file.name == name);
    for name in ["csv/answers.csv", "datapackage.json", "site/index.html", "site/csv/answers.csv"] {
        assert!(has(name), "{name}");
    }
    for file in &files {
        let (_, bytes) = tx.edition_file(last(&made), &file.name).await.unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("協議会に諮るため"), "{}: the city's own reason", file.name);
        assert!(!text.contains(plan), "{}: an inner identifier", file.name);
    }
}

async fn a_member_of_the_council_reads_editions_and_nothing_that_moves(app: &TestApp) {
    let csv = "計画における項目,担当課,令和5年度実施状況,取組状況（ア 実施済、エ 未実施）,\
        令和5年度達成度（％）\n見守り,福祉課,相談を3回開いた。,ア,100\n講座,健康課,2回開いた。,ア,90\n";
    let review = app.upload("/imports", ("R5.csv", csv.as_bytes()), &[("city", "となり市")]).await;
    let review = app.confirmed(review.location()).await;
    went(&app.press(&format!("{review}/booking"), "").await, "/years/R5");
    let other = review.split("/imports").next().unwrap().to_owned();
    let theirs = app.press(&format!("{other}/years/R5/editions/council"), REASON).await;
    let theirs = theirs.location().split('?').next().unwrap().to_owned();
    let city = city(app).await;
    city.settle("研修を3回行った。", 0).await;
    let council = city.freeze("council").await;
    let approved = city.freeze("approved").await;
    assert!(city.council.get("/").await.location().ends_with("/editions"));
    let list = city.council.open(&format!("{}/editions", city.plan)).await;
    assert_says(&list, &["協議会用第1版"]);
    assert!(!list.contains("決定第1版") && !list.contains("公表の設定"), "{list}");
    assert_says(&city.council.open(&council).await, &["研修を3回行った。"]);
    let file = format!("{council}/files/edition.json");
    assert_eq!(city.council.get(&file).await.header("content-type"), "application/json");
    assert_eq!(city.council.get(&approved).await.status, StatusCode::NOT_FOUND);
    let sheet = city.secretariat.open(&format!("{}/years/R7/sheet", city.plan)).await;
    let original = link(&sheet, "/original");
    for shut in [
        format!("{}/years/R8", city.plan),
        format!("{}/years/R8/sheet", city.plan),
        format!("{}/years/R8/changes", city.plan),
        format!("{}/years/R8/check", city.plan),
        format!("{}/years/R8/files/sheet.xlsx", city.plan),
        format!("{}/search?q={}", city.plan, enc("研修")),
        format!("{}/indicators", city.plan),
        city.reply.clone(),
        format!("{}/actions/{}", city.plan, last(&city.reply)),
        format!("{}/rounds/R8", city.plan),
        format!("{}/history", city.plan),
        format!("{}/imports", city.plan),
        original,
        format!("{other}/editions"),
        format!("{other}/years/R5/sheet"),
        theirs,
        city.freezing("council"),
        format!("{}/publication", city.plan),
    ] {
        assert_eq!(city.council.get(&shut).await.status, StatusCode::FORBIDDEN, "{shut}");
    }
    let other = council.replace(last(&city.plan), "another");
    assert_eq!(city.council.get(&other).await.status, StatusCode::FORBIDDEN);
    assert_says(&city.clerk.open(&approved).await, &["決定第1版"]);
}

async fn a_withdrawn_edition_is_not_shown_to_the_council_and_keeps_its_number(app: &TestApp) {
    let city = city(app).await;
    let made = city.freeze("council").await;
    let ground = format!("ground={}", enc("個人が分かるため"));
    let way = format!("{made}/withdrawal");
    let none = city.secretariat.press(&way, "ground=").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    went(&city.secretariat.press(&way, &ground).await, "said=withdrawn");
    assert_eq!(city.council.get(&made).await.status, StatusCode::NOT_FOUND);
    let page = city.secretariat.open(&made).await;
    assert_says(&page, &["この版は取りやめました", "個人が分かるため", "撤回"]);
    let again = city.secretariat.press(&way, &ground).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let next = city.freeze("council").await;
    assert_says(&city.secretariat.open(&next).await, &["協議会用第2版", "最新"]);
    let erased = format!("{ground}&erase=1");
    went(&city.secretariat.press(&format!("{next}/withdrawal"), &erased).await, "said=withdrawn");
    let page = city.secretariat.open(&next).await;
    assert_says(&page, &["個人が分かるため", "照合番号"]);
    assert!(!page.contains("edition.json"), "its bytes are gone");
    let file = city.secretariat.get(&format!("{next}/files/edition.json")).await;
    assert_eq!(file.status, StatusCode::NOT_FOUND);
}

async fn a_freeze_that_comes_second_is_told_and_leaves_nothing_half_done(app: &TestApp) {
    let city = city(app).await;
    let here = city.freezing("council");
    let press = || city.secretariat.press(&here, REASON);
    let (one, other) = tokio::join!(press(), press());
    let plan = domain::Id::new(last(&city.plan));
    let mut tx = app.store.read().await.unwrap();
    let editions = tx.editions(&plan).await.unwrap();
    let done = [&one, &other].iter().filter(|page| page.status.is_redirection()).count();
    assert_eq!(done, editions.len(), "{} {}", one.status, other.status);
    assert!(done >= 1);
    for edition in &editions {
        assert!(!tx.edition_files(&edition.id).await.unwrap().is_empty());
    }
    for page in [one, other] {
        let told = [StatusCode::SEE_OTHER, StatusCode::CONFLICT].contains(&page.status);
        assert!(told, "{}", page.text());
    }
}

async fn the_settings_of_publication_come_back_as_they_were_typed(app: &TestApp) {
    let city = city(app).await;
    let here = format!("{}/publication", city.plan);
    assert_says(&city.secretariat.open(&here).await, &["相談窓口", "公開項目"]);
    let form = format!(
        "publisher.section={}&publisher.telephone=000-0000&help.0.name={}&help.0.telephone=000-1111\
        &help.0.is_city=1&help.0.checked_on=2026-11-01&help.1.name=&small_number=5",
        enc("健康推進課"),
        enc("こころの相談")
    );
    went(&city.secretariat.press(&here, &form).await, "said=set");
    let page = city.secretariat.open(&here).await;
    assert_says(&page, &["健康推進課", "こころの相談", "000-1111", "2026-11-01", "value=\"5\""]);
    let bad = city.secretariat.press(&here, "small_number=x").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(city.secretariat.open(&here).await.contains("こころの相談"), "nothing is half done");
    assert_eq!(city.clerk.get(&here).await.status, StatusCode::FORBIDDEN);
}
