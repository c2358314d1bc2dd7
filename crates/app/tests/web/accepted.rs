//! What is not accepted yet is marked wherever it is shown, and 「受理したものだけ」 leaves it out.

use domain::{Id, person::Role, plan::Plan, section::Section};

use crate::{
    persons::{Browser, grant},
    test_app::{TestApp, assert_says, link},
};

on_both!(
    drafts_are_marked_with_their_stage_on_every_page_and_the_switch_leaves_them_out,
    what_was_accepted_has_no_mark_and_its_change_has_one_again,
    a_switched_page_keeps_the_wish_in_its_links,
);

const DRAFT: &str = "空色の講座を開き、7,654人が参加した。";

/// A round with a draft of a section, read by the secretariat and somebody who reads no drafts.
struct City<'a> {
    plan: String,
    reply: String,
    action: String,
    office: Browser<'a>,
    reader: Browser<'a>,
    clerk: Browser<'a>,
}

fn last(address: &str) -> &str {
    address.split('?').next().unwrap().rsplit('/').next().unwrap()
}

fn enc(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"))
}

async fn city(app: &TestApp) -> City<'_> {
    let plan = app.aozora().await;
    let form = "year=R8&opens_on=2020-04-01&due_on=2099-05-31";
    let begun = app.press(&format!("{plan}/rounds"), form).await;
    assert!(begun.status.is_redirection(), "{}", begun.text());
    let board = app.open(&format!("{plan}/rounds/R8")).await;
    let own = link(&board, "/sections/");
    let reply = link(&app.open(&own).await, "/replies/").split('?').next().unwrap().to_owned();
    let id: Id<Plan> = Id::new(last(&plan));
    let section: Id<Section> = Id::new(last(&own));
    let seat = async |login: &str, role: Role| {
        let of = role.is_of_section().then_some(&section);
        let person = app.person(login, vec![grant(role, Some(&id), of)]).await;
        app.seat(&person).await
    };
    City {
        office: seat("office", Role::Secretariat).await,
        reader: seat("reader", Role::Recorder).await,
        clerk: seat("clerk", Role::Clerk).await,
        action: format!("{plan}/actions/{}", last(&reply)),
        plan,
        reply,
    }
}

impl City<'_> {
    async fn write(&self, text: &str, base: u32) {
        let form = [
            format!("status={}&status.choice=text&status.base={base}", enc(text)),
            format!("progress={}&progress.base={base}", enc("ア")),
            format!("achievement=88&achievement.base={base}"),
            format!("evaluation={0}&evaluation.choice=text&evaluation.base={base}", enc("よい。")),
            format!("next_plan={0}&next_plan.choice=text&next_plan.base={base}", enc("続ける。")),
        ];
        let page = self.clerk.press(&self.reply, &form.join("&")).await;
        assert!(page.status.is_redirection(), "{}", page.text());
    }

    async fn step(&self, by: &Browser<'_>, form: &str) {
        let page = by.press(&format!("{}/steps", self.reply), form).await;
        assert!(page.status.is_redirection(), "{}", page.text());
    }

    /// The pages that show texts, and those that show what is made of them.
    fn pages(&self) -> Vec<String> {
        let at = |rest: &str| format!("{}{rest}", self.plan);
        let search = at(&format!("/search?q={}", enc("空色の講座")));
        vec![at("/years/R8/sheet"), self.action.clone(), search, at("/years/R8/changes")]
    }
}

fn bare(page: &str) -> String {
    ["<mark>", "</mark>", "<ins>", "</ins>"].iter().fold(page.to_owned(), |p, t| p.replace(t, ""))
}

/// The same address asking for what was accepted only.
fn only(address: &str) -> String {
    let join = if address.contains('?') { '&' } else { '?' };
    format!("{address}{join}accepted=only")
}

const CHIP: &str = "chip-unaccepted";

