//! What a reader of the tables relies on, case by case.

use opendata::{Error, disagreements, edition_id, files};

use crate::{
    made_up::{aozora, kawabe, mapped},
    published::{Published, always},
};

/// The lines of a table in which some columns have some values, in other columns.
fn found<'a>(
    published: &'a Published,
    name: &str,
    of: &[(&str, &str)],
    columns: &[&str],
) -> Vec<Vec<&'a str>> {
    let table = published.table(name);
    let lines = table.lines.iter();
    let lines =
        lines.filter(|line| of.iter().all(|(column, cell)| table.cell(line, column) == *cell));
    lines.map(|line| table.cells(line, columns)).collect()
}

#[test]
fn case_5_a_cell_that_differs_is_named_with_both_values() {
    let content = aozora();
    let published = Published::of(content.clone());
    let text = std::str::from_utf8(published.bytes("csv/answers.csv")).unwrap();
    let spoilt = text.replacen(",96.9,", ",99.6,", 1);
    assert_ne!(spoilt, text);
    assert_eq!(
        disagreements(&content, "csv/answers.csv", spoilt.as_bytes()),
        ["answers.csv：region_code=112020、edition_id=aozora-2024-published-2、\
          answer_fiscal_year=2024、row_no=2、field_code=achievementの行のnumber（数値）が違います。\
          版では「96.9」、ファイルでは「99.6」です。"]
    );
}

#[test]
fn case_5_lines_that_lack_or_are_too_many_and_other_heads_are_named() {
    let content = aozora();
    let published = Published::of(content.clone());
    let text = std::str::from_utf8(published.bytes("csv/owners.csv")).unwrap();
    let told = |text: &str| disagreements(&content, "owners.csv", text.as_bytes());
    let mut lines: Vec<_> = text.split_inclusive("\r\n").collect();
    let last = lines.pop().unwrap();
    let lacking = told(&lines.concat());
    assert!(
        lacking.len() == 1 && lacking[0].ends_with("の行がファイルにありません。"),
        "{lacking:?}"
    );
    let twice = told(&format!("{text}{last}"));
    assert!(twice.len() == 1 && twice[0].ends_with("の行が2度あります。"), "{twice:?}");
    let strange = told(&format!("{text}{}", last.replace("a006", "a777")));
    assert!(strange.len() == 1 && strange[0].ends_with("の行は版にありません。"), "{strange:?}");
    let wider = told(&text.replace("in_charge\r\n", "in_charge,x\r\n"));
    assert!(wider[0].ends_with("の行に余分な欄があります。"), "{wider:?}");
    let head = told(&text.replace("owner_no", "number"));
    assert!(head.len() == 1 && head[0].contains("見出しが違います"), "{head:?}");
    assert!(disagreements(&content, "csv/owners.csv", b"\xff\xfe")[0].contains("UTF-8"));
    assert!(disagreements(&content, "csv/other.csv", b"")[0].contains("この名前の表はありません"));
}

#[test]
fn case_5_files_as_they_were_written_agree_in_any_order_of_lines() {
    always(|published| {
        for table in &published.tables {
            let name = format!("csv/{}.csv", table.name);
            let bytes = published.bytes(&name);
            assert!(disagreements(&published.content, &name, bytes).is_empty(), "{name}");
            let text = std::str::from_utf8(bytes).unwrap();
            let mut lines: Vec<_> = text.split_inclusive("\r\n").collect();
            lines[1..].reverse();
            let turned = lines.concat();
            assert!(disagreements(&published.content, &name, turned.as_bytes()).is_empty());
        }
    });
}

#[test]
fn case_36_a_text_with_a_break_is_two_paragraphs_and_no_cell_breaks() {
    let published = Published::of(aozora());
    let of = [("action_id", "a001"), ("field_code", "status"), ("answer_fiscal_year", "2024")];
    // The row that shows the action again says something else: that follows
    assert_eq!(
        found(&published, "texts", &of, &["paragraph_no", "text"]),
        [
            ["1", "会議を2回開いた。"],
            ["2", "参加は延べ34人だった。"],
            ["3", "学校も会議に加わった。"]
        ]
    );
    let document = String::from_utf8(edition::canonical(&published.content).unwrap()).unwrap();
    assert!(document.contains("会議を2回開いた。\\r\\n　参加は延べ34人だった。"));
    let errata = found(&published, "errata", &[("erratum_no", "1")], &["before"]);
    assert_eq!(errata, [["100枚を配った。⏎駅で配った。"]]);
    always(|published| {
        for (table, column, cell) in published.all_cells() {
            assert!(!cell.contains(['\r', '\n', '\u{2028}', '\u{85}']), "{table}.{column}");
        }
    });
}

