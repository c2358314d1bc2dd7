//! A question that is dropped takes no draft out from under the cover: whoever may not read drafts
//! is shown the same pages and files as if nobody had written.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::{Id, person::Role, plan::Plan};

use crate::{
    persons::{Browser, grant},
    rounds::{City, city, enc, last, went},
    test_app::{TestApp, assert_says},
};

on_both!(
    what_readers_are_shown_does_not_depend_on_drafts_of_a_dropped_question,
    a_dropped_question_keeps_its_accepted_text_and_comes_back_as_it_was,
    a_search_counts_and_finds_what_was_accepted_and_nothing_else,
);

pub(crate) const DRAFT: &str = "空色の講座を開き、7,654人が参加した。";

/// Every page and file of the plan that links lead to from a page on, by its address.
async fn crawl(reader: &Browser<'_>, from: &str) -> BTreeMap<String, Vec<u8>> {
    let mut waiting = VecDeque::from([from.to_owned()]);
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = BTreeMap::new();
    while let Some(address) = waiting.pop_front() {
        let page = reader.get(&address).await;
        assert!(!page.status.is_server_error(), "{address}: {}", page.text());
        if page.status.is_redirection() {
            waiting.extend(Some(page.location()).filter(|to| known.insert(to.clone())));
            continue;
        }
        let text = page.text();
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let own = links.map(|link| link.split(['#', '?']).next().unwrap());
        let own = own.filter(|link| link.starts_with("/plans/")).map(ToOwned::to_owned);
        let own = own.filter(|link| is_looked_at(link));
        waiting.extend(own.filter(|link| known.insert(link.clone())));
        pages.insert(address, page.bytes);
    }
    pages
}

/// Typeset pages take seconds each where nothing is optimised, and are made of the same sheets: those
/// of the running year stand for all.
fn is_looked_at(address: &str) -> bool {
    let running = ["/years/R8/files/sheet.pdf", "/years/R8/files/actions.pdf"];
    !address.contains(".pdf") || running.iter().any(|file| address.ends_with(file))
}

/// The pages and files that differ, and those that only one has.
fn differing(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |address: &&String| before.get(*address) != after.get(*address);
    all.into_iter().filter(differs).cloned().collect()
}

fn evaluation(text: &str, base: u32) -> String {
    format!("evaluation={}&evaluation.choice=text&evaluation.base={base}", enc(text))
}

impl City<'_> {
    /// Sets which questions the round asks.
    async fn ask(&self, keys: &[&str]) {
        let asked: Vec<String> = keys.iter().map(|key| format!("&{key}.asked=1")).collect();
        let asked = asked.concat();
        let form = format!("opens_on=2020-04-01&due_on=2099-05-31&approval=1{asked}");
        let settings = format!("{}/rounds/R8/settings", self.plan);
        went(&self.secretariat.press(&settings, &form).await, "said=set");
    }

    async fn drop_evaluation(&self) {
        self.ask(&["status", "progress", "achievement", "next_plan"]).await;
    }

    /// The replies of the section, as addresses.
    async fn replies(&self) -> Vec<String> {
        let page = self.clerk.open(&self.own).await;
        let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let own = links.map(|link| link.split('?').next().unwrap());
        let own: BTreeSet<String> =
            own.filter(|link| link.contains("/replies/")).map(ToOwned::to_owned).collect();
        own.into_iter().collect()
    }

    /// A clerk of another section.
    async fn stranger<'a>(&self, app: &'a TestApp) -> Browser<'a> {
        let plan: Id<Plan> = Id::new(last(&self.plan));
        let sections = app.store.read().await.unwrap().sections(&plan).await.unwrap();
        let other = sections.iter().find(|s| s.id.as_str() != last(&self.own)).unwrap();
        let held = grant(Role::Clerk, Some(&plan), Some(&other.id));
        let person = app.person("stranger", vec![held]).await;
        app.seat(&person).await
    }
}