async fn drafts_are_marked_with_their_stage_on_every_page_and_the_switch_leaves_them_out(
    app: &TestApp,
) {
    let city = city(app).await;
    for address in city.pages() {
        assert!(!city.office.open(&address).await.contains(CHIP), "{address}: nothing is written");
    }
    city.write(DRAFT, 0).await;
    for address in city.pages() {
        let all = city.office.open(&address).await;
        assert!(bare(&all).contains("空色の講座を開き"), "{address}");
        assert_says(&all, &[CHIP, "</span>記入中", "is-unaccepted", "受理したものだけ"]);
        for (who, page) in [
            ("office", city.office.open(&only(&address)).await),
            ("reader", city.reader.open(&address).await),
        ] {
            assert!(!bare(&page).contains("空色の講座を開き"), "{who} {address}");
            assert!(!page.contains(CHIP), "{who} {address}");
        }
        let switched = city.office.open(&only(&address)).await;
        assert_says(&switched, &["受理したものだけを表示しています", "受理前のものも表示する"]);
        assert!(!city.reader.open(&only(&address)).await.contains("受理前のものも表示する"));
    }
    let overview = format!("{}/years/R8", city.plan);
    let all = city.office.open(&overview).await;
    assert_says(&all, &["うち受理前1件", "受理前：事務局がまだ受理していない", "達成度の平均"]);
    let without = city.office.open(&only(&overview)).await;
    assert!(!without.contains("うち受理前") && !without.contains("達成度の平均</dt>"), "{without}");
    for file in ["files/sheet.json", "files/sheet.csv", "files/tidy.csv", "changes.csv"] {
        let address = format!("{}/years/R8/{file}", city.plan);
        assert!(city.office.open(&address).await.contains("空色の講座を開き"), "{file}");
        assert!(!city.office.open(&only(&address)).await.contains("空色の講座を開き"), "{file}");
        let name = city.office.get(&address).await.header("content-disposition").to_owned();
        assert!(name.contains(&enc("受理前を含む")), "{name}");
    }
    let table = city.office.open(&format!("{}/years/R8/changes.csv", city.plan)).await;
    assert_says(&table, &["受理前の段階", ",記入中"]);
}

async fn what_was_accepted_has_no_mark_and_its_change_has_one_again(app: &TestApp) {
    let city = city(app).await;
    city.write(DRAFT, 0).await;
    city.step(&city.clerk, "step=submit").await;
    let sheet = format!("{}/years/R8/sheet", city.plan);
    assert_says(&city.office.open(&sheet).await, &["</span>提出済"]);
    city.step(&city.office, "step=accept").await;
    for address in city.pages() {
        let page = city.office.open(&address).await;
        assert!(bare(&page).contains("空色の講座を開き") && !page.contains(CHIP), "{address}");
        assert!(bare(&city.reader.open(&address).await).contains("空色の講座を開き"), "{address}");
    }
    city.step(&city.office, &format!("step=return&reason={}", enc("人数を"))).await;
    assert!(!city.office.open(&sheet).await.contains(CHIP), "it says what was accepted");
    city.write("空色の講座を書き直す。", 1).await;
    let page = city.office.open(&sheet).await;
    assert_says(&page, &["空色の講座を書き直す", "</span>差戻し"]);
    let switched = city.office.open(&only(&sheet)).await;
    assert_says(&switched, &["空色の講座を開き"]);
}

async fn a_switched_page_keeps_the_wish_in_its_links(app: &TestApp) {
    let city = city(app).await;
    city.write(DRAFT, 0).await;
    let page = city.office.open(&format!("{}/years/R8/sheet?q=a&accepted=only", city.plan)).await;
    for part in ["/years/R7/sheet", "/files/sheet.xlsx", "/years/R8", "/search"] {
        assert!(link(&page, &format!("{part}?accepted=only")).ends_with("accepted=only"));
    }
    let numbers = city.office.open(&format!("{}/indicators?accepted=only", city.plan)).await;
    assert_says(&numbers, &["/indicators.csv?accepted=only", "/candidates?accepted=only"]);
    assert_says(
        &page,
        &["name=\"accepted\" value=\"only\"", "/sheet?q=a\">受理前のものも表示する"],
    );
}