#[test]
fn case_37_a_formula_is_guarded_and_a_dash_is_a_state() {
    let published = Published::of(aozora());
    let text =
        found(&published, "texts", &[("action_id", "a002"), ("field_code", "status")], &["text"]);
    assert_eq!(text.last().unwrap(), &["'=1+1"]);
    let document = String::from_utf8(edition::canonical(&published.content).unwrap()).unwrap();
    assert!(document.contains("\"text\":\"=1+1\""));
    let sheet = &published.sheets["texts"];
    assert!(sheet.iter().any(|row| row.last().is_some_and(|cell| *cell == "=1+1")));
    let dash = [("action_id", "a003"), ("answer_fiscal_year", "2024")];
    let dashed: Vec<_> = found(&published, "answers", &dash, &["state_code", "number"]);
    assert_eq!(dashed.iter().filter(|line| line[0] == "dash").count(), 2);
    assert!(dashed.iter().all(|line| line[1].is_empty()));
    // A number below zero is a number
    let mut content = aozora();
    content.indicators[0].figures[0].number = "-5".to_owned();
    let published = Published::of(content);
    assert_eq!(published.table("indicators").column("number")[0], "-5");
}

#[test]
fn case_38_five_states_and_two_numbers() {
    let published = Published::of(aozora());
    let of = [("field_code", "achievement")];
    let columns = ["row_no", "state_code", "number", "unit", "is_approximate", "small_number_code"];
    let answers = found(&published, "answers", &of, &columns);
    assert_eq!(
        answers,
        [
            ["1", "given", "100", "%", "0", "none"],
            ["2", "given", "96.9", "%", "0", "none"],
            ["3", "dash", "", "", "", "none"],
            ["4", "missing", "", "", "", "none"],
            ["5", "not_applicable", "", "", "", "none"],
            ["6", "withheld", "", "", "", "primary_or_complementary"],
            ["7", "given", "80", "%", "1", "none"],
        ]
    );
}

#[test]
fn case_39_years_and_cities_stand_below_each_other_with_one_key() {
    let mut last_year = aozora();
    last_year.fiscal_year -= 1;
    let mut next_number = aozora();
    next_number.number += 1;
    let mut council = aozora();
    council.kind = edition::EditionKind::Council;
    let editions = [aozora(), last_year, next_number, council, kawabe()].map(Published::of);
    for name in ["answers", "actions", "owners", "texts", "indicators"] {
        let key = opendata::TABLES.iter().find(|table| table.name == name).unwrap().key;
        let mut keys = std::collections::BTreeSet::new();
        for table in editions.iter().map(|edition| edition.table(name)) {
            assert_eq!(table.head, editions[0].table(name).head);
            for line in &table.lines {
                assert!(keys.insert(table.cells(line, key)), "{name}: {line:?}");
            }
        }
    }
    // Codes of each edition are told by it; those of all are the same lines
    let mut codes = std::collections::BTreeMap::new();
    for table in editions.iter().map(|edition| edition.table("codes")) {
        for line in &table.lines {
            let key = table.cells(line, &["list_code", "list_version", "code"]);
            assert_eq!(codes.entry(key).or_insert(line), &line);
        }
    }
    assert_eq!(edition_id(&aozora()), "aozora-2024-published-2");
}

#[test]
fn case_40_a_wrong_check_digit_is_refused() {
    let mut content = aozora();
    content.city.region_code = "112021".to_owned();
    let error = files(&content).unwrap_err();
    assert!(matches!(&error, Error::WrongRegionCode { right, .. } if right == "112020"));
    content.city.region_code = "11202".to_owned();
    assert!(matches!(files(&content).unwrap_err(), Error::NoRegionCode(_)));
}

