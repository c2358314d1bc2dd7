//! The checker's pages: the working list, answers to findings, the list to ask back with.

use axum::http::StatusCode;

use crate::test_app::{TestApp, assert_says, encoded, link};

on_both!(
    the_findings_of_a_sheet_are_listed_with_their_words,
    an_answered_finding_leaves_the_list_until_it_is_asked_for,
    what_a_section_is_asked_is_printed_for_it,
    what_changed_since_last_year_is_shown_and_saved_as_a_table,
    a_rule_is_weighed_and_its_line_drawn_for_the_plan,
    the_board_and_the_section_show_the_number_that_the_list_shows,
    a_corrected_finding_shows_what_became_of_its_cell,
    the_workbook_that_is_sent_out_carries_what_the_checker_asks,
    a_workbook_says_nothing_of_what_another_section_wrote_in_a_shared_row,
    what_others_set_meanwhile_stays,
    a_plan_has_words_of_its_own_and_every_page_obeys_them,
    a_wrong_word_comes_again_in_the_form_with_a_sentence,
);

/// The hidden fields of the first form of a page's list.
pub(crate) fn first_form(page: &str) -> String {
    let form = page.split("<details class=\"finding-answer\">").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        format!("{name}={}", rest.split('"').next().unwrap())
    });
    fields.collect::<Vec<_>>().join("&")
}

/// The number of a tile.
pub(crate) fn tile(page: &str, name: &str) -> usize {
    let after = page.split(&format!("<dt>{name}</dt><dd><b>")).nth(1).unwrap();
    after.split('<').next().unwrap().parse().unwrap()
}

async fn the_findings_of_a_sheet_are_listed_with_their_words(app: &TestApp) {
    let plan = app.aozora().await;
    let page = app.open(&format!("{plan}/years/R7/check")).await;
    assert_says(&page, &["令和７年度 点検", "<mark>", "直し方と理由", "問い合わせ票を印刷"]);
    assert!(tile(&page, "要修正") + tile(&page, "要確認") > 0);
    assert!(!page.contains("weight-info"), "what is only for information is asked for");
    let all = app.open(&format!("{plan}/years/R7/check?weight=all&state=all")).await;
    assert!(all.contains("weight-info"));
    let none =
        app.open(&format!("{plan}/years/R7/check?section=%E7%84%A1%E3%81%84%E8%AA%B2")).await;
    assert_says(&none, &["この条件の指摘はありません"]);
}