async fn what_readers_are_shown_does_not_depend_on_drafts_of_a_dropped_question(app: &TestApp) {
    let city = city(app).await;
    let stranger = city.stranger(app).await;
    let before = crawl(&city.reader, &city.plan).await;
    assert!(before.len() > 100 && before.keys().any(|page| page.ends_with("actions.pdf")));
    let replies = city.replies().await;
    let [written, handed_in, returned] = [&replies[0], &replies[1], &replies[2]];
    for reply in [written, handed_in, returned] {
        went(&city.clerk.press(reply, &evaluation(DRAFT, 0)).await, "said=saved");
    }
    let why = enc("集計前");
    for reply in [handed_in, returned] {
        let form = format!("step=submit&reason={why}");
        went(&city.clerk.press(&format!("{reply}/steps"), &form).await, "said=submit");
    }
    let back = format!("step=return&reason={why}");
    went(&city.chief.press(&format!("{returned}/steps"), &back).await, "said=return");
    city.drop_evaluation().await;
    let after = crawl(&city.reader, &city.plan).await;
    assert_eq!(differing(&before, &after), [""; 0]);
    let seen = crawl(&stranger, &city.plan).await;
    assert!(seen.len() > before.len(), "a clerk has more pages than a reader");
    for (address, bytes) in &seen {
        assert!(!String::from_utf8_lossy(bytes).contains("空色の講座"), "{address}");
        let file = ["/files/", ".csv"].iter().any(|part| address.contains(part));
        assert!(!file || before.get(address) == Some(bytes), "{address}");
    }
    let sheet = format!("{}/years/R8/sheet", city.plan);
    assert_says(&city.secretariat.open(&sheet).await, &[DRAFT, "受理前"]);
}

async fn a_dropped_question_keeps_its_accepted_text_and_comes_back_as_it_was(app: &TestApp) {
    let city = city(app).await;
    let accepted = "空色の受理された文。";
    went(&city.clerk.press(&city.reply, &evaluation(accepted, 0)).await, "said=saved");
    let submit = format!("step=submit&reason={}", enc("集計前"));
    went(&city.clerk.press(&city.steps(), &submit).await, "said=submit");
    went(&city.chief.press(&city.steps(), "step=approve").await, "said=approve");
    went(&city.secretariat.press(&city.steps(), "step=accept").await, "said=accept");
    let back = format!("step=return&reason={}", enc("人数を"));
    went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    went(&city.clerk.press(&city.reply, &evaluation(DRAFT, 1)).await, "said=saved");
    let pages =
        ["/years/R8/sheet", "/years/R8/files/sheet.csv"].map(|rest| city.plan.clone() + rest);
    let says = async |when: &str| {
        for address in &pages {
            let page = city.reader.open(address).await;
            assert!(page.contains(accepted) && !page.contains("空色の講座"), "{when}: {address}");
        }
    };
    says("asked").await;
    city.drop_evaluation().await;
    says("dropped").await;
    city.ask(&["status", "evaluation", "progress", "achievement", "next_plan"]).await;
    says("asked again").await;
    assert_says(&city.clerk.open(&city.reply).await, &[DRAFT]);
    assert_says(&city.secretariat.open(&pages[0]).await, &[DRAFT]);
}

async fn a_search_counts_and_finds_what_was_accepted_and_nothing_else(app: &TestApp) {
    let city = city(app).await;
    let find = async |reader: &Browser<'_>, words: &str| {
        let page = reader.open(&format!("{}/search?q={}", city.plan, enc(words))).await;
        page.replace("<mark>", "").replace("</mark>", "")
    };
    let before = find(&city.reader, "講座").await;
    for reply in city.replies().await {
        went(&city.clerk.press(&reply, &evaluation(DRAFT, 0)).await, "said=saved");
    }
    assert_eq!(find(&city.reader, "講座").await, before, "neither shown nor counted");
    let submit = format!("step=submit&reason={}", enc("集計前"));
    went(&city.clerk.press(&city.steps(), &submit).await, "said=submit");
    went(&city.chief.press(&city.steps(), "step=approve").await, "said=approve");
    went(&city.secretariat.press(&city.steps(), "step=accept").await, "said=accept");
    let back = format!("step=return&reason={}", enc("人数を"));
    went(&city.secretariat.press(&city.steps(), &back).await, "said=return");
    went(&city.clerk.press(&city.reply, &evaluation("黄色の会議。", 1)).await, "said=saved");
    let page = find(&city.reader, "空色　講座").await;
    assert_says(&page, &[DRAFT, "1件"]);
    assert_says(&find(&city.reader, "黄色の会議").await, &["見つかりません"]);
    assert_says(&find(&city.secretariat, "黄色の会議").await, &["黄色の会議。"]);
}
