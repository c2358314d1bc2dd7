//! Words that stand in every place that is not public: in nothing that everybody is given.

use axum::http::StatusCode;
use domain::{Id, person::Role, plan::Plan};

use crate::{
    checks::first_form,
    frozen::everything,
    persons::grant,
    public::{json, shown},
    rounds::{City, city, enc, last, went},
    test_app::TestApp,
};

on_both!(case_24_what_is_not_public_stands_in_nothing_that_everybody_is_given);

/// What each of the words begins with; compared whatever the case of its letters.
const CANARY: &str = "ZQXCANARY";

/// The word of a place that is not public.
fn canary(place: &str) -> String {
    enc(&format!("{CANARY}-{place}"))
}

impl City<'_> {
    /// Writes a word into every place that is not public, and publishes.
    async fn publishes_beside_canaries(&self, app: &TestApp) -> String {
        self.drafts_and_notes(app).await;
        self.council_notes().await;
        self.tells_help_with_canaries().await;
        let reason = format!("reason={}", canary("freeze"));
        let decided = self.secretariat.press(&self.freezing("approved"), &reason).await;
        went(&decided, "said=frozen");
        let answers = format!("{}/years/R8/publication-answers", self.plan);
        let mut answered = 0;
        loop {
            let page = self.secretariat.open(&self.freezing("published")).await;
            let Some((_, rest)) = page.split_once("name=\"mark\" value=\"") else { break };
            let mark = rest.split('"').next().unwrap();
            let form = format!("mark={mark}&reason={}", canary("publication-answer"));
            went(&self.secretariat.press(&answers, &form).await, "/editions/published");
            answered += 1;
        }
        assert!(answered > 0, "a doubt is answered");
        let made = self.secretariat.press(&self.freezing("published"), &reason).await;
        went(&made, "said=frozen");
        last(&made.location()).to_owned()
    }

    /// Drafts, questions, answers to findings, why a reply was returned, and who wrote.
    async fn drafts_and_notes(&self, app: &TestApp) {
        let plan: Id<Plan> = Id::new(last(&self.plan));
        let section = Id::new(last(&self.own));
        let writer = app
            .person("zqxcanary-clerk", vec![grant(Role::Clerk, Some(&plan), Some(&section))])
            .await;
        let writer = app.seat(&writer).await;
        let list = self.clerk.open(&self.own).await;
        let replies = list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let others = replies.filter(|at| at.contains("/replies/") && *at != self.reply);
        let other = others.map(ToOwned::to_owned).next().expect("a second reply of the section");
        let same = canary("same-as-last-year");
        let same = format!("status=&status.choice=same&status.base=0&status.same={same}");
        went(&writer.press(&other, &same).await, "said=saved");
        let text = canary("draft");
        let draft = format!("evaluation={text}&evaluation.choice=text&evaluation.base=0");
        went(&writer.press(&other, &draft).await, "said=saved");

        let comments = format!("{}/comments", self.reply);
        let ask = format!("field=status&text={}", canary("question"));
        went(&self.secretariat.press(&comments, &ask).await, "said=asked");
        let page = writer.open(&self.reply).await;
        let answer = page.split("action=\"").find(|rest| rest.contains("/answer\"")).unwrap();
        let answer = answer.split('"').next().unwrap();
        let text = format!("text={}", canary("answer-to-question"));
        went(&writer.press(answer, &text).await, "said=answered");

        let check = format!("{}/years/R7/check", self.plan);
        let form = first_form(&self.secretariat.open(&check).await);
        let form = format!("{form}&answer=right&reason={}", canary("answer-to-finding"));
        let answered = self.secretariat.press(&format!("{check}/answers"), &form).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());

        let whole = crate::rounds::whole("研修を3回行った。", 0);
        went(&writer.press(&self.reply, &format!("{whole}&then=submit")).await, "said=submit");
        let back = format!("step=return&reason={}", canary("return"));
        went(&self.chief.press(&self.steps(), &back).await, "said=return");
        self.settle("若者の相談に応じ、練炭の販売店に声をかけた。", 1).await;
    }

    /// Whose opinion is published, what the section proposed, what is not published, what is not final.
    async fn council_notes(&self) {
        let meeting = format!(
            "year=R8&title={}&held_on=2026-07-10&questions={}",
            enc("第1回協議会"),
            canary("council-question")
        );
        let council = format!("{}/council", self.plan);
        let made = self.secretariat.press(&council, &meeting).await;
        went(&made, "said=saved");
        let meeting = made.location().split('?').next().unwrap().to_owned();
        let minutes = format!("text={}&state=draft&reason=&seen=0", canary("minutes"));
        went(&self.secretariat.press(&format!("{meeting}/minutes"), &minutes).await, "said=saved");
        let opinions = format!("{council}/opinions");
        let said = format!(
            "year=R8&meeting={}&member={}&text={}",
            last(&meeting),
            canary("member"),
            enc("周知の先に病院を加えてはどうか。")
        );
        let said = self.secretariat.press(&opinions, &said).await;
        went(&said, "said=saved");
        let opinion = said.location().split('?').next().unwrap().to_owned();
        let assign = format!("step=assign&seen=1&section={}&due_on=2099-01-01", last(&self.own));
        went(&self.secretariat.press(&opinion, &assign).await, "said=saved");
        let no = last(&opinion);
        let proposal = format!("{council}/sections/{}/opinions/{no}", last(&self.own));
        let draft = format!("seen=2&text={}", canary("proposed-answer"));
        went(&self.clerk.press(&proposal, &draft).await, "said=saved");
        let answer = format!("step=answer&seen=3&text={}", enc("次の年度に加えます。"));
        for step in [answer.as_str(), "step=publish&seen=4"] {
            went(&self.secretariat.press(&opinion, step).await, "said=saved");
        }
        let unsaid = format!("year=R8&kind=question&phase=before&text={}", canary("unpublished"));
        went(&self.council.press(&opinions, &unsaid).await, "said=saved");
    }

    /// Where help is, with who checked it; and where the folder will be, so that there is a feed.
    async fn tells_help_with_canaries(&self) {
        let form = format!(
            "publisher.section={}&publisher.base_address={}&help.0.name={}&help.0.is_city=1\
            &help.0.telephone=099-000-0000&help.0.source={}&help.0.checked_on={}\
            &help.0.checked_by={}&help.0.confirmed_by={}",
            enc("健康推進課"),
            enc("https://www.city.aozora.example/inochi/"),
            enc("こころの相談"),
            enc("市のページ"),
            crate::registers::today(),
            canary("checked-by"),
            canary("confirmed-by"),
        );
        let here = format!("{}/publication", self.plan);
        went(&self.secretariat.press(&here, &form).await, "said=set");
    }
}