#[test]
fn case_50_a_number_that_is_withheld_is_in_no_table() {
    let mut content = aozora();
    let answer = content.actions[5].answers.iter_mut().find(|a| a.field == "achievement").unwrap();
    // Even if the document had kept it
    (answer.number, answer.text) = ("76543".to_owned(), "76543件".to_owned());
    let figure = &mut content.indicators[1].figures[1];
    assert_eq!((figure.state.as_str(), answer.state.as_str()), ("withheld", "withheld"));
    figure.number = "76543".to_owned();
    let published = Published::of(content);
    assert!(published.all_cells().iter().all(|(.., cell)| !cell.contains("76543")));
    let of = [("state_code", "withheld")];
    assert_eq!(found(&published, "indicators", &of, &["number", "is_approximate"]), [["", ""]]);
}

#[test]
fn case_54_the_main_item_of_an_action_is_its_package_code() {
    let published = Published::of(mapped());
    let codes = found(&published, "actions", &[], &["action_id", "package_code"]);
    assert_eq!(codes[..3], [["a001", "made-up:1-1"], ["a002", "made-up:2"], ["a003", ""]]);
    let listed = found(&published, "codes", &[("list_code", "package")], &["code", "label"]);
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[1], ["made-up:1-1", "架空の項目1-1"]);
    let without = Published::of(aozora());
    assert!(without.table("actions").column("package_code").iter().all(|cell| cell.is_empty()));
}

#[test]
fn titles_are_apart_from_the_numbers_of_their_measures() {
    let published = Published::of(aozora());
    let columns = ["row_no", "measure_no", "measure_code", "page_no", "action_name", "is_relisted"];
    let actions = found(&published, "actions", &[], &columns);
    assert_eq!(actions[0], ["1", "1", "basic-1", "21", "相談窓口 連絡会議", "0"]);
    assert_eq!(actions[1][3], "22");
    assert_eq!(actions[4][2..4], ["measure-3", "30"]);
    assert_eq!(actions[6][5], "1");
    let measures = found(&published, "codes", &[("list_code", "measure")], &["code", "label"]);
    assert_eq!(measures[0], ["basic-1", "地域におけるネットワークの強化"]);
    assert_eq!(measures[2], ["measure-3", "その他の取組"]);
    // Where there is no measure, the number says so and the key is not blank
    let published = Published::of(kawabe());
    assert_eq!(published.table("actions").column("measure_no"), ["0", "0", "0"]);
}

#[test]
fn what_is_planned_for_a_later_year_is_a_field_of_its_own() {
    let published = Published::of(aozora());
    let of = [("row_no", "1"), ("answer_fiscal_year", "2025")];
    assert_eq!(found(&published, "answers", &of, &["field_code"]), [["next_plan"]]);
    let of = [("row_no", "1"), ("answer_fiscal_year", "2024"), ("state_code", "missing")];
    assert!(found(&published, "answers", &of, &["field_code"]).is_empty());
}

#[test]
fn a_grade_of_words_is_a_code_of_its_years_list() {
    let published = Published::of(kawabe());
    let of = [("field_code", "progress"), ("row_no", "2")];
    let grades =
        found(&published, "answers", &of, &["answer_fiscal_year", "grade_code", "common_code"]);
    assert_eq!(grades, [["2022", "やや遅れ", "partly"], ["2023", "×", "cancelled"]]);
    let list = [("list_code", "grade:progress:2023")];
    let codes = found(&published, "codes", &list, &["code", "label", "order_no", "common_code"]);
    assert_eq!(codes[0], ["◎", "◎", "1", "unknown"]);
    assert_eq!(codes[3], ["×", "中止", "4", "cancelled"]);
}

#[test]
fn an_action_goes_on_if_an_earlier_year_or_another_action_says_so() {
    let published = Published::of(aozora());
    let continuing = published.table("actions").column("is_continuing");
    assert_eq!(continuing, ["1", "1", "1", "0", "1", "0", "0"]);
    let mut content = kawabe();
    content.columns.retain(|column| column.fiscal_year != Some(2022));
    for action in &mut content.actions {
        action.answers.retain(|answer| answer.fiscal_year != 2022);
    }
    // A form without an earlier year does not say
    assert_eq!(Published::of(content).table("actions").column("is_continuing"), ["", "", ""]);
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    always(|published| {
        assert_eq!(files(&published.content).unwrap(), published.files);
    });
}