async fn an_answered_finding_leaves_the_list_until_it_is_asked_for(app: &TestApp) {
    let plan = app.aozora().await;
    let here = format!("{plan}/years/R7/check");
    let before = app.open(&here).await;
    let (form, open) = (first_form(&before), tile(&before, "要修正") + tile(&before, "要確認"));
    let address = format!("{here}/answers");
    let refused = app.press(&address, &format!("{form}&answer=right&reason=")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    let reason = "reason=%E8%A6%8F%E7%B4%84%E3%81%A9%E3%81%8A%E3%82%8A";
    let answered = app.press(&address, &format!("{form}&answer=right&{reason}")).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
    let after = app.open(&here).await;
    assert_eq!(tile(&after, "要修正") + tile(&after, "要確認"), open - 1);
    assert_eq!(tile(&after, "回答済み"), 1);
    let kept = app.open(&format!("{here}?state=answered&weight=all")).await;
    assert_says(&kept, &["このままでよい：規約どおり", "回答を取り消す"]);
    let history = app.open(&format!("{plan}/history")).await;
    assert_says(&history, &["指摘への回答", "規約どおり"]);
    let other = form.replace("mark=", "mark=0");
    let gone = app.press(&address, &format!("{other}&answer=left&reason=")).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    let back = app.press(&address, &format!("{form}&answer=reopen")).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    assert_eq!(tile(&app.open(&here).await, "回答済み"), 0);
}

async fn what_a_section_is_asked_is_printed_for_it(app: &TestApp) {
    let plan = app.aozora().await;
    let slips = app.open(&format!("{plan}/years/R7/check/slips")).await;
    assert_says(&slips, &["問い合わせ票", "あて", "おたずね", "該当の記入"]);
    let sections = slips.matches("class=\"slip\"").count();
    assert!(sections > 1);
    let name = slips.split("<section class=\"slip\"><h2>").nth(1).unwrap();
    let name = name.split(' ').next().unwrap();
    let one = app.open(&format!("{plan}/years/R7/check/slips?section={}", encoded(name))).await;
    assert_eq!(one.matches("class=\"slip\"").count(), 1);
}

async fn what_changed_since_last_year_is_shown_and_saved_as_a_table(app: &TestApp) {
    let plan = app.aozora().await;
    let page = app.open(&format!("{plan}/years/R7/changes")).await;
    assert_says(&page, &["令和７年度 前年度からの変化", "変化のある事業", "<ins>", "<del>", "→"]);
    let overview = app.open(&format!("{plan}/years/R7")).await;
    assert_says(&overview, &["/years/R7/changes"]);
    let saved = app.get(&format!("{plan}/years/R7/changes.csv")).await;
    assert_eq!(saved.status, StatusCode::OK);
    let table = saved.text();
    assert!(
        table.starts_with("\u{feff}No,計画における項目,変わったこと,前年度,今年度\r\n"),
        "{table}"
    );
    assert!(table.lines().count() > 10 && table.contains("達成度（％）"), "{table}");
}

/// How many findings a list shows.
fn shown(page: &str) -> usize {
    page.matches("<details class=\"finding-answer\">").count()
}

async fn a_rule_is_weighed_and_its_line_drawn_for_the_plan(app: &TestApp) {
    let plan = app.aozora().await;
    let (rules, list) =
        (format!("{plan}/check/rules"), format!("{plan}/years/R7/check?weight=all"));
    let page = app.open(&list).await;
    let name = page.split("name=\"rule\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let own = format!("name=\"rule\" value=\"{name}\"");
    let (mine, all) = (page.matches(&own).count(), shown(&page));
    let set = app.press(&rules, &format!("{name}=off&SMALL_CELL.few=3")).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    assert_says(
        &app.open(&set.location()).await,
        &["2か所を変えました", "変更あり", "value=\"3\""],
    );
    let after = app.open(&list).await;
    assert!(!after.contains(&own) && shown(&after) <= all - mine);
    assert_says(&app.open(&format!("{plan}/history")).await, &["点検の設定の変更"]);
    let wrong = app.press(&rules, "SMALL_CELL.few=1000").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = app.press(&rules, "SMALL_CELL.few=many&TYPO=off").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = app.press(&rules, &format!("{name}=&SMALL_CELL.few=10")).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(shown(&app.open(&list).await), all, "everything is as it was by itself");
}

async fn the_board_and_the_section_show_the_number_that_the_list_shows(app: &TestApp) {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let sections = sections(&app.open(&board).await);
    assert!(!app.open(&board).await.contains("section="), "nothing was written yet");
    for section in &sections[..3] {
        let reply = link(&app.open(section).await, "/replies/");
        write(app, &reply, "啓発リーフレットを及び名刺を配布してる。", 0).await;
    }
    let list = app.open(&format!("{plan}/years/R8/check")).await;
    let form = first_form(&list);
    app.press(&format!("{plan}/years/R8/check/answers"), &format!("{form}&answer=left&reason="))
        .await;
    let page = app.open(&board).await;
    let mut told = 0;
    for piece in page.split("data-label=\"指摘\">").skip(1) {
        let Some(rest) = piece.strip_prefix("<a href=\"") else { continue };
        let (address, rest) = rest.split_once('"').unwrap();
        let count: usize = rest.trim_start_matches('>').split('<').next().unwrap().parse().unwrap();
        let list = app.open(&address.replace("&#38;", "&").replace("&amp;", "&")).await;
        assert_eq!(shown(&list), count, "{address}");
        told += 1;
    }
    assert!(told > 1, "{told}");
    let mut counted = 0;
    for address in &sections {
        counted += usize::from(app.open(address).await.contains("点検の指摘 "));
    }
    assert_eq!(counted, told, "the same sections have findings on both pages");
}

/// The first reply of the round's first section, and its list of findings.
async fn reply(app: &TestApp) -> (String, String, String) {
    let plan = app.aozora().await;
    let board = app.begin_round(&plan).await;
    let own = link(&app.open(&board).await, "/sections/");
    let reply = link(&app.open(&own).await, "/replies/");
    (plan.clone(), reply, format!("{plan}/years/R8/check?weight=all"))
}

async fn write(app: &TestApp, reply: &str, status: &str, base: u32) {
    let form = format!("status={}&status.choice=text&status.base={base}", encoded(status));
    let written = app.press(&format!("{reply}/entries"), &form).await;
    assert!(written.status.is_success(), "{}", written.text());
}

async fn a_corrected_finding_shows_what_became_of_its_cell(app: &TestApp) {
    let (plan, reply, list) = reply(app).await;
    write(app, &reply, "啓発リーフレットを及び名刺を配布してる。", 0).await;
    let page = app.open(&list).await;
    let at = page.find("<mark>してる").or_else(|| page.find("してる")).unwrap();
    let form = first_form(&format!(
        "<details class=\"finding-answer\">{}",
        page[at..].split_once("<details class=\"finding-answer\">").unwrap().1
    ));
    let answers = format!("{plan}/years/R8/check/answers");
    let answered = app.press(&answers, &format!("{form}&answer=corrected&reason=")).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
    write(app, &reply, "啓発リーフレットと名刺を配布している。", 1).await;
    let after = app.open(&list).await;
    assert_says(&after, &["文が変わって消えた指摘", "<ins>", "<del>", "直した（"]);
}

/// The addresses of the sections on a board.
fn sections(board: &str) -> Vec<String> {
    let all = board.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|address| address.contains("/sections/") && !address.contains('?'))
        .map(str::to_owned)
        .collect()
}