/// Panics where bytes hold a word that is not public, or the name of a person or of a city's file.
fn assert_silent(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_uppercase();
    let persons = ["職員 CLERK", "職員 CHIEF", "職員 OFFICE", "職員 COUNCIL"];
    for word in [CANARY, "AOZORA-R"].into_iter().chain(persons) {
        assert!(!text.contains(word), "{what} holds {word}");
    }
    if bytes.starts_with(b"PK") {
        for (name, bytes) in package::files_of_zip(bytes).unwrap() {
            assert_silent(&format!("{what}: {name}"), &bytes);
        }
    }
}

async fn case_24_what_is_not_public_stands_in_nothing_that_everybody_is_given(app: &TestApp) {
    let city = city(app).await;
    let edition = city.publishes_beside_canaries(app).await;
    let all = everything(app, &edition).await;
    for (name, bytes) in &all {
        assert_silent(name, bytes);
        if name == "sheet.pdf" {
            let paper = ingest::read(bytes, &ingest::Options::default()).unwrap().sheet;
            assert_silent(name, format!("{paper:?}").as_bytes());
        }
    }
    assert!(all.iter().any(|(name, _)| name == "site/feed.xml"), "the feed is looked at too");
    let package = format!("{}/editions/{edition}/package", city.plan);
    assert_silent("package", &city.secretariat.get(&package).await.bytes);

    let shown = shown(app);
    let open = shown.stranger();
    let api = "/api/v1/public";
    let plan = json(&open.get(&format!("{api}/plans")).await)["items"][0]["id"].clone();
    let plan = plan.as_str().unwrap();
    let mut asked = vec![
        format!("{api}/plans"),
        format!("{api}/plans/{plan}/editions"),
        format!("{api}/editions/{edition}"),
        format!("{api}/openapi.json"),
    ];
    let parts = ["actions", "answers", "indicators", "errata", "opinions", "codes", "files"];
    asked.extend(parts.map(|part| format!("{api}/editions/{edition}/{part}?limit=500")));
    let files = all.iter().map(|(name, _)| name);
    let encoded = files.clone().map(|name| name.replace('/', "%2F"));
    asked.extend(encoded.map(|name| format!("{api}/editions/{edition}/files/{name}")));
    let site = files.filter_map(|name| name.strip_prefix("site/"));
    asked.extend(site.map(|name| format!("/public/{plan}/{name}")));
    let mut seen = 0;
    for address in asked {
        let page = open.get(&address).await;
        if page.status == StatusCode::OK {
            seen += 1;
            assert_silent(&address, &page.bytes);
        }
    }
    assert!(seen > 100, "{seen}");
    let opinions = json(&open.get(&format!("{api}/editions/{edition}/opinions")).await);
    assert_eq!(opinions["items"].as_array().unwrap().len(), 1, "what is published is there");

    // The words are there, for those whose they are
    let history = city.secretariat.open(&format!("{}/history", city.plan)).await;
    assert!(history.contains(CANARY));
    let inner = format!("{}/editions/{edition}/files/edition-internal.json", city.plan);
    assert!(city.secretariat.open(&inner).await.contains(CANARY));
}
