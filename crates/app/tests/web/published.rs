//! What a publication holds and keeps back, on made-up sheets and on a real one.

use axum::http::StatusCode;

use crate::{
    frozen::everything,
    rounds::{enc, last, went},
    test_app::{Page, TestApp, assert_says},
};

on_both!(
    case_15_a_column_of_the_plans_own_is_published_only_once_somebody_listed_it,
    case_52_a_count_that_is_hidden_and_shown_elsewhere_stops_a_publication_and_names_both,
    case_30_the_real_sheet_lists_what_was_not_done_with_its_state,
);

/// Where editions of a plan are made, while nobody is a person yet.
struct Publishing<'a> {
    app: &'a TestApp,
    plan: String,
    year: &'static str,
}

impl Publishing<'_> {
    fn at(&self, kind: &str) -> String {
        format!("{}/years/{}/editions/{kind}", self.plan, self.year)
    }

    async fn draft(&self, kind: &str) -> String {
        self.app.open(&self.at(kind)).await
    }

    /// Says where help is, and which fields of the plan's own are published.
    async fn sets(&self, fields: &[&str]) {
        self.sets_by("健康推進課", fields).await;
    }

    /// The same as a section that publishes.
    async fn sets_by(&self, section: &str, fields: &[&str]) {
        let form = format!(
            "publisher.section={}&help.0.name={}&help.0.telephone=099-000-0000&help.0.is_city=1\
            &help.0.source={}&help.0.checked_on={}&help.0.checked_by=a&help.0.confirmed_by=b",
            enc(section),
            enc("こころの相談"),
            enc("市のページ"),
            crate::registers::today(),
        );
        let fields = fields.iter().map(|name| format!("&field.published={}", enc(name)));
        let form = form + &fields.collect::<String>();
        went(&self.app.press(&format!("{}/publication", self.plan), &form).await, "said=set");
    }

    /// Answers every doubt that may be answered, the figures by an answer of their own.
    async fn looks_through(&self, of_figures: &str) {
        let answers = format!("{}/years/{}/publication-answers", self.plan, self.year);
        loop {
            let page = self.draft("published").await;
            let Some((_, rest)) = page.split_once("name=\"mark\" value=\"") else { return };
            let (mark, rest) = rest.split_once('"').unwrap();
            let item = rest.split("</li>").next().unwrap();
            let is_figure = item.contains(KEPT_BACK);
            let reason = if is_figure { of_figures } else { "市の発表のとおり" };
            let form = format!("mark={mark}&reason={}", enc(reason));
            went(&self.app.press(&answers, &form).await, "/editions/published");
        }
    }

    async fn press(&self, kind: &str) -> Page {
        self.app.press(&self.at(kind), &format!("reason={}", enc("公表のため"))).await
    }

    /// Freezes; answers the edition's identifier.
    async fn freeze(&self, kind: &str) -> String {
        let page = self.press(kind).await;
        went(&page, "said=frozen");
        last(&page.location()).to_owned()
    }

    async fn document(&self, edition: &str) -> serde_json::Value {
        let all = everything(self.app, edition).await;
        let (_, bytes) = all.iter().find(|(name, _)| name == "edition.json").unwrap();
        serde_json::from_slice(bytes).unwrap()
    }
}

const KEPT_BACK: &str = "※で伏せて公表する";

/// A sheet with a column that no form has.
const WITH_COLUMN: &str = "評価指標,担当課,基準値（H30）,目標値（R7）,R1,R2,R3,R3決算額（千円）\n\
    受講者数,健康課,120,400,180,190,260,86753\n認知度,健康課,52.5%,70%,55%,57%,61.2%,90210\n";

