//! The history tells whoever keeps the system what was done, and not a word of what was written.

use domain::{Id, person::Role, plan::Plan};

use crate::{
    covered::DRAFT,
    persons::grant,
    rounds::{city, enc, last, went},
    test_app::{TestApp, assert_says},
};

on_both!(an_administrator_reads_in_no_history_what_was_written);

async fn an_administrator_reads_in_no_history_what_was_written(app: &TestApp) {
    let city = city(app).await;
    let form = |base| format!("status={}&status.choice=text&status.base={base}", enc(DRAFT));
    went(&city.clerk.press(&city.reply, &form(0)).await, "said=saved");
    let asked = format!("field=status&text={}", enc("空色の質問"));
    went(&city.secretariat.press(&format!("{}/comments", city.reply), &asked).await, "said=asked");
    let submit = format!("step=submit&reason={}", enc("空色の理由"));
    went(&city.clerk.press(&city.steps(), &submit).await, "said=submit");
    let back = format!("step=return&reason={}", enc("空色の差戻し"));
    went(&city.chief.press(&city.steps(), &back).await, "said=return");
    let plan = Id::new(last(&city.plan));
    let seat = async |login: &str, role, of| {
        let person = app.person(login, vec![grant(role, of, None)]).await;
        app.seat(&person).await
    };
    let mut tx = app.store.begin().await.unwrap();
    let other = Plan {
        id: Id::new("other"),
        municipality: "べつの市".to_owned(),
        area_code: String::new(),
        title: "別の計画".to_owned(),
    };
    tx.create_plan(&other).await.unwrap();
    app.commit(tx).await;
    let everywhere = seat("admin", Role::Administrator, None).await;
    let here = seat("admin-here", Role::Administrator, Some(&plan)).await;
    let elsewhere = seat("admin-elsewhere", Role::Administrator, Some(&other.id)).await;
    let of_plan = format!("{}/history", city.plan);
    let of_people = ["clerk", "chief", "office"].map(|of| format!("/people/person-{of}/history"));
    for admin in [&everywhere, &here] {
        let page = admin.open(&of_plan).await;
        assert!(!page.contains("空色") && !page.contains("7,654"), "{page}");
        assert_says(&page, &["記入", "差戻し", "質問", "実施状況", "職員 clerk", "表示します"]);
    }
    for admin in [&everywhere, &here, &elsewhere] {
        for address in &of_people {
            let page = admin.open(address).await;
            assert!(!page.contains("空色") && !page.contains("7,654"), "{address}: {page}");
        }
        assert_says(&admin.open(&of_people[0]).await, &["記入", "提出", "実施状況"]);
    }
    let auditor = seat("auditor", Role::Auditor, Some(&plan)).await;
    for reader in [&auditor, &city.secretariat] {
        let page = reader.open(&of_plan).await;
        assert_says(&page, &["空色の講座", "空色の質問", "理由：空色の理由", "理由：空色の差戻し"]);
        assert!(!page.contains("にだけ表示します"));
    }
}
