//! What the registers know, beside what a section writes: findings through the front door.

use domain::{Id, plan::Plan};

use crate::{
    registers::defined,
    rounds::{City, city, last, went},
    test_app::{TestApp, assert_says, encoded, link},
};

on_both!(
    a_number_that_records_do_not_give_is_told_to_the_writer_and_on_the_list_until_it_is_right,
    a_correction_after_the_text_tells_old_and_new_with_its_reason,
    what_has_no_result_is_told_of_the_sheet,
);

/// Gives the plan a register of courses that serves the reply's action; answers its section's page.
async fn courses(app: &TestApp, city: &City<'_>) -> String {
    let id: Id<Plan> = Id::new(last(&city.plan));
    let year = domain::FiscalYear::parse("R8").unwrap();
    let stored = app.store.read().await.unwrap().sheet(&id, year).await.unwrap().unwrap();
    let at = stored.actions.iter().position(|one| one.as_str() == last(&city.reply)).unwrap();
    let no = stored.sheet.rows[at].no;
    let definition = format!(
        r#"{{"name":"職員講座","version":1,"shape":"occasion","show":["venue"],"require":["date"],
        "serves":[{{"action":{no},"section":""}}],
        "countings":[{{"key":"held","unit":"回","kind":"held"}},
        {{"key":"attended","unit":"人","kind":"attended"}}],"wordings":[]}}"#
    );
    defined(app, &city.plan, last(&city.own), &definition).await
}

fn record(day: &str, came: u32) -> String {
    let name = encoded("職員講座");
    format!("register={name}&date={day}&state=held&attended%3A={came}")
}

async fn two_courses(app: &TestApp, city: &City<'_>) -> String {
    let here = courses(app, city).await;
    for (day, came) in [("2026-11-16", 16), ("2026-11-25", 19)] {
        went(&city.clerk.press(&here, &record(day, came)).await, "said=written");
    }
    here
}

async fn write(city: &City<'_>, text: &str, base: u32) {
    let form = format!("status={}&status.choice=text&status.base={base}", encoded(text));
    went(&city.clerk.press(&city.reply, &form).await, "said=saved");
}

async fn a_number_that_records_do_not_give_is_told_to_the_writer_and_on_the_list_until_it_is_right(
    app: &TestApp,
) {
    let city = city(app).await;
    two_courses(app, &city).await;
    write(&city, "参加者：１１月１６日：１６人、１１月２５日：１９人　合計３６人", 0).await;
    let told = "台帳「職員講座」では35人です（11月16日、11月25日の記録）";
    assert_says(&city.clerk.open(&city.reply).await, &[told]);
    let list = format!("{}/years/R8/check", city.plan);
    let page = city.secretariat.open(&list).await;
    assert_says(&page, &["台帳と違う数", told, "もとの記録", "2026-11-16 職員講座"]);
    let one = link(&page, "/registers/records/");
    assert_says(&city.secretariat.open(&one).await, &["第1版"]);
    write(&city, "参加者：１１月１６日：１６人、１１月２５日：１９人　合計３５人", 1).await;
    for page in [city.clerk.open(&city.reply).await, city.secretariat.open(&list).await] {
        assert!(!page.contains("台帳「職員講座」では"), "{page}");
    }
    write(&city, "１１月１７日に講座を開催し、１９人が参加した。", 2).await;
    assert_says(&city.clerk.open(&city.reply).await, &["11月17日", "記録のある日は11月16日"]);
}

async fn a_correction_after_the_text_tells_old_and_new_with_its_reason(app: &TestApp) {
    let city = city(app).await;
    let here = two_courses(app, &city).await;
    write(&city, "講座を２回開催し、延べ35人が参加した。", 0).await;
    let list = format!("{}/years/R8/check", city.plan);
    assert!(!city.secretariat.open(&list).await.contains("台帳「職員講座」"));
    let records = city.clerk.open(&format!("{here}?year=R8")).await;
    // The newest record stands first
    let one = link(&records, "/registers/records/");
    let reason = encoded("数え直した");
    let corrected = format!("{}&version=1&reason={reason}", record("2026-11-25", 18));
    went(&city.chief.press(&one, &corrected).await, "said=corrected");
    let page = city.secretariat.open(&list).await;
    assert_says(&page, &["台帳が直った後の古い数", "35人だったとき", "今は34人", "数え直した"]);
    assert_says(&city.clerk.open(&city.reply).await, &["今は34人"]);
}

async fn what_has_no_result_is_told_of_the_sheet(app: &TestApp) {
    let city = city(app).await;
    let here = courses(app, &city).await;
    let planned = record("2026-04-02", 3).replace("state=held", "state=planned");
    went(&city.clerk.press(&here, &planned).await, "said=written");
    write(&city, "講座を準備した。", 0).await;
    let page = city.secretariat.open(&format!("{}/years/R8/check", city.plan)).await;
    assert_says(&page, &["結果が未入力の記録", "1件あります（4月2日）"]);
}