async fn case_15_a_column_of_the_plans_own_is_published_only_once_somebody_listed_it(
    app: &TestApp,
) {
    let review = app.book("/imports", "指標.csv", WITH_COLUMN.as_bytes()).await;
    let plan = review.split("/imports").next().unwrap().to_owned();
    let city = Publishing { app, plan, year: "R3" };
    city.sets(&[]).await;
    let draft = city.draft("published").await;
    assert_says(&draft, &["決算額（千円）", "は公開項目にないため、公表には載りません"]);
    city.freeze("approved").await;
    city.looks_through(KEPT_BACK).await;
    let without = city.freeze("published").await;
    for (name, bytes) in everything(app, &without).await {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("86753") && !text.contains("決算額"), "{name}");
    }
    let settings = app.open(&format!("{}/publication", city.plan)).await;
    let own = settings.split("name=\"field.published\"").skip(1).map(|rest| {
        let (_, rest) = rest.split_once("value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    });
    let own: Vec<String> = own.collect();
    let name = own.iter().find(|name| name.contains("決算額")).expect("it can be listed");
    city.sets(&[name.as_str()]).await;
    city.looks_through(KEPT_BACK).await;
    let with = city.freeze("published").await;
    assert!(city.document(&with).await.to_string().contains("86753"));
}

/// Gives the plan its only outcome, by a list.
async fn outcome(app: &TestApp, plan: &str, number: &str) {
    let list = format!("指標,単位,年度,区分,値\n相談した人,人,R7,実績,{number}\n");
    let here = format!("{plan}/indicators/list");
    let taken = app.upload(&here, ("outcomes.csv", list.as_bytes()), &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
}

async fn case_52_a_count_that_is_hidden_and_shown_elsewhere_stops_a_publication_and_names_both(
    app: &TestApp,
) {
    let plan = app.aozora().await;
    let city = Publishing { app, plan: plan.clone(), year: "R7" };
    city.sets(&[]).await;
    outcome(app, &plan, "4").await;
    city.freeze("approved").await;
    assert_says(&city.draft("published").await, &["少ない人数から個人が分かる", KEPT_BACK]);
    city.looks_through("市が発表した数のため").await;
    let first = city.freeze("published").await;
    let figure = |document: &serde_json::Value| {
        let figures = document["indicators"][0]["figures"].as_array().unwrap().iter();
        let own =
            |one: &&serde_json::Value| one["figure"] == "actual" && one["fiscal_year"] == 2025;
        figures.clone().find(own).unwrap_or_else(|| panic!("{figures:?}")).clone()
    };
    assert_eq!(figure(&city.document(&first).await)["number"], "4");

    // Hidden from now on, while the first edition still shows it
    outcome(app, &plan, "5").await;
    city.looks_through(KEPT_BACK).await;
    let stopped = city.press("published").await;
    assert_eq!(stopped.status, StatusCode::CONFLICT, "{}", stopped.text());
    assert_says(
        &stopped.text(),
        &[
            "指標「相談した人」の令和７年度の実績値",
            "「公表第2版の指標」では伏せて",
            "「令和７年度の公表第1版の指標」では示して",
        ],
    );
    let ground = format!("ground={}", enc("少ない人数のため"));
    let way = format!("{plan}/editions/{first}/withdrawal");
    went(&app.press(&way, &ground).await, "said=withdrawn");
    let second = city.freeze("published").await;
    let document = city.document(&second).await;
    assert_eq!(figure(&document)["state"], "withheld");

    // The difference of two editions that hide it tells nothing of it
    outcome(app, &plan, "6").await;
    city.looks_through(KEPT_BACK).await;
    let same = city.press("published").await;
    assert_eq!(same.status, StatusCode::CONFLICT);
    assert_says(&same.text(), &["公表第2版から変わったところがない"]);
    city.sets_by("保健課", &[]).await;
    let third = city.freeze("published").await;
    let document = city.document(&third).await;
    assert_eq!(figure(&document)["state"], "withheld");
    assert_eq!(figure(&document)["number"], "");
    let errata = document["errata"].to_string();
    assert!(!errata.contains("indicator:"), "{errata}");
    let both = app.open(&format!("{plan}/editions/{third}/comparisons/{second}")).await;
    assert!(!both.contains("相談した人"), "{both}");
}

/// The states of an action on the list of what was not done, by its number on the sheet.
fn states(list: &str, no: u32) -> Vec<String> {
    let head = format!("<span class=\"row-no\">{no}</span>");
    let Some((_, item)) = list.split_once(&head) else { return Vec::new() };
    let item = item.split("</li>").next().unwrap();
    let tags = item.split("<span class=\"tag\">").skip(1);
    tags.map(|tag| tag.split('<').next().unwrap().to_owned()).collect()
}

async fn case_30_the_real_sheet_lists_what_was_not_done_with_its_state(app: &TestApp) {
    let test = "case_30_the_real_sheet_lists_what_was_not_done_with_its_state";
    let Some(path) = crate::files::sample("kumagaya-r3.txt", test) else { return };
    let review = app.book("/imports", "kumagaya-r3.txt", &std::fs::read(path).unwrap()).await;
    let plan = review.split("/imports").next().unwrap().to_owned();
    let city = Publishing { app, plan, year: "R3" };
    city.sets(&[]).await;
    city.freeze("approved").await;
    city.looks_through("市の発表のとおり").await;
    let edition = city.freeze("published").await;
    let all = everything(app, &edition).await;
    let (_, bytes) = all.iter().find(|(name, _)| name == "site/notdone.html").unwrap();
    let page = String::from_utf8(bytes.clone()).unwrap();
    let list = page.split("調べ方").next().unwrap();
    for no in [15, 44] {
        assert_eq!(states(list, no), ["未実施", "達成度が0"], "No.{no}");
    }
    assert_eq!(states(list, 45), ["「-」とだけ記入"]);
    assert_eq!(states(list, 10), ["中止・代替"]);
    assert_eq!(states(list, 1), Vec::<String>::new(), "what was done is not on the list");
    let told: Vec<u32> = (1..=90).filter(|no| !states(list, *no).is_empty()).collect();
    println!("No. {told:?} of the real sheet were not done or cannot be told");
}
