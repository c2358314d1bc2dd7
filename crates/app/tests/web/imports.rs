//! Read, review, book: what is stored when, and what is refused.

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use domain::{Id, event::Event, person::Role, plan::Plan};

use crate::{
    files,
    persons::{Browser, grant},
    test_app::{TestApp, assert_says, form, form_kind, post},
};

on_both!(
    a_bad_file_gets_a_sentence_and_nothing_is_stored,
    an_import_is_booked_once,
    two_presses_at_once_book_once,
    a_corrected_file_shows_its_differences_and_needs_the_decision,
    the_same_file_is_recognised,
    another_citys_sheet_needs_the_decision,
    an_import_can_be_put_aside,
    a_layout_can_be_saved_and_given,
    the_first_file_of_all_may_be_bad,
    the_event_of_a_booking_names_the_sheet_as_it_was_saved,
    a_secretariat_of_one_plan_reads_no_file_for_another_and_makes_no_plan,
);

async fn a_bad_file_gets_a_sentence_and_nothing_is_stored(app: &TestApp) {
    let plan = app.aozora().await;
    let at = format!("{plan}/imports");
    let before = [app.open(&at).await, app.open(&format!("{plan}/years/R7")).await];
    let workbook = std::fs::read(files::demo("aozora-r5.xlsx")).unwrap();
    let csv = files::aozora_r7();
    let head = csv.lines().next().unwrap().as_bytes();
    let bad: [(&str, &[u8], &str, &str); 8] = [
        ("空.csv", b"", "", "ファイルが空です"),
        ("切れた.xlsx", &workbook[..workbook.len() / 2], "", "途中で切れています"),
        ("写真.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "", "画像ファイル"),
        ("シート.pdf", b"%PDF-1.7\n", "", "PDFファイルが壊れているか"),
        ("見出しだけ.csv", head, "", "事業の行がありません"),
        ("年度違い.csv", csv.as_bytes(), "R5", "指定された年度は"),
        ("年度.csv", csv.as_bytes(), "来年", "年度"),
        ("", b"", "", "ファイルが選ばれていません"),
    ];
    for (name, bytes, year, sentence) in bad {
        let page = app.upload(&at, (name, bytes), &[("year", year)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_says(&page.text(), &[sentence, "role=\"alert\"", "シートを読み込む"]);
    }
    let big = vec![b'a'; usize::try_from(ingest::LARGEST_FILE).unwrap() + 200_000];
    let page = app.upload(&at, ("大.csv", &big), &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "too large");
    assert_says(&page.text(), &["50 MB"]);
    let broken = post(&at).header(header::CONTENT_TYPE, form_kind());
    let page = app.send(broken.body(Body::from("------sasae-test\r\ncut")).unwrap()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a form that breaks off");
    let after = [app.open(&at).await, app.open(&format!("{plan}/years/R7")).await];
    assert!(before == after, "something was stored");
}

async fn an_import_is_booked_once(app: &TestApp) {
    let csv = files::aozora_r7();
    let review = app.review("/imports", "令和７年度.csv", csv.as_bytes()).await;
    assert_says(&app.open(&review).await, &["令和７年度.csv", "確認待ち", "登録せずに取りやめる"]);
    let plan = review.split("/imports").next().unwrap();
    assert_eq!(app.get(&format!("{plan}/years/R7")).await.status, StatusCode::NOT_FOUND);
    let booking = format!("{review}/booking");
    let booked = app.press(&booking, "").await;
    assert_eq!(booked.location(), format!("{plan}/years/R7"));
    for again in ["", "replace=true", "replace=true&same_plan=true"] {
        let page = app.press(&booking, again).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{again}");
    }
    assert_eq!(app.press(&format!("{review}/discarding"), "").await.status, StatusCode::CONFLICT);
    let page = app.open(&review).await;
    assert_says(&page, &["令和７年度の一覧を見る"]);
    assert!(!page.contains("登録せずに取りやめる"));
}

async fn two_presses_at_once_book_once(app: &TestApp) {
    let review = app.review("/imports", "r7.csv", files::aozora_r7().as_bytes()).await;
    let booking = format!("{review}/booking");
    let (one, two) = tokio::join!(app.press(&booking, ""), app.press(&booking, ""));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "{}\n{}", one.text(), two.text());
}

async fn a_corrected_file_shows_its_differences_and_needs_the_decision(app: &TestApp) {
    let plan = app.aozora().await;
    let at = format!("{plan}/imports");
    let csv = files::aozora_r7();
    let corrected = csv.replacen("353件", "335件", 1);
    assert_ne!(csv, corrected);
    let review = app.review(&at, "訂正.csv", corrected.as_bytes()).await;
    let page = app.open(&review).await;
    assert_says(
        &page,
        &[
            "登録済みの令和７年度シートとの違い",
            "1か所",
            "353件",
            "335件",
            "消費生活・多重債務相談",
            "置き換えます",
        ],
    );
    let booking = format!("{review}/booking");
    let refused = app.press(&booking, "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_says(&refused.text(), &["登録済みです"]);
    let search = format!("{plan}/years/R7/sheet?q=353%E4%BB%B6");
    assert_says(&app.open(&search).await, &["消費生活・多重債務相談"]);
    assert_eq!(app.press(&booking, "replace=true").await.status, StatusCode::SEE_OTHER);
    assert_says(&app.open(&search).await, &["条件に合う事業はありません"]);
    let list = app.open(&at).await;
    assert_says(&list, &["訂正.csv", "aozora-r7.csv"]);
}

async fn the_same_file_is_recognised(app: &TestApp) {
    let plan = app.aozora().await;
    let at = format!("{plan}/imports");
    let before = app.open(&at).await;
    let bytes = std::fs::read(files::demo("aozora-r7.csv")).unwrap();
    let review = app.review(&at, "別の名前.csv", &bytes).await;
    assert_says(&app.open(&review).await, &["aozora-r7.csv", "登録済み", "令和７年度の一覧を見る"]);
    assert_eq!(before, app.open(&at).await);
}

async fn another_citys_sheet_needs_the_decision(app: &TestApp) {
    let plan = app.aozora().await;
    let head =
        "計画における項目,実施内容,担当課,令和８年度の実施計画,令和８年度実施状況,達成度（％）";
    let rows: Vec<_> =
        (1..=8).map(|n| format!("\r\n別の町の事業{n},内容,住民課,計画,実施した,100")).collect();
    let rows = rows.concat();
    let review = app
        .review(&format!("{plan}/imports"), "町.csv", format!("{head}{rows}\r\n").as_bytes())
        .await;
    assert_says(
        &app.open(&review).await,
        &["別の市町村や別の計画", "この計画のシートに間違いありません"],
    );
    let booking = format!("{review}/booking");
    assert_eq!(app.press(&booking, "").await.status, StatusCode::CONFLICT);
    assert_eq!(app.get(&format!("{plan}/years/R8")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.press(&booking, "same_plan=true").await.status, StatusCode::SEE_OTHER);
    assert_says(&app.open(&format!("{plan}/years/R8")).await, &["別の町の事業1"]);
}

async fn an_import_can_be_put_aside(app: &TestApp) {
    let review = app.review("/imports", "r7.csv", files::aozora_r7().as_bytes()).await;
    let plan = review.split("/imports").next().unwrap();
    let page = app.press(&format!("{review}/discarding"), "").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, format!("{plan}/imports")));
    assert_eq!(app.press(&format!("{review}/booking"), "").await.status, StatusCode::CONFLICT);
    assert_eq!(app.get(&format!("{plan}/years/R7")).await.status, StatusCode::NOT_FOUND);
    app.book(&format!("{plan}/imports"), "r7.csv", files::aozora_r7().as_bytes()).await;
}

async fn a_layout_can_be_saved_and_given(app: &TestApp) {
    let csv = files::aozora_r7();
    let review = app.review("/imports", "r7.csv", csv.as_bytes()).await;
    let at = format!("{}/imports", review.split("/imports").next().unwrap());
    let saved = app.get(&format!("{review}/layout")).await;
    assert_says(&saved.text(), &["[[columns]]", "previous_status"]);
    let request = |layout: String| {
        let body = form(("r7.csv", csv.as_bytes()), &[("layout", &layout)]);
        post(&at).header(header::CONTENT_TYPE, form_kind()).body(body).unwrap()
    };
    let again = app.send(request(saved.text())).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    let missed = app.send(request(saved.text().replace("再掲", "再々掲"))).await;
    assert_eq!(missed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&missed.text(), &["「再々掲」が見つかりません"]);
    let broken = app.send(request("columns = 3".to_owned())).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&broken.text(), &["様式ファイルの書き方"]);
}

async fn the_first_file_of_all_may_be_bad(app: &TestApp) {
    let page = app.upload("/imports", ("空.csv", b""), &[("city", "あおぞら市")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&page.text(), &["ファイルが空です"]);
    assert_says(&app.open("/").await, &["最初のシートを読み込みましょう"]);
}

async fn the_event_of_a_booking_names_the_sheet_as_it_was_saved(app: &TestApp) {
    let plan = Id::new(app.aozora().await.rsplit('/').next().unwrap());
    let mut tx = app.store.read().await.unwrap();
    let told = tx.events(&plan, 50).await.unwrap();
    let booked = told.iter().filter_map(|record| match &record.event {
        Event::ImportBooked(booked) => Some(booked),
        _ => None,
    });
    let booked: Vec<_> = booked.collect();
    assert_eq!(booked.len(), 3);
    for event in booked {
        let stored = tx.sheet(&plan, event.fiscal_year).await.unwrap().unwrap();
        assert_eq!(event.file.as_ref(), Some(&stored.import.digest));
        let kept = tx.kept_sheet(event.sheet.as_ref().unwrap()).await.unwrap();
        assert!(kept == stored.sheet, "the year's sheet can be had again from its event");
    }
}

async fn a_secretariat_of_one_plan_reads_no_file_for_another_and_makes_no_plan(app: &TestApp) {
    let plan = app.aozora().await;
    let id = Id::new(plan.rsplit('/').next().unwrap());
    let other = Plan {
        id: Id::new("other"),
        municipality: "みなみ市".to_owned(),
        area_code: String::new(),
        title: "計画".to_owned(),
    };
    let mut tx = app.store.begin().await.unwrap();
    tx.create_plan(&other).await.unwrap();
    app.commit(tx).await;
    let here = app.person("here", vec![grant(Role::Secretariat, Some(&id), None)]).await;
    let all = app.person("all", vec![grant(Role::Secretariat, None, None)]).await;
    let (here, all) = (app.seat(&here).await, app.seat(&all).await);
    let bytes = std::fs::read(files::demo("aozora-r7.csv")).unwrap();
    let sent = async |seat: &Browser<'_>, city: &str| {
        let body = form(("r7.csv", &bytes), &[("city", city), ("year", "")]);
        let request = post("/imports").header("content-type", form_kind());
        seat.send(request.body(body).unwrap()).await.status
    };
    for (city, own) in [("あおぞら市", true), ("みなみ市", false), ("きた市", false)] {
        let expected = if own { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!(sent(&here, city).await, expected, "{city}");
    }
    assert_eq!(app.store.read().await.unwrap().plans().await.unwrap().len(), 2, "none was made");
    for city in ["みなみ市", "きた市"] {
        assert_eq!(sent(&all, city).await, StatusCode::SEE_OTHER, "{city}");
    }
    assert_eq!(app.store.read().await.unwrap().plans().await.unwrap().len(), 3);
}