/// The comments of a section's workbook; empty where it has none.
async fn comments(app: &TestApp, section: &str) -> String {
    let book = app.get(&format!("{section}/workbook")).await;
    assert_eq!(book.status, StatusCode::OK);
    let mut files = zip::ZipArchive::new(std::io::Cursor::new(book.bytes)).unwrap();
    let mut comments = String::new();
    if let Ok(mut part) = files.by_name("xl/comments1.xml") {
        std::io::Read::read_to_string(&mut part, &mut comments).unwrap();
    }
    comments
}

async fn the_workbook_that_is_sent_out_carries_what_the_checker_asks(app: &TestApp) {
    let (_, reply, _) = reply(app).await;
    let own = reply.split("/replies/").next().unwrap();
    let before = comments(app, own).await.matches("【確認】").count();
    write(app, &reply, "啓発リーフレットを及び名刺を配布してる。", 0).await;
    assert!(comments(app, own).await.matches("【確認】").count() > before);
}

async fn a_workbook_says_nothing_of_what_another_section_wrote_in_a_shared_row(app: &TestApp) {
    let plan = app.aozora().await;
    let board = app.open(&app.begin_round(&plan).await).await;
    let sections = sections(&board);
    // An action that two sections answer for
    let mut of: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for section in &sections {
        let page = app.open(section).await;
        for reply in page.split("/replies/").skip(1).filter_map(|rest| rest.split('"').next()) {
            of.entry(reply.to_owned()).or_default().push(section.clone());
        }
    }
    let (action, owners) = of.iter().find(|(_, owners)| owners.len() > 1).unwrap();
    let (one, other) = (&owners[0], &owners[1]);
    let before = comments(app, other).await;
    write(app, &format!("{one}/replies/{action}"), "秘密の空色の冊子を配布してる。", 0).await;
    assert!(app.open(&format!("{plan}/years/R8/check?weight=all")).await.contains("秘密の空色"));
    assert_eq!(comments(app, other).await, before, "it is a draft of another section");
}

async fn what_others_set_meanwhile_stays(app: &TestApp) {
    let plan = app.aozora().await;
    let rules = format!("{plan}/check/rules");
    app.press(&rules, "was.TYPO=&TYPO=off").await;
    let old_page = "was.TYPO=&TYPO=&was.SMALL_CELL.few=10&SMALL_CELL.few=5";
    let set = app.press(&rules, old_page).await;
    assert_says(&app.open(&set.location()).await, &["1か所を変えました"]);
    let told = app.open(&format!("{plan}/history")).await;
    assert_says(&told, &["→ 指摘しない", "10 → 5"]);
    assert_eq!(told.matches("指摘しない").count(), 1, "the switch was not put back");
    let wrong = app.press(&rules, "was.TYPO=off&TYPO=loud").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The form of the words, from a page that showed none.
fn words(names: &str, absent: &str) -> String {
    format!(
        "was.names=&names={}&was.hoped_absent=&hoped_absent={}",
        encoded(names),
        encoded(absent)
    )
}

async fn a_plan_has_words_of_its_own_and_every_page_obeys_them(app: &TestApp) {
    let (plan, reply, list) = reply(app).await;
    let rules = format!("{plan}/check/rules");
    write(app, &reply, "ながら見守り隊と連携し、訪問を行った。", 0).await;
    let told = "「見守り隊」は正式には「高齢者見守りボランティア」です。";
    assert!(!app.open(&list).await.contains(told));
    let set = app.press(&rules, &words("見守り隊＝高齢者見守りボランティア", "孤立")).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    let page = app.open(&set.location()).await;
    assert_says(&page, &["2か所を変えました", "見守り隊＝高齢者見守りボランティア</textarea>"]);
    assert_says(&app.open(&list).await, &[told]);
    let history = app.open(&format!("{plan}/history")).await;
    assert_says(
        &history,
        &["点検の言葉の変更", "見守り隊：なし → 高齢者見守りボランティア、孤立：追加"],
    );
    // Whoever has an older page open takes nothing of it back
    let later = app.press(&rules, &words("包括＝地域包括支援センター", "")).await;
    let page = app.open(&later.location()).await;
    assert_says(&page, &["1か所を変えました", "見守り隊＝", "包括＝地域包括支援センター"]);
    let shown = format!("was.names={0}&names=", encoded("見守り隊＝高齢者見守りボランティア"));
    app.press(&rules, &shown).await;
    assert!(!app.open(&list).await.contains(told));
    assert!(app.open(&rules).await.contains("包括＝地域包括支援センター"));
}

async fn a_wrong_word_comes_again_in_the_form_with_a_sentence(app: &TestApp) {
    let plan = app.aozora().await;
    let rules = format!("{plan}/check/rules");
    for (names, absent, told) in [
        ("社協＝\n包括＝支援センター", "", "の1行目：正式な名称が空です"),
        ("社協＝甲会\n社協＝乙会", "", "の2行目：「社協」が2回あります"),
        ("", &"長".repeat(41)[..], "の1行目：言葉は40文字以内で書いてください"),
    ] {
        let refused = app.press(&rules, &words(names, absent)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [names, absent].concat();
        assert_says(&refused.text(), &[told, &typed, "form-note"]);
    }
    assert_says(&app.open(&rules).await, &["言葉（0）"]);
}
